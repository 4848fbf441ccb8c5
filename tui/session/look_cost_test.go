package session

import (
	"testing"
	"time"
)

// aged is a lab with a long past: some thousand events and changes.
func aged(t testing.TB) *Session {
	s := begun(t, Where{Ephemeral: true}, "wired-web-app")
	for range 250 {
		s.do(t, s.issue("app-read"), s.issue("app-read"), s.flip("zone-link"), s.flip("zone-link"))
	}
	for range 20 {
		if _, err := s.Lab.Advance(24 * time.Hour); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// A job must not pay for the past: of a log that is watched it reads what is new.
func TestWatchingTheLogCostsWhatIsNew(t *testing.T) {
	s := aged(t)
	defer s.Close()
	read := func(parts Part) float64 {
		s.Watch(parts)
		s.carry(t, Refresh{})
		return testing.AllocsPerRun(5, func() {
			if _, err := s.Lab.Do(s.Scenario.Requests[0]); err != nil {
				t.Fatal(err)
			}
			s.carry(t, Refresh{})
		})
	}
	if bare, watched := read(0), read(EventsPart); watched > bare+500 {
		t.Errorf("a request allocates %.0f times while the log is watched, and %.0f times otherwise", watched, bare)
	}
	if n := len(s.State.Events); n != mostEvents {
		t.Errorf("%d events are kept", n)
	}
}

// BenchmarkReading measures what is read of a lab after a change, part by part.
func BenchmarkReading(b *testing.B) {
	s := aged(b)
	defer s.Close()
	for name, read := range map[string]func() error{
		"estate":  func() error { _, err := s.Lab.Estate(); return err },
		"events":  func() error { _, err := s.Lab.Events(mostEvents); return err },
		"history": func() error { _, err := s.Lab.History(); return err },
		"due":     func() error { _, err := s.Lab.Due(mostDue); return err },
		"bare":    func() error { _, err := readState(s.Lab, s.Scenario); return err },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := read(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	for name, parts := range map[string]Part{"nothing": 0, "log": EventsPart, "journal": HistoryPart, "everything": everyPart} {
		b.Run("job watching "+name, func(b *testing.B) {
			s.Watch(parts)
			s.carry(b, Refresh{})
			b.ReportAllocs()
			for b.Loop() {
				s.do(b, s.issue("app-read"))
			}
		})
	}
}
