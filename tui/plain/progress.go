package plain

import (
	"strings"

	"kvlab/lessons"
	"kvlab/scenarios"
	"kvlab/tui/learner"
)

// progress reads what the learner has done so far, and what is next.
func (t *talk) progress() error {
	r := t.book().Record()
	t.labsDone(r)
	t.lessonsDone(r)
	t.forecasts(r)
	next := learner.Suggest(scenarios.Catalogue(), lessons.Catalogue(), r, "")
	if next.Lab == "" {
		t.numbers("")
		t.say("There is no lab left that you could do better.")
		return nil
	}
	t.numbered([]string{"open " + next.Lab})
	t.say("Next: %s, %s: %s.", next.Lab, next.Title, next.Why)
	t.say("Type 1 to open it.")
	return nil
}

func (t *talk) labsDone(r *learner.Record) {
	entries, solved := scenarios.Catalogue(), 0
	for _, e := range entries {
		if r.Solved(e.ID) {
			solved++
		}
	}
	t.say("Labs: %d of %d solved.", solved, len(entries))
	for _, e := range entries {
		lab := r.Labs[e.ID]
		if lab.Best == nil && !lab.Seen && !t.begun(e.ID) {
			continue
		}
		more := ""
		if lab.Times > 1 {
			more = ", done " + plural(lab.Times, "time") + ", last with " + plural(lab.Last.Total(), "point")
		}
		if lab.Hints > 0 {
			more += ", with " + plural(lab.Hints, "hint")
		}
		t.say("- %s%s%s.", e.ID, t.fared(e.ID), more)
	}
}

func (t *talk) lessonsDone(r *learner.Record) {
	shelf, read := lessons.Catalogue(), 0
	for _, h := range shelf {
		if r.Lessons[h.ID].Read {
			read++
		}
	}
	t.say("Lessons: %d of %d read.", read, len(shelf))
	for _, h := range shelf {
		if did := studied(r.Lessons[h.ID]); did != "" {
			t.say("- %s%s.", h.ID, did)
		}
	}
}

// studied is what the learner has done with a lesson, to go on a sentence; empty for nothing.
func studied(l learner.Lesson) string {
	var did []string
	if l.Read {
		did = append(did, "read")
	}
	right := 0
	for _, a := range l.Answers {
		if a.Right {
			right++
		}
	}
	if len(l.Answers) > 0 {
		did = append(did, plural(right, "question")+" answered")
	}
	if len(did) == 0 {
		return ""
	}
	return ", " + strings.Join(did, ", ")
}
