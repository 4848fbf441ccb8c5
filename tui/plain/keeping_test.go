package plain

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"syscall"
	"testing"

	"kvlab/engine"
	"kvlab/tui/session"
)

// hour is a learner's conversation that leaves something of everything behind.
var hour = []string{"issue 1", "next", "flip zone-link", "hint", "hint", "note a peering carries no zone links", "flip public-access", "undo", "d", "az keyvault secret list --vault-name kv-shop-prod",
	"profile service", "back", "compose object=none", "edit 2", "app-shop-web", "noor", "done", "look 3", "edit 1 version=x", "advance 3h", "fixes"}

// Wherever the input ends, and if in the middle of a line, all that was answered is kept: as much as a talk that goes on
// knows at that moment.
func TestTheInputMayEndAnywhere(t *testing.T) {
	x := newTalk(io.Discard, inMemory("broken-dns"))
	if err := x.greet(); err != nil {
		t.Fatal(err)
	}
	for n := range len(hour) + 1 {
		if n > 0 {
			x.answer(context.Background(), hour[n-1])
		}
		o := onDisk(t, "broken-dns")
		said := converse(t, o, hour[:n]...)
		if !strings.HasSuffix(said, "\nYou have left kvlab. Everything is kept.\n") {
			t.Errorf("after %d lines it ends with\n%s", n, said)
		}
		if kept, known := stands(t, reopened(t, o)), stands(t, x.open); kept != known {
			t.Errorf("after %d lines this is kept:\n%s\nand this was known:\n%s", n, kept, known)
		}
	}
	if s := x.open; s.State.Undo != 3 || s.Hints != 1 || s.GoalsDone() != 1 || len(s.Requests()) < 4 {
		t.Errorf("the hour leaves too little behind: %s", stands(t, s))
	}
	if err := x.end(); err != nil {
		t.Error(err)
	}
}

// Whatever names a lab has and whatever is typed, in whatever order: nothing that is said would steer a terminal, every
// answer ends with where the learner is, and what was there at the end is there the next time.
func TestWhateverIsTypedIsSafeAndKept(t *testing.T) {
	for seed := range uint64(8) {
		dice := rand.New(rand.NewPCG(seed, 1))
		o := onDisk(t, hostileLab(t))
		o.Exports = t.TempDir()
		var out strings.Builder
		x := newTalk(&out, o)
		if err := x.greet(); err != nil {
			t.Fatal(err)
		}
		var lines []string
		for range 60 {
			line := typed[dice.IntN(len(typed))]
			lines = append(lines, line)
			out.Reset()
			x.answer(context.Background(), line)
			answered(t, out.String(), lines)
		}
		if x.composing != nil {
			x.answer(context.Background(), "cancel")
		}
		if x.open.Scenario.Source != "hostile.toml" { // a number or a link has led to another lab
			x.answer(context.Background(), "open "+o.Scenario)
		}
		known := holds(t, x.open)
		if err := x.end(); err != nil {
			t.Fatal(err)
		}
		if kept := holds(t, reopened(t, o)); kept != known {
			t.Errorf("after\n%q\nthis is kept:\n%s\nand this was known:\n%s", lines, kept, known)
		}
	}
}

// answered checks what was said to the last of the lines.
func answered(t *testing.T, said string, lines []string) {
	t.Helper()
	if obeyed := steers(said); obeyed != "" {
		t.Errorf("after\n%q\na terminal obeys %q", lines, obeyed)
	}
	if last := said[strings.LastIndex(strings.TrimSuffix(said, "\n"), "\n")+1:]; !strings.HasPrefix(last, "Here: ") {
		t.Errorf("after\n%q\nthe last line is %q", lines, last)
	}
}

// holds is what must outlast everything: the request in view is no part of it, for nobody may be able to name it again.
func holds(t *testing.T, s *session.Session) string {
	t.Helper()
	hash, err := s.Lab.StateHash()
	if err != nil {
		t.Fatal(err)
	}
	notes := session.NewNotes(s)
	if _, err := notes.Fetch()(); err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal([]any{hash, s.State.Undo, s.State.Redo, s.Hints, s.Progress, s.Reading.Breakpoints, notes.Text(), s.Requests()})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// A closed pipe is an end like any other.
func TestAPipeThatClosesEarlyEndsQuietly(t *testing.T) {
	o := onDisk(t, "broken-dns")
	in := strings.NewReader("flip 1\n" + strings.Repeat("goals\n", 100))
	if err := Run(context.Background(), in, closed{}, o); err != nil {
		t.Errorf("the error is %v", err)
	}
	reopened(t, o)
}

// closed is a pipe whose other end is gone.
type closed struct{}

func (closed) Write([]byte) (int, error) {
	return 0, &os.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.EPIPE}
}

// stands is what is kept of a learner.
func stands(t *testing.T, s *session.Session) string {
	t.Helper()
	hash, err := s.Lab.StateHash()
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal([]any{hash, s.State.Undo, s.State.Redo, s.Hints, s.Progress, s.Reading.Place(), s.Verdicts, s.Request, s.Requests()})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// broken is a pipe whose reader has gone.
type broken struct{ after int }

func (b *broken) Write(p []byte) (int, error) {
	if b.after -= len(p); b.after < 0 {
		return 0, errors.New("broken pipe")
	}
	return len(p), nil
}

func TestWhoStopsListeningLosesNothing(t *testing.T) {
	o := onDisk(t, "broken-dns")
	heard := strings.Index(converse(t, inMemory("broken-dns"), "flip 1"), "You have left")
	err := Run(context.Background(), strings.NewReader("flip 1\nflip 2\nflip 3\n"), &broken{after: heard}, o)
	if err == nil || !strings.Contains(err.Error(), "broken pipe") {
		t.Errorf("the error is %v", err)
	}
	if s := reopened(t, o); s.State.Undo != 2 {
		t.Errorf("%d changes are kept: the second one's answer was not heard, and there should be no third", s.State.Undo)
	}
}

func TestAnInterruptLeavesAndKeeps(t *testing.T) {
	o := onDisk(t, "broken-dns")
	ctx, stop := context.WithCancel(context.Background())
	in := &interrupted{lines: strings.NewReader("flip 1\n"), stop: stop}
	var out strings.Builder
	if err := Run(ctx, in, &out, o); err != nil {
		t.Fatal(err)
	}
	if s := reopened(t, o); s.State.Undo != 1 {
		t.Errorf("%d changes are kept", s.State.Undo)
	}
}

// interrupted is a keyboard: when its lines are typed, ctrl+c comes, and no further line ever.
type interrupted struct {
	lines *strings.Reader
	stop  func()
}

func (i *interrupted) Read(p []byte) (int, error) {
	if i.lines.Len() > 0 {
		return i.lines.Read(p)
	}
	i.stop()
	select {}
}

// Who leaves at the prompt finds what is said then on a line of its own; lines that go on have a prompt of their own.
func TestPromptsEndInASignAndLeavingBeginsALine(t *testing.T) {
	o := inMemory("broken-dns")
	o.Prompt, o.More = "kvlab> ", "more> "
	said := converse(t, o, "az keyvault list \\", "  -o tsv", "goals")
	for _, want := range []string{"\nkvlab> more> ", "\nkvlab> Goals:\n", "\nkvlab> \nYou have left kvlab."} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is missing from\n%s", want, said)
		}
	}
}

// What the desktop keeps of itself survives a talk in lines.
func TestTheDesktopFindsItsWindowsAgain(t *testing.T) {
	o := onDisk(t, "broken-dns")
	s := reopened(t, o)
	const desk = `{"Focus":"trace","Zoomed":true}`
	if _, err := s.Save(json.RawMessage(desk))(); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	converse(t, o, "issue 1", "hint", "hint")
	again, err := session.Open(o.Where, s.Scenario)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if string(again.Desk) != desk || again.Hints != 1 || again.Request == nil {
		t.Errorf("the desktop finds %s, %d hints, request %v", again.Desk, again.Hints, again.Request)
	}
}

func TestALabThatIsOpenElsewhere(t *testing.T) {
	o := onDisk(t, "broken-dns")
	reopened(t, o)
	var out strings.Builder
	if err := Run(context.Background(), strings.NewReader(""), &out, o); !errors.Is(err, engine.ErrInUse) {
		t.Errorf("the error is %v", err)
	}
	said := converse(t, Options{Where: o.Where}, "open broken-dns", "anew broken-dns yes", "open wired-web-app")
	if strings.Count(said, ". Leave the other kvlab, or start this one with --ephemeral") != 2 {
		t.Errorf("it says\n%s", said)
	}
	if !strings.Contains(said, "Here: wired-web-app") {
		t.Errorf("the other lab does not open:\n%s", said)
	}
}

func TestABeginAnewAsksFirst(t *testing.T) {
	o := onDisk(t, "broken-dns")
	said := converse(t, o, "flip 1", "anew broken-dns", "timeline", "anew broken yes", "timeline")
	if !strings.Contains(said, "type anew broken-dns yes") || strings.Count(said, "1. zone-link on") != 1 || strings.Count(said, "Nothing was changed yet.") != 1 {
		t.Errorf("it says\n%s", said)
	}
}

// A lab in memory lasts as long as the talk, whatever is opened in between.
func TestALabInMemoryIsParked(t *testing.T) {
	said := converse(t, inMemory("broken-dns"), "flip 1", "open wired-web-app", "labs", "open broken-dns", "timeline")
	if !strings.Contains(said, "1. zone-link on") || !strings.Contains(said, "15 minutes, begun.") {
		t.Errorf("it says\n%s", said)
	}
}
