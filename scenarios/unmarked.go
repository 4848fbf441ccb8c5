package scenarios

import (
	"regexp"
	"strings"
)

// emphasis is strong or not.
var emphasis = regexp.MustCompile(`\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*`)

// Unmarked takes emphasis out of a line of Markdown, but not out of its code: "a *role* with `secrets/*`" keeps one star.
func Unmarked(line string) string {
	parts := strings.Split(line, "`")
	for i := 0; i < len(parts); i += 2 {
		parts[i] = emphasis.ReplaceAllString(parts[i], "$1$2")
	}
	return strings.Join(parts, "`")
}
