package plain

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"kvlab/tui/session"
)

// sheet is what the learner has written about the open lab.
func (t *talk) sheet() (n *session.Notes, text string, err error) {
	n = session.NewNotes(t.open)
	if _, err := n.Fetch()(); err != nil {
		return nil, "", err
	}
	if read := n.Text(); read != nil {
		text = *read
	}
	return n, text, nil
}

func (t *talk) notes() error {
	_, text, err := t.sheet()
	if err != nil {
		return err
	}
	t.numbers("")
	if text == "" {
		t.say("You have written nothing about this lab. note and a sentence writes it down.")
		return nil
	}
	t.say("Your notes:")
	for i, l := range strings.Split(text, "\n") {
		t.say("%d. %s", i+1, strings.TrimSuffix(l, "\r"))
	}
	t.say("strike and a number takes a line away.")
	return nil
}

// note adds a line to the notes.
func (t *talk) note(line string) error {
	if line == "" {
		return errors.New("note takes what to write down")
	}
	n, text, err := t.sheet()
	if err != nil {
		return err
	}
	if text != "" {
		text += "\n"
	}
	if _, err := n.Keep(text + line)(); err != nil {
		return err
	}
	t.say("Noted.")
	return nil
}

// strike takes a line of the notes away.
func (t *talk) strike(word string) error {
	n, text, err := t.sheet()
	if err != nil {
		return err
	}
	lines := strings.Split(text, "\n")
	at, err := strconv.Atoi(word)
	switch {
	case text == "":
		return errors.New("you have written nothing about this lab")
	case err != nil || at < 1 || at > len(lines):
		return errors.New("name the line by its number: there " + are(len(lines)))
	}
	gone := lines[at-1]
	if _, err := n.Keep(strings.Join(slices.Delete(lines, at-1, at), "\n"))(); err != nil {
		return err
	}
	t.say("Taken away: %s", gone)
	return nil
}
