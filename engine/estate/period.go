package estate

import (
	"fmt"
	"time"

	"github.com/sosodev/duration"
)

// Period is a length of calendar time in ISO 8601 form, "P90D" or "P1Y6M". It has whole years, months, weeks and
// days only, as rotation policies do.
type Period string

// ParsePeriod reads a period.
func ParsePeriod(s string) (Period, error) {
	d, err := duration.Parse(s)
	if err != nil || d.Negative || d.Hours != 0 || d.Minutes != 0 || d.Seconds != 0 {
		return "", fmt.Errorf("%q is no period: write it as P90D, P18M or P2Y", s)
	}
	for _, part := range []float64{d.Years, d.Months, d.Weeks, d.Days} {
		if part != float64(int(part)) || part > 100_000 {
			return "", fmt.Errorf("%q is no period: write it as P90D, P18M or P2Y", s)
		}
	}
	start := time.Unix(0, 0)
	switch end := Period(s).After(start); {
	case !end.After(start):
		return "", fmt.Errorf("%q has no length", s)
	case end.After(start.AddDate(longest, 0, 0)):
		return "", fmt.Errorf("%q is longer than %d years", s, longest)
	}
	return Period(s), nil
}

// longest is how many years a period has at most. Nothing in a vault is planned for longer, and moments past the year
// 9999 cannot be written.
const longest = 200

// After is the moment the period after t. An empty or malformed period has no length.
func (p Period) After(t time.Time) time.Time { return p.shift(t, 1) }

// Before is the moment the period before t.
func (p Period) Before(t time.Time) time.Time { return p.shift(t, -1) }

func (p Period) shift(t time.Time, sign int) time.Time {
	d, err := duration.Parse(string(p))
	if p == "" || err != nil {
		return t
	}
	return t.AddDate(sign*int(d.Years), sign*int(d.Months), sign*(7*int(d.Weeks)+int(d.Days)))
}
