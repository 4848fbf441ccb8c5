package story

import (
	"image"
	"slices"
	"strings"
)

// Screen is what is shown: rows of cells.
type Screen [][]rune

// ReadScreen makes a screen of its text.
func ReadScreen(text string) Screen {
	var s Screen
	for line := range strings.SplitSeq(text, "\n") {
		s = append(s, []rune(line))
	}
	return s
}

// String is the screen as lines, without blanks at their ends.
func (s Screen) String() string {
	var b strings.Builder
	for _, row := range s {
		b.WriteString(strings.TrimRight(string(row), " "))
		b.WriteByte('\n')
	}
	return b.String()
}

// Shows reports whether a text stands in a line.
func (s Screen) Shows(text string) bool {
	_, ok := s.find(text, s.all())
	return ok
}

// desk is the screen without its lowest line, which says what happened last.
func (s Screen) desk() string {
	lines := strings.SplitAfter(strings.TrimRight(s.String(), "\n"), "\n")
	return strings.Join(lines[:len(lines)-1], "")
}

func (s Screen) all() image.Rectangle {
	width := 0
	for _, row := range s {
		width = max(width, len(row))
	}
	return image.Rect(0, 0, width, len(s))
}

// at is the rune of a cell, a blank beyond the edges.
func (s Screen) at(x, y int) rune {
	if y < 0 || y >= len(s) || x < 0 || x >= len(s[y]) {
		return ' '
	}
	return s[y][x]
}

// find is where a text stands first in an area.
func (s Screen) find(text string, area image.Rectangle) (image.Point, bool) {
	want := []rune(text)
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x+len(want) <= area.Max.X; x++ {
			if s.common(x, y, want) == len(want) {
				return image.Pt(x, y), true
			}
		}
	}
	return image.Point{}, false
}

// common is how many of the runes stand at a place.
func (s Screen) common(x, y int, text []rune) int {
	n := 0
	for n < len(text) && s.at(x+n, y) == text[n] {
		n++
	}
	return n
}

// leastCut is how much must be left of a text that was cut or wrapped for it to be known again.
const leastCut = 6

// row is where a text begins in an area, which may have cut it short or gone on with it in the next line.
func (s Screen) row(text string, area image.Rectangle) (image.Point, bool) {
	want := []rune(text)
	var place image.Point
	best := 0
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			n := s.common(x, y, want)
			if n > 0 && n < len(want) && want[n-1] == ' ' {
				n--
			}
			if n > best && (n == len(want) || n >= leastCut && s.breaks(x+n, y, want[n-1])) {
				place, best = image.Pt(x, y), n
			}
		}
	}
	return place, best > 0
}

// breaks reports whether a text may have been cut or wrapped at a place, last being the rune before it.
func (s Screen) breaks(x, y int, last rune) bool {
	return s.at(x, y) == '⋯' || s.at(x, y) == ' ' && (last == '-' || strings.ContainsRune(" ╎╏⋯", s.at(x+1, y)))
}

// chosen reports whether a cursor stands before a text.
func (s Screen) chosen(text image.Point, area image.Rectangle) bool {
	for x := area.Min.X; x < text.X; x++ {
		if s.at(x, text.Y) == '▸' {
			return true
		}
	}
	return false
}

// cursor is the row of a frame's cursor, -1 for none.
func (s Screen) cursor(f frame) int {
	x := f.area.Min.X + 2
	for y := f.area.Max.Y - 2; y > f.area.Min.Y; y-- {
		if s.at(x, y) == '▸' && s.at(x+1, y) == ' ' {
			return y
		}
	}
	return -1
}

// frame is a window or a dialog, as its frame is drawn.
type frame struct {
	area  image.Rectangle
	title string
}

// key is what stands before a window's title; a dialog has none.
func (f frame) key() string {
	key, _, _ := strings.Cut(f.title, " ")
	if slices.ContainsFunc(windows[:], func(w window) bool { return w.key == key }) {
		return key
	}
	return ""
}

// inside is what the frame encloses.
func (f frame) inside() image.Rectangle { return f.area.Inset(1) }

// frames are those whose upper left corner can be seen. One that lies behind another may seem smaller than it is.
func (s Screen) frames() []frame {
	var out []frame
	for y, row := range s {
		for x := range row {
			if s.common(x, y, []rune("╶╌ ")) == 3 {
				out = append(out, s.frame(x, y))
			}
		}
	}
	return out
}

func (s Screen) frame(x, y int) frame {
	right, bottom := x, y+1
	for right < len(s[y]) && s.at(right, y) != '╴' {
		right++
	}
	for s.at(x, bottom) == '╎' {
		bottom++
	}
	top := string(s[y][min(x+3, right):right])
	title, _, _ := strings.Cut(top, " ╌")
	title, _, _ = strings.Cut(title, " ▾ ▴")
	return frame{image.Rect(x, y, right+1, bottom+1), strings.TrimSpace(title)}
}

// window is the one of that key.
func (s Screen) window(key string) (frame, bool) {
	return first(s.frames(), func(f frame) bool { return f.key() == key })
}

// held reports whether a window has the keyboard: its frame has buttons then, or it is the only one.
func (s Screen) held(f frame) bool {
	buttons := image.Rect(f.area.Max.X-9, f.area.Min.Y, f.area.Max.X, f.area.Min.Y+1)
	_, ok := s.find("▾ ▴ ✕", buttons)
	return ok || len(s.frames()) == 1
}

// dialog is what stands in front of the windows: a dialog, a menu, the palette.
func (s Screen) dialog() (frame, bool) {
	return first(s.frames(), func(f frame) bool { return f.key() == "" })
}

func first(frames []frame, is func(frame) bool) (frame, bool) {
	if i := slices.IndexFunc(frames, is); i >= 0 {
		return frames[i], true
	}
	return frame{}, false
}

// item is the row of a menu with exactly that title.
func (s Screen) item(menu frame, title string) (image.Point, bool) {
	for y := menu.area.Min.Y + 1; y < menu.area.Max.Y-1; y++ {
		x := menu.area.Min.X + 4
		if s.common(x, y, []rune(title+"  ")) == len([]rune(title))+2 {
			return image.Pt(x, y), true
		}
	}
	return image.Point{}, false
}
