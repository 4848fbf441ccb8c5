package theme

import (
	"image/color"

	uv "github.com/charmbracelet/ultraviolet"
)

// palette is all the colour there is. A nil token is the terminal's own foreground or background.
type palette struct {
	text, muted, faint color.Color // prose
	accent             color.Color // focus, titles, keys
	good, bad, warn    color.Color // outcomes
	raised, selected   color.Color // backgrounds of bars and of the row under the cursor
}

func rgb(hex uint32) color.Color {
	return color.RGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xff}
}

// Options choose a theme.
type Options struct {
	Light    bool    // for a light background
	Contrast bool    // high contrast
	Basic    bool    // sixteen colours
	None     bool    // no colour at all: bold, faint, underline and reverse only
	ASCII    bool    // ASCII glyphs
	Scheme   *Scheme // a file of the user's own, in place of the ones for dark and light; nil for none
}

// file is the theme that the options come to.
func (o Options) file() string {
	switch {
	case o.None:
		return "none"
	case o.Basic:
		return "basic"
	case o.Contrast && o.Light:
		return "high-contrast-light"
	case o.Contrast:
		return "high-contrast"
	case o.Light:
		return "light"
	}
	return "dark"
}

// New makes a theme.
func New(o Options) *Theme {
	s := o.Scheme
	if s == nil || o.None || o.Basic {
		s = builtin(o.file())
	}
	t := &Theme{Name: s.Title, ASCII: o.ASCII, Glyph: &s.glyphs}
	if o.ASCII {
		t.Glyph = &builtin("ascii").glyphs
	}
	p := s.palette
	t.prose(p)
	t.outcomes(p)
	t.surfaces(p)
	return t
}

func (t *Theme) prose(p palette) {
	t.Title = uv.Style{Fg: p.accent, Attrs: uv.AttrBold}
	t.Strong = uv.Style{Fg: p.text, Attrs: uv.AttrBold}
	t.Text = uv.Style{Fg: p.text}
	t.Muted = quiet(p.muted)
	t.Faint = quiet(p.faint)
	t.Key = uv.Style{Fg: p.accent, Attrs: uv.AttrBold}
	t.Link = uv.Style{Fg: p.accent, Underline: uv.UnderlineSingle}
	t.Code = uv.Style{Fg: p.warn}
}

func (t *Theme) outcomes(p palette) {
	t.Pass = uv.Style{Fg: p.good}
	t.Fail = uv.Style{Fg: p.bad, Attrs: uv.AttrBold}
	t.Info = quiet(p.muted)
	t.Ignored = uv.Style{Fg: p.warn}
	t.WouldPass = faded(p.good)
	t.WouldFail = faded(p.bad)
	t.Unknown = quiet(p.muted)
	t.Changed = uv.Style{Fg: p.warn, Attrs: uv.AttrBold}
	t.Warn = uv.Style{Fg: p.warn}
	t.Lit = uv.Style{Fg: p.good, Attrs: uv.AttrBold}
	t.Stopped = uv.Style{Fg: p.bad, Attrs: uv.AttrBold}
}

func (t *Theme) surfaces(p palette) {
	t.Selected = raise(p.text, p.selected)
	t.SelectedBlur = uv.Style{Fg: p.text, Bg: p.raised}
	t.Frame = quiet(p.faint)
	t.FrameFocus = uv.Style{Fg: p.accent}
	t.FrameTitle = quiet(p.muted)
	t.FrameTitleFocus = uv.Style{Fg: p.accent, Attrs: uv.AttrBold}
	t.Bar = raise(p.muted, p.raised)
	t.BarStrong = raise(p.text, p.raised)
	t.BarStrong.Attrs |= uv.AttrBold
	t.BarKey = raise(p.accent, p.raised)
	t.BarKey.Attrs |= uv.AttrBold
	if p.accent == nil {
		t.FrameTitleFocus.Attrs |= uv.AttrReverse
	}
}

// quiet is for what may stay in the background; without a colour of its own it is faint.
func quiet(c color.Color) uv.Style {
	if c == nil {
		return uv.Style{Attrs: uv.AttrFaint}
	}
	return uv.Style{Fg: c}
}

func faded(c color.Color) uv.Style { return uv.Style{Fg: c, Attrs: uv.AttrFaint} }

// raise sets a surface apart; without a background colour it is reversed.
func raise(fg, bg color.Color) uv.Style {
	if bg == nil {
		return uv.Style{Attrs: uv.AttrReverse}
	}
	return uv.Style{Fg: fg, Bg: bg}
}
