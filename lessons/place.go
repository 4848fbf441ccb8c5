package lessons

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// place is where something stands in a file; both count from 1, the column in characters.
type place struct{ line, column int }

var (
	short  = regexp.MustCompile(`^(?:"(?:\\.|[^"\\])*"?|'[^']*'?)`)
	header = regexp.MustCompile(`^\s*\[\[?\s*([\w-]+)\s*\]\]?`)
	pair   = regexp.MustCompile(`^\s*(?:([\w-]+)|"([\w-]+)"|'([\w-]+)')\s*=`)
)

// placesOf says where the keys of a block of TOML stand, for the library knows the positions of syntax errors only. A
// path counts the elements of lists of tables: "question.1.text" is in the second [[question]]. first is the number of
// the first line. Lines inside a text of several lines hold no keys.
//
// deep is the index of the first line with a table in braces or a key with dots, -1 for none. No lesson needs them, and
// the library takes minutes for a few thousand of them within one another.
func placesOf(lines []string, first int) (places map[string]place, deep int) {
	places, deep = map[string]place{}, -1
	count := map[string]int{}
	table, quotes := "", ""
	for i, line := range lines {
		inside := quotes != ""
		var bare string
		bare, quotes = unquoted(line, quotes)
		if key, _, _ := strings.Cut(bare, "="); deep < 0 && (strings.Contains(bare, "{") || strings.Contains(key, ".")) {
			deep = i
		}
		if inside {
			continue
		}
		at := place{first + i, utf8.RuneCountInString(line) - utf8.RuneCountInString(strings.TrimLeft(line, " \t")) + 1}
		if m := header.FindStringSubmatch(line); m != nil {
			table = m[1]
			if strings.Contains(m[0], "[[") {
				table += "." + strconv.Itoa(count[m[1]])
				count[m[1]]++
			}
			if count[m[1]] < 2 {
				places[m[1]] = at
			}
			places[table] = at
		} else if m := pair.FindStringSubmatch(line); m != nil {
			places[join(table, m[1]+m[2]+m[3])] = at
		}
	}
	return places, deep
}

// unquoted is a line without its texts and its comment. quotes are those of a text of several lines that the line
// begins in, after those of one that it ends in; empty for none.
func unquoted(line, quotes string) (bare, after string) {
	for {
		if quotes != "" {
			_, rest, closed := strings.Cut(line, quotes)
			if !closed {
				return bare, quotes
			}
			line, quotes = rest, ""
		}
		i := strings.IndexAny(line, `"'#`)
		if i < 0 {
			return bare + line, ""
		}
		bare += line[:i]
		switch long := strings.Repeat(line[i:i+1], 3); {
		case line[i] == '#':
			return bare, ""
		case strings.HasPrefix(line[i:], long):
			line, quotes = line[i+3:], long
		default:
			line = line[i+len(short.FindString(line[i:])):]
		}
	}
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}
