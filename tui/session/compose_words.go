package session

import "strings"

// phrases say what each operation does, by its name without the collection where that tells enough. {o} stands for the
// object with its noun, {n} for the noun and {c} for all of that kind.
var phrases = map[string]string{
	"get": "read {o}", "set": "store a value in {o}", "update": "change attributes of {o}", "delete": "delete {o}",
	"list": "list the {c}", "list-versions": "list the versions of {o}", "backup": "back up {o}",
	"restore": "restore a {n} from a backup", "list-deleted": "list the deleted {c}", "get-deleted": "look at the deleted {o}",
	"purge": "purge {o}", "recover": "recover {o}",

	"create": "create {o}", "import": "import {o}", "encrypt": "encrypt with {o}", "decrypt": "decrypt with {o}",
	"sign": "sign with {o}", "verify": "check a signature with {o}", "wrap": "wrap a key with {o}", "unwrap": "unwrap a key with {o}",
	"release": "release {o}", "rotate": "rotate {o}", "get-rotation-policy": "read the rotation policy of {o}",
	"set-rotation-policy": "set the rotation policy of {o}", "get-attestation": "read the attestation of {o}",
	"random-bytes": "get random bytes",

	"get-pending": "look at the request for {o}", "cancel-pending": "cancel the request for {o}",
	"delete-pending": "delete the request for {o}", "merge": "merge a signed {o}", "get-policy": "read the policy of {o}",
	"update-policy": "change the policy of {o}", "get-contacts": "read the contacts", "set-contacts": "set the contacts",
	"delete-contacts": "delete the contacts", "list-issuers": "list the issuers", "get-issuer": "read {o}",
	"set-issuer": "set {o}", "update-issuer": "change {o}", "delete-issuer": "delete {o}",
}

// does is what the draft asks for: "read secret db-password".
func (d Draft) does() string {
	phrase, known := phrases[d.verb()]
	if !known {
		phrase = "do " + d.Operation
	}
	name := d.Object
	if d.collection() == "vaults" {
		name = d.Vault
	}
	noun := d.noun()
	return strings.NewReplacer("{o}", noun+" "+name, "{n}", noun, "{c}", string(d.collection())).Replace(phrase)
}

// noun is what kind of thing the draft names: an issuer is no certificate.
func (d Draft) noun() string {
	if strings.HasSuffix(d.Operation, "-issuer") {
		return "issuer"
	}
	return d.collection().Noun()
}

// Title is the draft in a few words: "ana at vm-jump reads secret db-password".
func (d Draft) Title() string {
	first, rest, _ := strings.Cut(d.does(), " ")
	caller := d.Host
	switch {
	case d.As.Kind == AsPlatform:
		caller = "the platform of " + d.Host
	case d.As.Kind == AsPerson && d.Host == "":
		caller = d.As.Name + " on the internet"
	case d.As.Kind == AsPerson:
		caller = d.As.Name + " at " + d.Host
	}
	return strings.TrimSuffix(caller+" "+first+"s "+rest, " ")
}

// Sentence says what will be asked: "ana, signed in at vm-jump, asks kv-shop to read secret db-password."
func (d Draft) Sentence() string {
	d = d.Plain()
	s := d.who() + " asks " + d.asked() + " to " + d.does()
	if d.Version != "" {
		s += ", version " + d.Version
	}
	if c := d.Carries(); c.body == nil && takesFile[d.verb()] {
		s += ". It carries nothing, for that would be a file: the console takes files"
	}
	return s + "."
}

// takesFile are the operations whose body comes out of a file.
var takesFile = map[string]bool{"import": true, "merge": true, "restore": true}

func (d Draft) who() string {
	switch {
	case d.As.Kind == AsPlatform && d.As.Name == "":
		return "The platform, with the system-assigned identity of " + d.Host + ","
	case d.As.Kind == AsPlatform:
		return "The platform, with " + d.As.Name + " for " + d.Host + ","
	case d.As.Kind == AsProgram:
		return "The program on " + d.Host
	case d.Host == "":
		return d.As.Name + ", somewhere on the internet,"
	}
	return d.As.Name + ", signed in at " + d.Host + ","
}

// asked is who is asked: the vault, or whoever manages vaults.
func (d Draft) asked() string {
	if d.collection() == "vaults" {
		return "Azure Resource Manager"
	}
	return d.Vault
}
