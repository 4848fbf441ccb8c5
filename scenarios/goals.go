package scenarios

import (
	"slices"
	"strings"

	"kvlab/engine/trace"
)

// codes are the error codes of the service that a goal may ask for, outer and inner ones.
func codes() []string {
	return []string{"Unauthorized", "Forbidden", "ForbiddenByRbac", "ForbiddenByPolicy", "AccessDenied", "ForbiddenByFirewall",
		"ForbiddenByConnection", "SecretNotFound", "SecretDisabled", "KeyNotFound", "KeyDisabled", "KeyExpired", "KeyNotYetValid",
		"KeyOperationForbidden", "CertificateNotFound", "PendingCertificateNotFound", "CertificateExpired", "BadParameter", "Conflict",
		"ObjectIsDeletedButRecoverable", "AuthorizationFailed", "ResourceNotFound", "MethodNotAllowed", "ConflictError"}
}

// readGoals reads the goals, in an order in which each comes after those it waits for.
func (f *file) readGoals(root *table) {
	s := f.scenario
	for _, t := range root.tables("goal", "id") {
		earlier := s.goalIDs()
		g := Goal{ID: t.slug("id", "progress is kept by it"), Text: t.need("text", "what the learner is to bring about"), Notes: t.notes()}
		if t.question(&g) {
			t.notReserved(g.ID)
			if _, err := s.Gate(g.ID); err == nil {
				t.bad("id", "a gate is called "+quote(g.ID)+" too, and solutions could not tell them apart")
			}
		} else {
			g.Condition = t.condition(place{len(s.Goals), -1})
		}
		g.After = t.distinct("after")
		for _, id := range g.After {
			if !slices.Contains(earlier, id) {
				t.bad("after", "there is no goal "+quote(id)+" before this one"+f.hint(id, earlier))
			}
		}
		for i, c := range t.tables("also", "") {
			g.Also = append(g.Also, c.condition(place{len(s.Goals), i}))
		}
		s.Goals = append(s.Goals, g)
		t.unique("id", len(s.Goals)-1, func(i int) string { return s.Goals[i].ID })
	}
}

// question reads what is asked at a goal and reports whether anything is.
func (t *table) question(g *Goal) bool {
	g.Question, g.Choices, g.Correct = t.text("question"), t.distinct("choices"), t.text("correct")
	if g.Question == "" {
		if t.has("choices") || t.has("correct") {
			t.missing("question", "choices and correct belong to one")
		}
		return false
	}
	if len(g.Choices) < 2 {
		t.missing("choices", "a question offers two at least")
	} else if !slices.Contains(g.Choices, g.Correct) {
		t.bad("correct", quote(g.Correct)+" is none of the choices"+t.file.hint(g.Correct, g.Choices))
	}
	for _, key := range []string{"request", "path", "grants_within"} {
		if t.has(key) {
			t.bad(key, "a goal asks a question or sets a condition, not both: put the condition under also")
		}
	}
	return true
}

// place is where a condition stands: at which goal, and there in Also unless that is -1.
type place struct{ goal, also int }

func (s *Scenario) conditionAt(p place) *Condition {
	g := &s.Goals[p.goal]
	if p.also >= 0 {
		return &g.Also[p.also]
	}
	return &g.Condition
}

// condition reads one condition of the three kinds.
func (t *table) condition(at place) Condition {
	kinds := 0
	for _, key := range []string{"request", "path", "grants_within"} {
		if t.has(key) {
			kinds++
		}
	}
	if kinds != 1 {
		t.file.report(t.path, t.label, "say one of request, path, grants_within or question: what has to be true")
	}
	var c Condition
	t.ending(&c)
	if t.has("path") {
		c.Path = t.statePath("path")
		var ok bool
		if c.Equals, ok = t.fact("equals"); !t.has("equals") {
			t.missing("equals", "the value that the fact has to have")
		}
		t.file.facts = append(t.file.facts, triedFact{t, at, ok})
	} else if t.has("equals") {
		t.bad("equals", "belongs to a path")
	}
	if t.has("grants_within") {
		c.Within = t.scope("grants_within")
	}
	if c.Principal = t.ref("principal", principal); c.Principal != "" && !t.has("grants_within") {
		t.bad("principal", "belongs to grants_within")
	}
	return c
}

// ending reads how a request has to end.
func (t *table) ending(c *Condition) {
	c.Is = Ending(t.choice("is", "", endings))
	c.Gate = trace.GateName(t.choice("gate", "", gateNames()))
	c.Code = t.text("code")
	if c.Code != "" {
		t.oneOf("code", c.Code, codes())
	}
	if !t.has("request") {
		for _, key := range []string{"is", "gate", "code"} {
			if t.has(key) {
				t.bad(key, "belongs to a request")
			}
		}
		return
	}
	c.Request = t.text("request")
	if _, err := t.file.scenario.Request(c.Request); err != nil {
		t.bad("request", "there is no request "+quote(c.Request)+t.file.hint(c.Request, t.file.scenario.requestIDs()))
	}
	switch {
	case c.Is == "" && !t.has("is") && (c.Gate != "" || c.Code != ""):
		c.Is = IsRefused
	case c.Is == "" && !t.has("is"):
		t.missing("is", "how the request has to end: choose from "+strings.Join(endings, ", "))
	case c.Is == IsAllowed && (c.Gate != "" || c.Code != ""):
		t.bad("is", "an allowed request is stopped at no gate and has no error code")
	case c.Is == IsFailed && c.Code != "":
		t.bad("code", "a failed request has no answer of the service, and so no code")
	}
}
