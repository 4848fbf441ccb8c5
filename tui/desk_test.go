package tui

import (
	"encoding/json"
	"image"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"kvlab/tui/desktop"
)

// drag takes hold of a place and pulls it to another, through every cell between.
func (d *driver) drag(from, to image.Point) {
	d.t.Helper()
	d.send(tea.MouseClickMsg{X: from.X, Y: from.Y, Button: tea.MouseLeft})
	for i := 1; i <= 10; i++ {
		at := from.Add(to.Sub(from).Mul(i).Div(10))
		d.send(tea.MouseMotionMsg{X: at.X, Y: at.Y, Button: tea.MouseLeft})
	}
	d.send(tea.MouseReleaseMsg{X: to.X, Y: to.Y, Button: tea.MouseLeft})
}

// area is where a window is.
func (d *driver) area(id string) image.Rectangle { return d.m.desk.Area(d.m.room.find(id)) }

func TestAWindowIsDraggedByItsTopAndSizedByItsCorner(t *testing.T) {
	d := start(t, Options{Scenario: "wired-web-app"}, 120, 40)
	trace := d.area("trace")
	d.drag(trace.Min.Add(image.Pt(9, 0)), trace.Min.Add(image.Pt(-1, -6)))
	if got, want := d.area("trace"), trace.Add(image.Pt(-10, -6)); got != want {
		t.Fatalf("the trace is at %v, not %v", got, want)
	}
	d.wants("5 trace") // the task bar
	moved := d.area("trace")
	d.drag(moved.Max.Sub(image.Pt(1, 1)), moved.Max.Sub(image.Pt(21, 5)))
	if got, want := d.area("trace"), (image.Rectangle{Min: moved.Min, Max: moved.Max.Sub(image.Pt(20, 4))}); got != want {
		t.Fatalf("the trace is at %v, not %v", got, want)
	}
	d.golden("dragged-120x40")
	d.press("4") // the map is in front now, and the trace lies behind it
	if w, _ := d.m.desk.At(d.area("trace").Min.X+20, d.area("trace").Min.Y); w.ID() != "map" {
		t.Errorf("in front is %s", w.ID())
	}
	d.press("alt+a")
	if d.area("trace") != trace {
		t.Error("as at first is not as at first")
	}
}

func TestMotionsWithinAFrameActTogether(t *testing.T) {
	d := start(t, Options{Scenario: "wired-web-app"}, 120, 40)
	at := d.area("map").Min.Add(image.Pt(30, 0))
	d.send(tea.MouseClickMsg{X: at.X, Y: at.Y, Button: tea.MouseLeft})
	d.send(tea.MouseMotionMsg{X: at.X - 1, Y: at.Y, Button: tea.MouseLeft})
	frame := d.m.View().Content
	d.send(tea.MouseMotionMsg{X: at.X - 5, Y: at.Y + 2, Button: tea.MouseLeft})
	d.send(tea.MouseMotionMsg{X: at.X - 7, Y: at.Y + 3, Button: tea.MouseLeft})
	if d.m.View().Content != frame {
		t.Error("a motion within the same frame is drawn at once")
	}
	d.pass()
	if got := d.area("map").Min; got != at.Add(image.Pt(-37, 3)) {
		t.Errorf("the map is at %v", got)
	}
	d.pass()
	if d.m.drag.resting {
		t.Error("a hand that rests keeps a timer going")
	}
}

func TestWhateverEndsADragEndsItOnce(t *testing.T) {
	for name, end := range map[string]tea.Msg{"release": tea.MouseReleaseMsg{}, "blur": tea.BlurMsg{}, "a key": keyMsg("tab"),
		"a resize": tea.WindowSizeMsg{Width: 120, Height: 40}, "a motion without the button": tea.MouseMotionMsg{X: 3, Y: 3}} {
		d := start(t, Options{Scenario: "wired-web-app"}, 120, 40)
		at := d.area("map").Min.Add(image.Pt(30, 0))
		d.send(tea.MouseClickMsg{X: at.X, Y: at.Y, Button: tea.MouseLeft})
		d.send(end)
		d.send(tea.MouseReleaseMsg{})
		before := d.area("map")
		d.send(tea.MouseMotionMsg{X: 60, Y: 20, Button: tea.MouseLeft})
		d.pass()
		if d.m.drag != nil || d.area("map") != before {
			t.Errorf("%s: the window still follows the mouse", name)
		}
	}
}

func TestTwoClicksOnATitleZoom(t *testing.T) {
	d := start(t, Options{Scenario: "wired-web-app"}, 120, 40)
	at := d.area("map").Min.Add(image.Pt(30, 0))
	click := func() {
		d.send(tea.MouseClickMsg{X: at.X, Y: at.Y, Button: tea.MouseLeft})
		d.send(tea.MouseReleaseMsg{X: at.X, Y: at.Y})
	}
	click()
	click()
	if d.area("map") != d.m.layout.desk {
		t.Fatal("two clicks do not zoom")
	}
	click()
	click()
	if d.area("map") == d.m.layout.desk {
		t.Error("two more do not give the screen back")
	}
	before := d.area("map")
	click()
	d.pass() // a long moment
	click()
	if d.area("map") != before {
		t.Error("two clicks with a pause between them zoom")
	}
	d.pass()
	click()
	d.click("Public network") // something else in between
	if click(); d.area("map") != before {
		t.Error("two clicks with another between them zoom")
	}
	d.pass()
	click()
	d.press("down")
	if click(); d.area("map") != before {
		t.Error("two clicks with a key between them zoom")
	}
	d.pass()
	d.drag(at, at.Add(image.Pt(-5, 2)))
	at = at.Add(image.Pt(-5, 2))
	click()
	if d.area("map") != before.Add(image.Pt(-5, 2)) {
		t.Error("a click after a drag zooms")
	}
}

func TestADialogIsMovedOutOfTheWay(t *testing.T) {
	d := start(t, Options{Scenario: "wired-web-app"}, 120, 40)
	d.press("R")
	home := d.m.desk.Area(d.m.dialog)
	d.drag(home.Min.Add(image.Pt(12, 0)), home.Min.Add(image.Pt(2, 6)))
	if got := d.m.desk.Area(d.m.dialog); got != home.Add(image.Pt(-10, 6)) {
		t.Errorf("the mouse put it to %v", got)
	}
	d.press("alt+right", "alt+up")
	if got := d.m.desk.Area(d.m.dialog); got != home.Add(image.Pt(-8, 5)) {
		t.Errorf("the keys put it to %v", got)
	}
	for range 80 {
		d.press("alt+down")
	}
	if got := d.m.desk.Area(d.m.dialog); got.Max.Y != d.m.layout.desk.Max.Y {
		t.Errorf("it has left the desk: %v", got)
	}
	d.press("alt+up")
	if got := d.m.desk.Area(d.m.dialog); got.Max.Y != d.m.layout.desk.Max.Y-1 {
		t.Errorf("it does not come back at once: %v", got)
	}
	d.press("esc", "R")
	if got := d.m.desk.Area(d.m.dialog); got != home {
		t.Errorf("the next one stands at %v", got)
	}
}

func TestTheMouseScrubsAlongTheTrace(t *testing.T) {
	d := start(t, Options{Scenario: "broken-dns"}, 120, 40)
	d.press("i", "home")
	r := &d.m.room.session.Reading
	row := d.area("trace").Min.Y + 2
	var from, to image.Point
	for x := range 120 {
		if _, target := d.m.desk.At(x, row); target != nil {
			if from == (image.Point{}) {
				from = image.Pt(x, row)
			}
			to = image.Pt(x, row)
		}
	}
	d.send(tea.MouseClickMsg{X: from.X, Y: from.Y, Button: tea.MouseLeft})
	was, moved := r.Place(), 0
	for x := from.X; x <= to.X; x++ {
		d.send(tea.MouseMotionMsg{X: x, Y: row + x%3, Button: tea.MouseLeft}) // no hand is steady
		d.pass()
		if r.Place() < was {
			t.Fatalf("at column %d it goes back", x)
		}
		if r.Place() > was {
			moved++
		}
		was = r.Place()
	}
	if was != r.Steps()-1 || moved != r.Steps()-1 {
		t.Errorf("it ends at step %d of %d, after %d moves", was+1, r.Steps(), moved)
	}
	d.send(tea.MouseReleaseMsg{})
}

func TestTheKeyboardMovesAndSizesAndTakesBack(t *testing.T) {
	d := start(t, Options{Scenario: "wired-web-app"}, 120, 40)
	d.press("5")
	before := d.area("trace")
	d.press("alt+m")
	d.wants("arrows move Trace")
	d.press("left", "left", "up", "shift+left", "shift+up")
	if got, want := d.area("trace"), image.Rect(before.Min.X-4, before.Min.Y-1, before.Max.X-6, before.Max.Y-2); got != want {
		t.Fatalf("the trace is at %v, not %v", got, want)
	}
	d.press("esc")
	if d.area("trace") != before || d.m.moving != nil {
		t.Error("esc does not take it back")
	}
	d.press("alt+m", "left", "enter", "left")
	if got := d.area("trace"); got != before.Sub(image.Pt(2, 0)) {
		t.Errorf("after enter the arrows still move it: %v", got)
	}
}

func TestButtonsAndKeysPutWindowsAwayAndBringThemBack(t *testing.T) {
	d := start(t, Options{Scenario: "wired-web-app"}, 120, 40)
	press := func(glyph string) {
		t.Helper()
		a := d.area(d.m.room.focus.ID())
		for x := a.Max.X - 8; x < a.Max.X; x++ {
			if d.m.screen.CellAt(x, a.Min.Y).Content == glyph {
				d.send(tea.MouseClickMsg{X: x, Y: a.Min.Y, Button: tea.MouseLeft})
				return
			}
		}
		t.Fatalf("no %s in the frame:\n%s", glyph, d.screen())
	}
	press("▾")
	d.wants("2 gates▾")
	if !d.area("gates").Empty() || d.m.room.focus.ID() == "gates" {
		t.Error("a minimized window has the screen or the keyboard")
	}
	d.click("2 gates")
	if d.area("gates").Empty() || d.m.room.focus.ID() != "gates" {
		t.Error("the task bar does not bring it back")
	}
	press("▴")
	if d.area("gates") != d.m.layout.desk {
		t.Error("zoom does not give it the desk")
	}
	press("▴")
	press("✕")
	if strings.Contains(d.screen(), "2 gates") {
		t.Error("a closed window is on the task bar")
	}
	d.press("2")
	d.wants("╶╌ 2 Gates")
}

func TestTheLastWindowStays(t *testing.T) {
	d := start(t, Options{Scenario: "wired-web-app"}, 120, 40)
	for range 10 {
		d.press("alt+x")
	}
	d.wants("close: it is the only window that is open")
	last := d.area(d.m.room.focus.ID())
	for _, fromRight := range []int{3, 7} {
		d.send(tea.MouseClickMsg{X: last.Max.X - fromRight, Y: last.Min.Y, Button: tea.MouseLeft})
	}
	if d.m.room.floor.Shown() != 1 || d.area(d.m.room.focus.ID()).Empty() {
		t.Errorf("%d windows are left", d.m.room.floor.Shown())
	}
}

func TestTilesAndCascades(t *testing.T) {
	d := start(t, Options{Scenario: "wired-web-app"}, 120, 40)
	at := d.area("trace")
	d.press("alt+t")
	covered := 0
	for _, p := range d.m.room.places(d.m.layout) {
		covered += p.Area.Dx() * p.Area.Dy()
	}
	if desk := d.m.layout.desk; covered != desk.Dx()*desk.Dy() {
		t.Errorf("tiles cover %d cells of %v", covered, desk)
	}
	d.press("alt+c", "alt+a")
	if d.area("trace") != at {
		t.Error("as at first is not as at first")
	}
	d = start(t, Options{Scenario: "wired-web-app"}, 40, 10)
	d.press("alt+t")
	d.wants("tile: this screen has room")
}

func TestAMenuDoesWhatItsKeyDoes(t *testing.T) {
	d := start(t, Options{Scenario: "wired-web-app"}, 120, 40)
	d.click("Lab")
	d.wants("undo", "open scenario")
	d.press("right", "right")
	d.wants("theme")
	d.press("left", "left", "left")
	d.wants("find anything")
	d.press("esc")
	d.click("Lab")
	d.click("issue")
	d.wants("allowed, 200")
	d.press("f10", "down")
	d.wants("undo: nothing has been changed yet")
	d.press("enter") // it cannot run
	if d.m.dialog == nil {
		t.Error("a command that cannot run closes the menu")
	}
	d.send(tea.MouseClickMsg{X: 100, Y: 30, Button: tea.MouseLeft})
	if d.m.dialog != nil {
		t.Error("a click beside the menu does not close it")
	}
}

func TestTheRightButtonOpensTheMenuOfTheWindowUnderIt(t *testing.T) {
	d := start(t, Options{Scenario: "wired-web-app"}, 120, 40)
	at := d.area("briefing").Min.Add(image.Pt(3, 4))
	d.send(tea.MouseClickMsg{X: at.X, Y: at.Y, Button: tea.MouseRight})
	d.wants("hint", "move and size", "minimize")
	d.click("hint")
	d.wants("▸Goals")
	d.press(".", "esc")
	if d.m.dialog != nil || d.m.room.focus.ID() != "briefing" {
		t.Error("the context menu does not go away")
	}
}

func TestThePaletteGoesToAnything(t *testing.T) {
	for _, test := range []struct{ name, query, want string }{
		{"a command", "switch prof", "P service"},
		{"a window's command", "copy trace", "issue a request first"},
		{"a request", "app-read", "allowed, 200"},
		{"a gate", "zone-link", "undo 1"},
		{"a lab", "impossible 403", "goals 0/2"},
		{"a window", "go to window of the map", "4 Map"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := start(t, Options{Scenario: "wired-web-app"}, 120, 40)
			d.press("ctrl+k")
			d.send(tea.PasteMsg{Content: test.query})
			d.press("enter")
			d.wants(test.want)
		})
	}
	d := start(t, Options{Scenario: "wired-web-app"}, 120, 40)
	d.press("i", ":", "s", "q", "l")
	if at := d.m.View().Cursor; at == nil || d.m.screen.CellAt(at.X-1, at.Y).Content != "l" {
		t.Errorf("the terminal's cursor is not behind what was typed: %+v", at)
	}
	d.press("esc", "2")
	if d.m.dialog != nil || d.m.View().Cursor != nil {
		t.Error("esc does not close the palette")
	}
	d.press(":")
	for _, key := range strings.Split("workloadid", "") {
		d.press(key)
	}
	d.press("enter")
	if d.m.room.focus.ID() != "trace" || d.m.room.session.Reading.Place() != 1 {
		t.Errorf("a step is not gone to: place %d", d.m.room.session.Reading.Place())
	}
}

func TestTheDeskIsLeftAndFoundAgain(t *testing.T) {
	o := stored(t, "wired-web-app")
	d := start(t, o, 120, 40)
	chart := d.area("map")
	d.drag(chart.Min.Add(image.Pt(30, 0)), chart.Min.Add(image.Pt(20, 12)))
	d.press("3", "alt+down", "1", "alt+x", "5", "4", "2") // the map lies over the trace, and gates has the keyboard
	before := d.screen()
	d.leave()
	d = start(t, o, 120, 40)
	if now := d.screen(); withoutMessage(now) != withoutMessage(before) {
		t.Errorf("not as it was left:\n%s", difference(before, now))
	}
}

func TestAChangeOfTheDeskAloneIsKeptAMomentLater(t *testing.T) {
	d := start(t, stored(t, "wired-web-app"), 120, 40)
	d.press("alt+t")
	if len(d.due) == 0 {
		t.Fatal("nothing is due")
	}
	d.pass()
	if d.m.noted != d.m.room.version() {
		t.Error("it is not noted")
	}
}

// A memo of before windows could be moved names none of them.
func TestAMemoOfAnOlderKvlabOpensAsThatOneShowedIt(t *testing.T) {
	for name, raw := range map[string]string{
		"older":   `{"Focus":"trace","Main":"trace","Zoomed":true,"Gate":2,"Request":0}`,
		"newer":   `{"Focus":"horoscope","Main":"horoscope","Spots":[{"Window":"horoscope","Area":[1,2,30,40],"Standing":"levitating"}]}`,
		"none":    ``,
		"damaged": `{"Focus":`,
		"absurd":  `{"Spots":[{"Window":"gates","Area":[-900,5,-2000000000,7],"Standing":"closed"},{"Window":"map","Area":[0,0,2000000000,2000000000]}]}`,
	} {
		d := start(t, Options{Scenario: "wired-web-app"}, 120, 40)
		d.m.room.session.Desk = []byte(raw)
		r := newRoom(d.m.room.session, "")
		d.m.enter(r)
		d.press("tab", "tab")
		if d.m.failure != nil || r.floor.Standing(r.focus) != desktop.Open {
			t.Errorf("%s: %v, %s has the keyboard", name, d.m.failure, r.focus.ID())
		}
		if name == "older" && (!r.zoomed || r.gates.Row() != 2) {
			t.Errorf("%s: its fields are lost", name)
		}
		var back memo
		if err := json.Unmarshal(must(json.Marshal(r.memo())), &back); err != nil || len(back.Spots) != len(r.order) {
			t.Errorf("%s: what is kept is %+v, %v", name, back, err)
		}
	}
}

// However windows are thrown about while the screen changes its size, the focused one can be seen, and every open one
// that the arrangement shows lies on the screen.
func TestAResizeStormLosesNoWindow(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := drive(t, Options{Scenario: "half-migrated-rbac"}, 120, 40)
		defer func() { _ = d.m.finish() }()
		for range rapid.IntRange(1, 30).Draw(rt, "inputs") {
			d.send(anyDeskInput(rt))
			if d.m.failure != nil {
				rt.Fatalf("%+v", d.m.failure)
			}
			l := d.m.layout
			if l.small {
				continue
			}
			seen := false
			for _, p := range d.m.room.places(l) {
				if !p.Area.In(l.desk) || p.Area.Empty() {
					rt.Fatalf("%v: %s is at %v", l.screen, p.Window.ID(), p.Area)
				}
				seen = seen || p.Window == d.m.room.focus
			}
			if !seen {
				rt.Fatalf("%v: %s has the keyboard and is not to be seen", l.screen, d.m.room.focus.ID())
			}
		}
	})
}

func anyDeskInput(t *rapid.T) tea.Msg {
	x, y := rapid.IntRange(-1, 130).Draw(t, "x"), rapid.IntRange(-1, 45).Draw(t, "y")
	switch rapid.IntRange(0, 7).Draw(t, "kind") {
	case 0:
		return tea.WindowSizeMsg{Width: max(0, x), Height: max(0, y)}
	case 1:
		return tea.MouseClickMsg{X: x, Y: y, Button: rapid.SampledFrom([]tea.MouseButton{tea.MouseLeft, tea.MouseRight}).Draw(t, "button")}
	case 2, 3:
		return tea.MouseMotionMsg{X: x, Y: y, Button: tea.MouseLeft}
	case 4:
		return tea.MouseReleaseMsg{X: x, Y: y, Button: tea.MouseLeft}
	default:
		return keyMsg(rapid.SampledFrom([]string{"1", "2", "3", "4", "5", "z", "tab", "alt+m", "alt+t", "alt+c", "alt+a", "alt+x", "alt+down", "left",
			"shift+left", "up", "shift+down", "enter", "esc", "i", "w", "f10", ".", ":", "down"}).Draw(t, "key"))
	}
}
