// Package objects is the last of the gates: is the thing there, and can it be used in this way now? It also holds
// the effects of the operations that change objects.
//
// Step ids: object.vault, object.name, object.operation, object.secret, object.version, object.deleted,
// object.enabled, object.not_before, object.expires, object.size, object.result.
package objects

import (
	"slices"
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/operation"
	"kvlab/engine/profile"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// judgement carries one evaluation through the checks; a check that stops the request sets finding.Stop.
type judgement struct {
	view    *store.View
	profile profile.Profile
	at      time.Time
	request *operation.Request
	vault   *estate.Vault
	current string // the secret's current version
	finding trace.Finding
}

// judges are the operations whose effects this build simulates.
var judges = map[string]func(*judgement){
	"secrets/get":           (*judgement).getSecret,
	"secrets/set":           (*judgement).setSecret,
	"secrets/list":          (*judgement).listSecrets,
	"secrets/list-versions": (*judgement).listVersions,
}

// Built reports whether the operation's effect is simulated.
func Built(id string) bool { return judges[id] != nil }

// Evaluate says what the request would meet once every gate has let it through. vault is nil when there is none.
func Evaluate(v *store.View, p profile.Profile, at time.Time, r *operation.Request, op *operation.Operation, vault *estate.Vault) trace.Finding {
	j := judgement{view: v, profile: p, at: at, request: r, vault: vault, finding: trace.Finding{Gate: trace.Object, Steps: make([]trace.Step, 0, usualSteps)}}
	judge := judges[op.ID]
	switch {
	case vault == nil:
		j.finding.Unknown = true
		j.finding.Add(trace.Step{ID: "object.vault", Outcome: trace.Info, Title: "No vault to look into",
			Detail: "There is no vault " + r.Vault + ", so there is no object either."})
	case judge == nil:
		j.notBuilt(op)
	case !op.OnVault && !ValidName(r.Object):
		j.badName()
	default:
		judge(&j)
	}
	return j.finding
}

// usualSteps fits a read that goes through, and one outside its validity window.
const usualSteps = 5

// DependsOnProfile reports whether the other profile could judge the object otherwise: only where a validity window
// had a say.
func DependsOnProfile(f *trace.Finding) bool {
	return slices.ContainsFunc(f.Steps, func(s trace.Step) bool {
		return s.Reason != nil && (*s.Reason == trace.NotYetValid || *s.Reason == trace.ObjectExpired)
	})
}

// notBuilt ends a request whose effect is not simulated. Nothing is made up about it.
func (j *judgement) notBuilt(op *operation.Operation) {
	j.finding.Unknown = true
	j.finding.Add(trace.Step{ID: "object.operation", Outcome: trace.Info, Title: "The effect is not in this build yet",
		Detail: "kvlab judges " + op.ID + " at the three gates, but does not simulate what it does to the object yet.",
		Reason: trace.Because(trace.EffectNotInBuild)})
	j.finding.Stop = trace.Fault("kvlab: " + op.ID + " is not in this build yet: the three gates were evaluated, the operation's effect was not")
}

func (j *judgement) badName() {
	j.finding.Add(trace.Step{ID: "object.name", Outcome: trace.Fail, Title: "The object's name is not valid",
		Detail: "Names are 1 to 127 letters, digits and hyphens.", Reason: trace.Because(trace.BadName),
		Evidence: []trace.Evidence{{Label: "name", Value: j.request.Object}}})
	j.deny(400, "BadParameter", "", "The request URI contains an invalid name: "+j.request.Object)
}

// ValidName reports whether a name fits the service's rule for objects: ^[0-9a-zA-Z-]{1,127}$.
func ValidName(name string) bool {
	if name == "" || len(name) > 127 {
		return false
	}
	for i := range len(name) {
		c := name[i]
		if (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && c != '-' {
			return false
		}
	}
	return true
}
