package plain

import (
	"cmp"

	"kvlab/engine/estate"
	"kvlab/engine/objects"
	"kvlab/engine/trace"
)

// vaults lists the vaults with how they are set. A number alone asks who may do what there.
func (t *talk) vaults() error {
	names := t.vaultNames()
	if len(names) == 0 {
		t.numbers("")
		t.say("There is no vault in this lab.")
		return nil
	}
	var lines []string
	for i, name := range names {
		t.vaultRead(i+1, t.vaultNamed(name))
		lines = append(lines, "access "+name)
	}
	t.numbered(lines)
	t.say("Type a number to read who may do what in a vault. objects lists what is in them.")
	return nil
}

func (t *talk) vaultNames() []string {
	var names []string
	for i := range t.open.State.Estate.Vaults {
		if v := &t.open.State.Estate.Vaults[i]; !v.Absent {
			names = append(names, v.Name)
		}
	}
	return names
}

func (t *talk) vaultRead(n int, v *estate.Vault) {
	t.say("%d. %s: %s.", n, v.Name, modelName(v.InForce(t.open.State.Lab.Profile)))
	if d := v.Deleted; d != nil {
		t.say("  It was deleted at %s, and can be recovered until %s.", trace.Stamp(d.At), trace.Stamp(d.PurgeAt))
	}
	t.say("  Tier %s, in %s.", cmp.Or(string(v.SKU), string(estate.Standard)), cmp.Or(v.Location, "no place that is named"))
	protection := "not protected: the right to purge is enough"
	if v.PurgeProtection {
		protection = "protected: nobody destroys before the retention is over"
	}
	t.say("  Retention %s; purge is %s.", plural(v.Retention(), "day"), protection)
	t.say("  Recovery level %s.", objects.Recovery(v))
}

// modelName is a model of access as a reader knows it.
func modelName(m estate.Model) string {
	switch m {
	case estate.RBAC:
		return "decides by Azure RBAC"
	case estate.AccessPolicies:
		return "decides by access policies"
	}
	return "no model is in force"
}
