package windows

import (
	"image"
	"strconv"

	"kvlab/scenarios"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// Question is the dialog for a goal that is reached by answering.
type Question struct {
	list
	goal     *scenarios.Goal
	commands []desktop.Command
}

// choiceRow is what a click can hit; it answers.
type choiceRow int

// NewQuestion makes the dialog.
func NewQuestion(g *scenarios.Goal) *Question {
	q := &Question{goal: g}
	q.resize(len(g.Choices))
	q.commands = append([]desktop.Command{
		{ID: "question.answer", Keys: []string{"enter", "space"}, Title: "answer", Hint: 9, Help: "Give the answer under the cursor.",
			Disabled: func() string {
				if q.size == 0 {
					return "this question has no choices"
				}
				return ""
			},
			Run: func() desktop.Action { return q.answer(q.cursor) }},
		{ID: "question.cancel", Keys: []string{"esc"}, Title: "cancel", Hint: 8, Help: "Answer later.", Run: dismiss},
	}, q.moves("question")...)
	return q
}

func (q *Question) answer(row int) desktop.Action {
	return session.Answer{Goal: q.goal.ID, Choice: q.goal.Choices[row]}
}

// ID see desktop.Window.
func (q *Question) ID() string { return "question" }

// Title see desktop.Window.
func (q *Question) Title() string { return "Question" }

// Commands see desktop.Window.
func (q *Question) Commands() []desktop.Command { return q.commands }

// Want see Dialog.
func (q *Question) Want(screen image.Point) image.Point {
	width := min(72, screen.X-4)
	rows := desktop.Rows(q.goal.Question, width-4) + 1
	for _, choice := range q.goal.Choices {
		rows += desktop.Rows(choice, width-9)
	}
	return image.Pt(width, rows+2)
}

// Draw see desktop.Window.
func (q *Question) Draw(c desktop.Canvas) {
	y := c.Wrapped(0, 0, c.Width(), 0, q.goal.Question, c.Theme.Strong) + 1
	for i, choice := range q.goal.Choices {
		if i == q.cursor {
			c.Text(0, y, c.Theme.Glyph.Cursor, c.Theme.Key)
		}
		c.Text(2, y, strconv.Itoa(i+1)+".", c.Theme.Muted)
		rows := c.Wrapped(5, y, c.Width()-5, 0, choice, c.Theme.Text)
		area := image.Rect(0, y, c.Width(), y+rows)
		c.Mark(area, choiceRow(i))
		if i == q.cursor {
			c.Paint(area, c.Theme.Selected)
		}
		y += rows
	}
}

// Click see desktop.Window.
func (q *Question) Click(t desktop.Target) desktop.Action {
	if row, ok := t.(choiceRow); ok {
		return q.answer(int(row))
	}
	return nil
}

// Wheel see desktop.Window.
func (q *Question) Wheel(delta int) { q.to(q.cursor + delta) }
