package windows

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// typing is a text that somebody types, and the place of their cursor in it. Places are bytes; the cursor always
// stands before a whole character as the screen shows it, or at the end.
type typing struct {
	text   string
	cursor int
	past   []typed // what undo goes back to, the latest last
	future []typed
	doing  edit
	cut    string // what was cut last
	shown  typingCells
}

// typed is a text as it once was.
type typed struct {
	text   string
	cursor int
}

// edit is a kind of change: several of one kind in a row are undone together.
type edit int

const (
	moving edit = iota
	inserting
	erasing
	other
)

// longestTyped bounds a text, in bytes; mostUndone the changes that can be undone.
const (
	longestTyped = 1 << 16
	mostUndone   = 200
)

// set puts another text in place of this one, with the cursor at its end. It cannot be undone.
func (t *typing) set(text string) {
	*t = typing{text: text, cursor: len(text), cut: t.cut, shown: t.shown}
}

// insert puts a text in at the cursor. It reports whether there was room for it.
func (t *typing) insert(s string) bool {
	s = keepable(s)
	if len(t.text)+len(s) > longestTyped {
		return false
	}
	kind := inserting
	if s == "\n" || utf8.RuneCountInString(s) > 1 {
		kind = other
	}
	t.replace(kind, t.cursor, t.cursor, s)
	return true
}

// keepable is a text as it is kept: tabs are blanks, lines end as here, and what is no text is shown as such.
func keepable(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	return strings.ToValidUTF8(strings.ReplaceAll(s, "\t", "    "), "\uFFFD")
}

// replace writes s in place of what stands between two places, and puts the cursor behind it.
func (t *typing) replace(kind edit, from, to int, s string) {
	if from == to && s == "" {
		return
	}
	if kind != t.doing || kind == other {
		t.past = append(t.past[max(0, len(t.past)-mostUndone+1):], typed{t.text, t.cursor})
	}
	t.doing, t.future = kind, nil
	t.text = t.text[:from] + s + t.text[to:]
	t.cursor = t.snapped(from + len(s))
}

// undo takes the last change back, redo puts it back in.
func (t *typing) undo() { t.swap(&t.past, &t.future) }
func (t *typing) redo() { t.swap(&t.future, &t.past) }

func (t *typing) swap(from, to *[]typed) {
	n := len(*from)
	if n == 0 {
		return
	}
	*to = append(*to, typed{t.text, t.cursor})
	t.text, t.cursor, t.doing = (*from)[n-1].text, (*from)[n-1].cursor, moving
	*from = (*from)[:n-1]
}

// to moves the cursor.
func (t *typing) to(place int) {
	t.cursor, t.doing = t.snapped(max(0, min(place, len(t.text)))), moving
}

// snapped is the last place that is not inside of a character. Characters do not reach over line breaks.
func (t *typing) snapped(place int) int {
	at := strings.LastIndexByte(t.text[:place], '\n') + 1
	for at < place {
		n := character(t.text[at:])
		if at+n > place {
			break
		}
		at += n
	}
	return at
}

// character is the length of the first character of s as the screen shows it, in bytes.
func character(s string) int {
	if s == "" {
		return 0
	}
	if s[0] < utf8.RuneSelf && (len(s) == 1 || s[1] < utf8.RuneSelf) {
		return 1
	}
	cluster, _ := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	return max(1, len(cluster))
}

func (t *typing) next() int { return t.cursor + character(t.text[t.cursor:]) }

func (t *typing) before() int {
	if t.cursor == 0 {
		return 0
	}
	return t.snapped(t.cursor - 1)
}

// wordRight and wordLeft are the ends of words, on either side of the cursor.
func (t *typing) wordRight() int {
	rest := strings.TrimLeftFunc(t.text[t.cursor:], apart)
	end := strings.IndexFunc(rest, apart)
	if end < 0 {
		return len(t.text)
	}
	return len(t.text) - len(rest) + end
}

func (t *typing) wordLeft() int {
	head := strings.TrimRightFunc(t.text[:t.cursor], apart)
	at := strings.LastIndexFunc(head, apart)
	if at < 0 {
		return 0
	}
	_, size := utf8.DecodeRuneInString(head[at:])
	return at + size
}

// apart reports whether a character stands between words.
func apart(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' && !unicode.IsMark(r)
}

// lineStart and lineEnd are the ends of the line that the cursor is in.
func (t *typing) lineStart() int { return strings.LastIndexByte(t.text[:t.cursor], '\n') + 1 }

func (t *typing) lineEnd() int {
	if n := strings.IndexByte(t.text[t.cursor:], '\n'); n >= 0 {
		return t.cursor + n
	}
	return len(t.text)
}

// erase takes away what stands between the cursor and a place.
func (t *typing) erase(place int) {
	kind := erasing
	if place != t.next() && place != t.before() {
		kind = other
	}
	t.replace(kind, min(place, t.cursor), max(place, t.cursor), "")
}

// cutLine takes the whole line away and keeps it for put.
func (t *typing) cutLine() {
	from, to := t.lineStart(), t.lineEnd()
	if to < len(t.text) {
		to++
	}
	if from < to {
		t.cut = t.text[from:to]
		t.replace(other, from, to, "")
	}
}
