package story

import (
	"embed"
	"fmt"
	"image"
	"io"
	"path"
)

//go:embed testdata/*.story
var embedded embed.FS

// Story is what somebody does with the program, and sees.
type Story struct {
	File, Title string
	// Way is the only hand that plays it, zero for both.
	Way Way
	// Size is the screen's.
	Size image.Point
	// Newcomer says that it is about somebody who has never seen the program.
	Newcomer bool
	Lines    []Line
}

// Line is a sentence of a story.
type Line struct {
	Number int
	Text   string
	verb   *verb
	said   said
}

// Way is the hand that plays a story.
type Way int

// Ways.
const (
	ByKeys Way = iota + 1
	ByMouse
)

// String names the way as a story does.
func (w Way) String() string {
	switch w {
	case ByKeys:
		return "by keys"
	case ByMouse:
		return "by mouse"
	}
	return "by keys and by mouse"
}

// Ways are the hands that play the story.
func (s *Story) Ways() []Way {
	if s.Way != 0 {
		return []Way{s.Way}
	}
	return []Way{ByKeys, ByMouse}
}

// All reads the stories of testdata, in the order of their names.
func All() ([]*Story, error) {
	files, err := embedded.ReadDir("testdata")
	if err != nil {
		return nil, err
	}
	var all []*Story
	for _, f := range files {
		text, err := embedded.ReadFile(path.Join("testdata", f.Name()))
		if err != nil {
			return nil, err
		}
		s, err := Parse(f.Name(), string(text))
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, nil
}

// Sentences prints what a story may say.
func Sentences(out io.Writer) error {
	for _, v := range verbs() {
		if _, err := fmt.Fprintf(out, "%-42s %s\n", v.form, v.about); err != nil {
			return err
		}
	}
	return nil
}
