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
		if notes := t.notes(); notes != "" {
			s.asking[s.Requests[len(s.Requests)-1].ID] = notes
		}
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
	g := Gate{Help: t.text("help"), Notes: t.notes()}
	g.ID = t.slug("id", "changes are written ID=on")
	t.notReserved(g.ID)
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

// notReserved reports an id that means something else in front of "=".
func (t *table) notReserved(id string) {
	if id == issues || id == refreshes || id == advances {
		t.bad("id", quote(id)+" is a word of solutions: choose another")
	}
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
		Host: t.ref("host", "host"), User: t.ref("user", principal), Object: t.text("object"), Version: t.pinned()}
	if r.Label == "" {
		r.Label = r.ID
	}
	if !t.has("host") && !t.has("user") {
		t.missing("host", "where the program runs, or user for a person who asks")
	}
	r.Operation = t.need("operation", "what is asked, such as secrets/get")
	op, known := operation.Find(r.Operation)
	if !known && r.Operation != "" {
		t.bad("operation", "there is no operation "+quote(r.Operation)+t.file.hint(r.Operation, operations()))
	}
	if known {
		t.about(op, r.Object)
	}
	if t.has("vault") || op == nil || !ofSubscription(op) {
		r.Vault = t.needRef("vault", "vault")
	}
	r.Body = t.body(r.Operation)
	return r
}

// about reports an object that the operation does not take, or the lack of one.
func (t *table) about(op *operation.Operation, object string) {
	switch {
	case op.OnVault && object != "":
		t.bad("object", op.ID+" is about the whole vault and takes no object")
	case !op.OnVault && object == "":
		t.missing("object", op.ID+" is about one object")
	default:
		t.objectName("object", object)
	}
}

// ofSubscription: a list of vaults is about none of them.
func ofSubscription(op *operation.Operation) bool {
	return op.Plane == operation.Control && op.Verb == "list"
}

func operations() []string {
	all := operation.All()
	ids := make([]string, len(all))
	for i := range all {
		ids[i] = all[i].ID
	}
	return ids
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
