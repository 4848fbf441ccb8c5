package session

import (
	"testing"

	"pgregory.net/rapid"

	"kvlab/engine/trace"
)

// An alignment leaves nothing out, keeps the order of either side, puts no two different steps in a row, and there is
// none of greater likeness: the oracle tries them all.
func TestAnAlignmentIsCompleteInOrderAndTheBest(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		left, right := drawTrace(rt, "left"), drawTrace(rt, "right")
		rows := Align(left, right)
		a, b := &Reading{Trace: left}, &Reading{Trace: right}
		nextLeft, nextRight := 0, 0
		worth := map[trace.GateName]int{}
		for _, row := range rows {
			if row.Left >= 0 {
				if row.Left != nextLeft {
					rt.Fatalf("left: %d after %d", row.Left, nextLeft-1)
				}
				nextLeft++
			}
			if row.Right >= 0 {
				if row.Right != nextRight {
					rt.Fatalf("right: %d after %d", row.Right, nextRight-1)
				}
				nextRight++
			}
			if row.Left >= 0 && row.Right >= 0 {
				x, y := a.stepAt(row.Left), b.stepAt(row.Right)
				if x.ID != y.ID || row.Same != same(x, y) {
					rt.Fatalf("%v and %v in one row, same %v", x, y, row.Same)
				}
				worth[row.Gate] += likeness(x, y)
			} else if row.Same {
				rt.Fatal("one side alone is the same as nothing")
			}
		}
		if nextLeft != a.Steps() || nextRight != b.Steps() {
			rt.Fatalf("%d of %d and %d of %d steps are there", nextLeft, a.Steps(), nextRight, b.Steps())
		}
		for _, gate := range trace.GateNames {
			if best := bestWorth(gateOf(left, gate).Steps, gateOf(right, gate).Steps); worth[gate] != best {
				rt.Fatalf("%s: worth %d, and %d is possible", gate, worth[gate], best)
			}
		}
	})
}

func (r *Reading) stepAt(place int) *trace.Step {
	gate, step := r.At(place)
	return &r.Trace.Gates[gate].Steps[step]
}

// bestWorth tries every alignment.
func bestWorth(a, b []trace.Step) int {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	best := max(bestWorth(a[1:], b), bestWorth(a, b[1:]))
	if w := likeness(&a[0], &b[0]); w > 0 {
		best = max(best, w+bestWorth(a[1:], b[1:]))
	}
	return best
}

func TestATraceIsTheSameAsItself(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		x := drawTrace(rt, "trace")
		for n, row := range Align(x, x) {
			if !row.Same || row.Left != n || row.Right != n {
				rt.Fatalf("row %d: %+v", n, row)
			}
		}
	})
}

// The gates of the two profiles come in different orders; those of the right trace lead.
func TestGatesComeInTheOrderOfTheRightTrace(t *testing.T) {
	step := []trace.Step{{ID: "a"}}
	left := &trace.Trace{Gates: []trace.Gate{{Gate: trace.Identity, Steps: step}, {Gate: trace.Network, Steps: step}, {Gate: trace.Object, Steps: step}}}
	right := &trace.Trace{Gates: []trace.Gate{{Gate: trace.Network, Steps: step}, {Gate: trace.Identity, Steps: step}}}
	want := []Row{{trace.Network, 1, 0, true}, {trace.Identity, 0, 1, true}, {trace.Object, 2, -1, false}}
	for n, row := range Align(left, right) {
		if row != want[n] {
			t.Errorf("row %d is %+v, want %+v", n, row, want[n])
		}
	}
}

// Of two steps of one id, the one that reads the same is the partner, then the one of the same title.
func TestTheMostAlikeStepsArePartners(t *testing.T) {
	gate := func(steps ...trace.Step) *trace.Trace {
		return &trace.Trace{Gates: []trace.Gate{{Gate: trace.Authorization, Steps: steps}}}
	}
	reader, owner := trace.Step{ID: "assignment", Title: "Reader"}, trace.Step{ID: "assignment", Title: "Owner"}
	refused := reader
	refused.Outcome = trace.Fail
	for _, test := range []struct {
		name        string
		left, right *trace.Trace
		partner     int
	}{
		{"the same one", gate(reader), gate(refused, reader, owner), 1},
		{"the one of the same title", gate(reader), gate(owner, refused), 1},
	} {
		for _, row := range Align(test.left, test.right) {
			if row.Left == 0 && row.Right != test.partner {
				t.Errorf("%s: the partner is %d", test.name, row.Right)
			}
		}
	}
}
