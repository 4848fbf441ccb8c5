package theme

import (
	"image/color"
	"math"
	"reflect"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
)

var all = map[string]*Theme{
	"dark": New(Options{}), "light": New(Options{Light: true}), "basic": New(Options{Basic: true}),
	"high contrast": New(Options{Contrast: true}), "high contrast on light": New(Options{Contrast: true, Light: true}),
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
			if !OneCell(g) {
				t.Errorf("%s: %s is %q", name, field, g)
				continue
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

// 4.5:1 is what people with moderately low vision can read, 7:1 is for those who need more. Faint is for lines and for
// what is not there yet; where contrast is high, for them too.
func TestTextStandsOutFromItsBackground(t *testing.T) {
	for name, o := range map[string]Options{"dark": {}, "light": {Light: true}, "high contrast": {Contrast: true}, "high contrast on light": {Contrast: true, Light: true}} {
		least := 4.5
		if o.Contrast {
			least = 7
		}
		for field, s := range styles(New(o)) {
			if (field == "Faint" || field == "Frame") && !o.Contrast || s.Fg == nil {
				continue
			}
			under := builtin(o.file()).Ground
			if s.Bg != nil {
				under = s.Bg
			}
			if c := contrast(s.Fg, under); c < least {
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
