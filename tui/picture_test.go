package tui

import (
	"fmt"
	"html"
	"image/color"
	"os"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
)

// picture is a screen that is kept as a picture, and what leads to it.
type picture struct {
	file, lab     string
	width, height int
	keys          []string
	text          string // typed after the keys, and then enter
}

// pictures are those of the README and of the page about the windows.
var pictures = []picture{
	{"screen", "half-migrated-rbac", 120, 40, []string{"3", "down", "enter", "d"}, ""},
	{"windows/desktop", "half-migrated-rbac", 160, 48, []string{"3", "down", "enter", "d", "A", "6", "0", "alt+t"}, "az keyvault secret list --vault-name kv-orders-prod --query [].name"},
	{"windows/briefing", "deleted-and-purged", 100, 30, []string{"1", "right", "z"}, ""},
	{"windows/gates", "deleted-and-purged", 100, 30, []string{"2", "z"}, ""},
	{"windows/requests", "deleted-and-purged", 100, 30, []string{"3", "enter", "3", "down", "enter", "3", "z"}, ""},
	{"windows/map", "broken-dns", 100, 30, []string{"i", "4", "z"}, ""},
	{"windows/estate", "broken-dns", 160, 40, []string{"i", "d", "4", "v", "z"}, ""},
	{"windows/compose", "half-migrated-rbac", 100, 30, []string{"3", "e", "down", "down", "d", "e", "l", "e"}, ""},
	{"windows/trace", "deleted-and-purged", 100, 30, []string{"3", "enter", "d", "5", "z"}, ""},
	{"windows/objects", "deleted-and-purged", 100, 30, []string{"6", "z", "down", "right", "down", "down", "down"}, ""},
	{"windows/log", "deleted-and-purged", 100, 30, []string{"3", "enter", "3", "down", "enter", "3", "down", "enter", "7", "z"}, ""},
	{"windows/timeline", "deleted-and-purged", 100, 30, []string{"2", "space", "down", "space", "u", "u", "down", "space", "8", "z"}, ""},
	{"windows/clock", "deleted-and-purged", 100, 30, []string{"9", "z"}, ""},
	{"windows/console", "deleted-and-purged", 100, 30, []string{"0", "alt+up"}, "az keyvault secret list-deleted --vault-name kv-orders-prod -o yaml"},
	{"windows/access", "half-migrated-rbac", 100, 30, []string{"A", "z", "down", "down"}, ""},
	{"windows/network", "broken-dns", 100, 30, []string{"W", "z"}, ""},
	{"windows/compare", "half-migrated-rbac", 100, 30, []string{"3", "down", "enter", "C", "z", "f"}, ""},
	{"windows/lesson", "half-migrated-rbac", 100, 30, []string{"L", "z"}, ""},
	{"windows/notes", "deleted-and-purged", 100, 30, []string{"M", "alt+up"}, "Both vaults answer 409, with and without purge protection. So it is the deleted secret that holds the name."},
	{"windows/palette", "half-migrated-rbac", 100, 30, []string{":", "d", "n", "s"}, ""},
}

// The pictures are the real screen: cells to SVG, a text element for each run of one style. -update draws them anew.
func TestPicturesAreTheScreen(t *testing.T) {
	for _, p := range pictures {
		d := start(t, Options{Scenario: p.lab}, p.width, p.height)
		d.press(p.keys...)
		if p.text != "" {
			d.send(tea.PasteMsg{Content: p.text})
			d.press("enter")
		}
		drawn(t, p.file, svg(frames{d.m.screen.Clone()}))
	}
}

// visit is what the moving picture shows: keys, and a screen after each line of them.
var visit = [][]string{
	{"1"},
	{"3", "down", "enter"},
	{"d"},
	{"left"},
	{"f"},
	{"enter"},
	{"+"},
	{"2", "end", "space"},
	{"1", "e"},
}

// The moving picture is a visit to a lab, from its story to the score. For readers who want nothing to move it is its
// first screen.
func TestTheMovingPictureIsAVisit(t *testing.T) {
	d := start(t, Options{Scenario: "half-migrated-rbac"}, 120, 40)
	var screens frames
	for _, keys := range visit {
		d.press(keys...)
		screens = append(screens, d.m.screen.Clone())
	}
	d.wants("100 of 100 points")
	drawn(t, "visit", svg(screens))
}

// drawn compares a picture with the file in assets.
func drawn(t *testing.T, name, got string) {
	t.Helper()
	file := "../assets/" + name + ".svg"
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
		t.Errorf("assets/%s.svg shows another screen; draw it anew with -update", name)
	}
}

// Sizes of a cell in the picture.
const (
	cellWidth, cellHeight = 8, 17
	margin                = 10
)

// Colours of what has none of its own.
const paper, ink = "#1a1b26", "#c9d1e0"

// frames are screens of one size, shown one after the other.
type frames []*uv.Buffer

// frameSeconds is how long each is shown.
const frameSeconds = 3

func svg(f frames) string {
	var b strings.Builder
	bounds := f[0].Bounds()
	w, h := bounds.Dx()*cellWidth+2*margin, bounds.Dy()*cellHeight+2*margin
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="13">`+"\n", w, h, w, h)
	fmt.Fprintf(&b, `<rect width="100%%" height="100%%" rx="6" fill="%s"/>`+"\n", paper)
	if len(f) > 1 {
		b.WriteString(motion(len(f)))
	}
	for i, screen := range f {
		if len(f) > 1 {
			fmt.Fprintf(&b, `<g class="f" style="animation-delay:%ds">`+"\n", i*frameSeconds)
		}
		for y := range bounds.Dy() {
			for x := 0; x < bounds.Dx(); {
				x += run(&b, screen, x, y)
			}
		}
		if len(f) > 1 {
			b.WriteString("</g>\n")
		}
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// motion is the style that shows one of n groups at a time, and the first where nothing moves.
func motion(n int) string {
	return fmt.Sprintf("<style>.f{animation:show %ds infinite step-end}.f:nth-of-type(n+2){visibility:hidden}"+
		"@keyframes show{0%%{visibility:visible}%.3f%%{visibility:hidden}}@media (prefers-reduced-motion){.f{animation:none}}</style>\n",
		n*frameSeconds, 100/float64(n))
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
