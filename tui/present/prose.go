package present

import (
	"regexp"
	"slices"
	"strings"
)

var (
	strong = regexp.MustCompile(`\*\*([^*]+)\*\*`)
	// quoted is emphasis that stands for quotation marks: several words, and no name.
	quoted   = regexp.MustCompile(`\*([a-z0-9][^*]* [^*]*)\*`)
	emphasis = regexp.MustCompile(`\*([^*\s][^*]*)\*`)
	listed   = regexp.MustCompile(`^\s*([-*]|\d+\.) `)
)

// paragraphs are the paragraphs and list items of a Markdown text, without marks for looks. Tables, headings and commands
// are left out: nobody reads them from the last row.
func paragraphs(markdown string) []string {
	var out []string
	open := false // a paragraph goes on
	fenced := false
	for line := range strings.Lines(markdown) {
		bare := strings.TrimSpace(line)
		if strings.HasPrefix(bare, "```") {
			fenced = !fenced
			open = false
			continue
		}
		switch {
		case fenced, bare == "", strings.HasPrefix(bare, "|"), strings.HasPrefix(bare, "#"), !open && strings.HasPrefix(line, "    "):
			open = false
		case open && !listed.MatchString(line):
			out[len(out)-1] += " " + bare
		default:
			if listed.MatchString(line) {
				introduced(out)
			}
			out = append(out, listed.ReplaceAllString(bare, ""))
			open = true
		}
	}
	for i := range out {
		out[i] = complete(plainly(out[i]))
	}
	return slices.DeleteFunc(out, func(p string) bool { return p == "" })
}

// introduced ends the paragraph that led to a list, so that it stands for itself: the items lean on it.
func introduced(out []string) {
	if n := len(out) - 1; n >= 0 {
		if text, ok := strings.CutSuffix(out[n], ":"); ok {
			out[n] = text + "."
		}
	}
}

// plainly is Markdown without its marks. What they quoted stays quoted.
func plainly(markdown string) string {
	s := strong.ReplaceAllString(markdown, "$1")
	s = emphasis.ReplaceAllString(quoted.ReplaceAllString(s, `"$1"`), "$1")
	return strings.ReplaceAll(s, "`", "")
}

// complete leaves out a last sentence that only leads to commands or a table.
func complete(paragraph string) string {
	if !strings.HasSuffix(paragraph, ":") {
		return paragraph
	}
	ends := sentenceEnd.FindAllStringIndex(paragraph, -1)
	if len(ends) == 0 {
		return ""
	}
	return strings.TrimSpace(paragraph[:ends[len(ends)-1][1]])
}

// sentenceEnd ends a sentence; what follows begins with a capital letter or a name.
var sentenceEnd = regexp.MustCompile(`[.?!]["”)]? +`)

// opened is how a paragraph begins: its first sentences, as many as fit in most characters and one at least. What is left
// out leans on them, so that it cannot stand anywhere by itself.
func opened(paragraph string, most int) string {
	end := len(paragraph)
	for _, at := range sentenceEnd.FindAllStringIndex(paragraph, -1) {
		if at[0] < 3 { // a word such as "e." is no sentence
			continue
		}
		if end < len(paragraph) && at[1] > most {
			break
		}
		end = at[1]
	}
	if len(paragraph) <= most {
		return paragraph
	}
	return strings.TrimSpace(paragraph[:end])
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// sentence ends a text with a period, unless it has an end of its own.
func sentence(s string) string {
	if s == "" || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "!") {
		return s
	}
	return s + "."
}
