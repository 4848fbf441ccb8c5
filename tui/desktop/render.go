package desktop

import (
	"github.com/charmbracelet/x/ansi"

	uv "github.com/charmbracelet/ultraviolet"
)

// Renderer writes a buffer as the text a terminal program takes. It remembers the escape sequence of every style it
// has met: putting them together anew for each run of cells took nine tenths of a frame and 2,000 allocations.
type Renderer struct {
	sequences map[uv.Style]string
	out       []byte
}

// Render returns the buffer's lines. Blanks at the end of a line are left out, as nothing is below them.
func (r *Renderer) Render(buf *uv.Buffer) string {
	if r.sequences == nil {
		r.sequences = map[uv.Style]string{}
	}
	r.out = r.out[:0]
	for y := range buf.Lines {
		if y > 0 {
			r.out = append(r.out, '\n')
		}
		r.line(buf.Lines[y])
	}
	return string(r.out)
}

func (r *Renderer) line(line uv.Line) {
	end := len(line)
	for end > 0 && line[end-1].Equal(&uv.EmptyCell) {
		end--
	}
	var pen uv.Style
	for i := range line[:end] {
		cell := &line[i]
		if cell.Width == 0 {
			continue // the second half of a wide character
		}
		if cell.Style != pen {
			pen = cell.Style
			r.out = append(r.out, r.sequence(pen)...)
		}
		r.out = append(r.out, cell.Content...)
	}
	if pen != (uv.Style{}) {
		r.out = append(r.out, ansi.ResetStyle...)
	}
}

// sequence switches to a style from whatever was before it.
func (r *Renderer) sequence(s uv.Style) string {
	if s == (uv.Style{}) {
		return ansi.ResetStyle
	}
	if known, ok := r.sequences[s]; ok {
		return known
	}
	text := ansi.ResetStyle + s.String()
	r.sequences[s] = text
	return text
}
