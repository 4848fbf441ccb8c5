package scenarios

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// maxDepth bounds how deep arrays and inline tables nest and how many parts a key has. Scenario files need four. The
// TOML library takes time quadratic in the depth, and the stack is not endless either.
const maxDepth = 16

// index says where the tables and keys of a TOML text stand. The TOML library knows the positions of syntax errors
// only, and what a scenario gets wrong is mostly not syntax.
//
// A path counts the elements of arrays: "vault.0.secret.1.value" is in the second [[vault.secret]] of the first
// [[vault]].
type index struct {
	text    []byte
	entries []entry
	deep    int // offset of what nests too deep, -1 for nothing

	// Both are made when the first position is asked for: a file without a problem never needs them.
	offsets map[string]int
	lines   []int // offsets of the lines' beginnings
}

type entry struct {
	path   string
	offset int
}

// indexOf walks over a text. Where the text is no TOML it stops: the library says what is wrong there.
func indexOf(text []byte) *index {
	s := newScanner(text)
	for s.statement() {
	}
	return &index{text: text, entries: s.entries, deep: s.deep}
}

// headOf is the text before its first table: what is said of the file as a whole.
func headOf(text []byte) []byte {
	s := newScanner(text)
	for s.blanks(true); s.at < len(text) && text[s.at] != '['; s.blanks(true) {
		if !s.pair("", 0) {
			return text
		}
	}
	return text[:s.at]
}

const byteOrderMark = "\xef\xbb\xbf"

// find returns where path stands, or what it is in when it is not there.
func (x *index) find(path string) (line, column int) {
	if x.offsets == nil {
		x.offsets = make(map[string]int, len(x.entries))
		for _, e := range x.entries {
			if _, known := x.offsets[e.path]; !known {
				x.offsets[e.path] = e.offset
			}
		}
	}
	for path != "" {
		if offset, ok := x.offsets[path]; ok {
			return x.at(offset)
		}
		path = path[:max(0, strings.LastIndexByte(path, '.'))]
	}
	return 1, 1
}

// at turns an offset into line and column, which counts characters.
func (x *index) at(offset int) (line, column int) {
	if x.lines == nil {
		x.lines = []int{0}
		for i, c := range x.text {
			if c == '\n' {
				x.lines = append(x.lines, i+1)
			}
		}
	}
	offset = max(0, min(offset, len(x.text)))
	line = sort.SearchInts(x.lines, offset+1)
	before := strings.TrimPrefix(string(x.text[x.lines[line-1]:offset]), byteOrderMark)
	return line, utf8.RuneCountInString(before) + 1
}
