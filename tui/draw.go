package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"kvlab/tui/desktop"
)

// draw renders the frame if anything in it has changed.
func (m *Model) draw() {
	if !m.dirty || m.layout.screen.Empty() {
		return
	}
	m.dirty = false
	m.screen.Clear()
	if m.dark() {
		m.view = m.frame(m.renderer.Render(m.screen))
		return
	}
	m.bars = desktop.NewCanvas(m.screen, m.look.theme, false)
	if m.layout.small {
		m.drawSmall(m.bars)
	} else {
		m.drawTop(m.bars.Sub(m.layout.top))
		if m.room == nil && m.dialog == nil {
			m.drawOpening(m.bars.Sub(m.layout.desk))
		}
		m.desk.Draw(m.screen)
		m.drawNotes(m.bars.Sub(m.layout.notes))
		m.drawBottom(m.bars.Sub(m.layout.bottom))
	}
	m.view = m.frame(m.renderer.Render(m.screen))
}

// frame is a view with everything but its content decided. Colours of the terminal itself are left alone: a program
// that sets them would have to know what to put back.
func (m *Model) frame(content string) tea.View {
	v := tea.View{Content: content, AltScreen: true, ReportFocus: true, WindowTitle: m.windowTitle()}
	v.Cursor = m.caret()
	if m.mouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	return v
}

// caret is the terminal's cursor, where a window with a field has it; nil for none.
func (m *Model) caret() *tea.Cursor {
	w, ok := m.desk.Focused().(desktop.Caret)
	if !ok || m.layout.small {
		return nil
	}
	at, shown := w.Caret()
	area := m.desk.Area(m.desk.Focused())
	at = area.Min.Add(desktop.Margin).Add(at)
	if !shown || !at.In(area) {
		return nil
	}
	return tea.NewCursor(at.X, at.Y)
}

func (m *Model) windowTitle() string {
	if m.room == nil {
		return "kvlab"
	}
	return "kvlab: " + desktop.Clean(m.room.session.Scenario.Title, m.look.theme.ASCII)
}

// drawSmall is all there is to say on a screen that cannot hold a window.
func (m *Model) drawSmall(c desktop.Canvas) {
	text := fmt.Sprintf("kvlab needs %d x %d cells; this is %d x %d. Make the window larger, or press q to leave.",
		leastWidth, leastHeight, c.Width(), c.Height())
	c.Wrapped(0, 0, c.Width(), 0, text, uv.Style{})
}

// drawOpening is what stands on the desk while a scenario is being opened.
func (m *Model) drawOpening(c desktop.Canvas) {
	text := "one moment" + m.look.theme.Glyph.Ellipsis
	if m.opening != "" {
		text = "opening " + m.opening + m.look.theme.Glyph.Ellipsis
	}
	c.Text((c.Width()-desktop.Width(text))/2, c.Height()/2, text, m.look.theme.Muted)
}
