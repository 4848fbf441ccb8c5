package windows

import (
	"cmp"
	"strconv"
	"strings"

	"kvlab/engine/consumer"
	"kvlab/engine/estate"
)

// addVaults adds each vault with what stands before it, side by side: its doors and the grants on it.
func (p *planner) addVaults() {
	grants := p.grants()
	counts := p.counts()
	for i := range p.estate.Vaults {
		v := &p.estate.Vaults[i]
		top := max(p.columns[doorColumn].end, p.columns[vaultColumn].end)
		p.columns[doorColumn].end, p.columns[vaultColumn].end = top, top
		p.enclose(doorColumn, "doors of "+v.Name, func() { p.addDoors(v) })
		p.enclose(doorColumn, "grants on "+v.Name, func() { p.addGrants(v, grants) })
		p.enclose(vaultColumn, cmp.Or(v.ResourceGroup, "vault"), func() {
			p.add(thing{"vault", v.Name, ""}, p.vaultCard(v))
			p.add(thing{"vault", v.Name, "objects"}, holdingsCard(counts[v.Name]))
		})
	}
}

func (p *planner) addDoors(v *estate.Vault) {
	at := strings.ToLower(v.Name)
	for _, x := range p.leading[at] {
		c := card{column: doorColumn, name: x.Name, facts: []string{string(x.Connection), "in " + x.Subnet}, opens: "network"}
		c.broken = !x.Effective()
		switch {
		case x.Absent:
			c.facts[0] = "no endpoint"
		case x.Connection == estate.Approved && c.broken:
			c.facts[0] = x.Provisioning
		}
		p.doors[at] = append(p.doors[at], p.add(thing{"private_endpoint", x.Name, ""}, c))
	}
	c := card{column: doorColumn, name: "public endpoint", opens: "network"}
	fact := ""
	fact, c.closed = publicWords(v)
	c.facts = []string{fact}
	p.doors[at] = append(p.doors[at], p.add(thing{"vault", v.Name, "public"}, c))
}

func (p *planner) vaultCard(v *estate.Vault) card {
	public, _ := publicWords(v)
	c := card{column: vaultColumn, name: v.Name, opens: "objects", facts: []string{p.modelWords(v), "public: " + public, firewallWords(v)}}
	switch {
	case v.Absent:
		c.facts[0], c.broken = "no such vault", true
	case v.Deleted != nil:
		c.facts[0], c.broken = "soft-deleted", true
	}
	return c
}

func (p *planner) modelWords(v *estate.Vault) string {
	if v.InForce(p.profile) == estate.RBAC {
		return "Azure RBAC"
	}
	return "access policies"
}

func firewallWords(v *estate.Vault) string {
	if !v.DenyOther {
		return "no firewall"
	}
	var in []string
	if n := len(v.SubnetRules); n > 0 {
		in = append(in, counted(n, "subnet"))
	}
	if n := len(v.IPRules); n > 0 {
		in = append(in, counted(n, "range"))
	}
	if !v.NoBypass {
		in = append(in, "trusted")
	}
	if len(in) == 0 {
		return "only nobody"
	}
	return "only " + strings.Join(in, ", ")
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// holdings counts what a vault holds.
type holdings struct{ secrets, keys, certificates, deleted int }

func (p *planner) counts() map[string]*holdings {
	all := map[string]*holdings{}
	for i := range p.estate.Objects {
		o := &p.estate.Objects[i]
		n := all[o.Vault]
		if n == nil {
			n = &holdings{}
			all[o.Vault] = n
		}
		switch {
		case o.Deleted != nil:
			n.deleted++
		case o.Collection == estate.Secrets:
			n.secrets++
		case o.Collection == estate.Keys:
			n.keys++
		default:
			n.certificates++
		}
	}
	return all
}

// holdingsCard is what a vault holds. Its last rows are for the object of the request in view.
func holdingsCard(n *holdings) card {
	if n == nil {
		n = &holdings{}
	}
	return card{column: vaultColumn, opens: "objects", name: counted(n.secrets, "secret") + ", " + counted(n.keys, "key"),
		facts: []string{counted(n.certificates, "certificate") + ", " + strconv.Itoa(n.deleted) + " deleted", "", ""}}
}

// addUsers adds the services that use vaults by themselves.
func (p *planner) addUsers() {
	if len(p.estate.Consumers) == 0 {
		return
	}
	p.enclose(userColumn, "services", func() {
		for i := range p.estate.Consumers {
			x := &p.estate.Consumers[i]
			c := card{column: userColumn, name: x.Name, facts: []string{cmp.Or(x.Now.Status, "not tried yet"), string(x.Kind) + " of " + x.Host}, opens: "objects"}
			c.broken, c.closed = failing(x.Now.Status), x.Now.Status == ""
			p.add(thing{"consumer", x.Name, ""}, c)
		}
	})
}

func failing(status string) bool {
	switch status {
	case "", consumer.Resolved, consumer.Serving, consumer.Accessible:
		return false
	}
	return true
}

// usedVault is the vault that a consumer uses, empty when its reference cannot be read.
func usedVault(x *estate.Consumer) string {
	if x.Kind != estate.Reference {
		return x.Vault
	}
	target, err := consumer.ParseReference(x.Text)
	if err != nil {
		return ""
	}
	return strings.ToLower(target.Vault)
}
