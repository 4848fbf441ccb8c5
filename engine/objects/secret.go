package objects

import (
	"fmt"
	"strconv"

	"kvlab/engine/estate"
	"kvlab/engine/operation"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

var secretJudges = map[string]judge{
	"secrets/get": (*judgement).getSecret,
	"secrets/set": (*judgement).setSecret,
}

// MaxSecret is the largest value of a secret in bytes. Source: articles/key-vault/secrets/about-secrets.md.
const MaxSecret = 25 * 1024

func (j *judgement) getSecret() Effect {
	o := j.live()
	if o == nil {
		return nil
	}
	x := j.version(o)
	if x == nil {
		return nil
	}
	enabled, inWindow := j.enabled(x, "SecretDisabled"), j.inWindow(x)
	if !enabled || !inWindow {
		return nil
	}
	j.pass(trace.Step{ID: "object.result", Title: "The value is returned",
		Detail:   "Version " + x.ID + " answers; a trace never shows the value itself.",
		Evidence: []trace.Evidence{{Label: "version", Value: x.ID, Source: j.path(x.ID, "version")}}})
	j.warnOfPrivateKey(o)
	return func(*store.Tx) (Content, error) { return Content{Item: j.withValue(o, x)}, nil }
}

// inWindow looks at nbf and exp. The service returns the value all the same; the guide's model refuses it.
func (j *judgement) inWindow(x *estate.Version) bool {
	e := j.edgeOf(x)
	if e == nil {
		return true
	}
	step := j.outside(x, e)
	if !j.profile.RefusesOutsideWindow() {
		step.Outcome = trace.Info
		step.Detail = "The version " + e.why + ". The live service returns it all the same: nbf and exp of a secret only inform."
		j.found.Add(step)
		return true
	}
	step.Detail = "The version " + e.why + ". In the guide's model a secret outside its window is refused; the live service would return it."
	// The live service has no such answer, so no code of its own is imitated here.
	j.refuse(step, trace.Deny(403, "Forbidden", "", "Operation get is not allowed: the secret "+e.why+"."))
	return false
}

// warnOfPrivateKey says what reading a certificate's secret gives away.
func (j *judgement) warnOfPrivateKey(o *estate.Object) {
	if !o.Managed {
		return
	}
	c := store.Objects.Get(j.view, o.Vault, string(estate.Certificates), o.Name)
	if c == nil || c.Issuance == nil || c.Issuance.Policy.KeepKey {
		return
	}
	j.found.Add(trace.Step{ID: "object.private_key", Outcome: trace.Info, Title: "This secret is a certificate's private key",
		Detail: "Certificate " + o.Name + " is exportable, so its secret holds the certificate together with its private key. " +
			"Whoever may read secrets here can act as this certificate.",
		Evidence: []trace.Evidence{{Label: "policy.key_props.exportable", Value: "true"}},
		Command:  "az keyvault certificate show --vault-name " + j.vault.Name + " --name " + o.Name + " --query policy.keyProperties.exportable",
		Reason:   trace.Because(trace.PrivateKeyShown)})
	j.found.Warnings = append(j.found.Warnings, "private key: the value that was read is the private key of certificate "+o.Name+
		"; the right to read secrets was enough for it")
}

func (j *judgement) setSecret() Effect {
	o, free := j.free()
	if !free {
		return nil
	}
	body := &operation.SecretBody{}
	if b, ok := j.request.Body.(*operation.SecretBody); ok {
		body = b
	}
	if !j.fits(body.Value) || !j.contentType(body.ContentType) || !j.settings(body.Settings) {
		return nil
	}
	detail := "The secret is new: this becomes its first version."
	if o != nil {
		detail = "The secret exists: this becomes its current version, and the older ones stay readable."
	}
	j.pass(trace.Step{ID: "object.result", Title: "A new version is stored", Detail: detail})
	return func(tx *store.Tx) (Content, error) {
		head, x := j.grow(tx, o, body.Settings)
		x.Secret = &estate.Secret{Value: body.Value, ContentType: body.ContentType}
		store.Objects.Put(tx, head)
		store.Versions.Put(tx, x)
		return Content{Item: j.withValue(head, x)}, nil
	}
}

// grow is an object with a version more, current and without content yet. o is nil for a new object.
func (j *judgement) grow(tx *store.Tx, o *estate.Object, s operation.Settings) (*estate.Object, *estate.Version) {
	head := &estate.Object{Vault: j.vault.Name, Collection: j.op.Collection, Name: j.request.Object}
	if o != nil {
		*head = *o
	}
	head.Current = newVersion(tx, head, j.at)
	return head, &estate.Version{Vault: head.Vault, Collection: head.Collection, Name: head.Name, ID: head.Current,
		Attributes: attributes(s, j.at)}
}

func (j *judgement) fits(value string) bool {
	if len(value) <= MaxSecret {
		return true
	}
	j.refuse(trace.Step{ID: "object.size", Title: "The value is too large",
		Detail:   "A secret holds at most 25 KB. Larger material belongs into storage, encrypted with a key of the vault. The wording of the service's answer is unverified.",
		Evidence: []trace.Evidence{{Label: "bytes", Value: strconv.Itoa(len(value))}}, Reason: trace.Because(trace.ValueTooLarge)},
		trace.Deny(400, "BadParameter", "", "The value of secret "+j.request.Object+" is larger than 25 KB."))
	return false
}

func (j *judgement) contentType(s string) bool {
	if len([]rune(s)) <= MaxContentType {
		return true
	}
	j.badBody("contentType", s, fmt.Sprintf("Property contentType has more than %d characters.", MaxContentType))
	return false
}
