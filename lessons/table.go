package lessons

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// table is a table of a block while it is being read. Each method reads a key, notes a problem when the value is not of
// the right form, and makes the key a known one: what nobody asked for is reported at the end.
type table struct {
	file   *file
	values map[string]any
	places map[string]place
	path   string // "question.0", as places counts
	label  string // "question 1", as problems call it
	known  []string
	end    int // index of the line with the fence behind the block
}

func (t *table) value(key string) (any, bool) {
	t.known = append(t.known, key)
	v, ok := t.values[key]
	return v, ok
}

// bad notes a problem with a key, or with the table when it has no such key.
func (t *table) bad(key, message string) {
	at, ok := t.places[join(t.path, key)]
	if !ok {
		at = t.places[t.path]
	}
	t.file.report(at.line, at.column, join(t.label, key), message)
}

// text reads a text, which has to be there and to say something.
func (t *table) text(key, why string) string {
	v, there := t.value(key)
	s, ok := v.(string)
	switch {
	case !there:
		t.bad(key, "is missing: "+why)
	case !ok:
		t.bad(key, "must be a text in quotes")
	case strings.TrimSpace(s) == "":
		t.bad(key, "is empty: "+why)
	}
	return s
}

// choice reads one of a few words.
func (t *table) choice(key, why string, words []string) string {
	s := t.text(key, why)
	if s != "" && !slices.Contains(words, s) {
		t.bad(key, strconv.Quote(s)+" is not possible"+hintOr(s, words))
	}
	return s
}

// number reads a whole number between two bounds.
func (t *table) number(key string, least, most int) int {
	v, _ := t.value(key)
	n, ok := v.(int64)
	if !ok || n < int64(least) || n > int64(most) {
		t.bad(key, "must be a whole number from "+strconv.Itoa(least)+" to "+strconv.Itoa(most))
		return 0
	}
	return int(n)
}

// texts reads a list of texts, none of them twice; absent is an empty list, and one text is a list of one.
func (t *table) texts(key string) []string {
	v, there := t.value(key)
	if s, ok := v.(string); ok {
		v = []any{s}
	}
	values, ok := v.([]any)
	if there && !ok {
		t.bad(key, "must be a list of texts")
	}
	var list []string
	for _, v := range values {
		s, ok := v.(string)
		switch {
		case !ok || strings.TrimSpace(s) == "":
			t.bad(key, "must be a list of texts, none of them empty")
			return nil
		case slices.Contains(list, s):
			t.bad(key, strconv.Quote(s)+" is given twice")
		default:
			list = append(list, s)
		}
	}
	return list
}

// tables reads a list of tables.
func (t *table) tables(key string) []*table {
	v, there := t.value(key)
	values, ok := v.([]map[string]any)
	if there && !ok {
		t.bad(key, "must be a list of tables: [["+key+"]]")
	}
	list := make([]*table, len(values))
	for i, v := range values {
		n := strconv.Itoa(i)
		list[i] = &table{file: t.file, values: v, places: t.places, path: join(key, n), label: key + " " + strconv.Itoa(i+1)}
	}
	return list
}

// finish reports the keys that nobody asked for.
func (t *table) finish() {
	for _, key := range slices.Sorted(maps.Keys(t.values)) {
		if !slices.Contains(t.known, key) {
			t.bad(key, "is no key that is known here"+hintOr(key, t.known))
		}
	}
}
