package session

import (
	"testing"
	"time"
)

func TestASpanIsReadAsPeopleWriteIt(t *testing.T) {
	start := time.Date(2026, 1, 31, 9, 0, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"30m": "2026-01-31 09:30", "12h": "2026-01-31 21:00", "90d": "2026-05-01 09:00", "2w": "2026-02-14 09:00",
		"1d12h": "2026-02-01 21:00", " 1d 12 h ": "2026-02-01 21:00", "P90D": "2026-05-01 09:00", "p1m": "2026-03-03 09:00",
		"P1Y6M": "2027-07-31 09:00", "200w": "2029-12-01 09:00",
	} {
		s, err := ParseSpan(text)
		if got := s.After(start).Format("2006-01-02 15:04"); err != nil || got != want {
			t.Errorf("%q leads to %s, not %s (%v)", text, got, want, err)
		}
	}
	for _, text := range []string{"", "0d", "d", "12", "-1d", "1.5h", "1x", "99999999999999999999d", "73001d", "213504d", "9223372036854775807m", "73000d1h", "P", "P-1D", "PT1H", "1dd"} {
		if s, err := ParseSpan(text); err == nil {
			t.Errorf("%q is read as %+v", text, s)
		}
	}
}

// Whatever is typed, the clock runs forward or not at all.
func FuzzParseSpan(f *testing.F) {
	for _, text := range []string{"1d12h", "P1Y6M", "73000d", "²d", "1d\x00"} {
		f.Add(text)
	}
	start := time.Date(2026, 1, 31, 9, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, text string) {
		if s, err := ParseSpan(text); err == nil && !s.After(start).After(start) {
			t.Errorf("%q leads to %s", text, s.After(start))
		}
	})
}
