package plain

import (
	"errors"
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/operation"
	"kvlab/tui/session"
)

// holding is what the operator lays hands on: a vault, or an object of it and perhaps one version.
type holding struct {
	vault   *estate.Vault
	object  *estate.Object  // nil for a vault
	version *estate.Version // nil for an object with all its versions
}

// byHand makes a command of a request that the operator makes: what finds out which one, or why there is none.
func byHand(what func(*holding) (session.ByHand, error)) func(*talk, string) error {
	return func(t *talk, rest string) error {
		if t.open.Scenario.Operator == nil {
			return session.ErrNoOperator
		}
		h, err := t.held(rest)
		if err != nil {
			return err
		}
		a, err := what(h)
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
func (t *talk) held(rest string) (*holding, error) {
	word, version, _ := strings.Cut(rest, " ")
	if v := t.vaultNamed(word); v != nil {
		return &holding{vault: v}, nil
	}
	o, err := t.objectNamed(word)
	if err != nil {
		return nil, err
	}
	h := &holding{vault: t.vaultNamed(o.Vault), object: o}
	if version = strings.TrimSpace(version); version != "" {
		h.version, err = t.versionNamed(o, version)
	}
	return h, err
}

// request is one about what is held.
func (h *holding) request(verb string) session.ByHand {
	if h.object == nil {
		return session.ByHand{Operation: string(operation.Vaults) + "/" + verb, Vault: h.vault.Name}
	}
	a := session.ByHand{Operation: string(h.object.Collection) + "/" + verb, Vault: h.object.Vault, Object: h.object.Name}
	if h.version != nil {
		a.Version = h.version.ID
	}
	return a
}

// whole is one about all versions.
func (h *holding) whole(verb string) session.ByHand {
	a := h.request(verb)
	a.Version = ""
	return a
}

// gone reports whether what is held is soft-deleted.
func (h *holding) gone() bool {
	if h.object == nil {
		return h.vault.Deleted != nil
	}
	return h.object.Deleted != nil
}

var (
	errGone    = errors.New("it is deleted: recover it first")
	errNotGone = errors.New("it is not deleted")
)

func reading(h *holding) (session.ByHand, error) {
	if h.gone() {
		return h.whole("get-deleted"), nil
	}
	return h.request("get"), nil
}

// turning turns a version on or off.
func turning(on bool) func(*holding) (session.ByHand, error) {
	return func(h *holding) (session.ByHand, error) {
		switch {
		case h.object == nil:
			return session.ByHand{}, errors.New("a vault cannot be disabled, only what is in it")
		case h.gone():
			return session.ByHand{}, errGone
		case h.object.Current == "":
			return session.ByHand{}, errors.New("it has no version yet")
		}
		a := h.request("update")
		a.Body = &operation.UpdateBody{Enabled: &on}
		return a, nil
	}
}

func rotating(h *holding) (session.ByHand, error) {
	switch {
	case h.object == nil || h.object.Collection != estate.Keys:
		return session.ByHand{}, errors.New("only keys are rotated")
	case h.gone():
		return session.ByHand{}, errGone
	}
	return h.whole("rotate"), nil
}

func deleting(h *holding) (session.ByHand, error) {
	if h.gone() {
		return session.ByHand{}, errors.New("it is deleted already")
	}
	return h.whole("delete"), nil
}

// returning is for what can only be done to the deleted.
func returning(verb string) func(*holding) (session.ByHand, error) {
	return func(h *holding) (session.ByHand, error) {
		if !h.gone() {
			return session.ByHand{}, errNotGone
		}
		return h.whole(verb), nil
	}
}
