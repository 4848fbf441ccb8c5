package scenarios

import (
	"bytes"
	"strconv"
	"strings"
)

// scanner reads just as much TOML as it takes to know which key is where. Its methods report false at the end and
// where they cannot go on.
type scanner struct {
	text    []byte
	at      int
	table   string         // path of the table that keys belong to now
	tables  map[string]int // number of elements of each array of tables
	entries []entry
	deep    int
}

func newScanner(text []byte) *scanner {
	s := &scanner{text: text, tables: map[string]int{}, deep: -1}
	s.skip(byteOrderMark)
	return s
}

func (s *scanner) statement() bool {
	s.blanks(true)
	if s.at >= len(s.text) {
		return false
	}
	if s.text[s.at] == '[' {
		return s.header()
	}
	return s.pair(s.table, 0)
}

// header reads [a.b] and [[a.b]].
func (s *scanner) header() bool {
	start := s.at
	array := s.skip("[[")
	if !array {
		s.skip("[")
	}
	parts, ok := s.key()
	if !ok || array && !s.skip("]]") || !array && !s.skip("]") {
		return false
	}
	path := ""
	for i, part := range parts {
		path = join(path, part)
		n := s.tables[path]
		if array && i == len(parts)-1 {
			n++
			s.tables[path] = n
		}
		if n > 0 {
			path = join(path, strconv.Itoa(n-1))
		}
	}
	s.table = path
	s.entries = append(s.entries, entry{path, start})
	return true
}

// pair reads key = value inside the table of that path.
func (s *scanner) pair(table string, depth int) bool {
	start := s.at
	parts, ok := s.key()
	if !ok || !s.skip("=") {
		return false
	}
	path := table
	for _, part := range parts {
		path = join(path, part)
	}
	s.entries = append(s.entries, entry{path, start})
	return s.value(path, depth)
}

// key reads a key of one part or several.
func (s *scanner) key() (parts []string, ok bool) {
	for {
		s.blanks(false)
		start := s.at
		switch {
		case s.at >= len(s.text):
			return nil, false
		case s.text[s.at] == '"' || s.text[s.at] == '\'':
			if !s.quoted(s.text[s.at]) {
				return nil, false
			}
			parts = append(parts, unquoted(string(s.text[start:s.at])))
		default:
			for s.at < len(s.text) && isBare(s.text[s.at]) {
				s.at++
			}
			if s.at == start {
				return nil, false
			}
			parts = append(parts, string(s.text[start:s.at]))
		}
		if len(parts) > maxDepth {
			return nil, s.tooDeep(start)
		}
		s.blanks(false)
		if !s.skip(".") {
			return parts, true
		}
	}
}

func unquoted(s string) string {
	if s[0] == '"' && strings.IndexByte(s, '\\') >= 0 {
		if plain, err := strconv.Unquote(s); err == nil {
			return plain
		}
	}
	return s[1 : len(s)-1]
}

func isBare(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-'
}

func (s *scanner) value(path string, depth int) bool {
	s.blanks(false)
	if s.at >= len(s.text) {
		return false
	}
	if depth >= maxDepth {
		return s.tooDeep(s.at)
	}
	switch c := s.text[s.at]; c {
	case '[':
		return s.array(path, depth)
	case '{':
		return s.inline(path, depth)
	case '"', '\'':
		return s.quoted(c)
	}
	for s.at < len(s.text) && !strings.ContainsRune(",]}#\n", rune(s.text[s.at])) {
		s.at++
	}
	return true
}

func (s *scanner) array(path string, depth int) bool {
	s.at++
	for i := 0; ; i++ {
		s.blanks(true)
		if s.skip("]") {
			return true
		}
		if !s.value(join(path, strconv.Itoa(i)), depth+1) {
			return false
		}
		s.blanks(true)
		if !s.skip(",") {
			return s.skip("]")
		}
	}
}

func (s *scanner) inline(path string, depth int) bool {
	s.at++
	for {
		s.blanks(true)
		if s.skip("}") {
			return true
		}
		if !s.pair(path, depth+1) {
			return false
		}
		s.blanks(true)
		if !s.skip(",") {
			return s.skip("}")
		}
	}
}

// quoted goes behind a string of any of the four kinds.
func (s *scanner) quoted(quote byte) bool {
	long := s.skip(strings.Repeat(string(quote), 3))
	if !long {
		s.at++
	}
	stops := string(quote) + "\n"
	if quote == '"' {
		stops += `\`
	}
	for {
		n := bytes.IndexAny(s.text[s.at:], stops)
		if n < 0 {
			s.at = len(s.text)
			return false
		}
		s.at += n
		switch c := s.text[s.at]; {
		case c == '\\':
			s.at = min(s.at+2, len(s.text))
		case c == '\n' && !long:
			return false
		case c == quote && s.closes(quote, long):
			return true
		default:
			s.at++
		}
	}
}

// closes goes behind the quotes that end a string. A long one may have two quotes of its own before them.
func (s *scanner) closes(quote byte, long bool) bool {
	if !long {
		s.at++
		return true
	}
	n := 0
	for n < 5 && s.at+n < len(s.text) && s.text[s.at+n] == quote {
		n++
	}
	if n < 3 {
		return false
	}
	s.at += n
	return true
}

// blanks skips spaces, and also line ends and comments when lines is set.
func (s *scanner) blanks(lines bool) {
	for s.at < len(s.text) {
		switch c := s.text[s.at]; {
		case c == ' ' || c == '\t' || lines && (c == '\n' || c == '\r'):
			s.at++
		case c == '#' && lines:
			for s.at < len(s.text) && s.text[s.at] != '\n' {
				s.at++
			}
		default:
			return
		}
	}
}

func (s *scanner) skip(word string) bool {
	end := s.at + len(word)
	if end > len(s.text) || string(s.text[s.at:end]) != word {
		return false
	}
	s.at = end
	return true
}

func (s *scanner) tooDeep(offset int) bool {
	s.deep = offset
	return false
}

func join(path, part string) string {
	if path == "" {
		return part
	}
	return path + "." + part
}
