package estate

import (
	"testing"
	"time"
)

func TestPeriodsAreCalendarTime(t *testing.T) {
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 9, 30, 0, 0, time.UTC) }
	for text, want := range map[string][2]time.Time{
		"P90D":    {day(2026, 5, 31), day(2025, 12, 2)},
		"P1M":     {day(2026, 4, 2), day(2026, 2, 2)},
		"P1Y6M":   {day(2027, 9, 2), day(2024, 9, 2)},
		"P2W":     {day(2026, 3, 16), day(2026, 2, 16)},
		"P200Y":   {day(2226, 3, 2), day(1826, 3, 2)},
		"P1Y2M3D": {day(2027, 5, 5), day(2024, 12, 30)},
	} {
		p, err := ParsePeriod(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
		}
		from := day(2026, 3, 2)
		if got := [2]time.Time{p.After(from), p.Before(from)}; got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
	if at := day(2026, 3, 2); !Period("").After(at).Equal(at) || !Period("soon").After(at).Equal(at) {
		t.Error("what is no period has a length")
	}
}

func TestWhatIsNoPeriod(t *testing.T) {
	for _, text := range []string{"", "P", "90D", "P1.5D", "-P1D", "PT1H", "P1DT1S", "P201Y", "P2400M1D", "P99999999999999Y", "P1X", "P0D"} {
		if p, err := ParsePeriod(text); err == nil {
			t.Errorf("%q is %q", text, p)
		}
	}
}

func FuzzParsePeriod(f *testing.F) {
	for _, s := range []string{"P90D", "P1Y6M", "PT5M", "P", "-P1D", "P0D"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParsePeriod(s)
		if err != nil {
			return
		}
		if at := p.After(time.Unix(0, 0)); at.Before(time.Unix(0, 0)) || at.Year() > 2170 {
			t.Errorf("%q ends at %s", s, at)
		}
	})
}
