package desktop

import (
	"fmt"
	"image"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"pgregory.net/rapid"
)

// furnished is a floor with windows on it, some of them moved, and the screen they are on.
func furnished(t *rapid.T) (*Floor, []Window, image.Rectangle) {
	f := &Floor{}
	var all []Window
	for i := range rapid.IntRange(1, 6).Draw(t, "windows") {
		w := &note{id: fmt.Sprint("w", i)}
		all = append(all, w)
		f.Put(w, rapid.SampledFrom([]Standing{Open, Open, Open, Minimized, Closed}).Draw(t, "standing"))
		if rapid.Bool().Draw(t, "moved") {
			f.Move(w, anyArea(t), rapid.SampledFrom([]image.Rectangle{{}, image.Rect(0, 1, 80, 23), anyArea(t)}).Draw(t, "on"))
		}
	}
	return f, all, image.Rect(0, 1, rapid.IntRange(24, 120).Draw(t, "width"), rapid.IntRange(6, 50).Draw(t, "height"))
}

func anyArea(t *rapid.T) image.Rectangle {
	n := rapid.IntRange(-200, 200)
	at := image.Pt(n.Draw(t, "x"), n.Draw(t, "y"))
	return image.Rectangle{Min: at, Max: at.Add(image.Pt(rapid.IntRange(1, 250).Draw(t, "w"), rapid.IntRange(1, 90).Draw(t, "h")))}
}

func homes(bounds image.Rectangle) func(Window) image.Rectangle {
	return func(Window) image.Rectangle { return bounds.Inset(1) }
}

func TestEveryOpenWindowIsOnTheScreenAndNoOther(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		f, all, bounds := furnished(rt)
		if rapid.Bool().Draw(rt, "tiled") {
			f.Tile(bounds)
		} else if rapid.Bool().Draw(rt, "cascaded") {
			f.Cascade(bounds)
		}
		bounds.Max = image.Pt(rapid.IntRange(24, 120).Draw(rt, "later width"), rapid.IntRange(6, 50).Draw(rt, "later height"))
		shown := map[Window]bool{}
		for _, p := range f.Places(bounds, homes(bounds)) {
			shown[p.Window] = true
			if !p.Area.In(bounds) || p.Area.Dx() < min(least.X, bounds.Dx()) || p.Area.Dy() < min(least.Y, bounds.Dy()) {
				rt.Fatalf("%s is at %v on %v", p.Window.ID(), p.Area, bounds)
			}
		}
		for _, w := range all {
			if shown[w] != (f.Standing(w) == Open) {
				rt.Fatalf("%s is shown: %v", w.ID(), shown[w])
			}
		}
	})
}

// A screen that was small for a while changes nothing.
func TestAPlaceIsKeptWhileTheScreenIsTooSmallForIt(t *testing.T) {
	f, w := &Floor{}, &note{id: "w"}
	f.Put(w, Open)
	want, bounds := image.Rect(50, 20, 110, 38), image.Rect(0, 1, 120, 39)
	f.Move(w, want, bounds)
	f.Places(image.Rect(0, 1, 30, 12), nil)
	if got := f.Places(bounds, nil)[0].Area; got != want {
		t.Errorf("it is at %v, was at %v", got, want)
	}
}

// What stood side by side still does on a screen of another size.
func TestPlacesKeepTheirProportions(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		f, n := &Floor{}, rapid.IntRange(1, 6).Draw(rt, "windows")
		for i := range n {
			f.Put(&note{id: fmt.Sprint("w", i)}, Open)
		}
		f.Tile(image.Rect(0, 1, 120, 39))
		bounds := image.Rect(0, 1, rapid.IntRange(100, 300).Draw(rt, "width"), rapid.IntRange(31, 90).Draw(rt, "height"))
		covered := 0
		places := f.Places(bounds, nil)
		for i, p := range places {
			covered += p.Area.Dx() * p.Area.Dy()
			for _, q := range places[:i] {
				if p.Area.Overlaps(q.Area) {
					rt.Fatalf("%v and %v overlap on %v", p.Area, q.Area, bounds)
				}
			}
		}
		if covered != bounds.Dx()*bounds.Dy() {
			rt.Fatalf("%d of %d cells are covered", covered, bounds.Dx()*bounds.Dy())
		}
	})
}

func TestTilesFillTheScreenAndDoNotOverlap(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		f, n := &Floor{}, rapid.IntRange(1, 12).Draw(rt, "windows")
		for i := range n {
			f.Put(&note{id: fmt.Sprint(i)}, Open)
		}
		bounds := image.Rect(0, 1, rapid.IntRange(100, 240).Draw(rt, "width"), rapid.IntRange(32, 90).Draw(rt, "height"))
		f.Tile(bounds)
		covered := 0
		places := f.Places(bounds, homes(bounds))
		for i, p := range places {
			covered += p.Area.Dx() * p.Area.Dy()
			for _, q := range places[:i] {
				if p.Area.Overlaps(q.Area) {
					rt.Fatalf("%v overlaps %v", p.Area, q.Area)
				}
			}
		}
		if covered != bounds.Dx()*bounds.Dy() {
			rt.Fatalf("%d windows cover %d of %d cells", n, covered, bounds.Dx()*bounds.Dy())
		}
	})
}

func TestACascadeLeavesEveryTitleInSight(t *testing.T) {
	f := &Floor{}
	for i := range 6 {
		f.Put(&note{id: fmt.Sprint(i)}, Open)
	}
	bounds := image.Rect(0, 1, 120, 39)
	f.Cascade(bounds)
	places := f.Places(bounds, homes(bounds))
	for i, p := range places {
		for _, q := range places[i+1:] {
			if p.Area.Min.Add(Margin).In(q.Area) {
				t.Errorf("%v hides the title of %v", q.Area, p.Area)
			}
		}
	}
}

func TestRaisingBringsToTheFrontAndLeavesTheOthersInOrder(t *testing.T) {
	a, b, c := &note{id: "a"}, &note{id: "b"}, &note{id: "c"}
	f := &Floor{}
	for _, w := range []Window{a, b, c} {
		f.Put(w, Open)
	}
	for _, test := range []struct {
		raise Window
		order string
	}{{a, "bca"}, {a, "bca"}, {b, "cab"}, {&note{id: "stranger"}, "cab"}} {
		f.Raise(test.raise)
		got := ""
		for _, s := range f.Spots() {
			got += s.Window.ID()
		}
		if got != test.order {
			t.Errorf("raising %s: %s, want %s", test.raise.ID(), got, test.order)
		}
	}
	f.Stand(b, Minimized)
	if f.Front(nil) != Window(a) || f.Front(a) != Window(c) || f.Shown() != 2 || !f.Moved() {
		t.Error("a minimized window counts as one on the screen")
	}
}

// taken is a cell's owner and the part of it that is there.
type taken struct {
	window Window
	part   Part
}

// paint says the same as PartAt by drawing: back to front, edge by edge, buttons last.
func paint(places []Place, focus Window) map[image.Point]taken {
	out := map[image.Point]taken{}
	for _, p := range places {
		a := p.Area
		line := func(r image.Rectangle, part Part) {
			for y := r.Min.Y; y < r.Max.Y; y++ {
				for x := r.Min.X; x < r.Max.X; x++ {
					out[image.Pt(x, y)] = taken{p.Window, part}
				}
			}
		}
		line(a, Inside)
		if !p.Floats {
			continue
		}
		line(image.Rect(a.Min.X, a.Min.Y, a.Min.X+1, a.Max.Y), Left)
		line(image.Rect(a.Max.X-1, a.Min.Y, a.Max.X, a.Max.Y), Right)
		line(image.Rect(a.Min.X, a.Max.Y-1, a.Max.X, a.Max.Y), Bottom)
		line(image.Rect(a.Min.X, a.Max.Y-1, a.Min.X+1, a.Max.Y), BottomLeft)
		line(image.Rect(a.Max.X-1, a.Max.Y-1, a.Max.X, a.Max.Y), BottomRight)
		line(image.Rect(a.Min.X, a.Min.Y, a.Max.X, a.Min.Y+1), Top)
		if p.Window == focus && a.Dx() >= leastButtons {
			for column, part := range map[int]Part{3: CloseButton, 5: ZoomButton, 7: MinimizeButton} {
				out[image.Pt(a.Max.X-column, a.Min.Y)] = taken{p.Window, part}
			}
		}
	}
	return out
}

func TestEveryCellIsThePartOfTheTopmostWindowThatIsDrawnThere(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		f, all, bounds := furnished(rt)
		d := NewDesk(dark)
		d.Focus(rapid.SampledFrom(all).Draw(rt, "focus"))
		places := f.Places(bounds, homes(bounds))
		if n := len(places); n > 0 {
			places[n-1].Floats = rapid.Bool().Draw(rt, "floats") // a dialog in front has nothing to take hold of
		}
		d.Arrange(places)
		screen := uv.NewBuffer(bounds.Max.X, bounds.Max.Y+1)
		d.Draw(screen)
		want := paint(places, d.Focused())
		for y := range screen.Height() {
			for x := range screen.Width() {
				w, part := d.PartAt(x, y)
				if is := want[image.Pt(x, y)]; w != is.window || part != is.part {
					rt.Fatalf("at %d,%d of %v: %v %d, drawn is %v %d", x, y, bounds, w, part, is.window, is.part)
				}
				if glyph := map[Part]string{CloseButton: "✕", ZoomButton: "▴", MinimizeButton: "▾"}[part]; glyph != "" && screen.CellAt(x, y).Content != glyph {
					rt.Fatalf("at %d,%d stands %q, a click there means %s", x, y, screen.CellAt(x, y).Content, glyph)
				}
			}
		}
	})
}

func TestAGripMovesOrSizesAndStaysOnTheScreen(t *testing.T) {
	bounds, area := image.Rect(0, 1, 100, 40), image.Rect(20, 10, 60, 25)
	for _, test := range []struct {
		name string
		part Part
		by   image.Point
		want image.Rectangle
	}{
		{"the top moves", Top, image.Pt(5, -3), image.Rect(25, 7, 65, 22)},
		{"not off the screen", Top, image.Pt(500, 500), image.Rect(60, 25, 100, 40)},
		{"nor over the bar", Top, image.Pt(-500, -500), image.Rect(0, 1, 40, 16)},
		{"the lower right corner sizes both ways", BottomRight, image.Pt(4, 2), image.Rect(20, 10, 64, 27)},
		{"an edge sizes one way", Right, image.Pt(4, 2), image.Rect(20, 10, 64, 25)},
		{"the left edge leaves the right one", Left, image.Pt(-4, 2), image.Rect(16, 10, 60, 25)},
		{"the lower left corner", BottomLeft, image.Pt(4, 2), image.Rect(24, 10, 60, 27)},
		{"a window keeps its least size", BottomRight, image.Pt(-500, -500), image.Rect(20, 10, 44, 15)},
		{"from the left too", Left, image.Pt(500, 0), image.Rect(36, 10, 60, 25)},
		{"and grows to the edge", Bottom, image.Pt(0, 500), image.Rect(20, 10, 60, 40)},
	} {
		g := Grip{Part: test.part, From: image.Pt(3, 4), Area: area}
		if got := g.To(image.Pt(3, 4).Add(test.by), bounds); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		b := image.Rect(0, 1, rapid.IntRange(24, 200).Draw(rt, "w"), rapid.IntRange(6, 60).Draw(rt, "h"))
		g := Grip{Part: Part(rapid.IntRange(int(Top), int(BottomRight)).Draw(rt, "part")), Area: Within(anyArea(rt), b)}
		if got := g.To(anyArea(rt).Min, b); !got.In(b) || got.Empty() {
			rt.Fatalf("%v is not on %v", got, b)
		}
	})
}

// Windows with wide characters over one another, copied row by row: no half of a character stays behind.
func TestNoWideCharacterIsTornByTheWindowOverIt(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		screen := uv.NewBuffer(40, 12)
		back := NewCanvas(screen, dark, false)
		for y := range 12 {
			back.Text(rapid.IntRange(0, 1).Draw(rt, "shift"), y, "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字", uv.Style{})
		}
		window := uv.NewBuffer(rapid.IntRange(1, 20).Draw(rt, "w"), 5)
		NewCanvas(window, dark, false).Text(0, 2, "over", uv.Style{})
		stamped(screen, window, image.Pt(rapid.IntRange(-5, 45).Draw(rt, "x"), rapid.IntRange(-5, 15).Draw(rt, "y")))
		for y, row := range screen.Lines {
			for x := range row {
				if row[x].Width == 2 && (x+1 == len(row) || !row[x+1].IsZero()) || row[x].IsZero() && (x == 0 || row[x-1].Width != 2) {
					rt.Fatalf("half a character at %d,%d: %q", x, y, row[x].Content)
				}
			}
		}
	})
}
