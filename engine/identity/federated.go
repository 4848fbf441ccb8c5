package identity

import (
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/facts"
	"kvlab/engine/trace"
)

// comparison is an assertion held against one federated credential, part by part.
type comparison struct {
	credential                *estate.FederatedCredential
	issuer, subject, audience bool
}

// compare is exact: letter case, trailing slashes and blanks all count.
func compare(f *estate.FederatedCredential, w *estate.Workload) comparison {
	return comparison{f, f.Issuer == w.Issuer, f.Subject == w.Subject, f.Audience == w.Audience}
}

func (c comparison) matches() int {
	n := 0
	for _, same := range [...]bool{c.issuer, c.subject, c.audience} {
		if same {
			n++
		}
	}
	return n
}

// progress is how many parts agree before the first that does not, in the order issuer, subject, audience.
func (c comparison) progress() int {
	switch {
	case !c.issuer:
		return 0
	case !c.subject:
		return 1
	case !c.audience:
		return 2
	}
	return 3
}

// nearer reports whether c is a better explanation than d for what went wrong.
func (c comparison) nearer(d comparison) bool {
	if d.credential == nil || c.matches() != d.matches() {
		return d.credential == nil || c.matches() > d.matches()
	}
	return c.progress() > d.progress()
}

// compareAll writes a step for each federated credential and returns the nearest. One that matches ends the search.
func (e *evaluation) compareAll(app *estate.Principal, w *estate.Workload) (nearest comparison, matched bool) {
	for i := range app.Federated {
		f := &app.Federated[i]
		if f.Absent {
			continue
		}
		c := compare(f, w)
		e.federatedStep(app, c, w)
		if c.nearer(nearest) {
			nearest = c
		}
		if c.matches() == 3 {
			return c, true
		}
	}
	return nearest, false
}

func (e *evaluation) federatedStep(app *estate.Principal, c comparison, w *estate.Workload) {
	path := principalPath(app, "federated."+facts.Quoted(c.credential.Name)+".")
	s := trace.Step{ID: "identity.federated", Outcome: trace.Pass, Title: "Federated credential",
		Detail: c.credential.Name + " agrees with the assertion in issuer, subject and audience.",
		Evidence: []trace.Evidence{
			{Label: "issuer", Value: c.credential.Issuer, Source: path + "issuer"},
			{Label: "subject", Value: c.credential.Subject, Source: path + "subject"},
			{Label: "audience", Value: c.credential.Audience, Source: path + "audience"},
		},
		Command: federatedList(app)}
	if c.matches() < 3 {
		s.Outcome = trace.Info
		s.Detail = c.credential.Name + " does not match: " + c.differences(w)
		s.Reason = trace.Because(c.reason())
	}
	e.add(s)
}

func (c comparison) reason() trace.Reason {
	switch {
	case !c.issuer:
		return trace.FederatedIssuer
	case !c.subject:
		return trace.FederatedSubject
	default:
		return trace.FederatedAudience
	}
}

// differences says part by part what is presented and what would match.
func (c comparison) differences(w *estate.Workload) string {
	var b strings.Builder
	c.difference(&b, "issuer", c.issuer, w.Issuer, c.credential.Issuer)
	c.difference(&b, "subject", c.subject, w.Subject, c.credential.Subject)
	c.difference(&b, "audience", c.audience, w.Audience, c.credential.Audience)
	b.WriteString(".")
	return b.String()
}

func (comparison) difference(b *strings.Builder, part string, same bool, presented, expected string) {
	if same {
		return
	}
	if b.Len() > 0 {
		b.WriteString("; ")
	}
	b.WriteString("the " + part + " is " + presented + ", it takes " + expected + onlyBy(presented, expected))
}

// onlyBy names the small differences that are easy to overlook.
func onlyBy(presented, expected string) string {
	switch {
	case strings.EqualFold(presented, expected):
		return " (they differ only in letter case)"
	case strings.TrimRight(presented, "/") == strings.TrimRight(expected, "/"):
		return " (they differ only by a trailing slash)"
	case strings.TrimSpace(presented) == strings.TrimSpace(expected):
		return " (they differ only by blanks at the ends)"
	}
	return ""
}
