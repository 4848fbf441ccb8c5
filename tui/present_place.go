package tui

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"kvlab/tui/desktop"
	"kvlab/tui/windows"
)

// talkPlace is what an interrupted talk needs to go on another time.
type talkPlace struct {
	from  int               // the beat that the first lab begins at, counted from 1; at most 1 for its beginning
	names map[string]string // what the command line calls a lab, by its id: those of files by the files' names
}

// resumed begins a lab that was just opened at the beat that the command line names.
func (m *Model) resumed(name string) tea.Cmd {
	if m.talk == nil || m.room.stage() == nil {
		return nil
	}
	t := m.talk
	t.names[m.room.session.Scenario.ID] = name
	from := t.from
	if t.from = 0; from <= 1 || name != m.options.Scenario {
		return nil
	}
	t.due = false // nobody speaks about the first beat
	return m.act(m.room.stage().Begin(from))
}

// askQuit leaves, but asks first whether a talk that is under way is to be left.
func (m *Model) askQuit() desktop.Action {
	if m.room == nil || m.room.stage() == nil || !m.room.stage().UnderWay() {
		return quit{}
	}
	m.show(windows.NewConfirm("Leave the talk at "+m.room.stage().Progress()+"?", "This goes on with it another time:\n"+m.goOn(), "leave", quit{}))
	return nil
}

// goOn is the command that goes on where the talk is.
func (m *Model) goOn() string {
	_, n := m.room.stage().Beat()
	name := m.talk.names[m.room.session.Scenario.ID]
	if strings.ContainsFunc(name, func(r rune) bool { return !plainInShells(r) }) {
		name = "'" + strings.ReplaceAll(name, "'", `'\''`) + "'"
	}
	return "kvlab --present " + name + " --from " + strconv.Itoa(n+1)
}

// plainInShells reports whether a character of a file's name needs no quotes on a command line.
func plainInShells(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./", r)
}
