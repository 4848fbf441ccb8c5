package tui

import (
	"slices"
	"unicode/utf8"

	"kvlab/tui/desktop"
)

// drawBottom is the bar with the last message and the keys that help here.
func (m *Model) drawBottom(c desktop.Canvas) {
	c.FillRow(0, c.Theme.Bar)
	x := 1
	if says := m.dialogSays(); says != "" && m.status.text == "" {
		c.Fit(x, 0, c.Width()-2, says, c.Theme.Bar)
		return
	}
	if m.status.text != "" {
		glyph, style := c.Theme.Mark(m.status.mark)
		style.Bg = c.Theme.Bar.Bg
		style.Attrs |= c.Theme.Bar.Attrs
		x += c.Text(x, 0, glyph, style) + 1
		x += c.Fit(x, 0, c.Width()-x-2, m.status.text, c.Theme.BarStrong) + 3
	}
	hints := m.hints(c)
	for len(hints) > 0 && x+width(hints...) > c.Width() {
		hints = hints[:len(hints)-1]
	}
	if m.status.text != "" {
		x = c.Width() - width(hints...)
	}
	put(c, x, slices.Concat(hints...))
}

// dialogSays is what an open menu has to say about the command under its cursor.
func (m *Model) dialogSays() string {
	if menu, ok := m.dialog.(*desktop.Menu); ok {
		return menu.Says()
	}
	return ""
}

// keyNow is the first key that reaches a command: letters do not where they are typed as text, and neither do keys that
// the lists which are asked before it have a use for.
func (m *Model) keyNow(c *desktop.Command, before [][]desktop.Command) string {
	typing := m.typist() != nil
	for _, key := range c.Keys {
		if (!typing || !printable(key)) && !slices.ContainsFunc(before, func(list []desktop.Command) bool { return leads(list, key) }) {
			return key
		}
	}
	return ""
}

// printable reports whether a key is one that a field takes as text.
func printable(key string) bool { return key == "space" || utf8.RuneCountInString(key) == 1 }

// hints are the keys worth knowing here: the commands that ask for it, by how much they do. Those that cannot run
// now are left out.
func (m *Model) hints(c desktop.Canvas) [][]piece {
	type hint struct {
		command *desktop.Command
		key     string
	}
	var found []hint
	reach := m.reach()
	for n, list := range reach {
		for i := range list {
			if list[i].Hint == 0 || list[i].Why() != "" {
				continue
			}
			if key := m.keyNow(&list[i], reach[:n]); key != "" {
				found = append(found, hint{&list[i], key})
			}
		}
	}
	slices.SortStableFunc(found, func(a, b hint) int { return b.command.Hint - a.command.Hint })
	out := make([][]piece, len(found))
	pieces := make([]piece, 0, 2*len(found))
	for i, x := range found {
		var at desktop.Target = barCommand(x.command.ID)
		pieces = append(pieces, piece{m.keyName(x.key), c.Theme.BarKey, at}, piece{" " + x.command.Title + "   ", c.Theme.Bar, at})
		out[i] = pieces[2*i : 2*i+2]
	}
	return out
}

// keyName is a key as the bars show it.
func (m *Model) keyName(key string) string {
	g := m.look.theme.Glyph
	switch key {
	case "right":
		return g.Right
	case "left":
		return g.Left
	}
	return key
}
