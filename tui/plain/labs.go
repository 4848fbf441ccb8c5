package plain

import (
	"errors"
	"fmt"
	"strings"

	"kvlab/engine"
	"kvlab/scenarios"
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
	past := t.options.Where.Book().Record()
	for i, e := range scenarios.Catalogue() {
		done := ""
		switch best := past.Labs[e.ID].Best; {
		case best != nil:
			done = ", solved with " + plural(best.Total(), "point")
		case t.begun(e.ID):
			done = ", begun"
		}
		t.say("%d. %s: %s. %s, %s%s.", i+1, e.ID, e.Title, e.Level, plural(e.Minutes, "minute"), done)
	}
	t.verb = "open"
	t.say("Type a number to open one.")
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
	t.open, t.noted, t.listed = s, s.Version(), listed{}
	t.say("%s: %s.", sc.ID, sc.Title)
	if begun {
		t.say("It is as you left it. briefing reads the story again, goals says what is open.")
		return nil
	}
	return t.briefing()
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
