package tui

import (
	"fmt"
	"html"
	"image/color"
	"os"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
)

// The picture in the README is the real screen: cells to SVG, a text element for each run of one style. -update draws
// it anew.
func TestThePictureIsTheScreen(t *testing.T) {
	const file = "../assets/screen.svg"
	d := start(t, Options{Scenario: "half-migrated-rbac"}, 120, 40)
	d.press("3", "down", "enter", "d")
	got := svg(d.m.screen)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Error("assets/screen.svg shows another screen; draw it anew with -update")
	}
}

// Sizes of a cell in the picture.
const (
	cellWidth, cellHeight = 8, 17
	margin                = 10
)

// Colours of what has none of its own.
const paper, ink = "#1a1b26", "#c9d1e0"

func svg(screen *uv.Buffer) string {
	var b strings.Builder
	bounds := screen.Bounds()
	w, h := bounds.Dx()*cellWidth+2*margin, bounds.Dy()*cellHeight+2*margin
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="13">`+"\n", w, h, w, h)
	fmt.Fprintf(&b, `<rect width="100%%" height="100%%" rx="6" fill="%s"/>`+"\n", paper)
	for y := range bounds.Dy() {
		for x := 0; x < bounds.Dx(); {
			x += run(&b, screen, x, y)
		}
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// run draws the cells from x on that share a style, and returns how many there are.
func run(b *strings.Builder, screen *uv.Buffer, x, y int) int {
	style := screen.CellAt(x, y).Style
	var text strings.Builder
	n := 0
	for ; x+n < screen.Width(); n++ {
		cell := screen.CellAt(x+n, y)
		if n > 0 && !cell.Style.Equal(&style) {
			break
		}
		if cell.Content == "" && cell.Width > 0 {
			text.WriteString(" ")
		}
		text.WriteString(cell.Content)
	}
	fg, bg := hex(style.Fg, ink), hex(style.Bg, "")
	if style.Attrs&uv.AttrReverse != 0 {
		fg, bg = paper, fg
	}
	left, top := margin+x*cellWidth, margin+y*cellHeight
	if bg != "" {
		fmt.Fprintf(b, `<rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>`+"\n", left, top, n*cellWidth, cellHeight, bg)
	}
	if words := text.String(); strings.TrimSpace(words) != "" {
		weight := ""
		if style.Attrs&uv.AttrBold != 0 {
			weight = ` font-weight="bold"`
		}
		if style.Attrs&uv.AttrFaint != 0 {
			weight += ` opacity="0.6"`
		}
		fmt.Fprintf(b, `<text x="%d" y="%d" fill="%s" textLength="%d" xml:space="preserve"%s>%s</text>`+"\n",
			left, top+13, fg, n*cellWidth, weight, html.EscapeString(words))
	}
	return n
}

func hex(c color.Color, none string) string {
	if c == nil {
		return none
	}
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}
