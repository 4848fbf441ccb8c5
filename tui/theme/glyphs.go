package theme

import (
	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/width"
)

// Glyphs are the signs the desktop draws with. Each is one cell wide everywhere: none of ambiguous width (terminals
// set up for East Asian text draw those two cells wide), no emoji. That rules out the usual box-drawing lines, so
// frames are dashed.
type Glyphs struct {
	// Outcomes.
	Pass, Fail, Info, Ignored, WouldPass, WouldFail, Unknown string
	// Switches.
	On, Off, Changed string
	// Lists and trees.
	Cursor, Open, Closed, Bullet, Ellipsis, Dot string
	// Lines: quiet ones for frames, heavy ones for what is lit, half lines to end a frame's corner.
	Horizontal, Vertical, HeavyHorizontal, HeavyVertical string
	CornerLeft, CornerRight                              string
	// Directions.
	Left, Right, Up, Down string
	// Scroll bar.
	Thumb, Track string
	// Play and pause.
	Play, Pause string
	// Buttons in a frame.
	Minimize, Zoom, Close string
}

var unicodeGlyphs = Glyphs{
	Pass: "✓", Fail: "✗", Info: "∙", Ignored: "◦", WouldPass: "◌", WouldFail: "⊘", Unknown: "?",
	On: "◉", Off: "◌", Changed: "✱",
	Cursor: "▸", Open: "▾", Closed: "▸", Bullet: "‣", Ellipsis: "⋯", Dot: "∙",
	Horizontal: "╌", Vertical: "╎", HeavyHorizontal: "╍", HeavyVertical: "╏",
	CornerLeft: "╶", CornerRight: "╴",
	Left: "◂", Right: "▸", Up: "▴", Down: "▾",
	Thumb: "╏", Track: "╎",
	Play: "▸", Pause: "╏",
	Minimize: "▾", Zoom: "▴", Close: "✕",
}

// OneCell reports whether s is one character that every terminal draws in one cell: none that is wide, of ambiguous
// width, or joined from several.
func OneCell(s string) bool {
	r := []rune(s)
	if len(r) != 1 || ansi.StringWidth(s) != 1 || ansi.WcWidth.StringWidth(s) != 1 {
		return false
	}
	k := width.LookupRune(r[0]).Kind()
	return k != width.EastAsianAmbiguous && k != width.EastAsianWide
}
