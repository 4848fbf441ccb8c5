package theme

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
}

var asciiGlyphs = Glyphs{
	Pass: "+", Fail: "x", Info: ".", Ignored: "o", WouldPass: "(", WouldFail: "/", Unknown: "?",
	On: "#", Off: "-", Changed: "*",
	Cursor: ">", Open: "v", Closed: ">", Bullet: "*", Ellipsis: "~", Dot: ".",
	Horizontal: "-", Vertical: "|", HeavyHorizontal: "=", HeavyVertical: "H",
	CornerLeft: "+", CornerRight: "+",
	Left: "<", Right: ">", Up: "^", Down: "v",
	Thumb: "H", Track: "|",
	Play: ">", Pause: "=",
}
