package plain

import (
	"fmt"
	"strconv"
	"strings"

	"kvlab/engine/nearest"
)

// find looks a command up by its name, its short name or the beginning of its name.
func find(word string) (*command, error) {
	all := commands()
	word = strings.ToLower(word)
	var names, like []string
	var found *command
	for i := range all {
		c := &all[i]
		switch {
		case c.name == word, c.short == word && word != "":
			return c, nil
		case strings.HasPrefix(c.name, word):
			found = c
			like = append(like, c.name)
		}
		names = append(names, c.name)
	}
	switch {
	case word == "exit":
		return find("quit")
	case len(like) == 1:
		return found, nil
	case len(like) > 1:
		return nil, fmt.Errorf("%q could be %s: type more of it", word, strings.Join(like, ", "))
	case number(word):
		return nil, fmt.Errorf("%s alone picks from a list: read one first, such as labs, gates or requests", word)
	}
	return nil, fmt.Errorf("there is no command %q%s help lists them", word, hintOr(word, names))
}

func number(word string) bool {
	_, err := strconv.Atoi(word)
	return err == nil
}

// hintOr is a suggestion, or the punctuation that stands in its place.
func hintOr(word string, known []string) string {
	if h := nearest.Hint(word, known); h != "" {
		return h
	}
	return ":"
}

// pick finds one of several by its number from 1, its name, or the beginning of its name.
func pick(what, word string, names []string) (int, error) {
	if word == "" {
		return 0, fmt.Errorf("name the %s, by its number or its name", what)
	}
	if n, err := strconv.Atoi(word); err == nil {
		if n < 1 || n > len(names) {
			return 0, fmt.Errorf("there is no %s number %s: there %s", what, word, are(len(names)))
		}
		return n - 1, nil
	}
	begin := -1
	for i, name := range names {
		if strings.EqualFold(name, word) {
			return i, nil
		}
		if len(name) > len(word) && strings.EqualFold(name[:len(word)], word) {
			if begin >= 0 {
				return 0, fmt.Errorf("%q could be %s or %s: type more of it", word, names[begin], name)
			}
			begin = i
		}
	}
	if begin < 0 {
		return 0, fmt.Errorf("there is no %s %q%s", what, word, nearest.Hint(word, names))
	}
	return begin, nil
}

func are(n int) string {
	switch n {
	case 0:
		return "are none"
	case 1:
		return "is one"
	}
	return "are " + strconv.Itoa(n)
}
