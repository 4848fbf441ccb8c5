package identity_test

import (
	"fmt"
	"testing"

	"kvlab/engine/estate"
	"kvlab/engine/identity"
	"kvlab/engine/operation"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// setup is one cell of the table of managed identities.
type setup struct {
	kind     estate.HostKind
	arc      bool
	system   bool
	attached int // user-assigned identities on the host, id-1 first
	named    naming
	chained  bool
}

// naming is what the program asks for.
type naming int

const (
	nothing    naming = iota
	itsOwn            // the system-assigned identity, by the host's name
	firstOne          // id-1
	lastOne           // the last one attached
	unattached        // id-9, which exists and hangs on no host
	unheardOf         // a name that nobody bears
)

var asked = map[naming]string{itsOwn: "h", firstOne: "id-1", unattached: "id-9", unheardOf: "id-none"}

// outcome is what becomes of the request: whose token, or why none. A chain goes on past what is soft.
type outcome struct {
	token  string
	reason trace.Reason
	soft   bool
}

// expected is the table in the words of Microsoft's pages on managed identities and of the SDK, written without a
// look at the gate.
func expected(s setup) outcome {
	name := asked[s.named]
	if s.named == lastOne {
		name = fmt.Sprintf("id-%d", max(s.attached, 1))
	}
	serves := map[string]bool{} // whose tokens the endpoint gives out
	for i := range s.attached {
		serves[fmt.Sprintf("id-%d", i+1)] = true
	}
	onPlatform := s.kind == estate.AppService || s.kind == estate.Function || s.kind == estate.ContainerApp
	onMachine := s.kind == estate.VirtualMachine || s.kind == estate.AKSPod
	onArc := s.kind == estate.OnPremises && s.arc
	nobody := !s.system && s.attached == 0
	if !onPlatform && !onMachine && !onArc || onPlatform && nobody {
		return outcome{reason: trace.NoIdentity, soft: true} // no endpoint answers, and a chain finds out by a probe
	}
	if s.system && (name == "" || name == "h") {
		return outcome{token: "h"}
	}
	if onArc {
		if name == "" {
			return outcome{reason: trace.NoIdentity}
		}
		return outcome{reason: trace.IdentityNotAssigned, soft: true}
	}
	if name != "" {
		if serves[name] {
			return outcome{token: name}
		}
		return outcome{reason: trace.IdentityNotAssigned}
	}
	switch {
	case onPlatform && s.attached == 1:
		return outcome{reason: trace.IdentityNotNamed}
	case onPlatform:
		return outcome{reason: trace.AmbiguousIdentity}
	case s.attached == 1:
		return outcome{token: "id-1"}
	case s.attached > 1:
		return outcome{reason: trace.AmbiguousIdentity, soft: true}
	}
	return outcome{reason: trace.NoIdentity, soft: true}
}

func TestManagedIdentityFollowsTheTableInEveryCell(t *testing.T) {
	v := open(t, identities())
	cells := 0
	for _, kind := range estate.HostKinds {
		if kind == estate.ApplicationGateway || kind == estate.PlatformService {
			continue // no program, no credential: see testdata/gate/platform
		}
		for bits := range 8 {
			for attached := range 4 {
				for named := nothing; named <= unheardOf; named++ {
					s := setup{kind, bits&1 != 0, bits&2 != 0, attached, named, bits&4 != 0}
					want := expected(s)
					want.soft = want.soft && s.chained // alone there is nothing to go on to
					if got := actual(t, v, s); got != want {
						t.Errorf("%+v: got %+v, want %+v", s, got, want)
					}
					cells++
				}
			}
		}
	}
	if cells != 8*8*4*6 {
		t.Errorf("%d cells", cells)
	}
}

// identities is a host's own identity h and id-1 to id-3, id-9.
func identities() *estate.Estate {
	w := newWorld()
	e := w.estate()
	add := func(name string, kind estate.PrincipalKind) {
		e.Principals = append(e.Principals, estate.Principal{Name: name, Kind: kind, Tenant: "contoso",
			ObjectID: estate.GUID("object", name), AppID: estate.GUID("client", name)})
	}
	add("h", estate.SystemIdentity)
	for _, name := range []string{"id-1", "id-2", "id-3", "id-9"} {
		add(name, estate.UserIdentity)
	}
	return e
}

func actual(t *testing.T, v *store.View, s setup) outcome {
	h := &estate.Host{Name: "h", Kind: s.kind, Arc: s.arc, SystemAssigned: s.system, Select: asked[s.named]}
	for i := range s.attached {
		h.UserAssigned = append(h.UserAssigned, fmt.Sprintf("id-%d", i+1))
	}
	if s.named == lastOne {
		h.Select = fmt.Sprintf("id-%d", max(s.attached, 1))
	}
	if !s.chained {
		h.Credential = "ManagedIdentityCredential"
	}
	f, caller := identity.Evaluate(v, noon, &operation.Request{Host: "h"}, h, nil)
	if f.Stop == nil {
		return outcome{token: caller.Principal.Name}
	}
	endpoint, attempt := find(f, "identity.endpoint"), find(f, "identity.managed_identity")
	if attempt.Outcome == trace.Pass {
		t.Errorf("%+v: a token that was not issued", s)
	}
	return outcome{reason: *endpoint.Reason, soft: find(f, "identity.chain") != nil}
}

func find(f trace.Finding, id string) *trace.Step {
	for i := range f.Steps {
		if f.Steps[i].ID == id {
			return &f.Steps[i]
		}
	}
	return nil
}
