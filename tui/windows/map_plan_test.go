package windows

import (
	"fmt"
	"image"
	"maps"
	"net/netip"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kvlab/engine"
	"kvlab/engine/estate"
	"kvlab/scenarios"
	"kvlab/tui/session"
)

// world draws an estate in which all sorts of things refer to one another, and to what is not there.
func world(t *rapid.T) *session.State {
	some := func(what string) int { return rapid.IntRange(0, 6).Draw(t, what) }
	name := func(kind string) string { return fmt.Sprint(kind, rapid.IntRange(0, 6).Draw(t, kind)) }
	coin := func() bool { return rapid.Bool().Draw(t, "coin") }
	address := func() netip.Addr { return netip.AddrFrom4([4]byte{10, 0, 0, byte(some("address"))}) }
	e := &engine.Estate{ManagementGroups: []estate.ManagementGroup{{Name: "top", Parent: "top"}},
		Subscriptions:  []estate.Subscription{{Name: "sub", ID: "5b", ManagementGroup: "top"}},
		ResourceGroups: []estate.ResourceGroup{{Name: "rg", Subscription: "sub"}}}
	scope := estate.SubscriptionScope("5B")
	scopes := []estate.Scope{estate.ManagementGroupScope("TOP"), scope, scope.ResourceGroup("rg"), scope.ResourceGroup("rg").Vault("v1"),
		scope.ResourceGroup("rg").Vault("v2").Object("secrets", "s"), "", "/"}
	for i := range some("networks") {
		n := estate.VirtualNetwork{Name: fmt.Sprint("n", i), DNSServer: rapid.SampledFrom([]string{"", "d1", "d9"}).Draw(t, "server"), Peerings: []estate.Peering{{Network: name("n"), Absent: coin()}}}
		for k := range some("subnets") {
			n.Subnets = append(n.Subnets, estate.Subnet{Name: fmt.Sprint("s", k), Block443: coin(), ServiceEndpoint: coin()})
		}
		e.VirtualNetworks = append(e.VirtualNetworks, n)
		e.DNSServers = append(e.DNSServers, estate.DNSServer{Name: fmt.Sprint("d", i), Network: name("n"), Forward: rapid.SampledFrom([]estate.Forwarding{"", "azure", "public", "none", "d2"}).Draw(t, "forward")})
	}
	for i := range rapid.IntRange(0, 30).Draw(t, "hosts") {
		h := estate.Host{Name: fmt.Sprint("h", i), Kind: rapid.SampledFrom(estate.HostKinds).Draw(t, "kind"), SystemAssigned: coin(), SignedIn: map[string]string{"az": name("u")}}
		if coin() {
			h.UserAssigned = []string{name("i"), name("i")}
		}
		switch some("seat") {
		case 0, 1, 2, 3:
			h.Subnet = name("n") + "/" + name("s")
		case 4:
			h.Gateway = name("n")
		case 5:
			h.DNSServer = name("d")
		}
		e.Hosts = append(e.Hosts, h)
	}
	for i := range rapid.IntRange(0, 12).Draw(t, "principals") {
		kind := rapid.SampledFrom([]estate.PrincipalKind{estate.User, estate.Group, estate.ServicePrincipal, estate.UserIdentity, estate.SystemIdentity}).Draw(t, "principal")
		e.Principals = append(e.Principals, estate.Principal{Name: kindPath[kind][:min(1, len(kindPath[kind]))] + fmt.Sprint(i), Kind: kind, ObjectID: fmt.Sprint("o", i), AppID: fmt.Sprint("a", i), Absent: coin()})
	}
	for i := range some("zones") {
		z := estate.DNSZone{Name: fmt.Sprint("z", i), Zone: privateZone, Absent: coin()}
		for range some("links") {
			z.Links = append(z.Links, estate.ZoneLink{Network: name("n"), Absent: coin(), Fallback: coin()})
			z.Records = append(z.Records, estate.Record{Name: name("v"), Address: address(), Absent: coin()})
		}
		e.DNSZones = append(e.DNSZones, z)
	}
	for i := range some("vaults") {
		e.Vaults = append(e.Vaults, estate.Vault{Name: fmt.Sprint("v", i), ResourceGroup: "rg", DenyOther: coin(), NoBypass: coin(), Absent: coin(),
			Public: rapid.SampledFrom([]estate.PublicAccess{"enabled", "disabled", "secured_by_perimeter"}).Draw(t, "public"), Model: rapid.SampledFrom([]estate.Model{"", "rbac", "access_policies"}).Draw(t, "model")})
		e.PrivateEndpoints = append(e.PrivateEndpoints, estate.PrivateEndpoint{Name: fmt.Sprint("p", i), Vault: name("v"), Subnet: name("n") + "/" + name("s"), Address: address(), Absent: coin(),
			Connection: rapid.SampledFrom([]estate.Connection{estate.Pending, estate.Approved, estate.Rejected, estate.Disconnected}).Draw(t, "connection")})
		e.AccessPolicies = append(e.AccessPolicies, estate.AccessPolicy{Name: fmt.Sprint("ap", i), Vault: name("v"), ObjectID: name("a"), Secrets: []string{"get"}, Absent: coin()})
		e.Objects = append(e.Objects, estate.Object{Vault: name("v"), Collection: estate.Secrets, Name: "s"})
		e.Consumers = append(e.Consumers, estate.Consumer{Name: fmt.Sprint("c", i), Kind: estate.Encryption, Vault: name("v"), Host: name("h")})
	}
	for i := range rapid.IntRange(0, 80).Draw(t, "assignments") {
		e.RoleAssignments = append(e.RoleAssignments, estate.RoleAssignment{Name: fmt.Sprint("r", i), PrincipalID: name("o"), Role: "Reader", Scope: rapid.SampledFrom(scopes).Draw(t, "scope"), Absent: coin()})
		e.DenyAssignments = append(e.DenyAssignments, estate.DenyAssignment{Name: fmt.Sprint("x", i), PrincipalID: estate.Everyone, Scope: rapid.SampledFrom(scopes).Draw(t, "scope")})
	}
	return &session.State{Estate: e}
}

// Every box, frame, word and end of a wire lies inside the diagram, and no two boxes overlap.
func TestADiagramHoldsWhatIsInItAndNoTwoBoxesOverlap(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		p := newPlan(world(rt), nil)
		whole := image.Rectangle{Max: p.size}
		for i := range p.cards {
			c := &p.cards[i]
			if !c.area.In(whole) || c.area.Dx() < 3 {
				rt.Fatalf("%s lies at %v in %v", c.name, c.area, whole)
			}
			for k := range p.cards[:i] {
				if c.area.Overlaps(p.cards[k].area) {
					rt.Fatalf("%s at %v lies on %s at %v", c.name, c.area, p.cards[k].name, p.cards[k].area)
				}
			}
		}
		for i := range p.frames {
			if !p.frames[i].area.In(whole) {
				rt.Fatalf("the frame %s lies at %v in %v", p.frames[i].title, p.frames[i].area, whole)
			}
			for k := range p.frames[:i] {
				if p.frames[i].area.Overlaps(p.frames[k].area) {
					rt.Fatalf("the frame %s lies on %s", p.frames[i].title, p.frames[k].title)
				}
			}
		}
		for _, x := range p.remarks {
			at := image.Pt(p.columns[x.column].cards, x.y)
			row := image.Rectangle{Min: at, Max: at.Add(image.Pt(columnKinds[x.column].width, 1))}
			if !row.In(whole) {
				rt.Fatalf("%q stands at %v in %v", x.text, row, whole)
			}
			for i := range p.cards {
				if row.Overlaps(p.cards[i].area) {
					rt.Fatalf("%q stands on %s", x.text, p.cards[i].name)
				}
			}
		}
	})
}

// A wire begins at the right of one box and ends at the left of another, touches no box on its way, and wires of
// different nets never lie one on the other in a row.
func TestWiresTouchNothingButTheirEnds(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		p := newPlan(world(rt), nil)
		whole := image.Rectangle{Max: p.size}
		type piece struct {
			area image.Rectangle
			end  int
		}
		var flat []piece
		for i := range p.wires {
			w := &p.wires[i]
			out, along, in := p.run(w)
			from, to := &p.cards[w.from], &p.cards[w.to]
			if out.Min.X != from.area.Max.X || in.Max.X != to.area.Min.X || out.Min.Y < from.area.Min.Y || out.Max.Y > from.area.Max.Y ||
				in.Min.Y < to.area.Min.Y || in.Max.Y > to.area.Max.Y || in.Empty() || out.Empty() || along.Dy() < 2 {
				rt.Fatalf("a wire from %v to %v runs %v %v %v", from.area, to.area, out, along, in)
			}
			for _, r := range [...]image.Rectangle{out, along, in} {
				if !r.In(whole) {
					rt.Fatalf("a wire lies at %v in %v", r, whole)
				}
				for k := range p.cards {
					if r.Overlaps(p.cards[k].area) {
						rt.Fatalf("the wire from %s to %s runs through %s", from.name, to.name, p.cards[k].name)
					}
				}
			}
			flat = append(flat, piece{out, w.from}, piece{in, -1 - w.to})
		}
		for i, a := range flat {
			for _, b := range flat[:i] {
				if a.end != b.end && a.area.Overlaps(b.area) {
					rt.Fatalf("two wires lie one on the other at %v", a.area.Intersect(b.area))
				}
			}
		}
	})
}

// What a gate takes away keeps its place.
func TestFlippingAGateMovesNothing(t *testing.T) {
	for _, entry := range scenarios.Catalogue() {
		s := open(t, entry.ID, "")
		before := newPlan(&s.State, s.Scenario.Requests)
		for i := range s.Scenario.Gates {
			work(t, s, s.Flip(s.Scenario.Gates[i].ID))
			after := newPlan(&s.State, s.Scenario.Requests)
			if !maps.Equal(after.at, before.at) || after.size != before.size {
				t.Fatalf("%s: %s makes %d boxes on %v of %d on %v", entry.ID, s.Scenario.Gates[i].ID, len(after.cards), after.size, len(before.cards), before.size)
			}
			for k := range after.cards {
				if after.cards[k].area != before.cards[k].area {
					t.Errorf("%s: %s moves %s", entry.ID, s.Scenario.Gates[i].ID, before.cards[k].name)
				}
			}
		}
	}
}

// Each kind of broken link shows as a cross on a wire, and as a word in the box it belongs to.
func TestBrokenLinksSayWhy(t *testing.T) {
	at := time.Date(2026, time.March, 1, 0, 0, 0, 0, time.UTC)
	start := func() *engine.Estate {
		return &engine.Estate{Hosts: []estate.Host{{Name: "web", Kind: estate.VirtualMachine, Subnet: "net/s", SystemAssigned: true}},
			VirtualNetworks:  []estate.VirtualNetwork{{Name: "net", Subnets: []estate.Subnet{{Name: "s"}}}},
			DNSZones:         []estate.DNSZone{{Name: "z", Zone: privateZone, Links: []estate.ZoneLink{{Network: "net"}}, Records: []estate.Record{{Name: "kv", Address: netip.MustParseAddr("10.0.0.4")}}}},
			PrivateEndpoints: []estate.PrivateEndpoint{{Name: "pe", Vault: "kv", Subnet: "net/s", Address: netip.MustParseAddr("10.0.0.4"), Connection: estate.Approved}},
			Vaults:           []estate.Vault{{Name: "kv", ResourceGroup: "rg", Model: estate.RBAC, Public: estate.PublicEnabled}},
			Subscriptions:    []estate.Subscription{{Name: "sub", ID: "5b"}}, ResourceGroups: []estate.ResourceGroup{{Name: "rg", Subscription: "sub"}},
			Principals:      []estate.Principal{{Name: "web", ObjectID: "o", AppID: "a"}},
			AccessPolicies:  []estate.AccessPolicy{{Name: "p", Vault: "kv", ObjectID: "o", Secrets: []string{"get"}}},
			RoleAssignments: []estate.RoleAssignment{{Name: "r", PrincipalID: "o", Role: "Reader", Scope: estate.SubscriptionScope("5b")}}}
	}
	link, record := thing{"dns_zone", "z", "link/net"}, thing{"dns_zone", "z", "record/kv"}
	endpoint, role, policy := thing{"private_endpoint", "pe", ""}, thing{"role_assignment", "r", "kv"}, thing{"access_policy", "p", "kv"}
	for _, test := range []struct {
		name string
		set  func(*engine.Estate)
		at   thing
		word string
		cuts int // broken wires
	}{
		{"sound", func(*engine.Estate) {}, link, "linked", 0},
		{"a link that is not there", func(e *engine.Estate) { e.DNSZones[0].Links[0].Absent = true }, link, "not linked", 1},
		{"a zone that is not there", func(e *engine.Estate) { e.DNSZones[0].Absent = true }, record, "no zone", 2},
		{"no record", func(e *engine.Estate) { e.DNSZones[0].Records[0].Absent = true }, record, "no record", 1},
		{"a wrong address", func(e *engine.Estate) { e.DNSZones[0].Records[0].Address = netip.MustParseAddr("10.0.0.9") }, record, "10.0.0.9, wrong address", 1},
		{"pending", func(e *engine.Estate) { e.PrivateEndpoints[0].Connection = estate.Pending }, endpoint, "pending", 1},
		{"disconnected", func(e *engine.Estate) { e.PrivateEndpoints[0].Connection = estate.Disconnected }, endpoint, "disconnected", 1},
		{"failed", func(e *engine.Estate) { e.PrivateEndpoints[0].Provisioning = "Failed" }, endpoint, "Failed", 1},
		{"no endpoint", func(e *engine.Estate) { e.PrivateEndpoints[0].Absent = true }, endpoint, "no endpoint", 2},
		{"expired", func(e *engine.Estate) { e.RoleAssignments[0].Expires = at }, role, "expired: Reader", 0},
		{"not yet", func(e *engine.Estate) { e.RoleAssignments[0].Since = at.Add(time.Hour) }, role, "not yet: Reader", 0},
		{"idle", func(*engine.Estate) {}, policy, "idle: access policy", 0},
		{"the other model idle", func(e *engine.Estate) { e.Vaults[0].Model = estate.AccessPolicies }, role, "idle: Reader", 0},
	} {
		e := start()
		test.set(e)
		p := newPlan(&session.State{Estate: e, Lab: estate.Lab{Clock: at}}, nil)
		c := &p.cards[p.at[test.at]]
		if c.facts[0] != test.word {
			t.Errorf("%s: %q", test.name, c.facts[0])
		}
		cuts := 0
		for i := range p.wires {
			if p.wires[i].broken {
				cuts++
			}
		}
		if cuts != test.cuts || len(p.wires) == 0 {
			t.Errorf("%s: %d of %d wires are cut, not %d", test.name, cuts, len(p.wires), test.cuts)
		}
	}
	e := start()
	e.RoleAssignments[0].PrincipalID = "a"
	if c := newPlan(&session.State{Estate: e}, nil); c.cards[c.at[role]].name != "wrong id of web" || !c.cards[c.at[role]].broken {
		t.Errorf("a grant to an application's own id looks right: %+v", c.cards[c.at[role]])
	}
}

// Grants are drawn at every vault they reach, and at no other.
func TestGrantsStandAtTheVaultsTheyReach(t *testing.T) {
	scope := estate.SubscriptionScope("5B")
	e := &engine.Estate{ManagementGroups: []estate.ManagementGroup{{Name: "root"}, {Name: "shops", Parent: "root"}},
		Subscriptions:  []estate.Subscription{{Name: "sub", ID: "5b", ManagementGroup: "shops"}},
		ResourceGroups: []estate.ResourceGroup{{Name: "rg-a", Subscription: "sub"}, {Name: "rg-b", Subscription: "sub"}},
		Vaults:         []estate.Vault{{Name: "a", ResourceGroup: "rg-a"}, {Name: "b", ResourceGroup: "rg-b"}}}
	for _, test := range []struct {
		scope estate.Scope
		a, b  bool
		words string
	}{
		{estate.ManagementGroupScope("Root"), true, true, "on management group Root"}, {scope, true, true, "on subscription sub"},
		{scope.ResourceGroup("RG-A"), true, false, "on group RG-A"}, {scope.ResourceGroup("rg-b").Vault("B"), false, true, "on the vault"},
		{scope.ResourceGroup("rg-a").Vault("a").Object("secrets", "s"), true, false, "on secret s"},
		{scope.ResourceGroup("rg-a").Vault("ab"), false, false, ""}, {"/subscriptions/other", false, false, ""},
	} {
		e.RoleAssignments = []estate.RoleAssignment{{Name: "r", Role: "Reader", Scope: test.scope}}
		p := newPlan(&session.State{Estate: e}, nil)
		a, b := p.card("role_assignment", "r", "a"), p.card("role_assignment", "r", "b")
		if a >= 0 != test.a || b >= 0 != test.b {
			t.Errorf("%s stands at a: %v, at b: %v", test.scope, a >= 0, b >= 0)
		}
		if n := max(a, b); n >= 0 && p.cards[n].facts[1] != test.words {
			t.Errorf("%s: %q", test.scope, p.cards[n].facts[1])
		}
	}
}
