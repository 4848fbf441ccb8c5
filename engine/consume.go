package engine

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"kvlab/engine/agenda"
	"kvlab/engine/consumer"
	"kvlab/engine/estate"
	"kvlab/engine/facts"
	"kvlab/engine/objects"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// Use is one look of a consumer at its vault: how it fares afterwards, and the requests it made.
type Use struct {
	Consumer estate.Consumer
	Traces   []*trace.Trace
}

// Refresh lets a consumer use the vault now, as a restart or a change of its configuration does.
func (l *Lab) Refresh(name string) (*Use, error) {
	var use *Use
	err := l.update("refresh "+name, func(tx *store.Tx) (err error) {
		c := store.Consumers.Get(&tx.View, name)
		if c == nil {
			return fmt.Errorf("there is no consumer %q", name)
		}
		use, err = refresh(tx, c)
		return err
	})
	return use, err
}

// refresh lets a consumer look and stores how it fares. Its requests are audited like every other.
func refresh(tx *store.Tx, c *estate.Consumer) (*Use, error) {
	use := &Use{Consumer: *c}
	ask := func(r *Request) (*trace.Trace, objects.Content, error) {
		result, err := perform(tx, r)
		if err != nil {
			return nil, objects.Content{}, err
		}
		use.Traces = append(use.Traces, result.Trace)
		return result.Trace, result.Content, nil
	}
	now, err := consumer.Look(c, labOf(&tx.View).Clock, ask)
	if err != nil {
		return nil, fmt.Errorf("consumer %s: %w", c.Name, err)
	}
	use.Consumer.Now = now
	store.Consumers.Put(tx, &use.Consumer)
	return use, nil
}

// consumerSources are the consumers' next looks. Nothing is told of a look that finds everything as it was.
func consumerSources(v *store.View) []agenda.Source {
	var sources []agenda.Source
	for _, c := range store.Consumers.List(v) {
		sources = append(sources, agenda.Source{Subject: "consumer " + c.Name, Due: nextLook(c.Name)})
	}
	return sources
}

func nextLook(name string) func(v *store.View, after, until time.Time) []agenda.Item {
	return func(v *store.View, after, until time.Time) []agenda.Item {
		c := store.Consumers.Get(v, name)
		if c == nil || c.Now.TriedAt.IsZero() {
			return nil
		}
		at := agenda.Overdue(c.Now.TriedAt.Add(consumer.Interval(c.Kind)), after)
		if at.After(until) {
			return nil
		}
		return []agenda.Item{{At: at, Kind: agenda.Refresh, What: name + " looks at its vault again",
			Run: func(tx *store.Tx, _ time.Time) (string, error) { return lookAgain(tx, name) }}}
	}
}

func lookAgain(tx *store.Tx, name string) (string, error) {
	before := store.Consumers.Get(&tx.View, name)
	use, err := refresh(tx, before)
	if err != nil {
		return "", err
	}
	return told(before, &use.Consumer), nil
}

// told says what a look changed, empty for nothing.
func told(before, after *estate.Consumer) string {
	switch {
	case before.Now.Status != after.Now.Status:
		return after.Now.Status + ", " + after.Now.Detail
	case before.Now.Version != after.Now.Version && after.Now.Version != "":
		return "it has taken up version " + after.Now.Version
	}
	return ""
}

// refetch fetches the references of apps whose configuration changed: the platform does so at once.
//
// Source: MicrosoftDocs/azure-docs articles/app-service/app-service-key-vault-references.md.
func refetch(tx *store.Tx, changes []Change) error {
	touched := map[string]bool{}
	for _, c := range changes {
		p, err := facts.ParsePath(c.Path)
		if err == nil && len(p) > 2 && (p[0] == "host" || p[0] == "consumer") {
			touched[p[0]+" "+strings.ToLower(p[1])] = true
		}
	}
	if len(touched) == 0 {
		return nil
	}
	for _, c := range store.Consumers.List(&tx.View) {
		if c.Kind != estate.Reference || !touched["host "+strings.ToLower(c.Host)] && !touched["consumer "+strings.ToLower(c.Name)] {
			continue
		}
		if _, err := refresh(tx, c); err != nil {
			return err
		}
	}
	return nil
}

// settled is the estate after its consumers had their first look, as apps do when they start.
func settled(e *Estate) (*Estate, error) {
	if len(e.Consumers) == 0 {
		return e, nil
	}
	lab, err := Open("", Options{InMemory: true})
	if err != nil {
		return nil, err
	}
	defer lab.Close()
	if err := lab.store.Load(e); err != nil {
		return nil, err
	}
	for i := range e.Consumers {
		if !e.Consumers[i].Now.TriedAt.IsZero() {
			continue
		}
		if err := lab.settle(&e.Consumers[i]); err != nil {
			return nil, err
		}
	}
	return lab.Estate()
}

// settle lets a consumer have its first look. A service with a key that is there has been set up with it before.
func (l *Lab) settle(c *estate.Consumer) error {
	return l.update("settle "+c.Name, func(tx *store.Tx) error {
		ready := *c
		if key := keyOf(&tx.View, c); key != nil && c.Now.Wrapped == nil {
			if now, err := consumer.SetUp(c, key, labOf(&tx.View).Clock); err == nil {
				ready.Now = now
			}
		}
		_, err := refresh(tx, &ready)
		return err
	})
}

// keyOf is the version of the key that an encryption begins with, nil for none and for other consumers.
func keyOf(v *store.View, c *estate.Consumer) *estate.Version {
	o := store.Objects.Get(v, c.Vault, string(estate.Keys), c.Object)
	if c.Kind != estate.Encryption || o == nil {
		return nil
	}
	x := store.Versions.Get(v, o.Vault, string(o.Collection), o.Name, cmp.Or(c.Version, o.Current))
	if x == nil || x.Key == nil {
		return nil
	}
	return x
}
