package identity

import (
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/store"
)

// CallerOf is the caller that a token of p names at that time, wherever p got it: its ids and its groups, nested ones
// included, and nothing of a host. A group never calls; its caller stands for what its members get through it.
func CallerOf(v *store.View, at time.Time, p *estate.Principal) *estate.Caller {
	e := evaluation{view: v, at: at}
	c := e.callerFor(p)
	c.Groups = e.transitive(p)
	return c
}
