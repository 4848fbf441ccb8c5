package session

import (
	"io"
	"strconv"
	"strings"
	"sync"
)

// recorder takes down what a text writes on its two streams, in the order in which it comes.
type recorder struct {
	mu      sync.Mutex // the two sides of a pipe write at once
	lines   []Output
	open    [2]strings.Builder // the line that each stream has begun
	dropped int
	told    func([]Output) // of the lines so far, whenever there are more; they do not change any more
}

// stream is one of the two: the complaints, or the rest.
func (r *recorder) stream(complaint bool) io.Writer {
	if complaint {
		return taker{r, 1}
	}
	return taker{r, 0}
}

type taker struct {
	r  *recorder
	of int
}

func (t taker) Write(b []byte) (int, error) {
	t.r.mu.Lock()
	defer t.r.mu.Unlock()
	for rest := string(b); rest != ""; {
		line, after, whole := strings.Cut(rest, "\n")
		rest = after
		t.r.write(t.of, line)
		if whole {
			t.r.end(t.of)
		}
	}
	return len(b), nil
}

// longestLine bounds what is shown of one line, in bytes.
const longestLine = 1 << 16

func (r *recorder) write(of int, s string) {
	room := max(0, longestLine-r.open[of].Len())
	r.open[of].WriteString(s[:min(room, len(s))])
}

// end ends the line that a stream has begun.
func (r *recorder) end(of int) {
	line := Output{strings.TrimSuffix(r.open[of].String(), "\r"), of == 1}
	r.open[of].Reset()
	if len(r.lines) == mostOutput {
		r.dropped++
		return
	}
	r.lines = append(r.lines, line)
	r.told(r.lines)
}

// all is what was taken down, lines without an end included.
func (r *recorder) all() []Output {
	r.mu.Lock()
	defer r.mu.Unlock()
	for of := range r.open {
		if r.open[of].Len() > 0 {
			r.end(of)
		}
	}
	if r.dropped > 0 {
		return append(r.lines, Output{"kvlab: " + strconv.Itoa(r.dropped) + " more lines are not shown", true})
	}
	return r.lines
}
