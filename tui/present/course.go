package present

import (
	"kvlab/engine"
	"kvlab/scenarios"
)

// Course brings a lab to where the story is. The moves of the story are changes of the lab like all others: going on makes
// them or puts them back, going back undoes them. What a speaker changes by hand in between is taken back when the story
// moves, so that the lab is always the one that the story tells of.
type Course struct {
	story *Story
	lab   *engine.Lab
	at    int
	marks []mark // of the lab after each number of moves, as far as the story has come
}

// mark is a state of the lab: its place in the journal, and the digest of all that is in it.
type mark struct {
	position int
	hash     string
}

// NewCourse begins a course in a lab that was just started, and is used by nobody else but its speaker.
func NewCourse(s *Story, lab *engine.Lab) *Course { return &Course{story: s, lab: lab} }

// To brings the lab to where a number of moves are in effect. It reports whether it found the lab as it had left it.
func (c *Course) To(moves int) (untouched bool, err error) {
	if c.marks == nil {
		m, err := c.look()
		if err != nil {
			return false, err
		}
		c.marks = []mark{m}
	}
	if untouched, err = c.stands(c.at); err != nil {
		return false, err
	}
	base, err := c.base(min(moves, len(c.marks)-1))
	if err != nil {
		return untouched, err
	}
	if base < moves {
		c.marks = c.marks[:base+1]
	}
	c.at = base
	for c.at < moves {
		if err := c.make(); err != nil {
			return untouched, err
		}
	}
	return untouched, nil
}

// base goes to the last number of moves, up to most, that the lab's journal still leads to.
func (c *Course) base(most int) (int, error) {
	for n := most; n > 0; n-- {
		if there, err := c.travel(c.marks[n].position); err != nil {
			return n, err
		} else if !there {
			continue
		}
		if same, err := c.stands(n); same || err != nil {
			return n, err
		}
	}
	_, err := c.travel(c.marks[0].position)
	return 0, err
}

// make makes the next move.
func (c *Course) make() error {
	p := scenarios.Progress{} // the story keeps count of the goals
	if err := c.story.Scenario.Carry(c.lab, &p, c.story.Moves[c.at]); err != nil {
		return err
	}
	m, err := c.look()
	if err != nil {
		return err
	}
	c.at++
	c.marks = append(c.marks, m)
	return nil
}

// travel undoes or redoes until a number of changes is in effect; false when there are not that many.
func (c *Course) travel(to int) (bool, error) {
	at, redo := c.lab.Position()
	if to > at+redo {
		return false, nil
	}
	for ; at < to; at++ {
		if _, err := c.lab.Redo(); err != nil {
			return false, err
		}
	}
	for ; at > to; at-- {
		if _, err := c.lab.Undo(); err != nil {
			return false, err
		}
	}
	return true, nil
}

func (c *Course) look() (mark, error) {
	position, _ := c.lab.Position()
	hash, err := c.lab.StateHash()
	return mark{position, hash}, err
}

// stands reports whether the lab is as it was after a number of moves.
func (c *Course) stands(moves int) (bool, error) {
	if position, _ := c.lab.Position(); position != c.marks[moves].position {
		return false, nil
	}
	m, err := c.look()
	return m == c.marks[moves], err
}
