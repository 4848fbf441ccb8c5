package lessons

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"kvlab/scenarios"
)

// all reads every lesson that kvlab brings along.
func all(t *testing.T) []*Lesson {
	t.Helper()
	var list []*Lesson
	for _, id := range (shelf{embedded}).ids() {
		l, err := Find(id)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, l)
	}
	return list
}

var block = regexp.MustCompile("(?ms)^```.*?^```$")

// The commands and what they print are not counted: they are looked at, and not read.
func TestALessonIsAsLongAsALessonShouldBe(t *testing.T) {
	for _, l := range all(t) {
		if words := len(strings.Fields(block.ReplaceAllString(l.Body, ""))); words < 700 || words > 1300 {
			t.Errorf("%s has %d words, want 700 to 1300", l.ID, words)
		}
		if n := len(l.Questions); n < 3 || n > 5 {
			t.Errorf("%s asks %d questions, want 3 to 5", l.ID, n)
		}
		if len(l.Title) > 32 {
			t.Errorf("%s: the title %q is long for a list", l.ID, l.Title)
		}
	}
}

func TestALessonSaysWhereTheGuideAndTheLiveServiceDiffer(t *testing.T) {
	for _, l := range all(t) {
		_, differ, found := strings.Cut(l.Body, "\n## Where the guide and the live service differ\n")
		if !found || !strings.Contains(differ, "guide") || !strings.Contains(differ, "unverified") {
			t.Errorf("%s does not say where they differ, or what of it is unverified", l.ID)
		}
	}
}

// A command is to be copied from a terminal of 80 columns, in which code is set in by two.
func TestCommandsFitATerminal(t *testing.T) {
	for _, l := range all(t) {
		for _, b := range block.FindAllString(l.Body, -1) {
			lines := strings.Split(b, "\n")
			for i := 1; i < len(lines) && (i == 1 || strings.HasPrefix(lines[i], "    ")); i++ {
				if len(lines[i]) > 78 {
					t.Errorf("%s: %d columns: %s", l.ID, len(lines[i]), lines[i])
				}
			}
		}
	}
}

// Nobody reads the same twice, neither in two lessons nor in a lesson and a lab.
func TestNoTwoTextsShareAParagraph(t *testing.T) {
	seen := map[string]string{}
	look := func(source, text string) {
		for p := range strings.SplitSeq(text, "\n\n") {
			p = strings.Join(strings.Fields(strings.ToLower(p)), " ")
			if len(strings.Fields(p)) < 8 || strings.HasPrefix(p, "```") || strings.HasPrefix(p, "#") {
				continue
			}
			if other, known := seen[p]; known && other != source {
				t.Errorf("%s and %s share a paragraph: %s", other, source, p)
			}
			seen[p] = source
		}
	}
	for _, l := range all(t) {
		look("lesson "+l.ID, l.Body)
		for _, q := range l.Questions {
			look("a question of "+l.ID, q.Text+"\n\n"+q.Explain)
		}
	}
	for _, e := range scenarios.Catalogue() {
		sc, err := scenarios.Open(e.ID)
		if err != nil {
			t.Fatal(err)
		}
		look("lab "+e.ID, sc.Briefing+"\n\n"+sc.Debrief)
	}
	if len(seen) < 100 {
		t.Errorf("only %d paragraphs were looked at", len(seen))
	}
}

// The correct answer is not to be told from its place or its length.
func TestCorrectAnswersDoNotGiveThemselvesAway(t *testing.T) {
	first, longest, questions := 0, 0, 0
	for _, l := range all(t) {
		for _, q := range l.Questions {
			questions++
			if q.Choices[0].Correct {
				first++
			}
			if slices.MaxFunc(q.Choices, func(a, b Choice) int { return len(a.Text) - len(b.Text) }).Correct {
				longest++
			}
		}
	}
	if first*2 > questions || longest*3 > questions*2 {
		t.Errorf("of %d questions the first choice is correct in %d, the longest in %d", questions, first, longest)
	}
}

// Labs and lessons point at each other.
func TestALabAndItsLessonsAgree(t *testing.T) {
	for _, e := range scenarios.Catalogue() {
		for _, id := range e.Lessons {
			if err := Known(id); err != nil {
				t.Errorf("lab %s: %v", e.ID, err)
			}
		}
		if len(e.Lessons) == 0 {
			t.Errorf("lab %s goes with no lesson", e.ID)
		}
		for _, l := range all(t) {
			if slices.Contains(e.Lessons, l.ID) && !slices.Contains(l.Labs, e.ID) {
				t.Errorf("lab %s names lesson %s, which does not name it", e.ID, l.ID)
			}
		}
	}
	for _, l := range all(t) {
		for _, lab := range l.Labs {
			if !strings.Contains(l.Body, lab) {
				t.Errorf("%s names lab %s and says nothing of it", l.ID, lab)
			}
		}
	}
}
