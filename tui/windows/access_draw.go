package windows

import (
	"image"
	"strconv"

	"kvlab/engine"
	"kvlab/engine/estate"
	"kvlab/engine/trace"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// How wide the table's parts are. The names take what is left.
const (
	accessColumnWidth = 9
	accessKindWidth   = 9
	accessNameLeast   = 12
)

// Draw see desktop.Window.
func (a *Access) Draw(c desktop.Canvas) {
	a.drawHead(c)
	found := a.answer()
	if found == nil {
		c.Wrapped(0, 2, c.Width(), 0, "asking"+c.Theme.Glyph.Ellipsis, c.Theme.Muted)
		return
	}
	a.resize(len(found.Rows))
	a.come()
	a.column = min(a.column, len(a.columns())-1)
	body := c.Rest(1)
	if len(found.Rows) == 0 {
		body.Wrapped(0, 1, c.Width(), 0, "No grant names anybody on the way to here: nobody may do anything.", c.Theme.Muted)
		return
	}
	rows := max(1, min(len(found.Rows), (body.Height()-2)/2))
	a.drawTable(body.Sub(image.Rect(0, 0, c.Width(), rows+1)), found)
	if body.Height() > rows+2 {
		body.HLine(0, rows+1, c.Width(), c.Theme.Glyph.Horizontal, c.Theme.Frame)
		a.drawWhy(body.Rest(rows+2), found)
	}
}

// drawHead is what is looked at, and under which model.
func (a *Access) drawHead(c desktop.Canvas) {
	t := c.Theme
	x := c.Text(0, 0, "vault ", t.Muted)
	x += c.Text(x, 0, a.at(), t.Strong)
	switch {
	case a.object.name != "":
		x += c.Text(x, 0, ", "+a.object.collection.Noun()+" ", t.Muted)
		x += c.Text(x, 0, a.object.name, t.Strong)
	default:
		x += c.Text(x, 0, " as a whole", t.Muted)
	}
	if found := a.answer(); found != nil {
		text := modelName(found.Model)
		if found.Seq != a.session.Seq() {
			text = "before the last change" + t.Glyph.Ellipsis
		}
		if start := c.Width() - desktop.Width(text); start > x {
			c.Text(start, 0, text, t.Muted)
		}
	}
}

func modelName(m estate.Model) string {
	switch m {
	case estate.RBAC:
		return "Azure RBAC"
	case estate.AccessPolicies:
		return "access policies"
	}
	return "no model in force"
}

// drawTable is the head of the columns and the rows. Columns that do not fit stay out at the left of the cursor's.
func (a *Access) drawTable(c desktop.Canvas, found *engine.Access) {
	columns := a.columns()
	fit := max(1, min(len(columns), (c.Width()-accessNameLeast-accessKindWidth-1)/accessColumnWidth))
	first := max(0, a.column-fit+1)
	names := c.Width() - 1 - fit*accessColumnWidth
	c.Text(2, 0, "who", c.Theme.Muted)
	if found.Total > len(found.Rows) {
		c.Fit(2, 0, names-3, "who, "+strconv.Itoa(a.from+1)+" to "+strconv.Itoa(a.from+len(found.Rows))+" of "+strconv.Itoa(found.Total), c.Theme.Muted)
	}
	for i := range fit {
		style := c.Theme.Muted
		if first+i == a.column {
			style = c.Theme.Title
		}
		c.Fit(names+i*accessColumnWidth, 0, accessColumnWidth-1, columns[first+i].Name, style)
	}
	body := c.Rest(1)
	a.scroll.Show(a.cursor, a.cursor, body.Height())
	top := a.scroll.Clamp(body.Height(), len(found.Rows))
	for y := range min(body.Height(), len(found.Rows)-top) {
		a.drawRow(body, y, top+y, &found.Rows[top+y], first, fit, names)
	}
	body.ScrollBar(top, len(found.Rows))
}

func (a *Access) drawRow(c desktop.Canvas, y, n int, row *engine.AccessRow, first, fit, names int) {
	t := c.Theme
	room := max(0, names-3)
	if room > accessNameLeast+accessKindWidth {
		c.Fit(names-accessKindWidth, y, accessKindWidth-1, kindWord(row.Principal.Kind), t.Muted)
		room -= accessKindWidth
	}
	c.Fit(2, y, room, row.Principal.Name, t.Text)
	c.MarkRow(y, accessCell{n, a.column})
	for i := range fit {
		x := names + i*accessColumnWidth
		outcome, word := may(&row.Findings[first+i])
		glyph, style := t.Mark(outcome)
		c.Text(x, y, glyph, style)
		c.Text(x+2, y, word, style)
		area := image.Rect(x, y, x+accessColumnWidth-1, y+1)
		c.Mark(area, accessCell{n, first + i})
		if n == a.cursor && first+i == a.column {
			c.Paint(area, selected(c))
		}
	}
	if n == a.cursor {
		c.Text(0, y, t.Glyph.Cursor, t.Key)
	}
}

// drawWhy is all about the cell under the cursor.
func (a *Access) drawWhy(c desktop.Canvas, found *engine.Access) {
	row, t := &found.Rows[a.cursor], c.Theme
	f := &row.Findings[a.column]
	outcome, _ := may(f)
	glyph, style := t.Mark(outcome)
	out := []paragraph{{text: sentence(row, outcome, a.columns()[a.column]), style: style, indent: 2, lead: glyph}}
	if n := len(f.Steps); n > 0 {
		out = append(out, paragraph{text: f.Steps[n-1].Title + ". " + f.Steps[n-1].Detail, style: t.Text, indent: 2})
	}
	for _, s := range session.GrantOrder(f.Steps) {
		_, style := t.Mark(string(s.Outcome))
		out = append(out, paragraph{text: s.Title, style: t.Strong, indent: 2, lead: t.Glyph.Bullet},
			paragraph{text: countsAs(t, s), style: style, indent: 2}, paragraph{text: s.Detail, style: t.Text, indent: 2})
		if s.Command != "" {
			out = append(out, paragraph{text: s.Command, style: t.Code, indent: 4, lead: "$"})
		}
	}
	a.why.draw(c, out)
}

func sentence(row *engine.AccessRow, outcome string, column session.AccessColumn) string {
	verb := " may not "
	switch outcome {
	case string(trace.Pass):
		verb = " may "
	case "unknown":
		verb = ": nobody decides about "
	}
	who := row.Principal.Name
	if row.Principal.Kind == estate.Group {
		who = "who is in " + who + " and nothing else"
	}
	return who + verb + column.Name + " (" + column.Operation + ")"
}
