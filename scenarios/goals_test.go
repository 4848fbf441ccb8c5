package scenarios

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"kvlab/engine"
	"kvlab/engine/trace"
)

// small is a lab of one user, one vault and one secret. Tests put goals and solutions behind it.
const small = `
schema = 1
id = "small"
title = "Small"
[[management_group]]
name = "mg"
[[subscription]]
name = "sub"
management_group = "mg"
[[resource_group]]
name = "rg"
[[user]]
name = "ana"
[[user]]
name = "ben"
[[vault]]
name = "kv-small"
rbac = true
[[vault.secret]]
name = "Db"
[[role_assignment]]
name = "ana-reads"
principal = "ana"
role = "Key Vault Secrets User"
scope = "vault:kv-small"
[[role_assignment]]
name = "ana-everywhere"
principal = "ana"
role = "Key Vault Secrets User"
scope = "subscription:sub"
[[gate]]
id = "role"
gate = "authorization"
path = "role_assignment.ana-reads.present"
on = true
off = false
[[gate]]
id = "broad"
gate = "authorization"
path = "role_assignment.ana-everywhere.present"
on = true
off = false
[[gate]]
id = "enabled"
gate = "object"
path = "vault.kv-small.secret.Db.enabled"
on = true
off = false
[[request]]
id = "ana-get"
user = "ana"
operation = "secrets/get"
vault = "kv-small"
object = "Db"
[[request]]
id = "ben-get"
user = "ben"
operation = "secrets/get"
vault = "kv-small"
object = "Db"
`

func parsed(t *testing.T, more string) *Scenario {
	t.Helper()
	s, err := Parse("small.toml", []byte(small+more))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// One goal after another is tried in a lab with some gates flipped.
func TestAGoalIsReachedWhen(t *testing.T) {
	for name, x := range map[string]struct {
		goal    string
		flipped string // gates, each turned off
		want    bool
	}{
		"the request is allowed as wanted":          {`request = "ana-get"` + "\n" + `is = "allowed"`, "", true},
		"not when it is denied instead":             {`request = "ana-get"` + "\n" + `is = "allowed"`, "enabled", false},
		"it is refused at the gate that is named":   {`request = "ana-get"` + "\n" + `gate = "object"`, "enabled", true},
		"not at another gate":                       {`request = "ana-get"` + "\n" + `gate = "authorization"`, "enabled", false},
		"not at a gate that let it through":         {`request = "ana-get"` + "\n" + `gate = "object"`, "", false},
		"denied counts as refused":                  {`request = "ben-get"` + "\n" + `is = "refused"`, "", true},
		"denied is not failed":                      {`request = "ben-get"` + "\n" + `is = "failed"`, "", false},
		"the inner code is the one that is named":   {`request = "ben-get"` + "\n" + `code = "ForbiddenByRbac"`, "", true},
		"so does the outer code":                    {`request = "ben-get"` + "\n" + `code = "Forbidden"`, "", true},
		"not with another code":                     {`request = "ben-get"` + "\n" + `code = "AccessDenied"`, "", false},
		"a fact has its value":                      {`path = "vault.kv-small.secret.Db.enabled"` + "\n" + `equals = false`, "enabled", true},
		"not when the fact has another":             {`path = "vault.kv-small.secret.Db.enabled"` + "\n" + `equals = false`, "", false},
		"no grant is broader than the vault":        {`grants_within = "vault:kv-small"`, "broad", true},
		"not with a grant on the subscription":      {`grants_within = "vault:kv-small"`, "", false},
		"the subscription is broad enough":          {`grants_within = "subscription:sub"`, "", true},
		"a management group contains subscriptions": {`grants_within = "management_group:mg"`, "", true},
		"another principal's grants do not count":   {`grants_within = "vault:kv-small"` + "\n" + `principal = "ben"`, "", true},
		"this principal's do":                       {`grants_within = "vault:kv-small"` + "\n" + `principal = "ana"`, "", false},
		"also what else must hold holds": {`request = "ana-get"` + "\n" + `is = "allowed"` + "\n" +
			`also = [{ request = "ben-get", is = "denied" }, { path = "lab.profile", equals = "guide" }]`, "", true},
		"not when something else does not hold": {`request = "ana-get"` + "\n" + `is = "allowed"` + "\n" +
			`also = [{ request = "ben-get", is = "denied" }, { path = "lab.profile", equals = "service" }]`, "", false},
	} {
		t.Run(name, func(t *testing.T) {
			s := parsed(t, "[[goal]]\nid = \"g\"\ntext = \"t\"\n"+x.goal)
			lab := startLab(t, s)
			var p Progress
			for id := range strings.FieldsSeq(x.flipped) {
				if err := s.make(lab, &p, id+"=off"); err != nil {
					t.Fatal(err)
				}
			}
			if err := s.watch(lab, &p); err != nil {
				t.Fatal(err)
			}
			if p.Done("g") != x.want {
				t.Errorf("reached: %v", p.Done("g"))
			}
		})
	}
}

func TestARequestThatNobodyLookedAtReachesNothing(t *testing.T) {
	s := parsed(t, "[[goal]]\nid = \"g\"\ntext = \"t\"\nrequest = \"ana-get\"\nis = \"allowed\"")
	lab := startLab(t, s)
	var p Progress
	for _, x := range []*trace.Trace{nil, evaluate(t, lab, s, "ben-get")} {
		if reached, err := s.Check(lab, &p, x); err != nil || reached != nil {
			t.Errorf("got %v, %v", reached, err)
		}
	}
	reached, err := s.Check(lab, &p, evaluate(t, lab, s, "ana-get"))
	if err != nil || !slices.Equal(reached, []string{"g"}) {
		t.Errorf("got %v, %v", reached, err)
	}
}

func evaluate(t *testing.T, lab *engine.Lab, s *Scenario, id string) *trace.Trace {
	t.Helper()
	r, err := s.Request(id)
	if err != nil {
		t.Fatal(err)
	}
	x, err := lab.Evaluate(r)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestAGoalOnceReachedStaysReached(t *testing.T) {
	s := parsed(t, "[[goal]]\nid = \"g\"\ntext = \"t\"\nrequest = \"ana-get\"\nis = \"denied\"\n"+
		"[[goal]]\nid = \"after\"\ntext = \"t\"\nrequest = \"ana-get\"\nis = \"allowed\"\nafter = [\"g\"]")
	lab := startLab(t, s)
	var p Progress
	for _, x := range []struct{ change, reached string }{{"role=off", ""}, {"broad=off", "g"}, {"role=on", "after"}, {"role=off", ""}} {
		if err := s.make(lab, &p, x.change); err != nil {
			t.Fatal(err)
		}
		reached, err := s.Check(lab, &p, evaluate(t, lab, s, "ana-get"))
		if err != nil || strings.Join(reached, " ") != x.reached {
			t.Errorf("%s: reached %v, %v, want %q", x.change, reached, err, x.reached)
		}
	}
	if !p.Done("g") || !p.Done("after") {
		t.Errorf("got %v", p)
	}
}

const asking = "[[goal]]\nid = \"why\"\ntext = \"t\"\nquestion = \"Why?\"\nchoices = [\"the role\", \"the network\"]\ncorrect = \"the role\"\n"

func TestAQuestionIsReachedByTheRightAnswer(t *testing.T) {
	s := parsed(t, asking)
	lab := startLab(t, s)
	var p Progress
	for _, choice := range []string{"the network", "the role"} {
		if err := s.Answer(&p, "why", choice); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Check(lab, &p, nil); err != nil {
			t.Fatal(err)
		}
		if p.Done("why") != (choice == "the role") {
			t.Errorf("%s: reached %v", choice, p.Done("why"))
		}
	}
}

func TestAnAnswerMustBeOneOfTheChoices(t *testing.T) {
	s := parsed(t, asking+"[[goal]]\nid = \"fact\"\ntext = \"t\"\npath = \"lab.profile\"\nequals = \"service\"\n")
	var p Progress
	for answer, want := range map[[2]string]string{
		{"why", "the rôle"}:  `small: goal why has no choice "the rôle", did you mean the role?`,
		{"fact", "the role"}: `small: goal fact asks no question`,
		{"whi", "the role"}:  `small has no goal "whi", did you mean why?`,
	} {
		if err := s.Answer(&p, answer[0], answer[1]); err == nil || err.Error() != want {
			t.Errorf("%v: got %v, want %s", answer, err, want)
		}
	}
	if p.Answers != nil {
		t.Errorf("noted %v", p.Answers)
	}
}

func TestProgressSurvivesJSONAndClones(t *testing.T) {
	p := Progress{Reached: []string{"a", "b"}, Answers: map[string]string{"why": "the role"}}
	raw, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	var q Progress
	if err := json.Unmarshal(raw, &q); err != nil || !q.Done("a") || !q.Done("b") || q.Done("c") || q.Answers["why"] != "the role" {
		t.Errorf("%s came back as %v, %v", raw, q, err)
	}
	c := p.Clone()
	c.Reached[0], c.Answers["why"] = "x", "y"
	if p.Reached[0] != "a" || p.Answers["why"] != "the role" {
		t.Errorf("the clone shares: %v", p)
	}
}

func TestAnUnknownNameIsToldTheNearest(t *testing.T) {
	s := parsed(t, "")
	if _, err := s.Gate("rol"); err == nil || err.Error() != `small has no gate "rol", did you mean role?` {
		t.Errorf("got %v", err)
	}
	if _, err := s.Request("ana"); err == nil || err.Error() != `small has no request "ana", did you mean ana-get?` {
		t.Errorf("got %v", err)
	}
	if others := s.Others("ana-get"); len(others) != 1 || others[0].ID != "ben-get" {
		t.Errorf("others: %v", others)
	}
	if sw := s.Switches(); len(sw) != 3 || sw[2].ID != "enabled" || sw[2].State("false") != "off" {
		t.Errorf("switches: %v", sw)
	}
}
