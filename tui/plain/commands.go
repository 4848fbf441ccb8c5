package plain

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"kvlab/engine/nearest"
)

// command is one thing that can be typed.
type command struct {
	name string
	// short is another name for it, empty for none; every beginning of the name that no other command shares will do too.
	short string
	takes string // what follows the name, for help
	help  string
	// free commands need no open lab.
	free bool
	run  func(t *talk, rest string) error
}

var errNoLab = errors.New("no lab is open: labs lists them, open LAB opens one")

// commands are all there is, in the order in which help lists them.
func commands() []command {
	return []command{
		{"labs", "l", "", "list the labs", true, alone((*talk).listLabs)},
		{"open", "", "LAB", "open a lab by its number, its id or its file", true, (*talk).openLab},
		{"anew", "", "LAB yes", "throw away what is stored of a lab, and begin it again", true, (*talk).anew},
		{"briefing", "", "", "read what happened, and what to do", false, alone((*talk).briefing)},
		{"goals", "", "", "list the goals, and which are reached", false, alone((*talk).goals)},
		{"hint", "h", "", "read the next hint", false, alone((*talk).hint)},
		{"solution", "", "yes", "read a solution, and give its points up", false, (*talk).solution},
		{"questions", "", "", "read the questions, and what can be answered", false, alone((*talk).questions)},
		{"answer", "a", "GOAL CHOICE", "answer a goal's question by the choice's number or text", false, (*talk).choose},
		{"debrief", "", "", "read what there is to take along, when all goals are reached", false, alone((*talk).debrief)},
		{"gates", "g", "", "list the gates, and how they stand", false, alone((*talk).gates)},
		{"flip", "f", "GATE", "turn a gate over", false, (*talk).flip},
		{"requests", "r", "", "list the requests, and how they ended", false, alone((*talk).requests)},
		{"issue", "i", "REQUEST", "carry a request out", false, (*talk).issue},
		{"trace", "t", "[GATE]", "read why the last request ended so: every step, or those of one gate", false, (*talk).trace},
		{"next", "n", "", "read the next step", false, alone(moved(func(t *talk) int { return t.open.Reading.Place() + 1 }))},
		{"back", "b", "", "read the step before", false, alone(moved(func(t *talk) int { return t.open.Reading.Place() - 1 }))},
		{"step", "s", "[N]", "read a step by its number, or this one again", false, (*talk).step},
		{"deciding", "d", "", "read the step that decided", false, alone(moved(func(t *talk) int { return t.open.Reading.Deciding() }))},
		{"compare", "c", "", "read what the last change changed about the last request", false, alone((*talk).compare)},
		{"fixes", "", "", "search the smallest changes that would open the last request", false, alone((*talk).findFixes)},
		{"preview", "", "FIX", "read how everything would end with a fix", false, (*talk).preview},
		{"apply", "", "FIX", "make the changes of a fix", false, (*talk).apply},
		{"map", "m", "[REQUEST]", "read the way of a request, place by place", false, (*talk).way},
		{"objects", "o", "", "list what is in the vaults", false, alone((*talk).listObjects)},
		{"object", "", "OBJECT", "read an object's versions", false, (*talk).object},
		{"consumers", "", "", "list who uses the vaults by themselves, and how they fare", false, alone((*talk).consumers)},
		{"refresh", "", "CONSUMER", "let a consumer look at its vault again", false, (*talk).refresh},
		{"log", "", "[N]", "read the vaults' own log, the last N entries", false, (*talk).log},
		{"timeline", "", "", "list the changes that were made", false, alone((*talk).timeline)},
		{"travel", "", "N", "take changes back, or put them back, until the first N are in effect", false, (*talk).travel},
		{"undo", "u", "", "take the last change back", false, alone((*talk).undo)},
		{"redo", "", "", "put it in effect again", false, alone((*talk).redo)},
		{"reset", "", "", "bring the lab back to its start; undo takes that back", false, alone((*talk).reset)},
		{"clock", "", "", "read the lab's time, and what is due", false, alone((*talk).clock)},
		{"advance", "", "90d|12h|P1Y|next", "let the lab's time pass", false, (*talk).advance},
		{"az", "", "...", "run an Azure CLI command against the lab; a line that ends in \\ goes on", false, (*talk).az},
		{"shell", "", "LINE", "run any line of the az console: variables, pipes, its own words", false, (*talk).shell},
		{"why", "", "", "read why the last az command's request ended so", false, alone((*talk).why)},
		{"lesson", "", "[LESSON]", "read a lesson, or the list of them", true, (*talk).lesson},
		{"notes", "", "", "read what you have written about this lab", false, alone((*talk).notes)},
		{"note", "", "TEXT", "write a line down, for here and for the desktop", false, (*talk).note},
		{"profile", "", "[guide|service]", "read whose behaviour the lab follows, or change it", false, (*talk).profile},
		{"help", "?", "[COMMAND]", "this list, or what one command does", true, (*talk).help},
		{"quit", "q", "", "keep everything and leave; the end of the input does the same", true, alone((*talk).quit)},
	}
}

// alone makes a command of something that takes nothing.
func alone(run func(*talk) error) func(*talk, string) error {
	return func(t *talk, rest string) error {
		if rest != "" {
			return fmt.Errorf("this command stands alone, without %q", rest)
		}
		return run(t)
	}
}

// find looks a command up by its name, its short name or the beginning of its name.
func find(word string) (*command, error) {
	all := commands()
	word = strings.ToLower(word)
	var names, like []string
	var found *command
	for i := range all {
		c := &all[i]
		switch {
		case c.name == word, c.short == word && word != "":
			return c, nil
		case strings.HasPrefix(c.name, word):
			found = c
			like = append(like, c.name)
		}
		names = append(names, c.name)
	}
	switch {
	case word == "exit":
		return find("quit")
	case len(like) == 1:
		return found, nil
	case len(like) > 1:
		return nil, fmt.Errorf("%q could be %s: type more of it", word, strings.Join(like, ", "))
	case number(word):
		return nil, fmt.Errorf("%s alone picks from a list: read one first, such as labs, gates or requests", word)
	}
	return nil, fmt.Errorf("there is no command %q%s help lists them", word, hintOr(word, names))
}

func number(word string) bool {
	_, err := strconv.Atoi(word)
	return err == nil
}

// hintOr is a suggestion, or the punctuation that stands in its place.
func hintOr(word string, known []string) string {
	if h := nearest.Hint(word, known); h != "" {
		return h
	}
	return ":"
}

func (t *talk) help(word string) error {
	if word != "" {
		c, err := find(word)
		if err != nil {
			return err
		}
		t.say("%s: %s.", spelled(c), c.help)
		return nil
	}
	t.say("Type a command and enter. The beginning of its name is enough, as long as no other begins so.")
	for _, c := range commands() {
		t.say("%s: %s.", spelled(&c), c.help)
	}
	t.say("A number alone picks from the list that was read last.")
	return nil
}

// spelled is a command with what it takes and its short name.
func spelled(c *command) string {
	s := strings.TrimSpace(c.name + " " + c.takes)
	if c.short != "" {
		s += " (or " + c.short + ")"
	}
	return s
}

func (t *talk) quit() error {
	t.leaving = true
	return nil
}

// pick finds one of several by its number from 1, its name, or the beginning of its name.
func pick(what, word string, names []string) (int, error) {
	if word == "" {
		return 0, fmt.Errorf("name the %s, by its number or its name", what)
	}
	if n, err := strconv.Atoi(word); err == nil {
		if n < 1 || n > len(names) {
			return 0, fmt.Errorf("there is no %s number %s: there %s", what, word, are(len(names)))
		}
		return n - 1, nil
	}
	begin := -1
	for i, name := range names {
		if strings.EqualFold(name, word) {
			return i, nil
		}
		if len(name) > len(word) && strings.EqualFold(name[:len(word)], word) {
			if begin >= 0 {
				return 0, fmt.Errorf("%q could be %s or %s: type more of it", word, names[begin], name)
			}
			begin = i
		}
	}
	if begin < 0 {
		return 0, fmt.Errorf("there is no %s %q%s", what, word, nearest.Hint(word, names))
	}
	return begin, nil
}

func are(n int) string {
	switch n {
	case 0:
		return "are none"
	case 1:
		return "is one"
	}
	return "are " + strconv.Itoa(n)
}
