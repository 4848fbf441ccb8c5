package facts

import (
	"net/netip"
	"slices"
	"time"

	"kvlab/engine/estate"
)

// lag notes in a changed entity what others still see of it as it was: role assignments take minutes to reach the
// vaults, resolvers remember answers, and tokens keep their claims.
type lag[T any] func(lab *estate.Lab, was, is *T)

// assignmentLag: one that is made, or made anew with another role, counts only from a while later.
func assignmentLag(lab *estate.Lab, was, is *estate.RoleAssignment) {
	switch {
	case is.Absent:
		is.Since = time.Time{}
	case was.Absent || was.Role != is.Role:
		is.Since = lab.Effective(is.Scope, lab.Clock)
	}
}

func recordsLag(lab *estate.Lab, was, is *estate.DNSZone) {
	for i := range is.Records {
		if old, r := &was.Records[i], &is.Records[i]; r.TTL > 0 && answerOf(old) != answerOf(r) {
			recordLag(lab.Clock, old, r)
		}
	}
}

// recordLag: the earlier answer is remembered for its time to live. One that was given before the last change and is
// remembered still stays the one.
func recordLag(at time.Time, was, is *estate.Record) {
	if !was.Cached(at) {
		is.Was, is.ChangedAt = answerOf(was), at
		is.WasAbsent = !is.Was.IsValid()
	}
	if answerOf(is) == is.Was {
		is.Was, is.WasAbsent, is.ChangedAt = netip.Addr{}, false, time.Time{}
	}
}

// answerOf is what the zone itself says; not valid for nothing.
func answerOf(r *estate.Record) netip.Addr {
	if r.Absent {
		return netip.Addr{}
	}
	return r.Address
}

// groupsLag: whoever has a token keeps the groups in it until it ends. Every caller is taken to hold one that is just
// made, which is the longest a change can take. Groups inside groups change at once.
func groupsLag(lab *estate.Lab, was, is *estate.Principal) {
	switch {
	case was.ObjectID != is.ObjectID || is.Kind == estate.Group:
		is.Token = nil
		return
	case slices.Equal(was.Groups, is.Groups):
		return
	case was.Token == nil || !lab.Clock.Before(was.Token.Ends):
		is.Token = &estate.Token{Groups: was.Groups, Ends: lab.Clock.Add(is.Kind.TokenLife())}
	}
	if slices.Equal(is.Token.Groups, is.Groups) {
		is.Token = nil
	}
}
