package plain

import (
	"fmt"
	"io"
	"strings"
	"sync"

	"kvlab/engine/trace"
)

// voice writes lines, keeps the first error, and remembers its last answer.
type voice struct {
	w io.Writer

	mu   sync.Mutex // the two sides of a pipe write at once
	err  error
	now  strings.Builder // what has been said of the answer that goes on
	last string          // the answer before it
}

// longestAnswer is how much of an answer is remembered, in bytes.
const longestAnswer = 1 << 20

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
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.now.Len()+len(s) <= longestAnswer {
		v.now.WriteString(s)
	}
	if v.err == nil {
		_, v.err = io.WriteString(v.w, s)
	}
}

// begin begins another answer.
func (v *voice) begin() { v.now.Reset() }

// remember keeps what was said as the last answer; an empty one is none.
func (v *voice) remember() {
	if v.now.Len() > 0 {
		v.last = v.now.String()
	}
}

// Write see io.Writer.
func (v *voice) Write(b []byte) (int, error) {
	v.write(string(b))
	v.mu.Lock()
	defer v.mu.Unlock()
	return len(b), v.err
}

// plural is "1 goal", "2 goals".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// sentence ends a text with a full stop, if it has no end yet.
func sentence(text string) string {
	if text == "" || strings.ContainsAny(text[len(text)-1:], ".?!") {
		return text
	}
	return text + "."
}
