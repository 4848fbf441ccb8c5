package session

import "time"

// Speed is how fast a trace plays.
type Speed int

const (
	Slow Speed = iota - 1
	Usual
	Fast
)

// Words are a speed as a reader sees it.
func (s Speed) Words() string {
	switch s {
	case Slow:
		return "slow"
	case Fast:
		return "fast"
	}
	return "usual speed"
}

// Pause is the time between two steps that go by themselves.
func (s Speed) Pause() time.Duration {
	switch s {
	case Slow:
		return 1500 * time.Millisecond
	case Fast:
		return 250 * time.Millisecond
	}
	return 700 * time.Millisecond
}

// TurnSpeed goes on to the next speed: usual, fast, slow.
func (r *Reading) TurnSpeed() {
	if r.Speed++; r.Speed > Fast {
		r.Speed = Slow
	}
	r.version++
}

// Pause stops playing.
func (r *Reading) Pause() {
	if r.Playing {
		r.Playing = false
		r.version++
	}
}

// PlayOn goes one step further, as playing does: it stops at the end and at a breakpoint.
func (r *Reading) PlayOn() {
	r.MoveTo(r.place + 1)
	gate, step := r.At(r.place)
	if r.place >= r.Steps()-1 || gate >= 0 && r.Broken(gate, step) {
		r.Pause()
	}
}
