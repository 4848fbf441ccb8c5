package lessons

import (
	"slices"
	"strconv"
	"strings"
)

var levels = []string{"beginner", "intermediate", "advanced"}

// readHead reads the first block. Whether the names in it lead anywhere is checked apart, when the whole lesson is read.
func (f *file) readHead(t *table) {
	h := &f.lesson.Head
	h.ID = t.text("id", "the file's name without "+extension)
	if h.ID != "" && h.ID+extension != f.source {
		t.bad("id", strconv.Quote(h.ID)+" is the id of "+h.ID+extension+": a lesson is called as its file is")
	}
	h.Title = t.text("title", "a list of lessons shows it")
	if len(h.Title) > 60 || strings.ContainsAny(h.Title, "\r\n") {
		t.bad("title", "must fit on one line of 60 characters")
	}
	h.Level = t.choice("level", "how much it takes for granted", levels)
	h.Minutes = t.number("minutes", 1, 120)
	h.Needs, h.Labs, h.Sources = t.texts("needs"), t.texts("labs"), t.texts("sources")
	if len(h.Sources) == 0 {
		t.bad("sources", "is missing: a lesson says where its facts come from")
	}
	t.finish()
}

// checkNeeds reports lessons that are not there, and circles: nobody can begin with a lesson that needs itself.
func (f *file) checkNeeds(t *table) {
	for _, id := range f.lesson.Needs {
		if err := f.shelf.known(id); err != nil {
			t.bad("needs", err.Error())
		} else if way := f.shelf.way(id, f.lesson.ID, nil); way != nil {
			t.bad("needs", "nobody can begin: "+f.lesson.ID+" needs "+strings.Join(way, " needs "))
		}
	}
}

// way is how one lesson comes to need another, both included, nil when it does not. seen are lessons asked before.
func (s shelf) way(from, to string, seen []string) []string {
	if from == to {
		return []string{to}
	}
	if slices.Contains(seen, from) {
		return nil
	}
	h, _ := s.head(from)
	for _, id := range h.Needs {
		if rest := s.way(id, to, append(seen, from)); rest != nil {
			return append([]string{from}, rest...)
		}
	}
	return nil
}

func (f *file) checkLabs(t *table) {
	for _, id := range f.lesson.Labs {
		if err := f.labThere(id); err != nil {
			t.bad("labs", err.Error())
		}
	}
}
