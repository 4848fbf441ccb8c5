package session

import (
	"strconv"

	"kvlab/engine"
	"kvlab/engine/trace"
)

// Actions about the ways that the lab has left. Each knows its own job.
type (
	// AskBranches lists them. What was found of the same commit is not looked for again.
	AskBranches struct{ Found *Found[Branches] }
	// GoOver goes over to a branch; the way that is left becomes one.
	GoOver struct{ Branch uint64 }
	// ForgetBranch takes a branch away for good. Ask first (Sure): nothing brings it back.
	ForgetBranch struct{ Branch uint64 }
	// Suppose evaluates the last request as it would end at another place, and lays that beside the trace. Title says
	// which place that is.
	Suppose struct {
		Place engine.Place
		Title string
	}
)

// Sure asks, in a dialog with that title and text, before something that cannot be undone. Verb is what is done then.
type Sure struct {
	Title, Text, Verb string
	Then              Doer
}

// Branches are the ways that a lab has left, as they were at one commit: by the fork that they leave from, each followed
// by those that leave from it.
type Branches struct {
	Seq  uint64
	List []Branch
}

// Branch is one of them, with its first changes: at most 12.
type Branch struct {
	engine.Branch
	Begins []engine.Entry
}

// mostBegins is how many changes of a branch are read.
const mostBegins = 12

// InWords says what a branch is in half a sentence.
func (b *Branch) InWords() string {
	return counted(b.Count, "change") + ", begun with \"" + b.Label + "\""
}

// ReadBranches reads what is told of the branches of a lab.
func ReadBranches(lab *engine.Lab) (*Branches, error) {
	found := &Branches{Seq: lab.Seq()}
	list, err := lab.Branches()
	if err != nil {
		return nil, err
	}
	for _, b := range list {
		begins, err := lab.Along(b.ID, mostBegins)
		if err != nil {
			return nil, err
		}
		found.List = append(found.List, Branch{b, begins})
	}
	return found, nil
}

// Job see Doer. It hands nothing over: what the status bar says of the change before stays there.
func (a AskBranches) Job(s *Session) Job {
	lab := s.Lab
	return func() (*Update, error) {
		if known := a.Found.Get(); known != nil && known.Seq == lab.Seq() {
			return nil, nil
		}
		found, err := ReadBranches(lab)
		if err == nil {
			a.Found.Put(found)
		}
		return nil, err
	}
}

// Job see Doer.
func (a GoOver) Job(s *Session) Job {
	b := s.bench()
	return func() (*Update, error) {
		c, err := b.lab.TakeBranch(a.Branch)
		if err != nil {
			return nil, err
		}
		u, err := b.look(crossed(&c))
		if err != nil {
			return nil, err
		}
		u.Outcome = trace.Info
		u.Read = func(r *Reading) { s.crossed(r, u) }
		return u, nil
	}
}

// crossed takes over what going over to another way changed. As many changes may be in effect as before, so their number
// does not tell that they are others.
func (s *Session) crossed(r *Reading, u *Update) {
	if u.Trace != nil && u.Trace != r.Trace {
		r.Compare(u.Trace, u.Label)
	}
	s.stale()
}

// crossed says what was done.
func crossed(c *engine.Crossing) string {
	told := "over to \"" + c.Branch.Label + "\": "
	if c.Back > 0 {
		told += strconv.Itoa(c.Back) + " taken back, "
	}
	return told + strconv.Itoa(c.Forth) + " put in effect, the way left is kept"
}

// Job see Doer.
func (a ForgetBranch) Job(s *Session) Job {
	b := s.bench()
	return func() (*Update, error) {
		if err := b.lab.ForgetBranch(a.Branch); err != nil {
			return nil, err
		}
		u, err := b.look("forgot the other way")
		if err == nil {
			u.Outcome = trace.Info
		}
		return u, err
	}
}

// Job see Doer.
func (a Suppose) Job(s *Session) Job {
	return s.beside(Beside{Source: Elsewhere, Title: a.Title}, func(b *bench) (*trace.Trace, error) {
		return b.lab.EvaluateAt(b.request, a.Place)
	})
}
