package plain

import (
	"errors"

	"kvlab/engine/trace"
	"kvlab/tui/session"
)

// origin says where the evidence of this step has its values from: all of it, one piece, or the one that is read.
func (t *talk) origin(word string) error {
	r := &t.open.Reading
	s := r.Step()
	switch {
	case r.Trace == nil:
		return errNoTrace
	case s == nil:
		return errors.New("go to a step first: next reads the first one")
	}
	asked, err := t.meantEvidence(s, word)
	if err != nil {
		return err
	}
	told := 0
	for _, e := range asked {
		if e.Source == "" {
			continue
		}
		told++
		if err := t.located(e); err != nil {
			return err
		}
	}
	if told == 0 {
		return errors.New("nothing here was read from the lab itself")
	}
	return nil
}

func (t *talk) meantEvidence(s *trace.Step, word string) ([]trace.Evidence, error) {
	if fact := t.open.Reading.Fact(); word == "" && fact != nil {
		return []trace.Evidence{*fact}, nil
	}
	if word == "" {
		return s.Evidence, nil
	}
	var labels []string
	for _, e := range s.Evidence {
		labels = append(labels, e.Label)
	}
	n, err := pick("evidence", word, labels)
	if err != nil {
		return nil, err
	}
	return s.Evidence[n : n+1], nil
}

// located says where one value comes from, and which command reads it among others of its kind.
func (t *talk) located(e trace.Evidence) error {
	if _, err := t.take(session.Locate{Path: e.Source}.Job(t.open)); err != nil {
		return err
	}
	o := t.open.Reading.Origins[e.Source]
	t.say("%s = %s: %s, %s", e.Label, e.Value, e.Source, sentence(o.InWords()))
	if home := session.Home(e.Source); home != "" {
		t.say("  %s reads it among others of its kind.", home)
	}
	return nil
}
