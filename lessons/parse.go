package lessons

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"kvlab/engine/nearest"
	"kvlab/scenarios"
)

// fence stands alone on the lines around a block of TOML.
const fence = "+++"

// maxSize bounds a lesson's file. The embedded ones have some twelve kilobytes, and the TOML library takes time quadratic
// in how deep lists nest.
const maxSize = 1 << 16

// file is a lesson's file on its way to a Lesson.
type file struct {
	shelf    shelf
	source   string
	lines    []string
	problems scenarios.Problems
	labs     []string // all there are, read when the first one is asked for
	opened   map[string]*scenarios.Scenario
	lesson   *Lesson
}

func newFile(s shelf, source, text string) *file {
	text = strings.ReplaceAll(strings.TrimPrefix(text, "\ufeff"), "\r\n", "\n")
	return &file{shelf: s, source: source, lines: strings.Split(text, "\n"), opened: map[string]*scenarios.Scenario{}, lesson: &Lesson{}}
}

// parse reads a lesson. The error is scenarios.Problems: everything that is wrong with the file, in its order.
func (s shelf) parse(source, text string) (*Lesson, error) {
	f := newFile(s, source, text)
	switch {
	case len(text) > maxSize:
		f.report(0, 0, "", fmt.Sprintf("the file has %d bytes: a lesson has at most %d", len(text), maxSize))
	case !utf8.ValidString(text):
		f.report(0, 0, "", "the file is no UTF-8 text")
	default:
		f.read()
	}
	if len(f.problems) == 0 {
		return f.lesson, nil
	}
	slices.SortStableFunc(f.problems, func(a, b scenarios.Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return nil, slices.Compact(f.problems)
}

func (f *file) read() {
	head, ok := f.firstBlock()
	if !ok {
		return
	}
	f.readHead(head)
	f.checkNeeds(head)
	f.checkLabs(head)
	body := head.end + 1
	end := f.next(body)
	f.readBody(body, end)
	if end == len(f.lines) {
		f.report(end, 1, "", "the questions are missing: they stand in a block between "+fence+" lines behind the text")
		return
	}
	if questions, ok := f.block(end); ok {
		f.readQuestions(questions)
		f.nothingAfter(questions.end + 1)
	}
}

// firstBlock is the block that the file begins with.
func (f *file) firstBlock() (*table, bool) {
	if strings.TrimSpace(f.lines[0]) != fence {
		f.report(1, 1, "", "a lesson begins with "+fence+" on a line of its own, and then says what it is")
		return nil, false
	}
	return f.block(0)
}

// next is the index of the next fence from a line on, the number of lines when there is none.
func (f *file) next(from int) int {
	for i := from; i < len(f.lines); i++ {
		if strings.TrimSpace(f.lines[i]) == fence {
			return i
		}
	}
	return len(f.lines)
}

// block decodes the TOML behind the fence at an index.
func (f *file) block(at int) (*table, bool) {
	end := f.next(at + 1)
	if end == len(f.lines) {
		f.report(at+1, 1, "", "the block that begins here does not end: "+fence+" is missing")
		return nil, false
	}
	places, deep := placesOf(f.lines[at+1:end], at+2)
	if deep >= 0 {
		f.report(at+2+deep, 1, "", "a lesson has no use for tables in braces and for keys with dots in them")
		return nil, false
	}
	values, err := decode(strings.Join(f.lines[at+1:end], "\n"))
	if syntax, ok := errors.AsType[toml.ParseError](err); ok {
		f.report(at+1+max(1, syntax.Position.Line), max(1, syntax.Position.Col), "", "this is not TOML: "+syntax.Message)
		return nil, false
	} else if err != nil {
		f.report(at+2, 1, "", "this is not TOML: "+err.Error())
		return nil, false
	}
	places[""] = place{at + 1, 1}
	return &table{file: f, values: values, places: places, end: end}, true
}

// decode turns a panic of the library, which it has for its own bugs, into an error: no input may end the program.
func decode(text string) (values map[string]any, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the TOML library gave up: %v", r)
		}
	}()
	_, err = toml.Decode(text, &values)
	return values, err
}

func (f *file) nothingAfter(from int) {
	for i := from; i < len(f.lines); i++ {
		if strings.TrimSpace(f.lines[i]) != "" {
			f.report(i+1, 1, "", "nothing stands behind the questions")
			return
		}
	}
}

func (f *file) report(line, column int, key, message string) {
	f.problems = append(f.problems, scenarios.Problem{File: f.source, Line: line, Column: column, Key: key, Message: message})
}

// longWord is where looking for nearest names ends: it takes time in proportion to the word.
const longWord = 128

// hintOr is what could have been meant, else what there is.
func hintOr(word string, known []string) string {
	if len(word) > longWord {
		return ""
	}
	if h := nearest.Hint(word, known); h != "" || len(known) == 0 {
		return h
	}
	return ", choose from " + strings.Join(known, ", ")
}
