// Package facts names every fact of the estate that can be looked at or changed from outside by a path, as in
//
//	vault.kv-shop.rbac
//	dns_zone."privatelink.vaultcore.azure.net".record.kv-shop.present
//
// A path is a kind, an entity's name, and what is asked of it. Gates, goals and evidence all use these paths.
package facts

import (
	"errors"
	"fmt"
	"strings"
)

// Path is a parsed path: at least a kind and one more part.
type Path []string

// ParsePath splits a path at its dots. A part with dots in it stands in double quotes, where two quotes are one.
func ParsePath(s string) (Path, error) {
	var parts Path
	rest := s
	for {
		part, tail, err := nextPart(rest)
		if err != nil {
			return nil, fmt.Errorf("state path %q: %w", s, err)
		}
		parts = append(parts, part)
		if tail == "" {
			break
		}
		if tail[0] != '.' {
			return nil, fmt.Errorf("state path %q: a dot must follow the closing quote", s)
		}
		rest = tail[1:]
	}
	if len(parts) < 2 {
		return nil, tooShort(s)
	}
	return parts, nil
}

func tooShort(s string) error {
	return fmt.Errorf("state path %q is too short: write kind.name.fact, for example vault.kv-shop.rbac", s)
}

func nextPart(s string) (part, rest string, err error) {
	if strings.HasPrefix(s, `"`) {
		end := closingQuote(s)
		if end < 0 {
			return "", "", errors.New("a quote is never closed")
		}
		part, rest = strings.ReplaceAll(s[1:end], `""`, `"`), s[end+1:]
	} else if dot := strings.IndexByte(s, '.'); dot >= 0 {
		part, rest = s[:dot], s[dot:]
	} else {
		part = s
	}
	if part == "" {
		return "", "", errors.New("a part is empty")
	}
	return part, rest, nil
}

// closingQuote is the index of the quote that ends the part s begins with, -1 if there is none. A double one is part
// of the name.
func closingQuote(s string) int {
	for i := 1; i < len(s); i++ {
		if s[i] != '"' {
			continue
		}
		if i+1 == len(s) || s[i+1] != '"' {
			return i
		}
		i++
	}
	return -1
}

// String writes the path so that ParsePath reads it back.
func (p Path) String() string {
	parts := make([]string, len(p))
	for i, part := range p {
		parts[i] = Quoted(part)
	}
	return strings.Join(parts, ".")
}

// Quoted is a name as one part of a path: in quotes where it holds a dot.
func Quoted(name string) string {
	if name == "" || name[0] == '"' || strings.IndexByte(name, '.') >= 0 {
		return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
	}
	return name
}
