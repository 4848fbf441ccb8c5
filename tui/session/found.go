package session

import "sync/atomic"

// Found hands what a job found out to the window that asked: the job puts it down off the event loop, the window picks
// the newest up when it draws. What is in it does not change any more.
type Found[T any] struct {
	newest atomic.Pointer[T]
	count  atomic.Uint64
}

// Put lays x down in place of what was there.
func (f *Found[T]) Put(x *T) {
	f.newest.Store(x)
	f.count.Add(1)
}

// Get picks up what was put down last, nil before the first.
func (f *Found[T]) Get() *T { return f.newest.Load() }

// Version grows with everything that is put down.
func (f *Found[T]) Version() uint64 { return f.count.Load() }

// Seq is the commit that State shows: what was found out about it holds until Seq changes.
func (s *Session) Seq() uint64 { return s.State.seq }

// unchanged is the update of a job that only looks: all stays as it was when the job was made.
func (s *Session) unchanged() *Update { return &Update{State: s.State, Progress: s.Progress.Clone()} }

// Look makes a job of something that only looks at the lab.
func (s *Session) Look(look func() error) Job {
	u := s.unchanged()
	return func() (*Update, error) { return u, look() }
}
