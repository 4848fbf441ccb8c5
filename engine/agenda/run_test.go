package agenda_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kvlab/engine/agenda"
	"kvlab/engine/store"
)

// oracle lets the clock run without any memory: at each step it asks everybody, goes to the earliest moment, and does
// what is due there.
func (w world) oracle(until time.Time) []string {
	var happened []string
	now := noon
	for {
		next, found := until, false
		for subject := range w {
			_, moments := w.due(subject, now, until)
			for _, at := range moments {
				found = true
				if at.Before(next) {
					next = at
				}
			}
		}
		if !found {
			return happened
		}
		happened = append(happened, w.pass(now, next)...)
		now = next
	}
}

// pass does what is due at the moment next, as it is known when the moment comes.
func (w world) pass(now, next time.Time) []string {
	due := map[string][]task{}
	for subject := range w {
		due[subject], _ = w.due(subject, now, next)
		slices.SortStableFunc(due[subject], func(a, b task) int { return strings.Compare(a.name, b.name) })
	}
	var happened []string
	for _, subject := range slices.Sorted(maps.Keys(due)) {
		for _, x := range due[subject] {
			line := fmt.Sprint(int(next.Sub(noon)/time.Second), " ", x.name, " of ", subject)
			if x.work {
				said := w.do(subject, x, next)
				if said == "" {
					continue
				}
				line += ": " + said
			}
			happened = append(happened, line)
		}
	}
	return happened
}

func drawTasks(t *rapid.T, deep, from, to int) []task {
	var tasks []task
	for i := range rapid.IntRange(0, 3).Draw(t, "tasks") {
		x := task{at: rapid.IntRange(from, to).Draw(t, "at"), name: string(rune('a' + i)), work: rapid.Bool().Draw(t, "work"),
			silent: rapid.IntRange(0, 3).Draw(t, "silent") == 0, clears: rapid.IntRange(0, 3).Draw(t, "clears") == 0}
		if deep > 0 && x.work {
			x.brings = drawTasks(t, deep-1, -3, 6)
		}
		tasks = append(tasks, x)
	}
	return tasks
}

func TestTheClockDoesWhatAskingEverybodyAtEachStepWouldDo(t *testing.T) {
	s := open(t)
	rapid.Check(t, func(t *rapid.T) {
		w := world{}
		for i := range rapid.IntRange(1, 4).Draw(t, "subjects") {
			w[fmt.Sprint("subject-", i)] = drawTasks(t, 3, -2, 12)
		}
		until := second(rapid.IntRange(0, 15).Draw(t, "until"))
		naive := w.clone()
		want := naive.oracle(until)
		got, err := run(s, w.sources(t), until)
		if err != nil || !slices.Equal(got, want) {
			t.Fatalf("%v\n got %q\nwant %q", err, got, want)
		}
		if fmt.Sprint(w) != fmt.Sprint(naive) {
			t.Fatalf("left behind %v, want %v", w, naive)
		}
	})
}

func TestWhatHappens(t *testing.T) {
	renewed := task{name: "renewed", at: 4, work: true}
	for name, c := range map[string]struct {
		world world
		want  []string
	}{
		"things of one moment stand in the order of subjects, then of sentences": {
			world{"b": {{at: 1, name: "y"}, {at: 1, name: "x"}}, "a": {{at: 1, name: "z"}}, "c": {{at: 0, name: "past"}}},
			[]string{"1 z of a", "1 x of b", "1 y of b"}},
		"work leads to work": {
			world{"a": {{at: 2, name: "renewal", work: true, brings: []task{renewed}}}},
			[]string{"2 renewal of a: 1 left", "6 renewal+renewed of a: 0 left"}},
		"what is due at the same moment is done, whatever the first of it did": {
			world{"a": {{at: 2, name: "1st", work: true, clears: true}, {at: 2, name: "2nd", work: true}, {at: 3, name: "later"}}},
			[]string{"2 1st of a: 0 left", "2 2nd of a: 0 left"}},
		"work that should have been done is done at the next second": {
			world{"a": {{at: -90, name: "late", work: true, brings: []task{{at: -5, name: "again", work: true}}}}},
			[]string{"1 late of a: 1 left", "2 late+again of a: 0 left"}},
		"nothing is told of work that says nothing": {
			world{"a": {{at: 2, name: "look", work: true, silent: true, brings: []task{renewed}}}},
			[]string{"6 look+renewed of a: 0 left"}},
		"the last moment belongs to the run, and what it leads to does not": {
			world{"a": {{at: 9, name: "end", work: true, brings: []task{{at: 0, name: "next", work: true}}}, {at: 10, name: "after"}}},
			[]string{"9 end of a: 2 left"}},
	} {
		if got, err := run(open(t), c.world.sources(t), second(9)); err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: %v\n got %q\nwant %q", name, err, got, c.want)
		}
	}
}

func TestASourceThatSpeaksOfOtherTimesIsNotHeard(t *testing.T) {
	source := agenda.Source{Subject: "a", Due: func(_ *store.View, after, until time.Time) []agenda.Item {
		return []agenda.Item{{At: after, What: "before"}, {At: until.Add(1), What: "after"}, {At: until, What: "now"}}
	}}
	if got, err := run(open(t), []agenda.Source{source}, second(5)); err != nil || !slices.Equal(got, []string{"5 now"}) {
		t.Errorf("%q, %v", got, err)
	}
}

// always is a source that has work of a kind again a day after it was done last.
func always(k agenda.Kind, done *int) agenda.Source {
	return agenda.Source{Subject: "key kv/k", Due: func(_ *store.View, after, until time.Time) []agenda.Item {
		return []agenda.Item{{At: after.AddDate(0, 0, 1), Kind: k, What: "key k of kv rotates",
			Run: func(*store.Tx, time.Time) (string, error) { *done++; return "", nil }}}
	}}
}

func TestALongRunEndsWithAnErrorInsteadOfNever(t *testing.T) {
	for kind, most := range map[agenda.Kind]int{agenda.Rotation: 100, agenda.Refresh: 10_000} {
		done := 0
		_, err := run(open(t), []agenda.Source{always(kind, &done)}, noon.AddDate(200, 0, 0))
		if !errors.Is(err, agenda.ErrTooMuch) || done != most || !strings.Contains(err.Error(), "key kv/k: "+string(kind)+" falls due more than") {
			t.Errorf("%s: %d times, then %v", kind, done, err)
		}
		if _, err := run(open(t), []agenda.Source{always(kind, &done)}, noon.AddDate(0, 0, most)); err != nil {
			t.Errorf("%s: as often as is allowed: %v", kind, err)
		}
	}
}

func TestWorkThatFailsEndsTheRun(t *testing.T) {
	broken := errors.New("broken")
	source := agenda.Source{Subject: "a", Due: func(_ *store.View, after, _ time.Time) []agenda.Item {
		return []agenda.Item{{At: after.Add(time.Second), What: "a breaks", Run: func(*store.Tx, time.Time) (string, error) { return "", broken }}}
	}}
	if _, err := run(open(t), []agenda.Source{source}, second(5)); !errors.Is(err, broken) || !strings.HasPrefix(err.Error(), "a breaks at 2026-03-02T12:00:01Z: ") {
		t.Errorf("got %v", err)
	}
}

func TestWhatIsAheadIsListedAndNotDone(t *testing.T) {
	s := open(t)
	w := world{"a": {{at: 40, name: "soon"}, {at: 90_000, name: "work", work: true}}, "b": {{at: 40, name: "a bit later"}, {at: 3_000_000_000, name: "in 95 years"}}}
	before := fmt.Sprint(w)
	v := s.View()
	defer v.Close()
	all := []string{"soon of a", "a bit later of b", "work of a", "in 95 years of b"}
	for n := range 6 {
		var got []string
		for _, x := range agenda.Ahead(v, w.sources(t), n) {
			got = append(got, x.What)
		}
		if want := all[:min(n, len(all))]; !slices.Equal(got, want) {
			t.Errorf("the next %d: %q, want %q", n, got, want)
		}
	}
	if fmt.Sprint(w) != before {
		t.Errorf("something was done: %v", w)
	}
}
