package objects

import (
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/operation"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// Programs keep a ciphertext or a signature until they need it again. In a lab the request that made it is named
// instead, and its last result stands in.

// remember keeps the result under the request's id. A request without one is nobody's input.
func (u *keyUse) remember(tx *store.Tx, value []byte) {
	if u.request.ID == "" {
		return
	}
	r := &estate.Result{Request: u.request.ID, Operation: u.op.ID, Vault: u.version.Vault, Object: u.version.Name,
		Version: u.version.ID, Algorithm: u.alg, Value: value}
	if u.op.Verb == "sign" {
		r.Digest = u.value
	}
	store.Results.Put(tx, r)
}

// input stops where there is nothing to work on.
func (u *keyUse) input(body *operation.CryptoBody) bool {
	switch {
	case len(u.value) > 0:
		return true
	case body.Input != "":
		return u.borrow(body.Input)
	}
	u.badBody("value", "", "Property value of the request body is missing.")
	return false
}

// borrow takes the input from another request's result.
func (u *keyUse) borrow(request string) bool {
	r := store.Results.Get(u.view, request)
	if r == nil {
		u.refuse(trace.Step{ID: "object.input", Title: "There is nothing to work on yet",
			Detail:   "The input is what request " + request + " comes to, and that has not gone through yet: issue " + request + " first.",
			Evidence: []trace.Evidence{{Label: "input", Value: request}}, Reason: trace.Because(trace.BadContent)},
			trace.Fault("kvlab: issue request "+request+" first: its result is the input of this one"))
		return false
	}
	if !fits(r.Operation, u.op.Verb) {
		u.refuse(trace.Step{ID: "object.input", Title: "The other request's result does not fit",
			Detail:   "Request " + request + " was " + r.Operation + ". Decrypt and unwrapKey take what was encrypted or wrapped, verify takes what was signed.",
			Evidence: []trace.Evidence{{Label: "input", Value: request}, {Label: "operation", Value: r.Operation}}, Reason: trace.Because(trace.BadContent)},
			trace.Fault("kvlab: the result of request "+request+", "+r.Operation+", is no input for "+u.op.ID))
		return false
	}
	u.from, u.value = r, r.Value
	if len(u.digest) == 0 {
		u.digest = r.Digest
	}
	u.tellInput()
	return true
}

// fits reports whether what the operation made is what the verb takes.
func fits(made, verb string) bool {
	switch verb {
	case "decrypt", "unwrapKey":
		return made == "keys/encrypt" || made == "keys/wrap"
	case "verify":
		return made == "keys/sign"
	}
	return false
}

func (u *keyUse) tellInput() {
	detail := "Request " + u.from.Request + " made it with the version that this request means."
	switch {
	case !u.sameKey():
		detail = "Request " + u.from.Request + " made it with key " + u.from.Object + " of vault " + u.from.Vault + ", which is another key."
	case u.from.Version != u.version.ID:
		detail = "Request " + u.from.Request + " made it with version " + u.from.Version + ", and this request means version " + u.version.ID + "."
	}
	u.pass(trace.Step{ID: "object.input", Title: "Where the input comes from", Detail: detail,
		Evidence: []trace.Evidence{{Label: "input", Value: u.from.Request}, {Label: "made with version", Value: u.from.Version},
			{Label: "alg", Value: string(u.from.Algorithm)}}})
}

func (u *keyUse) sameKey() bool {
	return strings.EqualFold(u.from.Vault, u.version.Vault) && strings.EqualFold(u.from.Object, u.version.Name)
}

// doesNotOpen ends the decryption of what this version did not encrypt. The service has worded its answer in several
// ways over time; this is a recent one.
//
// Sources: pulumi/pulumi#22338 (2026); pulumi/pulumi#13201 and Azure/azure-sdk-for-net#36269 for others.
func (u *keyUse) doesNotOpen() Effect {
	step := trace.Step{ID: "object.result", Title: "The ciphertext does not open", Detail: u.difference("ciphertext") + unworded,
		Evidence: []trace.Evidence{{Label: "version", Value: u.version.ID, Source: u.path(u.version.ID, "version")}},
		Command:  "az keyvault key list-versions --vault-name " + u.vault.Name + " --name " + u.version.Name,
		Reason:   trace.Because(trace.NotThisKeys)}
	if u.from != nil {
		step.Evidence = append(step.Evidence, trace.Evidence{Label: "made with version", Value: u.from.Version})
	}
	return u.refuse(step, trace.Deny(400, "BadParameter", "", "Unable to decrypt specified value with this key."))
}

// difference says why what was made before does not belong to this request, as far as the lab knows.
func (u *keyUse) difference(noun string) string {
	made := "The " + noun + " was made with "
	switch {
	case u.from == nil:
		return made + "another key, another version or another algorithm, or was changed since."
	case !u.sameKey():
		return made + "key " + u.from.Object + " of vault " + u.from.Vault + ": ask that one."
	case u.from.Version != u.version.ID:
		return made + "version " + u.from.Version + ", and this request means version " + u.version.ID +
			". Each version is a key pair of its own, and a " + noun + " does not say which one made it: name version " + u.from.Version + " in the request."
	case u.from.Algorithm != u.alg:
		return made + string(u.from.Algorithm) + ", and this request says " + string(u.alg) + "."
	}
	return "This version made it, but not for what the request gives as its digest."
}
