package windows

import (
	"slices"
	"testing"

	"github.com/cockroachdb/datadriven"

	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// Each file tells of the ways that a lab has left, as the timeline shows them. Beside what TestWindowsOnTheWholeLab knows:
//
//	forget        the key that forgets, what is asked before, and going ahead
func TestTheTimelineShowsTheWaysThatWereLeft(t *testing.T) {
	var e *easel
	datadriven.Walk(t, "testdata/branches", func(t *testing.T, path string) {
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			if d.Cmd == "lab" {
				e = newEasel(t, "timeline", open(t, d.CmdArgs[0].Key, ""))
				return ""
			}
			said := e.onBranches(d)
			e.asks()
			return ended(said)
		})
	})
}

// asks carries out what the window wants to know, as the desktop does after every job.
func (e *easel) asks() {
	if a, ok := e.w.(Asker).Wants().(session.AskBranches); ok {
		if _, err := a.Job(e.s)(); err != nil {
			e.t.Fatal(err)
		}
	}
}

func (e *easel) onBranches(d *datadriven.TestData) string {
	if d.Cmd != "forget" {
		return e.run(d)
	}
	commands := e.w.Commands()
	return e.sure(commands[slices.IndexFunc(commands, func(c desktop.Command) bool { return c.ID == "timeline.forget" })])
}

func (e *easel) sure(c desktop.Command) string {
	if why := c.Why(); why != "" {
		return "cannot " + c.Title + ": " + why
	}
	ask := c.Run().(session.Sure)
	return ask.Title + "\n" + ask.Text + "\n" + ask.Verb + ": " + e.work(ask.Then)
}

// What a row stands for and what enter, a click and c ask for there are the same thing.
func TestARowOfAnotherWayLeadsToIt(t *testing.T) {
	s := open(t, "wired-web-app", "")
	work(t, s, s.Issue("app-read"))
	for _, gate := range []string{"zone-link", "rbac-model"} {
		work(t, s, s.Flip(gate))
	}
	work(t, s, session.Travel{}.Job(s))
	work(t, s, s.Flip("role-assignment"))
	e := newEasel(t, "timeline", s)
	e.asks()
	w := e.w.(*Timeline)
	w.settle()
	w.to(1)
	b := w.branches()[0]
	if w.spot(1).branch != b.ID || w.travel() != desktop.Action(session.GoOver{Branch: b.ID}) {
		t.Errorf("row 1 is %+v and leads to %+v", w.spot(1), w.travel())
	}
	if a := w.compare().(session.Suppose); a.Place.Branch != b.ID || a.Place.Change != 2 {
		t.Errorf("c looks at %+v", a.Place)
	}
	w.to(2)
	if a := w.compare().(session.Suppose); a.Place.Branch != 0 || a.Place.Change != 1 || w.incomparable() == "" {
		t.Errorf("c looks at %+v, where the lab stands", a.Place)
	}
	if w.Wants() != nil {
		t.Error("what was asked is asked again")
	}
}
