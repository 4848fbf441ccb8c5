package desktop

import (
	"strings"

	"github.com/sahilm/fuzzy"
)

// found is what a text gets for being found at all: the library takes points off for letters that lie far apart.
const found = 1 << 12

// Rank says how well a text answers what was typed: 0 not at all, else more is better. Every word of the query has to
// be found in the text, its letters in their order.
func Rank(query, text string) int {
	total := 1
	for _, word := range strings.Fields(query) {
		match := fuzzy.FindNoSort(word, []string{text})
		if len(match) == 0 {
			return 0
		}
		total += max(1, found+match[0].Score)
	}
	return total
}
