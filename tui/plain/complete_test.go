package plain

import (
	"strconv"
	"strings"
	"testing"

	"kvlab/engine"
	"kvlab/scenarios"
	"kvlab/tui/session"
)

// Every lab of the catalogue is completed from a pipe, by each of its solutions, one try after the other. What a learner
// has to type is worked out in a lab beside it: the changes of the solution, and after each the requests that would reach a
// goal.
func TestEveryLabIsCompletedFromAPipe(t *testing.T) {
	for _, e := range scenarios.Catalogue() {
		t.Run(e.ID, func(t *testing.T) {
			o, again := onDisk(t, e.ID), []string(nil)
			for i, lines := range scripts(t, e.ID) {
				lines = append(append(again, lines...), "debrief")
				again = []string{"retry yes"}
				t.Run(strconv.Itoa(i+1), func(t *testing.T) { completes(t, o, lines) })
			}
		})
	}
}

func completes(t *testing.T, o Options, lines []string) {
	t.Helper()
	said := converse(t, o, lines...)
	if !strings.Contains(said, "All goals are reached.") {
		t.Errorf("after\n%s\nthe goals are not reached:\n%s", strings.Join(lines, "\n"), said)
	}
	if strings.Contains(said, "Not done: ") {
		t.Errorf("something was not done:\n%s", said)
	}
	if s := reopened(t, o); !s.Finished() {
		t.Errorf("the desktop finds %d of %d goals reached", s.GoalsDone(), len(s.Scenario.Goals))
	}
}

// scripts are what a learner types who knows the solutions.
func scripts(t *testing.T, lab string) (all [][]string) {
	t.Helper()
	sc, err := scenarios.Open(lab)
	if err != nil {
		t.Fatal(err)
	}
	s, err := session.Open(session.Where{Ephemeral: true}, sc)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, solution := range sc.Solutions {
		w := writer{t: t, sc: sc, lab: s.Lab}
		if w.progress, err = sc.Retry(s.Lab); err != nil {
			t.Fatal(err)
		}
		w.follow(solution)
		all = append(all, w.lines)
	}
	return all
}

// writer writes down what to type, and does the same in its own lab.
type writer struct {
	t        *testing.T
	sc       *scenarios.Scenario
	lab      *engine.Lab
	progress scenarios.Progress
	lines    []string
}

func (w *writer) typed(line string, err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatalf("%s: %v", line, err)
	}
	w.lines = append(w.lines, line)
}

func (w *writer) follow(solution scenarios.Solution) {
	w.lookAround()
	for _, change := range solution.Changes {
		id, value, _ := strings.Cut(change, "=")
		w.change(id, value)
		w.lookAround()
	}
}

func (w *writer) change(id, value string) {
	gate, err := w.sc.Gate(id)
	switch {
	case id == "issue":
		w.issue(value)
	case id == "refresh":
		_, err := w.lab.Refresh(value)
		w.typed("refresh "+value, err)
	case id == "advance":
		w.advance(value)
	case err == nil:
		w.typed("flip "+id, w.lab.Apply(id, engine.Change{Path: gate.Path, Value: gate.Value(value)}))
	default:
		w.typed("answer "+id+" "+value, w.sc.Answer(&w.progress, id, value))
	}
}

func (w *writer) advance(by string) {
	info, err := w.lab.Info()
	if err != nil {
		w.t.Fatal(err)
	}
	span, err := session.ParseSpan(by)
	if err != nil {
		w.t.Fatal(err)
	}
	_, err = w.lab.Advance(span.After(info.Clock).Sub(info.Clock))
	w.typed("advance "+by, err)
}

func (w *writer) issue(id string) {
	r, err := w.sc.Request(id)
	if err != nil {
		w.t.Fatal(err)
	}
	result, err := w.lab.Do(r)
	w.typed("issue "+id, err)
	if _, err := w.sc.Check(w.lab, &w.progress, result.Trace); err != nil {
		w.t.Fatal(err)
	}
}

// lookAround issues the requests whose traces reach a goal, for as long as there are any.
func (w *writer) lookAround() {
	if _, err := w.sc.Check(w.lab, &w.progress, nil); err != nil {
		w.t.Fatal(err)
	}
	for again := true; again; {
		again = false
		for _, r := range w.sc.Requests {
			x, err := w.lab.Evaluate(r)
			if err != nil {
				w.t.Fatal(err)
			}
			ahead := w.progress.Clone()
			if reached, err := w.sc.Check(w.lab, &ahead, x); err != nil {
				w.t.Fatal(err)
			} else if len(reached) > 0 {
				w.issue(r.ID)
				again = true
			}
		}
	}
}
