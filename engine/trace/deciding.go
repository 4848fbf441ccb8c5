package trace

// Deciding is where the step stands that decided how the request ended: the last failed step of the gate that stopped
// it, or the last step of all when there is none. Both are -1 in a trace without steps.
func (t *Trace) Deciding() (gate, step int) {
	gate, step = -1, -1
	for i := range t.Gates {
		if n := len(t.Gates[i].Steps); n > 0 {
			gate, step = i, n-1
		}
	}
	if t.StoppedAt == nil {
		return gate, step
	}
	for i := range t.Gates {
		for j := range t.Gates[i].Steps {
			if t.Gates[i].Gate == *t.StoppedAt && t.Gates[i].Steps[j].Outcome == Fail {
				gate, step = i, j
			}
		}
	}
	return gate, step
}
