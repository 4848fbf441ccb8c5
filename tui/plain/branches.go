package plain

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"kvlab/engine"
	"kvlab/engine/trace"
	"kvlab/tui/session"
)

// Ways that the lab has left: what could be put back when something else was changed. Their numbers are the lab's own and
// are given once, so none of them ever means another way.

// branches lists them, each with its first changes.
func (t *talk) branches() error {
	w, err := t.waysLeft()
	if err != nil {
		return err
	}
	if len(w) == 0 {
		t.numbers("")
		t.say("The lab has left no other way. A change after an undo makes a branch of what was undone.")
		return nil
	}
	for i := range w {
		b := &w[i]
		t.say("Branch %d: %s. It leaves %s, and was left at %s.", b.ID, b.InWords(), w.fork(b), trace.Stamp(b.At))
		for _, e := range b.Begins {
			t.say("  %d. %s.", e.Seq, e.Label)
		}
		if more := b.Count - len(b.Begins); more > 0 {
			t.say("  And %s more.", plural(more, "change"))
		}
		t.say("  %s", t.crossing(w, b))
	}
	t.numbers("branch")
	t.say("Type a number to go over. The way that you leave becomes a branch then. compare branch and a number looks without going.")
	return nil
}

// ways are the branches of a lab, each followed by those that leave from it.
type ways []session.Branch

func (t *talk) waysLeft() (ways, error) {
	found, err := session.ReadBranches(t.open.Lab)
	if err != nil {
		return nil, err
	}
	return found.List, nil
}

// find is the branch of that number, nil for none.
func (w ways) find(id uint64) *session.Branch {
	for i := range w {
		if w[i].ID == id {
			return &w[i]
		}
	}
	return nil
}

// named is the branch that a word means.
func (w ways) named(word string) (*session.Branch, error) {
	if len(w) == 0 {
		return nil, errors.New("the lab has left no other way")
	}
	if id, err := strconv.ParseUint(word, 10, 64); err == nil {
		if b := w.find(id); b != nil {
			return b, nil
		}
	}
	var known []string
	for i := range w {
		known = append(known, strconv.FormatUint(w[i].ID, 10))
	}
	return nil, fmt.Errorf("name the branch by its number: there %s, %s", are(len(w)), strings.Join(known, ", "))
}

// fork says where a branch leaves which way.
func (w ways) fork(b *session.Branch) string {
	from := "the way the lab is on"
	if b.On != 0 {
		from = "branch " + strconv.FormatUint(b.On, 10)
	}
	if b.Fork == 0 {
		return from + " at the start"
	}
	return from + " behind change " + strconv.FormatUint(b.Fork, 10)
}

// crossing says what going over to a branch does.
func (t *talk) crossing(w ways, b *session.Branch) string {
	root := b
	for root.On != 0 {
		root = w.find(root.On)
	}
	done, _ := t.open.Lab.Position()
	stays := min(root.Fork, uint64(done))
	told := "Going over "
	if back := done - int(stays); back > 0 {
		told += "takes " + plural(back, "change") + " back and "
	}
	return told + "puts " + plural(int(b.End()-stays), "change") + " in effect."
}

// forksRead reads the branches that leave up to a change of the timeline, and returns those behind it.
func (t *talk) forksRead(left ways, upTo uint64) ways {
	for len(left) > 0 && (left[0].On != 0 || left[0].Fork <= upTo) {
		b := &left[0]
		where := ""
		if b.On != 0 {
			where = ", which leaves " + left.fork(b)
		}
		t.say("  Branch %d%s: %s.", b.ID, where, b.InWords())
		left = left[1:]
	}
	return left
}

// branch goes over to another way. The one that is left becomes a branch in its turn.
func (t *talk) branch(word string) error {
	w, err := t.waysLeft()
	if err != nil {
		return err
	}
	b, err := w.named(word)
	if err != nil {
		return err
	}
	if err := t.do(session.GoOver{Branch: b.ID}.Job(t.open)); err != nil {
		return err
	}
	t.numbers("")
	t.standsAt()
	return nil
}

// forgetBranch takes a branch away for good, when the learner has said yes to that.
func (t *talk) forgetBranch(rest string) error {
	w, err := t.waysLeft()
	if err != nil {
		return err
	}
	word, said, _ := strings.Cut(rest, " ")
	b, err := w.named(word)
	if err != nil {
		return err
	}
	if strings.TrimSpace(said) != "yes" {
		return fmt.Errorf("nothing would bring the way of %s back: type forget-branch %d yes", b.InWords(), b.ID)
	}
	return t.do(session.ForgetBranch{Branch: b.ID}.Job(t.open))
}

// suppose lays beside the trace how the last request would end on a branch, or behind a change of the timeline.
func (t *talk) suppose(what, word string) error {
	place, title := engine.Place{}, "at the start"
	switch what {
	case "branch":
		w, err := t.waysLeft()
		if err != nil {
			return err
		}
		b, err := w.named(word)
		if err != nil {
			return err
		}
		place, title = engine.Place{Branch: b.ID, Change: b.End()}, "on branch "+strconv.FormatUint(b.ID, 10)
	default:
		n, err := strconv.ParseUint(word, 10, 32)
		if err != nil {
			return errors.New("name the change by its number: timeline reads them, and 0 is the start")
		}
		if place.Change = n; n > 0 {
			title = "behind change " + strconv.FormatUint(n, 10)
		}
	}
	_, err := t.take(session.Suppose{Place: place, Title: title}.Job(t.open))
	return err
}
