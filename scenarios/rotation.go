package scenarios

import (
	"kvlab/engine/estate"
	"kvlab/engine/objects"
)

// rotation reads the rotation policy of a key, nil for none.
func (t *table) rotation() *estate.RotationPolicy {
	if r := t.table("rotation"); r != nil {
		return r.rotationPolicy()
	}
	return nil
}

// rotationPolicy reads what happens to a key by itself. Periods are in ISO 8601 form: P90D, P18M, P2Y.
func (t *table) rotationPolicy() *estate.RotationPolicy {
	p := &estate.RotationPolicy{Expiry: t.period("expiry")}
	after, before := t.period("rotate_after"), t.period("rotate_before_expiry")
	if after != "" && before != "" {
		t.bad("rotate_before_expiry", "says when the key rotates, and so does rotate_after: give one of them")
	}
	switch {
	case after != "":
		p.Actions = append(p.Actions, estate.RotationAction{AfterCreate: after})
	case before != "":
		p.Actions = append(p.Actions, estate.RotationAction{BeforeExpiry: before})
	}
	if notify := t.period("notify_before_expiry"); notify != "" {
		p.Actions = append(p.Actions, estate.RotationAction{Notify: true, BeforeExpiry: notify})
	}
	if err := objects.CheckRotation(p, t.file.scenario.Clock); err != nil {
		t.file.report(t.path, t.label, "the policy cannot be carried out: "+err.Error())
	}
	return p
}

// period reads a length of calendar time, empty when the key is absent.
func (t *table) period(key string) estate.Period {
	s := t.text(key)
	if s == "" {
		return ""
	}
	p, err := estate.ParsePeriod(s)
	if err != nil {
		t.bad(key, err.Error())
		return ""
	}
	return p
}
