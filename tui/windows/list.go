package windows

import (
	"kvlab/tui/desktop"
)

// list is a cursor over rows of which some can be chosen, and the view that follows it.
type list struct {
	desktop.Counter
	scroll desktop.Scroll
	cursor int
	size   int
}

// resize says how many rows there are.
func (l *list) resize(n int) {
	l.size = n
	l.cursor = max(0, min(l.cursor, n-1))
}

// Row is the row under the cursor, and Go moves the cursor: for putting a window back as it was left.
func (l *list) Row() int { return l.cursor }

// Go see Row.
func (l *list) Go(row int) { l.to(row) }

// to moves the cursor.
func (l *list) to(row int) {
	row = max(0, min(row, l.size-1))
	if row != l.cursor {
		l.cursor = row
		l.Bump()
	}
}

// moves are the commands every list has; prefix is the window's id.
func (l *list) moves(prefix string) []desktop.Command {
	move := func(by int) func() desktop.Action {
		return func() desktop.Action { l.to(l.cursor + by); return nil }
	}
	return []desktop.Command{
		{ID: prefix + ".up", Keys: []string{"up", "k"}, Title: "up", Help: "Move to the row above.", Run: move(-1)},
		{ID: prefix + ".down", Keys: []string{"down", "j"}, Title: "down", Help: "Move to the row below.", Run: move(1)},
		{ID: prefix + ".top", Keys: []string{"home"}, Title: "first", Help: "Move to the first row.", Run: move(-1 << 16)},
		{ID: prefix + ".bottom", Keys: []string{"end"}, Title: "last", Help: "Move to the last row.", Run: move(1 << 16)},
	}
}
