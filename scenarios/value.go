package scenarios

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// number reads a whole number in a range; absent is otherwise.
func (t *table) number(key string, low, high, otherwise int) int {
	v, ok := t.value(key)
	if !ok {
		return otherwise
	}
	n, ok := v.(int64)
	switch {
	case !ok:
		t.wrong(key, v, "a whole number")
	case n < int64(low) || n > int64(high):
		t.bad(key, "must be from "+strconv.Itoa(low)+" to "+strconv.Itoa(high)+", not "+strconv.FormatInt(n, 10))
	default:
		return int(n)
	}
	return otherwise
}

// moment reads a time, the zero time when the key is absent. A time without an offset would mean something else on
// every machine, so there must be one.
func (t *table) moment(key string) time.Time {
	v, ok := t.value(key)
	if !ok {
		return time.Time{}
	}
	at, ok := v.(time.Time)
	switch {
	case !ok:
		t.wrong(key, v, "a time without quotes, such as 2026-03-02T09:00:00Z")
		return time.Time{}
	case isLocal(at):
		t.bad(key, "needs date, time and offset, such as 2026-03-02T09:00:00Z")
		return time.Time{}
	case at.Nanosecond() != 0 || at.UTC().Year() < 1 || at.UTC().Year() > 9999:
		t.bad(key, "must be a time of whole seconds, such as 2026-03-02T09:00:00Z")
		return time.Time{}
	}
	return at.UTC()
}

// isLocal tells by the location that the TOML library gives to times without an offset.
func isLocal(t time.Time) bool { return strings.HasSuffix(t.Location().String(), "-local") }

// words reads a list of texts.
func (t *table) words(key string) []string {
	v, ok := t.value(key)
	if !ok {
		return nil
	}
	list, ok := v.([]any)
	if !ok {
		t.wrong(key, v, "a list of texts")
		return nil
	}
	words := make([]string, 0, len(list))
	for _, x := range list {
		s, ok := x.(string)
		if !ok {
			t.wrong(key, v, "a list of texts")
			return nil
		}
		words = append(words, s)
	}
	return words
}

// distinct is words without repetitions; it reports them.
func (t *table) distinct(key string) []string {
	words := t.words(key)
	for i, w := range words {
		if slices.Contains(words[:i], w) {
			t.bad(key, quote(w)+" stands there twice")
		}
	}
	return words
}

// fact reads a value that is to be written at a state path, as the text that the path takes.
func (t *table) fact(key string) (text string, ok bool) {
	v, ok := t.value(key)
	if !ok {
		return "", false
	}
	switch v := v.(type) {
	case string:
		return v, true
	case bool:
		return strconv.FormatBool(v), true
	case int64:
		return strconv.FormatInt(v, 10), true
	case time.Time:
		at := t.moment(key)
		return at.Format(time.RFC3339), !at.IsZero()
	case []any:
		return strings.Join(t.words(key), ","), true
	}
	t.wrong(key, v, "a text, true or false, a whole number, a time or a list of texts")
	return "", false
}

// choice reads one of a closed list of words; absent is otherwise.
func (t *table) choice(key, otherwise string, from []string) string {
	s := t.text(key)
	if s == "" {
		if v, ok := t.value(key); ok && v == "" {
			t.bad(key, "is empty: choose from "+strings.Join(from, ", "))
		}
		return otherwise
	}
	if !slices.Contains(from, s) {
		t.bad(key, quote(s)+" is not possible here"+t.file.hint(s, from))
		return otherwise
	}
	return s
}

// pairs reads a table whose keys are free, as texts.
func (t *table) pairs(key string) map[string]string {
	v, ok := t.value(key)
	if !ok {
		return nil
	}
	m, ok := v.(map[string]any)
	if !ok {
		t.wrong(key, v, "a table of texts")
		return nil
	}
	pairs := make(map[string]string, len(m))
	for _, k := range sorted(m) {
		s, ok := m[k].(string)
		if !ok {
			t.wrong(key, m[k], "a table of texts")
			return nil
		}
		pairs[k] = s
	}
	return pairs
}
