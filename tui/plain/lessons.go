package plain

import (
	"fmt"
	"slices"

	"kvlab/lessons"
	"kvlab/tui/session"
)

// lesson reads a lesson; without a name it lists them, those of the open lab marked.
func (t *talk) lesson(word string) error {
	shelf := lessons.Catalogue()
	if word == "" {
		return t.listLessons(shelf)
	}
	l, err := lessonNamed(shelf, word)
	if err != nil {
		return err
	}
	t.read(l)
	if err := t.learned(session.ReadLesson{Lesson: l.ID}); err != nil {
		return fmt.Errorf("note that it was read: %w", err)
	}
	return nil
}

func lessonNamed(shelf []lessons.Head, word string) (*lessons.Lesson, error) {
	var ids []string
	for _, h := range shelf {
		ids = append(ids, h.ID)
	}
	n, err := pick("lesson", word, ids)
	if err != nil {
		return nil, err
	}
	return lessons.Find(ids[n])
}

// learned has something noted in the learner's record, where it may be that no lab is open.
func (t *talk) learned(a session.Doer) error {
	s := t.open
	if s == nil {
		s = &session.Session{Learner: t.book()}
	}
	_, err := a.Job(s)()
	return err
}

// read reads a lesson: its text, its links, and how many questions there are.
func (t *talk) read(l *lessons.Lesson) {
	body, links := lessons.Anchors(l.Body, numbered)
	t.links, t.quiz = links, quiz{lesson: l, at: -1}
	t.say("%s.", l.Title)
	t.say("%s, %s.", l.Level, plural(l.Minutes, "minute"))
	t.sayAll("", spoken(body))
	if len(links) > 0 {
		t.say("Links:")
	}
	for i, x := range links {
		t.say("%d. %s: %s.", i+1, x.Words, does(&x))
	}
	t.say("Sources:")
	for _, s := range l.Sources {
		t.say("- %s", s)
	}
	t.numbers("follow")
	if len(l.Questions) > 0 {
		t.say("%s. Type quiz to answer them.", plural(len(l.Questions), "question"))
	}
	if len(links) > 0 {
		t.say("Type a number to follow a link.")
	}
}

func (t *talk) listLessons(shelf []lessons.Head) error {
	t.say("Lessons, in the order to read them:")
	record := t.book().Record()
	for i, h := range shelf {
		here := ""
		if t.open != nil && slices.Contains(t.open.Scenario.Lessons, h.ID) {
			here = ", goes with this lab"
		}
		t.say("%d. %s: %s. %s, %s%s%s.", i+1, h.ID, h.Title, h.Level, plural(h.Minutes, "minute"), here, studied(record.Lessons[h.ID]))
	}
	t.numbers("lesson")
	t.say("Type a number to read one.")
	return nil
}
