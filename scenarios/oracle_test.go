package scenarios

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"kvlab/engine"
	"kvlab/engine/profile"
	"kvlab/engine/trace"
)

// outcome is how a request ends, as far as a caller and a learner see it.
type outcome struct {
	verdict trace.Verdict
	stopped trace.GateName // empty when nothing stopped it
	status  int
	inner   string
}

func (o outcome) String() string {
	return fmt.Sprintf("%s %s %d %s", o.verdict, o.stopped, o.status, o.inner)
}

var (
	allowed  = outcome{trace.Allowed, "", 200, ""}
	noToken  = outcome{trace.Failed, trace.Identity, 0, ""}
	noRole   = outcome{trace.Denied, trace.Authorization, 403, "ForbiddenByRbac"}
	noEntry  = outcome{trace.Denied, trace.Authorization, 403, "AccessDenied"}
	noWayIn  = outcome{trace.Denied, trace.Network, 403, "ForbiddenByConnection"}
	noAnswer = outcome{trace.Failed, trace.Network, 0, ""}
	disabled = outcome{trace.Denied, trace.Object, 403, "SecretDisabled"}
)

// The oracles say from the gates alone how a request ends. They know the labs and nothing of the engine.
type oracle func(on map[string]bool, p profile.Profile, request string) outcome

var oracles = map[string]oracle{
	"wired-web-app":                    wiredWebApp,
	"broken-dns":                       brokenDNS,
	"half-migrated-rbac":               halfMigrated,
	"certificate-key-as-secret":        certificateKey,
	"deleted-and-purged":               deletedAndPurged,
	"rotation-with-a-pinned-reference": pinnedReference,
	"revoked-customer-key":             revokedKey,
}

func wiredWebApp(on map[string]bool, p profile.Profile, _ string) outcome {
	authorization := allowed
	switch {
	case !on["rbac-model"]:
		authorization = noEntry
	case !on["role-assignment"]:
		authorization = noRole
	}
	// The name leads to the endpoint only while that is approved and the app's network sees the zone.
	network := allowed
	switch private := on["private-endpoint"] && on["zone-link"]; {
	case private && !on["a-record"]:
		network = noAnswer
	case !private && !on["public-access"]:
		network = noWayIn
	}
	identity := allowed
	if !on["managed-identity"] {
		identity = noToken
	}
	object := allowed
	if !on["secret-enabled"] {
		object = disabled
	}
	order := []outcome{identity, authorization, network, object}
	if p == profile.Service {
		order = []outcome{identity, network, authorization, object}
		if network == noAnswer {
			order = []outcome{network, identity, authorization, object}
		}
	}
	for _, o := range order {
		if o != allowed {
			return o
		}
	}
	return allowed
}

func brokenDNS(on map[string]bool, _ profile.Profile, _ string) outcome {
	switch {
	case on["zone-link"] && on["a-record-correct"]:
		return allowed
	case on["zone-link"]: // the address belongs to nobody: a timeout
		return noAnswer
	case on["public-access"]:
		return allowed
	}
	return noWayIn
}

func halfMigrated(on map[string]bool, _ profile.Profile, request string) outcome {
	role, entry := on["reports-role"], on["reports-policy"]
	if request == "orders-read" {
		role, entry = true, false
	}
	switch {
	case on["rbac-model"] && role, !on["rbac-model"] && entry:
		return allowed
	case on["rbac-model"]:
		return noRole
	}
	return noEntry
}

// Every combination of the gates of every lab, in both profiles.
func TestEveryCombinationOfGatesEndsAsTheOracleSays(t *testing.T) {
	for _, entry := range Catalogue() {
		predict := oracles[entry.ID]
		if predict == nil {
			t.Fatalf("%s has no oracle", entry.ID)
		}
		s := openLab(t, entry.ID)
		lab := startLab(t, s)
		carryOut(t, lab, s, issuedBefore[entry.ID]...)
		for _, p := range []profile.Profile{profile.Guide, profile.Service} {
			for combination := range 1 << len(s.Gates) {
				on := map[string]bool{}
				changes := []engine.Change{{Path: "lab.profile", Value: string(p)}}
				for i, g := range s.Gates {
					state := "off"
					if on[g.ID] = combination>>i&1 == 1; on[g.ID] {
						state = "on"
					}
					changes = append(changes, engine.Change{Path: g.Path, Value: g.Value(state)})
				}
				for _, r := range s.Requests {
					got, err := lab.WhatIf(r, changes...)
					if err != nil {
						t.Fatal(err)
					}
					if want := predict(on, p, r.ID); outcomeOf(got) != want {
						t.Errorf("%s %s, profile %s, on: %s: got %s, want %s", entry.ID, r.ID, p, switched(on), outcomeOf(got), want)
					}
				}
			}
		}
	}
}

func outcomeOf(t *trace.Trace) outcome {
	o := outcome{verdict: t.Verdict, status: t.Response.Status}
	if t.StoppedAt != nil {
		o.stopped = *t.StoppedAt
	}
	if t.Response.InnerCode != nil {
		o.inner = *t.Response.InnerCode
	}
	return o
}

func switched(on map[string]bool) string {
	var ids []string
	for _, id := range slices.Sorted(maps.Keys(on)) {
		if on[id] {
			ids = append(ids, id)
		}
	}
	return strings.Join(ids, " ")
}

func openLab(t testing.TB, id string) *Scenario {
	t.Helper()
	s, err := Open(id)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func startLab(t testing.TB, s *Scenario) *engine.Lab {
	t.Helper()
	lab, err := s.open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := lab.Close(); err != nil {
			t.Error(err)
		}
	})
	return lab
}
