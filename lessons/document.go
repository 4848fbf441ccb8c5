package lessons

import (
	"fmt"
	"strings"
)

// Document is the whole lesson as Markdown that stands on its own: links into the product are words and the command
// that does the same. With answers each question is followed by what is correct, and why.
func (l *Lesson) Document(answers bool) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n*%s*\n\n%s", l.Title, l.subtitle(), spelled(l.Body))
	if len(l.Questions) > 0 {
		b.WriteString("\n## Questions\n")
	}
	for i := range l.Questions {
		l.Questions[i].write(&b, i+1, answers)
	}
	b.WriteString("\n## Sources\n\n")
	for _, s := range l.Sources {
		fmt.Fprintf(&b, "- %s\n", s)
	}
	return b.String()
}

// subtitle is level and length, and what to read before or to play with.
func (l *Lesson) subtitle() string {
	s := fmt.Sprintf("%s, %d minutes", l.Level, l.Minutes)
	if len(l.Needs) > 0 {
		s += "; read first: " + strings.Join(l.Needs, ", ")
	}
	if len(l.Labs) > 0 {
		s += "; labs: " + strings.Join(l.Labs, ", ")
	}
	return s
}

// spelled puts words in the place of links that only the desktop can follow.
func spelled(markdown string) string {
	return link.ReplaceAllStringFunc(markdown, func(s string) string {
		m := link.FindStringSubmatch(s)
		l, err := ParseLink(m[2])
		switch words := m[1]; {
		case err != nil:
			return words
		case l.Command() != "":
			return words + " (run `" + l.Command() + "`)"
		case l.Kind == ToStep && strings.Contains(words, l.Name):
			return words
		case l.Kind == ToStep:
			return words + " (step `" + l.Name + "`)"
		default:
			return words + " (window " + l.Name + ")"
		}
	})
}

func (q *Question) write(b *strings.Builder, number int, answers bool) {
	fmt.Fprintf(b, "\n**%d. %s**", number, strings.TrimSpace(q.Text))
	if q.Several() {
		b.WriteString(" *(several are correct)*")
	}
	b.WriteString("\n\n")
	var correct []string
	for i, c := range q.Choices {
		letter := string(rune('a' + i))
		fmt.Fprintf(b, "- %s) %s\n", letter, c.Text)
		if c.Correct {
			correct = append(correct, letter)
		}
	}
	if answers {
		fmt.Fprintf(b, "\n**Correct: %s.** %s\n", strings.Join(correct, ", "), strings.TrimSpace(q.Explain))
	}
}
