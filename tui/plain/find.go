package plain

import (
	"errors"
	"fmt"
	"strings"

	"kvlab/engine/nearest"
	"kvlab/lessons"
	"kvlab/scenarios"
)

// mostFound is how many things are read that were found.
const mostFound = 20

// thing is something that can be named: what it is, and the line that goes there.
type thing struct{ kind, title, also, line string }

// findAnything lists what has all words in its title or in what is said of it.
func (t *talk) findAnything(text string) error {
	words := strings.Fields(strings.ToLower(text))
	if len(words) == 0 {
		return errors.New("find takes words to look for")
	}
	var lines, titles []string
	for _, x := range t.things() {
		titles = append(titles, x.title)
		if !hasAll(x.title+"\n"+x.also, words) {
			continue
		}
		if lines = append(lines, x.line); len(lines) <= mostFound {
			t.say("%d. %s: %s Type %s.", len(lines), x.kind, sentence(x.title), x.line)
		}
	}
	switch {
	case len(lines) == 0:
		return fmt.Errorf("nothing has %q in it%s", text, nearest.Hint(text, titles))
	case len(lines) > mostFound:
		t.say("And %d more: say more words.", len(lines)-mostFound)
	}
	t.numbered(lines)
	t.say("Type a number to go there.")
	return nil
}

func hasAll(text string, words []string) bool {
	text = strings.ToLower(text)
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// things are all that can be named now.
func (t *talk) things() []thing {
	var all []thing
	for _, c := range commands() {
		all = append(all, thing{"command", c.name, c.help, "help " + c.name})
	}
	for _, e := range scenarios.Catalogue() {
		all = append(all, thing{"lab", e.Title, e.ID + " " + e.Summary, "open " + e.ID})
	}
	for _, h := range lessons.Catalogue() {
		all = append(all, thing{"lesson", h.Title, h.ID, "lesson " + h.ID})
	}
	if t.open == nil {
		return all
	}
	return append(append(all, t.labThings()...), t.stepThings()...)
}

// labThings are what the open lab has.
func (t *talk) labThings() []thing {
	var all []thing
	sc := t.open.Scenario
	for _, r := range t.open.Requests() {
		all = append(all, thing{"request", r.Label, r.ID + " " + r.Operation + " " + r.Vault + " " + r.Object, "issue " + r.ID})
	}
	for i := range sc.Gates {
		g := &sc.Gates[i]
		all = append(all, thing{"gate", g.Label + ", which is " + t.open.State.Gates[i], g.ID + " " + g.Help, "flip " + g.ID})
	}
	for i := range sc.Goals {
		g := &sc.Goals[i]
		line := "goals"
		if g.Question != "" {
			line = "questions"
		}
		all = append(all, thing{"goal", g.Text, g.Question, line})
	}
	return all
}

// stepThings are the steps of the trace.
func (t *talk) stepThings() []thing {
	r := &t.open.Reading
	var all []thing
	for place := range r.Steps() {
		gate, step := r.At(place)
		g := &r.Trace.Gates[gate]
		s := &g.Steps[step]
		all = append(all, thing{"step of " + string(g.Gate), s.Title, s.ID + " " + s.Detail, fmt.Sprintf("step %d", place+1)})
	}
	return all
}
