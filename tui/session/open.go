package session

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"kvlab/engine"
	"kvlab/scenarios"
	"kvlab/tui/learner"
)

// Where says where labs are kept.
type Where struct {
	// Data is kvlab's data directory; its labs are in labs/SCENARIO.
	Data string
	// Ephemeral keeps labs in memory.
	Ephemeral bool
	// OnFatal is called when the store is about to give up, so that the terminal can be given back first.
	OnFatal func(error)
	// Learner is the record that all sessions share. When it is nil, each opens its own: of the data directory, but
	// without a clock, and in memory for an ephemeral one.
	Learner *learner.Book
}

// Dir is the directory of a scenario's lab.
func (w Where) Dir(scenario string) string { return filepath.Join(w.Data, "labs", scenario) }

// Book is the learner's record.
func (w Where) Book() *learner.Book {
	switch {
	case w.Learner != nil:
		return w.Learner
	case w.Ephemeral || w.Data == "":
		return learner.InMemory(nil)
	}
	return learner.Open(w.Data, nil)
}

// ErrChanged: the scenario file is not the one that the lab was made from.
var ErrChanged = errors.New("the scenario file has changed since this lab began")

// Names of what the desktop keeps beside a lab.
const (
	keptScenario = "scenario" // digest of the scenario file the lab was made from
	keptDesktop  = "desktop"  // memo
)

// Open opens a scenario's lab where its learner left it, or begins it.
func Open(w Where, sc *scenarios.Scenario) (*Session, error) {
	lab, err := engine.Open(w.Dir(sc.ID), engine.Options{InMemory: w.Ephemeral, OnFatal: w.OnFatal})
	if err != nil {
		return nil, err
	}
	s := &Session{Scenario: sc, Lab: lab, Verdicts: map[string]Ended{}, Learner: w.Book()}
	if err := s.begin(); err != nil {
		return nil, errors.Join(err, lab.Close())
	}
	return s, nil
}

func (s *Session) begin() error {
	loaded, err := s.Lab.Loaded()
	if err != nil {
		return err
	}
	if loaded {
		if err := s.recognize(); err != nil {
			return err
		}
	} else if err := s.load(); err != nil {
		return err
	}
	if err := errors.Join(s.recallYours(), s.recall()); err != nil {
		return err
	}
	b := s.bench()
	u, err := b.look("")
	if err != nil {
		return err
	}
	s.State, s.Progress = u.State, u.Progress
	s.Reading.Trace = u.Trace
	s.Reading.place = min(s.Reading.place, s.Reading.Steps()-1)
	if u.Trace != nil {
		s.Verdicts[u.Trace.Request.ID] = ended(u.Trace)
	}
	return nil
}

func (s *Session) load() error {
	if err := s.Lab.Keep(keptScenario, []byte(s.Scenario.Digest)); err != nil {
		return err
	}
	return s.Scenario.Start(s.Lab)
}

// recognize refuses a lab that another version of the scenario file began: its gates may name what is not there.
func (s *Session) recognize() error {
	digest, err := s.Lab.Kept(keptScenario)
	if err != nil {
		return err
	}
	if string(digest) != s.Scenario.Digest {
		return fmt.Errorf("%s: %w", s.Scenario.ID, ErrChanged)
	}
	return nil
}

// Discard throws a scenario's lab away, whatever is in it, so that the next Open begins anew. It refuses a lab that
// is open elsewhere, and a directory that holds no lab.
func Discard(w Where, scenario string) error {
	dir := w.Dir(scenario)
	if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err := foreign(dir); err != nil {
		return err
	}
	lab, err := engine.Open(dir, engine.Options{})
	switch {
	case err == nil:
		if err := lab.Close(); err != nil {
			return err
		}
	case errors.Is(err, engine.ErrInUse), errors.Is(err, engine.ErrForeign):
		return err
	}
	return os.RemoveAll(dir)
}

// foreign refuses a directory with files in it of which none is a store's: opening would make a lab of it.
func foreign(dir string) error {
	files, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, f := range files {
		if strings.HasPrefix(f.Name(), "MANIFEST-") || strings.HasPrefix(f.Name(), "marker.") {
			return nil
		}
	}
	if len(files) > 0 {
		return fmt.Errorf("%s: %w", dir, engine.ErrForeign)
	}
	return nil
}

// Begun reports whether a scenario has a lab already.
func Begun(w Where, scenario string) bool {
	if w.Ephemeral {
		return false
	}
	_, err := os.Stat(w.Dir(scenario))
	return err == nil
}

// Close lets the lab go.
func (s *Session) Close() error { return s.Lab.Close() }
