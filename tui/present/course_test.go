package present

import (
	"bytes"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"kvlab/engine"
	"kvlab/engine/trace"
	"kvlab/scenarios"
)

// talk is a story and the lab that its class sees.
type talk struct {
	story  *Story
	lab    *engine.Lab
	course *Course
}

func begun(t testing.TB, id string, solution int) talk {
	t.Helper()
	s := recorded(t, id, solution)
	lab, err := engine.Open("", engine.Options{InMemory: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = lab.Close() })
	if err := s.Scenario.Start(lab); err != nil {
		t.Fatal(err)
	}
	return talk{s, lab, NewCourse(s, lab)}
}

// goTo goes to a beat and returns the lab's digest there.
func (k talk) goTo(t testing.TB, beat int) string {
	t.Helper()
	if _, err := k.course.To(k.story.Beats[beat].Moves); err != nil {
		t.Fatal(err)
	}
	hash, err := k.lab.StateHash()
	if err != nil {
		t.Fatal(err)
	}
	return hash
}

func everySolution(t *testing.T, f func(t *testing.T, id string, solution int)) {
	for _, e := range scenarios.Catalogue() {
		sc, err := scenarios.Open(e.ID)
		if err != nil {
			t.Fatal(err)
		}
		for n := range sc.Solutions {
			t.Run(e.ID+"/"+string(rune('1'+n)), func(t *testing.T) { f(t, e.ID, n) })
		}
	}
}

// Going on to the end and back to the start leaves the lab, and each beat in between, exactly as it was.
func TestTheWayBackPassesTheSameStates(t *testing.T) {
	everySolution(t, func(t *testing.T, id string, solution int) {
		k := begun(t, id, solution)
		var forth []string
		for n := range k.story.Beats {
			forth = append(forth, k.goTo(t, n))
		}
		events := heard(t, k.lab)
		for n := range slices.Backward(k.story.Beats) {
			if got := k.goTo(t, n); got != forth[n] {
				t.Errorf("the lab at beat %d is another one on the way back", n+1)
			}
		}
		k.goTo(t, len(k.story.Beats)-1)
		if got := heard(t, k.lab); got != events {
			t.Errorf("going to and fro wrote %d events to the vaults' log", got-events)
		}
	})
}

func heard(t *testing.T, lab *engine.Lab) int {
	events, err := lab.Events(1000)
	if err != nil {
		t.Fatal(err)
	}
	return len(events)
}

// What the story shows of a request is what the class's own lab says at that beat.
func TestEveryOutcomeOfAStoryIsTheLabsOwn(t *testing.T) {
	everySolution(t, func(t *testing.T, id string, solution int) {
		k := begun(t, id, solution)
		for n := range k.story.Beats {
			b := &k.story.Beats[n]
			k.goTo(t, n)
			if b.Trace == nil {
				continue
			}
			q, err := k.story.Scenario.Request(b.Request)
			if err != nil {
				t.Fatal(err)
			}
			if scenarios.Writes(q.Operation) && b.Trace.Verdict == trace.Allowed {
				continue // it is done, and would end otherwise a second time
			}
			now, err := k.lab.Evaluate(q)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := inText(t, now), inText(t, b.Trace); got != want {
				t.Errorf("beat %d shows\n%s\nand the lab says\n%s", n+1, want, got)
			}
		}
	})
}

func inText(t *testing.T, x *trace.Trace) string {
	var b bytes.Buffer
	if err := trace.WriteText(&b, x); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestEveryStoryReachesAllGoals(t *testing.T) {
	everySolution(t, func(t *testing.T, id string, solution int) {
		s := recorded(t, id, solution)
		p := s.Progress(len(s.Beats) - 1)
		if !s.Scenario.Complete(&p) {
			t.Errorf("it reaches %v only", p.Reached)
		}
		told := 0
		for i := range s.Beats {
			told += len(s.Beats[i].Reached)
		}
		if told != len(s.Scenario.Goals) {
			t.Errorf("it tells of %d of %d goals", told, len(s.Scenario.Goals))
		}
	})
}

// A class can follow some thirty beats.
func TestNoStoryIsLongerThanALesson(t *testing.T) {
	for _, e := range scenarios.Catalogue() {
		if n := len(recorded(t, e.ID, 0).Beats); n < 10 || n > 34 {
			t.Errorf("%s has %d beats", e.ID, n)
		}
	}
}

// Whatever a speaker does to the lab in between, the story goes on in the lab that it tells of.
func TestChangesByHandAreTakenBackWhenTheStoryMoves(t *testing.T) {
	k := begun(t, "half-migrated-rbac", 0)
	want := make([]string, len(k.story.Beats))
	for n := range k.story.Beats {
		want[n] = k.goTo(t, n)
	}
	rapid.Check(t, func(rt *rapid.T) {
		for range rapid.IntRange(1, 6).Draw(rt, "steps") {
			meddle(rt, k)
			n := rapid.IntRange(0, len(want)-1).Draw(rt, "beat")
			if _, err := k.course.To(k.story.Beats[n].Moves); err != nil {
				rt.Fatal(err)
			}
			if got, err := k.lab.StateHash(); err != nil || got != want[n] {
				rt.Fatalf("beat %d: the lab is another one (%v)", n+1, err)
			}
		}
	})
}

// meddle does what a speaker may do by hand; what cannot be done is no matter.
func meddle(rt *rapid.T, k talk) {
	sc := k.story.Scenario
	for range rapid.IntRange(0, 4).Draw(rt, "by hand") {
		switch rapid.IntRange(0, 4).Draw(rt, "what") {
		case 0:
			g := rapid.SampledFrom(sc.Gates).Draw(rt, "gate")
			_ = k.lab.Apply("by hand", engine.Change{Path: g.Path, Value: g.Value(rapid.SampledFrom([]string{"on", "off"}).Draw(rt, "to"))})
		case 1:
			_, _ = k.lab.Undo()
		case 2:
			_, _ = k.lab.Redo()
		case 3:
			_ = k.lab.Reset()
		case 4:
			_, _ = k.lab.Do(rapid.SampledFrom(sc.Requests).Draw(rt, "request"))
		}
	}
}

func TestACourseSaysWhetherItFoundTheLabAsItLeftIt(t *testing.T) {
	k := begun(t, "broken-dns", 0)
	for _, x := range []struct {
		by   func() error
		want bool
	}{
		{func() error { return nil }, true},
		{func() error {
			return k.lab.Apply("by hand", engine.Change{Path: "vault.kv-shop-prod.public_access", Value: "enabled"})
		}, false},
		{func() error { return nil }, true},
	} {
		if err := x.by(); err != nil {
			t.Fatal(err)
		}
		if got, err := k.course.To(1); err != nil || got != x.want {
			t.Errorf("got %v, %v, want %v", got, err, x.want)
		}
	}
}
