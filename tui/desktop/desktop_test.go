package desktop

import (
	"image"
	"strings"
	"testing"
	"unicode"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"kvlab/tui/theme"
)

var (
	dark  = theme.New(theme.Options{})
	ascii = theme.New(theme.Options{ASCII: true})
)

func canvas(width, height int, th *theme.Theme) (Canvas, *uv.Buffer) {
	buf := uv.NewBuffer(width, height)
	return NewCanvas(buf, th, false), buf
}

// nasty draws strings with everything in them that a terminal might obey or measure in its own way.
var nasty = rapid.StringOfN(rapid.OneOf(
	rapid.RuneFrom([]rune("aZ 0.-\t\n\r\x00\x1b\x7f\u009b\u202e\u200d\u200b\ufeff\u0301é漢字👩🏳️→✓\u2028\ue000")),
	rapid.Rune()), 0, 40, -1)

func TestNoStringReachesTheCellsRaw(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		th := rapid.SampledFrom([]*theme.Theme{dark, ascii}).Draw(rt, "theme")
		s := nasty.Draw(rt, "s")
		c, buf := canvas(60, 1, th)
		c.Text(rapid.IntRange(-5, 60).Draw(rt, "x"), 0, s, uv.Style{})
		for _, cell := range buf.Lines[0] {
			for _, r := range cell.Content {
				if unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co) {
					rt.Fatalf("%U is on the screen", r)
				}
				if th.ASCII && r > 0x7e {
					rt.Fatalf("%q is on the screen in ASCII mode", r)
				}
			}
		}
	})
}

// Width says what Text uses, and every cluster keeps to a width that both ways of measuring agree on.
func TestWidthIsWhatTextTakes(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := nasty.Draw(rt, "s")
		c, buf := canvas(200, 1, dark)
		used := c.Text(0, 0, s, uv.Style{})
		if w := Width(s); w != used {
			rt.Fatalf("Width says %d, Text took %d of %q", w, used, s)
		}
		line := strings.TrimRight(buf.String(), " ")
		if ansi.StringWidth(line) != ansi.WcWidth.StringWidth(line) {
			rt.Fatalf("terminals would disagree on %q", line)
		}
	})
}

func TestBrokenLinesFitAndLoseNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := nasty.Draw(rt, "s")
		width := rapid.IntRange(tabWidth, 30).Draw(rt, "width")
		var all strings.Builder
		rows := 0
		for rest := s; ; rows++ {
			var line string
			line, rest = Break(rest, width)
			if Width(line) > width {
				rt.Fatalf("%q takes more than %d cells", line, width)
			}
			all.WriteString(line)
			if rest == "" {
				rows++
				break
			}
		}
		if rows != Rows(s, width) {
			rt.Fatalf("%d lines, Rows says %d", rows, Rows(s, width))
		}
		if got, want := bare(all.String()), bare(s); got != want {
			rt.Fatalf("%q became %q", want, got)
		}
	})
}

// bare is s without what breaking may drop.
func bare(s string) string { return strings.NewReplacer(" ", "", "\n", "", "\r", "").Replace(s) }

func TestNothingIsDrawnOutsideOfACanvas(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c, buf := canvas(20, 10, dark)
		in := image.Rect(5, 3, 12, 8)
		part := c.Sub(in)
		n := rapid.IntRange(-9, 25)
		x, y, w := n.Draw(rt, "x"), n.Draw(rt, "y"), n.Draw(rt, "w")
		part.Text(x, y, "漢字 text", uv.Style{})
		part.Fill(image.Rect(x, y, x+w, y+w), uv.Style{Attrs: uv.AttrReverse})
		part.HLine(x, y, w, "-", uv.Style{})
		part.VLine(x, y, w, "|", uv.Style{})
		part.Fit(x, y, w, "some text", uv.Style{})
		part.Paint(image.Rect(x, y, x+w, y+w), uv.Style{Attrs: uv.AttrBold})
		part.Mark(image.Rect(x, y, x+w, y+w), "target")
		part.ScrollBar(y, w)
		for y := range 10 {
			for x := range 20 {
				inside := image.Pt(x, y).In(in)
				if !inside && !buf.CellAt(x, y).Equal(&uv.EmptyCell) {
					rt.Fatalf("the cell at %d,%d was drawn", x, y)
				}
				if !inside && c.TargetAt(x, y) != nil {
					rt.Fatalf("the cell at %d,%d is marked", x, y)
				}
			}
		}
	})
}

// What the renderer writes, read back by the library that terminals' programs use, is the same cells.
func TestARenderedFrameReadsBackAsTheSameCells(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c, buf := canvas(30, 6, dark)
		styles := []uv.Style{{}, dark.Fail, dark.Selected, dark.Link, dark.Muted, {Attrs: uv.AttrReverse}}
		for range rapid.IntRange(0, 12).Draw(rt, "texts") {
			style := rapid.SampledFrom(styles).Draw(rt, "style")
			c.Text(rapid.IntRange(-2, 29).Draw(rt, "x"), rapid.IntRange(0, 5).Draw(rt, "y"), nasty.Draw(rt, "s"), style)
		}
		var r Renderer
		_ = r.Render(buf) // the second time its memory is warm
		back := uv.NewScreenBuffer(30, 6)
		uv.NewStyledString(r.Render(buf)).Draw(back, back.Bounds())
		for y := range 6 {
			for x := range 30 {
				if !buf.CellAt(x, y).Equal(back.CellAt(x, y)) {
					rt.Fatalf("at %d,%d %#v reads back as %#v", x, y, *buf.CellAt(x, y), *back.CellAt(x, y))
				}
			}
		}
	})
}

func TestFitEndsCutTextWithAnEllipsis(t *testing.T) {
	for _, test := range []struct {
		name, text string
		width      int
		want       string
	}{
		{"what fits is whole", "vault", 5, "vault"},
		{"what does not is cut", "vaults", 5, "vaul⋯"},
		{"a wide character is not halved", "漢字漢字", 4, "漢⋯"},
		{"no room draws nothing", "vault", 0, ""},
		{"an escape sequence is shown", "\x1b[31mred", 20, "␛[31mred"},
	} {
		c, buf := canvas(20, 1, dark)
		used := c.Fit(0, 0, test.width, test.text, uv.Style{})
		if got := strings.TrimRight(buf.String(), " "); got != test.want || used > test.width {
			t.Errorf("%s: %q in %d cells", test.name, got, used)
		}
	}
}

// note is a window that counts how often it is drawn.
type note struct {
	Counter
	id    string
	drawn int
}

func (n *note) ID() string            { return n.id }
func (n *note) Title() string         { return n.id }
func (n *note) Commands() []Command   { return nil }
func (n *note) Click(t Target) Action { return t }
func (n *note) Wheel(int)             {}
func (n *note) Draw(c Canvas) {
	n.drawn++
	c.Text(0, 0, n.id, c.Theme.Text)
	c.Mark(image.Rect(0, 0, 3, 1), n.id)
}

func TestAWindowIsDrawnAgainOnlyWhenItWouldLookDifferent(t *testing.T) {
	screen := uv.NewBuffer(40, 10)
	a := &note{id: "a"}
	d := NewDesk(dark)
	at := func(r image.Rectangle) { d.Arrange([]Place{{Window: a, Area: r}}) }
	at(image.Rect(0, 0, 20, 5))
	for _, step := range []struct {
		name   string
		change func()
		redraw bool
	}{
		{"first", func() {}, true},
		{"nothing", func() {}, false},
		{"its version", a.Bump, true},
		{"moving", func() { at(image.Rect(3, 3, 23, 8)) }, false},
		{"another size", func() { at(image.Rect(0, 0, 30, 5)) }, true},
		{"focus", func() { d.Focus(a) }, true},
		{"theme", func() { d.SetTheme(ascii) }, true},
		{"a key in its frame", func() { d.Arrange([]Place{{Window: a, Area: image.Rect(0, 0, 30, 5), Key: "7"}}) }, true},
		{"out of sight and back", func() {
			d.Arrange(nil)
			d.Draw(screen)
			d.Arrange([]Place{{Window: a, Area: image.Rect(0, 0, 30, 5), Key: "7"}})
		}, false},
	} {
		before := a.drawn
		step.change()
		d.Draw(screen)
		if redrawn := a.drawn > before; redrawn != step.redraw {
			t.Errorf("%s: drawn again is %v", step.name, redrawn)
		}
	}
}

func TestTheWindowInFrontHasTheCellAndItsMarks(t *testing.T) {
	back, front := &note{id: "back"}, &note{id: "front"}
	d := NewDesk(dark)
	d.Arrange([]Place{{Window: back, Area: image.Rect(0, 0, 20, 6)}, {Window: front, Area: image.Rect(10, 2, 30, 8)}})
	d.Draw(uv.NewBuffer(40, 10))
	for _, test := range []struct {
		x, y   int
		window Window
		target Target
	}{
		{2, 1, back, "back"}, {15, 1, back, nil}, {12, 3, front, "front"}, {15, 3, front, nil}, {10, 2, front, nil}, {35, 9, nil, nil},
	} {
		if w, target := d.At(test.x, test.y); w != test.window || target != test.target {
			t.Errorf("at %d,%d: %v, %v", test.x, test.y, w, target)
		}
	}
}

func TestScrollingStaysInsideAndShowsWhatIsAskedFor(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(0, 50)
		s := Scroll{Top: n.Draw(rt, "top")}
		height, total := n.Draw(rt, "height")+1, n.Draw(rt, "total")
		row := 0
		if total > 0 {
			row = rapid.IntRange(0, total-1).Draw(rt, "row")
		}
		s.Show(row, row, height)
		top := s.Clamp(height, total)
		if top < 0 || top > max(0, total-height) || total > 0 && (row < top || row >= top+height) {
			rt.Fatalf("row %d of %d in %d rows from %d", row, total, height, top)
		}
	})
}
