package objects

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/keypair"
	"kvlab/engine/operation"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// keyUse is a cryptographic operation whose key may be used for it.
//
// Whatever part of the verdict depends on the numbers is computed while judging: whether a ciphertext opens, whether
// a signature is right. Both come out the same each time. What is random, a ciphertext or a signature, is made when
// the request is carried out.
type keyUse struct {
	*judgement
	version *estate.Version
	public  keypair.Public
	alg     keypair.Algorithm
	value   []byte // plaintext, ciphertext, digest to sign, or signature to verify
	digest  []byte // what the signature to verify is over
	// from is the request whose result is the input, nil where the request carries its own.
	from *estate.Result
}

// use judges all that operations with a key have in common. Faults that do not depend on each other all show; the
// first of them answers.
func (j *judgement) use(purpose keypair.Use) *keyUse {
	body, ok := j.request.Body.(*operation.CryptoBody)
	if !ok {
		j.noBody()
		return nil
	}
	_, x := j.keyVersion()
	if x == nil {
		return nil
	}
	enabled, serves, permitted := j.enabled(x, "KeyDisabled"), j.serves(x), j.permitted(x)
	suits := j.suits(x.Key.Spec, body.Algorithm, purpose)
	if !enabled || !serves || !permitted || !suits {
		return nil
	}
	u := &keyUse{judgement: j, version: x, alg: body.Algorithm, value: body.Value, digest: body.Digest}
	var err error
	if u.public, err = store.Memo(j.view, "public key", x.Key.Public, keypair.ParsePublic); err != nil {
		u.unreadable(err)
		return nil
	}
	if !u.input(body) {
		return nil
	}
	return u
}

// permitted stops where the key's owner did not mean it for this.
func (j *judgement) permitted(x *estate.Version) bool {
	verb, list := j.op.Verb, strings.Join(x.Key.Operations, ", ")
	step := trace.Step{ID: "object.key_ops", Title: "Is the key meant for this?",
		Detail:   "The key's operations include " + verb + ".",
		Evidence: []trace.Evidence{{Label: "key_ops", Value: list}},
		Command:  j.show() + " --query key.keyOps"}
	if slices.Contains(x.Key.Operations, verb) {
		j.pass(step)
		return true
	}
	step.Reason = trace.Because(trace.OperationNotSet)
	step.Detail = "The key's operations leave out " + verb + ". They bind every caller, whatever roles or policies they hold; keys/update changes them."
	j.refuse(step, trace.Deny(403, "Forbidden", "KeyOperationForbidden", "Operation "+verb+" is not permitted on this key."))
	return false
}

// suits stops where the mathematics of key and algorithm do not go together.
func (j *judgement) suits(spec keypair.Spec, alg keypair.Algorithm, purpose keypair.Use) bool {
	step := trace.Step{ID: "object.algorithm", Title: "Does the algorithm suit the key?",
		Detail:   "A key of kind " + spec.String() + " does this with " + string(alg) + ".",
		Evidence: []trace.Evidence{{Label: "alg", Value: string(alg)}, {Label: "kind", Value: spec.String()}},
		Command:  j.show() + " --query key.kty"}
	if alg.Use() == purpose && alg.Suits(spec) {
		j.pass(step)
		return true
	}
	step.Reason = trace.Because(trace.AlgorithmUnfit)
	step.Detail = "An EC key signs and verifies, and does nothing else." + unworded
	if fit := keypair.Algorithms(purpose, spec.Kind, spec.Curve); len(fit) > 0 {
		step.Detail = fmt.Sprintf("For %s, a key of kind %s takes one of %v.%s", j.op.Verb, spec, fit, unworded)
	}
	j.refuse(step, trace.Deny(400, "BadParameter", "",
		fmt.Sprintf("Property alg has an invalid value: %s cannot be used for %s with a key of kind %s.", alg, j.op.Verb, spec)))
	return false
}

// encrypt is keys/encrypt and keys/wrap, which differ in name and permission alone.
func (j *judgement) encrypt() Effect {
	u := j.use(keypair.Encryption)
	if u == nil || !u.sized(u.tooLong()) {
		return nil
	}
	u.done("The ciphertext is returned", "Version "+u.version.ID+" encrypts it. The ciphertext does not say so: whoever wants it opened must name this version. "+publicIsEnough)
	return u.made(func() ([]byte, error) { return u.public.Encrypt(u.alg, u.value) })
}

const publicIsEnough = "The public half is all it takes, so client libraries that may read the key often do this themselves, and the vault never hears of it."

// tooLong tries what is not certain to fit: half the modulus leaves room for every padding.
func (u *keyUse) tooLong() error {
	if len(u.value) <= u.version.Key.Spec.Bits/8/2 {
		return nil
	}
	_, err := u.public.Encrypt(u.alg, u.value)
	return err
}

// decrypt is keys/decrypt and keys/unwrap.
func (j *judgement) decrypt() Effect {
	u := j.use(keypair.Encryption)
	if u == nil {
		return nil
	}
	pair, err := store.Memo(u.view, "key pair", u.version.Key.Private, keypair.Open)
	if err != nil {
		return u.unreadable(err)
	}
	plain, err := pair.Decrypt(u.alg, u.value)
	if err != nil {
		return u.doesNotOpen()
	}
	u.done("The plaintext is returned", "Version "+u.version.ID+" opens it. A trace never shows the plaintext.")
	return func(*store.Tx) (Content, error) { return u.content(plain), nil }
}

func (j *judgement) sign() Effect {
	u := j.use(keypair.Signing)
	if u == nil {
		return nil
	}
	if _, err := u.public.Verify(u.alg, u.value, nil); !u.sized(err) { // no signature: only the digest is looked at
		return nil
	}
	u.done("The signature is returned", "Version "+u.version.ID+" signs the digest. Whoever verifies must ask the same version.")
	return u.made(func() ([]byte, error) {
		pair, err := store.Memo(u.view, "key pair", u.version.Key.Private, keypair.Open)
		if err != nil {
			return nil, err
		}
		return pair.Sign(u.alg, u.value)
	})
}

// verify answers true or false. A wrong signature is an answer, not an error.
func (j *judgement) verify() Effect {
	u := j.use(keypair.Signing)
	if u == nil {
		return nil
	}
	valid, err := u.public.Verify(u.alg, u.digest, u.value)
	if !u.sized(err) {
		return nil
	}
	title, detail := "The signature is right", "Version "+u.version.ID+" made it, over this very digest. "+publicIsEnough
	if !valid {
		title, detail = "The signature is wrong", "The answer is 200 with value false. "+u.difference("signature")
	}
	u.done(title, detail, trace.Evidence{Label: "value", Value: strconv.FormatBool(valid)})
	return func(*store.Tx) (Content, error) {
		c := u.content(nil)
		c.Crypto.Valid = valid
		return c, nil
	}
}

// sized stops where the input has a length that the algorithm does not take: err is keypair's objection.
func (u *keyUse) sized(err error) bool {
	if err == nil {
		return true
	}
	label, input := "value", u.value
	if u.op.Verb == "verify" {
		label, input = "digest", u.digest
	}
	u.badBody(label, strconv.Itoa(len(input))+" bytes", "Property "+label+" has an invalid value: "+err.Error()+".")
	return false
}

// done adds the step about a result; evidence is what else it shows.
func (u *keyUse) done(title, detail string, evidence ...trace.Evidence) {
	u.pass(trace.Step{ID: "object.result", Title: title, Detail: detail,
		Evidence: append([]trace.Evidence{{Label: "version", Value: u.version.ID, Source: u.path(u.version.ID, "version")}}, evidence...)})
}

// made is the effect of an operation that makes something. The lab remembers it for requests that take it as their
// input.
func (u *keyUse) made(compute func() ([]byte, error)) Effect {
	return func(tx *store.Tx) (Content, error) {
		value, err := compute()
		if err != nil {
			return Content{}, fmt.Errorf("%s with version %s of key %s: %w", u.op.Verb, u.version.ID, u.version.Name, err)
		}
		u.remember(tx, value)
		return u.content(value), nil
	}
}

func (u *keyUse) content(value []byte) Content {
	return Content{Crypto: &Crypto{Version: u.version.ID, Algorithm: u.alg, Value: value}}
}

// unreadable ends a request whose key the lab itself cannot read.
func (u *keyUse) unreadable(err error) Effect {
	return u.refuse(trace.Step{ID: "object.key", Title: "The lab cannot read this key",
		Detail: "What the lab holds as the key pair of version " + u.version.ID + " is none: " + err.Error() + ".",
		Reason: trace.Because(trace.BadContent)},
		trace.Fault("kvlab: the key pair of version "+u.version.ID+" of key "+u.version.Name+" cannot be read: "+err.Error()))
}
