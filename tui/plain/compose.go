package plain

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"kvlab/tui/session"
)

// compose puts a request together: in one line, or asking for each part.
func (t *talk) compose(rest string) error {
	said, err := saidOf(rest)
	if err != nil {
		return err
	}
	d := drafting{session: t.open}
	if d.draft, err = t.begunWith(said.like); err != nil {
		return err
	}
	d.draft = t.open.Filled(d.draft)
	if len(said.parts) > 0 {
		if err := d.say(said.parts); err != nil {
			return err
		}
		return t.composed(&d)
	}
	t.composing = &composing{drafting: d}
	t.say("A request of your own, part by part. Type a number or a name, or enter alone to keep what is there.")
	t.say("back goes to the part before, done keeps all the others, cancel leaves, help says more.")
	t.askPart()
	return nil
}

// begunWith is what a request begins as: like another one, or from the operator's place.
func (t *talk) begunWith(like string) (session.Draft, error) {
	if like != "" {
		n, err := pick("request", like, t.requestIDs())
		if err != nil {
			return session.Draft{}, err
		}
		return t.open.Draft(t.requestIDs()[n])
	}
	d, err := t.open.NewDraft()
	if err != nil {
		err = fmt.Errorf("%w: name a request to begin with, such as compose 1", err)
	}
	return d, err
}

// edit makes another request out of one that there is.
func (t *talk) edit(rest string) error {
	if word, _, _ := strings.Cut(rest, " "); word == "" || strings.Contains(word, "=") {
		return errors.New("name the request to begin with, by its number or its name")
	}
	return t.compose(rest)
}

// composed puts a draft on the list, and says what it asks for and what can be done with it.
func (t *talk) composed(d *drafting) error {
	if why := t.open.Problem(d.draft); why != "" {
		return errors.New(why)
	}
	before := t.requestIDs()
	id := t.open.Compose(d.draft)
	t.composing = nil
	t.say("%s", d.draft.Sentence())
	t.say("The call: %s", d.draft.Call())
	t.sayAll("", d.strangers())
	if slices.Contains(before, id) {
		t.say("It is %s, which is on the list already.", id)
	} else {
		t.say("It is %s on the list of requests.", id)
	}
	for _, known := range before {
		if !slices.Contains(t.requestIDs(), known) {
			t.say("%s, the oldest of your own, went for it.", known)
		}
	}
	t.whatThen(id)
	return nil
}

// whatThen lists what can be done with a request that was put together.
func (t *talk) whatThen(id string) {
	other := t.open.State.Lab.Profile.Other()
	t.say("1. Issue it.")
	t.say("2. Look what would come of it. Nothing is carried out.")
	t.say("3. Look, with what the %s profile makes of it beside.", other)
	t.say("4. Make another one of it.")
	lines := []string{"issue " + id, "look " + id, "look " + id + " " + besides, "edit " + id}
	if t.open.Yours(id) {
		t.say("5. Take it off the list.")
		lines = append(lines, "forget "+id)
	}
	t.numbered(lines)
	t.say("Type a number.")
}
