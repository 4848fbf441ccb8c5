package plain

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// composing is a request that is asked for part by part. As long as it lasts, lines are answers, no commands.
type composing struct {
	drafting
	at int // the part that is asked for
}

// part is the one that is asked for.
func (c *composing) part() part { return c.parts()[c.at] }

// inWords says where in the composing the learner is.
func (c *composing) inWords() string {
	return fmt.Sprintf("composing, part %d of %d, %s", c.at+1, len(c.parts()), c.part().name)
}

// mostOffers is how many things on offer are read without being asked for.
const mostOffers = 12

// askPart asks for a part.
func (t *talk) askPart() {
	p := t.composing.part()
	now := "it is " + p.now
	if p.now == "" {
		now = "nothing is said yet"
	}
	t.say("%s: %s.", p.name, now)
	switch n := len(p.offers); {
	case p.text:
		t.say("Type it, or enter alone to keep it.")
	case n > mostOffers:
		t.say("It can be one of %d: type its name or how it begins, or help to read them all.", n)
	default:
		t.offersRead(&p)
	}
}

func (t *talk) offersRead(p *part) {
	for i := range p.offers {
		t.say("%d. %s.", i+1, p.offers[i].read())
	}
	if p.literal != nil {
		t.say("Or another name.")
	}
}

// fillIn takes a line for what is asked for.
func (t *talk) fillIn(line string) error {
	c := t.composing
	switch strings.ToLower(line) {
	case "":
		return t.nextPart()
	case "back":
		if c.at == 0 {
			return errors.New("this is the first part")
		}
		c.at--
		t.askPart()
		return nil
	case "done":
		return t.composedInTime()
	case "cancel":
		t.composing = nil
		t.say("Left. Nothing was put on the list.")
		return nil
	case "help", "?":
		t.helpComposing()
		return nil
	case "again":
		return t.again()
	case "quit", "exit":
		return t.quit()
	}
	return t.fill(line)
}

// fill takes a text for the part that is asked for, or what it says of others: object=db.
func (t *talk) fill(line string) error {
	c := t.composing
	p := c.part()
	word, _, _ := strings.Cut(line, " ")
	switch {
	case p.text:
	case isCommand(word) && !p.begins(line):
		return fmt.Errorf("%s is a command, and a request is being put together: cancel leaves that; to ask for what is called so, type \"%s\"", word, word)
	case strings.Contains(line, "=") && line[0] != '"':
		return t.fillOthers(line)
	}
	if err := c.put(&p, line); err != nil {
		return err
	}
	return t.nextPart()
}

// fillOthers takes what a line says of parts by their names, and asks again for the one that was asked for.
func (t *talk) fillOthers(line string) error {
	c := t.composing
	said, err := saidOf(line)
	if err == nil && said.like != "" {
		err = fmt.Errorf("%q says nothing of a request: it takes a part and what that is, such as vault=kv-shop", said.like)
	}
	if err == nil {
		err = c.say(said.parts)
	}
	if err != nil {
		return err
	}
	c.at = min(c.at, len(c.parts())-1)
	t.askPart()
	return nil
}

// nextPart asks for the part behind, or puts the request on the list.
func (t *talk) nextPart() error {
	c := t.composing
	if c.at == len(c.parts())-1 {
		return t.composedInTime()
	}
	c.at++
	t.askPart()
	return nil
}

// composedInTime ends the asking, if what was said makes a request.
func (t *talk) composedInTime() error {
	if err := t.composed(&t.composing.drafting); err != nil {
		return fmt.Errorf("%w. It can be said now, as in object=db; back goes back, cancel leaves", err)
	}
	return nil
}

// helpComposing is help while a request is put together.
func (t *talk) helpComposing() {
	p := t.composing.part()
	t.offersRead(&p)
	t.say("A number or a name chooses, and so does the beginning of a name. A text in double quotes is taken as it is. What this lab does not have can be asked for as well.")
	t.say("Enter alone keeps what is there. back goes to the part before, done keeps all the others, cancel leaves without a request.")
	t.say("Other parts can be said by their names, such as object=db. Parts here: %s.", strings.Join(t.composing.names(), ", "))
}

// names are those of the parts there are.
func (d *drafting) names() []string {
	var names []string
	for _, p := range d.parts() {
		names = append(names, p.name)
	}
	return names
}

// isCommand reports whether a word is the whole name of a command.
func isCommand(word string) bool {
	return slices.ContainsFunc(commands(), func(c command) bool { return strings.EqualFold(c.name, word) })
}
