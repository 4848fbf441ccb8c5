package windows

import (
	"fmt"
	"image/color"

	"charm.land/glamour/v2"
	"charm.land/glamour/v2/ansi"
	uv "github.com/charmbracelet/ultraviolet"

	"kvlab/tui/desktop"
	"kvlab/tui/theme"
)

// markdown is a document laid out once for a width and a theme. Laying out costs milliseconds and tens of
// thousands of allocations, so it happens when the document is first looked at and when one of the two changes.
type markdown struct {
	text  string
	width int
	theme *theme.Theme
	buf   *uv.Buffer
}

// cells returns the document as lines of cells.
func (m *markdown) cells(text string, width int, th *theme.Theme) *uv.Buffer {
	if m.buf != nil && m.text == text && m.width == width && m.theme == th {
		return m.buf
	}
	m.text, m.width, m.theme = text, width, th
	m.buf = layOut(desktop.CleanLines(text, th.ASCII), max(width, 12), th)
	return m.buf
}

// layOut renders Markdown. What cannot be rendered is shown as it is written.
func layOut(text string, width int, th *theme.Theme) *uv.Buffer {
	if r, err := glamour.NewTermRenderer(glamour.WithStyles(styleSheet(th)), glamour.WithWordWrap(width)); err == nil {
		if rendered, err := r.Render(text); err == nil {
			text = rendered
		}
	}
	s := uv.NewStyledString(text)
	buf := uv.NewScreenBuffer(width, s.Height())
	s.Draw(buf, buf.Bounds())
	plain(buf.Buffer, th)
	return trimmed(buf.Buffer)
}

// plain takes hyperlinks out, which would carry an address to the terminal unseen, and in ASCII mode every glyph
// that the renderer brought along.
func plain(buf *uv.Buffer, th *theme.Theme) {
	for y := range buf.Lines {
		for x := range buf.Lines[y] {
			cell := &buf.Lines[y][x]
			cell.Link = uv.Link{}
			if th.ASCII && cell.Width > 0 {
				cell.Content, cell.Width = desktop.Clean(cell.Content, true), 1
			}
		}
	}
}

// trimmed drops blank lines at both ends.
func trimmed(buf *uv.Buffer) *uv.Buffer {
	blank := func(l uv.Line) bool {
		for i := range l {
			if l[i].Content != " " && l[i].Content != "" {
				return false
			}
		}
		return true
	}
	for len(buf.Lines) > 0 && blank(buf.Lines[0]) {
		buf.Lines = buf.Lines[1:]
	}
	for len(buf.Lines) > 0 && blank(buf.Lines[len(buf.Lines)-1]) {
		buf.Lines = buf.Lines[:len(buf.Lines)-1]
	}
	return buf
}

// styleSheet is the theme in the renderer's terms.
func styleSheet(th *theme.Theme) ansi.StyleConfig {
	block := func(s uv.Style) ansi.StyleBlock { return ansi.StyleBlock{StylePrimitive: primitive(s)} }
	code := primitive(th.Code)
	if th.Name == "none" {
		code.BlockPrefix, code.BlockSuffix = "`", "`"
	}
	return ansi.StyleConfig{
		Document:       block(th.Text),
		Paragraph:      ansi.StyleBlock{},
		BlockQuote:     ansi.StyleBlock{StylePrimitive: primitive(th.Muted), Indent: ptr(uint(1)), IndentToken: ptr(th.Glyph.Vertical + " ")},
		List:           ansi.StyleList{LevelIndent: 2},
		Heading:        ansi.StyleBlock{StylePrimitive: withSuffix(primitive(th.Title), "\n")},
		Emph:           primitive(uv.Style{Attrs: uv.AttrItalic}),
		Strong:         primitive(th.Strong),
		HorizontalRule: ansi.StylePrimitive{Format: "\n" + th.Glyph.Horizontal + th.Glyph.Horizontal + th.Glyph.Horizontal + "\n"},
		Item:           ansi.StylePrimitive{BlockPrefix: th.Glyph.Bullet + " "},
		Enumeration:    ansi.StylePrimitive{BlockPrefix: ". "},
		Task:           ansi.StyleTask{Ticked: th.Glyph.Pass + " ", Unticked: th.Glyph.Off + " "},
		Link:           primitive(th.Link),
		LinkText:       primitive(th.Strong),
		Code:           ansi.StyleBlock{StylePrimitive: code},
		CodeBlock:      ansi.StyleCodeBlock{StyleBlock: ansi.StyleBlock{StylePrimitive: primitive(th.Code), Margin: ptr(uint(2))}},
		Table: ansi.StyleTable{CenterSeparator: ptr(th.Glyph.Vertical), ColumnSeparator: ptr(th.Glyph.Vertical),
			RowSeparator: ptr(th.Glyph.Horizontal)},
	}
}

func withSuffix(p ansi.StylePrimitive, suffix string) ansi.StylePrimitive {
	p.BlockSuffix = suffix
	return p
}

func primitive(s uv.Style) ansi.StylePrimitive {
	p := ansi.StylePrimitive{Color: colour(s.Fg)}
	for _, a := range []struct {
		attr uint8
		set  **bool
	}{{uv.AttrBold, &p.Bold}, {uv.AttrFaint, &p.Faint}, {uv.AttrItalic, &p.Italic}} {
		if s.Attrs&a.attr != 0 {
			*a.set = ptr(true)
		}
	}
	if s.Underline != 0 {
		p.Underline = ptr(true)
	}
	return p
}

// colour is a colour as a style sheet writes it, nil for the terminal's own.
func colour(c color.Color) *string {
	if c == nil {
		return nil
	}
	r, g, b, _ := c.RGBA()
	return ptr(fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8))
}

func ptr[T any](v T) *T { return &v }
