package scenarios

import (
	"errors"

	"kvlab/engine"
	"kvlab/engine/facts"
)

// triedGate is a gate that was read, and which of its values can be tried.
type triedGate struct {
	table   *table
	on, off bool
}

// triedFact is a fact that a goal waits for.
type triedFact struct {
	table *table
	at    place
	ok    bool
}

// rehearse loads the estate into a lab in memory: there every path is looked up and every value tried, by the same
// code that does it for the learner. The error is of the lab itself, not of the file.
func (f *file) rehearse() (err error) {
	if f.pairs > maxPairs {
		return nil
	}
	s := f.scenario
	lab, err := open(standIn(s.Estate))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lab.Close()) }()
	s.Starts = make([]string, len(s.Gates))
	for i, x := range f.gates {
		s.Starts[i] = x.table.current(lab, s.Gates[i].Path)
	}
	for _, x := range f.facts {
		x.table.current(lab, s.conditionAt(x.at).Path)
	}
	for i, x := range f.gates {
		g := &s.Gates[i]
		g.On, g.Off = x.table.try(lab, "on", g.Path, g.On, x.on), x.table.try(lab, "off", g.Path, g.Off, x.off)
		s.Starts[i] = g.State(s.Starts[i])
	}
	for _, x := range f.facts {
		c := s.conditionAt(x.at)
		c.Equals = x.table.try(lab, "equals", c.Path, c.Equals, x.ok)
	}
	return nil
}

// open starts the scenario in a lab in memory.
func (s *Scenario) open() (*engine.Lab, error) { return open(s.Estate) }

func open(e *engine.Estate) (*engine.Lab, error) {
	lab, err := engine.Open("", engine.Options{InMemory: true})
	if err != nil {
		return nil, err
	}
	if err := lab.Load(e); err != nil {
		return nil, errors.Join(err, lab.Close())
	}
	return lab, nil
}

// current is the value of a fact at the start; a path that names none is reported.
func (t *table) current(lab *engine.Lab, path string) string {
	if path == "" {
		return ""
	}
	value, err := lab.Fact(path)
	if err != nil {
		t.bad("path", err.Error())
	}
	return value
}

// try tries a value and returns it as the lab reads it back: "get, list" comes back as "get,list".
func (t *table) try(lab *engine.Lab, key, path, value string, ok bool) string {
	if !ok || path == "" {
		return value
	}
	if _, err := lab.Fact(path); err != nil {
		return value // reported with the path
	}
	c := engine.Change{Path: path, Value: value}
	if key == "equals" && t.comesAbout(lab, c) {
		return value
	}
	if only(value, lowerLetters+"_") { // a plain word comes back as it is: no need to write it
		if err := lab.Check(c); err != nil {
			t.bad(key, err.Error())
		}
		return value
	}
	if err := lab.Apply("try "+path, c); err != nil {
		t.bad(key, err.Error())
		return value
	}
	back, err := lab.Fact(path)
	if err != nil {
		return value
	}
	return back
}

// comesAbout reports whether a fact could have the value, but nobody can write it: a goal may wait for it all the same.
func (t *table) comesAbout(lab *engine.Lab, c engine.Change) bool {
	var fixed *facts.FixedError
	return errors.As(lab.Check(c), &fixed)
}
