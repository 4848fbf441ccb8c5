// Package prose lays Markdown out for a terminal that scrolls: for reading a lesson from the command line. The desktop
// lays it out into cells instead.
package prose

import (
	"fmt"
	"regexp"
	"strings"

	"charm.land/glamour/v2"
	"charm.land/glamour/v2/ansi"
	screen "github.com/charmbracelet/x/ansi"
)

// Paper is what a text is put on: letters alone, or letters with weight and colour.
type Paper bool

// The two papers.
const Plain, Coloured Paper = false, true

// Layout renders Markdown for a width. Blocks of code stay as they are, however long their lines: they are to be copied.
func Layout(markdown string, width int, on Paper) (string, error) {
	// The renderer lets a full stop stick out by one column.
	r, err := glamour.NewTermRenderer(glamour.WithStyles(sheet(on)), glamour.WithWordWrap(width-1))
	if err != nil {
		return "", fmt.Errorf("lay out Markdown: %w", err)
	}
	var parts []string
	for i, part := range fences.Split(markdown, -1) {
		if i%2 == 1 {
			parts = append(parts, codeBlock(part, on))
			continue
		}
		if strings.TrimSpace(part) == "" {
			continue
		}
		text, err := r.Render(continued.ReplaceAllString(part, "$1 $2"))
		if err != nil {
			return "", fmt.Errorf("lay out Markdown: %w", err)
		}
		parts = append(parts, trimmed(text, on))
	}
	return strings.Join(parts, "\n\n") + "\n", nil
}

var (
	// fences begin and end blocks of code.
	fences = regexp.MustCompile("(?m)^```.*\n")
	// continued is where an item of a list goes on in the next line. The renderer would break the line there.
	continued = regexp.MustCompile(`(\S)\n[ \t]+([^\s*+-])`)
	// hyperlink would carry an address to the terminal unseen. The renderer writes the address out as well.
	hyperlink = regexp.MustCompile(`\x1b\]8;.*?\a`)
)

// codeBlock sets a block of code in by two columns.
func codeBlock(block string, on Paper) string {
	lines := strings.Split(strings.TrimSuffix(block, "\n"), "\n")
	for i, line := range lines {
		if on == Coloured {
			line = screen.NewStyle().ForegroundColor(screen.Cyan).Styled(line)
		}
		lines[i] = "  " + line
	}
	return strings.Join(lines, "\n")
}

// trimmed takes the blanks off that the renderer fills lines and pages with.
func trimmed(text string, on Paper) string {
	text = hyperlink.ReplaceAllString(text, "")
	if on == Plain {
		text = screen.Strip(text)
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

// sheet is how a text looks. Its colours are among the sixteen that every terminal has in tones of its own, so they
// can be read on dark and on light; nothing is said by them alone.
func sheet(on Paper) ansi.StyleConfig {
	s := ansi.StyleConfig{
		List:           ansi.StyleList{LevelIndent: 2},
		Heading:        ansi.StyleBlock{StylePrimitive: ansi.StylePrimitive{BlockSuffix: "\n"}},
		HorizontalRule: ansi.StylePrimitive{Format: "\n---\n"},
		Item:           ansi.StylePrimitive{BlockPrefix: "- "},
		Enumeration:    ansi.StylePrimitive{BlockPrefix: ". "},
		Table:          ansi.StyleTable{CenterSeparator: ptr("|"), ColumnSeparator: ptr("|"), RowSeparator: ptr("-")},
	}
	if on == Plain {
		s.H2.Prefix = "## "
		s.Code.Prefix, s.Code.Suffix = "`", "`"
		return s
	}
	s.Heading.Bold, s.Heading.Color = ptr(true), ptr("4")
	s.Strong.Bold, s.Emph.Italic, s.Code.Color = ptr(true), ptr(true), ptr("6")
	return s
}

func ptr[T any](v T) *T { return &v }
