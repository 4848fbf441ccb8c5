package objects

import (
	"strconv"
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// maxSecret is the largest value of a secret in bytes. Source: articles/key-vault/secrets/about-secrets.md.
const maxSecret = 25 * 1024

func (j *judgement) getSecret() {
	secret := j.liveSecret()
	if secret == nil {
		return
	}
	version := j.version(secret)
	if version == nil {
		return
	}
	enabled, inWindow := j.enabled(version), j.inWindow(version)
	if !enabled || !inWindow {
		return
	}
	j.finding.Add(trace.Step{ID: "object.result", Outcome: trace.Pass, Title: "The value is returned",
		Detail:   "Version " + version.Version + " answers; a trace never shows the value itself.",
		Evidence: []trace.Evidence{{Label: "version", Value: version.Version, Source: j.path(version.Version, "version")}}})
}

// liveSecret finds the secret and stops when it is missing or soft-deleted. To a reader both look the same: 404.
func (j *judgement) liveSecret() *estate.Secret {
	secret := store.Secrets.Get(j.view, j.vault.Name, j.request.Object)
	switch {
	case secret == nil:
		j.missing("object.secret", "The secret does not exist",
			"Vault "+j.vault.Name+" holds no secret of this name.", trace.ObjectNotFound, "")
		return nil
	case secret.Deleted != nil:
		j.missing("object.deleted", "The secret is soft-deleted",
			"It was deleted at "+trace.Stamp(secret.Deleted.At)+" and can be recovered until "+trace.Stamp(secret.Deleted.PurgeAt)+
				". Until then a read answers as if it were not there.", trace.SoftDeleted, "")
		return nil
	}
	j.current = secret.Current
	j.finding.Add(trace.Step{ID: "object.secret", Outcome: trace.Pass, Title: "The secret exists",
		Detail:   "Vault " + j.vault.Name + " holds secret " + secret.Name + ".",
		Evidence: []trace.Evidence{{Label: "secret", Value: secret.Name}},
		Command:  j.show()})
	return secret
}

func (j *judgement) missing(id, title, detail string, reason trace.Reason, version string) {
	name := j.request.Object
	if version != "" {
		name += "/" + version
	}
	j.finding.Add(trace.Step{ID: id, Outcome: trace.Fail, Title: title, Detail: detail, Reason: trace.Because(reason),
		Evidence: []trace.Evidence{{Label: "asked for", Value: name}},
		Command:  "az keyvault secret list --vault-name " + j.vault.Name})
	j.deny(404, "SecretNotFound", "", "A secret with (name/id) "+name+
		" was not found in this key vault. If you recently deleted this secret you may be able to recover it using the correct recovery command."+
		" For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182")
}

func (j *judgement) version(secret *estate.Secret) *estate.SecretVersion {
	id := j.request.Version
	pinned := id != ""
	if !pinned {
		id = secret.Current
	}
	version := store.SecretVersions.Get(j.view, secret.Vault, secret.Name, id)
	if version == nil {
		j.missing("object.version", "The version does not exist",
			"Secret "+secret.Name+" has no version "+id+".", trace.VersionNotFound, id)
		return nil
	}
	detail := "The request names no version, so it reads the current one."
	if pinned {
		detail = "The request is pinned to this version: newer ones do not matter to it."
	}
	j.finding.Add(trace.Step{ID: "object.version", Outcome: trace.Pass, Title: "Which version is meant", Detail: detail,
		Evidence: []trace.Evidence{{Label: "version", Value: id, Source: j.path(version.Version, "version")}},
		Command:  "az keyvault secret list-versions --vault-name " + j.vault.Name + " --name " + secret.Name})
	return version
}

func (j *judgement) enabled(version *estate.SecretVersion) bool {
	step := trace.Step{ID: "object.enabled", Outcome: trace.Pass, Title: "Is it enabled?",
		Detail:   "The version is enabled.",
		Evidence: []trace.Evidence{{Label: "attributes.enabled", Value: strconv.FormatBool(!version.Disabled), Source: j.path(version.Version, "enabled")}},
		Command:  j.show() + " --query attributes.enabled"}
	if version.Disabled {
		step.Outcome, step.Reason = trace.Fail, trace.Because(trace.ObjectDisabled)
		step.Detail = "Somebody disabled this version. Open gates do not help: the refusal comes from the object."
		j.deny(403, "Forbidden", "SecretDisabled", "Operation get is not allowed on a disabled secret.")
	}
	j.finding.Add(step)
	return !version.Disabled
}

// edge is the end of a version's validity window that now lies outside of.
type edge struct {
	step, label, fact string
	at                time.Time
	reason            trace.Reason
	why               string
}

// inWindow looks at nbf and exp. The service returns the value all the same; the guide's model refuses it.
func (j *judgement) inWindow(version *estate.SecretVersion) bool {
	nbf, exp := version.NotBefore, version.Expires
	switch {
	case !nbf.IsZero() && j.at.Before(nbf):
		return j.outside(version, edge{"object.not_before", "attributes.nbf", "not_before", nbf, trace.NotYetValid, "is not valid before " + trace.Stamp(nbf)})
	case !exp.IsZero() && !j.at.Before(exp):
		return j.outside(version, edge{"object.expires", "attributes.exp", "expires", exp, trace.ObjectExpired, "expired at " + trace.Stamp(exp)})
	}
	return true
}

func (j *judgement) outside(version *estate.SecretVersion, e edge) bool {
	step := trace.Step{ID: e.step, Outcome: trace.Info, Title: "Is now inside its validity window?", Reason: trace.Because(e.reason),
		Detail: "The version " + e.why + ". The live service returns it all the same: nbf and exp of a secret only inform.",
		Evidence: []trace.Evidence{{Label: e.label, Value: trace.Stamp(e.at), Source: j.path(version.Version, e.fact)},
			{Label: "now", Value: trace.Stamp(j.at), Source: "lab.clock"}},
		Command: j.show() + " --query attributes"}
	refused := j.profile.RefusesOutsideWindow()
	if refused {
		step.Outcome = trace.Fail
		step.Detail = "The version " + e.why + ". In the guide's model a secret outside its window is refused; the live service would return it."
		// The live service has no such answer, so no code of its own is imitated here.
		j.deny(403, "Forbidden", "", "Operation get is not allowed: the secret "+e.why+".")
	}
	j.finding.Add(step)
	return !refused
}

// deny is the service's refusal, unless an earlier check has refused already.
func (j *judgement) deny(status int, code, inner, message string) {
	if j.finding.Stop == nil {
		j.finding.Stop = trace.Deny(status, code, inner, message)
	}
}

func (j *judgement) setSecret() {
	secret := store.Secrets.Get(j.view, j.vault.Name, j.request.Object)
	if secret != nil && secret.Deleted != nil {
		j.nameHeld(secret)
		return
	}
	size := 0
	if j.request.Secret != nil {
		size = len(j.request.Secret.Value)
	}
	if size > maxSecret {
		j.finding.Add(trace.Step{ID: "object.size", Outcome: trace.Fail, Title: "The value is too large",
			Detail:   "A secret holds at most 25 KB. Larger material belongs into storage, encrypted with a key of the vault. The wording of the service's answer is unverified.",
			Evidence: []trace.Evidence{{Label: "bytes", Value: strconv.Itoa(size)}}, Reason: trace.Because(trace.ValueTooLarge)})
		j.deny(400, "BadParameter", "", "The value of secret "+j.request.Object+" is larger than 25 KB.")
		return
	}
	detail := "The secret is new: this becomes its first version."
	if secret != nil {
		detail = "The secret exists: this becomes its current version, and the older ones stay readable."
	}
	j.finding.Add(trace.Step{ID: "object.result", Outcome: trace.Pass, Title: "A new version is stored", Detail: detail})
}

func (j *judgement) nameHeld(secret *estate.Secret) {
	j.finding.Add(trace.Step{ID: "object.deleted", Outcome: trace.Fail, Title: "The name is held by a deleted secret",
		Detail:   "A soft-deleted secret keeps its name until it is recovered or purged, at the latest " + trace.Stamp(secret.Deleted.PurgeAt) + ".",
		Evidence: []trace.Evidence{{Label: "deleted", Value: trace.Stamp(secret.Deleted.At)}},
		Command:  "az keyvault secret show-deleted --vault-name " + j.vault.Name + " --name " + secret.Name,
		Reason:   trace.Because(trace.SoftDeleted)})
	j.deny(409, "Conflict", "ObjectIsDeletedButRecoverable", "Secret "+secret.Name+
		" is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the secret can only be recovered or purged.")
}

func (j *judgement) listSecrets() {
	j.finding.Add(trace.Step{ID: "object.result", Outcome: trace.Pass, Title: "Names and attributes are returned",
		Detail:  "A list never holds values; disabled secrets are in it, deleted ones are not.",
		Command: "az keyvault secret list --vault-name " + j.vault.Name})
}

func (j *judgement) listVersions() {
	if j.liveSecret() == nil {
		return
	}
	j.finding.Add(trace.Step{ID: "object.result", Outcome: trace.Pass, Title: "All versions' attributes are returned",
		Detail: "A list of versions never holds values."})
}

func (j *judgement) show() string {
	s := "az keyvault secret show --vault-name " + j.vault.Name + " --name " + j.request.Object
	if j.request.Version != "" {
		s += " --version " + j.request.Version
	}
	return s
}
