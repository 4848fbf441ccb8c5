package az

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kvlab/engine/estate"
	"kvlab/engine/keypair"
	"kvlab/engine/operation"
)

func some(t *rapid.T, label string) []string {
	list := rapid.SliceOfN(rapid.StringMatching(`[a-z.]{1,12}`), 0, 3).Draw(t, label)
	if len(list) == 0 {
		return nil
	}
	return list
}

func aPolicy(t *rapid.T) estate.CertificatePolicy {
	yes := rapid.Bool().Draw(t, "transparency")
	p := estate.CertificatePolicy{Issuer: rapid.SampledFrom([]string{"Self", "Unknown", "digi"}).Draw(t, "issuer"),
		CertificateType: rapid.SampledFrom([]string{"", "OV-SSL"}).Draw(t, "type"), Transparency: &yes,
		Key: keypair.Spec{Kind: keypair.RSA, Bits: 2048}, KeepKey: rapid.Bool().Draw(t, "keep"), ReuseKey: rapid.Bool().Draw(t, "reuse"),
		ContentType: estate.PEM, Subject: "CN=shop.example", DNSNames: some(t, "dns"), Emails: some(t, "emails"), UPNs: some(t, "upns"),
		EKUs: some(t, "ekus"), KeyUsage: some(t, "usage"), Months: rapid.IntRange(0, 24).Draw(t, "months")}
	for range rapid.IntRange(0, 2).Draw(t, "actions") {
		p.Actions = append(p.Actions, estate.CertificateAction{EmailContacts: rapid.Bool().Draw(t, "email"), Percentage: rapid.IntRange(0, 99).Draw(t, "percentage")})
	}
	return p
}

// A policy that goes out comes back the same, on the wire and in the tool's own form.
func TestACertificatePolicySurvivesBothForms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := aPolicy(t)
		raw, err := json.Marshal(wirePolicy("", &want))
		if err != nil {
			t.Fatal(err)
		}
		var wire policyWire
		if err := json.Unmarshal(raw, &wire); err != nil {
			t.Fatal(err)
		}
		if got := wire.parts().Apply(estate.CertificatePolicy{}); !reflect.DeepEqual(got, want) {
			t.Errorf("wire\n got %+v\nwant %+v", got, want)
		}
		if raw, err = json.Marshal(policyShape(&want, "")); err != nil {
			t.Fatal(err)
		}
		given, err := parsePolicy(string(raw))
		if err != nil {
			t.Fatal(err)
		}
		if got := given.whole(); !reflect.DeepEqual(got, want) {
			t.Errorf("tool\n got %+v\nwant %+v", got, want)
		}
	})
}

func TestARotationPolicySurvivesTheWire(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := estate.RotationPolicy{Expiry: rapid.SampledFrom([]estate.Period{"", "P90D", "P2Y"}).Draw(t, "expiry")}
		for range rapid.IntRange(0, 2).Draw(t, "actions") {
			want.Actions = append(want.Actions, estate.RotationAction{Notify: rapid.Bool().Draw(t, "notify"),
				AfterCreate:  rapid.SampledFrom([]estate.Period{"", "P30D"}).Draw(t, "after"),
				BeforeExpiry: rapid.SampledFrom([]estate.Period{"", "P30D"}).Draw(t, "before")})
		}
		raw, err := json.Marshal(rotationWire("", &want))
		if err != nil {
			t.Fatal(err)
		}
		var back rotationJSON
		if err := json.Unmarshal(raw, &back); err != nil {
			t.Fatal(err)
		}
		if got := back.policy(); !reflect.DeepEqual(got, want) {
			t.Errorf("\n got %+v\nwant %+v", got, want)
		}
	})
}

func TestWhatARequestBodyBecomes(t *testing.T) {
	on, off := true, false
	may := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		id, text string
		want     operation.Body
	}{
		{"secrets/set", `{"value":"v","contentType":"t","tags":{"a":"b"},"attributes":{"enabled":false,"exp":1777593600}}`,
			&operation.SecretBody{Value: "v", ContentType: "t", Settings: operation.Settings{Tags: map[string]string{"a": "b"}, Disabled: true, Expires: may}}},
		{"secrets/update", `{"attributes":{"enabled":true,"nbf":1777593600},"contentType":""}`,
			&operation.UpdateBody{Enabled: &on, NotBefore: &may, ContentType: new(string)}},
		{"keys/update", `{"key_ops":["sign"],"attributes":{"enabled":false}}`, &operation.UpdateBody{Enabled: &off, Operations: []string{"sign"}}},
		{"keys/create", `{"kty":"EC","crv":"P-384","attributes":{"exportable":true}}`,
			&operation.CreateKeyBody{Spec: keypair.Spec{Kind: keypair.EC, Curve: keypair.P384}, Exportable: true}},
		{"keys/wrap", `{"alg":"RSA-OAEP","value":"_-8"}`, &operation.CryptoBody{Algorithm: "RSA-OAEP", Value: []byte{0xff, 0xef}}},
		{"keys/restore", `{"value":"AQI="}`, &operation.RestoreBody{Blob: []byte{1, 2}}},
		{"certificates/merge", `{"x5c":["AQI="]}`, &operation.MergeBody{Chain: [][]byte{{1, 2}}}},
		{"certificates/import", `{"value":"AQI=","pwd":"p"}`, &operation.ImportCertificateBody{Material: []byte{1, 2}, Password: "p"}},
		{"secrets/get", ``, nil},
		{"secrets/list", ``, &operation.PageBody{}},
		{"secrets/set", ``, &operation.SecretBody{}},
	} {
		got, err := requestBody(c.id, []byte(c.text), nil)
		if err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s %s\n got %+v, %v\nwant %+v", c.id, c.text, got, err, c.want)
		}
	}
}
