package plain

import (
	"errors"
	"fmt"
	"strings"

	"kvlab/engine/nearest"
)

// help lists the topics, reads one of them, or says what one command does; of a word that is both, it says both.
func (t *talk) help(word string) error {
	switch word = strings.ToLower(word); {
	case word == "":
		t.helpShort()
		return nil
	case word == "all":
		for _, x := range topics() {
			t.topicRead(&x)
		}
		return nil
	}
	for _, x := range topics() {
		if x.name == word {
			if c, err := find(word); err == nil && c.name == word {
				t.explain(c)
			}
			t.topicRead(&x)
			return nil
		}
	}
	c, err := find(word)
	if err != nil {
		return unhelped(word, err)
	}
	t.explain(c)
	return nil
}

// helpShort is what somebody needs who knows nothing yet.
func (t *talk) helpShort() {
	t.say("Type a command and enter. The beginning of its name is enough, as long as no other begins so.")
	t.say("To begin: labs, open 1, briefing, requests, issue 1, deciding, fixes.")
	t.say("Topics:")
	var lines []string
	for i, x := range topics() {
		t.say("%d. %s: %s.", i+1, x.name, x.about)
		lines = append(lines, "help "+x.name)
	}
	t.numbered(lines)
	t.say("help and a command says all about it. tour tells how to work here.")
	t.say("Type the number of a topic to list its commands.")
}

func (t *talk) topicRead(x *topic) {
	t.say("Topic %s: %s.", x.name, x.about)
	for i := range x.commands {
		t.say("%s: %s.", spelled(&x.commands[i]), x.commands[i].help)
	}
}

// explain is all there is to know of a command.
func (t *talk) explain(c *command) {
	t.say("%s: %s.", spelled(c), c.help)
	if c.more != "" {
		t.say("%s", sentence(strings.TrimSpace(c.more)))
	}
	if t.open == nil && !c.free {
		t.say("Not now: no lab is open.")
	}
}

// unhelped is what find says of a word, with topics among what could have been meant.
func unhelped(word string, err error) error {
	var names []string
	for _, x := range topics() {
		names = append(names, x.name)
	}
	if strings.Contains(err.Error(), "did you mean") || strings.Contains(err.Error(), "could be") || nearest.Name(word, names) == "" {
		return err
	}
	return fmt.Errorf("there is no command and no topic %q%s", word, nearest.Hint(word, names))
}

// spelled is a command with what it takes and its short name.
func spelled(c *command) string {
	s := strings.TrimSpace(c.name + " " + c.takes)
	if c.short != "" {
		s += " (or " + c.short + ")"
	}
	return s
}

func (t *talk) tour() error {
	t.sayAll("", []string{
		"1. A lab is a small Azure estate around a key vault. labs lists them, and open 1 opens the first. Nothing here can break anything real.",
		"2. briefing tells what happened, and goals what is to be reached.",
		"3. requests lists who asks for what. issue 1 carries the first one out, predict 1 lets you say first how it will end.",
		"4. deciding reads the step that decided. next and back walk through the steps, into and out go into the evidence and come back.",
		"5. gates lists what can be changed. flip 1 turns the first one over, and undo takes that back.",
		"6. fixes searches the smallest changes that would help. preview 1 tries the first one out, keep makes it.",
		"7. Every answer ends with a line that begins with Here. An empty line says it again, and again repeats the whole answer.",
		"8. A number alone picks from the list that was read last.",
	})
	t.numbers("")
	return nil
}

func (t *talk) again() error {
	if t.last == "" {
		return errors.New("nothing was said yet")
	}
	t.write(t.last)
	return nil
}

func (t *talk) quit() error {
	t.leaving = true
	return nil
}
