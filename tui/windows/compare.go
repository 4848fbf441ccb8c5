package windows

import (
	"kvlab/engine/trace"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// Compare lays two traces side by side: before and after a change, as it is and as a fix would make it, by one profile
// and by the other, one request and another. Steps of one gate and id stand in one row; runs of steps that read alike
// are folded, and the first difference is where the eye goes first.
type Compare struct {
	desktop.Counter
	session  *session.Session
	scroll   desktop.Scroll
	cursor   int // into lines
	open     bool
	commands []desktop.Command

	// What was laid side by side last: the alignment holds until one of them changes.
	left, right *trace.Trace
	rows        []session.Row
	lines       []compareLine
}

// compareLine is a line of the window: a gate's heading, a row of steps, or a run of rows that is folded.
type compareLine struct {
	kind  lineKind
	row   int // the first row, for a run; for a heading the one it stands above
	count int // of rows
}

type lineKind int

const (
	headingLine lineKind = iota
	stepsLine
	foldedLine
)

// compareRow is what a click can hit: a line.
type compareRow int

// NewCompare makes the window.
func NewCompare(s *session.Session) *Compare {
	c := &Compare{session: s}
	c.commands = c.table()
	return c
}

// ID see desktop.Window.
func (c *Compare) ID() string { return "compare" }

// Title see desktop.Window.
func (c *Compare) Title() string {
	left, right, ok := c.session.Reading.Pair()
	if !ok {
		return "Compare"
	}
	return "Compare: " + left.Title + " | " + right.Title
}

// Version see desktop.Window.
func (c *Compare) Version() uint64 { return c.Counter.Version() + c.session.Version() }

// Commands see desktop.Window.
func (c *Compare) Commands() []desktop.Command { return c.commands }

// align brings the rows up to date with the two traces, and goes to the first difference when they are new. It reports
// whether there is anything to compare.
func (c *Compare) align() bool {
	left, right, ok := c.session.Reading.Pair()
	if !ok {
		c.left, c.right, c.rows, c.lines = nil, nil, nil, nil
		return false
	}
	if left.Trace != c.left || right.Trace != c.right {
		c.left, c.right = left.Trace, right.Trace
		c.rows = session.Align(c.left, c.right)
		c.fold()
		c.cursor = 0
		if first := c.difference(1, -1); first >= 0 {
			c.cursor = first
		}
	}
	return true
}

// leastFold is the shortest run worth a fold.
const leastFold = 2

// fold makes the lines of the rows.
func (c *Compare) fold() {
	c.lines = c.lines[:0]
	for n := 0; n < len(c.rows); {
		if n == 0 || c.rows[n].Gate != c.rows[n-1].Gate {
			c.lines = append(c.lines, compareLine{headingLine, n, 0})
		}
		run := c.run(n)
		if run >= leastFold && !c.open {
			c.lines = append(c.lines, compareLine{foldedLine, n, run})
			n += run
			continue
		}
		c.lines = append(c.lines, compareLine{stepsLine, n, 1})
		n++
	}
}

// run is how many rows of one gate read alike from row n on.
func (c *Compare) run(n int) int {
	end := n
	for end < len(c.rows) && c.rows[end].Same && c.rows[end].Gate == c.rows[n].Gate {
		end++
	}
	return end - n
}

// difference is the next line after one, or before it, on which the traces differ; -1 for none.
func (c *Compare) difference(by, from int) int {
	for n := from + by; n >= 0 && n < len(c.lines); n += by {
		if l := c.lines[n]; l.kind == stepsLine && !c.rows[l.row].Same {
			return n
		}
	}
	return -1
}

// Click see desktop.Window: the first click goes to a line, one on the line under the cursor opens it.
func (c *Compare) Click(target desktop.Target) desktop.Action {
	n, ok := target.(compareRow)
	if !ok || !c.align() {
		return nil
	}
	if int(n) == c.cursor {
		return c.enter()
	}
	c.to(int(n))
	return nil
}

// Wheel see desktop.Window.
func (c *Compare) Wheel(delta int) {
	if c.align() {
		c.to(c.cursor + delta)
	}
}

func (c *Compare) to(line int) {
	if line = max(0, min(line, len(c.lines)-1)); line != c.cursor {
		c.cursor = line
		c.Bump()
	}
}
