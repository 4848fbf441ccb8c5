package facts_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kvlab/engine/estate"
	"kvlab/engine/facts"
	"kvlab/engine/store"
)

// slowly opens the world as a lab with delays, where records live for a minute.
func slowly(t testing.TB) *store.Store {
	t.Helper()
	s := open(t)
	if err := s.Update("delays", noon, func(tx *store.Tx) error {
		lab := *store.Labs.Get(&tx.View)
		lab.Delays = true
		store.Labs.Put(tx, &lab)
		zone := *store.DNSZones.Get(&tx.View, "private")
		zone.Records = append([]estate.Record{}, zone.Records...)
		zone.Records[0].TTL = time.Minute
		store.DNSZones.Put(tx, &zone)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return s
}

// writeAt sets a fact at so many seconds after noon.
func writeAt(t interface{ Fatal(...any) }, s *store.Store, seconds int, path, value string) {
	p, err := facts.ParsePath(path)
	if err == nil {
		err = s.Update(path, noon, func(tx *store.Tx) error {
			lab := *store.Labs.Get(&tx.View)
			lab.Clock = noon.Add(time.Duration(seconds) * time.Second)
			store.Labs.Put(tx, &lab)
			return facts.Set(tx, p, value)
		})
	}
	if err != nil {
		t.Fatal(err)
	}
}

func look[T any](t interface{ Fatal(...any) }, s *store.Store, get func(*store.View) *T) T {
	v := s.View()
	found := *get(v)
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	return found
}

func TestAnAssignmentCountsFromAWhileAfterItWasMade(t *testing.T) {
	s := slowly(t)
	since := func() string {
		a := look(t, s, func(v *store.View) *estate.RoleAssignment { return store.RoleAssignments.Named(v, "web-reader") })
		if a.Since.IsZero() {
			return "always"
		}
		return a.Since.Sub(noon).String()
	}
	for i, c := range []struct{ fact, value, want string }{
		{"present", "true", "always"}, // no change at all
		{"present", "false", "always"},
		{"present", "true", "5m2s"},
		{"present", "true", "5m2s"}, // nor here
		{"expires", "2027-01-01T00:00:00Z", "5m2s"},
		{"role", "Key Vault Reader", "5m5s"}, // a role cannot be changed: this is another assignment
		{"present", "false", "always"},
	} {
		if writeAt(t, s, i, "role_assignment.web-reader."+c.fact, c.value); since() != c.want {
			t.Errorf("%d. %s = %s: counts from %s, want %s", i, c.fact, c.value, since(), c.want)
		}
	}
}

func TestAtAManagementGroupItTakesHours(t *testing.T) {
	lab := estate.Lab{Delays: true}
	for scope, want := range map[estate.Scope]time.Duration{
		estate.ManagementGroupScope("root"):                           2 * time.Hour,
		"/PROVIDERS/microsoft.management/managementgroups/root":       2 * time.Hour,
		estate.ManagementGroupScope(""):                               5 * time.Minute,
		estate.SubscriptionScope("5b"):                                5 * time.Minute,
		estate.SubscriptionScope("5b").ResourceGroup("rg").Vault("k"): 5 * time.Minute,
	} {
		if got := lab.Effective(scope, noon).Sub(noon); got != want {
			t.Errorf("%s: %s", scope, got)
		}
	}
	if at := (&estate.Lab{}).Effective("/subscriptions/5b", noon); !at.IsZero() {
		t.Errorf("without delays: %s", at)
	}
}

// Whatever is done to a record, resolvers answer what the zone said when they last asked: at noon, and again whenever
// the time to live of that answer has run out after a change.
func TestResolversAnswerWhatTheyHeardLast(t *testing.T) {
	s := slowly(t)
	answer := func(t interface{ Fatal(...any) }, at time.Time) string {
		z := look(t, s, func(v *store.View) *estate.DNSZone { return store.DNSZones.Get(v, "private") })
		switch r := &z.Records[0]; {
		case r.Cached(at) && r.WasAbsent, !r.Cached(at) && r.Absent:
			return "none"
		case r.Cached(at):
			return r.Was.String()
		default:
			return r.Address.String()
		}
	}
	clock := 0
	rapid.Check(t, func(t *rapid.T) {
		clock += 10_000
		writeAt(t, s, clock, "dns_zone.private.record.kv-shop.present", "true")
		writeAt(t, s, clock, "dns_zone.private.record.kv-shop.address", "10.0.0.1")
		clock += 10_000
		says, heard, until := "10.0.0.1", "10.0.0.1", 0
		address, present := "10.0.0.1", true
		for range rapid.IntRange(1, 8).Draw(t, "changes") {
			clock += rapid.IntRange(0, 70).Draw(t, "seconds")
			if rapid.Bool().Draw(t, "address") {
				address = fmt.Sprint("10.0.0.", rapid.IntRange(1, 3).Draw(t, "last"))
				writeAt(t, s, clock, "dns_zone.private.record.kv-shop.address", address)
			} else {
				present = rapid.Bool().Draw(t, "present")
				writeAt(t, s, clock, "dns_zone.private.record.kv-shop.present", fmt.Sprint(present))
			}
			if clock >= until {
				heard = says
			}
			before := says
			if says = "none"; present {
				says = address
			}
			switch {
			case says == heard:
				until = 0
			case before != says && clock >= until:
				until = clock + 60
			}
			for _, later := range []int{0, 30, 59, 60} {
				want := says
				if clock+later < until {
					want = heard
				}
				if got := answer(t, noon.Add(time.Duration(clock+later)*time.Second)); got != want {
					t.Fatalf("%d seconds after it says %s: %s, want %s", later, says, got, want)
				}
			}
		}
	})
}

func TestATokenKeepsTheGroupsItWasIssuedWith(t *testing.T) {
	s := slowly(t)
	token := func(name string) string {
		p := look(t, s, func(v *store.View) *estate.Principal { return store.Principals.Get(v, name) })
		if p.Token == nil {
			return "none"
		}
		return strings.Join(p.Token.Groups, "+") + " for " + p.Token.Ends.Sub(noon).String()
	}
	for _, c := range []struct {
		at                 int
		path, value, token string
	}{
		{0, "user.ada.groups", "developers", "none"}, // no change at all
		{0, "user.ada.groups", "", "developers for 1h30m0s"},
		{600, "user.ada.groups", "testers", "developers for 1h30m0s"}, // still the token from before
		{700, "user.ada.groups", "developers", "none"},                // taken back before it was noticed
		{800, "user.ada.groups", "testers", "developers for 1h43m20s"},
		{9_000, "user.ada.groups", "", "testers for 4h0m0s"},
		{9_000, "identity.id-orders.groups", "developers", " for 26h30m0s"},
		{9_100, "identity.id-orders.recreated", "true", "none"}, // another principal, which has no token yet
		{9_100, "group.developers.groups", "everybody", "none"}, // groups inside groups change at once
	} {
		writeAt(t, s, c.at, c.path, c.value)
		if got := token(strings.Split(c.path, ".")[1]); got != c.token {
			t.Errorf("%s = %q: the token says %s, want %s", c.path, c.value, got, c.token)
		}
	}
}

// Without delays nothing is held back, whatever is written.
func TestWithoutDelaysNothingLags(t *testing.T) {
	s := open(t)
	for path, value := range map[string]string{"role_assignment.web-reader.role": "Key Vault Reader",
		"dns_zone.private.record.kv-shop.address": "10.0.1.9", "user.ada.groups": ""} {
		writeAt(t, s, 0, path, value)
	}
	a := look(t, s, func(v *store.View) *estate.RoleAssignment { return store.RoleAssignments.Named(v, "web-reader") })
	z := look(t, s, func(v *store.View) *estate.DNSZone { return store.DNSZones.Get(v, "private") })
	p := look(t, s, func(v *store.View) *estate.Principal { return store.Principals.Get(v, "ada") })
	if !a.Since.IsZero() || !z.Records[0].ChangedAt.IsZero() || p.Token != nil {
		t.Error("something lags:", a.Since, z.Records[0], p.Token)
	}
}
