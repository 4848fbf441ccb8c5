package lessons

import (
	"slices"
	"strconv"
)

// Questions of a lesson, and choices of a question, at most: a choice is called by a letter.
const maxQuestions, maxChoices = 20, 8

// readQuestions reads the last block.
func (f *file) readQuestions(t *table) {
	list := t.tables("question")
	if len(list) == 0 || len(list) > maxQuestions {
		t.bad("", "a lesson asks at least one [[question]], and at most "+strconv.Itoa(maxQuestions))
	}
	for _, q := range list {
		f.lesson.Questions = append(f.lesson.Questions, q.readQuestion())
	}
	t.finish()
}

func (t *table) readQuestion() Question {
	q := Question{Text: t.text("text", "what is asked"), Explain: t.text("explain", "what there is to learn from the answer")}
	choices, correct := t.texts("choices"), t.texts("correct")
	if len(choices) < 2 || len(choices) > maxChoices {
		t.bad("choices", "must be two answers to choose from at least, and at most "+strconv.Itoa(maxChoices))
	}
	if len(correct) == 0 {
		t.bad("correct", "is missing: one of the choices, or a list of several")
	}
	for _, c := range correct {
		if !slices.Contains(choices, c) {
			t.bad("correct", strconv.Quote(c)+" is none of the choices"+hintOr(c, choices))
		}
	}
	for _, c := range choices {
		q.Choices = append(q.Choices, Choice{c, slices.Contains(correct, c)})
	}
	t.finish()
	return q
}
