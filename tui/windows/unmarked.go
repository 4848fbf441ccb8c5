package windows

import (
	"strings"

	"kvlab/scenarios"
)

// unmarked takes the marks of Markdown out of a line: for what is drawn in one style.
func unmarked(line string) string { return strings.ReplaceAll(scenarios.Unmarked(line), "`", "") }
