package plain

import (
	"errors"
	"regexp"
	"strconv"

	"kvlab/lessons"
)

// lessonLink is a link of a lesson's text, as it stands in the list below the text.
type lessonLink struct {
	words string
	lessons.Link
}

// inText is a link in Markdown: its words and its address.
var inText = regexp.MustCompile(`\[([^\[\]]+)\]\((kvlab:[^()\s]*)\)`)

// linked puts numbers in the place of addresses.
func linked(text string) (string, []lessonLink) {
	var links []lessonLink
	text = inText.ReplaceAllStringFunc(text, func(m string) string {
		parts := inText.FindStringSubmatch(m)
		l, err := lessons.ParseLink(parts[2])
		if err != nil {
			return parts[1] // the lesson would not have opened
		}
		links = append(links, lessonLink{parts[1], l})
		return parts[1] + " (link " + strconv.Itoa(len(links)) + ")"
	})
	return text, links
}

// does says what following the link does.
func (l *lessonLink) does() string {
	switch l.Kind {
	case lessons.ToLab:
		return "open the lab " + l.Lab
	case lessons.ToRequest:
		return "issue " + l.Name + " in the lab " + l.Lab
	case lessons.ToStep:
		return "go to the step " + l.Name + " of the trace"
	case lessons.ToWindow:
		return l.Name
	}
	return "read the lesson " + l.Name
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
func (t *talk) followRequest(l *lessonLink) error {
	if t.open == nil || t.open.Scenario.ID != l.Lab {
		if err := t.openLab(l.Lab); err != nil {
			return err
		}
	}
	return t.obey("issue " + l.Name)
}
