package tui

import (
	"errors"
	"fmt"
	"image"
	"io"
	"strings"

	"kvlab/scenarios"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
	"kvlab/tui/windows"
)

// WriteKeys prints the table of all commands: what the help window shows, for paper and for screen readers. The windows
// are those of the first scenario, opened in memory.
func WriteKeys(w io.Writer) error {
	labs := scenarios.Catalogue()
	if len(labs) == 0 {
		return errors.New("there is no scenario to make the windows of")
	}
	sc, err := scenarios.Open(labs[0].ID)
	if err != nil {
		return err
	}
	s, err := session.Open(session.Where{Ephemeral: true}, sc)
	if err != nil {
		return err
	}
	m := newModel(Options{Present: true})
	m.room = newRoom(s, "")
	return errors.Join(m.sheetStage(m.room, s), m.writeKeys(w), m.room.close())
}

func (m *Model) writeKeys(w io.Writer) error {
	sections := []windows.Section{{Title: "Everywhere", Commands: m.commands}}
	for i, x := range m.room.order {
		sections = append(sections, windows.Section{Title: "In the window " + m.room.plans[i].name, Commands: x.Commands()})
	}
	sections = append(sections, m.inFront()...)
	var b strings.Builder
	for i, s := range sections {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(s.Title + "\n")
		for k := range s.Commands {
			c := &s.Commands[k]
			fmt.Fprintf(&b, "  %-24s %-18s %s\n", strings.Join(c.Keys, " "), c.Title, c.Help)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// inFront are the commands of what can stand in front of the windows.
func (m *Model) inFront() []windows.Section {
	m.arrange()
	m.takeUp()
	moving := m.moving.commands
	m.setDown()
	s := m.room.session
	draft, _ := s.NewDraft() // of a scenario without an operator an empty one: only the commands are wanted
	predict, _ := windows.NewPredict(s, s.Scenario.Requests[0].ID)
	return []windows.Section{
		{Title: "In the map's view of the estate", Commands: m.room.chart.EstateCommands()},
		{Title: "While a window is moved", Commands: moving},
		{Title: "In the list of scenarios", Commands: windows.NewPicker("").Commands()},
		{Title: "While a request is composed", Commands: windows.NewCompose(s, draft).Commands()},
		{Title: "While it is foretold how a request ends", Commands: predict.Commands()},
		{Title: "In a question", Commands: windows.NewQuestion(&scenarios.Goal{}).Commands()},
		{Title: "In a menu", Commands: desktop.NewMenu("", nil, image.Point{}, true).Commands()},
		{Title: "In the list of all that can be found", Commands: desktop.NewPalette(nil).Commands()},
		{Title: "In every dialog", Commands: m.shifts},
	}
}
