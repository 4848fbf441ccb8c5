package theme

import (
	"image/color"
	"math"
	"reflect"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/width"
)

var all = map[string]*Theme{
	"dark": New(Options{}), "light": New(Options{Light: true}), "basic": New(Options{Basic: true}),
	"none": New(Options{None: true}), "ascii": New(Options{ASCII: true}),
}

var outcomes = []string{"pass", "fail", "info", "ignored", "would_pass", "would_fail", "unknown"}

// Colour may be missing or not be seen: every outcome has a sign of its own.
func TestNoTwoOutcomesShareASign(t *testing.T) {
	for name, th := range all {
		taken := map[string]string{}
		for _, o := range outcomes {
			glyph, _ := th.Mark(o)
			if other := taken[glyph]; other != "" {
				t.Errorf("%s: %s and %s are both %s", name, o, other, glyph)
			}
			taken[glyph] = o
		}
	}
}

// A glyph of ambiguous width would push a row apart in terminals set up for East Asian text.
func TestEveryGlyphIsOneCellWideEverywhere(t *testing.T) {
	for name, th := range all {
		glyphs := reflect.ValueOf(*th.Glyph)
		for i := range glyphs.NumField() {
			g, field := glyphs.Field(i).String(), glyphs.Type().Field(i).Name
			if ansi.StringWidth(g) != 1 || ansi.WcWidth.StringWidth(g) != 1 || len([]rune(g)) != 1 {
				t.Errorf("%s: %s is %q", name, field, g)
				continue
			}
			if k := width.LookupRune([]rune(g)[0]).Kind(); k == width.EastAsianAmbiguous || k == width.EastAsianWide {
				t.Errorf("%s: %s, %s, is of ambiguous width", name, field, g)
			}
			if th.ASCII && g[0] > 0x7e {
				t.Errorf("%s: %s is not ASCII", name, field)
			}
		}
	}
}

func TestWithoutColoursThereIsNone(t *testing.T) {
	for name, s := range styles(all["none"]) {
		if s.Fg != nil || s.Bg != nil {
			t.Errorf("%s has a colour", name)
		}
	}
}

func styles(th *Theme) map[string]uv.Style {
	out := map[string]uv.Style{}
	v := reflect.ValueOf(*th)
	for i := range v.NumField() {
		if s, ok := v.Field(i).Interface().(uv.Style); ok {
			out[v.Type().Field(i).Name] = s
		}
	}
	return out
}

// 4.5:1 is what people with moderately low vision can read. Faint is for lines and for what is not there yet.
func TestTextStandsOutFromItsBackground(t *testing.T) {
	for name, ground := range map[string]color.Color{"dark": rgb(0x1a1b26), "light": rgb(0xffffff)} {
		for field, s := range styles(all[name]) {
			if field == "Faint" || field == "Frame" || s.Fg == nil {
				continue
			}
			under := ground
			if s.Bg != nil {
				under = s.Bg
			}
			if c := contrast(s.Fg, under); c < 4.5 {
				t.Errorf("%s: %s has a contrast of %.1f", name, field, c)
			}
		}
	}
}

func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		f := float64(v) / 0xffff
		if f <= 0.04045 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

func TestACursorRowKeepsTheTextsOwnColour(t *testing.T) {
	for name, th := range all {
		got := On(th.Selected, th.Fail)
		if !reflect.DeepEqual(got.Fg, th.Fail.Fg) || !reflect.DeepEqual(got.Bg, th.Selected.Bg) {
			t.Errorf("%s: %+v", name, got)
		}
		if reflect.DeepEqual(got, th.Fail) {
			t.Errorf("%s: the row under the cursor looks like any other", name)
		}
	}
}
