package scenarios

import (
	"strings"

	"kvlab/engine"
	"kvlab/engine/facts"
	"kvlab/engine/operation"
	"kvlab/engine/trace"
)

// readExercise reads what the learner does with the estate: gates, requests, goals, hints and solutions.
func (f *file) readExercise(root *table) {
	s := f.scenario
	s.Operator = root.operator()
	for _, t := range root.tables("gate", "id") {
		s.Gates = append(s.Gates, t.readGate())
		t.unique("id", len(s.Gates)-1, func(i int) string { return s.Gates[i].ID })
	}
	for _, t := range root.tables("request", "id") {
		s.Requests = append(s.Requests, t.readRequest())
		t.unique("id", len(s.Requests)-1, func(i int) string { return s.Requests[i].ID })
	}
	if len(s.Requests) == 0 {
		f.report("", "", "there is no [[request]]: a lab without one shows nothing")
	}
	f.readGoals(root)
	for _, t := range root.tables("hint", "") {
		s.Hints = append(s.Hints, Hint{Text: t.need("text", "what the learner is told"), Points: t.number("points", 0, 100, 0)})
	}
	for _, t := range root.tables("solution", "") {
		s.Solutions = append(s.Solutions, t.readSolution())
	}
}

func (t *table) operator() *Operator {
	o := t.table("operator")
	if o == nil {
		return nil
	}
	return &Operator{User: o.ref("user", "user"), Host: o.ref("host", "host")}
}

func gateNames() []string {
	words := make([]string, len(trace.GateNames))
	for i, g := range trace.GateNames {
		words[i] = string(g)
	}
	return words
}

// readGate reads a gate. Whether its path names a fact that takes both values, rehearse finds out.
func (t *table) readGate() Gate {
	g := Gate{Help: t.text("help")}
	g.ID = t.slug("id", "changes are written ID=on")
	g.Gate = trace.GateName(t.choice("gate", "", gateNames()))
	if !t.has("gate") {
		t.missing("gate", "where it stands: choose from "+strings.Join(gateNames(), ", "))
	}
	g.Label = t.text("label")
	if g.Label == "" {
		g.Label = g.ID
	}
	g.Path = t.statePath("path")
	var on, off bool
	g.On, on = t.fact("on")
	g.Off, off = t.fact("off")
	for _, key := range []string{"on", "off"} {
		if !t.has(key) {
			t.missing(key, "one of the two values of the fact")
		}
	}
	if on && off && g.On == g.Off {
		t.bad("off", "is the same as on: the gate would change nothing")
	}
	t.file.gates = append(t.file.gates, triedGate{t, on, off})
	return g
}

// statePath reads a state path, empty when it is none.
func (t *table) statePath(key string) string {
	s := t.need(key, "which fact, such as vault.kv-shop.rbac")
	if s == "" {
		return ""
	}
	p, err := facts.ParsePath(s)
	if err != nil {
		t.bad(key, err.Error())
		return ""
	}
	return p.String()
}

func (t *table) readRequest() *engine.Request {
	r := &engine.Request{ID: t.slug("id", "goals and commands call the request by it"), Label: t.text("label"),
		Host: t.ref("host", "host"), User: t.ref("user", principal), Vault: t.needRef("vault", "vault"),
		Object: t.text("object"), Version: t.text("version")}
	if r.Label == "" {
		r.Label = r.ID
	}
	if !t.has("host") && !t.has("user") {
		t.missing("host", "where the program runs, or user for a person who asks")
	}
	if r.Version != "" && !isVersion(r.Version) {
		t.bad("version", quote(r.Version)+" is no version: 32 lower-case hexadecimal digits")
	}
	r.Operation = t.need("operation", "what is asked, such as secrets/get")
	op, known := operation.Find(r.Operation)
	switch {
	case r.Operation == "":
	case !known:
		t.bad("operation", "there is no operation "+quote(r.Operation)+t.file.hint(r.Operation, operations()))
	case op.OnVault && r.Object != "":
		t.bad("object", r.Operation+" is about the whole vault and takes no object")
	case !op.OnVault && r.Object == "":
		t.missing("object", r.Operation+" is about one object")
	case r.Object != "" && !isObjectName(r.Object):
		t.bad("object", quote(r.Object)+" is no object name: 1 to 127 letters, digits and hyphens")
	}
	if body := t.secretBody(); body != nil {
		if r.Operation != "secrets/set" {
			t.bad("secret", "only secrets/set stores one")
		}
		r.Body = body
	}
	return r
}

func operations() []string {
	all := operation.All()
	ids := make([]string, len(all))
	for i := range all {
		ids[i] = all[i].ID
	}
	return ids
}

// secretBody reads what a secrets/set stores.
func (t *table) secretBody() *operation.SecretBody {
	s := t.table("secret")
	if s == nil {
		return nil
	}
	return &operation.SecretBody{Value: s.text("value"), ContentType: s.text("content_type"),
		Settings: operation.Settings{Tags: s.tags(), Disabled: !s.flag("enabled", true),
			NotBefore: s.moment("not_before"), Expires: s.moment("expires")}}
}

// readSolution reads a solution; its changes must name gates and questions of the file.
func (t *table) readSolution() Solution {
	changes := t.words("changes")
	if len(changes) == 0 {
		t.missing("changes", `the way to the goals, as in ["zone-link=on"]`)
	}
	for _, c := range changes {
		if _, err := t.file.scenario.change(c); err != nil {
			t.bad("changes", err.Error())
		}
	}
	return Solution{changes}
}
