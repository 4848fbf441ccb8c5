package windows

import (
	"testing"

	"kvlab/tui/session"
)

// Words typed before the kept ones have been read stand in front of them, and nothing is lost.
func TestNotesWaitForNobody(t *testing.T) {
	s := open(t, "broken-dns", "")
	work(t, s, session.NewNotes(s).Keep("kept before"))
	n := NewNotes(s)
	fetch := n.Type("new, ")
	if n.Unkept() != nil {
		t.Error("what has not been read would be written over")
	}
	work(t, s, fetch.(session.FetchNotes).Job(s))
	if n.Type("and "); n.text.text != "new, and kept before" {
		t.Errorf("the notes are %q", n.text.text)
	}
	for range 5 {
		n.text.undo()
	}
	if n.text.text != "new, kept before" {
		t.Errorf("undone: %q", n.text.text)
	}
	work(t, s, n.Unkept())
	if n.Unkept() != nil || n.Title() != "Notes" {
		t.Error("what was written down counts as new")
	}
	if n.Wants() != nil {
		t.Error("the notes are read twice")
	}
}

// Before the lab has answered, a table of another question is not shown.
func TestAnAnswerToAnotherQuestionIsNotShown(t *testing.T) {
	s := open(t, "half-migrated-rbac", "")
	a := NewAccess(s)
	work(t, s, a.Wants().(session.AskAccess).Job(s))
	if a.answer() == nil || a.Wants() != nil {
		t.Fatal("the answer is not taken, or asked for again")
	}
	a.object = a.objects()[1]
	if a.answer() != nil || a.Wants() == nil {
		t.Error("the answer about the vault stands for its secret")
	}
	n := NewNetwork(s)
	work(t, s, n.Wants().(session.AskWay).Job(s))
	if n.way() == nil || n.Wants() != nil {
		t.Fatal("the way is not taken, or asked for again")
	}
	n.host = hostNames(s)[1]
	if n.way() != nil || n.Wants() == nil {
		t.Error("the way from one host stands for another's")
	}
}
