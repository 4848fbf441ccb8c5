// Package nearest finds the name somebody probably meant.
package nearest

import (
	"strings"

	"github.com/agext/levenshtein"
)

// similar is how alike two names must be, from 0 to 1, before one is worth suggesting. Two letters swapped in a name
// of four ("rbca") come to 0.5, and are worth it.
const similar = 0.49

// Name returns the candidate most like word, letter case aside; empty when none is like it. A beginning of two
// letters or more counts as like: people cut names short.
func Name(word string, candidates []string) string {
	best, score := "", similar
	word = strings.ToLower(word)
	for _, c := range candidates {
		known := strings.ToLower(c)
		s := levenshtein.Match(word, known, nil)
		if len(word) > 1 && strings.HasPrefix(known, word) {
			s = max(s, similar+s/2)
		}
		if s > score {
			best, score = c, s
		}
	}
	return best
}

// Hint is ", did you mean X?" ready to follow a message, empty when nothing is near.
func Hint(word string, candidates []string) string {
	if name := Name(word, candidates); name != "" {
		return ", did you mean " + name + "?"
	}
	return ""
}
