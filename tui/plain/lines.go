package plain

import (
	"bufio"
	"context"
	"errors"
	"io"
	"strings"
)

// longest is how long a command may be, in bytes: room for a policy in JSON.
const longest = 1 << 16

// errLong is about a line that was skipped.
var errLong = errors.New("that line is longer than 64 KB, and was not read")

// lines gives out what somebody types, line by line.
type lines struct{ from *bufio.Reader }

func newLines(in io.Reader) lines { return lines{bufio.NewReaderSize(in, longest)} }

// command reads a line, and for the az console all that it goes on in. It asks before the first, and for more before
// each other.
func (l lines) command(ctx context.Context, ask, more func()) (string, error) {
	ask()
	text, err := l.next(ctx)
	for err == nil && goesOn(text) {
		more()
		var line string
		line, err = l.next(ctx)
		switch text += "\n" + line; {
		case errors.Is(err, io.EOF):
			return strings.TrimSuffix(text, "\\\n"), nil
		case len(text) > longest:
			return "", errLong
		}
	}
	return text, err
}

// goesOn reports whether a line is for the az console and ends in a backslash, which joins the next one to it.
func goesOn(text string) bool {
	if (len(text)-len(strings.TrimRight(text, `\`)))%2 == 0 {
		return false
	}
	word, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	c, err := find(word)
	return err == nil && (c.name == "az" || c.name == "shell")
}

// next reads a line; io.EOF at the end. Waiting ends with ctx: the read itself stays behind until its line comes, for
// readers know no other end.
func (l lines) next(ctx context.Context) (string, error) {
	type read struct {
		line string
		err  error
	}
	done := make(chan read, 1)
	go func() {
		line, err := l.read()
		done <- read{line, err}
	}()
	select {
	case r := <-done:
		return r.line, r.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

func (l lines) read() (string, error) {
	text, err := l.from.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		for errors.Is(err, bufio.ErrBufferFull) {
			_, err = l.from.ReadSlice('\n')
		}
		return "", errLong
	}
	if errors.Is(err, io.EOF) && len(text) > 0 {
		err = nil // the last line may lack its end
	}
	return strings.TrimRight(string(text), "\r\n"), err
}
