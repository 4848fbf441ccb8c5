package windows

import (
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"

	"kvlab/lessons"
	"kvlab/tui/desktop"
	"kvlab/tui/learner"
	"kvlab/tui/theme"
)

// All that are right have to be marked, and none that is not.
func TestAQuestionWithSeveralRightChoicesWantsExactlyThose(t *testing.T) {
	for marks, want := range map[[3]bool]bool{
		{true, false, true}: true, {true, true, true}: false, {true, false, false}: false, {false, false, false}: false,
	} {
		l := NewLesson(lessonOfTest(), learner.InMemory(nil))
		for choice, marked := range marks {
			if marked {
				l.act(stop{kind: choiceStop, question: 1, choice: choice})
			}
		}
		l.act(stop{kind: checkStop, question: 1})
		if l.said[1].right != want || l.said[1].wrong == want {
			t.Errorf("%v: right is %v", marks, l.said[1].right)
		}
	}
}

// Questions are reached without the links before them, and stand in sight as a whole, from the heading to the last choice.
func TestAKeyGoesFromQuestionToQuestion(t *testing.T) {
	l := NewLesson(lessonOfTest(), learner.InMemory(nil))
	buf := uv.NewBuffer(60, 9)
	press := func(key string) string {
		for _, c := range l.Commands() {
			if c.Has(key) && c.Why() == "" {
				c.Run()
			}
		}
		buf.Clear()
		l.Draw(desktop.NewCanvas(buf, theme.New(theme.Options{}), true))
		return buf.String()
	}
	for _, step := range []struct{ key, sees, alsoSees string }{
		{"]", "Question 1 of 2", "network"}, {"]", "Question 2 of 2", "Several are right."}, {"]", "Question 2 of 2", "Several are right."},
		{"[", "Question 1 of 2", "network"}, {"[", "Question 1 of 2", "network"},
	} {
		if screen := press(step.key); !strings.Contains(screen, step.sees) || !strings.Contains(screen, step.alsoSees) {
			t.Errorf("%s: %s and %s are not in sight:\n%s", step.key, step.sees, step.alsoSees, screen)
		}
		if s := l.stops[l.at]; s.kind != choiceStop || s.choice != 0 {
			t.Errorf("%s: the cursor is on %+v", step.key, s)
		}
	}
	press("n")
	press("n")
	if press("]"); l.stops[l.at].question != 1 {
		t.Error("from the second choice of a question the next one is not reached")
	}
}

func TestALessonWithoutQuestionsSaysSo(t *testing.T) {
	l := NewLesson(&lessons.Lesson{Body: "Read [the lab](kvlab:lab/broken-dns)."}, learner.InMemory(nil))
	for _, c := range l.Commands() {
		if (c.Has("]") || c.Has("[")) && c.Why() != "this lesson asks no question" {
			t.Errorf("%s: %q", c.ID, c.Why())
		}
	}
}
