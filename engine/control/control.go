// Package control is the vault itself, as Azure Resource Manager manages it: is it there, and what becomes of it when it
// is deleted, recovered or purged?
//
// It is the last gate for operations of the control plane, as objects is for what is in a vault. Deleting a vault puts
// it aside with everything in it for as many days as were chosen when it was created. Recovering it brings back what
// the vault itself holds: objects, access policies, network rules. The role assignments made at the vault belong to
// Azure RBAC, which forgets them at once, so a vault under RBAC comes back with its doors locked. Purging destroys it.
//
// Step ids: object.vault, object.deleted, object.purge_protection, object.result.
//
// Sources: MicrosoftDocs/azure-security-docs articles/key-vault/general/soft-delete-overview.md; Azure/azure-sdk-for-go
// sdk/resourcemanager/keyvault/armkeyvault.
package control

import (
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/facts"
	"kvlab/engine/objects"
	"kvlab/engine/operation"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// judgement carries one evaluation through the checks; a check that stops the request sets found.Stop.
type judgement struct {
	view   *store.View
	at     time.Time
	name   string // the vault's, as the request writes it
	op     *operation.Operation
	vault  *estate.Vault // nil when there is none
	caller *estate.Caller
	found  objects.Judgement
}

// judges are all operations of the control plane; each returns nil when the request is refused.
var judges = map[string]func(*judgement) objects.Effect{
	"vaults/get": (*judgement).get, "vaults/list": (*judgement).list, "vaults/delete": (*judgement).delete,
	"vaults/get-deleted": (*judgement).getDeleted, "vaults/list-deleted": (*judgement).listDeleted,
	"vaults/recover": (*judgement).recover, "vaults/purge": (*judgement).purge,
}

// Evaluate says what the request would meet once every gate has let it through. vault is nil when there is none, and
// for a list.
func Evaluate(v *store.View, at time.Time, r *operation.Request, op *operation.Operation, vault *estate.Vault, caller *estate.Caller) objects.Judgement {
	j := judgement{view: v, at: at, name: r.Vault, op: op, vault: vault, caller: caller,
		found: objects.Judgement{Finding: trace.Finding{Gate: trace.Object}}}
	if effect := judges[op.ID](&j); j.found.Stop == nil {
		j.found.Effect = effect
	}
	return j.found
}

// Sealed is what a request of the data plane meets in a soft-deleted vault: nobody can tell, for nobody gets there.
func Sealed(vault *estate.Vault) objects.Judgement {
	j := judgement{vault: vault, found: objects.Judgement{Finding: trace.Finding{Gate: trace.Object, Unknown: true}}}
	s := j.deletedStep()
	s.Outcome, s.Reason = trace.Info, trace.Because(trace.SoftDeleted)
	s.Detail += " What is in it is kept until then, and out of reach."
	j.found.Add(s)
	return j.found
}

// refuse adds a failed step and ends the request with stop. It returns no effect.
func (j *judgement) refuse(s trace.Step, stop *trace.Stop) objects.Effect {
	s.Outcome = trace.Fail
	j.found.Add(s)
	j.found.Stop = stop
	return nil
}

// pass adds a step that went well.
func (j *judgement) pass(s trace.Step) {
	s.Outcome = trace.Pass
	j.found.Add(s)
}

func (j *judgement) path(fact string) string {
	return "vault." + facts.Quoted(j.vault.Name) + "." + fact
}
