package scenarios

import (
	"testing"

	"kvlab/engine"
	"kvlab/engine/operation"
	"kvlab/engine/profile"
	"kvlab/engine/trace"
)

// The learner works as the operator: what they type has to come through until they break something themselves.
func TestTheOperatorOfEveryLabCanChangeTheVaultAtTheStart(t *testing.T) {
	for _, e := range Catalogue() {
		s := openLab(t, e.ID)
		if s.Operator == nil || s.Operator.User == "" || s.Operator.Host == "" {
			t.Errorf("%s: the operator is %+v", e.ID, s.Operator)
			continue
		}
		lab := startLab(t, s)
		for _, p := range []profile.Profile{profile.Guide, profile.Service} {
			for _, r := range []engine.Request{
				{Operation: "secrets/set", Object: "New", Body: &operation.SecretBody{Value: "hello"}},
				{Operation: "secrets/list"},
			} {
				r.ID, r.User, r.Host, r.Vault = "by-hand", s.Operator.User, s.Operator.Host, s.Estate.Vaults[0].Name
				x, err := lab.WhatIf(&r, engine.Change{Path: "lab.profile", Value: string(p)})
				if err != nil {
					t.Fatal(err)
				}
				if x.Verdict != trace.Allowed {
					t.Errorf("%s, profile %s: %s is %s", e.ID, p, r.Operation, outcomeOf(x))
				}
			}
		}
	}
}
