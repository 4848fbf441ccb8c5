package az

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"kvlab/engine/nearest"
)

// The kinds of flags that the tool has and cobra has not. Each is a pflag.Value; the word in Type tells normalise how
// many words of the command line it takes.

const (
	manyWords  = "words"  // none, one or several, up to the next flag
	maybeWord  = "switch" // true or false, and nothing means true
	singleWord = "word"
)

// choice is one of several words, in any letter case.
type choice struct {
	word    string
	choices []string
}

func (c *choice) String() string { return c.word }
func (c *choice) Type() string   { return singleWord }

// Set see pflag.Value.
func (c *choice) Set(s string) error {
	i := slices.IndexFunc(c.choices, func(known string) bool { return strings.EqualFold(known, s) })
	if i < 0 {
		return choiceError{s, c.choices}
	}
	c.word = c.choices[i]
	return nil
}

// choiceError is a word that is none of those a flag takes.
type choiceError struct {
	word    string
	choices []string
}

func (e choiceError) Error() string { return fmt.Sprintf("%q is not one of them", e.word) }

// advice is what the tool says below its complaint.
func (e choiceError) advice() string {
	if n := nearest.Name(e.word, e.choices); n != "" {
		return "Did you mean '" + n + "' ?"
	}
	return ""
}

// tri is a switch that may be left alone: true, false, or nil for not given.
type tri struct{ on *bool }

func (t *tri) String() string {
	if t.on == nil {
		return ""
	}
	return fmt.Sprint(*t.on)
}

func (t *tri) Type() string { return maybeWord }

// Set see pflag.Value.
func (t *tri) Set(s string) error {
	on, ok := truth(s)
	if !ok {
		return choiceError{s, []string{"false", "true"}}
	}
	t.on = &on
	return nil
}

// is reports whether the switch was given and is on.
func (t *tri) is() bool { return t.on != nil && *t.on }

// truth reads a word for true or false, as the tool's three-state switches do.
func truth(s string) (on, ok bool) {
	switch strings.ToLower(s) {
	case "true", "t", "yes", "y", "1", "on":
		return true, true
	case "false", "f", "no", "n", "0", "off":
		return false, true
	}
	return false, false
}

// moment is a time in UTC; nil when it was not given, and a pointer to zero for an empty one.
type moment struct{ at *time.Time }

func (m *moment) String() string {
	if m.at == nil {
		return ""
	}
	return m.at.Format(time.RFC3339)
}

func (m *moment) Type() string { return singleWord }

// momentForms are the forms of a time that the tool reads; one without a zone is in UTC.
var momentForms = [...]string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04Z07:00", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02"}

// Set see pflag.Value.
func (m *moment) Set(s string) error {
	if s == "" {
		m.at = &time.Time{}
		return nil
	}
	for _, form := range momentForms {
		if at, err := time.Parse(form, s); err == nil {
			at = at.UTC()
			m.at = &at
			return nil
		}
	}
	return typeError{"datetime_type"}
}

// time is the moment, zero for none.
func (m *moment) time() time.Time {
	if m.at == nil {
		return time.Time{}
	}
	return *m.at
}

// typeError is a word that cannot be read as what the flag takes, by the tool's own name for that.
type typeError struct{ kind string }

func (e typeError) Error() string { return "not a " + e.kind }

// list is several words; given says that the flag was there, with or without words.
type list struct {
	words []string
	given bool
}

func (l *list) String() string { return strings.Join(l.words, " ") }
func (l *list) Type() string   { return manyWords }

// Set see pflag.Value.
func (l *list) Set(s string) error {
	l.given = true
	if s != "" {
		l.words = append(l.words, s)
	}
	return nil
}

// pairs are the words as NAME=VALUE; a word without = has an empty value. Nil when the flag was not given.
func (l *list) pairs() map[string]string {
	if !l.given {
		return nil
	}
	m := map[string]string{}
	for _, w := range l.words {
		name, value, _ := strings.Cut(w, "=")
		m[name] = value
	}
	return m
}

// tagged adds --tags.
func tagged(f *pflag.FlagSet, l *list) {
	f.Var(l, "tags", "Space-separated tags: key[=value] [key[=value] ...]. Use \"\" to clear existing tags.")
}

// choices are several words out of those there are.
type choices struct {
	list
	choices []string
}

// Set see pflag.Value.
func (c *choices) Set(s string) error {
	one := choice{choices: c.choices}
	if s != "" {
		if err := one.Set(s); err != nil {
			return err
		}
	}
	return c.list.Set(one.word)
}
