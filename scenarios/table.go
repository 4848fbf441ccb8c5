package scenarios

import (
	"maps"
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
	for _, key := range sorted(t.values) {
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

// sorted are the keys of a map in an order: the same file gets the same problems each time.
func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

func quote(s string) string { return `"` + s + `"` }
