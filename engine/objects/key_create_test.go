package objects_test

import (
	"encoding/pem"
	"errors"
	"slices"
	"strings"
	"testing"

	"kvlab/engine/estate"
	"kvlab/engine/keypair"
	"kvlab/engine/objects"
	"kvlab/engine/operation"
	"kvlab/engine/profile"
	"kvlab/engine/store"
)

// makes is a request for a new version of a key called "new", unless the body's case says otherwise.
func makes(id, object string, body operation.Body) operation.Request {
	return operation.Request{Operation: id, Vault: "kv-shop", Object: object, Body: body}
}

func creates(spec keypair.Spec, ops ...string) operation.Request {
	return makes("keys/create", "new", &operation.CreateKeyBody{Spec: spec, Operations: ops})
}

func imports(raw []byte, ops ...string) operation.Request {
	return makes("keys/import", "new", &operation.ImportKeyBody{JWK: raw, Operations: ops})
}

func onPremium(r operation.Request) operation.Request {
	r.Vault = "kv-premium"
	return r
}

func badOps(why string) string {
	return "400 BadParameter: Property key_ops has an invalid value: " + why
}

func badKey(why string) string { return "400 BadParameter: Property key has an invalid value: " + why }

func madeKeys(t *testing.T) map[string]struct {
	request operation.Request
	want    answer
} {
	rsaKey, ecKey := keypair.Spec{Kind: keypair.RSA}, keypair.Spec{Kind: keypair.EC}
	good, badBody := answer{"200", "pass result"}, "fail body(bad_content)"
	chosen := badOps("choose from encrypt, decrypt, sign, verify, wrapKey, unwrapKey, import and export.")
	return map[string]struct {
		request operation.Request
		want    answer
	}{
		"an RSA key":                           {creates(rsaKey), good},
		"an EC key":                            {creates(keypair.Spec{Kind: keypair.EC, Curve: keypair.P521}), good},
		"a key in hardware, on premium":        {onPremium(creates(keypair.Spec{Kind: keypair.ECHSM})), good},
		"a key in hardware, on standard":       {creates(keypair.Spec{Kind: keypair.RSAHSM}), answer{noHardware, "fail key(kind_not_offered)"}},
		"a symmetric key":                      {onPremium(creates(keypair.Spec{Kind: "oct-HSM"})), answer{`400 BadParameter: Property kty has an invalid value: kty "oct-HSM" is not one of RSA, RSA-HSM, EC, EC-HSM`, "fail key(kind_not_offered)"}},
		"a size that is not made":              {creates(keypair.Spec{Kind: keypair.RSA, Bits: 1024}), answer{badKey(`key_size "1024" is not one of 2048, 3072, 4096`), badBody}},
		"a curve that is not made":             {creates(keypair.Spec{Kind: keypair.EC, Curve: "P-192"}), answer{badKey(`crv "P-192" is not one of P-256, P-256K, P-384, P-521`), badBody}},
		"an RSA key for some operations":       {creates(rsaKey, "wrapKey", "unwrapKey"), good},
		"an EC key that encrypts":              {creates(ecKey, "sign", "encrypt"), answer{badOps("a key of kind EC P-256 does not encrypt."), badBody}},
		"an EC key that wraps":                 {creates(ecKey, "unwrapKey"), answer{badOps("a key of kind EC P-256 does not unwrapKey."), badBody}},
		"an operation nobody knows":            {creates(rsaKey, "wrapkey"), answer{chosen, badBody}},
		"a key that takes keys in":             {creates(rsaKey, "import"), good},
		"import and something else":            {creates(rsaKey, "import", "wrapKey"), answer{badOps("import goes with no other operation."), badBody}},
		"an EC key that takes keys in":         {creates(ecKey, "import"), answer{badOps("a key of kind EC P-256 does not import."), badBody}},
		"export of what is not exportable":     {creates(rsaKey, "export"), answer{badOps("export needs a key that is made exportable."), badBody}},
		"export of what is exportable":         {makes("keys/create", "new", &operation.CreateKeyBody{Spec: ecKey, Exportable: true, Operations: []string{"sign", "export"}}), good},
		"an end before the beginning":          {makes("keys/create", "new", &operation.CreateKeyBody{Spec: ecKey, Settings: operation.Settings{NotBefore: noon, Expires: noon}}), answer{"400 BadParameter: Property attributes has an invalid value: exp must be later than nbf.", badBody}},
		"no body":                              {makes("keys/create", "new", nil), answer{"400 BadParameter: Property of the request body is missing: keys/create needs content.", badBody}},
		"a name that a deleted key holds":      {makes("keys/create", "deleted", &operation.CreateKeyBody{Spec: ecKey}), answer{keyHeld, "fail deleted(soft_deleted)"}},
		"a name that a certificate holds":      {makes("keys/create", "site", &operation.CreateKeyBody{Spec: ecKey}), answer{"403 Forbidden: Operation create is not allowed on a managed key.", "fail managed(managed)"}},
		"an RSA key from elsewhere":            {imports(jwk(t, "rsa", nil)), good},
		"an EC key from elsewhere":             {imports(jwk(t, "ec384", nil)), good},
		"a key from elsewhere into hardware":   {onPremium(makes("keys/import", "new", &operation.ImportKeyBody{JWK: jwk(t, "rsa", nil), HSM: true})), good},
		"hardware that is not there":           {makes("keys/import", "new", &operation.ImportKeyBody{JWK: jwk(t, "ec", nil), HSM: true}), answer{noHardware, "fail key(kind_not_offered)"}},
		"a JWK that asks for hardware":         {imports(jwk(t, "ec", map[string]any{"kty": "EC-HSM"})), answer{noHardware, "fail key(kind_not_offered)"}},
		"PEM":                                  {imports(pemOf("rsa")), good},
		"the public half alone":                {imports(jwk(t, "ec", map[string]any{"d": nil})), answer{badKey("d is missing"), badBody}},
		"numbers of two keys":                  {imports(jwk(t, "rsa", map[string]any{"d": strings.Repeat("A", 342)})), answer{badKey("the parts of the key do not belong together"), badBody}},
		"a symmetric key from elsewhere":       {imports([]byte(`{"kty":"oct","k":"AAAA"}`)), answer{`400 BadParameter: Property kty has an invalid value: kty "oct" is not one of RSA, RSA-HSM, EC, EC-HSM`, "fail key(kind_not_offered)"}},
		"no key at all":                        {imports(nil), answer{badKey("not a valid key in a known form"), badBody}},
		"PEM of something else":                {imports(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE"})), answer{badKey("not a valid key in a known form"), badBody}},
		"operations the JWK brings along":      {imports(jwk(t, "ec", map[string]any{"key_ops": []string{"wrapKey"}})), answer{badOps("a key of kind EC P-256 does not wrapKey."), badBody}},
		"the request's operations win":         {imports(jwk(t, "ec", map[string]any{"key_ops": []string{"wrapKey"}}), "verify"), good},
		"an import without a body":             {makes("keys/import", "new", nil), answer{"400 BadParameter: Property of the request body is missing: keys/import needs content.", badBody}},
		"an import that ends before it begins": {makes("keys/import", "new", &operation.ImportKeyBody{JWK: jwk(t, "ec", nil), Settings: operation.Settings{NotBefore: noon, Expires: noon}}), answer{"400 BadParameter: Property attributes has an invalid value: exp must be later than nbf.", badBody}},
		"an import over a deleted key":         {makes("keys/import", "deleted", &operation.ImportKeyBody{JWK: jwk(t, "ec", nil)}), answer{keyHeld, "fail deleted(soft_deleted)"}},
	}
}

func pemOf(pair string) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pairs()[pair].Seal()})
}

func TestWhichKeysAreMade(t *testing.T) {
	v := open(t, safe()).View()
	defer v.Close()
	for name, c := range madeKeys(t) {
		for _, p := range []profile.Profile{profile.Guide, profile.Service} {
			f := judge(t, v, p, c.request)
			if got := (answer{refusal(f), steps(f)}); got != c.want {
				t.Errorf("%s:\ngot  %+v\nwant %+v", name, got, c.want)
			}
			checkFinding(t, v, f)
			noPrivateNumbers(t, name, f)
		}
	}
}

func TestANewVersionKeepsNothingOfTheOld(t *testing.T) {
	s := open(t, safe())
	body := &operation.CreateKeyBody{Spec: keypair.Spec{Kind: keypair.EC}, Operations: []string{"sign"},
		Settings: operation.Settings{Tags: map[string]string{"team": "shop"}, Disabled: true, Expires: noon.AddDate(1, 0, 0)}}
	first := carry(t, s, makes("keys/create", "api", body)).Item
	if !first.Disabled || first.Tags["team"] != "shop" || !slices.Equal(first.Key.Operations, []string{"sign"}) || !first.Expires.Equal(noon.AddDate(1, 0, 0)) {
		t.Errorf("the body is not what was made: %+v", first)
	}
	second := carry(t, s, makes("keys/create", "api", &operation.CreateKeyBody{Spec: keypair.Spec{Kind: keypair.EC, Curve: keypair.P384}})).Item
	if second.Disabled || second.Tags != nil || !second.Expires.IsZero() || !slices.Equal(second.Key.Operations, ofEC) || second.Key.Spec.Curve != keypair.P384 {
		t.Errorf("the new version is %+v, %+v", second, second.Key)
	}
	if now := carry(t, s, operation.Request{Operation: "keys/get", Object: "api"}).Item; now.Version != second.Version || second.Version == first.Version {
		t.Errorf("the current version is %s", now.Version)
	}
	if old := carry(t, s, operation.Request{Operation: "keys/get", Object: "api", Version: first.Version}).Item; old == nil || string(old.Key.Public) != string(first.Key.Public) {
		t.Error("the old version is gone")
	}
}

// What a key may be exported for stays with it through its rotations.
func TestExportableKeysStayExportable(t *testing.T) {
	s := open(t, safe())
	made := carry(t, s, makes("keys/create", "api", &operation.CreateKeyBody{Spec: keypair.Spec{Kind: keypair.EC}, Exportable: true, Operations: []string{"sign", "export"}})).Item
	rotated := carry(t, s, operation.Request{Operation: "keys/rotate", Object: "api"}).Item
	for _, k := range []*objects.Item{made, rotated} {
		if !k.Key.Exportable || !slices.Equal(k.Key.Operations, []string{"sign", "export"}) {
			t.Errorf("%+v", k.Key)
		}
	}
}

func TestAnImportedKeyIsTheOneThatWasSent(t *testing.T) {
	for form, raw := range map[string][]byte{"JWK": jwk(t, "rsa", nil), "PEM": pemOf("rsa")} {
		s := open(t, safe())
		k := carry(t, s, onPremium(makes("keys/import", "own", &operation.ImportKeyBody{JWK: raw, HSM: true}))).Item
		if k == nil || k.Key.Spec != (keypair.Spec{Kind: keypair.RSAHSM, Bits: 2048}) || !slices.Equal(k.Key.Operations, ofRSA) {
			t.Fatalf("%s: %+v", form, k)
		}
		if public, err := keypair.ParsePublic(k.Key.Public); err != nil || !public.Equal(pairs()["rsa"].Public()) {
			t.Errorf("%s: another key came out: %v", form, err)
		}
		// What was encrypted before the key came into the vault is opened by it.
		c := carry(t, s, onPremium(asks("keys/decrypt", "own", keypair.RSAOAEP, sealedFor(t, "rsa", keypair.RSAOAEP)...))).Crypto
		if c == nil || string(c.Value) != marked || c.Version != k.Version {
			t.Errorf("%s: decrypted %+v", form, c)
		}
	}
}

// Whatever bytes come in as a key, the answer is a verdict: a stored key that can be used, or 400 without the bytes.
func FuzzImportKey(f *testing.F) {
	f.Add(jwk(f, "ec", nil), "sign")
	f.Add(jwk(f, "rsa", map[string]any{"kty": "RSA-HSM"}), "import")
	f.Add(pemOf("ec384"), "")
	f.Add([]byte(`{"kty":"EC","crv":"P-256"}`), "export")
	f.Add([]byte("-----BEGIN PRIVATE KEY-----\n"), "\x1b[2J")
	s := open(f, safe())
	f.Fuzz(func(t *testing.T, raw []byte, word string) {
		c, stop := carryAt(t, s, noon, imports(raw, word))
		switch {
		case stop != nil:
			if stop.Response.Status != 400 || *stop.Response.Code != "BadParameter" {
				t.Errorf("%+v", stop.Response)
			}
		case c.Item.Key.Public == nil || c.Item.Key.Spec.Kind == "":
			t.Errorf("stored %+v", c.Item)
		}
		noPrivateNumbers(t, "the answer", c)
	})
}

// A key that cannot be generated leaves nothing behind; here the lab's file names a kind that is none.
func TestARotationThatFailsChangesNothing(t *testing.T) {
	e := safe()
	for i := range e.Versions {
		if k := e.Versions[i].Key; k != nil {
			k.Spec = keypair.Spec{Kind: "quantum"}
		}
	}
	s := open(t, e)
	v := s.View()
	defer v.Close()
	op, _ := operation.Find("keys/rotate")
	judged := objects.Evaluate(v, profile.Service, noon, &operation.Request{Operation: op.ID, Vault: "kv-shop", Object: "kek"}, op, store.Vaults.Get(v, "kv-shop"))
	var unknown *keypair.SpecError
	if err := s.Update("rotate", noon, func(tx *store.Tx) error { _, err := judged.Effect(tx); return err }); !errors.As(err, &unknown) {
		t.Errorf("got %v", err)
	}
	after := s.View()
	defer after.Close()
	if o := store.Objects.Get(after, "kv-shop", string(estate.Keys), "kek"); o.Current != current {
		t.Errorf("the current version is %s", o.Current)
	}
}
