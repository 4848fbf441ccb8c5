package objects

import (
	"kvlab/engine/estate"
	"kvlab/engine/facts"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// head is the object a request names, deleted or not; nil for none.
func (j *judgement) head() *estate.Object {
	return store.Objects.Get(j.view, j.vault.Name, string(j.op.Collection), j.request.Object)
}

// live finds the object and stops when it is missing or soft-deleted. To a caller both look the same: 404.
func (j *judgement) live() *estate.Object {
	o, noun := j.head(), j.op.Collection.Noun()
	switch {
	case o == nil:
		j.missing("object."+noun, "The "+noun+" does not exist",
			"Vault "+j.vault.Name+" holds no "+noun+" of this name.", trace.ObjectNotFound, "")
		return nil
	case o.Deleted != nil:
		j.missing("object.deleted", "The "+noun+" is soft-deleted",
			"It was deleted at "+trace.Stamp(o.Deleted.At)+" and can be recovered until "+trace.Stamp(o.Deleted.PurgeAt)+
				". Until then a request answers as if it were not there.", trace.SoftDeleted, "")
		return nil
	}
	j.current = o.Current
	j.pass(trace.Step{ID: "object." + noun, Title: "The " + noun + " exists",
		Detail:   "Vault " + j.vault.Name + " holds " + noun + " " + o.Name + ".",
		Evidence: []trace.Evidence{{Label: noun, Value: o.Name}},
		Command:  j.show()})
	return o
}

func (j *judgement) missing(id, title, detail string, reason trace.Reason, version string) {
	name, noun := j.request.Object, j.op.Collection.Noun()
	if version != "" {
		name += "/" + version
	}
	j.refuse(trace.Step{ID: id, Title: title, Detail: detail, Reason: trace.Because(reason),
		Evidence: []trace.Evidence{{Label: "asked for", Value: name}},
		Command:  "az keyvault " + noun + " list --vault-name " + j.vault.Name},
		trace.Deny(404, upper(noun)+"NotFound", "", "A "+noun+" with (name/id) "+name+
			" was not found in this key vault. If you recently deleted this "+noun+" you may be able to recover it using the correct recovery command."+
			" For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182"))
}

// upper is a noun with a capital letter.
func upper(noun string) string { return string(noun[0]-'a'+'A') + noun[1:] }

// version finds the version a request means: the one it names, or the current one.
func (j *judgement) version(o *estate.Object) *estate.Version {
	id := j.request.Version
	pinned := id != ""
	if !pinned {
		id = o.Current
	}
	noun := o.Collection.Noun()
	x := store.Versions.Get(j.view, o.Vault, string(o.Collection), o.Name, id)
	if x == nil {
		j.missing("object.version", "The version does not exist",
			upper(noun)+" "+o.Name+" has no version "+id+".", trace.VersionNotFound, id)
		return nil
	}
	detail := "The request names no version, so it means the current one."
	if pinned {
		detail = "The request is pinned to this version: newer ones do not matter to it."
	}
	j.pass(trace.Step{ID: "object.version", Title: "Which version is meant", Detail: detail,
		Evidence: []trace.Evidence{{Label: "version", Value: id, Source: j.path(x.ID, "version")}},
		Command:  "az keyvault " + noun + " list-versions --vault-name " + j.vault.Name + " --name " + o.Name})
	return x
}

// free stops when the name is held by a deleted object, or belongs to a certificate. It returns the live object of
// that name, nil for none.
func (j *judgement) free() (*estate.Object, bool) {
	o := j.head()
	if o != nil && o.Deleted != nil {
		j.nameHeld(o)
		return nil, false
	}
	if o != nil && !j.unmanaged(o) {
		return nil, false
	}
	return o, true
}

func (j *judgement) nameHeld(o *estate.Object) {
	noun := o.Collection.Noun()
	j.refuse(trace.Step{ID: "object.deleted", Title: "The name is held by a deleted " + noun,
		Detail:   "A soft-deleted " + noun + " keeps its name until it is recovered or purged, at the latest " + trace.Stamp(o.Deleted.PurgeAt) + ".",
		Evidence: []trace.Evidence{{Label: "deleted", Value: trace.Stamp(o.Deleted.At)}},
		Command:  "az keyvault " + noun + " show-deleted --vault-name " + j.vault.Name + " --name " + o.Name,
		Reason:   trace.Because(trace.SoftDeleted)},
		trace.Deny(409, "Conflict", "ObjectIsDeletedButRecoverable", upper(noun)+" "+o.Name+
			" is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the "+noun+" can only be recovered or purged."))
}

// unmanaged stops when the object belongs to a certificate, which alone can change it.
func (j *judgement) unmanaged(o *estate.Object) bool {
	if !o.Managed {
		return true
	}
	noun := o.Collection.Noun()
	j.refuse(trace.Step{ID: "object.managed", Title: "The " + noun + " belongs to a certificate",
		Detail:   "It came with certificate " + o.Name + " and changes only through it." + unworded,
		Evidence: []trace.Evidence{{Label: "managed", Value: "true"}}, Reason: trace.Because(trace.ManagedObject),
		Command: "az keyvault certificate show --vault-name " + j.vault.Name + " --name " + o.Name},
		trace.Deny(403, "Forbidden", "", "Operation "+j.op.Verb+" is not allowed on a managed "+noun+"."))
	return false
}

// path is the state path of a fact of the object's current version. Facts of older versions have none, and neither
// has a version that the request pins and the object has left behind.
func (j *judgement) path(version, fact string) string {
	if version != j.current {
		return ""
	}
	return "vault." + facts.Quoted(j.vault.Name) + "." + j.op.Collection.Noun() + "." + facts.Quoted(j.request.Object) + "." + fact
}

func (j *judgement) vaultPath(fact string) string {
	return "vault." + facts.Quoted(j.vault.Name) + "." + fact
}

func (j *judgement) show() string {
	s := "az keyvault " + j.op.Collection.Noun() + " show --vault-name " + j.vault.Name + " --name " + j.request.Object
	if j.request.Version != "" {
		s += " --version " + j.request.Version
	}
	return s
}
