package windows

import (
	"slices"
	"strconv"

	uv "github.com/charmbracelet/ultraviolet"

	"kvlab/lessons"
	"kvlab/tui/desktop"
	"kvlab/tui/theme"
)

// Draw see desktop.Window.
func (l *Lesson) Draw(c desktop.Canvas) {
	paragraphs := []paragraph{{laid: l.body.cells(l.text, c.Width()-2, c.Theme)}}
	paragraphs = append(paragraphs, l.linkLines(c.Theme)...)
	for q := range l.lesson.Questions {
		paragraphs = append(paragraphs, l.questionLines(c.Theme, q)...)
	}
	l.show(paragraphs, c.Width()-2, c.Height())
	l.page.draw(c, paragraphs)
}

// show brings the cursor into view after it was moved, and notes how long the lesson is.
func (l *Lesson) show(paragraphs []paragraph, width, height int) {
	l.total = rowsOf(paragraphs, width)
	if l.follow && l.at >= 0 {
		here := slices.IndexFunc(paragraphs, func(p paragraph) bool { return p.mark == desktop.Target(l.stops[l.at]) })
		first, end := here, here+1
		if l.whole {
			first, end = here-2, questionEnd(paragraphs, here) // from its heading on
		}
		l.scroll.Show(rowsOf(paragraphs[:first], width), rowsOf(paragraphs[:end], width)-1, height)
	}
	l.follow, l.whole = false, false
}

func rowsOf(paragraphs []paragraph, width int) int {
	rows := 0
	for i := range paragraphs {
		rows += paragraphs[i].rows(width)
	}
	return rows
}

// questionEnd is where the question ends that a paragraph is of: at the blank row before the next one.
func questionEnd(paragraphs []paragraph, at int) int {
	for at < len(paragraphs) && paragraphs[at].text != "" {
		at++
	}
	return at
}

// head is a line that begins a part.
func head(t *theme.Theme, text string) []paragraph {
	return []paragraph{{style: t.Text}, {text: text, style: t.Title}}
}

// linkLines lists the links, as they are numbered in the text.
func (l *Lesson) linkLines(t *theme.Theme) []paragraph {
	if len(l.links) == 0 {
		return nil
	}
	out := head(t, "Links")
	for i := range l.links {
		x := &l.links[i]
		out = append(out, l.row(t, stop{kind: linkStop, link: i}, strconv.Itoa(i+1)+".", x.Words+": "+x.Does(), t.Link))
	}
	return out
}

// row is a paragraph that the cursor can stand on.
func (l *Lesson) row(t *theme.Theme, s stop, lead, text string, style uv.Style) paragraph {
	if l.at >= 0 && l.stops[l.at] == s {
		lead, style = t.Glyph.Cursor+lead, theme.On(t.Selected, style)
	}
	return paragraph{text: text, style: style, indent: 5, lead: lead, mark: s}
}

// questionLines is a question with its choices, and what came of the answer.
func (l *Lesson) questionLines(t *theme.Theme, q int) []paragraph {
	question, said := &l.lesson.Questions[q], &l.said[q]
	out := head(t, "Question "+strconv.Itoa(q+1)+" of "+strconv.Itoa(len(l.said)))
	out = append(out, paragraph{text: unmarked(question.Text), style: t.Strong})
	for i := range question.Choices {
		lead, style := l.choiceMark(t, said, i, question.Choices[i].Correct)
		out = append(out, l.row(t, stop{kind: choiceStop, question: q, choice: i}, lead, unmarked(question.Choices[i].Text), style))
	}
	if question.Several() {
		out = append(out, l.row(t, stop{kind: checkStop, question: q}, "", handIn, t.Key))
	}
	return append(out, l.verdict(t, question, said)...)
}

// handIn is the button below a question with several right choices.
const handIn = "[ Hand in: these are all that are right ]"

// choiceMark is the sign before a choice.
func (l *Lesson) choiceMark(t *theme.Theme, said *reply, choice int, correct bool) (string, uv.Style) {
	switch {
	case said.right && correct:
		return t.Glyph.Pass, t.Pass
	case said.right:
		return t.Glyph.Off, t.Muted
	case said.chosen[choice]:
		return t.Glyph.On, t.Text
	}
	return t.Glyph.Off, t.Text
}

func (l *Lesson) verdict(t *theme.Theme, q *lessons.Question, said *reply) []paragraph {
	switch {
	case said.right:
		return []paragraph{{text: "Right. " + unmarked(q.Explain), style: t.Pass, indent: 3, lead: t.Glyph.Pass}}
	case said.wrong:
		return []paragraph{{text: "Not so. Choose again.", style: t.Warn, indent: 3, lead: t.Glyph.Fail}}
	case q.Several():
		return []paragraph{{text: "Several are right.", style: t.Muted, indent: 3}}
	}
	return nil
}
