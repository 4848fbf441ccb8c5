package scenarios

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"kvlab/engine/facts"
)

// table is one table of a scenario file while it is being read. Each method reads a key, notes a problem when it is
// not of the right form, and makes the key a known one: what nobody asked for is reported at the end as unknown. So
// the code that reads a table is also the list of its keys.
type table struct {
	file   *file
	values map[string]any
	path   string // "vault.0", as the position index counts
	label  string // "vault.kv-shop", as problems call it
	known  []string
}

func (t *table) value(key string) (any, bool) {
	if !slices.Contains(t.known, key) {
		t.known = append(t.known, key)
	}
	v, ok := t.values[key]
	return v, ok
}

// bad notes a problem with the value of a key.
func (t *table) bad(key, message string) {
	label := key
	if t.label != "" {
		label = t.label + "." + key
	}
	t.file.report(join(t.path, key), label, message)
}

// missing notes that a key has to be there and is not.
func (t *table) missing(key, message string) {
	t.file.report(t.path, t.label, quote(key)+" is missing: "+message)
}

func (t *table) wrong(key string, v any, want string) { t.bad(key, "must be "+want+", not "+form(v)) }

// form says what a TOML value is.
func form(v any) string {
	switch v := v.(type) {
	case string:
		return "a text"
	case bool:
		return "true or false"
	case int64:
		return "a whole number"
	case float64:
		return "a number with a fraction"
	case time.Time:
		return "a time"
	case map[string]any:
		return "a table"
	case []map[string]any:
		return "a list of tables"
	case []any:
		if len(v) > 0 {
			return "a list of which the first is " + form(v[0])
		}
		return "an empty list"
	}
	return "nothing"
}

// text reads a string, empty when the key is absent.
func (t *table) text(key string) string {
	v, ok := t.value(key)
	if !ok {
		return ""
	}
	s, ok := v.(string)
	if !ok {
		t.wrong(key, v, "a text in quotes")
	}
	return s
}

// need is text for a key that has to be there and say something.
func (t *table) need(key, why string) string {
	v, ok := t.value(key)
	if !ok {
		t.missing(key, why)
		return ""
	}
	if v == "" {
		t.bad(key, "is empty: "+why)
	}
	return t.text(key)
}

func (t *table) has(key string) bool {
	_, ok := t.value(key)
	return ok
}

// flag reads true or false; absent is otherwise.
func (t *table) flag(key string, otherwise bool) bool {
	v, ok := t.value(key)
	if !ok {
		return otherwise
	}
	b, ok := v.(bool)
	if !ok {
		t.wrong(key, v, "true or false")
		return otherwise
	}
	return b
}

// absent reads the key "present", the other way round, as the estate holds it.
func (t *table) absent() bool { return !t.flag("present", true) }

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
	for k, v := range m {
		s, ok := v.(string)
		if !ok {
			t.wrong(key, v, "a table of texts")
			return nil
		}
		pairs[k] = s
	}
	return pairs
}

// table reads a table inside this one, nil when there is none.
func (t *table) table(key string) *table {
	v, ok := t.value(key)
	if !ok {
		return nil
	}
	m, ok := v.(map[string]any)
	if !ok {
		t.wrong(key, v, "a table ["+kindOf(join(t.path, key))+"]")
		return nil
	}
	return t.file.open(m, join(t.path, key), join(t.label, key))
}

// tables reads an array of tables. named is the key that tells its elements apart, empty when their number does.
func (t *table) tables(key, named string) []*table {
	v, ok := t.value(key)
	if !ok {
		return nil
	}
	maps, ok := tableList(v)
	if !ok {
		t.wrong(key, v, "a list of tables, each under its own [["+kindOf(join(t.path, key))+"]]")
		return nil
	}
	list := make([]*table, len(maps))
	for i, m := range maps {
		n := strconv.Itoa(i)
		label := join(t.label, key) + " " + strconv.Itoa(i+1)
		if name, _ := m[named].(string); name != "" {
			label = join(t.label, facts.Path{key, name}.String())
		}
		list[i] = t.file.open(m, join(join(t.path, key), n), label)
	}
	return list
}

func tableList(v any) ([]map[string]any, bool) {
	switch v := v.(type) {
	case []map[string]any:
		return v, true
	case []any:
		maps := make([]map[string]any, len(v))
		for i, x := range v {
			m, ok := x.(map[string]any)
			if !ok {
				return nil, false
			}
			maps[i] = m
		}
		return maps, true
	}
	return nil, false
}

// finish reports the keys that nobody asked for.
func (t *table) finish() {
	for key := range t.values {
		if !slices.Contains(t.known, key) {
			t.file.report(join(t.path, key), t.label, "unknown key "+quote(key)+t.file.hint(key, t.known))
		}
	}
}

// kindOf takes the numbers out of a path: "vault.0.secret.1" is a vault.secret.
func kindOf(path string) string {
	parts := strings.Split(path, ".")
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return only(part, digits) }), ".")
}

func quote(s string) string { return `"` + s + `"` }
