package scenarios

import (
	"strings"

	"kvlab/engine"
	"kvlab/engine/operation"
)

// Labels of journal records that the engine writes, beside those of changes.
const (
	resetLabel     = "reset the lab"
	advanceLabel   = "advance the clock by "
	refreshLabel   = "refresh "
	issueLabel     = "issue "
	followLabel    = "follow the " // guide profile
	ofProfileLabel = " profile"
)

// countMoves counts the changes that are in effect since the lab was last reset, behind the record since: those that a
// learner made to the estate, not what they looked at or waited for.
func (s *Scenario) countMoves(history []engine.Entry, since uint64) int {
	moves := 0
	for _, e := range history {
		switch {
		case e.Undone || e.Seq <= since:
		case e.Label == resetLabel:
			moves = 0
		case s.isMove(e.Label):
			moves++
		}
	}
	return moves
}

func (s *Scenario) isMove(label string) bool {
	if strings.HasPrefix(label, advanceLabel) || strings.HasPrefix(label, refreshLabel) ||
		strings.HasPrefix(label, followLabel) && strings.HasSuffix(label, ofProfileLabel) {
		return false
	}
	if id, ok := strings.CutPrefix(label, issueLabel); ok {
		if r, err := s.Request(id); err == nil {
			return writes(r.Operation)
		}
	}
	return true
}

// writes reports whether an operation is made to change something. The others may leave a record as well: what a key
// encrypted is kept for the request that decrypts it.
func writes(id string) bool {
	op, ok := operation.Find(id)
	if !ok {
		return true
	}
	switch op.Verb {
	case "get", "list", "backup", "encrypt", "decrypt", "sign", "verify", "wrapKey", "unwrapKey", "release", "rng":
		return false
	}
	return true
}

// firstPrices is what hints cost in a file that prices none of them, from the last one backwards. The last one is mostly
// the solution in other words.
var firstPrices = [...]int{20, 10, 5}

// Price is how many points a hint costs, counted from 0.
func (s *Scenario) Price(hint int) int {
	for _, h := range s.Hints {
		if h.Points > 0 {
			return s.Hints[hint].Points
		}
	}
	if back := len(s.Hints) - 1 - hint; back < len(firstPrices) {
		return firstPrices[back]
	}
	return 0
}

func (s *Scenario) prices() []int {
	prices := make([]int, len(s.Hints))
	for i := range prices {
		prices[i] = s.Price(i)
	}
	return prices
}
