package plain

import (
	"errors"

	"kvlab/engine/trace"
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
	if text == "" {
		t.say("You have written nothing about this lab. note and a sentence writes it down.")
		return nil
	}
	t.say("Your notes:")
	t.sayAll("", trace.VisibleLines(text))
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
