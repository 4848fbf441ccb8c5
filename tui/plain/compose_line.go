package plain

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"kvlab/tui/session"
)

// saying is what one line says of a request: a request to begin with, and texts by the names of parts.
type saying struct {
	like  string
	parts map[string]string
}

// saidOf reads a line such as "orders-read as=ana object=db". A part that is any text goes to the end of the line.
func saidOf(line string) (saying, error) {
	said := saying{parts: map[string]string{}}
	names, texts := partNames()
	for rest := strings.TrimSpace(line); rest != ""; {
		word, behind, _ := strings.Cut(rest, " ")
		name, text, says := strings.Cut(word, "=")
		switch {
		case !says && said.like == "" && len(said.parts) == 0:
			said.like, rest = word, strings.TrimSpace(behind)
			continue
		case !says:
			return said, fmt.Errorf("%q says nothing of a request: it takes a part and what that is, such as vault=kv-shop", word)
		case number(name):
			return said, fmt.Errorf("there is no part %q: parts are named, such as vault=kv-shop", name)
		}
		n, err := pick("part", name, names)
		if err != nil {
			return said, err
		}
		if name = names[n]; slices.Contains(texts, name) {
			_, text, _ = strings.Cut(rest, "=")
			behind = ""
		}
		said.parts[name], rest = text, strings.TrimSpace(behind)
	}
	return said, nil
}

// partNames are the names of all parts that any request has, and of those that are any text.
func partNames() (names, texts []string) {
	names = []string{"from", "as", "operation", "vault", "object", "version"}
	for _, id := range session.OperationIDs() {
		c := session.Draft{Operation: id}.Carries()
		for _, carried := range []string{c.Choice, c.Text} {
			if name := oneWord(carried); name != "" && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		if freeText(c.Text) && !slices.Contains(texts, oneWord(c.Text)) {
			texts = append(texts, oneWord(c.Text))
		}
	}
	return names, texts
}

// say says several things of a request, in the order of its parts: which there are may depend on those before. When one
// cannot be said, nothing is.
func (d *drafting) say(parts map[string]string) error {
	was, left := d.draft, maps.Clone(parts)
	for i := 0; i < len(d.parts()); i++ {
		p := d.parts()[i]
		text, ok := left[p.name]
		if !ok {
			continue
		}
		delete(left, p.name)
		if err := d.put(&p, text); err != nil {
			d.draft = was
			return err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(left)) {
		err := fmt.Errorf("%s takes no %s", d.draft.Operation, name)
		d.draft = was
		return err
	}
	return nil
}
