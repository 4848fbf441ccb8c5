package az

import (
	"io"
	"strings"

	"kvlab/engine/trace"
)

// filled has a writer for each stream.
func (s Streams) filled() Streams {
	if s.Out == nil {
		s.Out = io.Discard
	}
	if s.Err == nil {
		s.Err = io.Discard
	}
	return s
}

// screen is a terminal.
type screen struct{ w io.Writer }

// Screen is the way to a terminal: what would steer it is shown, not obeyed. Lines and tabs stay what they are. A file
// or a pipe needs none: there a value has to arrive as it is.
func Screen(w io.Writer) io.Writer { return screen{w} }

func (s screen) Write(b []byte) (int, error) {
	var shown strings.Builder
	for i, line := range strings.Split(string(b), "\n") {
		if i > 0 {
			shown.WriteByte('\n')
		}
		for j, cell := range strings.Split(line, "\t") {
			if j > 0 {
				shown.WriteByte('\t')
			}
			shown.WriteString(trace.Visible(cell))
		}
	}
	if _, err := io.WriteString(s.w, shown.String()); err != nil {
		return 0, err
	}
	return len(b), nil
}
