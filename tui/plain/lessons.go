package plain

import (
	"fmt"

	"kvlab/lessons"
	"kvlab/tui/session"
)

// lesson reads a lesson; without a name it lists them, those of the open lab marked.
func (t *talk) lesson(word string) error {
	shelf := lessons.Catalogue()
	if word == "" {
		return t.listLessons(shelf)
	}
	var ids []string
	for _, h := range shelf {
		ids = append(ids, h.ID)
	}
	n, err := pick("lesson", word, ids)
	if err != nil {
		return err
	}
	l, err := lessons.Find(ids[n])
	if err != nil {
		return err
	}
	t.sayAll("", spoken(l.Document(false)))
	if t.open == nil {
		return nil
	}
	note := session.ReadLesson{Lesson: l.ID}.Job(t.open)
	if _, err := note(); err != nil {
		return fmt.Errorf("note that it was read: %w", err)
	}
	return nil
}

func (t *talk) listLessons(shelf []lessons.Head) error {
	t.say("Lessons, in the order to read them:")
	for i, h := range shelf {
		here := ""
		if t.open != nil {
			for _, id := range t.open.Scenario.Lessons {
				if id == h.ID {
					here = ", goes with this lab"
				}
			}
		}
		t.say("%d. %s: %s. %s%s.", i+1, h.ID, h.Title, plural(h.Minutes, "minute"), here)
	}
	t.verb = "lesson"
	t.say("Type a number to read one.")
	return nil
}
