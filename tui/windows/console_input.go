package windows

import (
	"image"
	"strings"

	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// run hands the line over.
func (w *Console) run() desktop.Action {
	text := w.line.text
	w.line.set("")
	w.ago, w.draft, w.words, w.back = 0, "", nil, 0
	w.Bump()
	return session.Type{Console: w.console, Text: text}
}

func (w *Console) blank() string {
	switch {
	case w.nobody() != "":
		return w.nobody()
	case strings.TrimSpace(w.line.text) == "":
		return "type a command first; help lists the lab's own words"
	}
	return ""
}

// recall fetches what was typed further back, or less far.
func (w *Console) recall(by int) desktop.Action {
	ago := w.ago + by
	text, ok := w.draft, ago == 0
	if ago > 0 {
		text, ok = w.console.Typed(ago)
	}
	if !ok {
		return w.Wants()
	}
	if w.ago == 0 {
		w.draft = w.line.text
	}
	w.ago = ago
	w.line.set(text)
	w.words = nil
	w.Bump()
	return nil
}

// complete asks what the word before the cursor may become.
func (w *Console) complete() desktop.Action {
	return session.Suggest{Console: w.console, Text: w.line.text[:w.line.cursor], Found: &w.found}
}

// settle takes over what complete has found: the only word, or what all of them begin with and the list of them. What
// was found about another line than the one that stands there is dropped.
func (w *Console) settle() {
	if w.settled == w.found.Version() {
		return
	}
	w.settled = w.found.Version()
	found := w.found.Get()
	if found.Text != w.line.text[:w.line.cursor] {
		return
	}
	switch len(found.Words) {
	case 0:
		w.words = nil
	case 1:
		w.finishWord(found.Words[0] + " ")
	default:
		w.finishWord(common(found.Words))
		w.words = found.Words
	}
}

// finishWord completes the word before the cursor.
func (w *Console) finishWord(word string) {
	w.words = nil
	begun := lastWord(w.line.text[:w.line.cursor])
	if rest, ok := strings.CutPrefix(word, begun); ok && rest != "" {
		w.line.insert(rest)
	}
}

// lastWord is the word that a text ends in, empty behind a blank.
func lastWord(s string) string { return s[strings.LastIndexAny(s, " \t\n|;&(`")+1:] }

// common is what all words begin with.
func common(words []string) string {
	first, last := words[0], words[len(words)-1] // they are in order, so these two differ most
	n := 0
	for n < len(first) && n < len(last) && first[n] == last[n] {
		n++
	}
	return first[:n]
}

// wordGap stands between two words of the list, mostWordRows bounds its height.
const (
	wordGap      = 2
	mostWordRows = 5
)

// wordRows is how many rows the list of words takes.
func (w *Console) wordRows(width int) int {
	if len(w.words) == 0 {
		return 0
	}
	rows := 1
	w.placeWords(width, func(_ int, at image.Point) { rows = at.Y + 1 })
	return min(rows, mostWordRows)
}

// placeWords calls f with the place of each word of the list.
func (w *Console) placeWords(width int, f func(i int, at image.Point)) {
	var at image.Point
	for i, word := range w.words {
		n := desktop.Width(word)
		if at.X > 0 && at.X+n > width {
			at = image.Pt(0, at.Y+1)
		}
		f(i, at)
		at.X += n + wordGap
	}
}

func (w *Console) drawWords(c desktop.Canvas) {
	if c.Height() == 0 {
		return
	}
	hidden := 0
	w.placeWords(c.Width(), func(i int, at image.Point) {
		if at.Y >= c.Height() {
			hidden++
			return
		}
		used := c.Text(at.X, at.Y, w.words[i], c.Theme.Link)
		c.Mark(image.Rect(at.X, at.Y, at.X+used, at.Y+1), consoleWord(i))
	})
	if hidden > 0 {
		c.Right(c.Width(), c.Height()-1, " more"+c.Theme.Glyph.Ellipsis, c.Theme.Muted)
	}
}
