package plain

import (
	"errors"
	"strings"

	"kvlab/engine"
	"kvlab/engine/estate"
	"kvlab/engine/trace"
)

// way reads the map of a request: the places it passes, what is set there, and what it met there as far as it was
// issued.
func (t *talk) way(word string) error {
	r := t.open.Request
	if word != "" {
		n, err := pick("request", word, t.requestIDs())
		if err != nil {
			return err
		}
		r = t.open.Requests()[n]
	}
	if r == nil && len(t.open.Requests()) > 0 {
		r = t.open.Requests()[0]
	}
	if r == nil {
		return errors.New("this lab has no request to follow")
	}
	var x *trace.Trace
	if t.open.Request != nil && r.ID == t.open.Request.ID {
		x = t.open.Reading.Trace
	}
	t.say("The way of %s: %s", r.ID, r.Label)
	t.say("1. Caller: %s%s.", r.Caller(), t.placeOf(r))
	t.say("2. Token: %s.%s", t.identityOf(r), met(x, trace.Identity, ""))
	t.say("3. Name: %s.%s", t.namesOf(r), met(x, trace.Network, "network.dns.answer"))
	t.say("4. Way in: %s.%s", t.entrances(r), met(x, trace.Network, ""))
	t.say("5. Vault: %s.%s", t.modelOf(r), met(x, trace.Authorization, ""))
	t.say("6. %s.%s", t.objectOf(r), met(x, trace.Object, ""))
	if x == nil {
		t.say("It was not issued last: issue %s follows it.", r.ID)
		return nil
	}
	t.say("In all it is %s.", trace.Summary(x))
	return nil
}

// met is what a request met at a gate, or at one step of it.
func met(x *trace.Trace, name trace.GateName, id string) string {
	if x == nil {
		return ""
	}
	for i := range x.Gates {
		g := &x.Gates[i]
		if g.Gate != name {
			continue
		}
		if id == "" {
			return " Gate " + string(name) + ": " + g.Outcome.Words() + "." + blame(g)
		}
		for j := range g.Steps {
			if g.Steps[j].ID == id {
				return " " + g.Steps[j].Detail
			}
		}
	}
	return ""
}

// blame is the last step that failed at a gate which refuses.
func blame(g *trace.Gate) string {
	if g.Outcome != trace.GateFail && g.Outcome != trace.GateWouldFail {
		return ""
	}
	for j := len(g.Steps) - 1; j >= 0; j-- {
		if g.Steps[j].Outcome == trace.Fail {
			return " " + g.Steps[j].Title + ": " + g.Steps[j].Detail
		}
	}
	return ""
}

func (t *talk) hostOf(r *engine.Request) *estate.Host { return t.hostNamed(r.Host) }

// hostNamed is the host of that name, nil when there is none.
func (t *talk) hostNamed(name string) *estate.Host {
	hosts := t.open.State.Estate.Hosts
	for i := range hosts {
		if hosts[i].Name == name {
			return &hosts[i]
		}
	}
	return nil
}

func (t *talk) placeOf(r *engine.Request) string {
	h := t.hostOf(r)
	if h == nil {
		return ", on the internet"
	}
	s := ""
	if r.Caller() != h.Name {
		s = " on " + h.Name
	}
	s += ", " + strings.ReplaceAll(string(h.Kind), "_", " ")
	switch {
	case h.Subnet != "":
		s += " in " + h.Subnet
	case h.Gateway != "":
		s += " behind " + h.Gateway
	}
	return s
}

func (t *talk) identityOf(r *engine.Request) string {
	h := t.hostOf(r)
	switch {
	case r.User != "":
		return "of a signed-in user"
	case h == nil:
		return "nobody gives one"
	case h.Workload != nil:
		return "of a federated workload"
	case h.SystemAssigned && len(h.UserAssigned) > 0:
		return "the host has a system-assigned identity and " + strings.Join(h.UserAssigned, ", ")
	case h.SystemAssigned:
		return "the host has a system-assigned identity"
	case len(h.UserAssigned) > 0:
		return "the host has " + strings.Join(h.UserAssigned, ", ")
	case h.Environment != nil:
		return "by credentials in the environment"
	}
	return "the host has no identity"
}

// namesOf says which private zones the caller's network sees.
func (t *talk) namesOf(r *engine.Request) string {
	h := t.hostOf(r)
	if h == nil || h.Subnet == "" {
		return "public DNS answers"
	}
	network, _, _ := strings.Cut(h.Subnet, "/")
	for _, z := range t.open.State.Estate.DNSZones {
		for _, l := range z.Links {
			if !z.Absent && !l.Absent && l.Network == network {
				return network + " sees the private zone " + z.Zone
			}
		}
	}
	return network + " sees no private zone"
}

func (t *talk) vaultOf(r *engine.Request) *estate.Vault { return t.vaultNamed(r.Vault) }

// vaultNamed is the vault of that name, nil when there is none.
func (t *talk) vaultNamed(name string) *estate.Vault {
	vaults := t.open.State.Estate.Vaults
	for i := range vaults {
		if vaults[i].Name == name && !vaults[i].Absent {
			return &vaults[i]
		}
	}
	return nil
}

// entrances are the ways into a vault, as they are set.
func (t *talk) entrances(r *engine.Request) string {
	v := t.vaultOf(r)
	if v == nil {
		return "there is none"
	}
	public := "the public endpoint is open to everybody"
	switch {
	case v.Public == estate.PublicDisabled:
		public = "the public endpoint is disabled"
	case v.Public == estate.SecuredByPerimeter:
		public = "a perimeter guards the public endpoint"
	case v.DenyOther:
		public = "the public endpoint is open to listed callers"
	}
	for _, p := range t.open.State.Estate.PrivateEndpoints {
		if p.Vault == r.Vault && !p.Absent {
			return public + "; private endpoint " + p.Name + " is " + string(p.Connection)
		}
	}
	return public + "; there is no private endpoint"
}

func (t *talk) modelOf(r *engine.Request) string {
	v := t.vaultOf(r)
	switch {
	case v == nil:
		return "there is no vault " + r.Vault
	case v.InForce(t.open.State.Lab.Profile) == estate.RBAC:
		return v.Name + " decides by Azure RBAC"
	}
	return v.Name + " decides by access policies"
}

func (t *talk) objectOf(r *engine.Request) string {
	collection, _, _ := strings.Cut(r.Operation, "/")
	if r.Object == "" {
		return "Asked for: " + r.Operation
	}
	objects := t.open.State.Estate.Objects
	for i := range objects {
		o := &objects[i]
		if o.Vault == r.Vault && string(o.Collection) == collection && strings.EqualFold(o.Name, r.Object) {
			return "Object: " + o.Collection.Noun() + " " + o.Name + " is " + t.condition(o)
		}
	}
	return "Object: there is no " + r.Object + " among the " + collection
}
