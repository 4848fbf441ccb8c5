package plain

import (
	"strings"
	"testing"

	"kvlab/tui"
	"kvlab/tui/learner"
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
	windows := 0
	for line := range strings.Lines(sheet.String()) {
		name, ok := strings.CutPrefix(strings.TrimSpace(line), "In the window ")
		if !ok {
			continue
		}
		windows++
		if w := words[name]; w != "" {
			name = w
		}
		if c, err := find(name); err != nil || c.name != name {
			t.Errorf("no word reads the window %s: %v", name, err)
		}
	}
	if windows < 15 {
		t.Errorf("the desktop tells of %d windows", windows)
	}
}
