package windows

import (
	"strconv"

	"kvlab/lessons"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// numbered makes a link's words stand out, with the number that it has in the list below the text.
func numbered(words string, n int) string { return "**" + words + "** (" + strconv.Itoa(n) + ")" }

// follow is what following a link asks the desktop for.
func follow(l lessons.Link) desktop.Action {
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
