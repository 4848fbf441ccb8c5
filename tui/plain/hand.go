package plain

import (
	"strings"

	"kvlab/tui/session"
)

// byHand makes a command of a request that the operator makes: what finds out which one, or why there is none.
func byHand(deed func(*session.Held) (session.ByHand, error)) func(*talk, string) error {
	return func(t *talk, rest string) error {
		if t.open.Scenario.Operator == nil {
			return session.ErrNoOperator
		}
		h, err := t.held(rest)
		if err != nil {
			return err
		}
		a, err := deed(h)
		if err != nil {
			return err
		}
		t.say("%s", a.Command())
		if err := t.do(a.Job(t.open)); err != nil {
			return err
		}
		t.open.Reading.MoveTo(-1)
		t.outcome()
		return nil
	}
}

// held is what a word means: a vault by its name, else an object, with a version behind it.
func (t *talk) held(rest string) (*session.Held, error) {
	word, version, _ := strings.Cut(rest, " ")
	if v := t.vaultNamed(word); v != nil {
		return &session.Held{Vault: v}, nil
	}
	o, err := t.objectNamed(word)
	if err != nil {
		return nil, err
	}
	h := &session.Held{Vault: t.vaultNamed(o.Vault), Object: o}
	if version = strings.TrimSpace(version); version != "" {
		h.Version, err = t.versionNamed(o, version)
	}
	return h, err
}

// turning turns a version on or off.
func turning(on bool) func(*session.Held) (session.ByHand, error) {
	return func(h *session.Held) (session.ByHand, error) { return h.Turn(on) }
}
