package plain

import (
	"fmt"
	"io"

	"kvlab/engine/trace"
)

// voice writes lines, and keeps the first error.
type voice struct {
	w   io.Writer
	err error
}

// say writes one line. What would steer a terminal is shown, not obeyed.
func (v *voice) say(format string, args ...any) {
	v.write(trace.Visible(fmt.Sprintf(format, args...)) + "\n")
}

// sayAll writes lines of which each is made visible by itself.
func (v *voice) sayAll(indent string, lines []string) {
	for _, l := range lines {
		v.say("%s%s", indent, l)
	}
}

func (v *voice) write(s string) {
	if v.err == nil {
		_, v.err = io.WriteString(v.w, s)
	}
}

// Write see io.Writer.
func (v *voice) Write(b []byte) (int, error) {
	v.write(string(b))
	return len(b), v.err
}

// plural is "1 goal", "2 goals".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
