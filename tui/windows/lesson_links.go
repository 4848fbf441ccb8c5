package windows

import (
	"regexp"
	"strconv"

	"kvlab/lessons"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// lessonLink is a link of a lesson's text, as it stands in the list below the text.
type lessonLink struct {
	words string
	lessons.Link
}

// inText is a link in Markdown: its words and its address.
var inText = regexp.MustCompile(`\[([^\[\]]+)\]\((kvlab:[^()\s]*)\)`)

// readLinks takes the addresses out of a text and puts numbers in their place, for a terminal has nothing to click on in
// the middle of a line.
func readLinks(text string) (string, []lessonLink) {
	var links []lessonLink
	text = inText.ReplaceAllStringFunc(text, func(m string) string {
		parts := inText.FindStringSubmatch(m)
		l, err := lessons.ParseLink(parts[2])
		if err != nil {
			return parts[1] // the lesson would not have opened
		}
		links = append(links, lessonLink{parts[1], l})
		return "**" + parts[1] + "** (" + strconv.Itoa(len(links)) + ")"
	})
	return text, links
}

// action is what following the link asks the desktop for.
func (l *lessonLink) action() desktop.Action {
	switch l.Kind {
	case lessons.ToLab:
		return session.Pick{Scenario: l.Lab}
	case lessons.ToRequest:
		return session.RunRequest{Lab: l.Lab, Request: l.Name}
	case lessons.ToStep:
		return session.JumpStep{Step: l.Name}
	case lessons.ToWindow:
		return session.OpenWindow{Window: l.Name}
	}
	return session.OpenLesson{Lesson: l.Name}
}

// does says what following the link does.
func (l *lessonLink) does() string {
	switch l.Kind {
	case lessons.ToLab:
		return "open the lab " + l.Lab
	case lessons.ToRequest:
		return "issue " + l.Name + " in " + l.Lab
	case lessons.ToStep:
		return "go to the step " + l.Name + " of the trace"
	case lessons.ToWindow:
		return "go to the window " + l.Name
	}
	return "open the lesson " + l.Name
}
