package learner

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"kvlab/scenarios"
)

func at(day int) time.Time { return time.Date(2026, time.March, day, 9, 0, 0, 0, time.UTC) }

func on(day int) func() time.Time { return func() time.Time { return at(day) } }

func scored(points int) scenarios.Score {
	return scenarios.Score{Parts: []scenarios.Part{{Name: "Changes", Points: points, Of: 100, Told: "because"}}}
}

func change(t *testing.T, b *Book, f func(*Record)) {
	t.Helper()
	if err := b.Change(f); err != nil {
		t.Fatal(err)
	}
}

func TestABookOpensAsItWasLeft(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "not", "there", "yet")
	b := Open(dir, on(2))
	change(t, b, func(r *Record) {
		r.Score("broken-dns", scored(70), &scenarios.Work{Hints: 2}, b.Now())
		r.Foretell(Forecast{Lab: "broken-dns", Request: "app-read", Said: "network", Was: Through})
		r.Read("four-gates", b.Now())
		r.Answer("four-gates", 1, false)
		r.Answer("four-gates", 1, true)
		r.Foretells = true
		r.Next = &Next{"wired-web-app", "The wired web app", "it is where to begin"}
	})
	again := Open(dir, on(3))
	if !reflect.DeepEqual(again.Record(), b.Record()) {
		t.Errorf("got  %+v\nwant %+v", again.Record(), b.Record())
	}
	if lab := again.Record().Labs["broken-dns"]; !lab.SolvedAt.Equal(at(2)) || lab.Best.Total() != 70 || lab.Hints != 2 || lab.Forecasts != (Tally{1, 0}) {
		t.Errorf("%+v", lab)
	}
	if a := again.Record().Lessons["four-gates"].Answers[1]; a != (Answer{true, 2}) {
		t.Errorf("%+v", a)
	}
	if text := again.Notice(); text != "" {
		t.Errorf("a book that is in order says %q", text)
	}
}

func TestTheBestScoreStaysAndTheFirstDay(t *testing.T) {
	b := InMemory(nil)
	for day, points := range []int{60, 90, 40} {
		change(t, b, func(r *Record) { r.Score("x", scored(points), &scenarios.Work{}, at(day+1)) })
	}
	lab := b.Record().Labs["x"]
	if lab.Best.Total() != 90 || lab.Last.Total() != 40 || lab.Times != 3 || !lab.SolvedAt.Equal(at(1)) {
		t.Errorf("%+v", lab)
	}
}

func TestWhoWasRightOnceStaysRight(t *testing.T) {
	b := InMemory(nil)
	for _, right := range []bool{false, true, false} {
		change(t, b, func(r *Record) { r.Answer("l", 0, right) })
	}
	if a := b.Record().Lessons["l"].Answers[0]; a != (Answer{true, 2}) {
		t.Errorf("%+v", a)
	}
}

// Others read a record while it is changed: what was handed out stays as it was.
func TestARecordThatWasHandedOutDoesNotChange(t *testing.T) {
	b := InMemory(nil)
	change(t, b, func(r *Record) { r.Answer("l", 0, false); r.Foretell(Forecast{Said: "network", Was: "network"}) })
	before, version := b.Record(), b.Version()
	change(t, b, func(r *Record) {
		r.Answer("l", 0, true)
		r.Foretell(Forecast{Said: "network", Was: "object"})
		r.See("x")
	})
	if before.Lessons["l"].Answers[0].Right || before.Forecasts["network"].Made != 1 || len(before.Labs) != 1 {
		t.Errorf("%+v", before)
	}
	if b.Version() == version {
		t.Error("the version is the same")
	}
}

func TestTwoBooksOfOneDirectoryKeepWhatEitherWrites(t *testing.T) {
	dir := t.TempDir()
	one, two := Open(dir, nil), Open(dir, nil)
	change(t, one, func(r *Record) { r.See("one") })
	change(t, two, func(r *Record) { r.See("two") })
	if r := Open(dir, nil).Record(); !r.Labs["one"].Seen || !r.Labs["two"].Seen {
		t.Errorf("%+v", r.Labs)
	}
}

// What cannot be used is kept under another name, to the last byte, and told once.
func TestAFileThatCannotBeUsedIsPutAside(t *testing.T) {
	for name, text := range map[string]string{"damaged": `{"schema":1,"labs":{`, "empty": "", "of another form": `{"labs":{}}`, "no record": `[1]`} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, fileName)
			earlier := path + ".kept-1"
			if err := errors.Join(os.WriteFile(path, []byte(text), 0o600), os.WriteFile(earlier, []byte("earlier"), 0o600)); err != nil {
				t.Fatal(err)
			}
			b := Open(dir, nil)
			if told := b.Notice(); !strings.Contains(told, path+".kept-2") || b.Notice() != "" {
				t.Errorf("it says %q", told)
			}
			change(t, b, func(r *Record) { r.See("x") })
			for file, want := range map[string]string{path + ".kept-2": text, earlier: "earlier"} {
				if kept, err := os.ReadFile(file); err != nil || string(kept) != want {
					t.Errorf("%s holds %q, %v", file, kept, err)
				}
			}
			if !Open(dir, nil).Record().Labs["x"].Seen {
				t.Error("the new record is not kept")
			}
		})
	}
}

func TestAFileOfANewerProgramIsLeftAsItIs(t *testing.T) {
	dir := t.TempDir()
	text := `{"schema":2,"everything":"else"}`
	if err := os.WriteFile(filepath.Join(dir, fileName), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	b := Open(dir, nil)
	if !strings.Contains(b.Notice(), "newer kvlab") {
		t.Error("nobody is told")
	}
	change(t, b, func(r *Record) { r.See("x") })
	change(t, b, func(r *Record) { r.See("y") })
	if !b.Record().Labs["x"].Seen {
		t.Error("what is done now is forgotten at once")
	}
	if kept, err := os.ReadFile(filepath.Join(dir, fileName)); err != nil || string(kept) != text {
		t.Errorf("the file holds %q, %v", kept, err)
	}
}

// A directory that cannot be written costs the file, not what is done now.
func TestAFullDiskCostsTheFileOnly(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(dir, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	b := Open(filepath.Join(dir, "below"), nil)
	b.Notice()
	err := b.Change(func(r *Record) { r.See("x") })
	_ = b.Change(func(r *Record) { r.See("y") })
	if r := b.Record(); !r.Labs["x"].Seen || !r.Labs["y"].Seen {
		t.Errorf("%+v, %v", r.Labs, err)
	}
}

// What is written is whole or not there at all: nothing but the record's file is left behind.
func TestWritingLeavesNothingBehind(t *testing.T) {
	dir := t.TempDir()
	b := Open(dir, nil)
	for range 3 {
		change(t, b, func(r *Record) { r.See("x") })
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 1 || files[0].Name() != fileName {
		t.Errorf("%v, %v", files, err)
	}
}

func TestANilBookIsEmptyAndKeepsNothing(t *testing.T) {
	var b *Book
	if err := b.Change(func(*Record) { t.Error("changed") }); err != nil || b.Version() != 0 || b.Notice() != "" || !b.Now().IsZero() {
		t.Errorf("%v", err)
	}
	if b.Record().Solved("x") {
		t.Error("somebody solved something")
	}
}

// Whatever a file holds, what is read of it can be written, added to and read again.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"schema":1,"labs":{"x":{"best":{"parts":null}}},"lessons":{"y":{"answers":{"1":{"right":true}}}}}`))
	f.Add([]byte(`{"schema":1,"latest":null,"forecasts":{"":{}}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := decode(text)
		if err != nil {
			return
		}
		r = r.clone()
		r.Score("x", scored(1), &scenarios.Work{}, at(1))
		r.Answer("y", 1, true)
		raw, err := encode(r)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := decode(raw); err != nil || !again.Solved("x") || !again.Lessons["y"].Answers[1].Right {
			t.Errorf("%+v, %v", again, err)
		}
	})
}
