package session

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"kvlab/engine/estate"
)

// Span is how far a clock is to run: a length, or calendar time.
type Span struct {
	length time.Duration
	period estate.Period
}

// After is the moment the span after t.
func (s Span) After(t time.Time) time.Time { return s.period.After(t.Add(s.length)) }

var errSpan = errors.New("write how far as 90d, 2w, 36h, 1d12h, or P6M for calendar months")

// longestSpan keeps sums of lengths inside what a duration holds.
const longestSpan = 200 * 365 * 24 * time.Hour

// ParseSpan reads how far the clock is to run: numbers with units (30m, 12h, 90d, 2w), or a period as Azure writes
// it (P90D, P1Y6M).
func ParseSpan(text string) (Span, error) {
	text = strings.ToLower(strings.Join(strings.Fields(text), ""))
	if strings.HasPrefix(text, "p") {
		p, err := estate.ParsePeriod(strings.ToUpper(text))
		return Span{period: p}, err
	}
	var s Span
	for rest := text; rest != "" || text == ""; {
		n, unit, after, ok := leading(rest)
		if !ok || s.length > longestSpan-time.Duration(n)*unit {
			return Span{}, errSpan
		}
		s.length += time.Duration(n) * unit
		rest = after
	}
	if s.length == 0 {
		return Span{}, errSpan
	}
	return s, nil
}

// leading reads one number with its unit. No number is so large that it overflows with the largest unit.
func leading(s string) (n int, unit time.Duration, rest string, ok bool) {
	digits := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	if digits < 1 {
		return 0, 0, "", false
	}
	n, err := strconv.Atoi(s[:digits])
	unit = unitOf(s[digits])
	if err != nil || unit == 0 || n > int(longestSpan/unit) {
		return 0, 0, "", false
	}
	return n, unit, s[digits+1:], true
}

func unitOf(letter byte) time.Duration {
	switch letter {
	case 'm':
		return time.Minute
	case 'h':
		return time.Hour
	case 'd':
		return 24 * time.Hour
	case 'w':
		return 7 * 24 * time.Hour
	}
	return 0
}
