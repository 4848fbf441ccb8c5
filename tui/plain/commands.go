package plain

import (
	"errors"
	"fmt"
)

// command is one thing that can be typed.
type command struct {
	name string
	// short is another name for it, empty for none; every beginning of the name that no other command shares will do too.
	short string
	takes string // what follows the name, for help
	help  string // what it does, to end "WORD: …."
	// more is what else there is to know before it is used: sentences, empty for none.
	more string
	// free commands need no open lab.
	free bool
	run  func(t *talk, rest string) error
}

// topic is a group of commands, as help lists them.
type topic struct {
	name, about string
	commands    []command
}

// topics are all there is (topics.go).
func topics() []topic {
	return []topic{
		{"lab", "open a lab, and see how far you are", labCommands()},
		{"learn", "hints, questions, lessons, notes and scores", learnCommands()},
		{"try", "flip gates, issue requests or put some together, say first how they will end", tryCommands()},
		{"read", "walk through the trace of a request", readCommands()},
		{"mend", "search fixes, try them out, compare traces", mendCommands()},
		{"look", "look at vaults, objects, access, network and log", lookCommands()},
		{"hand", "do something to an object yourself, as the operator", handCommands()},
		{"time", "changes, undo, and the lab's clock", timeCommands()},
		{"console", "the az console", consoleCommands()},
		{"talk", "help, find, repeat, leave", talkCommands()},
	}
}

// commands are those of all topics.
func commands() []command {
	var all []command
	for _, t := range topics() {
		all = append(all, t.commands...)
	}
	return all
}

var errNoLab = errors.New("no lab is open: labs lists them, open LAB opens one")

// alone makes a command of something that takes nothing.
func alone(run func(*talk) error) func(*talk, string) error {
	return func(t *talk, rest string) error {
		if rest != "" {
			return fmt.Errorf("this command stands alone, without %q", rest)
		}
		return run(t)
	}
}

// sure makes a command of something that is done when the learner adds yes; warning says what it costs.
func sure(word, warning string, run func(*talk) error) func(*talk, string) error {
	return func(t *talk, rest string) error {
		if rest != "yes" {
			return fmt.Errorf("%s: type %s yes", warning, word)
		}
		return run(t)
	}
}
