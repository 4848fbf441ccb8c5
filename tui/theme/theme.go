// Package theme holds the desktop's colours and glyphs: semantic styles made from a few palette tokens. Windows ask
// for what a thing means ("fail", "muted"), never for a colour, and every meaning has a glyph or an attribute of its
// own, so that nothing is told by colour alone.
package theme

import (
	uv "github.com/charmbracelet/ultraviolet"
)

// Theme is one way to look. Treat it as read-only.
type Theme struct {
	Name  string // "dark", "light", "none": the title of its file
	ASCII bool   // draw nothing but ASCII
	Glyph *Glyphs

	// Prose, from loud to quiet.
	Title, Strong, Text, Muted, Faint uv.Style
	// Parts of a sentence.
	Key, Link, Code uv.Style

	// What steps and gates found.
	Pass, Fail, Info, Ignored, WouldPass, WouldFail, Unknown uv.Style
	// What differs from before or from the scenario's start; what deserves a second look.
	Changed, Warn uv.Style

	// Rows under the cursor, in the focused window and in others.
	Selected, SelectedBlur uv.Style
	// Frames and their titles.
	Frame, FrameFocus, FrameTitle, FrameTitleFocus uv.Style
	// Bars at the top and the bottom, and keys shown on them.
	Bar, BarStrong, BarKey uv.Style
	// The map: what the request travels on, and where it was stopped.
	Lit, Stopped uv.Style
}

// Mark returns how an outcome is shown: glyph and style. It takes the words of a trace: step outcomes ("pass",
// "fail", "info", "ignored"), gate outcomes ("would_pass", "would_fail", "unknown") and verdicts ("allowed",
// "denied", "failed").
func (t *Theme) Mark(outcome string) (glyph string, style uv.Style) {
	switch outcome {
	case "pass", "allowed":
		return t.Glyph.Pass, t.Pass
	case "fail", "denied", "failed":
		return t.Glyph.Fail, t.Fail
	case "info":
		return t.Glyph.Info, t.Info
	case "ignored":
		return t.Glyph.Ignored, t.Ignored
	case "would_pass":
		return t.Glyph.WouldPass, t.WouldPass
	case "would_fail":
		return t.Glyph.WouldFail, t.WouldFail
	default:
		return t.Glyph.Unknown, t.Unknown
	}
}

// Word returns an outcome as a reader sees it, always beside its glyph.
func Word(outcome string) string {
	switch outcome {
	case "would_pass":
		return "would pass"
	case "would_fail":
		return "would fail"
	default:
		return outcome
	}
}

// On lays a style over the row it is drawn on: the row's background, and its reversal where there is no background.
func On(row, s uv.Style) uv.Style {
	s.Bg = row.Bg
	s.Attrs |= row.Attrs & uv.AttrReverse
	if s.Attrs&uv.AttrReverse != 0 {
		s.Attrs &^= uv.AttrFaint
	}
	return s
}
