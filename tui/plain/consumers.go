package plain

import (
	"cmp"

	"kvlab/engine"
	"kvlab/engine/estate"
)

func (t *talk) consumers() error {
	list := t.open.State.Estate.Consumers
	if len(list) == 0 {
		t.say("Nobody uses the vaults by themselves here.")
		return nil
	}
	t.say("Who uses the vaults by themselves:")
	for i := range list {
		t.say("%d. %s", i+1, faring(&list[i]))
	}
	t.numbers("refresh")
	t.say("Type a number to let one look again.")
	return nil
}

// faring is how a consumer fares, in a sentence.
func faring(c *estate.Consumer) string {
	s := c.Name + ", " + string(c.Kind) + " of " + c.Host + ": " + cmp.Or(c.Now.Status, "not tried yet")
	if c.Now.Detail != "" {
		s += ", " + c.Now.Detail
	}
	return s + "."
}

func (t *talk) refresh(word string) error {
	var names []string
	for i := range t.open.State.Estate.Consumers {
		names = append(names, t.open.State.Estate.Consumers[i].Name)
	}
	n, err := pick("consumer", word, names)
	if err != nil {
		return err
	}
	var use *engine.Use
	job := t.work("refresh "+names[n], func(lab *engine.Lab) (err error) {
		use, err = lab.Refresh(names[n])
		return err
	})
	if err := t.do(job); err != nil {
		return err
	}
	t.say("%s", faring(&use.Consumer))
	return nil
}
