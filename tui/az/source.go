package az

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// source gives out statements as their lines come in.
type source struct {
	lines *bufio.Reader
	// live says that somebody may be typing: waiting for them ends when the context does.
	live bool
	// prompt is asked with before each line; nil for none. It is told whether a statement goes on.
	prompt func(more bool)
	// patient says that a mistake does not end it.
	patient bool
}

// longest is how long a statement may become, in bytes.
const longest = 1 << 20

var errLong = errors.New("the statement is longer than 1 MB")

func newTextSource(text string) *source {
	return &source{lines: bufio.NewReader(strings.NewReader(text))}
}

// Session reads lines until they end, or somebody leaves with exit, and returns the last status. A mistake does not
// end it. Where prompt is not empty, it is printed before each line.
func (c *Console) Session(ctx context.Context, in io.Reader, prompt string, s Streams) int {
	src := &source{lines: bufio.NewReader(in), live: true, patient: true}
	if prompt != "" {
		src.prompt = func(more bool) {
			if more {
				fmt.Fprint(s.filled().Err, "> ")
				return
			}
			fmt.Fprint(s.filled().Err, prompt)
		}
	}
	return c.run(ctx, src, s)
}

// next returns the statements of the next lines that make a whole; io.EOF at the end.
func (src *source) next(ctx context.Context) ([]*syntax.Stmt, error) {
	var text strings.Builder
	for {
		src.ask(text.Len() > 0)
		line, err := src.line(ctx)
		text.WriteString(line)
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case text.Len() > longest:
			return nil, errLong
		case err != nil && text.Len() == 0:
			return nil, io.EOF
		case err == nil && continued(line):
			continue
		}
		file, wrong := parse(text.String())
		if wrong != nil && syntax.IsIncomplete(wrong) && err == nil {
			continue
		}
		if wrong != nil {
			return nil, wrong
		}
		return file.Stmts, nil
	}
}

// line reads a line. A read that is waited for no longer stays behind until its line comes: readers have no other end.
func (src *source) line(ctx context.Context) (string, error) {
	if !src.live {
		return src.lines.ReadString('\n')
	}
	type read struct {
		line string
		err  error
	}
	done := make(chan read, 1)
	go func() {
		line, err := src.lines.ReadString('\n')
		done <- read{line, err}
	}()
	select {
	case r := <-done:
		return r.line, r.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

func (src *source) ask(more bool) {
	if src.prompt != nil {
		src.prompt(more)
	}
}

// continued reports whether a line ends in a backslash that joins the next one to it.
func continued(line string) bool {
	line = strings.TrimRight(line, "\r\n")
	return (len(line)-len(strings.TrimRight(line, `\`)))%2 == 1
}

// parse reads shell text. Line ends of Windows are those of a paste, and mean nothing.
func parse(text string) (*syntax.File, error) {
	return syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(strings.NewReader(strings.ReplaceAll(text, "\r\n", "\n")), "")
}
