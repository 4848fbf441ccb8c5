package tui

import (
	"sync"

	tea "charm.land/bubbletea/v2"

	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// wish makes a job when its turn comes: a job is made from the session as the one before it left it.
type wish struct {
	make func() session.Job
	of   *session.Session // whose lab it works on
	// quiet jobs change nothing that is shown: keys need not wait for them.
	quiet bool
}

// queue runs jobs one at a time, in the order in which they were wished for.
type queue struct {
	waiting []wish
	running *wish
	seq     uint64
	busy    sync.WaitGroup // held from when a job is handed out until it has run

	// A program that is stopped from outside drops commands that it has not begun.
	mu     sync.Mutex
	begun  bool // the running job is at work
	closed bool // no further job may begin
}

// begin reports whether the job that was handed out may go to work.
func (q *queue) begin() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.begun = !q.closed
	return q.begun
}

// close waits for a job that is at work, and keeps one that is not from ever beginning.
func (q *queue) close() {
	q.mu.Lock()
	if q.running != nil && !q.begun && !q.closed {
		q.busy.Done()
	}
	q.closed = true
	q.mu.Unlock()
	q.busy.Wait()
}

// done is the message that a job has ended.
type done struct {
	seq    uint64
	of     *session.Session
	update *session.Update
	err    error
	crash  *Crash
}

// add puts a wish at the end and starts it if nothing runs.
func (q *queue) add(w wish) tea.Cmd {
	q.waiting = append(q.waiting, w)
	return q.next()
}

// next starts the first wish, unless a job runs.
func (q *queue) next() tea.Cmd {
	if q.running != nil || len(q.waiting) == 0 {
		return nil
	}
	w := q.waiting[0]
	q.waiting = q.waiting[1:]
	job := w.make()
	q.running = &w
	q.seq++
	seq := q.seq
	q.busy.Add(1)
	q.mu.Lock()
	q.begun = false
	q.mu.Unlock()
	return func() (msg tea.Msg) {
		if !q.begin() {
			return nil
		}
		defer q.busy.Done()
		defer func() {
			if r := recover(); r != nil {
				msg = done{seq: seq, crash: newCrash(r)}
			}
		}()
		u, err := job()
		return done{seq: seq, of: w.of, update: u, err: err}
	}
}

// ended says that the running job's message has come; false means that the message is a stale one.
func (q *queue) ended(seq uint64) bool {
	if q.running == nil || seq != q.seq {
		return false
	}
	q.running = nil
	return true
}

// loud reports whether a job runs or waits whose outcome decides what a key means.
func (q *queue) loud() bool {
	if q.running != nil && !q.running.quiet {
		return true
	}
	for _, w := range q.waiting {
		if !w.quiet {
			return true
		}
	}
	return false
}

// idle reports whether nothing runs or waits.
func (q *queue) idle() bool { return q.running == nil && len(q.waiting) == 0 }

// work asks for a job on the open session, and after it for a note of where its learner stands.
func (m *Model) work(job func(*session.Session) session.Job) tea.Cmd {
	if m.room == nil || job == nil {
		return nil
	}
	s := m.room.session
	return m.jobs.add(wish{of: s, make: func() session.Job { return job(s) }})
}

// save notes where the learner stands.
func (m *Model) save() tea.Cmd {
	r := m.room
	if r == nil || m.jobs.savePending() {
		return nil
	}
	return m.jobs.add(wish{of: r.session, quiet: true, make: func() session.Job { return r.session.Save(r.memo()) }})
}

// savePending reports whether a quiet job waits already: it will note what is true when it starts.
func (q *queue) savePending() bool {
	for _, w := range q.waiting {
		if w.quiet {
			return true
		}
	}
	return false
}

// finished takes over what a job found out and lets the keys in that waited for it.
func (m *Model) finished(d done) tea.Cmd {
	if !m.jobs.ended(d.seq) {
		return nil
	}
	var cmds []tea.Cmd
	switch {
	case d.crash != nil:
		return m.crash(d.crash)
	case d.err != nil:
		m.fail(d.err.Error())
	case d.update != nil && m.room != nil && m.room.session == d.of:
		cmds = append(cmds, m.accept(d.update))
	}
	m.dirty = true
	cmds = append(cmds, m.jobs.next(), m.replay())
	if m.leaving && m.jobs.idle() {
		cmds = append(cmds, tea.Quit)
	}
	return tea.Batch(cmds...)
}

// accept shows what a job changed.
func (m *Model) accept(u *session.Update) tea.Cmd {
	r := m.room
	beside := r.session.Reading.Beside.Trace
	r.session.Accept(u)
	laid := r.session.Reading.Beside.Trace
	switch {
	case laid != nil && laid != beside:
		r.show(r.find("compare"))
	case u.Issued != nil:
		r.show(r.trace)
	case u.Trace != nil && r.main != r.chart && r.floor.Standing(r.trace) == desktop.Open:
		r.main = r.trace
	}
	m.tell(u)
	m.noticed()
	m.arrange()
	if len(u.Reached) > 0 && r.session.Finished() {
		return tea.Batch(m.work(session.Finish{}.Job), m.save())
	}
	return m.save()
}

// replay handles the keys that came while a job ran.
func (m *Model) replay() tea.Cmd {
	var cmds []tea.Cmd
	for len(m.held) > 0 && !m.jobs.loud() {
		first := m.held[0]
		m.held = m.held[1:]
		cmds = append(cmds, m.key(first))
	}
	return tea.Batch(cmds...)
}
