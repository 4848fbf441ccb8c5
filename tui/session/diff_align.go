package session

import (
	"slices"

	"kvlab/engine/trace"
)

// Row is a step in two traces, or in one of them.
type Row struct {
	Gate trace.GateName
	// Left and Right are the step's places in either trace, -1 where it is not there.
	Left, Right int
	// Same says that both read alike.
	Same bool
}

// Align lays two traces side by side, gate by gate and there step by step: the steps keep their order on either side,
// and those of one id stand in one row where that is possible, the most alike ones first of all. Gates come in the
// order of the right trace; those it has not come last.
func Align(left, right *trace.Trace) []Row {
	var rows []Row
	for i := range right.Gates {
		name := right.Gates[i].Gate
		rows = append(rows, alignGate(name, stepsOf(left, name), stepsOf(right, name))...)
	}
	for i := range left.Gates {
		if name := left.Gates[i].Gate; gateOf(right, name) == nil {
			rows = append(rows, alignGate(name, stepsOf(left, name), nil)...)
		}
	}
	return rows
}

// placed is a step and its place.
type placed struct {
	place int
	*trace.Step
}

func stepsOf(t *trace.Trace, name trace.GateName) (steps []placed) {
	place := 0
	for i := range t.Gates {
		for j := range t.Gates[i].Steps {
			if t.Gates[i].Gate == name {
				steps = append(steps, placed{place, &t.Gates[i].Steps[j]})
			}
			place++
		}
	}
	return steps
}

// likeness is how much it is worth to have two steps in one row; 0 keeps them apart.
func likeness(a, b *trace.Step) int {
	switch {
	case a.ID != b.ID:
		return 0
	case same(a, b):
		return 4
	case a.Title == b.Title:
		return 3
	}
	return 2
}

// same reports whether two steps read alike, their evidence included.
func same(a, b *trace.Step) bool { return alike(a, b) && slices.Equal(a.Evidence, b.Evidence) }

// alignGate finds the alignment of the greatest likeness: the classic table of the longest common subsequence.
func alignGate(name trace.GateName, left, right []placed) []Row {
	best := make([][]int, len(left)+1) // of the steps from i and j on
	for i := range best {
		best[i] = make([]int, len(right)+1)
	}
	for i := len(left) - 1; i >= 0; i-- {
		for j := len(right) - 1; j >= 0; j-- {
			best[i][j] = max(best[i+1][j], best[i][j+1])
			if w := likeness(left[i].Step, right[j].Step); w > 0 {
				best[i][j] = max(best[i][j], best[i+1][j+1]+w)
			}
		}
	}
	var rows []Row
	i, j := 0, 0
	for i < len(left) || j < len(right) {
		switch {
		case i < len(left) && j < len(right) && paired(best, left, right, i, j):
			rows = append(rows, Row{name, left[i].place, right[j].place, same(left[i].Step, right[j].Step)})
			i, j = i+1, j+1
		case j == len(right) || i < len(left) && best[i+1][j] == best[i][j]:
			rows = append(rows, Row{name, left[i].place, -1, false})
			i++
		default:
			rows = append(rows, Row{name, -1, right[j].place, false})
			j++
		}
	}
	return rows
}

func paired(best [][]int, left, right []placed, i, j int) bool {
	w := likeness(left[i].Step, right[j].Step)
	return w > 0 && best[i][j] == best[i+1][j+1]+w
}
