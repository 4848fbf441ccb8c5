package plain

import (
	"cmp"
	"maps"
	"strings"
	"testing"

	"kvlab/tui"
	"kvlab/tui/desktop"
	"kvlab/tui/learner"
	"kvlab/tui/windows"
)

// What can be done here is noted as the desktop notes it: in one record.
func TestForecastsAndAnswersAreInTheLearnersRecord(t *testing.T) {
	o := inMemory("half-migrated-rbac")
	o.Where.Learner = learner.InMemory(nil)
	converse(t, o, "predict reports-read denied authorization", "predict orders-read network", "quiz single-access-model", "1", "2", "lesson four-gates", "predict on")
	r := o.Where.Learner.Record()
	if all := r.Calibration(); all.Made != 2 || all.Right != 1 || r.Labs["half-migrated-rbac"].Forecasts != all {
		t.Errorf("forecasts: %+v, of the lab %+v", all, r.Labs["half-migrated-rbac"].Forecasts)
	}
	if a := r.Lessons["single-access-model"].Answers[0]; !a.Right || a.Tries != 2 {
		t.Errorf("the answer is kept as %+v", a)
	}
	if !r.Lessons["four-gates"].Read || !r.Foretells {
		t.Errorf("the lesson is not read, or it does not ask: %+v", r)
	}
}

// A number that is typed alone does what the list that was read last said of it.
func TestANumberMeansTheListThatWasReadLast(t *testing.T) {
	for _, story := range []struct {
		lines []string
		want  string
	}{
		{[]string{"gates", "1"}, "Done: rbac-model off"}, {[]string{"requests", "1"}, "The orders app reads"}, {[]string{"help", "1"}, "Topic lab:"},
		{[]string{"objects", "1", "1"}, "This is the lab's own view"}, {[]string{"vaults", "1", "1"}, "may read (secrets/get)"},
		{[]string{"hosts", "1"}, "From app-orders"}, {[]string{"issue 2", "log", "1"}, "oid ="}, {[]string{"issue 2", "fixes", "1"}, "Nothing was changed."},
		{[]string{"issue 2", "compare 1", "1"}, "(identity.endpoint)"}, {[]string{"issue 2", "breaks", "1"}, "stop at gate identity"},
		{[]string{"issue 2", "trace", "3"}, "3. info"}, {[]string{"predict 2", "6"}, "reports-read: denied"}, {[]string{"flip 1", "timeline", "0"}, "Done: took 1 change back"},
		{[]string{"lesson", "2"}, "One vault, one list of grants."}, {[]string{"lesson 2", "1"}, "reports-read: denied"}, {[]string{"labs", "2"}, "Here: broken-dns"},
		{[]string{"progress", "1"}, "Here: wired-web-app"}, {[]string{"find reports-policy", "1"}, "Done: reports-policy off"}, {[]string{"notes", "1"}, "read one first"},
		{[]string{"shell echo one", "history", "1"}, "one\nExit status 0."}, {[]string{"find reports-policy", "7"}, "no number 7: there is one"},
	} {
		if said := converse(t, inMemory("half-migrated-rbac"), story.lines...); !strings.Contains(said, story.want) {
			t.Errorf("%q does not say %q:\n%s", story.lines, story.want, said)
		}
	}
}

// The last answer is repeated word for word, as often as one likes.
func TestTheLastAnswerIsRepeated(t *testing.T) {
	for _, line := range []string{"gates", "goals", "flip 1", "nonsense", "az keyvault list -o table"} {
		once := converse(t, inMemory("half-migrated-rbac"), line)
		thrice := converse(t, inMemory("half-migrated-rbac"), line, "again", "", "again")
		begin := len(converse(t, inMemory("half-migrated-rbac"))) - len("You have left kvlab. Nothing was kept, as --ephemeral says.\n")
		answer := strings.TrimSuffix(once[begin:], "You have left kvlab. Nothing was kept, as --ephemeral says.\n")
		answer = answer[:strings.LastIndex(answer, "Here: ")]
		if n := strings.Count(thrice, answer); n != 3 {
			t.Errorf("%q is said %d times in\n%s", line, n, thrice)
		}
	}
}

// Each window of the desktop has a word here that reads what it shows.
func TestEveryWindowHasAWord(t *testing.T) {
	words := map[string]string{"console": "az", "stage": "present"}
	var sheet strings.Builder
	if err := tui.WriteKeys(&sheet); err != nil {
		t.Fatal(err)
	}
	count := 0
	for line := range strings.Lines(sheet.String()) {
		if name, ok := strings.CutPrefix(strings.TrimSpace(line), "In the window "); ok {
			count++
			known(t, cmp.Or(words[name], name), name)
		}
	}
	if count < 15 {
		t.Errorf("the desktop tells of %d windows", count)
	}
}

// What can be done in a window has a word here that does it, but for what moves a cursor, scrolls or folds.
func TestWhatIsDoneInAWindowHasAWord(t *testing.T) {
	s := reopened(t, inMemory("half-migrated-rbac"))
	requests, left := windows.NewRequests(s), maps.Clone(done)
	for _, w := range []desktop.Window{requests, windows.NewGates(s), windows.NewMap(s, requests), windows.NewTrace(s), windows.NewObjects(s), windows.NewLog(s),
		windows.NewTimeline(s), windows.NewClock(s), windows.NewAccess(s), windows.NewNetwork(s), windows.NewCompare(s), windows.NewBriefing(s)} {
		for _, c := range w.Commands() {
			_, what, _ := strings.Cut(c.ID, ".")
			switch word := done[c.ID]; {
			case word != "":
				known(t, word, c.ID)
				delete(left, c.ID)
			case !moves[what]:
				t.Errorf("no word does what %s does: %s", c.ID, c.Help)
			}
		}
	}
	if len(left) > 0 {
		t.Errorf("no window has these any more: %v", left)
	}
}

func known(t *testing.T, word, what string) {
	t.Helper()
	if c, err := find(word); err != nil || c.name != word {
		t.Errorf("%s: there is no word %s: %v", what, word, err)
	}
}

// done are the words for what is done in the windows, by the ids of their commands.
var done = map[string]string{
	"access.object": "access", "access.object_back": "access", "access.vault": "access", "access.vault_back": "access", "access.why_down": "grants",
	"briefing.again": "retry", "briefing.answer": "answer", "briefing.debrief": "debrief", "briefing.goals": "goals", "briefing.hint": "hint",
	"briefing.lesson": "lesson", "briefing.solution": "solution",
	"clock.next": "advance", "clock.period": "advance", "clock.run": "advance",
	"compare.before": "compare", "compare.drop": "drop", "compare.enter": "difference", "compare.first": "difference", "compare.keep": "keep",
	"compare.next": "difference", "compare.pin": "pin", "compare.pinned": "compare", "compare.previous": "difference", "compare.profile": "compare",
	"compare.request": "compare",
	"gates.flip":      "flip",
	"log.clear":       "log", "log.filter": "log", "log.follow": "log", "log.trace": "recall",
	"map.back": "back", "map.deciding": "deciding", "map.forward": "next", "map.play": "play", "map.view": "hosts",
	"network.host": "network", "network.host_back": "network", "network.stop": "network", "network.vault": "network", "network.vault_back": "network",
	"objects.delete": "delete", "objects.enable": "enable", "objects.purge": "purge", "objects.read": "get", "objects.recover": "recover",
	"objects.reveal": "reveal", "objects.rotate": "rotate",
	"requests.edit": "edit", "requests.foretell": "predict", "requests.issue": "issue", "requests.new": "compose", "requests.remove": "forget",
	"requests.repeat":  "repeat",
	"timeline.compare": "compare", "timeline.forget": "forget-branch", "timeline.here": "timeline", "timeline.travel": "travel",
	"trace.answer": "caller", "trace.back": "back", "trace.break": "break", "trace.breaks": "breaks", "trace.copy": "export", "trace.copy_command": "step",
	"trace.deciding": "deciding", "trace.export": "export", "trace.fixes": "fixes", "trace.forward": "next", "trace.into": "into", "trace.locate": "origin",
	"trace.next_gate": "next", "trace.out": "out", "trace.pin": "pin", "trace.play": "play", "trace.previous_gate": "back", "trace.refusal": "next",
	"trace.refusal_back": "back", "trace.run": "run", "trace.run_back": "run",
}

// moves move a cursor or a view, and nothing else.
var moves = map[string]bool{
	"about": true, "back": true, "bottom": true, "down": true, "end": true, "fold": true, "home": true, "in": true, "left": true, "more": true, "out": true, "page_down": true,
	"page_up": true, "right": true, "speed": true, "start": true, "top": true, "up": true, "why_up": true,
}
