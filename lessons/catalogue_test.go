package lessons

import (
	"errors"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kvlab/scenarios"
)

// The easiest come first, but nothing comes before what it needs.
func TestTheCatalogueIsInTheOrderToRead(t *testing.T) {
	var ids []string
	for _, h := range (shelf{os.DirFS("testdata/shelf")}).catalogue() {
		ids = append(ids, h.ID)
	}
	if want := []string{"third", "first", "second"}; !slices.Equal(ids, want) {
		t.Errorf("got %v, want %v", ids, want)
	}
	if h := Catalogue(); len(h) < 6 || h[0].ID != "four-gates" {
		t.Errorf("a reader begins with %v", h[0].ID)
	}
}

// The third lesson of that shelf is broken behind its head: a list shows it all the same, reading it does not.
func TestAListReadsHeadsOnly(t *testing.T) {
	s := shelf{os.DirFS("testdata/shelf")}
	h, ok := s.head("third")
	if !ok || h.Title != "A head alone" || h.Minutes != 5 {
		t.Errorf("got %v, %v", h, ok)
	}
	var problems scenarios.Problems
	if _, err := s.find("third"); !errors.As(err, &problems) || len(problems) != 2 {
		t.Errorf("got %v", err)
	}
	if _, ok := (shelf{os.DirFS(brokenDir)}).head("head"); ok {
		t.Error("a broken head is listed")
	}
}

func TestALessonThatIsNotThere(t *testing.T) {
	for id, want := range map[string]string{
		"four-gate":       `there is no lesson "four-gate", did you mean four-gates?`,
		"single":          `there is no lesson "single", did you mean single-access-model?`,
		"":                `there is no lesson "", choose from four-gates, `,
		"../scenarios/x":  `there is no lesson "../scenarios/x", choose from `,
		"FOUR-GATES":      `there is no lesson "FOUR-GATES", did you mean four-gates?`,
		"four-gates.md":   `there is no lesson "four-gates.md", did you mean four-gates?`,
		"\x1b[2Jfour-gat": `there is no lesson "\x1b[2Jfour-gat"`,
	} {
		if _, err := Find(id); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("Find(%q): got %v, want %s", id, err, want)
		}
	}
	if err := Known("four-gate"); err == nil || err.Error() != `there is no lesson "four-gate", did you mean four-gates?` {
		t.Errorf("got %v", err)
	}
	if err := Known("four-gates"); err != nil {
		t.Error(err)
	}
}

// Whatever needs what, and even in circles, nothing is lost and nothing stands before its needs.
func TestNeedsComeFirstInAnyList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := make([]Head, rapid.IntRange(0, 8).Draw(t, "lessons"))
		circles := rapid.Bool().Draw(t, "circles")
		for i := range list {
			list[i].ID = strconv.Itoa(i)
			most := i - 1
			if circles {
				most = len(list) - 1
			}
			for range rapid.IntRange(0, min(2, most+1)).Draw(t, "needs") {
				list[i].Needs = append(list[i].Needs, strconv.Itoa(rapid.IntRange(0, most).Draw(t, "need")))
			}
		}
		list = rapid.Permutation(list).Draw(t, "order")
		at := map[string]int{}
		for i, h := range needsFirst(list) {
			at[h.ID] = i
		}
		if len(at) != len(list) {
			t.Fatalf("%d lessons of %d are left", len(at), len(list))
		}
		for _, h := range list {
			for _, need := range h.Needs {
				if !circles && at[need] > at[h.ID] {
					t.Fatalf("%s stands before %s, which it needs", h.ID, need)
				}
			}
		}
	})
}
