package windows

import (
	"testing"

	"kvlab/tui/learner"
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
