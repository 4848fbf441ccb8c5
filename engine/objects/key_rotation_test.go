package objects_test

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kvlab/engine/agenda"
	"kvlab/engine/estate"
	"kvlab/engine/objects"
	"kvlab/engine/operation"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

func rotates(after estate.Period) estate.RotationAction {
	return estate.RotationAction{AfterCreate: after}
}

func rotatesBefore(end estate.Period) estate.RotationAction {
	return estate.RotationAction{BeforeExpiry: end}
}

func notifies(before estate.Period) estate.RotationAction {
	return estate.RotationAction{Notify: true, BeforeExpiry: before}
}

func policy(expiry estate.Period, actions ...estate.RotationAction) estate.RotationPolicy {
	return estate.RotationPolicy{Expiry: expiry, Actions: actions}
}

func plans(key string, p estate.RotationPolicy) operation.Request {
	return operation.Request{Operation: "keys/set-rotation-policy", Object: key, Body: &operation.RotationBody{Policy: p}}
}

func TestWhichRotationPoliciesAreTaken(t *testing.T) {
	const bounds = "a rotation is at least 7 days after the creation and 7 days before the expiry, and no action lies outside of the lifetime."
	for name, c := range map[string]struct {
		policy estate.RotationPolicy
		why    string // empty when it is taken
	}{
		"the documentation's example":        {policy("P2Y", rotates("P18M"), notifies("P30D")), ""},
		"rotation without an end":            {policy("", rotates("P90D")), ""},
		"the soonest rotation":               {policy("", rotates("P7D")), ""},
		"a day sooner":                       {policy("", rotates("P6D")), bounds},
		"as late as may be":                  {policy("P90D", rotates("P83D")), ""},
		"a day later":                        {policy("P90D", rotates("P84D")), bounds},
		"counted back from the end":          {policy("P90D", rotatesBefore("P7D")), ""},
		"too close to the end":               {policy("P90D", rotatesBefore("P6D")), bounds},
		"too close to the creation":          {policy("P90D", rotatesBefore("P84D")), bounds},
		"an end that nothing sets":           {policy("", rotatesBefore("P30D")), "timeBeforeExpiry needs an expiryTime."},
		"an event about an end nothing sets": {policy("", notifies("P30D")), "timeBeforeExpiry needs an expiryTime."},
		"an event on the last day":           {policy("P90D", notifies("P1D")), ""},
		"an event before the key is there":   {policy("P90D", notifies("P91D")), bounds},
		"both triggers":                      {policy("P90D", estate.RotationAction{AfterCreate: "P30D", BeforeExpiry: "P30D"}), "an action has either timeAfterCreate or timeBeforeExpiry."},
		"neither trigger":                    {policy("P90D", estate.RotationAction{}), "an action has either timeAfterCreate or timeBeforeExpiry."},
		"a life of 28 days":                  {policy("P28D", rotates("P7D")), ""},
		"a day less":                         {policy("P27D", rotates("P7D")), "an expiryTime is at least 28 days and at most 100 years."},
		"a life that nobody plans for":       {policy("P150Y"), "an expiryTime is at least 28 days and at most 100 years."},
		"a rotation that nobody plans for":   {policy("", rotates("P150Y")), bounds},
		"hours":                              {policy("PT48H"), `"PT48H" is no period: write it as P90D, P18M or P2Y.`},
		"no period":                          {policy("P90D", rotates("soon")), `"soon" is no period: write it as P90D, P18M or P2Y.`},
		"nothing but an end":                 {policy("P1Y"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, safe())
			_, stop := carryAt(t, s, noon, plans("kek", c.policy))
			if c.why == "" && stop != nil || c.why != "" && (stop == nil || *stop.Response.Message != "Property lifetimeActions has an invalid value: "+c.why) {
				t.Errorf("got %+v", stop)
			}
		})
	}
}

func TestAPolicyIsKeptAndGivesTheNextVersionItsLifetime(t *testing.T) {
	s := open(t, safe())
	byDefault := carry(t, s, operation.Request{Operation: "keys/get-rotation-policy", Object: "kek"}).Rotation
	if !reflect.DeepEqual(byDefault.Actions, []estate.RotationAction{notifies("P30D")}) || byDefault.Expiry != "" {
		t.Errorf("by default %+v", byDefault)
	}
	want := policy("P2Y", rotates("P18M"), notifies("P30D"))
	says(t, finding(t, s, plans("kek", want)), "object.expires", "nothing of the policy that counts back")
	carry(t, s, plans("kek", want))
	later := noon.AddDate(0, 0, 1)
	if _, stop := carryAt(t, s, later, plans("kek", want)); stop != nil {
		t.Fatal(stop)
	}
	got := carry(t, s, operation.Request{Operation: "keys/get-rotation-policy", Object: "kek"}).Rotation
	if !reflect.DeepEqual(got.Actions, want.Actions) || !got.Created.Equal(noon) || !got.Updated.Equal(later) {
		t.Errorf("kept %+v", got)
	}
	before := carry(t, s, operation.Request{Operation: "keys/get", Object: "kek"}).Item
	if !before.Expires.IsZero() {
		t.Error("the policy changed the current version")
	}
	after := carry(t, s, operation.Request{Operation: "keys/rotate", Object: "kek"}).Item
	if !after.Expires.Equal(noon.AddDate(2, 0, 0)) || after.Key.Spec != before.Key.Spec || !slices.Equal(after.Key.Operations, before.Key.Operations) ||
		string(after.Key.Public) == string(before.Key.Public) || after.Version == before.Version {
		t.Errorf("rotated to %+v", after)
	}
	reset := carry(t, s, plans("kek", estate.RotationPolicy{})).Rotation
	if !reflect.DeepEqual(reset.Actions, byDefault.Actions) {
		t.Errorf("a policy without actions is %+v", reset)
	}
}

// planned is a lab with one EC key, made at noon, that follows a policy.
func planned(t testing.TB, p estate.RotationPolicy, change func(*estate.Object, *estate.Version)) *store.Store {
	t.Helper()
	o := estate.Object{Vault: "kv-shop", Collection: estate.Keys, Name: "k", Current: current, Rotation: &p}
	x := estate.Version{Vault: "kv-shop", Collection: estate.Keys, Name: "k", ID: current, Key: keyOf("ec", ofEC...),
		Attributes: estate.Attributes{Created: noon, Updated: noon}}
	if p.Expiry != "" {
		x.Expires = p.Expiry.After(noon)
	}
	if change != nil {
		change(&o, &x)
	}
	s, err := store.Open("", store.Options{InMemory: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Load(&estate.Estate{Vaults: []estate.Vault{{Name: "kv-shop"}}, Objects: []estate.Object{o}, Versions: []estate.Version{x}}); err != nil {
		t.Fatal(err)
	}
	return s
}

func due(s *store.Store, after, until time.Time) []agenda.Item {
	v := s.View()
	defer v.Close()
	return objects.KeyDue(v, store.Objects.Get(v, "kv-shop", string(estate.Keys), "k"), after, until)
}

// agendaOf is what is due, an item a line: the moment, the kind and the log name.
func agendaOf(items []agenda.Item) string {
	slices.SortFunc(items, func(a, b agenda.Item) int { return a.At.Compare(b.At) })
	var lines []string
	for _, i := range items {
		lines = append(lines, strings.TrimSpace(trace.Stamp(i.At)+" "+string(i.Kind)+" "+i.LogName))
	}
	return strings.Join(lines, "; ")
}

func TestWhatAPolicyBrings(t *testing.T) {
	year := noon.AddDate(1, 0, 0)
	for name, c := range map[string]struct {
		policy       estate.RotationPolicy
		change       func(*estate.Object, *estate.Version)
		after, until time.Time
		want         string
	}{
		"rotation after creation": {policy("P90D", rotates("P60D")), nil, noon, year,
			"2026-05-01T12:00:00Z rotation KeyRotateIfDue"},
		"rotation before the end": {policy("P90D", rotatesBefore("P20D")), nil, noon, year,
			"2026-05-11T12:00:00Z rotation KeyRotateIfDue"},
		"an event before the end": {policy("P90D", notifies("P30D")), nil, noon, year,
			"2026-05-01T12:00:00Z near_expiry KeyNearExpiryEventGridNotification"},
		"an event that is still to come": {policy("P90D", notifies("P30D")), nil, noon, noon.AddDate(0, 0, 59), ""},
		"the earliest rotation counts": {policy("P90D", rotates("P60D"), rotatesBefore("P60D")), nil, noon, year,
			"2026-04-01T12:00:00Z rotation KeyRotateIfDue"},
		"the last moment belongs to it": {policy("", rotates("P7D")), nil, noon, noon.AddDate(0, 0, 7),
			"2026-03-09T12:00:00Z rotation KeyRotateIfDue"},
		"a second less does not": {policy("", rotates("P7D")), nil, noon, noon.AddDate(0, 0, 7).Add(-time.Second), ""},
		"what is overdue comes next": {policy("", rotates("P7D")), nil, year, year.AddDate(0, 0, 1),
			"2027-03-02T12:00:01Z rotation KeyRotateIfDue"},
		"an event that has passed stays past": {policy("P90D", notifies("P30D")), nil, year, year.AddDate(1, 0, 0), ""},
		"no end, no event": {policy("P90D", notifies("P30D"), rotatesBefore("P20D")),
			func(_ *estate.Object, x *estate.Version) { x.Expires = time.Time{} }, noon, year, ""},
		"a deleted key does nothing": {policy("", rotates("P7D")),
			func(o *estate.Object, _ *estate.Version) { o.Deleted = &estate.Deletion{At: noon} }, noon, year, ""},
		"a certificate's key does nothing": {policy("", rotates("P7D")),
			func(o *estate.Object, _ *estate.Version) { o.Managed = true }, noon, year, ""},
		"a disabled key tells, and does not rotate": {policy("P90D", rotates("P60D"), notifies("P30D")),
			func(_ *estate.Object, x *estate.Version) { x.Disabled = true }, noon, year,
			"2026-05-01T12:00:00Z near_expiry KeyNearExpiryEventGridNotification"},
		"a key without its version does nothing": {policy("", rotates("P7D")),
			func(o *estate.Object, _ *estate.Version) { o.Current = older }, noon, year, ""},
		"a file cannot make a key rotate without end": {policy("", rotates("P0D")), nil, noon, year,
			"2026-03-09T12:00:00Z rotation KeyRotateIfDue"},
	} {
		t.Run(name, func(t *testing.T) {
			s := planned(t, c.policy, c.change)
			defer s.Close()
			if got := agendaOf(due(s, c.after, c.until)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
	s := open(t, safe())
	v := s.View()
	defer v.Close()
	if items := objects.KeyDue(v, store.Objects.Get(v, "kv-shop", string(estate.Keys), "kek"), noon, year); items != nil {
		t.Errorf("a key without a policy: %s", agendaOf(items))
	}
}

func TestARotationByPolicyIsTheSameAsOneByHand(t *testing.T) {
	s := planned(t, policy("P90D", rotates("P60D")), nil)
	defer s.Close()
	item := due(s, noon, noon.AddDate(1, 0, 0))[0]
	var said string
	if err := s.Update("clock", item.At, func(tx *store.Tx) (err error) { said, err = item.Run(tx, item.At); return err }); err != nil {
		t.Fatal(err)
	}
	k := carry(t, s, operation.Request{Operation: "keys/get", Object: "k"}).Item
	if said != "version "+k.Version+" is the current one now" || k.Version == current || !k.Created.Equal(item.At) || !k.Expires.Equal(item.At.AddDate(0, 0, 90)) {
		t.Errorf("%s: %+v", said, k)
	}
	noPrivateNumbers(t, "the item", []string{said, item.What})
	carry(t, s, operation.Request{Operation: "keys/delete", Object: "k"})
	if err := s.Update("clock", item.At, func(tx *store.Tx) (err error) { said, err = item.Run(tx, item.At); return err }); err != nil || said != "" {
		t.Errorf("a deleted key: %s, %v", said, err)
	}
}

// live advances a lab from one moment to another, doing what is due in order, and returns when the key rotated.
func live(t *rapid.T, s *store.Store, from, until time.Time) []string {
	var rotated []string
	for from.Before(until) {
		items := due(s, from, until)
		items = slices.DeleteFunc(items, func(i agenda.Item) bool { return i.Run == nil })
		if len(items) == 0 {
			break
		}
		at := items[0].At
		if !at.After(from) || at.After(until) {
			t.Fatalf("due at %s, asked for what lies between %s and %s", at, from, until)
		}
		if err := s.Update("clock", at, func(tx *store.Tx) error { _, err := items[0].Run(tx, at); return err }); err != nil {
			t.Fatal(err)
		}
		rotated, from = append(rotated, trace.Stamp(at)), at
	}
	return rotated
}

// However the clock is advanced, in one leap or in several, a key rotates at the same moments: each its policy's time
// after the one before.
func TestRotationsDoNotDependOnHowTheClockIsMoved(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		days := rapid.IntRange(7, 60).Draw(rt, "days")
		p := policy("", rotates(estate.Period("P"+strconv.Itoa(days)+"D")))
		span := rapid.IntRange(1, 200).Draw(rt, "span")
		stops := rapid.SliceOfN(rapid.IntRange(0, span), 0, 4).Draw(rt, "stops")
		slices.Sort(stops)
		var want []string
		for at := days; at <= span; at += days {
			want = append(want, trace.Stamp(noon.AddDate(0, 0, at)))
		}
		leap, walk := planned(t, p, nil), planned(t, p, nil)
		defer leap.Close()
		defer walk.Close()
		if got := live(rt, leap, noon, noon.AddDate(0, 0, span)); !slices.Equal(got, want) {
			rt.Fatalf("in one leap %v, want %v", got, want)
		}
		var got []string
		from := noon
		for _, day := range append(stops, span) {
			until := noon.AddDate(0, 0, day)
			got, from = append(got, live(rt, walk, from, until)...), until
		}
		if !slices.Equal(got, want) {
			rt.Fatalf("in steps %v, want %v", got, want)
		}
	})
}

// A policy that is taken never lets a key die: its next version is there before the old one ends.
func TestAPolicyThatIsTakenRotatesInTime(t *testing.T) {
	period := rapid.Custom(func(t *rapid.T) estate.Period {
		return estate.Period("P" + strconv.Itoa(rapid.IntRange(0, 120).Draw(t, "length")) + rapid.SampledFrom([]string{"D", "W", "M"}).Draw(t, "unit"))
	})
	rapid.Check(t, func(rt *rapid.T) {
		action := rotates(period.Draw(rt, "time"))
		if rapid.Bool().Draw(rt, "before expiry") {
			action = rotatesBefore(action.AfterCreate)
		}
		p := policy(period.Draw(rt, "expiry"), action)
		if objects.CheckRotation(&p, noon) != nil {
			return
		}
		s := planned(t, p, nil)
		defer s.Close()
		end := p.Expiry.After(noon)
		items := due(s, noon, end)
		if len(items) != 1 || items[0].At.Before(noon.AddDate(0, 0, 7)) || items[0].At.After(end.AddDate(0, 0, -4)) { // months differ by 3 days
			rt.Fatalf("%+v: %s, and the end is %s", p, agendaOf(items), trace.Stamp(end))
		}
	})
}

func FuzzCheckRotation(f *testing.F) {
	f.Add("P90D", "P60D", "", false)
	f.Add("", "", "P30D", true)
	f.Add("P1Y2M3W4D", "-P7D", "PT1H", false)
	f.Add("P9999999999Y", "P1.5M", "\x00", true)
	f.Fuzz(func(t *testing.T, expiry, after, before string, notify bool) {
		p := policy(estate.Period(expiry), estate.RotationAction{Notify: notify, AfterCreate: estate.Period(after), BeforeExpiry: estate.Period(before)})
		if objects.CheckRotation(&p, noon) == nil && p.Expiry.After(noon).Year() > 2126 {
			t.Errorf("%+v is taken", p)
		}
	})
}

func BenchmarkRotationOfManyKeysIsNotDue(b *testing.B) {
	s := planned(b, policy("P90D", rotates("P60D"), notifies("P30D")), nil)
	defer s.Close()
	v := s.View()
	defer v.Close()
	o := store.Objects.Get(v, "kv-shop", string(estate.Keys), "k")
	for b.Loop() {
		objects.KeyDue(v, o, noon, noon.Add(time.Hour))
	}
}
