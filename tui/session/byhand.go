package session

import (
	"errors"

	"kvlab/engine/estate"
	"kvlab/engine/operation"
)

// Held is what the operator lays hands on: a vault, or an object of it and perhaps one version. Each deed is the request
// that it comes to, or the reason why there is none: the vault would have no answer to such a request, or only one that
// teaches nothing.
type Held struct {
	Vault   *estate.Vault
	Object  *estate.Object  // nil for a vault
	Version *estate.Version // nil for an object with all its versions
}

var (
	errGone    = errors.New("it is deleted: recover it first")
	errNotGone = errors.New("it is not deleted")
)

// Read asks for what is held; of what is deleted, for what is left.
func (h *Held) Read() (ByHand, error) {
	if h.gone() {
		return h.whole("get-deleted"), nil
	}
	return h.request("get"), nil
}

// Turn turns a version on or off.
func (h *Held) Turn(on bool) (ByHand, error) {
	switch {
	case h.Object == nil:
		return ByHand{}, errors.New("a vault cannot be disabled, only what is in it")
	case h.gone():
		return ByHand{}, errGone
	case h.Object.Current == "":
		return ByHand{}, errors.New("it has no version yet")
	}
	a := h.request("update")
	a.Body = &operation.UpdateBody{Enabled: &on}
	return a, nil
}

// Rotate gives a key a new version.
func (h *Held) Rotate() (ByHand, error) {
	switch {
	case h.Object == nil || h.Object.Collection != estate.Keys:
		return ByHand{}, errors.New("only keys are rotated")
	case h.gone():
		return ByHand{}, errGone
	}
	return h.whole("rotate"), nil
}

// Delete deletes what is held, with all its versions.
func (h *Held) Delete() (ByHand, error) {
	if h.gone() {
		return ByHand{}, errors.New("it is deleted already")
	}
	return h.whole("delete"), nil
}

// Recover brings back what was deleted.
func (h *Held) Recover() (ByHand, error) { return h.returning("recover") }

// Purge destroys what was deleted for good.
func (h *Held) Purge() (ByHand, error) { return h.returning("purge") }

// returning is for what can only be done to the deleted.
func (h *Held) returning(verb string) (ByHand, error) {
	if !h.gone() {
		return ByHand{}, errNotGone
	}
	return h.whole(verb), nil
}

// request is one about what is held.
func (h *Held) request(verb string) ByHand {
	if h.Object == nil {
		return ByHand{Operation: string(operation.Vaults) + "/" + verb, Vault: h.Vault.Name}
	}
	a := ByHand{Operation: string(h.Object.Collection) + "/" + verb, Vault: h.Object.Vault, Object: h.Object.Name}
	if h.Version != nil {
		a.Version = h.Version.ID
	}
	return a
}

// whole is one about all versions.
func (h *Held) whole(verb string) ByHand {
	a := h.request(verb)
	a.Version = ""
	return a
}

// gone reports whether what is held is soft-deleted.
func (h *Held) gone() bool {
	if h.Object == nil {
		return h.Vault.Deleted != nil
	}
	return h.Object.Deleted != nil
}
