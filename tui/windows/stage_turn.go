package windows

import (
	"kvlab/engine/trace"
	"kvlab/tui/desktop"
	"kvlab/tui/present"
	"kvlab/tui/session"
)

// turn moves the story to another beat, and the lab with it. Which one that is, is known when the job before is done.
type turn struct {
	stage *Stage
	to    func(at int) int
}

// broughtBack is said when the lab was not as the story had left it.
const broughtBack = "what was changed by hand is taken back: the story goes on"

// Job see session.Doer.
func (t turn) Job(s *session.Session) session.Job {
	w := t.stage
	to := max(0, min(t.to(w.at), len(w.story.Beats)-1))
	moves, refresh := w.story.Beats[to].Moves, session.Refresh{}.Job(s)
	return func() (*session.Update, error) {
		untouched, err := w.course.To(moves)
		if err != nil {
			return nil, err
		}
		u, err := refresh()
		if err != nil {
			return nil, err
		}
		if !untouched {
			u.Label = broughtBack
		}
		u.Progress = w.story.Progress(to)
		u.Read = func(r *session.Reading) { w.arrive(to, r, u.Label) }
		return u, nil
	}
}

// arrive shows a beat. The program calls it when the lab is there.
func (w *Stage) arrive(to int, r *session.Reading, said string) {
	w.at, w.scroll.Top, w.said, w.unsettled = to, 0, said, true
	w.read(r)
	w.settle()
	w.Bump()
	w.podium.Turned()
}

// read opens what the beat tells of, at the place that the story has come to.
func (w *Stage) read(r *session.Reading) {
	b := &w.story.Beats[w.at]
	w.session.Request = nil
	if q, err := w.session.Scenario.Request(b.Request); err == nil {
		w.session.Request = q
	}
	if r.Trace != b.Trace || r.Playing {
		r.Open(b.Trace, nil)
	}
	r.MoveTo(b.Place)
}

// Return puts the reading back to where the story is, after a look at something else.
func (w *Stage) Return() {
	if !w.atPlace() {
		w.read(&w.session.Reading)
		w.session.Bump()
	}
}

// atPlace reports whether the session reads what the beat tells of.
func (w *Stage) atPlace() bool {
	b, r := &w.story.Beats[w.at], &w.session.Reading
	about := ""
	if w.session.Request != nil {
		about = w.session.Request.ID
	}
	return r.Trace == b.Trace && (r.Trace == nil || r.Place() == b.Place) && !r.Playing && about == b.Request
}

// settle shows how the requests ended that the class has seen.
func (w *Stage) settle() {
	w.session.Verdicts = map[string]session.Ended{}
	for id, e := range w.story.Endings(w.at) {
		w.session.Verdicts[id] = session.Ended{Verdict: e.Trace.Verdict, Summary: trace.Summary(e.Trace), Stale: e.Stale}
	}
}

// settled shows the endings once more when the lab has stopped changing: a job that changes it makes all of them stale.
type settled struct{ stage *Stage }

// Job see session.Doer.
func (a settled) Job(s *session.Session) session.Job {
	look := s.Look(func() error { return nil })
	return func() (*session.Update, error) {
		u, err := look()
		if err == nil {
			u.Label = a.stage.said
			u.Read = func(*session.Reading) { a.stage.settle() }
		}
		return u, err
	}
}

// Wants see Asker.
func (w *Stage) Wants() desktop.Action {
	if !w.unsettled {
		return nil
	}
	w.unsettled = false
	return settled{w}
}

// Story is what is told on the stage.
func (w *Stage) Story() *present.Story { return w.story }
