package scenarios

import (
	"strconv"
	"unicode/utf8"
)

// longestNotes is how long a speaker's notes may be, in characters: they are read at a glance, between two sentences.
const longestNotes = 400

// notes reads what a speaker is to say or ask at a place of the story, in front of a class. It is no part of the lab.
func (t *table) notes() string {
	s := t.text("notes")
	if n := utf8.RuneCountInString(s); n > longestNotes {
		t.bad("notes", "has "+strconv.Itoa(n)+" characters: a speaker reads at a glance, "+strconv.Itoa(longestNotes)+" at most")
	}
	return s
}

// RequestNotes are the speaker's notes about a request, empty where the file has none.
func (s *Scenario) RequestNotes(id string) string { return s.asking[id] }
