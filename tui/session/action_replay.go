package session

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"kvlab/engine"
	"kvlab/engine/trace"
)

// Actions of reading a trace. Each knows its own job.
type (
	// Locate finds out where a fact has its value from, for Reading.Origins.
	Locate struct{ Path string }
	// Preview evaluates the last request as if a fix had been made, and lays that beside the trace.
	Preview struct{ Fix trace.Fix }
	// KeepFix makes the fix that was tried out, as one change.
	KeepFix struct{}
	// ContrastProfile evaluates the last request by the other profile, ContrastRequest evaluates another request.
	ContrastProfile struct{}
	ContrastRequest struct{ Request string }
	// Export saves the trace to a file in Session.Exports, under a name that is not taken.
	Export struct{ Format trace.Format }
)

var (
	errNoTrace   = errors.New("issue a request first: there is no trace yet")
	errNoPreview = errors.New("try a fix out first")
	errNowhere   = errors.New("this desktop has no directory to save files in")
)

// Job see Doer.
func (a Locate) Job(s *Session) Job {
	u, lab, sc := s.unchanged(), s.Lab, s.Scenario
	return func() (*Update, error) {
		o := Origin{File: sc.Source}
		o.Line, _ = sc.Where(a.Path)
		entry, changed, err := lab.LastChange(a.Path)
		if err != nil {
			return nil, err
		}
		if changed {
			o.Change, o.At = entry.Label, entry.At
		}
		u.Label = a.Path + ": " + o.InWords()
		u.Read = func(r *Reading) {
			if r.Origins == nil {
				r.Origins = map[string]Origin{}
			}
			r.Origins[a.Path] = o
		}
		return u, nil
	}
}

// beside is a job that evaluates a trace to lay beside the one in view.
func (s *Session) beside(b Beside, evaluate func(*bench) (*trace.Trace, error)) Job {
	u, at := s.unchanged(), s.bench()
	return func() (*Update, error) {
		if at.request == nil {
			return nil, errNoTrace
		}
		var err error
		if b.Trace, err = evaluate(&at); err != nil {
			return nil, err
		}
		u.Label = b.Title + ": " + trace.Summary(b.Trace)
		u.Read = func(r *Reading) { r.Beside = b }
		return u, nil
	}
}

// Job see Doer.
func (a Preview) Job(s *Session) Job {
	return s.beside(Beside{Source: WhatIf, Title: "what if: " + a.Fix.InWords(), Fix: &a.Fix}, func(b *bench) (*trace.Trace, error) {
		return b.lab.WhatIfFix(b.request, b.scenario.Switches(), a.Fix)
	})
}

// Job see Doer.
func (ContrastProfile) Job(s *Session) Job {
	other := s.State.Lab.Profile.Other()
	return s.beside(Beside{Source: OtherProfile, Title: "profile " + string(other)}, func(b *bench) (*trace.Trace, error) {
		return b.lab.WhatIf(b.request, engine.Change{Path: "lab.profile", Value: string(other)})
	})
}

// Job see Doer.
func (a ContrastRequest) Job(s *Session) Job {
	return s.beside(Beside{Source: OtherRequest, Title: "request " + a.Request}, func(b *bench) (*trace.Trace, error) {
		r, err := b.find(a.Request)
		if err != nil {
			return nil, err
		}
		return b.lab.Evaluate(r)
	})
}

// Job see Doer.
func (KeepFix) Job(s *Session) Job {
	b, fix := s.bench(), s.Reading.Beside.Fix
	return func() (*Update, error) {
		if fix == nil || b.request == nil {
			return nil, errNoPreview
		}
		label := "fix: " + fix.InWords()
		if err := b.lab.ApplyFix(label, b.request, b.scenario.Switches(), *fix); err != nil {
			return nil, err
		}
		return b.look(label)
	}
}

// Job see Doer.
func (a Export) Job(s *Session) Job {
	u, dir, t := s.unchanged(), s.Exports, s.Reading.Trace
	return func() (*Update, error) {
		switch {
		case t == nil:
			return nil, errNoTrace
		case dir == "":
			return nil, errNowhere
		}
		var b bytes.Buffer
		if err := a.Format.Write(&b, t); err != nil {
			return nil, err
		}
		name, err := saveNew(dir, t.Scenario+"-"+t.Request.ID, a.Format.Extension(), b.Bytes())
		if err != nil {
			return nil, fmt.Errorf("saving the trace: %w", err)
		}
		u.Label = "saved " + name
		return u, nil
	}
}

// maxSaved bounds the numbers that are tried for a name.
const maxSaved = 1000

// saveNew writes a file that was not there: stem.ext, or else stem-2.ext and so on.
func saveNew(dir, stem, extension string, content []byte) (name string, err error) {
	for n := 1; n <= maxSaved; n++ {
		name = filepath.Join(dir, plainName(stem)+extension)
		if n > 1 {
			name = filepath.Join(dir, fmt.Sprintf("%s-%d%s", plainName(stem), n, extension))
		}
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if errors.Is(err, os.ErrExist) {
			continue
		}
		if err != nil {
			return "", err
		}
		_, err = f.Write(content)
		return name, errors.Join(err, f.Close())
	}
	return "", fmt.Errorf("%d files of this name are there already", maxSaved)
}

// plainName keeps letters, digits and dashes, so that no name leads to another directory.
func plainName(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return '-'
	}, s)
}
