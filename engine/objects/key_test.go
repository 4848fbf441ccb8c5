package objects_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"kvlab/engine/estate"
	"kvlab/engine/keypair"
	"kvlab/engine/objects"
	"kvlab/engine/operation"
	"kvlab/engine/profile"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

func keyNotFound(name string) string {
	return "404 KeyNotFound: A key with (name/id) " + name + " was not found in this key vault. If you recently deleted this key you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182"
}

const (
	keyHeld     = "409 Conflict ObjectIsDeletedButRecoverable: Key deleted is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the key can only be recovered or purged."
	noHardware  = "400 BadParameter: Hardware key operation not allowed on standard vault"
	notOpened   = "400 BadParameter: Unable to decrypt specified value with this key."
	allGood     = "pass key, pass version, pass enabled, pass key_ops, pass algorithm"
	notReadable = "failed: kvlab: the key pair of version aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa of key garbled cannot be read: not a valid key in a known form"
)

// asks is a request for a cryptographic operation.
func asks(id, key string, alg keypair.Algorithm, value ...byte) operation.Request {
	return operation.Request{Operation: id, Object: key, Body: &operation.CryptoBody{Algorithm: alg, Value: value}}
}

func digest(n int) []byte { return bytes.Repeat([]byte{7}, n) }

// sealedFor is a data key that was wrapped for one of the pairs.
func sealedFor(t testing.TB, pair string, alg keypair.Algorithm) []byte {
	t.Helper()
	c, err := pairs()[pair].Public().Encrypt(alg, []byte(marked))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func refusedOp(verb, inner, state string) string {
	return strings.TrimSpace("403 Forbidden "+inner) + ": Operation " + verb + " is not allowed on " + state + "."
}

// Where both profiles agree, service is left empty.
func keyRequests(t *testing.T) map[string]struct {
	request        operation.Request
	guide, service answer
} {
	wrapped := sealedFor(t, "rsa", keypair.RSAOAEP256)
	return map[string]struct {
		request        operation.Request
		guide, service answer
	}{
		"the public half of a key is read": {operation.Request{Operation: "keys/get", Object: "kek"},
			answer{"200", "pass key, pass version, pass result"}, answer{}},
		"a disabled key can still be read, and says that it is disabled": {operation.Request{Operation: "keys/get", Object: "disabled"},
			answer{"200", "pass key, pass version, info enabled(disabled), pass result"}, answer{}},
		"an expired key is read from the service alone": {operation.Request{Operation: "keys/get", Object: "expired"},
			answer{refusedOp("get", "", "an expired key"), "pass key, pass version, fail expires(expired)"},
			answer{"200", "pass key, pass version, info expires(expired), pass result"}},
		"a missing key is not found": {operation.Request{Operation: "keys/get", Object: "nothing"},
			answer{keyNotFound("nothing"), "fail key(not_found)"}, answer{}},
		"a deleted key is used like a missing one": {asks("keys/sign", "deleted", keypair.ES256, digest(32)...),
			answer{keyNotFound("deleted"), "fail deleted(soft_deleted)"}, answer{}},
		"a version without a key is none": {operation.Request{Operation: "keys/get", Object: "hollow"},
			answer{keyNotFound("hollow/" + current), "pass key, pass version, fail version(version_not_found)"}, answer{}},
		"a key pair that cannot be read is the lab's fault": {asks("keys/encrypt", "garbled", keypair.RSAOAEP, 1),
			answer{notReadable, allGood + ", fail key(bad_content)"}, answer{}},

		"a private half that cannot be read is, too": {asks("keys/unwrap", "lost", keypair.RSAOAEP256, wrapped...),
			answer{strings.Replace(notReadable, "garbled", "lost", 1), allGood + ", fail key(bad_content)"}, answer{}},

		"an RSA key encrypts": {asks("keys/encrypt", "kek", keypair.RSAOAEP256, 1, 2, 3),
			answer{"200", allGood + ", pass result"}, answer{}},
		"an RSA key unwraps what was wrapped for it": {asks("keys/unwrap", "kek", keypair.RSAOAEP256, wrapped...),
			answer{"200", allGood + ", pass result"}, answer{}},
		"wrapping is encrypting": {asks("keys/decrypt", "kek", keypair.RSAOAEP256, wrapped...),
			answer{"200", allGood + ", pass result"}, answer{}},
		"another version does not open it": {operation.Request{Operation: "keys/unwrap", Object: "kek", Version: older, Body: &operation.CryptoBody{Algorithm: keypair.RSAOAEP256, Value: wrapped}},
			answer{notOpened, allGood + ", fail result(not_made_with_this_key)"}, answer{}},
		"another algorithm does not open it": {asks("keys/unwrap", "kek", keypair.RSAOAEP, wrapped...),
			answer{notOpened, allGood + ", fail result(not_made_with_this_key)"}, answer{}},
		"what is not a ciphertext does not open": {asks("keys/decrypt", "kek", keypair.RSAOAEP256, 1, 2, 3),
			answer{notOpened, allGood + ", fail result(not_made_with_this_key)"}, answer{}},
		"a certificate's key is used like any other": {asks("keys/unwrap", "site", keypair.RSAOAEP256, wrapped...),
			answer{"200", allGood + ", pass result"}, answer{}},
		"OAEP takes 190 bytes": {asks("keys/wrap", "kek", keypair.RSAOAEP256, digest(190)...),
			answer{"200", allGood + ", pass result"}, answer{}},
		"a byte more is too long": {asks("keys/wrap", "kek", keypair.RSAOAEP256, digest(191)...),
			answer{"400 BadParameter: Property value has an invalid value: RSA-OAEP-256 takes at most 190 bytes with this key, not 191.", allGood + ", fail body(bad_content)"}, answer{}},
		"nothing to encrypt": {asks("keys/encrypt", "kek", keypair.RSAOAEP256),
			answer{"400 BadParameter: Property value of the request body is missing.", allGood + ", fail body(bad_content)"}, answer{}},
		"a key without a body does nothing": {operation.Request{Operation: "keys/encrypt", Object: "kek"},
			answer{"400 BadParameter: Property of the request body is missing: keys/encrypt needs content.", "fail body(bad_content)"}, answer{}},

		"an EC key signs": {asks("keys/sign", "signer", keypair.ES256, digest(32)...),
			answer{"200", allGood + ", pass result"}, answer{}},
		"a digest of another length is refused": {asks("keys/sign", "signer", keypair.ES256, digest(20)...),
			answer{"400 BadParameter: Property value has an invalid value: ES256 takes a digest of 32 bytes, not 20.", allGood + ", fail body(bad_content)"}, answer{}},
		"each curve has one algorithm": {asks("keys/sign", "coin", keypair.ES256, digest(32)...),
			answer{"400 BadParameter: Property alg has an invalid value: ES256 cannot be used for sign with a key of kind EC P-256K.",
				"pass key, pass version, pass enabled, pass key_ops, fail algorithm(algorithm_does_not_suit)"}, answer{}},
		"a signature algorithm does not encrypt": {asks("keys/encrypt", "kek", keypair.RS256, 1),
			answer{"400 BadParameter: Property alg has an invalid value: RS256 cannot be used for encrypt with a key of kind RSA 2048.",
				"pass key, pass version, pass enabled, pass key_ops, fail algorithm(algorithm_does_not_suit)"}, answer{}},
		"a wrong signature is an answer": {operation.Request{Operation: "keys/verify", Object: "signer", Body: &operation.CryptoBody{Algorithm: keypair.ES256, Value: digest(64), Digest: digest(32)}},
			answer{"200", allGood + ", pass result"}, answer{}},
		"a signature is over a digest": {asks("keys/verify", "signer", keypair.ES256, digest(64)...),
			answer{"400 BadParameter: Property digest has an invalid value: ES256 takes a digest of 32 bytes, not 0.", allGood + ", fail body(bad_content)"}, answer{}},

		"key_ops bind everybody": {asks("keys/sign", "wrap-only", keypair.RS256, digest(32)...),
			answer{"403 Forbidden KeyOperationForbidden: Operation sign is not permitted on this key.",
				"pass key, pass version, pass enabled, fail key_ops(operation_not_in_key_ops), pass algorithm"}, answer{}},
		"a disabled key does nothing": {asks("keys/unwrap", "disabled", keypair.RSAOAEP256, wrapped...),
			answer{refusedOp("unwrapKey", "KeyDisabled", "a disabled key"), "pass key, pass version, fail enabled(disabled), pass key_ops, pass algorithm"}, answer{}},
		"every fault shows, and the first one answers": {asks("keys/encrypt", "hopeless", keypair.RSAOAEP, 1),
			answer{refusedOp("encrypt", "KeyDisabled", "a disabled key"), "pass key, pass version, fail enabled(disabled), fail expires(expired), fail key_ops(operation_not_in_key_ops), fail algorithm(algorithm_does_not_suit)"}, answer{}},
		"an expired key wraps nothing new": {asks("keys/wrap", "expired", keypair.RSAOAEP256, 1),
			answer{refusedOp("wrapKey", "KeyExpired", "an expired key"), "pass key, pass version, pass enabled, fail expires(expired), pass key_ops, pass algorithm"}, answer{}},
		"an expired key still unwraps for the service": {asks("keys/unwrap", "expired", keypair.RSAOAEP256, wrapped...),
			answer{refusedOp("unwrapKey", "", "an expired key"), "pass key, pass version, pass enabled, fail expires(expired), pass key_ops, pass algorithm"},
			answer{"200", "pass key, pass version, pass enabled, info expires(expired), pass key_ops, pass algorithm, pass result"}},
		"a key before its time signs nothing": {asks("keys/sign", "tomorrow", keypair.PS256, digest(32)...),
			answer{refusedOp("sign", "KeyNotYetValid", "a key that is not yet valid"), "pass key, pass version, pass enabled, fail not_before(not_yet_valid), pass key_ops, pass algorithm"}, answer{}},
		"a key before its time verifies for the service": {operation.Request{Operation: "keys/verify", Object: "tomorrow", Body: &operation.CryptoBody{Algorithm: keypair.RS256, Value: digest(256), Digest: digest(32)}},
			answer{refusedOp("verify", "", "a key that is not yet valid"), "pass key, pass version, pass enabled, fail not_before(not_yet_valid), pass key_ops, pass algorithm"},
			answer{"200", "pass key, pass version, pass enabled, info not_before(not_yet_valid), pass key_ops, pass algorithm, pass result"}},

		"an input must have been made": {operation.Request{Operation: "keys/unwrap", Object: "kek", Body: &operation.CryptoBody{Algorithm: keypair.RSAOAEP256, Input: "wrap-dek"}},
			answer{"failed: kvlab: issue request wrap-dek first: its result is the input of this one", allGood + ", fail input(bad_content)"}, answer{}},

		"a key of a certificate does not rotate by itself": {operation.Request{Operation: "keys/rotate", Object: "site"},
			answer{"403 Forbidden: Operation rotate is not allowed on a managed key.", "pass key, pass version, fail managed(managed)"}, answer{}},
		"nor is it given a policy": {operation.Request{Operation: "keys/set-rotation-policy", Object: "site", Body: &operation.RotationBody{}},
			answer{"403 Forbidden: Operation setrotationpolicy is not allowed on a managed key.", "pass key, fail managed(managed)"}, answer{}},
		"a policy may count back from the end of a version": {plans("ending", policy("P90D", rotatesBefore("P30D"))),
			answer{"200", "pass key, pass result"}, answer{}},
		"and waits for one that has an end": {plans("kek", policy("P90D", rotatesBefore("P30D"))),
			answer{"200", "pass key, info expires, pass result"}, answer{}},
		"rotation needs no policy": {operation.Request{Operation: "keys/rotate", Object: "signer"},
			answer{"200", "pass key, pass version, pass result"}, answer{}},
		"a key has a rotation policy in any case": {operation.Request{Operation: "keys/get-rotation-policy", Object: "signer"},
			answer{"200", "pass key, pass result"}, answer{}},
		"vaults make no random bytes": {operation.Request{Operation: "keys/random-bytes"},
			answer{"400 BadParameter: Random bytes are offered by Managed HSM, not by a vault.", "fail operation(kind_not_offered)"}, answer{}},
	}
}

func TestEachRequestMeetsItsKey(t *testing.T) {
	v := open(t, safe()).View()
	defer v.Close()
	for name, c := range keyRequests(t) {
		c.request.Vault = "kv-shop"
		if c.service == (answer{}) {
			c.service = c.guide
		}
		for p, want := range map[profile.Profile]answer{profile.Guide: c.guide, profile.Service: c.service} {
			t.Run(name+"/"+string(p), func(t *testing.T) {
				f := judge(t, v, p, c.request)
				if got := (answer{refusal(f), steps(f)}); got != want {
					t.Errorf("got\n%+v\nwant\n%+v", got, want)
				}
				checkFinding(t, v, f)
				noPrivateNumbers(t, "the finding", f)
				if differs := c.guide.response != c.service.response; differs && !objects.DependsOnProfile(&f) {
					t.Error("nothing says that the other profile would judge otherwise")
				}
			})
		}
	}
}

// What the lab cannot do it does not pretend.
func TestWhatNeedsHardwareIsNotSimulated(t *testing.T) {
	v := open(t, safe()).View()
	defer v.Close()
	for _, id := range []string{"keys/release", "keys/get-attestation"} {
		f := judge(t, v, profile.Service, operation.Request{Operation: id, Vault: "kv-shop", Object: "kek"})
		if objects.Built(id) || f.Outcome(true) != trace.GateUnknown {
			t.Errorf("%s: %s", id, refusal(f))
		}
	}
}

// A signature is made when the request is carried out, so that is when a broken private half comes to light.
func TestASignatureWithABrokenKeyIsAFault(t *testing.T) {
	v := open(t, safe()).View()
	defer v.Close()
	op, _ := operation.Find("keys/sign")
	r := asks(op.ID, "lost", keypair.RS256, digest(32)...)
	judged := objects.Evaluate(v, profile.Guide, noon, &r, op, store.Vaults.Get(v, "kv-shop"))
	if _, err := judged.Effect(nil); !errors.Is(err, keypair.ErrForm) || !strings.Contains(err.Error(), "sign with version "+current+" of key lost") {
		t.Errorf("got %v", err)
	}
}

// A name is the same in any letter case, and other vaults' keys are others.
func TestKeysAreFoundAsNamesAre(t *testing.T) {
	s := open(t, safe())
	if k := carry(t, s, operation.Request{Operation: "keys/get", Object: "KEK"}).Item; k == nil || k.Name != "kek" || k.Key.Spec.Bits != 2048 {
		t.Errorf("got %+v", k)
	}
	if k := carry(t, s, operation.Request{Operation: "keys/get", Object: "kek", Vault: "kv-premium"}).Item; k != nil {
		t.Errorf("another vault's key: %+v", k)
	}
	k := carry(t, s, operation.Request{Operation: "keys/get", Object: "signer"}).Item
	if public, err := keypair.ParsePublic(k.Key.Public); err != nil || !public.Equal(pairs()["ec"].Public()) || k.Collection != estate.Keys {
		t.Errorf("the public half is another: %v", err)
	}
}
