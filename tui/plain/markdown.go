package plain

import (
	"cmp"
	"regexp"
	"strings"

	"kvlab/engine/trace"
	"kvlab/scenarios"
)

// wide is where lines of prose are broken, in bytes.
const wide = 78

// spoken is a Markdown text as it is read out: paragraphs in lines of bearable length, rows of tables as sentences,
// commands as they are, and no marks for looks. Code spans keep theirs: they set names apart from words.
func spoken(markdown string) []string {
	var s speech
	for _, line := range trace.VisibleLines(strings.Trim(strings.ReplaceAll(markdown, "\t", "    "), "\n")) {
		s.read(line)
	}
	s.flush()
	return s.lines
}

// speech puts a text together, line by line.
type speech struct {
	lines []string
	prose []string // words of the paragraph that goes on
	hang  string   // what lines of it after the first are indented by
	heads []string // column names of the table that goes on
	code  bool     // a fenced block goes on
}

var item = regexp.MustCompile(`^\s*([-*]|\d+\.) `)

func (s *speech) read(line string) {
	bare := strings.TrimSpace(line)
	if !strings.HasPrefix(bare, "|") {
		s.heads = nil
	}
	switch {
	case strings.HasPrefix(bare, "```"):
		s.flush()
		s.code = !s.code
	case s.code:
		s.lines = append(s.lines, "    "+line)
	case bare == "":
		s.flush()
		s.blank()
	case len(s.prose) == 0 && strings.HasPrefix(line, "    "):
		s.lines = append(s.lines, line)
	case strings.HasPrefix(bare, "|"):
		s.flush()
		s.row(bare)
	case item.MatchString(line):
		s.flush()
		s.prose, s.hang = strings.Fields(bare), "  "
	case strings.HasPrefix(bare, "#"):
		s.flush()
		s.lines = append(s.lines, strings.TrimLeft(bare, "# "))
	default:
		s.prose = append(s.prose, strings.Fields(bare)...)
	}
}

// blank sets paragraphs apart, once.
func (s *speech) blank() {
	if n := len(s.lines); n > 0 && s.lines[n-1] != "" {
		s.lines = append(s.lines, "")
	}
}

// flush ends a paragraph.
func (s *speech) flush() {
	line := ""
	for i, word := range strings.Fields(scenarios.Unmarked(strings.Join(s.prose, " "))) {
		switch {
		case i == 0:
			line = word
		case len(line)+1+len(word) > wide:
			s.lines = append(s.lines, line)
			line = s.hang + word
		default:
			line += " " + word
		}
	}
	if line != "" {
		s.lines = append(s.lines, line)
	}
	s.prose, s.hang = nil, ""
}

// row is a row of a table: each cell with the name of its column.
func (s *speech) row(line string) {
	cells := strings.Split(strings.Trim(line, "|"), "|")
	for i := range cells {
		cells[i] = scenarios.Unmarked(strings.TrimSpace(cells[i]))
	}
	if s.heads == nil {
		s.heads = cells
		return
	}
	if strings.Trim(strings.Join(cells, ""), ":- ") == "" {
		return // the rule below the names
	}
	var said []string
	for i, c := range cells {
		if i < len(s.heads) && s.heads[i] != "" {
			c = s.heads[i] + ": " + cmp.Or(c, "nothing")
		}
		said = append(said, c)
	}
	s.lines = append(s.lines, "- "+strings.Join(said, "; "))
}
