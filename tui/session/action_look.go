package session

import (
	"kvlab/engine"
	"kvlab/engine/trace"
)

// Actions of windows that look at the lab in their own way. What was found of the same commit is not looked for again.
type (
	// AskAccess asks who may do what.
	AskAccess struct {
		Question   engine.AccessQuestion
		Operations []string
		Found      *Found[engine.Access]
	}
	// AskWay asks how a host gets to a vault.
	AskWay struct {
		Host, Vault string
		Found       *Found[Way]
	}
)

// Way is how a request from a host to a vault would fare.
type Way struct {
	Host, Vault string
	User        string // the person at the host who asks, empty for the program that runs there
	Seq         uint64 // the commit it is true of
	Trace       *trace.Trace
}

// Job see Doer.
func (a AskAccess) Job(s *Session) Job {
	lab := s.Lab
	return s.Look(func() error {
		if known := a.Found.Get(); known != nil && known.Question == a.Question && known.Seq == lab.Seq() {
			return nil
		}
		found, err := lab.Access(a.Question, a.Operations...)
		if err == nil {
			a.Found.Put(found)
		}
		return err
	})
}

// Job see Doer. A list of secrets is what it asks for: that needs no object, and every host's program may try. Where the
// operator sits it is the operator who asks, as in the console.
func (a AskWay) Job(s *Session) Job {
	lab, user := s.Lab, ""
	if o := s.Scenario.Operator; o != nil && o.Host == a.Host {
		user = o.User
	}
	return s.Look(func() error {
		seq := lab.Seq()
		if known := a.Found.Get(); known != nil && known.Host == a.Host && known.Vault == a.Vault && known.Seq == seq {
			return nil
		}
		t, err := lab.Evaluate(&engine.Request{ID: "way", Host: a.Host, User: user, Operation: "secrets/list", Vault: a.Vault})
		if err == nil {
			a.Found.Put(&Way{a.Host, a.Vault, user, seq, t})
		}
		return err
	})
}
