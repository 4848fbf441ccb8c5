package story

import (
	"image"
	"testing"
)

var shown = ReadScreen(` kvlab  Lab Window View Help   1 briefing 2 gates 3 requests
╶╌ 2 Gates ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╴╶╌ 5 Trace, step 1 of 25 ╌ ▾ ▴ ✕ ╴
╎ Authorization                 ╎╎ ▸Steps  Answer                  ╎
╎ ▸ ◉ on  The vault decides b⋯  ╎╎   ✓ Answer                      ╎
╎   ◌ off Key Vault Secrets ⋯╶╌ Question ╌╌╌╌╌╌╌╌╴                 ╎
╎                            ╎ ▸ 1. Its role was ╎                 ╎
╎                            ╎      given later  ╎                 ╎
╶╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╶╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╴╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╴
 enter flip`)

func TestFramesAreFoundByTheirCorners(t *testing.T) {
	gates, _ := shown.window("2")
	if gates.title != "2 Gates" || gates.area != image.Rect(0, 1, 33, 8) || shown.held(gates) {
		t.Errorf("%+v", gates)
	}
	trace, _ := shown.window("5")
	if trace.title != "5 Trace, step 1 of 25" || !shown.held(trace) {
		t.Errorf("%+v", trace)
	}
	question, _ := shown.dialog()
	if question.title != "Question" || question.area != image.Rect(29, 4, 50, 8) || shown.cursor(question) != 5 {
		t.Errorf("%+v, cursor %d", question, shown.cursor(question))
	}
	if _, ok := shown.window("9"); ok {
		t.Error("a window is found that is not shown")
	}
}

// A list cuts what is too long for it, and a dialog goes on in the next line: both are known by what is left.
func TestRowsAreKnownByWhatIsLeftOfThem(t *testing.T) {
	for text, want := range map[string]image.Point{
		"The vault decides by Azure RBAC":           image.Pt(10, 3),
		"Key Vault Secrets User for app-reports":    image.Pt(10, 4),
		"Its role was given later than the version": image.Pt(36, 5),
		"Answer":        image.Pt(43, 2),
		"Authorization": image.Pt(2, 2),
		"The values":    {},
		"Keys":          {},
	} {
		if got, ok := shown.row(text, shown.all()); got != want || ok != (want != image.Point{}) {
			t.Errorf("%q is at %v, not %v", text, got, want)
		}
	}
}

// A talk's stage has a key of two letters before its title; what has none is a dialog.
func TestAStageIsAWindow(t *testing.T) {
	for title, want := range map[string]string{"f5 Stage 2/12": "f5", "5 Trace": "5", "L One vault": "L", "Compose a request": "", "Question": "", "": ""} {
		if got := (frame{title: title}).key(); got != want {
			t.Errorf("%q has the key %q", title, got)
		}
	}
}

func TestEveryStepHasAPlaceOnTheRuler(t *testing.T) {
	s := ReadScreen(`╶╌ 5 Trace, step 2 of 6 ╌╌╌╌╌╴
╎ ✗ denied at network, 403    ╎
╎ ╏ Id ∙✓  Au ∙✓  Ne ∙✗◂  Ob ◌ ╎
╎ ▸Steps  Answer  Fixes       ╎
╶╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╴`)
	var signs []rune
	for _, at := range s.ruler(image.Rect(0, 0, 31, 5)) {
		signs = append(signs, s.at(at.X, at.Y))
	}
	if string(signs) != "∙✓∙✓∙✗◌" {
		t.Errorf("the steps are %q", string(signs))
	}
}

func TestEmptyPlaces(t *testing.T) {
	s := ReadScreen(`╎ ▸ as        ◂ milan ▸ ╎
╎   object      Orders   ╎
╎                        ╎
╎   milan, signed in     ╎
╶╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╴`)
	inside := image.Rect(1, 0, 25, 4)
	if at, ok := s.find("milan", s.below(inside, 0)); !ok || at.Y != 3 {
		t.Errorf("the name on offer is at %v", at)
	}
	if at, ok := s.ground(inside); !ok || at != image.Pt(22, 3) {
		t.Errorf("there is room at %v", at)
	}
	if at, ok := s.ground(image.Rect(0, 4, 26, 5)); ok {
		t.Errorf("a line is room at %v", at)
	}
}

func TestACursorStandsBeforeWhatIsChosen(t *testing.T) {
	area := image.Rect(1, 2, 30, 6)
	for text, want := range map[string]bool{"The vault decides by Azure RBAC": true, "Key Vault Secrets User": false} {
		at, ok := shown.row(text, area)
		if !ok || shown.chosen(at, area) != want {
			t.Errorf("%q: at %v, chosen %v", text, at, !want)
		}
	}
}
