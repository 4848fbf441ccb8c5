package windows

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kvlab/engine"
	"kvlab/engine/audit"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
	"kvlab/tui/theme"
)

// These windows take text, and say where the cursor is.
var (
	_ desktop.Typist = (*Log)(nil)
	_ desktop.Typist = (*Clock)(nil)
	_ desktop.Caret  = (*Log)(nil)
	_ desktop.Caret  = (*Clock)(nil)
)

// logOf is the window on a log of events, without a lab that wrote them.
func logOf(events ...audit.Event) *Log {
	s := &session.Session{}
	s.State.Read, s.State.Events, s.State.Estate = session.EventsPart, events, &engine.Estate{}
	return NewLog(s)
}

func TestTheFilterFindsWhatPeopleTypeIt(t *testing.T) {
	events := []audit.Event{
		{Seq: 1, OperationName: "SecretGet", Status: 200, Signature: "OK", ObjectID: "ada-id", CallerAddress: "10.0.0.4", Request: "read",
			RequestURI: "https://kv-shop.vault.azure.net/secrets/db"},
		{Seq: 2, OperationName: "SecretGet", Status: 403, Signature: "Forbidden", ObjectID: "bob-id", CallerAddress: "20.1.1.1", Request: "read",
			RequestURI: "https://kv-shop.vault.azure.net/secrets/api"},
		{Seq: 3, OperationName: "KeyRotate", Status: 200, Signature: "OK", RequestURI: "https://kv-shop.vault.azure.net/keys/cmk"},
		{Seq: 4, OperationName: "SecretDelete", Status: 404, Signature: "Not Found", ObjectID: "ada-id", Request: "gone",
			RequestURI: "https://kv-test.vault.azure.net/secrets/db"},
	}
	for filter, want := range map[string][]uint64{
		"": {1, 2, 3, 4}, "secret": {1, 2, 4}, "4xx": {2, 4}, "403": {2}, "ADA": {1, 4}, "ada kv-test": {4}, "-ada": {2, 3}, "10.0.0": {1},
		"secrets/db": {1, 4}, "the service": {3}, "rotate 4xx": nil, "-": {1, 2, 3, 4}, "forbidden": {2}, "read -403": {1},
	} {
		l := logOf(events...)
		l.filter.text = filter
		l.settle()
		var got []uint64
		for _, e := range l.rows {
			got = append(got, e.Seq)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q finds %v, not %v", filter, got, want)
		}
	}
}

// The cursor stays on its event while others come, go and are filtered away; on the newest it goes along.
func TestTheCursorStaysOnItsEventOrFollows(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		last := uint64(rapid.IntRange(1, 30).Draw(r, "events"))
		log := func(last uint64) (events []audit.Event) {
			for seq := max(10, last) - 9; seq <= last; seq++ {
				events = append(events, audit.Event{Seq: seq, Status: 200 + int(seq%2)})
			}
			return events
		}
		l := logOf(log(last)...)
		l.to(rapid.IntRange(0, 9).Draw(r, "row"))
		was, follows := l.current().Seq, l.following()
		last += uint64(rapid.IntRange(0, 8).Draw(r, "more"))
		l.session.State.Events = log(last)
		l.settle()
		switch now := l.current().Seq; {
		case follows && now != last:
			r.Errorf("following stops at %d of %d", now, last)
		case !follows && now != max(was, l.rows[0].Seq):
			r.Errorf("the cursor was at %d and is at %d", was, now)
		}
	})
}

func TestAFieldTakesOneLineOfWhatIsTyped(t *testing.T) {
	var f field
	f.text = "old"
	f.begin()
	keys := f.commands("x", desktop.Command{Run: func() desktop.Action { return nil }}, func() desktop.Action { return nil })
	f.insert("a\r\nb\tc")
	if f.text != "olda b c" {
		t.Errorf("%q", f.text)
	}
	f.insert("é")
	f.rubOut()
	f.insert(strings.Repeat("x", longestField))
	if f.text != "olda b c" {
		t.Errorf("%q: half a character is left, or there is no end", f.text)
	}
	for range 20 {
		f.rubOut()
	}
	if keys[1].Run(); f.text != "old" || f.open {
		t.Errorf("esc leaves %q", f.text)
	}
}

// A row of the timeline and a place in the journal are the same two ways round, also where the journal is longer
// than what is shown of it.
func TestRowsOfTheTimelineArePlacesInTheJournal(t *testing.T) {
	s := &session.Session{}
	s.State.Read = session.HistoryPart
	for seq := uint64(101); seq <= 110; seq++ {
		s.State.History = append(s.State.History, engine.Entry{Seq: seq, Label: strconv.FormatUint(seq, 10), Undone: seq > 104})
	}
	s.State.Undo = 104
	w := NewTimeline(s)
	if w.cursor != 4 || w.seqOf(4) != 104 || w.standing() == "" {
		t.Errorf("the window opens at row %d, which is change %d", w.cursor, w.seqOf(w.cursor))
	}
	for row, seq := range map[int]uint64{0: 0, 1: 101, 10: 110} {
		w.to(row)
		if a := w.travel().(session.Travel); a.To != seq {
			t.Errorf("row %d leads to %d, not %d", row, a.To, seq)
		}
	}
	if w.beginning() != "the beginning, and 100 changes before these" {
		t.Error(w.beginning())
	}
	s.State.Undo = 50
	if w.settle(); w.here() != -1 {
		t.Errorf("change 50 is shown in row %d", w.here())
	}
}

// A frame of these windows is prose and rows, made anew: its cost must not grow with what is out of sight.
func TestDrawingTheWholeLabAllocatesLittle(t *testing.T) {
	s := open(t, "wired-web-app", "")
	for range 150 {
		work(t, s, s.Issue("app-read"))
		work(t, s, s.Flip("zone-link"))
	}
	for name := range panes {
		e := newEasel(t, name, s)
		o := theme.New(theme.Options{})
		c := desktop.NewCanvas(e.buf, o, true)
		if n := testing.AllocsPerRun(20, func() { e.w.Draw(c) }); n > 400 {
			t.Errorf("%s allocates %.0f times a frame", name, n)
		} else {
			t.Logf("%s: %.0f", name, n)
		}
	}
}
