package session

import "kvlab/engine"

// Notes are the learner's own words about a lab, kept beside it: undo and reset leave them alone.
type Notes struct {
	session *Session
	read    Found[string]
	kept    Found[string] // what was written down last
}

// keptNotes is the name the text is kept under.
const keptNotes = "notes"

// NewNotes makes the notes of a session; they are read by Fetch.
func NewNotes(s *Session) *Notes { return &Notes{session: s} }

// Fetch returns a job that reads the text, Text what it found; nil before it has run.
func (n *Notes) Fetch() Job {
	lab := n.session.Lab
	return n.session.Look(func() error {
		raw, err := lab.Kept(keptNotes)
		if err != nil || n.read.Get() != nil {
			return err
		}
		text := string(raw)
		n.kept.Put(&text)
		n.read.Put(&text)
		return nil
	})
}

// Text see Fetch.
func (n *Notes) Text() *string { return n.read.Get() }

// Keep returns a job that writes a text down beside the lab.
func (n *Notes) Keep(text string) Job {
	lab := n.session.Lab
	return n.session.Look(func() error { return n.keep(lab, text) })
}

func (n *Notes) keep(lab *engine.Lab, text string) error {
	if err := lab.Keep(keptNotes, []byte(text)); err != nil {
		return err
	}
	n.kept.Put(&text)
	return nil
}

// Kept reports whether a text is the one that was written down last.
func (n *Notes) Kept(text string) bool {
	kept := n.kept.Get()
	return kept != nil && *kept == text
}

// Version grows with what is read and written.
func (n *Notes) Version() uint64 { return n.read.Version() + n.kept.Version() }

// Actions of the window of the notes.
type (
	// FetchNotes reads the notes.
	FetchNotes struct{ Notes *Notes }
	// KeepNotes writes them down.
	KeepNotes struct {
		Notes *Notes
		Text  string
	}
)

// Job see Doer.
func (a FetchNotes) Job(*Session) Job { return a.Notes.Fetch() }

// Job see Doer.
func (a KeepNotes) Job(*Session) Job { return a.Notes.Keep(a.Text) }
