package objects_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"kvlab/engine/certify"
	"kvlab/engine/estate"
	"kvlab/engine/keypair"
	"kvlab/engine/objects"
	"kvlab/engine/operation"
	"kvlab/engine/profile"
	"kvlab/engine/store"
)

func TestASelfSignedCertificateIsWholeAtOnce(t *testing.T) {
	for _, contentType := range []string{estate.PKCS12, estate.PEM} {
		s := open(t, registry())
		r := creation("new", policyFor("self", func(p *estate.CertificatePolicy) { p.ContentType = contentType }))
		r.Body.(*operation.CreateCertificateBody).Settings = operation.Settings{Tags: map[string]string{"team": "web"}, Expires: noon}
		p := must(t, s, noon, r).Pending
		if p.Status != estate.Completed || p.Private != nil || len(p.CSR) == 0 || len(p.RequestID) != 32 {
			t.Errorf("%+v", p)
		}
		if got := get(t, s, "new", "").ContentType; got != contentType {
			t.Errorf("the secret is %s, not %s", got, contentType)
		}
		x, _ := whole(t, s, "new")
		if x.Tags["team"] != "web" || !x.Expires.Equal(noon.AddDate(1, 0, 0)) || !x.NotBefore.Equal(noon.Add(-10*time.Minute)) {
			t.Errorf("%+v", x.Attributes)
		}
		item := must(t, s, noon, certificate("get", "new")).Item
		if item.Version != x.ID || item.Disabled || !slices.Equal(item.Certificate.Leaf, x.Certificate.Chain[0]) || item.Certificate.Policy.Months != 12 {
			t.Errorf("%+v", item)
		}
	}
}

func TestAWaitingCertificateHasNeitherKeyNorSecret(t *testing.T) {
	s := site(t)
	item := must(t, s, noon, certificate("get", "waiting")).Item
	if !item.Disabled || item.Version != "" || item.Certificate.Leaf != nil || item.Certificate.Pending.Status != estate.InProgress {
		t.Errorf("%+v", item)
	}
	v := s.View()
	defer v.Close()
	for _, c := range []string{"keys", "secrets"} {
		if o := store.Objects.Get(v, "kv-shop", c, "waiting"); o != nil {
			t.Errorf("%s: %+v", c, o)
		}
	}
	names := func(b operation.Body) (all []string) {
		for _, i := range must(t, s, noon, bodyOf(certificate("list", ""), b)).Items {
			all = append(all, i.Name)
		}
		return all
	}
	if got := names(nil); !slices.Equal(got, []string{"imported", "tls"}) {
		t.Errorf("listed are %v", got)
	}
	if got := names(&operation.PageBody{Pending: true}); !slices.Contains(got, "waiting") || len(got) != 6 {
		t.Errorf("with pending ones, listed are %v", got)
	}
}

func TestAMergeCompletesTheRequest(t *testing.T) {
	s := site(t)
	csr := must(t, s, noon, certificate("get-pending", "waiting")).Pending.CSR
	later := noon.AddDate(0, 0, 3)
	r := merging("waiting", signed(t, csr, later))
	r.Body.(*operation.MergeBody).Tags = map[string]string{"by": "hand"}
	item := must(t, s, later, r).Item
	x, _ := whole(t, s, "waiting")
	if item.Version != x.ID || item.Disabled || x.Tags["by"] != "hand" || len(x.Certificate.Chain) != 3 {
		t.Errorf("%+v", item)
	}
	if p := item.Certificate.Pending; p.Status != estate.Completed || p.Details != "" || p.Private != nil {
		t.Errorf("%+v", p)
	}
}

// A further version that waits leaves the one that is there in use, and its certificate says so.
func TestAFurtherVersionMayWait(t *testing.T) {
	s := site(t)
	before, _ := whole(t, s, "tls")
	must(t, s, noon, creation("tls", policyFor("Unknown")))
	if after, _ := whole(t, s, "tls"); after.ID != before.ID {
		t.Error("the current version changed")
	}
	v := s.View()
	defer v.Close()
	if got, want := steps(judge(t, v, profile.Service, certificate("get", "tls"))), "pass certificate, pass version, pass result, info pending(pending_certificate)"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// What was signed for another request, or for one that is gone, fits nothing.
func TestAMergeNeedsTheKeyOfTheRequest(t *testing.T) {
	s := site(t)
	csr := must(t, s, noon, certificate("get-pending", "cancelled")).Pending.CSR
	old := must(t, s, noon, certificate("get-pending", "waiting")).Pending.CSR
	must(t, s, noon, certificate("delete-pending", "waiting"))
	must(t, s, noon, creation("waiting", policyFor("Unknown")))
	for _, foreign := range [][]byte{csr, old} {
		if _, stop := carryAt(t, s, noon, merging("waiting", signed(t, foreign, noon))); stop == nil || *stop.Response.Message != strings.TrimPrefix(foreignKey, "400 BadParameter: ") {
			t.Errorf("%+v", stop)
		}
	}
	// A request that was cancelled or refused takes what was signed for it all the same.
	must(t, s, noon, merging("cancelled", signed(t, csr, noon)))
	whole(t, s, "cancelled")
	must(t, s, noon, merging("refused", signed(t, must(t, s, noon, certificate("get-pending", "refused")).Pending.CSR, noon)))
	whole(t, s, "refused")
}

// The policy may change while a request waits: the request keeps the key it was made with.
func TestARequestKeepsItsKeyThroughAChangeOfThePolicy(t *testing.T) {
	s := site(t)
	csr := must(t, s, noon, certificate("get-pending", "waiting")).Pending.CSR
	must(t, s, noon, bodyOf(certificate("update-policy", "waiting"), &operation.PolicyBody{Key: &operation.PolicyKey{Spec: keypair.Spec{Kind: keypair.RSA, Bits: 3072}}}))
	must(t, s, noon, merging("waiting", signed(t, csr, noon)))
	whole(t, s, "waiting")
	key := must(t, s, noon, operation.Request{Operation: "keys/get", Vault: "kv-shop", Object: "waiting"}).Item.Key
	if key.Spec != onP256 {
		t.Errorf("a key of kind %s", key.Spec)
	}
}

// In a premium vault the key is one of hardware, and its private half is in no secret.
func TestAKeyInHardware(t *testing.T) {
	s := open(t, registry())
	must(t, s, noon, onPremium(creation("new", policyFor("Self", func(p *estate.CertificatePolicy) { p.Key.Kind = keypair.ECHSM }))))
	key := must(t, s, noon, onPremium(operation.Request{Operation: "keys/get", Object: "new"})).Item.Key
	if key.Spec.Kind != keypair.ECHSM {
		t.Errorf("a key of kind %s", key.Spec)
	}
	secret := must(t, s, noon, onPremium(operation.Request{Operation: "secrets/get", Object: "new"})).Item
	if _, err := certify.Import([]byte(*secret.Secret), "", noon); !errors.Is(err, certify.ErrNoKey) {
		t.Errorf("the secret holds the key: %v", err)
	}
}

func TestCancellations(t *testing.T) {
	s := site(t)
	for name, want := range map[string]estate.OrderStatus{"waiting": estate.Cancelled, "ordered": estate.InProgress} {
		p := must(t, s, noon, certificate("cancel-pending", name)).Pending
		if p.Status != want || !p.CancelRequested {
			t.Errorf("%s: %+v", name, p)
		}
	}
	must(t, s, noon, creation("waiting", policyFor("Self")))
	whole(t, s, "waiting")
}

func TestADeletedRequestFreesTheWay(t *testing.T) {
	s := site(t)
	if p := must(t, s, noon, certificate("delete-pending", "ordered")).Pending; p.Status != estate.InProgress || p.Private != nil {
		t.Errorf("%+v", p)
	}
	if told := pass(t, s, "ordered", noon, noon.AddDate(1, 0, 0)); told != nil {
		t.Errorf("%v", told)
	}
	item := must(t, s, noon, certificate("get", "ordered")).Item
	if !item.Disabled || item.Certificate.Pending != nil || item.Certificate.Policy.Issuer != "digi" {
		t.Errorf("%+v", item)
	}
	must(t, s, noon, creation("ordered", policyFor("Self")))
}

func TestAnImportIsWhole(t *testing.T) {
	s := site(t)
	x, pair := whole(t, s, "imported")
	if !pair.Public().Equal(pairs()["ec"].Public()) {
		t.Error("it has another key")
	}
	item := must(t, s, noon, certificate("get", "imported")).Item
	if p := item.Certificate.Policy; p.Issuer != estate.UnknownIssuer || p.ContentType != estate.PEM || !p.Actions[0].EmailContacts || item.Certificate.Pending != nil {
		t.Errorf("%+v", p)
	}
	if told := pass(t, s, "imported", noon, x.Expires); told != nil {
		t.Errorf("somebody renews what nobody can: %v", told)
	}
	must(t, s, noon, importation("tls", foreign(t, noon)))
	whole(t, s, "tls")
	hard := bodyOf(onPremium(certificate("import", "hard")), &operation.ImportCertificateBody{Material: foreign(t, noon), Policy: &estate.CertificatePolicy{Issuer: "Self", Key: keypair.Spec{Kind: keypair.RSAHSM}}})
	if got := must(t, s, noon, hard).Item.Certificate.Policy; got.Key.Kind != keypair.ECHSM || !got.KeepKey {
		t.Errorf("%+v", got)
	}
}

// A key that is used again stays the same through a further version, and is made anew otherwise.
func TestKeysAreUsedAgainWhereThePolicySaysSo(t *testing.T) {
	for _, again := range []bool{true, false} {
		s := open(t, registry())
		policy := policyFor("Self", func(p *estate.CertificatePolicy) { p.ReuseKey = again })
		must(t, s, noon, creation("new", policy))
		_, first := whole(t, s, "new")
		must(t, s, noon, creation("new", policy))
		x, second := whole(t, s, "new")
		if first.Public().Equal(second.Public()) != again {
			t.Errorf("reuse_key is %t, and the keys are not", again)
		}
		// Another kind of key is another key in any case.
		policy.Key.Curve = keypair.P384
		must(t, s, noon, creation("new", policy))
		if _, third := whole(t, s, "new"); third.Public().Equal(second.Public()) {
			t.Error("P-384 is P-256")
		}
		if got := must(t, s, noon, operation.Request{Operation: "certificates/get", Vault: "kv-shop", Object: "new", Version: x.ID}).Item; !slices.Equal(got.Certificate.Leaf, x.Certificate.Chain[0]) {
			t.Error("the version before has changed")
		}
	}
}

// What cannot be exported is in no secret.
func TestAKeptKeyStaysInTheVault(t *testing.T) {
	s := open(t, registry())
	must(t, s, noon, creation("new", policyFor("Self", func(p *estate.CertificatePolicy) { p.KeepKey, p.ContentType = true, estate.PEM })))
	_, pair := whole(t, s, "new")
	value := *get(t, s, "new", "").Secret
	if strings.Contains(value, "PRIVATE") || !strings.Contains(value, "CERTIFICATE") {
		t.Error(value)
	}
	for _, form := range privateForms(t, pair) {
		if strings.Contains(value, form) {
			t.Error("the secret shows the private number")
		}
	}
}

// Nothing that a certificate operation hands out or says shows a private number or a password, in JSON or printed.
func TestNoAnswerShowsWhatIsPrivate(t *testing.T) {
	s := site(t)
	_, tls := whole(t, s, "tls")
	v := s.View()
	waiting, err := keypair.Open(store.Objects.Get(v, "kv-shop", "certificates", "waiting").Issuance.Pending.Private)
	if err != nil {
		t.Fatal(err)
	}
	v.Close()
	private := append(privateForms(t, tls), privateForms(t, waiting)...)
	private = append(private, marked, string(tls.Seal()), string(waiting.Seal()))
	for _, name := range []string{"tls", "waiting", "digi"} {
		for _, verb := range []string{"get", "get-pending", "get-policy", "list", "list-versions", "get-issuer", "list-issuers", "cancel-pending", "update-policy", "delete-pending", "delete", "get-deleted", "delete-issuer"} {
			content, _ := carryAt(t, s, noon, bodyOf(certificate(verb, name), &operation.PolicyBody{}))
			raw, err := json.Marshal(content)
			if err != nil {
				t.Fatal(err)
			}
			text := string(raw) + fmt.Sprintf("%+v %#v %v", content, content.Pending, content.Issuer)
			if i := slices.IndexFunc(private, func(p string) bool { return strings.Contains(text, p) }); i >= 0 {
				t.Errorf("certificates/%s of %s shows something private", verb, name)
			}
		}
	}
}

func TestTheKeyAndTheSecretFollowTheCertificate(t *testing.T) {
	s := site(t)
	no := false
	must(t, s, noon, bodyOf(certificate("update", "tls"), &operation.UpdateBody{Enabled: &no, Tags: map[string]string{"a": "b"}}))
	whole(t, s, "tls")
	if _, stop := carryAt(t, s, noon, operation.Request{Operation: "secrets/get", Vault: "kv-shop", Object: "tls"}); stop == nil || *stop.Response.InnerCode != "SecretDisabled" {
		t.Errorf("the secret of a disabled certificate is read: %+v", stop)
	}
	if i := must(t, s, noon, certificate("get", "tls")).Item; !i.Disabled || i.Tags["a"] != "b" {
		t.Errorf("%+v", i)
	}
}

func TestACertificateComesBackWhole(t *testing.T) {
	s := site(t)
	before, _ := whole(t, s, "tls")
	blob := must(t, s, noon, certificate("backup", "tls")).Blob
	must(t, s, noon, certificate("delete", "tls"))
	must(t, s, noon, certificate("recover", "tls"))
	whole(t, s, "tls")
	must(t, s, noon, certificate("delete", "tls"))
	must(t, s, noon, certificate("purge", "tls"))
	must(t, s, noon, bodyOf(certificate("restore", ""), &operation.RestoreBody{Blob: blob}))
	if after, _ := whole(t, s, "tls"); after.ID != before.ID {
		t.Errorf("version %s came back as %s", before.ID, after.ID)
	}
	// A request that waits goes into a backup with its key.
	csr := must(t, s, noon, certificate("get-pending", "waiting")).Pending.CSR
	blob = must(t, s, noon, certificate("backup", "waiting")).Blob
	must(t, s, noon, certificate("delete", "waiting"))
	must(t, s, noon, certificate("purge", "waiting"))
	must(t, s, noon, bodyOf(certificate("restore", ""), &operation.RestoreBody{Blob: blob}))
	must(t, s, noon, merging("waiting", signed(t, csr, noon)))
	whole(t, s, "waiting")
}

func TestAChangeOfThePolicyReplacesTheNamedParts(t *testing.T) {
	yes := true
	for name, c := range map[string]struct {
		body operation.PolicyBody
		want func(*estate.CertificatePolicy)
	}{
		"nothing": {operation.PolicyBody{}, func(*estate.CertificatePolicy) {}},
		"issuer": {operation.PolicyBody{Issuer: &operation.PolicyIssuer{Name: "digi", CertificateType: "OV-SSL", Transparency: &yes}},
			func(p *estate.CertificatePolicy) {
				p.Issuer, p.CertificateType, p.Transparency = "digi", "OV-SSL", &yes
			}},
		"key": {operation.PolicyBody{Key: &operation.PolicyKey{Spec: keypair.Spec{Kind: keypair.EC, Curve: keypair.P384}, ReuseKey: true}},
			func(p *estate.CertificatePolicy) { p.Key.Curve, p.ReuseKey = keypair.P384, true }},
		"secret": {operation.PolicyBody{Secret: &operation.PolicySecret{ContentType: estate.PEM}}, func(p *estate.CertificatePolicy) { p.ContentType = estate.PEM }},
		"certificate": {operation.PolicyBody{X509: &operation.PolicyX509{Subject: "CN=other", Months: 6}},
			func(p *estate.CertificatePolicy) { p.Subject, p.DNSNames, p.Months = "CN=other", nil, 6 }},
		"actions": {operation.PolicyBody{Actions: []estate.CertificateAction{{DaysBefore: 30}}},
			func(p *estate.CertificatePolicy) { p.Actions = []estate.CertificateAction{{DaysBefore: 30}} }},
	} {
		s := site(t)
		want := *must(t, s, noon, certificate("get-policy", "tls")).Policy
		c.want(&want)
		want.Updated = noon.Add(time.Hour)
		got := *must(t, s, noon.Add(time.Hour), bodyOf(certificate("update-policy", "tls"), &c.body)).Policy
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got\n%+v\nwant\n%+v", name, got, want)
		}
		whole(t, s, "tls")
	}
}

func TestIssuersAreRegisteredChangedAndDeleted(t *testing.T) {
	s := open(t, registry())
	issuer := func(verb, name string, i estate.Issuer) *estate.Issuer {
		return must(t, s, noon, bodyOf(certificate(verb, name), &operation.IssuerBody{Issuer: i})).Issuer
	}
	made := issuer("set-issuer", "new", estate.Issuer{Provider: "digicert", AccountID: "a2", Password: estate.Private(marked), OrgID: "o"})
	if made.Name != "new" || made.Password != nil || !made.Created.Equal(noon) {
		t.Errorf("%+v", made)
	}
	changed := issuer("update-issuer", "NEW", estate.Issuer{AccountID: "a3", Admins: []estate.IssuerAdmin{{Email: "ada@shop.example"}}})
	if changed.Provider != "digicert" || changed.AccountID != "a3" || changed.OrgID != "o" || len(changed.Admins) != 1 {
		t.Errorf("%+v", changed)
	}
	// Registering again keeps how the simulated authority behaves, and the stored password is the new one.
	issuer("set-issuer", "picky", estate.Issuer{Provider: "GlobalSign", Password: estate.Private("other")})
	v := s.View()
	if i := store.Issuers.Get(v, "kv-shop", "picky"); i.Rejects == "" || string(i.Password) != "other" {
		t.Errorf("%+v", i)
	}
	if i := store.Issuers.Get(v, "kv-shop", "new"); string(i.Password) != marked {
		t.Error("an update without a password forgets it")
	}
	v.Close()
	issuer("delete-issuer", "new", estate.Issuer{})
	var names []string
	for _, i := range must(t, s, noon, certificate("list-issuers", "")).Issuers {
		names = append(names, i.Name)
	}
	if !slices.Equal(names, []string{"asleep", "digi", "picky"}) {
		t.Error(names)
	}
}

func TestContactsAreOneList(t *testing.T) {
	s := open(t, registry())
	set := func(emails ...string) {
		var list []estate.Contact
		for _, e := range emails {
			list = append(list, estate.Contact{Email: e})
		}
		must(t, s, noon, bodyOf(certificate("set-contacts", ""), &operation.ContactsBody{Contacts: list}))
	}
	set("ada@shop.example", "bob@shop.example")
	set("eve@shop.example")
	for _, verb := range []string{"get-contacts", "delete-contacts"} {
		if got := must(t, s, noon, certificate(verb, "")).Contacts; len(got) != 1 || got[0].Email != "eve@shop.example" {
			t.Errorf("%s: %v", verb, got)
		}
	}
	if _, stop := carryAt(t, s, noon, certificate("get-contacts", "")); stop == nil {
		t.Error("deleted contacts are there")
	}
}

// A lab may begin with a certificate that is deleted: its key and its secret are, too.
func TestAMintedCertificateMayBeDeleted(t *testing.T) {
	gone := &estate.Deletion{At: noon, PurgeAt: noon.AddDate(0, 0, 90)}
	o := estate.Object{Vault: "kv-shop", Collection: estate.Certificates, Name: "old", Current: current, Deleted: gone, Issuance: &estate.Issuance{Policy: policyFor("Self")}}
	made, err := objects.Mint(&o, &estate.Version{ID: current, Attributes: estate.Attributes{Created: noon}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range made.Objects {
		if part.Deleted != gone {
			t.Errorf("the %s is there", part.Collection.Noun())
		}
	}
}

func TestMintedCertificatesAreWhole(t *testing.T) {
	e := registry()
	year := noon.AddDate(-1, 1, 0)
	for name, issuer := range map[string]string{"own": "Self", "outside": "Unknown", "bought": "digi"} {
		var i *estate.Issuer
		if issuer == "digi" {
			i = &e.Issuers[0]
		}
		o := estate.Object{Vault: "kv-shop", Collection: estate.Certificates, Name: name, Current: current, Issuance: &estate.Issuance{Policy: policyFor(issuer)}}
		x := estate.Version{Vault: "kv-shop", Collection: estate.Certificates, Name: name, ID: current,
			Attributes: estate.Attributes{Created: year, Updated: year, Tags: map[string]string{"a": "b"}}, Certificate: &estate.Certificate{}}
		made, err := objects.Mint(&o, &x, i)
		if err != nil {
			t.Fatal(err)
		}
		if (made.Issuer != nil) != (i != nil) || len(x.Certificate.Chain) != 0 || e.Issuers[0].Authority != nil {
			t.Errorf("%s: %+v", name, made.Issuer)
		}
		e.Objects, e.Versions = append(e.Objects, made.Objects...), append(e.Versions, made.Versions...)
	}
	waiting := estate.Object{Vault: "kv-shop", Collection: estate.Certificates, Name: "waiting", Issuance: &estate.Issuance{Policy: policyFor("Unknown"),
		Pending: &estate.Order{Issuer: "Unknown", Status: estate.InProgress, Started: year}}}
	made, err := objects.Mint(&waiting, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	e.Objects = append(e.Objects, made.Objects...)
	s := open(t, e)
	for _, name := range []string{"own", "outside", "bought"} {
		if x, _ := whole(t, s, name); !x.Created.Equal(year) || x.Tags["a"] != "b" || !x.Expires.Equal(certify.Until(12, year)) {
			t.Errorf("%s: %+v", name, x.Attributes)
		}
	}
	p := must(t, s, noon, certificate("get-pending", "waiting")).Pending
	if !strings.Contains(p.Details, "Please Perform Merge") || !p.Started.Equal(year) {
		t.Errorf("%+v", p)
	}
	must(t, s, noon, merging("waiting", signed(t, p.CSR, noon)))
	whole(t, s, "waiting")
}
