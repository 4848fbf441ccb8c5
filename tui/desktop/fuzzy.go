package desktop

import (
	"strings"
	"unicode"
)

// Rank says how well a text answers what was typed: 0 not at all, else more is better. Every word of the query has to
// be found in the text, its letters in their order. Letters that begin a word or follow one another count more, and so
// does a text in which little else stands.
func Rank(query, text string) int {
	total := 1
	lower := strings.ToLower(text)
	for _, word := range strings.Fields(strings.ToLower(query)) {
		r := rankWord([]rune(word), []rune(lower))
		if r == 0 {
			return 0
		}
		total += r
	}
	return total
}

// Points of a letter that was found.
const (
	foundLetter = 16 // anywhere
	beginsWord  = 12 // more at the beginning of a word
	followsLast = 20 // more right behind the letter before it
	longText    = 1  // less for each eight letters of the text
)

// rankWord finds the best way to read a word's letters out of a text. best[j] is the most points with which the letters
// so far end at or before letter j, last[j] the same when the last of them is letter j itself.
func rankWord(word, text []rune) int {
	best, last := make([]int, len(text)+1), make([]int, len(text)+1)
	for i, letter := range word {
		before, ended := best, last
		best, last = make([]int, len(text)+1), make([]int, len(text)+1)
		for j, r := range text {
			if r == letter && (i == 0 || before[j] > 0) {
				last[j+1] = before[j] + foundLetter
				if j == 0 || !wordly(text[j-1]) {
					last[j+1] += beginsWord
				}
				if i > 0 && ended[j] > 0 {
					last[j+1] = max(last[j+1], ended[j]+foundLetter+followsLast)
				}
			}
			best[j+1] = max(best[j], last[j+1])
		}
	}
	if best[len(text)] == 0 {
		return 0
	}
	return max(1, best[len(text)]-longText*len(text)/8)
}

func wordly(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
