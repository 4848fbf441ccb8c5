package engine_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kvlab/engine"
	"kvlab/engine/keypair"
	"kvlab/engine/operation"
	"kvlab/engine/trace"
)

// shadow is the model of one object: nothing of what the service keeps but what decides the next answer.
type shadow struct {
	versions int // 0: there is none
	purgeAt  time.Time
}

func (s *shadow) live() bool { return s.versions > 0 && s.purgeAt.IsZero() }
func (s *shadow) dead() bool { return s.versions > 0 && !s.purgeAt.IsZero() }

// recovery is a lab and the model of what is in its vault.
type recovery struct {
	t         *rapid.T
	lab       *engine.Lab
	now       time.Time
	protected bool
	objects   map[string]*shadow // by "collection/name"
	undone    []func()           // what takes the model's last changes back
}

const retentionDays = 7

func (m *recovery) ask(op, name string, body operation.Body) (string, *engine.Result) {
	result, err := m.lab.Do(as(op, name, body))
	if err != nil {
		m.t.Fatal(err)
	}
	r := result.Trace.Response
	words := fmt.Sprint(r.Status)
	if r.Code != nil {
		words += " " + *r.Code
	}
	if r.InnerCode != nil {
		words += " " + *r.InnerCode
	}
	return words, result
}

func (m *recovery) expect(op, name, want string, body operation.Body) *engine.Result {
	got, result := m.ask(op, name, body)
	if got != want {
		m.t.Fatalf("%s %s at %s: %s, want %s", op, name, trace.Stamp(m.now), got, want)
	}
	return result
}

// change applies a change to an object of the model and remembers how it was.
func (m *recovery) change(s *shadow, to shadow) {
	before := *s
	m.undone = append(m.undone, func() { *s = before })
	*s = to
}

func (m *recovery) pick() (collection, name string, s *shadow) {
	collection = rapid.SampledFrom([]string{"secrets", "keys"}).Draw(m.t, "collection")
	name = rapid.SampledFrom([]string{"a", "B", "c"}).Draw(m.t, "name")
	key := collection + "/" + name
	if m.objects[key] == nil {
		m.objects[key] = &shadow{}
	}
	return collection, name, m.objects[key]
}

func (m *recovery) create(*rapid.T) {
	c, name, s := m.pick()
	op, body := "secrets/set", operation.Body(&operation.SecretBody{Value: "x"})
	if c == "keys" {
		op, body = "keys/create", &operation.CreateKeyBody{Spec: keypair.Spec{Kind: "EC", Curve: "P-256"}}
	}
	if s.dead() {
		m.expect(op, name, "409 Conflict ObjectIsDeletedButRecoverable", body)
		return
	}
	m.expect(op, name, "200", body)
	m.change(s, shadow{versions: s.versions + 1})
}

func (m *recovery) delete(*rapid.T) {
	c, name, s := m.pick()
	if !s.live() {
		m.expect(c+"/delete", name, missing(c), nil)
		return
	}
	m.expect(c+"/delete", name, "200", nil)
	m.change(s, shadow{s.versions, m.now.AddDate(0, 0, retentionDays)})
}

func (m *recovery) recover(*rapid.T) {
	c, name, s := m.pick()
	if !s.dead() {
		m.expect(c+"/recover", name, missing(c), nil)
		return
	}
	m.expect(c+"/recover", name, "200", nil)
	m.change(s, shadow{versions: s.versions})
}

func (m *recovery) purge(*rapid.T) {
	c, name, s := m.pick()
	switch {
	case !s.dead():
		m.expect(c+"/purge", name, missing(c), nil)
	case m.protected:
		m.expect(c+"/purge", name, "403 Forbidden", nil)
	default:
		m.expect(c+"/purge", name, "204", nil)
		m.change(s, shadow{})
	}
}

func missing(collection string) string {
	return map[string]string{"secrets": "404 SecretNotFound", "keys": "404 KeyNotFound"}[collection]
}

// advance lets time pass: what was deleted long enough ago is gone, purge protection or not.
func (m *recovery) advance(*rapid.T) {
	d := time.Duration(rapid.IntRange(1, 5*24).Draw(m.t, "hours")) * time.Hour
	events, err := m.lab.Advance(d)
	if err != nil {
		m.t.Fatal(err)
	}
	before := map[*shadow]shadow{}
	now, gone := m.now, 0
	m.now = m.now.Add(d)
	for _, s := range m.objects {
		before[s] = *s
		if s.dead() && !s.purgeAt.After(m.now) {
			*s = shadow{}
			gone++
		}
	}
	if len(events) != gone {
		m.t.Fatalf("%d events for %d purges: %v", len(events), gone, events)
	}
	m.undone = append(m.undone, func() {
		for s, was := range before {
			*s = was
		}
		for _, s := range m.objects {
			if _, known := before[s]; !known {
				*s = shadow{}
			}
		}
		m.now = now
	})
}

func (m *recovery) protect(*rapid.T) {
	if m.protected {
		if err := m.lab.Apply("unprotect", engine.Change{Path: "vault.kv-shop.purge_protection", Value: "false"}); err == nil {
			m.t.Fatal("purge protection was turned off")
		}
		return
	}
	if err := m.lab.Apply("protect", engine.Change{Path: "vault.kv-shop.purge_protection", Value: "true"}); err != nil {
		m.t.Fatal(err)
	}
	m.protected = true
	m.undone = append(m.undone, func() { m.protected = false })
}

func (m *recovery) undo(*rapid.T) {
	if len(m.undone) == 0 {
		return
	}
	if _, err := m.lab.Undo(); err != nil {
		m.t.Fatal(err)
	}
	m.undone[len(m.undone)-1]()
	m.undone = m.undone[:len(m.undone)-1]
}

// check compares all that can be seen with the model.
func (m *recovery) check(*rapid.T) {
	for _, c := range []string{"secrets", "keys"} {
		var live, dead []string
		for key, s := range m.objects {
			name, ours := strings.CutPrefix(key, c+"/")
			switch {
			case !ours:
			case s.live():
				live = append(live, name)
			case s.dead():
				dead = append(dead, name)
			}
		}
		m.listed(c+"/list", live)
		m.listed(c+"/list-deleted", dead)
	}
	for key, s := range m.objects {
		c, name, _ := strings.Cut(key, "/")
		if s.live() {
			if n := len(m.expect(c+"/list-versions", name, "200", nil).Content.Items); n != s.versions {
				m.t.Fatalf("%s has %d versions, want %d", key, n, s.versions)
			}
		}
		if s.dead() {
			d := m.expect(c+"/get-deleted", name, "200", nil).Content.Item.Deleted
			if !d.PurgeAt.Equal(s.purgeAt) {
				m.t.Fatalf("%s is purged at %s, want %s", key, d.PurgeAt, s.purgeAt)
			}
		}
	}
}

func (m *recovery) listed(op string, want []string) {
	var got []string
	for _, i := range m.expect(op, "", "200", nil).Content.Items {
		got = append(got, i.Name)
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		m.t.Fatalf("%s: %v, want %v", op, got, want)
	}
}

// Objects live, die and come back as the model says, under any sequence of operations, jumps of the clock and undos.
func TestRecoveryAgreesWithAModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := consumers()
		e.Consumers, e.Objects, e.Versions = nil, nil, nil
		e.Vaults[0].RetentionDays = retentionDays
		lab, err := engine.Open("", engine.Options{InMemory: true})
		if err != nil {
			t.Fatal(err)
		}
		defer lab.Close()
		if err := lab.Load(e); err != nil {
			t.Fatal(err)
		}
		m := &recovery{t: t, lab: lab, now: morning, objects: map[string]*shadow{}}
		t.Repeat(map[string]func(*rapid.T){
			"create": m.create, "delete": m.delete, "recover": m.recover, "purge": m.purge,
			"advance": m.advance, "protect": m.protect, "undo": m.undo, "": m.check,
		})
	})
}
