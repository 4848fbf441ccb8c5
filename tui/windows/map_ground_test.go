package windows

import (
	"fmt"
	"image"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/cockroachdb/datadriven"

	"kvlab/engine"
	"kvlab/engine/estate"
	"kvlab/scenarios"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
	"kvlab/tui/theme"
)

var _ desktop.Puller = (*Map)(nil)

// Each file of testdata/map is a story about the view of the estate:
//
//	lab SCENARIO
//	flip GATE …, issue REQUEST
//	step N           (to the step of that number, "deciding" to the one that decided)
//	draw WxH [none|ascii]
//	press KEY …, click (on the text of the input), drag X Y, wheel N
func TestStoriesOfTheMap(t *testing.T) {
	datadriven.Walk(t, "testdata/map", func(t *testing.T, path string) {
		var d *desk
		datadriven.RunTest(t, path, func(t *testing.T, td *datadriven.TestData) string {
			if td.Cmd == "lab" {
				s := open(t, td.CmdArgs[0].Key, "")
				m := NewMap(s, NewRequests(s))
				d = &desk{t: t, s: s, w: m}
				d.press("v")
				return ""
			}
			return d.mapCommand(t, td)
		})
	})
}

func (d *desk) mapCommand(t *testing.T, td *datadriven.TestData) string {
	var said []string
	number := func(i int) (n int) {
		if _, err := fmt.Sscan(td.CmdArgs[i].Key, &n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	switch td.Cmd {
	case "draw":
		var w, h int
		if _, err := fmt.Sscanf(td.CmdArgs[0].Key, "%dx%d", &w, &h); err != nil {
			t.Fatal(err)
		}
		return d.draw(w, h, theme.Options{None: td.HasArg("none"), ASCII: td.HasArg("ascii")})
	case "step":
		place := d.s.Reading.Deciding()
		if td.CmdArgs[0].Key != "deciding" {
			place = number(0) - 1
		}
		d.s.Reading.MoveTo(place)
	case "flip":
		for _, a := range td.CmdArgs {
			work(t, d.s, d.s.Flip(a.Key))
		}
	case "issue":
		d.w.(*Map).requests.Go(requestIndex(d.s, td.CmdArgs[0].Key))
		work(t, d.s, d.s.Issue(td.CmdArgs[0].Key))
	case "press":
		for _, a := range td.CmdArgs {
			said = append(said, d.press(a.Key))
		}
	case "click":
		said = append(said, d.click(strings.TrimSpace(td.Input)))
	case "drag":
		d.w.(desktop.Puller).Pull(nil, nil, image.Pt(number(0), number(1)))
	case "wheel":
		d.w.Wheel(number(0))
	default:
		t.Fatalf("%s: what is %s?", td.Pos, td.Cmd)
	}
	return strings.TrimSpace(strings.Join(said, "\n"))
}

// estateOf is the map of a lab, showing the estate, on a canvas of a size.
func estateOf(s *session.Session, w, h int) (*Map, desktop.Canvas) {
	m := NewMap(s, NewRequests(s))
	m.turn(estateView)
	return m, desktop.NewCanvas(uv.NewBuffer(w, h), theme.New(theme.Options{}), true)
}

// Where the one view stops a request the other does too, and every step happens at a box that is then in sight.
func TestTheRequestTravelsTheEstateInStepWithTheWay(t *testing.T) {
	for _, entry := range scenarios.Catalogue() {
		s := open(t, entry.ID, "")
		for _, r := range s.Scenario.Requests {
			work(t, s, s.Issue(r.ID))
			m, c := estateOf(s, 30, 9)
			m.requests.Go(requestIndex(s, r.ID))
			for place := range s.Reading.Steps() {
				s.Reading.MoveTo(place)
				m.Draw(c)
				g := &m.ground
				n := g.travel.here()
				if n < 0 || n != g.cursor || !g.plan.cards[n].area.Overlaps(g.sight()) {
					t.Fatalf("%s, %s: step %d happens at box %d, the cursor is on %d, %v is in sight", entry.ID, r.ID, place+1, n, g.cursor, g.sight())
				}
				sameStop(t, m, entry.ID+", "+r.ID)
			}
		}
	}
}

func requestIndex(s *session.Session, id string) int {
	for i, r := range s.Scenario.Requests {
		if r.ID == id {
			return i
		}
	}
	return -1
}

// A name that a private zone answers is answered at the record, one that is answered in public at the vault's public name.
func TestAnAnswerIsFoundWhereItComesFrom(t *testing.T) {
	for _, test := range []struct {
		flips []string
		want  thing
	}{
		{nil, thing{"dns_zone", privateZone, "record/kv-shop-prod"}}, {[]string{"zone-link"}, thing{"public", "kv-shop-prod", ""}},
		{[]string{"a-record"}, thing{"dns_zone", privateZone, "record/kv-shop-prod"}},
	} {
		s := open(t, "wired-web-app", "app-read", test.flips...)
		m, _ := estateOf(s, 80, 20)
		for place := range s.Reading.Steps() {
			s.Reading.MoveTo(place)
			if g := m.landscape(); s.Reading.Step().ID == "network.dns.answer" && g.travel.here() != g.plan.at[test.want] {
				t.Errorf("%v: the answer is found at %s", test.flips, g.plan.cards[g.travel.here()].name)
			}
		}
	}
}

// sameStop compares the two views of a request.
func sameStop(t *testing.T, m *Map, what string) {
	t.Helper()
	stopped := false
	for _, s := range m.stations(m.request()) {
		stopped = stopped || s.stopped
	}
	also := 0
	for i := range m.ground.travel.stations {
		if m.ground.travel.stations[i].stopped {
			also++
		}
	}
	if stopped != (also == 1) || also > 1 {
		t.Errorf("%s: the way is stopped: %v, the estate at %d boxes", what, stopped, also)
	}
}

// A request that is let in lights an unbroken line from its host to what it asked for.
func TestAnAllowedRequestLightsAWayFromItsHostToTheVault(t *testing.T) {
	for _, test := range []struct{ lab, request string }{
		{"wired-web-app", "app-read"}, {"half-migrated-rbac", "orders-read"}, {"rotation-with-a-pinned-reference", "tracking-reads"}, {"revoked-customer-key", "evening-write"},
	} {
		s := open(t, test.lab, test.request)
		s.Reading.MoveTo(s.Reading.Steps() - 1)
		m, _ := estateOf(s, 80, 20)
		g := m.landscape()
		r := m.request()
		if !reaches(g, g.plan.card("host", r.Host, ""), g.plan.card("vault", r.Vault, "")) {
			t.Errorf("%s, %s: no lit way leads to the vault", test.lab, test.request)
		}
		if at := g.travel.at(g.plan.card("vault", r.Vault, "objects")); at == nil || !at.lit {
			t.Errorf("%s, %s: what the vault holds is dark", test.lab, test.request)
		}
	}
}

// reaches follows lit wires, and from the links of a zone its records.
func reaches(g *ground, from, to int) bool {
	seen := map[int]bool{from: true}
	for grown := true; grown; {
		grown = false
		for i := range g.plan.wires {
			if w := &g.plan.wires[i]; seen[w.from] && !seen[w.to] && g.travel.line(w) == litLine {
				seen[w.to], grown = true, true
			}
		}
		for n := range g.plan.cards {
			if met := g.travel.at(n); !seen[n] && met != nil && met.lit && g.plan.cards[n].column == zoneColumn && n > 0 && g.plan.cards[n-1].column == zoneColumn && seen[n-1] {
				seen[n], grown = true, true
			}
		}
	}
	return seen[to]
}

// What is hit at every cell is what is painted there, wherever the view has been taken.
func TestWhatIsHitOnTheMapIsWhatIsPaintedThere(t *testing.T) {
	s := open(t, "broken-dns", "app-read")
	for _, size := range []image.Point{{120, 38}, {40, 9}, {20, 3}} {
		m, c := estateOf(s, size.X, size.Y)
		m.Draw(c)
		for _, keys := range []string{"home", "end", "shift+up shift+left", "pgup", "h h h k"} {
			for key := range strings.FieldsSeq(keys) {
				pressMap(m, key)
			}
			c = anew(c)
			m.Draw(c)
			checkHits(t, m, c)
		}
	}
}

// anew is an empty canvas like another, on which nothing is marked.
func anew(c desktop.Canvas) desktop.Canvas {
	return desktop.NewCanvas(uv.NewBuffer(c.Width(), c.Height()), c.Theme, true)
}

func pressMap(m *Map, key string) desktop.Action {
	for _, c := range m.Commands() {
		if c.Has(key) && c.Why() == "" {
			return c.Run()
		}
	}
	return nil
}

func checkHits(t *testing.T, m *Map, c desktop.Canvas) {
	t.Helper()
	g := &m.ground
	view := g.framed(image.Pt(c.Width(), c.Height()-1))
	for y := 1; y < c.Height(); y++ {
		for x := range c.Width() {
			on, over := image.Pt(x, y-1), -1
			at := on.Sub(view.Min).Add(g.at)
			for i := range g.plan.cards {
				if on.In(view) && at.In(g.plan.cards[i].area) {
					over = i
				}
			}
			switch hit := c.TargetAt(x, y).(type) {
			case mapPan:
				if on.In(view) {
					t.Errorf("a sign of the edge is hit at %d,%d, on the ground", x, y)
				}
			case mapCard:
				if int(hit) != over {
					t.Errorf("at %d,%d box %d is hit, and %d is there", x, y, hit, over)
				}
			default:
				if over >= 0 || hit != nil {
					t.Errorf("at %d,%d %v is hit, and box %d is there", x, y, hit, over)
				}
			}
		}
	}
}

// However the view lies over a box, what the edge cuts off of its texts is marked, and no sign of the edge takes a letter.
func TestWhatAnEdgeCutsOffIsMarked(t *testing.T) {
	s := open(t, "broken-dns", "")
	m, c := estateOf(s, 50, 14)
	m.Draw(c)
	g := &m.ground
	m.panBy(g.at.Mul(-1))
	for range g.plan.size.X {
		m.panBy(image.Pt(1, 0))
		buf := uv.NewBuffer(50, 14)
		m.Draw(desktop.NewCanvas(buf, c.Theme, true))
		view := g.framed(image.Pt(50, 13))
		for i := range g.plan.cards {
			x := &g.plan.cards[i]
			shown := x.area.Intersect(g.sight())
			if shown.Empty() || x.area.Min.X >= g.at.X || x.area.Min.Y < g.at.Y {
				continue
			}
			edge := buf.CellAt(view.Min.X, 1+x.area.Min.Y-g.at.Y).Content
			if edge != c.Theme.Glyph.Ellipsis && x.area.Min.X+2 < g.at.X {
				t.Fatalf("%s is cut off %d cells, and at the edge stands %q", x.name, g.at.X-x.area.Min.X, edge)
			}
		}
	}
}

// A click on a box waits for the button to come up, so that the ground can be held by it; signs and words act at once.
func TestBoxesWaitForTheButtonToComeUp(t *testing.T) {
	m, _ := estateOf(open(t, "broken-dns", ""), 50, 14)
	if !m.Waits(mapCard(0)) || m.Waits(mapPan{X: 1}) || m.Waits(wayView) || m.Waits(nil) {
		t.Error("it waits for something else than boxes")
	}
	m.turn(wayView)
	if m.Waits(mapStation(0)) {
		t.Error("a station waits, though nothing can be pulled there")
	}
}

// Whatever is done to the view, it stays on the diagram; where there is more, a sign says so.
func TestTheViewStaysOnTheDiagram(t *testing.T) {
	s := open(t, "wired-web-app", "")
	m, c := estateOf(s, 60, 12)
	m.Draw(c)
	for _, by := range []image.Point{{-5, -5}, {1000, 3}, {3, 1000}, {-1000, 0}, {40, -4}} {
		m.Pull(nil, nil, by)
		c = anew(c)
		m.Draw(c)
		g := &m.ground
		if !g.sight().In(image.Rectangle{Max: g.plan.size}) {
			t.Errorf("after %v the view is at %v of %v", by, g.sight(), g.plan.size)
		}
		right := c.TargetAt(59, 1+g.view.Y/2)
		if _, sign := right.(mapPan); sign != (g.at.X+g.view.X < g.plan.size.X) {
			t.Errorf("after %v there is a sign on the right: %v", by, sign)
		}
	}
}

// Every command of the estate that runs shows, and what the mouse can do keys can do too.
func TestEveryCommandOfTheEstateShows(t *testing.T) {
	s := open(t, "wired-web-app", "app-read")
	m, c := estateOf(s, 60, 12)
	m.Draw(c)
	s.Reading.MoveTo(3)
	for _, key := range []string{"n", "N", "shift+right", "shift+down", "shift+left", "shift+up", "end", "home", "pgdown", "pgup", "c", "g", "v"} {
		before := m.Version()
		if a := pressMap(m, key); a != nil || m.Version() == before {
			t.Errorf("%s changes nothing that shows, and wants %v", key, a)
		}
		m.Draw(c)
	}
	pressMap(m, "v")
	for n := range m.landscape().plan.cards {
		m.landscape()
		clicked, place := m.Click(mapCard(n)), s.Reading.Place()
		m.toCard(n)
		if entered := pressMap(m, "enter"); entered != clicked || s.Reading.Place() != place {
			t.Errorf("a click on box %d comes to %v, enter to %v", n, clicked, entered)
		}
		window, opens := pressMap(m, "O").(session.OpenWindow)
		if !opens || window.Window != m.ground.plan.cards[m.ground.cursor].opens || window.Window == "" {
			t.Errorf("box %d opens %v", n, window)
		}
	}
}

// large is an estate of so many hosts in networks of a hundred, with an identity each, and a vault for every ten.
func large(hosts int) *engine.Estate {
	e := &engine.Estate{Subscriptions: []estate.Subscription{{Name: "sub", ID: "5b"}}, ResourceGroups: []estate.ResourceGroup{{Name: "rg", Subscription: "sub"}}}
	scope := estate.SubscriptionScope("5b").ResourceGroup("rg")
	zone := estate.DNSZone{Name: privateZone, Zone: privateZone}
	for i := range hosts {
		network := fmt.Sprintf("vnet-%03d", i/100)
		if i%100 == 0 {
			e.VirtualNetworks = append(e.VirtualNetworks, estate.VirtualNetwork{Name: network, Subnets: []estate.Subnet{{Name: "s"}}})
			zone.Links = append(zone.Links, estate.ZoneLink{Network: network})
		}
		name := fmt.Sprintf("host-%04d", i)
		e.Hosts = append(e.Hosts, estate.Host{Name: name, Kind: estate.VirtualMachine, Subnet: network + "/s", UserAssigned: []string{"id-" + name}})
		e.Principals = append(e.Principals, estate.Principal{Name: "id-" + name, Kind: estate.UserIdentity, ObjectID: name})
		if vault := fmt.Sprintf("kv-%04d", i/10); i%10 == 0 {
			e.Vaults = append(e.Vaults, estate.Vault{Name: vault, ResourceGroup: "rg", Model: estate.RBAC})
			e.PrivateEndpoints = append(e.PrivateEndpoints, estate.PrivateEndpoint{Name: "pe-" + vault, Vault: vault, Subnet: network + "/s", Connection: estate.Approved})
			zone.Records = append(zone.Records, estate.Record{Name: vault})
			e.RoleAssignments = append(e.RoleAssignments, estate.RoleAssignment{Name: "r-" + name, PrincipalID: name, Role: "Reader", Scope: scope.Vault(vault)})
		}
	}
	e.DNSZones = []estate.DNSZone{zone}
	return e
}

func largeMap(t testing.TB, hosts int) (*Map, desktop.Canvas) {
	t.Helper()
	sc, err := scenarios.Open("wired-web-app")
	if err != nil {
		t.Fatal(err)
	}
	s := &session.Session{Scenario: sc}
	s.State.Estate = large(hosts)
	m, c := estateOf(s, 120, 40)
	m.Draw(c)
	return m, c
}

// Of a large estate only what is in sight is drawn: a frame of a pan allocates no more than one of a small one.
func TestPanningALargeEstateAllocatesLittle(t *testing.T) {
	m, c := largeMap(t, 1000)
	buf := uv.NewBuffer(c.Width(), c.Height())
	keys, n := []string{"shift+down", "shift+right", "shift+up", "shift+left"}, 0
	per := testing.AllocsPerRun(50, func() {
		pressMap(m, keys[n%4])
		m.Draw(desktop.NewCanvas(buf, c.Theme, true))
		n++
	})
	t.Logf("%.0f allocations", per)
	if per > 200 {
		t.Errorf("a frame takes %.0f allocations, more than 200", per)
	}
}

func BenchmarkPan(b *testing.B) {
	for _, hosts := range []int{10, 1000, 10_000} {
		b.Run(fmt.Sprint(hosts), func(b *testing.B) {
			m, c := largeMap(b, hosts)
			buf := uv.NewBuffer(c.Width(), c.Height())
			b.ReportAllocs()
			for n := 0; b.Loop(); n++ {
				pressMap(m, []string{"shift+down", "shift+up"}[n%2])
				m.Draw(desktop.NewCanvas(buf, c.Theme, true))
			}
		})
	}
}

// BenchmarkPlan is what a change of the lab costs the view: its diagram is laid out anew.
func BenchmarkPlan(b *testing.B) {
	for _, hosts := range []int{10, 1000, 10_000} {
		b.Run(fmt.Sprint(hosts), func(b *testing.B) {
			st := &session.State{Estate: large(hosts)}
			b.ReportAllocs()
			for b.Loop() {
				newPlan(st, nil)
			}
		})
	}
}
