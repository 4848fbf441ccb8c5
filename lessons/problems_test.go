package lessons

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"

	"kvlab/scenarios"
)

const brokenDir = "testdata/broken"

// Each file of testdata/broken is wrong in its own ways; testdata/problems says what its author is told.
func TestABrokenLessonIsToldAllItsProblems(t *testing.T) {
	broken := shelf{os.DirFS(brokenDir)}
	shown := map[string]bool{}
	datadriven.RunTest(t, "testdata/problems", func(t *testing.T, d *datadriven.TestData) string {
		shown[d.Cmd] = true
		l, err := broken.find(d.Cmd)
		var problems scenarios.Problems
		if !errors.As(err, &problems) || l != nil {
			t.Fatalf("%s: want problems and no lesson, got %v", d.Cmd, err)
		}
		return problems.Error() + "\n"
	})
	for _, id := range broken.ids() {
		if !shown[id] {
			t.Errorf("%s is not in testdata/problems", id)
		}
	}
}

func TestALessonBeyondAllMeasureIsNotRead(t *testing.T) {
	_, err := shelf{embedded}.parse("big.md", strings.Repeat("+++\n", maxSize))
	if err == nil || !strings.Contains(err.Error(), "a lesson has at most") {
		t.Errorf("got %v", err)
	}
}

// Whatever is written, reading it ends, and a problem is in the file.
func FuzzParse(f *testing.F) {
	for _, s := range []shelf{{embedded}, {os.DirFS(brokenDir)}, {os.DirFS("testdata/shelf")}} {
		for _, id := range s.ids() {
			text, err := fs.ReadFile(s.files, id+extension)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(string(text))
		}
	}
	f.Add("+++\n\"a b\".c = '''\n+++\n[x](kvlab:\n+++\n[[question]]\nchoices=[[]]\n+++")
	f.Fuzz(func(t *testing.T, text string) {
		l, err := shelf{embedded}.parse("four-gates.md", text)
		if err == nil {
			if l.Document(true) == "" || len(l.Questions) == 0 {
				t.Error("a lesson that was read says nothing, or asks nothing")
			}
			return
		}
		var problems scenarios.Problems
		if !errors.As(err, &problems) {
			t.Fatalf("no problems but %v", err)
		}
		for _, p := range problems {
			if p.Line < 0 || p.Line > strings.Count(text, "\n")+1 || p.Line > 0 && p.Column < 1 {
				t.Errorf("%d:%d is not in the file: %s", p.Line, p.Column, p.Message)
			}
		}
	})
}
