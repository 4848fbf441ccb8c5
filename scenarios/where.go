package scenarios

import (
	"strconv"
	"strings"

	"kvlab/engine/facts"
)

// Where says on which line of the scenario's file a fact is set, given its state path: on the key's own line, or on the
// one where the innermost table about it begins when the file leaves the key to its default. It is false for what the
// file does not name, such as a host's own identity.
func (s *Scenario) Where(path string) (line int, ok bool) {
	p, err := facts.ParsePath(path)
	if err != nil {
		return 0, false
	}
	values, err := decodeTOML(string(s.text))
	if err != nil {
		return 0, false
	}
	at, ok := locate("", values, p)
	switch p[0] {
	case "lab":
		at = p[1]
		_, ok = values[at]
	case "access_policy":
		at, ok = locatePolicy(values, p)
	}
	if !ok {
		return 0, false
	}
	line, _ = indexOf(s.text).find(at)
	return line, true
}

// locate follows a state path through the tables below path, and returns how the position index calls the place. What
// follows a list's name in a state path is one element's name; what follows a table is a key.
func locate(path string, table map[string]any, p facts.Path) (place string, ok bool) {
	for len(p) > 0 {
		key := p[0]
		list, isList := table[key].([]map[string]any)
		if !isList || len(p) == 1 {
			return join(path, key), ok
		}
		n := elementOf(list, p[1])
		if n < 0 {
			return join(path, key), ok
		}
		path, ok = element(path, key, n), true
		table, p = list[n], p[2:]
	}
	return path, ok
}

// locatePolicy looks for an access policy's entry, which stands in the table of its vault.
func locatePolicy(values map[string]any, p facts.Path) (place string, ok bool) {
	vaults, _ := values["vault"].([]map[string]any)
	for n, vault := range vaults {
		if place, ok = locate(element("", "vault", n), vault, p); ok {
			return place, true
		}
	}
	return "", false
}

func element(path, list string, n int) string { return join(join(path, list), strconv.Itoa(n)) }

// elementOf is the index of the table of that name, -1 if there is none. Tables that connect two things are named after the
// other one; names are found in any case, as the engine finds them.
func elementOf(list []map[string]any, name string) int {
	for i, t := range list {
		for _, key := range [...]string{"name", "network", "zone", "principal"} {
			if v, is := t[key].(string); is && strings.EqualFold(v, name) {
				return i
			}
		}
	}
	return -1
}
