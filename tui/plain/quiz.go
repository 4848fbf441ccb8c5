package plain

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"kvlab/lessons"
	"kvlab/tui/session"
)

// quiz is the lesson that was read last, and the question that is asked.
type quiz struct {
	lesson *lessons.Lesson // nil before the first
	at     int             // the question, -1 for none
	all    bool            // those that were answered are asked again
}

// askQuiz begins to ask the questions of a lesson.
func (t *talk) askQuiz(rest string) error {
	word, all := strings.CutSuffix(" "+rest, " all")
	if word = strings.TrimSpace(word); word != "" {
		l, err := lessonNamed(lessons.Catalogue(), word)
		if err != nil {
			return err
		}
		_, t.links = lessons.Anchors(l.Body, numbered)
		t.quiz = quiz{lesson: l}
	}
	if t.quiz.lesson == nil {
		return errors.New("name the lesson: lesson lists them")
	}
	t.quiz.all, t.quiz.at = all, -1
	t.askNext()
	return nil
}

// askNext asks the next question, or says that these were all.
func (t *talk) askNext() {
	q := &t.quiz
	past := t.book().Record().Lessons[q.lesson.ID].Answers
	for q.at++; q.at < len(q.lesson.Questions); q.at++ {
		if q.all || !past[q.at].Right {
			t.ask()
			return
		}
	}
	q.at = -1
	t.numbers("")
	t.say("All %s of %s are answered. Type quiz all to answer them again.", plural(len(q.lesson.Questions), "question"), q.lesson.ID)
}

// ask reads the question with its choices.
func (t *talk) ask() {
	q := &t.quiz.lesson.Questions[t.quiz.at]
	t.say("Question %d of %d of %s:", t.quiz.at+1, len(t.quiz.lesson.Questions), t.quiz.lesson.ID)
	t.sayAll("", spoken(q.Text))
	for i, c := range q.Choices {
		t.say("%d. %s", i+1, c.Text)
	}
	t.numbers("reply")
	if q.Several() {
		t.say("Several are right. Type their numbers, such as 1 3.")
		return
	}
	t.say("Type the number of your choice.")
}

// reply judges an answer, and has it kept.
func (t *talk) reply(rest string) error {
	if t.quiz.lesson == nil || t.quiz.at < 0 {
		return errors.New("no question is asked: quiz asks those of a lesson")
	}
	q := &t.quiz.lesson.Questions[t.quiz.at]
	chosen, err := choices(rest, len(q.Choices))
	if err != nil {
		return err
	}
	right := true
	for i, c := range q.Choices {
		right = right && c.Correct == chosen[i]
	}
	if err := t.learned(session.AnswerLesson{Lesson: t.quiz.lesson.ID, Question: t.quiz.at, Right: right}); err != nil {
		return fmt.Errorf("note the answer: %w", err)
	}
	if !right {
		t.numbers("reply")
		t.say("Not so. Choose again.")
		return nil
	}
	t.sayAll("", spoken("Right. "+strings.TrimSpace(q.Explain)))
	t.askNext()
	return nil
}

// choices are the numbers from 1 to n that a text names, with spaces or commas between them.
func choices(text string, n int) ([]bool, error) {
	chosen := make([]bool, n)
	words := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' })
	if len(words) == 0 {
		return nil, errors.New("name your choice by its number: there " + are(n))
	}
	for _, w := range words {
		i, err := strconv.Atoi(w)
		if err != nil || i < 1 || i > n {
			return nil, fmt.Errorf("%q is no choice: name them by their numbers, there %s", w, are(n))
		}
		chosen[i-1] = true
	}
	return chosen, nil
}
