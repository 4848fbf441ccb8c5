package session

import (
	"context"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kvlab/engine/audit"
	"kvlab/engine/operation"
	"kvlab/engine/trace"
	"kvlab/tui/az"
	"kvlab/tui/learner"
)

// composed puts a request on the list.
func (s *Session) composed(t testing.TB, change func(*Draft)) string {
	t.Helper()
	d, err := s.NewDraft()
	if err != nil {
		t.Fatal(err)
	}
	change(&d)
	if d = s.Filled(d); s.Problem(d) != "" {
		t.Fatalf("%+v: %s", d, s.Problem(d))
	}
	return s.Compose(d)
}

// again closes a lab and opens it as its learner does later.
func (s *Session) again(t testing.TB, w Where) *Session {
	t.Helper()
	if job := s.UnkeptRequests(); job != nil {
		s.do(t, func() Job { return job })
	}
	s.do(t, func() Job { return s.Save(nil) })
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return begun(t, w, s.Scenario.ID)
}

func (a LookAt) of(s *Session) func() Job { return func() Job { return a.Job(s) } }

func TestOfEveryOperationItIsSaidWhatItDoesAndHowItIsCalled(t *testing.T) {
	seen := map[string]string{}
	for _, id := range OperationIDs() {
		d := Draft{Host: "vm", As: As{AsPerson, "ada"}, Operation: id, Vault: "kv", Object: "thing"}
		if phrases[d.verb()] == "" {
			t.Errorf("%s has no phrase", id)
		}
		title := d.Title()
		if strings.ContainsAny(title, "{}") || !strings.HasPrefix(title, "ada ") || !strings.Contains(d.Sentence(), " asks ") {
			t.Errorf("%s: %q, %q", id, title, d.Sentence())
		}
		if seen[title] != "" {
			t.Errorf("%s and %s read alike: %s", id, seen[title], title)
		}
		seen[title] = id
		if d.Call() == "" {
			t.Errorf("%s cannot be called", id)
		}
		if d.As = (As{}); d.Plain().Vault != "" && d.collection() != "vaults" && !strings.Contains(d.Call(), "https://kv.vault.azure.net/") {
			t.Errorf("a program calls %s with %s", id, d.Call())
		}
	}
}

// The az line of a draft, typed at the console, makes the request that the draft makes.
func TestTheCallIsWhatTheConsoleTakes(t *testing.T) {
	s := begun(t, Where{Ephemeral: true}, "revoked-customer-key")
	defer s.Close()
	shell, err := az.New(s.Lab, az.Operator(*s.Scenario.Operator), az.Options{Person: true})
	if err != nil {
		t.Fatal(err)
	}
	defer shell.Close()
	tried := 0
	for _, id := range OperationIDs() {
		d, _ := s.NewDraft()
		d.Operation, d.Object = id, "thing"
		if d = d.Plain(); d.verb() == "update" {
			d.Choice = makeDisabled
		}
		call := d.Call()
		// What these carry besides is left out of the call.
		if !strings.HasPrefix(call, "az ") || takesFile[d.verb()] || slices.Contains([]string{"backup", "encrypt", "decrypt", "sign",
			"verify", "set-rotation-policy", "set-issuer", "update-issuer"}, d.verb()) || id == "certificates/create" {
			continue
		}
		tried++
		before := len(shell.Calls())
		shell.Run(context.Background(), call, az.Streams{Out: io.Discard, Err: io.Discard})
		if calls := shell.Calls(); len(calls) == before {
			t.Errorf("%s makes no request: %s", id, call)
		} else if r := calls[before].Request; r.Operation != id || r.Vault != d.Vault || r.Object != d.Object {
			t.Errorf("%s makes %s %s %s: %s", id, r.Operation, r.Vault, r.Object, call)
		}
	}
	if tried < 40 {
		t.Errorf("only %d calls were tried", tried)
	}
}

func TestADraftThatCannotBeAskedSaysWhy(t *testing.T) {
	s := begun(t, Where{Ephemeral: true}, "wired-web-app")
	defer s.Close()
	for why, change := range map[string]func(*Draft){
		"": func(d *Draft) { d.Vault, d.Object, d.Version = "kv-nobody-has", "nothing", "0123" },
		"there is no operation secrets/gt, did you mean secrets/get?":                func(d *Draft) { d.Operation = "secrets/gt" },
		"this lab has no machine vm-jmp":                                             func(d *Draft) { d.Host = "vm-jmp" },
		"say who sits there":                                                         func(d *Draft) { d.As.Name = "" },
		"somewhere on the internet no program of this lab runs: choose a person":     func(d *Draft) { d.Host, d.As = "", As{} },
		"nobody can ask as ghost":                                                    func(d *Draft) { d.As.Kind = "ghost" },
		"say which vault":                                                            func(d *Draft) { d.Vault = "" },
		"say which key":                                                              func(d *Draft) { d.Operation, d.Object = "keys/get", "" },
		"no vault can be called a/b: a name has letters, digits and hyphens":         func(d *Draft) { d.Vault = "a/b" },
		"nothing can be called a b: a name has 1 to 127 letters, digits and hyphens": func(d *Draft) { d.Object = "a b" },
		"no version can be called ../x":                                              func(d *Draft) { d.Version = "../x" },
		"type the value to store":                                                    func(d *Draft) { d.Operation = "secrets/set" },
		"name the request that made what this one works on; there may be none yet":   func(d *Draft) { d.Operation = "keys/unwrap" },
		`"soon" is no period: write it as P90D, P18M or P2Y`:                         func(d *Draft) { d.Operation, d.Text = "keys/set-rotation-policy", "soon" },
	} {
		d, err := s.NewDraft()
		if err != nil {
			t.Fatal(err)
		}
		change(&d)
		if got := s.Problem(d); got != why {
			t.Errorf("%+v: %q, not %q", d, got, why)
		}
	}
	s.Scenario.Operator = nil
	if _, err := s.NewDraft(); err != ErrNoOperator {
		t.Errorf("nobody sits there, and yet: %v", err)
	}
}

// Each body that is made up is one that its operation takes: nothing is missing in it.
func TestWhatIsMadeUpToBeCarriedIsTaken(t *testing.T) {
	for _, scenario := range []string{"wired-web-app", "revoked-customer-key", "certificate-key-as-secret"} {
		s := begun(t, Where{Ephemeral: true}, scenario)
		defer s.Close()
		for _, id := range OperationIDs() {
			d, _ := s.NewDraft()
			d.Operation, d.Object, d.Text = id, nameOf(s, d.Vault, id), ""
			if d.Carries().Text == "value" {
				d.Text = "v"
			}
			d = s.Filled(d)
			if s.Problem(d) != "" {
				continue // nothing was wrapped or signed yet
			}
			tr, err := s.Lab.Evaluate(d.request("made-up", s.Scenario))
			if err != nil {
				t.Fatalf("%s: %v", id, err)
			}
			for _, g := range tr.Gates {
				for _, step := range g.Steps {
					if d.Carries().body != nil && strings.HasPrefix(step.ID, "object.") && strings.Contains(step.Detail, "needs content") {
						t.Errorf("%s: %s", id, step.Detail)
					}
				}
			}
			if _, ok := d.body(s.Scenario).(*operation.CreateCertificateBody); ok != (id == "certificates/create") {
				t.Errorf("%s carries %T", id, d.body(s.Scenario))
			}
		}
	}
}

// nameOf is an object that an operation can be about, or a new name.
func nameOf(s *Session, vault, id string) string {
	for _, o := range s.State.Estate.Objects {
		if o.Vault == vault && strings.HasPrefix(id, string(o.Collection)) && !strings.HasSuffix(id, "/create") {
			return o.Name
		}
	}
	return "brand-new"
}

func TestWhoEditsARequestMakesAnother(t *testing.T) {
	s := begun(t, Where{Ephemeral: true}, "deleted-and-purged")
	defer s.Close()
	same, err := s.Draft("pipeline-sets-prod")
	if err != nil || same.Like != "pipeline-sets-prod" || s.Compose(same) != "pipeline-sets-prod" || s.Yours("pipeline-sets-prod") {
		t.Errorf("a request left as it is, is not the scenario's own: %+v, %v", same, err)
	}
	other := same
	other.Vault = "kv-orders-test"
	id := s.Compose(other)
	r, err := s.Find(id)
	if err != nil || id != "yours-1" || !s.Yours(id) || r.Vault != other.Vault || r.Body.(*operation.SecretBody).Value != "to be filled in" {
		t.Errorf("%s is %+v, %v", id, r, err)
	}
	other.Text = "another value"
	second := s.Compose(other)
	theirs, _ := s.Scenario.Request("pipeline-sets-prod")
	if changed, _ := s.Find(second); second != "yours-2" || changed.Body.(*operation.SecretBody).Value != "another value" ||
		r.Body.(*operation.SecretBody).Value != "to be filled in" || theirs.Body.(*operation.SecretBody).Value != "to be filled in" {
		t.Error("editing one changes another")
	}
	if s.Compose(other) != second {
		t.Error("the same is put on the list twice")
	}
	if now, _ := s.Find(id); now != r {
		t.Error("a request is made anew when another one comes: traces lose theirs")
	}
}

func TestTheLastTwentyAreKeptAndNoIDIsUsedTwice(t *testing.T) {
	w := Where{Data: t.TempDir()}
	s := begun(t, w, "wired-web-app")
	for n := range mostYours + 5 {
		s.composed(t, func(d *Draft) { d.Object = "nr-" + strconv.Itoa(n) })
	}
	if s.Yours("yours-5") || !s.Yours("yours-6") || len(s.Requests()) != mostYours+len(s.Scenario.Requests) {
		t.Errorf("%d requests", len(s.Requests()))
	}
	s.Forget("yours-25")
	s.Forget("app-read")
	if s.Yours("yours-25") || s.Requests()[0].ID != "app-read" {
		t.Error("the wrong one is gone")
	}
	s = s.again(t, w)
	defer s.Close()
	if id := s.composed(t, func(d *Draft) { d.Object = "one-more" }); id != "yours-26" || s.Yours("yours-25") {
		t.Errorf("after one was removed the next is %s", id)
	}
}

// The log, the journal and the trace name a request by its id, and that leads to it, whatever was undone, also later.
func TestTheLogOfAComposedRequestLeadsToItsTrace(t *testing.T) {
	w := Where{Data: t.TempDir()}
	s := begun(t, w, "wired-web-app")
	s.Watch(EventsPart | HistoryPart)
	id := s.composed(t, func(d *Draft) { d.Operation, d.Object, d.Text = "secrets/set", "note", "first" })
	s.do(t, s.issue(id))
	check := func(when string) {
		t.Helper()
		events, err := s.Lab.Events(1)
		if err != nil || len(events) != 1 || events[0].Request != id {
			t.Fatalf("%s: %+v, %v", when, events, err)
		}
		u, err := Recall{events[0]}.Job(s)()
		if err != nil || u.Trace.Request.ID != id || u.Issued.Body.(*operation.SecretBody).Value != "first" {
			t.Fatalf("%s: %+v, %v", when, u, err)
		}
	}
	check("at once")
	if s.State.Undo != 1 || s.State.LastDone != "issue yours-1" || s.Request.ID != id || s.Verdicts[id].Verdict != trace.Allowed {
		t.Errorf("%d %q %+v", s.State.Undo, s.State.LastDone, s.Verdicts)
	}
	s.do(t, s.Undo)
	if !s.Yours(id) || s.Reading.Trace.Request.ID != id {
		t.Error("undo takes the request off the list")
	}
	s.do(t, s.Redo)
	check("redone")
	s = s.again(t, w)
	defer func() { _ = s.Close() }()
	check("reopened")
	if s.Request == nil || s.Request.ID != id || s.Reading.Trace == nil || s.Verdicts[id].Verdict != trace.Allowed {
		t.Error("the lab does not open at the request that was read")
	}
	s.Forget(id)
	if _, err := (Recall{audit.Event{Request: id}}).Job(s)(); err == nil {
		t.Error("a request that is gone is recalled")
	}
}

func TestWhatIsIssuedWasWrittenDownBefore(t *testing.T) {
	w := Where{Data: t.TempDir()}
	s := begun(t, w, "wired-web-app")
	id := s.composed(t, func(d *Draft) { d.Object = "gone" })
	if s.UnkeptRequests() == nil {
		t.Error("a new request counts as written down")
	}
	s.do(t, s.issue(id))
	if s.UnkeptRequests() != nil {
		t.Error("what was written down counts as new")
	}
	if err := s.Close(); err != nil { // nobody saves anything
		t.Fatal(err)
	}
	s = begun(t, w, "wired-web-app")
	defer s.Close()
	if !s.Yours(id) {
		t.Error("the log names a request that is not there any more")
	}
}

func TestALookCarriesNothingOut(t *testing.T) {
	s := begun(t, Where{Ephemeral: true}, "deleted-and-purged")
	defer s.Close()
	id := s.composed(t, func(d *Draft) { d.Operation, d.Object, d.Text = "secrets/set", "note", "first" })
	before, err := s.Lab.StateHash()
	if err != nil {
		t.Fatal(err)
	}
	s.do(t, LookAt{Request: id}.of(s))
	if s.Reading.Trace.Request.ID != id || s.Request.ID != id || s.Last != nil {
		t.Error("the trace does not open, or the look counts as issued")
	}
	s.do(t, LookAt{id, true}.of(s))
	left, right, ok := s.Reading.Pair()
	if !ok || left.Trace.Profile != "guide" || right.Trace.Profile != "service" || s.State.Lab.Profile != "guide" {
		t.Errorf("the two profiles do not stand side by side: %q, %q", left.Title, right.Title)
	}
	after, err := s.Lab.StateHash()
	if events, _ := s.Lab.Events(9); err != nil || after != before || len(events) > 0 || s.State.Undo > 0 {
		t.Errorf("something was carried out: %v", events)
	}
	if _, err := (LookAt{Request: "yours-9"}).Job(s)(); err == nil {
		t.Error("a request that is not there is looked at")
	}
}

func TestRepeatIssuesAgainWhatWasIssuedLastWhereverThatWas(t *testing.T) {
	w := Where{Data: t.TempDir()}
	s := begun(t, w, "wired-web-app")
	if s.Unrepeatable() == "" {
		t.Error("there is nothing to repeat yet")
	}
	if _, err := (Repeat{}).Job(s)(); err == nil {
		t.Error("nothing is repeated")
	}
	yours := s.composed(t, func(d *Draft) { d.Object = "gone" })
	console := NewConsole(s, "")
	defer console.Close()
	for _, test := range []struct {
		ask    func() Job
		want   string // what is asked for to repeat it
		object string
	}{
		{s.issue("app-read"), "session.Issue", "Sql-ConnectionString"},
		{s.issue(yours), "session.Issue", "gone"},
		{func() Job {
			return ByHand{Operation: "secrets/get", Vault: "kv-shop-prod", Object: "by-hand"}.Job(s)
		}, "session.Repeat", "by-hand"},
		{func() Job {
			return console.Run("az keyvault secret show --vault-name kv-shop-prod --name typed")
		}, "session.Repeat", "typed"},
	} {
		s.do(t, test.ask)
		s.do(t, s.flip("zone-link")) // a change between is none
		events, _ := s.Lab.Events(99)
		a := s.Repeating()
		if got := reflect.TypeOf(a).String(); got != test.want || s.Unrepeatable() != "" {
			t.Errorf("%s: %s", test.object, got)
		}
		s.do(t, func() Job {
			if i, ok := a.(Issue); ok {
				return s.Issue(i.Request)
			}
			return a.(Repeat).Job(s)
		})
		if now, _ := s.Lab.Events(99); s.Request.Object != test.object || len(now) != len(events)+1 {
			t.Errorf("%s: repeated %s, %d events after %d", test.object, s.Request.Object, len(now), len(events))
		}
	}
	s.do(t, s.issue(yours))
	if err := console.Close(); err != nil {
		t.Fatal(err)
	}
	s = s.again(t, w)
	defer s.Close()
	if s.Last == nil || s.Last.ID != yours {
		t.Error("after reopening it is not known what was issued last")
	}
}

func TestAForecastOfAComposedRequestIsJudged(t *testing.T) {
	s := begun(t, Where{Ephemeral: true}, "wired-web-app")
	defer s.Close()
	id := s.composed(t, func(d *Draft) { d.Object = "not-there" })
	s.Learner.Record().Foretells = true
	if s.Issuing(id) != (Foretell{id}) {
		t.Error("the forecast is not asked for")
	}
	s.do(t, func() Job { return Foretold{id, learner.Endings()[4]}.Job(s) })
	if f := s.Learner.Record().Latest; f == nil || f.Request != id || !f.Right() {
		t.Errorf("%+v", f)
	}
}

// Fixes are found for a request of one's own as for the scenario's, and can be kept.
func TestFixesOpenAComposedRequest(t *testing.T) {
	s := begun(t, Where{Ephemeral: true}, "half-migrated-rbac")
	defer s.Close()
	id := s.composed(t, func(d *Draft) { d.Host, d.As, d.Object = "app-reports", As{}, "Orders-ConnectionString" })
	s.do(t, s.issue(id), s.FindFixes)
	if s.Reading.Trace.Verdict != trace.Denied || len(s.Reading.Fixes) == 0 {
		t.Fatalf("%s, %d fixes", s.Reading.Trace.Verdict, len(s.Reading.Fixes))
	}
	s.do(t, func() Job { return Preview{s.Reading.Fixes[0]}.Job(s) }, func() Job { return KeepFix{}.Job(s) })
	if s.Reading.Trace.Verdict != trace.Allowed || s.Reading.Trace.Request.ID != id {
		t.Errorf("%s is %s", s.Reading.Trace.Request.ID, s.Reading.Trace.Verdict)
	}
}

func TestKeptRequestsThatMakeNoSenseAreNoReasonToRefuseALab(t *testing.T) {
	for name, kept := range map[string]string{
		"not to be read":     `{{{`,
		"another form":       `{"List":"many"}`,
		"ids of others":      `{"Made":1,"List":[{"ID":"app-read","Draft":{"Host":"vm-jump","Operation":"secrets/get"}},{"ID":"yours-x"},{"ID":"yours-01"}]}`,
		"unknown operations": `{"List":[{"ID":"yours-1","Draft":{"Host":"vm-jump","Operation":"secrets/steal"}}]}`,
		"unknown machines":   `{"List":[{"ID":"yours-1","Draft":{"Host":"vm-none","Operation":"secrets/get"}}]}`,
		"nobody":             `{"Made":-7,"List":[{"ID":"yours-1","Draft":{"Operation":"secrets/get"}}]}`,
	} {
		w := Where{Data: t.TempDir()}
		s := begun(t, w, "wired-web-app")
		if err := s.Lab.Keep(keptRequests, []byte(kept)); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		s = begun(t, w, "wired-web-app")
		if len(s.Requests()) != len(s.Scenario.Requests) {
			t.Errorf("%s: %d requests", name, len(s.Requests()))
		}
		if id := s.composed(t, func(d *Draft) { d.Object = "x" }); !strings.HasPrefix(id, yoursPrefix) || id == "yours--6" {
			t.Errorf("%s: the next one is %s", name, id)
		}
		_ = s.Close()
	}
}

// anyDraft is a request that somebody without a plan puts together, names that nobody knows included.
func anyDraft(r *rapid.T, s *Session) Draft {
	e := s.State.Estate
	pick := func(name string, words ...string) string { return rapid.SampledFrom(words).Draw(r, name) }
	hosts, people, vaults, objects, versions := []string{""}, []string{"nobody"}, []string{"kv-none"}, []string{"none"}, []string{"", "", "0"}
	for _, h := range e.Hosts {
		hosts = append(hosts, h.Name)
	}
	for _, p := range e.Principals {
		people = append(people, p.Name)
	}
	for _, v := range e.Vaults {
		vaults = append(vaults, v.Name)
	}
	for _, o := range e.Objects {
		objects = append(objects, o.Name)
	}
	for _, v := range e.Versions {
		versions = append(versions, v.ID)
	}
	d := Draft{Host: pick("host", hosts...), As: As{AsKind(pick("kind", "", "person", "platform")), pick("name", people...)},
		Operation: pick("operation", OperationIDs()...), Vault: pick("vault", vaults...), Object: pick("object", objects...),
		Version: pick("version", versions...), Text: pick("text", "", "é\x00\"", "P30D", "yours-1"), Like: pick("like", "", s.Scenario.Requests[0].ID, "nothing")}
	d.Choice = pick("choice", append([]string{"", "nonsense"}, d.Choices(e)...)...)
	if rapid.Bool().Draw(r, "filled") {
		d = s.Filled(d)
	}
	return d
}

// Whatever is put together comes back as it was from what is kept, and the engine has an answer to it.
func TestAnyComposedRequestSurvivesWhatIsKeptAndIsAnswered(t *testing.T) {
	for _, scenario := range []string{"deleted-and-purged", "revoked-customer-key", "certificate-key-as-secret"} {
		s := begun(t, Where{Ephemeral: true}, scenario)
		defer s.Close()
		asked := 0
		rapid.Check(t, func(r *rapid.T) {
			d := anyDraft(r, s)
			if s.Problem(d) != "" {
				return
			}
			asked++
			id := s.Compose(d)
			before, err := s.Find(id)
			if err != nil {
				r.Fatal(err)
			}
			if job := s.UnkeptRequests(); job != nil {
				s.do(t, func() Job { return job })
			}
			if err := s.recallYours(); err != nil {
				r.Fatal(err)
			}
			s.requests = nil
			s.listed() // made anew of what was kept, as when the lab opens
			after, err := s.Find(id)
			if err != nil || !reflect.DeepEqual(before, after) {
				r.Fatalf("%+v came back as %+v, %v", before, after, err)
			}
			if again, _ := s.Draft(id); s.Compose(again) != id {
				r.Fatalf("%s edited without a change is another", id)
			}
			s.do(t, LookAt{id, true}.of(s))
			if slow(d) {
				return
			}
			s.do(t, s.issue(id))
			if s.State.Undo > 0 {
				s.do(t, s.Undo)
			}
		})
		if asked < 40 {
			t.Errorf("%s: only %d drafts could be asked", scenario, asked)
		}
	}
}

// slow are operations that make an RSA key.
func slow(d Draft) bool { return strings.HasSuffix(d.Operation, "/create") || d.verb() == "rotate" }
