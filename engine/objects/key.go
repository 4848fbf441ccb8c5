package objects

import (
	"slices"
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/keypair"
	"kvlab/engine/profile"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// keyJudges are the operations that only keys have. Two are left out, for there is nothing here to release a key to or
// to attest it: keys/release and keys/get-attestation.
var keyJudges = map[string]judge{
	"keys/create":              (*judgement).createKey,
	"keys/import":              (*judgement).importKey,
	"keys/get":                 (*judgement).getKey,
	"keys/encrypt":             (*judgement).encrypt,
	"keys/decrypt":             (*judgement).decrypt,
	"keys/wrap":                (*judgement).encrypt,
	"keys/unwrap":              (*judgement).decrypt,
	"keys/sign":                (*judgement).sign,
	"keys/verify":              (*judgement).verify,
	"keys/rotate":              (*judgement).rotateKey,
	"keys/get-rotation-policy": (*judgement).getRotationPolicy,
	"keys/set-rotation-policy": (*judgement).setRotationPolicy,
	"keys/random-bytes":        (*judgement).randomBytes,
}

// getKey reads the public half. That a key is disabled keeps nobody from it: callers look at attributes.enabled.
func (j *judgement) getKey() Effect {
	o, x := j.keyVersion()
	if x == nil {
		return nil
	}
	j.tellDisabled(x)
	if !j.serves(x) {
		return nil
	}
	j.pass(trace.Step{ID: "object.result", Title: "The public half is returned",
		Detail:   "Version " + x.ID + " answers. The private half never leaves the vault.",
		Evidence: []trace.Evidence{{Label: "version", Value: x.ID, Source: j.path(x.ID, "version")}, {Label: "kind", Value: x.Key.Spec.String()}}})
	return func(*store.Tx) (Content, error) { return Content{Item: j.item(o, x)}, nil }
}

// keyVersion finds the key and the version of it that a request means.
func (j *judgement) keyVersion() (*estate.Object, *estate.Version) {
	o := j.live()
	if o == nil {
		return nil, nil
	}
	x := j.version(o)
	if x != nil && x.Key == nil {
		j.missing("object.version", "The version holds no key", "Nothing gave version "+x.ID+" a key pair.", trace.VersionNotFound, x.ID)
		x = nil
	}
	return o, x
}

func (j *judgement) tellDisabled(x *estate.Version) {
	if !x.Disabled {
		return
	}
	j.found.Add(trace.Step{ID: "object.enabled", Outcome: trace.Info, Title: "Is it enabled?",
		Detail:   "The version is disabled: nothing can be done with it, but its public half can still be read.",
		Evidence: []trace.Evidence{{Label: "attributes.enabled", Value: "false", Source: j.path(x.ID, "enabled")}},
		Command:  j.show() + " --query attributes.enabled", Reason: trace.Because(trace.ObjectDisabled)})
}

// serves stops where the key lies outside its validity window and this use of it is refused for that.
func (j *judgement) serves(x *estate.Version) bool {
	e := j.edgeOf(x)
	if e == nil {
		return true
	}
	step, verb := j.outside(x, e), j.op.Verb
	if j.profile.UsesKeyOutsideWindow(verb) {
		step.Outcome = trace.Info
		step.Detail = "The version " + e.why + ". The live service still allows " + verb + ", so that what the key was used for in time is not lost; " +
			"it refuses encrypt, sign and wrapKey. The guide's model would refuse " + verb + ", too."
		j.found.Add(step)
		return true
	}
	inner, state := "KeyExpired", "an expired key"
	if e.reason == trace.NotYetValid {
		inner, state = "KeyNotYetValid", "a key that is not yet valid"
	}
	step.Detail = "The version " + e.why + ". Nothing new is made with such a key, under the guide's model and by the live service." + unworded
	if profile.Service.UsesKeyOutsideWindow(verb) {
		inner = "" // the live service has no such answer, so no code of its own is imitated here
		step.Detail = "The version " + e.why + ". In the guide's model a key outside its window is of no use at all; the live service would still allow " + verb + "."
	}
	j.refuse(step, trace.Deny(403, "Forbidden", inner, "Operation "+verb+" is not allowed on "+state+"."))
	return false
}

// randomBytes is refused: vaults are not known to have it.
func (j *judgement) randomBytes() Effect {
	return j.refuse(trace.Step{ID: "object.operation", Title: "Vaults make no random bytes",
		Detail: "Managed HSM has this operation. That a vault has none, and what it answers, is unverified.",
		Reason: trace.Because(trace.KindNotOffered)},
		trace.Deny(400, "BadParameter", "", "Random bytes are offered by Managed HSM, not by a vault."))
}

// Words of key_ops. The first six are what is asked of a key; export lets it be released, and import makes it one that
// other keys are wrapped with on their way into the vault.
var (
	rsaOperations = []string{"encrypt", "decrypt", "sign", "verify", "wrapKey", "unwrapKey"}
	ecOperations  = []string{"sign", "verify"}
)

// operations checks what a key is to be used for.
//
// Source: MicrosoftDocs/azure-security-docs articles/key-vault/keys/about-keys-details.md.
func (j *judgement) operations(spec keypair.Spec, exportable bool, wanted []string) bool {
	for _, op := range wanted {
		if why := misplaced(op, spec, exportable, len(wanted) == 1); why != "" {
			j.badBody("key_ops", op, "Property key_ops has an invalid value: "+why)
			return false
		}
	}
	return true
}

// misplaced says why a key cannot have this word among its operations, empty if it can.
func misplaced(op string, spec keypair.Spec, exportable, alone bool) string {
	isRSA := spec.Kind.Bare() == keypair.RSA
	switch {
	case op == "export" && !exportable:
		return "export needs a key that is made exportable."
	case op == "import" && !alone:
		return "import goes with no other operation."
	case op == "export", op == "import" && isRSA, slices.Contains(UsualOperations(spec), op):
		return ""
	case op == "import", slices.Contains(rsaOperations, op):
		return "a key of kind " + spec.String() + " does not " + op + "."
	}
	return "choose from " + strings.Join(rsaOperations, ", ") + ", import and export."
}

// UsualOperations are the operations of a key that was made without naming any. For EC that is unverified.
func UsualOperations(spec keypair.Spec) []string {
	if spec.Kind.Bare() == keypair.EC {
		return slices.Clone(ecOperations)
	}
	return slices.Clone(rsaOperations)
}
