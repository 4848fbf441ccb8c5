package authz

import (
	"testing"

	"kvlab/engine/operation"
	"kvlab/engine/profile"
	"kvlab/engine/store"
)

// Time is measured by the benchmarks; what a test can hold on to is how much memory an answer takes.
func TestCostOfADecision(t *testing.T) {
	for _, n := range []int{10, 1000} {
		v := benchView(t, benchWorld(n))
		vault := store.Vaults.Get(v, "kv-0")
		caller := benchCaller(n / 20)
		get, _ := operation.Find("secrets/get")
		decided := leastAllocs(func() { decide(v, get, vault, "db", caller) })
		if decided > 4 { // the question with its room, the lowest id, two management groups
			t.Errorf("N=%d: a decision over ten assignments allocates %v times", n, decided)
		}
		told := leastAllocs(func() { Evaluate(v, profile.Guide, noon, get, vault, "db", caller) })
		if told > 60 {
			t.Errorf("N=%d: its telling allocates %v times", n, told)
		}
	}
}

// Nobody else's grants are read: a caller without any costs the same in an estate full of them.
func TestACallerWithoutGrantsReadsNone(t *testing.T) {
	v := benchView(t, benchWorld(1000))
	vault := store.Vaults.Get(v, "kv-0")
	get, _ := operation.Find("secrets/get")
	stranger := benchCaller(-1)
	if allowed, verdicts := decide(v, get, vault, "db", stranger); allowed || verdicts != 0 {
		t.Errorf("allowed %v after %d verdicts", allowed, verdicts)
	}
	if n := leastAllocs(func() { decide(v, get, vault, "db", stranger) }); n > 4 {
		t.Errorf("%v allocations", n)
	}
}

// leastAllocs is the best of a few measurements: they count the whole process, and Pebble may be at work beside f.
func leastAllocs(f func()) float64 {
	least := testing.AllocsPerRun(100, f)
	for range 4 {
		least = min(least, testing.AllocsPerRun(100, f))
	}
	return least
}
