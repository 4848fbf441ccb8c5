package session

import (
	"runtime"
	"slices"
	"strings"
	"testing"

	"kvlab/engine/trace"
)

// typeIn runs texts in a console, as one job each.
func typeIn(t *testing.T, s *Session, c *Console, texts ...string) {
	t.Helper()
	for _, text := range texts {
		s.do(t, func() Job { return c.Run(text) })
	}
}

// lastOf is a copy of the last exchange.
func lastOf(c *Console) (x Exchange) {
	c.Read(func(all []*Exchange) { x = *all[len(all)-1] })
	return x
}

func shown(x Exchange) string {
	var b strings.Builder
	for _, o := range x.Output {
		if o.Complaint {
			b.WriteString("! ")
		}
		b.WriteString(o.Text + "\n")
	}
	return b.String()
}

const shopList = "az keyvault secret list --vault-name kv-shop-prod --query '[].name' -o tsv"

func TestALineOfTheConsoleWorksOnTheLabOfTheSession(t *testing.T) {
	s := begun(t, Where{Ephemeral: true}, "wired-web-app")
	defer s.Close()
	c := NewConsole(s, "")
	typeIn(t, s, c, shopList)
	if x := lastOf(c); shown(x) != "Sql-ConnectionString\n" || x.Status != 0 || x.Running || x.Call == nil || x.Call.Trace.Verdict != trace.Allowed {
		t.Errorf("%+v\n%s", x, shown(x))
	}
	typeIn(t, s, c, "az keyvault secret set --vault-name kv-shop-prod --name new --value v -o none")
	if s.State.Undo != 1 {
		t.Errorf("the session shows %d changes", s.State.Undo)
	}
	typeIn(t, s, c, "echo out; echo oops >&2; false")
	if x := lastOf(c); shown(x) != "out\n! oops\n" || x.Status != 1 || x.Call != nil {
		t.Errorf("%+v\n%s", x, shown(x))
	}
	if call := c.LastCall(); call == nil || call.Request.Operation != "secrets/set" {
		t.Errorf("the last call is %+v", call)
	}
}

// What a console changes is compared with the trace that is read, as any other change.
func TestAChangeFromTheConsoleIsCompared(t *testing.T) {
	s := begun(t, Where{Ephemeral: true}, "wired-web-app")
	defer s.Close()
	c := NewConsole(s, "")
	s.do(t, s.issue("app-read"))
	if u, err := c.Run(shopList)(); err != nil || u.Trace != nil {
		t.Errorf("a line that changes nothing brings the trace to the front: %v", err)
	}
	typeIn(t, s, c, "fact vault.kv-shop-prod.rbac false")
	if s.Reading.Before == nil || s.Reading.Trace.Verdict == trace.Allowed {
		t.Errorf("the trace was not read anew: %s", s.Reading.Trace.Verdict)
	}
}

func TestALineThatRunsIsStopped(t *testing.T) {
	s := begun(t, Where{Ephemeral: true}, "wired-web-app")
	defer s.Close()
	c := NewConsole(s, "")
	if c.Stop() {
		t.Error("there is nothing to stop")
	}
	typeIn(t, s, c, "X=kept")
	job := c.Run("echo begun; while true; do :; done; echo never")
	if !c.Running() || !c.Stop() {
		t.Error("the line does not count as running")
	}
	if _, err := job(); err != nil {
		t.Fatal(err)
	}
	if x := lastOf(c); x.Running || x.Status != 130 || strings.Contains(shown(x), "never") {
		t.Errorf("%+v", x)
	}
	typeIn(t, s, c, "echo $X")
	if x := lastOf(c); shown(x) != "kept\n" {
		t.Errorf("after that: %+v", x)
	}
}

func TestWhatWasTypedIsKeptWithTheLab(t *testing.T) {
	w := Where{Data: t.TempDir()}
	s := begun(t, w, "broken-dns")
	typeIn(t, s, NewConsole(s, ""), "clock", "clock", " a secret line", "consumers")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = begun(t, w, "broken-dns")
	defer s.Close()
	c := NewConsole(s, "")
	typeIn(t, s, c, "help") // before the earlier ones have been read
	s.do(t, c.Recall, c.Recall)
	var typed []string
	for n := 1; ; n++ {
		text, ok := c.Typed(n)
		if !ok {
			break
		}
		typed = append(typed, text)
	}
	if want := []string{"help", "consumers", "clock"}; !slices.Equal(typed, want) {
		t.Errorf("%q, not %q", typed, want)
	}
}

func TestANoteThatCannotBeReadCostsTheLinesOnly(t *testing.T) {
	s := begun(t, Where{Ephemeral: true}, "broken-dns")
	defer s.Close()
	if err := s.Lab.Keep(keptConsole, []byte("{{{")); err != nil {
		t.Fatal(err)
	}
	c := NewConsole(s, "")
	s.do(t, c.Recall)
	if !c.Recalled() {
		t.Error("the console waits for ever")
	}
}

func TestNobodyTypesWhereNobodySits(t *testing.T) {
	s := begun(t, Where{Ephemeral: true}, "broken-dns")
	defer s.Close()
	scenario := *s.Scenario
	scenario.Operator = nil
	s.Scenario = &scenario
	c := NewConsole(s, "")
	typeIn(t, s, c, "clock")
	if x := lastOf(c); x.Status == 0 || !strings.Contains(shown(x), errNobody.Error()) || c.Who() != "" {
		t.Errorf("%+v", x)
	}
}

func TestAConsoleWithoutADirectoryHasNoFiles(t *testing.T) {
	s := begun(t, Where{Ephemeral: true}, "broken-dns")
	defer s.Close()
	c := NewConsole(s, "")
	typeIn(t, s, c, "echo x > /tmp/somewhere")
	if x := lastOf(c); x.Status == 0 {
		t.Errorf("a file was written: %s", shown(x))
	}
	dir := t.TempDir()
	c = NewConsole(s, dir)
	typeIn(t, s, c, "echo x > here; cat here || read line < here; echo $line")
	if x := lastOf(c); !strings.HasSuffix(shown(x), "x\n") {
		t.Errorf("a file below the directory: %s", shown(x))
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
}

func TestTheRecorderKeepsOrderAndBounds(t *testing.T) {
	r := recorder{told: func([]Output) {}}
	out, complain := r.stream(false), r.stream(true)
	for _, s := range []string{"one\ntw", "o\r\n", "end"} {
		_, _ = out.Write([]byte(s))
		_, _ = complain.Write([]byte("!" + s))
	}
	if got := shown(Exchange{Output: r.all()}); got != "one\n! !one\ntwo\n! tw!o\nend\n! !end\n" {
		t.Errorf("%q", got)
	}
	long := recorder{told: func([]Output) {}}
	_, _ = long.stream(false).Write([]byte(strings.Repeat("x\n", mostOutput+7) + strings.Repeat("y", longestLine*2)))
	all := long.all()
	if last := all[len(all)-1]; len(all) != mostOutput+1 || last.Text != "kvlab: 8 more lines are not shown" {
		t.Errorf("%d lines, the last %+v", len(all), last)
	}
}

func TestWhatIsFoundOfOneCommitIsNotLookedForAgain(t *testing.T) {
	s := begun(t, Where{Ephemeral: true}, "broken-dns")
	defer s.Close()
	var found Found[Way]
	way := AskWay{Host: "app-shop-web", Vault: "kv-shop-prod", Found: &found}
	ask := func() Job { return way.Job(s) }
	before := s.State
	s.do(t, ask)
	first := found.Get()
	if s.State.Estate != before.Estate || first == nil || first.Seq != s.Seq() {
		t.Errorf("looking changed what the session shows, or found nothing: %+v", first)
	}
	if s.do(t, ask); found.Get() != first {
		t.Error("the same was looked for twice")
	}
	if s.do(t, s.flip("zone-link"), ask); found.Get() == first || found.Get().Seq != s.Seq() {
		t.Error("after a change the old answer stands")
	}
}

func TestNotesAreKeptWithTheLab(t *testing.T) {
	w := Where{Data: t.TempDir()}
	s := begun(t, w, "broken-dns")
	n := NewNotes(s)
	s.do(t, n.Fetch, func() Job { return n.Keep("mind the zone\n") }, s.flip("zone-link"), s.Undo, s.Reset)
	if !n.Kept("mind the zone\n") || n.Kept("mind") {
		t.Error("what was kept is not known")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = begun(t, w, "broken-dns")
	defer s.Close()
	n = NewNotes(s)
	if n.Text() != nil {
		t.Error("nobody has read them yet")
	}
	if s.do(t, n.Fetch); n.Text() == nil || *n.Text() != "mind the zone\n" {
		t.Errorf("%v", n.Text())
	}
}

func TestATextIsNamedInAFewWords(t *testing.T) {
	for text, want := range map[string]string{"az keyvault secret show --name x": "az keyvault secret show", "  clock": "clock",
		"a b c d e f": "a b c d", "one\ntwo": "one", "": ""} {
		if got := firstWords(text); got != want {
			t.Errorf("%q is %q, not %q", text, got, want)
		}
	}
}

// What a line has written so far can be read while it runs: nothing is held back until it ends.
func TestOutputCanBeReadWhileALineRuns(t *testing.T) {
	s := begun(t, Where{Ephemeral: true}, "wired-web-app")
	defer s.Close()
	c := NewConsole(s, "")
	job, ended := c.Run("echo one; while true; do true; done"), make(chan error, 1)
	go func() {
		_, err := job()
		ended <- err
	}()
	for {
		if x := lastOf(c); shown(x) == "one\n" && x.Running {
			break
		}
		select {
		case err := <-ended:
			t.Fatalf("it has ended: %v, %+v", err, lastOf(c))
		default:
			runtime.Gosched()
		}
	}
	if !c.Stop() {
		t.Error("nothing to stop")
	}
	if err := <-ended; err != nil || lastOf(c).Running {
		t.Errorf("%v, %+v", err, lastOf(c))
	}
}
