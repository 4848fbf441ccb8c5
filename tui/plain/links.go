package plain

import (
	"errors"
	"strconv"

	"kvlab/lessons"
)

// numbered puts a link's number behind its words.
func numbered(words string, n int) string { return words + " (link " + strconv.Itoa(n) + ")" }

// does says what following a link does here: windows are words.
func does(l *lessons.Anchor) string {
	switch l.Kind {
	case lessons.ToWindow:
		return l.Name
	case lessons.ToLesson:
		return "read the lesson " + l.Name
	}
	return l.Does()
}

// follow does what a link of the lesson leads to.
func (t *talk) follow(word string) error {
	n, err := strconv.Atoi(word)
	switch {
	case len(t.links) == 0:
		return errors.New("no lesson with links was read: lesson lists them")
	case err != nil || n < 1 || n > len(t.links):
		return errors.New("name the link by its number: there " + are(len(t.links)))
	}
	l := &t.links[n-1]
	switch l.Kind {
	case lessons.ToLab:
		return t.openLab(l.Lab)
	case lessons.ToRequest:
		return t.followRequest(l)
	case lessons.ToStep:
		return t.obey("step " + l.Name)
	case lessons.ToWindow:
		return t.obey(l.Name)
	}
	return t.lesson(l.Name)
}

// followRequest issues a request, and opens its lab first when that is not the open one.
func (t *talk) followRequest(l *lessons.Anchor) error {
	if t.open == nil || t.open.Scenario.ID != l.Lab {
		if err := t.openLab(l.Lab); err != nil {
			return err
		}
	}
	return t.obey("issue " + l.Name)
}
