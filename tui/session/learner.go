package session

import (
	"strconv"
	"time"

	"kvlab/engine/trace"
	"kvlab/lessons"
	"kvlab/scenarios"
	"kvlab/tui/learner"
)

// Job see Doer. The request is issued like any other.
func (a Foretold) Job(s *Session) Job {
	issue, book, lab := s.Issue(a.Request), s.Learner, s.Scenario.ID
	return func() (*Update, error) {
		u, err := issue()
		if err != nil {
			return u, err
		}
		f := learner.Forecast{Lab: lab, Request: a.Request, Said: a.Said, Was: learner.EndingOf(u.Trace)}
		_ = book.Change(func(r *learner.Record) { r.Foretell(f) }) // the request was issued all the same; the book's Notice tells
		return u, nil
	}
}

// Job see Doer.
func (a AskForecasts) Job(s *Session) Job {
	return noting(s.Learner, func(r *learner.Record) { r.Foretells = a.On })
}

// Job see Doer.
func (a ReadLesson) Job(s *Session) Job {
	at := s.Learner.Now()
	return noting(s.Learner, func(r *learner.Record) { r.Read(a.Lesson, at) })
}

// Job see Doer.
func (a AnswerLesson) Job(s *Session) Job {
	return noting(s.Learner, func(r *learner.Record) { r.Answer(a.Lesson, a.Question, a.Right) })
}

// noting is a job that works on the learner's record alone.
func noting(book *learner.Book, change func(*learner.Record)) Job {
	return func() (*Update, error) { return nil, book.Change(change) }
}

// Job see Doer.
func (SeeSolution) Job(s *Session) Job {
	b, book := s.bench(), s.Learner
	return func() (*Update, error) {
		b.scenario.Reveal(&b.progress)
		if b.progress.Seen {
			_ = book.Change(func(r *learner.Record) { r.See(b.scenario.ID) }) // the lab knows all the same; the book's Notice tells
		}
		return b.look("the solution is shown")
	}
}

// Job see Doer.
func (Finish) Job(s *Session) Job {
	b, book, hints := s.bench(), s.Learner, s.Hints
	return func() (*Update, error) {
		if b.progress.Scored || !b.scenario.Complete(&b.progress) {
			return nil, nil
		}
		par, err := b.scenario.Par()
		if err != nil {
			return nil, err
		}
		work, err := b.scenario.Work(b.lab, &b.progress, hints)
		if err != nil {
			return nil, err
		}
		score := par.Score(&work)
		_ = book.Change(noteScore(b.scenario.ID, score, &work, book.Now())) // the lab is done all the same; the book's Notice tells
		b.progress.Scored = true
		u, err := b.look(strconv.Itoa(score.Total()) + " of 100 points, all goals reached")
		if err == nil {
			u.Outcome = trace.Pass
		}
		return u, err
	}
}

// noteScore notes a score and what to do next.
func noteScore(lab string, score scenarios.Score, work *scenarios.Work, at time.Time) func(*learner.Record) {
	labs, shelf := scenarios.Catalogue(), lessons.Catalogue()
	return func(r *learner.Record) {
		r.Score(lab, score, work, at)
		next := learner.Suggest(labs, shelf, r, lab)
		r.Next = &next
	}
}

// Job see Doer.
func (Retry) Job(s *Session) Job {
	b := s.bench()
	s.Hints = 0
	return func() (_ *Update, err error) {
		if b.progress, err = b.scenario.Retry(b.lab); err != nil {
			return nil, err
		}
		return b.look("a new try")
	}
}

// Issuing is what a window asks for to issue a request: the learner's forecast first, if they want to be asked.
func (s *Session) Issuing(request string) any {
	if s.Learner.Record().Foretells {
		return Foretell{request}
	}
	return Issue{request}
}

// Seek moves the reader to the first step of that id; false when the trace has none.
func (r *Reading) Seek(id string) bool {
	for place := range r.Steps() {
		if gate, step := r.At(place); r.Trace.Gates[gate].Steps[step].ID == id {
			r.MoveTo(place)
			return true
		}
	}
	return false
}
