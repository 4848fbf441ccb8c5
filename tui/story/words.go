package story

import (
	"errors"
	"strings"
	"unicode"
)

// word is a word of a line, or a text in quotation marks.
type word struct {
	text   string
	quoted bool
	at     int // where it begins in the line
}

var errQuote = errors.New(`a text begins with " and has no end`)

// split cuts a line into words. A # before a word begins a comment; it returns the line without that.
func split(line string) (words []word, bare string, err error) {
	for at := 0; at < len(line); {
		rest := line[at:]
		blank := len(rest) - len(strings.TrimLeftFunc(rest, unicode.IsSpace))
		if at += blank; blank > 0 {
			continue
		}
		if rest[0] == '#' {
			return words, strings.TrimSpace(line[:at]), nil
		}
		w, used, err := next(rest)
		if err != nil {
			return nil, "", err
		}
		w.at = at
		words = append(words, w)
		at += used
	}
	return words, strings.TrimSpace(line), nil
}

// next is the first word of a text that begins with one, and how many bytes it takes.
func next(text string) (word, int, error) {
	if text[0] == '"' {
		end := strings.IndexByte(text[1:], '"')
		if end < 0 {
			return word{}, 0, errQuote
		}
		return word{text: text[1 : end+1], quoted: true}, end + 2, nil
	}
	end := strings.IndexFunc(text, unicode.IsSpace)
	if end < 0 {
		end = len(text)
	}
	return word{text: text[:end]}, end, nil
}
