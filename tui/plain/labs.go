package plain

import (
	"errors"
	"fmt"
	"strings"

	"kvlab/engine"
	"kvlab/lessons"
	"kvlab/scenarios"
	"kvlab/tui/learner"
	"kvlab/tui/session"
)

// greet is what is said before the first line is read.
func (t *talk) greet() error {
	t.say("kvlab, a flight simulator for Azure Key Vault, in lines. help lists the commands.")
	var err error
	if t.options.Scenario != "" {
		err = t.enter(t.options.Scenario)
	} else {
		err = t.listLabs()
	}
	if err == nil {
		t.where()
	}
	return err
}

func (t *talk) listLabs() error {
	t.say("Labs, the easiest first:")
	entries, past := scenarios.Catalogue(), t.book().Record()
	next := learner.Suggest(entries, lessons.Catalogue(), past, "")
	for i, e := range entries {
		t.say("%d. %s: %s. %s, %s%s.", i+1, e.ID, e.Title, e.Level, plural(e.Minutes, "minute"), t.fared(e.ID))
		if e.ID == next.Lab {
			t.say("  It is the one to do next: %s.", next.Why)
		}
	}
	t.numbers("open")
	t.say("Type a number to open one, or about and a number to read what it is about.")
	return nil
}

// fared is how the learner stands with a lab, to go on a sentence.
func (t *talk) fared(lab string) string {
	past, text := t.book().Record().Labs[lab], ""
	switch {
	case past.Best != nil:
		text = ", solved with " + plural(past.Best.Total(), "point")
	case t.begun(lab):
		text = ", begun"
	}
	if past.Seen {
		text += ", solution seen"
	}
	return text
}

// aboutLab reads what there is to know of a lab before it is opened.
func (t *talk) aboutLab(word string) error {
	name, err := t.labNamed(word)
	if err != nil {
		return err
	}
	sc, err := scenarios.Open(name)
	if err != nil {
		return err
	}
	t.say("%s: %s. %s, %s%s.", sc.ID, sc.Title, sc.Level, plural(sc.Minutes, "minute"), t.fared(sc.ID))
	for _, e := range scenarios.Catalogue() {
		if e.ID == sc.ID {
			t.sayAll("", spoken(e.Summary))
		}
	}
	if len(sc.Prerequisites) > 0 {
		t.say("Labs to do first: %s.", strings.Join(sc.Prerequisites, ", "))
	}
	if len(sc.Lessons) > 0 {
		t.say("Lessons that go with it: %s.", strings.Join(sc.Lessons, ", "))
	}
	return nil
}

// begun reports whether something of a lab is kept, or open now.
func (t *talk) begun(id string) bool {
	return session.Begun(t.options.Where, id) || t.parked[id] != nil || t.open != nil && t.open.Scenario.ID == id
}

// labNamed is the lab that a word means: one of the catalogue, or a file.
func (t *talk) labNamed(word string) (string, error) {
	if strings.HasSuffix(word, ".toml") || strings.ContainsAny(word, `/\`) {
		return word, nil
	}
	var ids []string
	for _, e := range scenarios.Catalogue() {
		ids = append(ids, e.ID)
	}
	n, err := pick("lab", word, ids)
	if err != nil {
		return "", err
	}
	return ids[n], nil
}

func (t *talk) openLab(word string) error {
	name, err := t.labNamed(word)
	if err != nil {
		return err
	}
	if t.open != nil && t.open.Scenario.ID == name {
		return fmt.Errorf("%s is open already", name)
	}
	return explained(t.enter(name))
}

// anew throws a stored lab away and begins it again, when the learner has said yes to that.
func (t *talk) anew(rest string) error {
	words := strings.Fields(rest)
	if len(words) == 0 {
		return errors.New("name the lab to begin again")
	}
	name, err := t.labNamed(words[0])
	if err != nil {
		return err
	}
	if len(words) != 2 || words[1] != "yes" {
		return fmt.Errorf("what you changed in %s and the goals you reached would be thrown away: type anew %s yes", name, name)
	}
	sc, err := scenarios.Open(name)
	if err != nil {
		return err
	}
	if t.open != nil && t.open.Scenario.ID == sc.ID {
		if err := t.leave(); err != nil {
			return err
		}
	}
	if s := t.parked[sc.ID]; s != nil {
		delete(t.parked, sc.ID)
		if err := s.Close(); err != nil {
			return err
		}
	}
	if !t.options.Where.Ephemeral {
		if err := session.Discard(t.options.Where, sc.ID); err != nil {
			return explained(err)
		}
	}
	return explained(t.enter(name))
}

// enter opens a lab. The one that is open is left first, but only for one that can be read.
func (t *talk) enter(name string) error {
	sc, err := scenarios.Open(name)
	if err != nil {
		return err
	}
	if err := t.leave(); err != nil {
		return err
	}
	s := t.parked[sc.ID]
	begun := t.begun(sc.ID)
	if s == nil {
		if s, err = session.Open(t.options.Where, sc); err != nil {
			return err
		}
	}
	delete(t.parked, sc.ID)
	t.settle(s)
	t.say("%s: %s.", sc.ID, sc.Title)
	if begun {
		t.say("It is as you left it. briefing reads the story again, goals says what is open.")
		return nil
	}
	return t.briefing()
}

// settle makes a lab the open one. Numbers mean nothing in it yet, but the lesson that was read goes on.
func (t *talk) settle(s *session.Session) {
	s.Exports = t.options.Exports
	t.open, t.noted, t.listed = s, s.Version(), listed{links: t.links, quiz: t.quiz}
}

// leave keeps the open lab and lets it go. A lab in memory is parked, for closing it would lose it.
func (t *talk) leave() error {
	s := t.open
	if s == nil {
		return nil
	}
	t.keep()
	t.open = nil
	var err error
	if t.console != nil {
		err, t.console = t.console.Close(), nil
	}
	t.typed = nil
	if t.options.Where.Ephemeral {
		t.parked[s.Scenario.ID] = s
		return err
	}
	return errors.Join(err, s.Close())
}

// explained adds to an error what can be done about it.
func explained(err error) error {
	switch {
	case errors.Is(err, engine.ErrInUse):
		return fmt.Errorf("%w. Leave the other kvlab, or start this one with --ephemeral to work in memory", err)
	case errors.Is(err, engine.ErrNewer):
		return fmt.Errorf("%w. A newer kvlab wrote this lab: use that one, or name another directory with --data", err)
	case errors.Is(err, session.ErrChanged):
		return fmt.Errorf("%w. anew LAB yes begins it again, and throws away what you did in it", err)
	}
	return err
}
