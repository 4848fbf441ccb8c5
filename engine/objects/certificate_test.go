package objects_test

import (
	"strings"
	"testing"

	"kvlab/engine/certify"
	"kvlab/engine/estate"
	"kvlab/engine/keypair"
	"kvlab/engine/operation"
	"kvlab/engine/profile"
)

const (
	underWay    = "409 Forbidden: A new key vault certificate can not be created or imported while a pending key vault certificate's status is inProgress."
	noneUnder   = "404 PendingCertificateNotFound: There is no pending certificate of name "
	foreignKey  = "400 BadParameter: The public key of the end-entity certificate in the specified X.509 certificate content does not match the public part of the specified private key. Please check if certificate is valid."
	noPair      = "400 BadParameter: No certificate with private key found in the specified X.509 certificate content. Please specify X.509 certificate content with only one certificate containing private key."
	noFile      = "400 BadParameter: The specified PKCS#12 X.509 certificate content can not be read. Please check if certificate is in valid PKCS#12 format."
	noSuchCert  = "404 CertificateNotFound: A certificate with (name/id) nothing was not found in this key vault. If you recently deleted this certificate you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182"
	missingBody = "400 BadParameter: Property of the request body is missing: "
)

func badPolicy(why string) answer {
	return answer{"400 BadParameter: Property policy has invalid value: " + why, "fail policy(bad_content)"}
}

type asked struct {
	request operation.Request
	want    answer
}

func bodyOf(r operation.Request, b operation.Body) operation.Request {
	r.Body = b
	return r
}

// creations are requests for new certificates.
func creations() map[string]asked {
	good := answer{"200", "pass result"}
	with := func(f func(*estate.CertificatePolicy)) operation.Request {
		return creation("new", policyFor("Self", f))
	}
	curve := func(p *estate.CertificatePolicy) { p.Key.Curve = keypair.P256K }
	hardware := func(p *estate.CertificatePolicy) { p.Key = keypair.Spec{Kind: keypair.RSAHSM} }
	return map[string]asked{
		"signed by its own key":             {creation("new", policyFor("Self")), good},
		"signed by somebody outside":        {creation("new", policyFor("unknown")), good},
		"signed by a registered authority":  {creation("new", policyFor("DIGI")), answer{"200", "pass issuer, pass result"}},
		"a further version":                 {creation("tls", policyFor("Self")), good},
		"over a request that failed":        {creation("refused", policyFor("Self")), good},
		"over a request that was cancelled": {creation("cancelled", policyFor("Self")), good},
		"over a request under way":          {creation("waiting", policyFor("Self")), answer{underWay, "fail pending(pending_certificate)"}},
		"over an order under way":           {creation("ordered", policyFor("Self")), answer{underWay, "fail pending(pending_certificate)"}},
		"a name that a key has":             {creation("a-key", policyFor("Self")), answer{"409 Conflict: There is already a key with name a-key, so there can be no certificate of this name.", "fail key(name_taken)"}},
		"a name that a secret has":          {creation("A-Secret", policyFor("Self")), answer{"409 Conflict: There is already a secret with name a-secret, so there can be no certificate of this name.", "fail secret(name_taken)"}},
		"a name that a deleted key holds":   {creation("dead-key", policyFor("Self")), answer{strings.Replace(keyHeld, "Key deleted is", "Key dead-key is", 1), "fail deleted(soft_deleted)"}},
		"a name that is held":               {creation("gone", policyFor("Self")), answer{"409 Conflict ObjectIsDeletedButRecoverable: Certificate gone is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the certificate can only be recovered or purged.", "fail deleted(soft_deleted)"}},
		"by an authority nobody knows":      {creation("new", policyFor("nobody")), answer{"400 BadParameter: The certificate issuer nobody was not found in this key vault.", "fail issuer(not_found)"}},
		"by an authority switched off":      {creation("new", policyFor("asleep")), answer{"400 BadParameter: The certificate issuer asleep is disabled.", "fail issuer(disabled)"}},
		"no body":                           {certificate("create", "new"), answer{missingBody + "certificates/create needs content.", "fail body(bad_content)"}},
		"a subject that is no name":         {with(func(p *estate.CertificatePolicy) { p.Subject = "shop" }), badPolicy(`x509_props.subject is no X.500 name: "shop" has no equals sign`)},
		"more days than there are":          {with(func(p *estate.CertificatePolicy) { p.Actions = []estate.CertificateAction{{DaysBefore: 400}} }), badPolicy("lifetime_actions.trigger.days_before_expiry is not between 1 and 324, 27 for each month of the validity")},
		"the curve of Bitcoin":              {with(curve), answer{"failed: kvlab: " + certify.ErrCurve.Error(), "info operation(effect_not_in_this_build)"}},
		"a key in hardware":                 {with(hardware), answer{noHardware, "fail key(kind_not_offered)"}},
		"a key in hardware, on premium":     {onPremium(with(hardware)), good},
		"a tag too long":                    {bodyOf(certificate("create", "new"), &operation.CreateCertificateBody{Policy: policyFor("Self"), Settings: operation.Settings{Tags: map[string]string{"a": strings.Repeat("x", 257)}}}), answer{"400 BadParameter: A tag's name and value have at most 256 characters each.", "fail tags(bad_content)"}},
	}
}

// readings are requests that look at certificates, or at their requests.
func readings() map[string]asked {
	return map[string]asked{
		"a certificate":                             {certificate("get", "tls"), answer{"200", "pass certificate, pass version, pass result"}},
		"one that waits for its merge":              {certificate("get", "waiting"), answer{"200", "pass certificate, info pending(pending_certificate), pass result"}},
		"one that is ordered":                       {certificate("get", "ordered"), answer{"200", "pass certificate, info pending(pending_certificate), pass result"}},
		"one that was refused":                      {certificate("get", "refused"), answer{"200", "pass certificate, info pending, pass result"}},
		"one that is not there":                     {certificate("get", "nothing"), answer{noSuchCert, "fail certificate(not_found)"}},
		"the secret of one that waits":              {operation.Request{Operation: "secrets/get", Vault: "kv-shop", Object: "waiting"}, answer{notFound("waiting"), "fail secret(not_found)"}},
		"the secret of one that is there":           {operation.Request{Operation: "secrets/get", Vault: "kv-shop", Object: "tls"}, answer{"200", "pass secret, pass version, pass enabled, pass result, info private_key(private_key_exposed)"}},
		"a change of a certificate's secret":        {operation.Request{Operation: "secrets/set", Vault: "kv-shop", Object: "tls"}, answer{"403 Forbidden: Operation set is not allowed on a managed secret.", "fail managed(managed)"}},
		"the request":                               {certificate("get-pending", "waiting"), answer{"200", "pass certificate, pass result, info pending(pending_certificate)"}},
		"a request that is completed":               {certificate("get-pending", "tls"), answer{"200", "pass certificate, pass result"}},
		"a request that never was":                  {certificate("get-pending", "imported"), answer{noneUnder + "imported in this key vault.", "pass certificate, fail pending(no_pending_certificate)"}},
		"a cancellation":                            {certificate("cancel-pending", "waiting"), answer{"200", "pass certificate, pass result"}},
		"a cancellation of what an authority has":   {certificate("cancel-pending", "ordered"), answer{"200", "pass certificate, pass result"}},
		"a cancellation too late":                   {certificate("cancel-pending", "tls"), answer{"400 BadParameter: A certificate request that is completed cannot be cancelled.", "pass certificate, fail pending(no_pending_certificate)"}},
		"a request that is deleted":                 {certificate("delete-pending", "waiting"), answer{"200", "pass certificate, pass result"}},
		"a deletion of what is not there":           {certificate("delete-pending", "imported"), answer{noneUnder + "imported in this key vault.", "pass certificate, fail pending(no_pending_certificate)"}},
		"the policy":                                {certificate("get-policy", "waiting"), answer{"200", "pass certificate, pass result"}},
		"a change of the policy":                    {bodyOf(certificate("update-policy", "tls"), &operation.PolicyBody{Key: &operation.PolicyKey{ReuseKey: true}}), answer{"200", "pass certificate, pass policy"}},
		"a change to a bad policy":                  {bodyOf(certificate("update-policy", "tls"), &operation.PolicyBody{X509: &operation.PolicyX509{}}), badChange("x509_props.subject is missing, and there is no subject alternative name either")},
		"a change to an authority nobody knows":     {bodyOf(certificate("update-policy", "tls"), &operation.PolicyBody{Issuer: &operation.PolicyIssuer{Name: "nobody"}}), answer{"400 BadParameter: The certificate issuer nobody was not found in this key vault.", "pass certificate, fail issuer(not_found)"}},
		"a change without a body":                   {certificate("update-policy", "tls"), answer{missingBody + "certificates/update-policy needs content.", "fail body(bad_content)"}},
		"a merge of nothing":                        {merging("waiting", nil), answer{"400 BadParameter: Property x5c has invalid value: there is no certificate.", "pass certificate, fail body(bad_content)"}},
		"a merge of something else":                 {merging("waiting", [][]byte{[]byte("hello")}), answer{"400 BadParameter: Property x5c has invalid value: not a certificate in a known form.", "pass certificate, fail body(bad_content)"}},
		"a merge into an order under way":           {merging("ordered", nil), answer{"403 Forbidden: Merge is forbidden on pending object created with issuer : digi while it is in progess.", "pass certificate, fail pending(pending_certificate)"}},
		"a merge into what is completed":            {merging("tls", nil), answer{noneUnder + "tls in this key vault.", "pass certificate, fail pending(no_pending_certificate)"}},
		"a merge without a body":                    {certificate("merge", "waiting"), answer{missingBody + "certificates/merge needs content.", "fail body(bad_content)"}},
		"an issuer":                                 {certificate("get-issuer", "DIGI"), answer{"200", "pass issuer"}},
		"an issuer that is not there":               {certificate("get-issuer", "nobody"), answer{"404 CertificateIssuerNotFound: A certificate issuer with name nobody was not found in this key vault.", "fail issuer(not_found)"}},
		"an issuer without a name":                  {certificate("get-issuer", ""), answer{"400 BadParameter: The request URI contains an invalid name: ", "fail name(bad_name)"}},
		"an issuer of a name that is none":          {bodyOf(certificate("set-issuer", "a b"), &operation.IssuerBody{}), answer{"400 BadParameter: The request URI contains an invalid name: a b", "fail name(bad_name)"}},
		"an issuer of a reserved name":              {bodyOf(certificate("set-issuer", "self"), &operation.IssuerBody{}), answer{"400 BadParameter: The names Self and Unknown are reserved and need no registration.", "fail body(bad_content)"}},
		"an issuer of a provider nobody knows":      {bodyOf(certificate("set-issuer", "new"), &operation.IssuerBody{Issuer: estate.Issuer{Provider: "Acme"}}), answer{"400 BadParameter: Property provider has invalid value: choose from DigiCert and GlobalSign.", "fail body(bad_content)"}},
		"an update of an issuer that is not there":  {bodyOf(certificate("update-issuer", "nobody"), &operation.IssuerBody{}), answer{"404 CertificateIssuerNotFound: A certificate issuer with name nobody was not found in this key vault.", "fail issuer(not_found)"}},
		"a deletion of an issuer":                   {certificate("delete-issuer", "digi"), answer{"200", "pass issuer, pass result"}},
		"the issuers":                               {certificate("list-issuers", ""), answer{"200", "pass result"}},
		"contacts that are not there":               {certificate("get-contacts", ""), answer{"404 ContactsNotFound: No certificate contacts were found in this key vault.", "fail contacts(not_found)"}},
		"a deletion of contacts that are not there": {certificate("delete-contacts", ""), answer{"404 ContactsNotFound: No certificate contacts were found in this key vault.", "fail contacts(not_found)"}},
		"contacts":                    {bodyOf(certificate("set-contacts", ""), &operation.ContactsBody{Contacts: []estate.Contact{{Email: "ada@shop.example"}}}), answer{"200", "pass result"}},
		"contacts without an address": {bodyOf(certificate("set-contacts", ""), &operation.ContactsBody{Contacts: []estate.Contact{{Name: "Ada", Email: "ada@"}}}), answer{"400 BadParameter: Property contacts has invalid value: every contact needs a mail address.", "fail body(bad_content)"}},
		"no contacts":                 {bodyOf(certificate("set-contacts", ""), &operation.ContactsBody{}), answer{missingBody + "certificates/set-contacts needs content.", "fail body(bad_content)"}},
	}
}

func badChange(why string) answer {
	a := badPolicy(why)
	a.steps = "pass certificate, " + a.steps
	return a
}

// imports are certificates that come from elsewhere.
func importations(t *testing.T) map[string]asked {
	good, nameless := foreign(t, noon), certify.Complete(estate.CertificatePolicy{Key: onP256})
	policy := func(p estate.CertificatePolicy) operation.Request {
		return bodyOf(certificate("import", "new"), &operation.ImportCertificateBody{Material: good, Policy: &p})
	}
	return map[string]asked{
		"a certificate with its key":            {importation("new", good), answer{"200", "pass result"}},
		"over one that is there":                {importation("tls", good), answer{"200", "pass result"}},
		"over a request under way":              {importation("waiting", good), answer{underWay, "fail pending(pending_certificate)"}},
		"a name that a key has":                 {importation("a-key", good), answer{"409 Conflict: There is already a key with name a-key, so there can be no certificate of this name.", "fail key(name_taken)"}},
		"a certificate that ended":              {importation("new", foreign(t, noon.AddDate(-1, 0, 0))), answer{"400 CertificateExpired: The certificate has expired and cannot be imported.", "fail expires(expired)"}},
		"a key alone":                           {importation("new", pemOf("ec")), answer{noFile, "fail body(bad_content)"}},
		"a certificate alone":                   {importation("new", good[strings.Index(string(good), "-----BEGIN CERT"):]), answer{noPair, "fail body(bad_content)"}},
		"a certificate with another key":        {importation("new", append(pemOf("rsa"), good[strings.Index(string(good), "-----BEGIN CERT"):]...)), answer{foreignKey, "fail key(key_does_not_match)"}},
		"a key of P-256K":                       {importation("new", pemOf("ec256k")), answer{"failed: kvlab: " + certify.ErrCurve.Error(), "info operation(effect_not_in_this_build)"}},
		"nothing":                               {importation("new", nil), answer{noFile, "fail body(bad_content)"}},
		"no body":                               {certificate("import", "new"), answer{missingBody + "certificates/import needs content.", "fail body(bad_content)"}},
		"a password of 201 characters":          {bodyOf(certificate("import", "new"), &operation.ImportCertificateBody{Material: good, Password: strings.Repeat("é", 201)}), answer{"400 BadParameter: Property pwd has more than 200 characters.", "fail body(bad_content)"}},
		"with a policy that renews":             {policy(policyFor("digi")), answer{"200", "pass issuer, pass result"}},
		"with a policy that has a bad action":   {policy(estate.CertificatePolicy{Actions: []estate.CertificateAction{{}}}), badPolicy("lifetime_actions.trigger has neither lifetime_percentage nor days_before_expiry")},
		"with a policy that wants hardware":     {policy(estate.CertificatePolicy{Key: keypair.Spec{Kind: keypair.ECHSM}}), answer{noHardware, "fail key(kind_not_offered)"}},
		"with a policy, and no name at all":     {bodyOf(certificate("import", "new"), &operation.ImportCertificateBody{Material: foreignOf(t, nameless, noon), Policy: &estate.CertificatePolicy{}}), answer{"200", "pass result"}},
		"with a subject that does not count":    {policy(estate.CertificatePolicy{Subject: "nonsense"}), answer{"200", "pass result"}},
		"with an authority that is not there":   {policy(policyFor("nobody")), answer{"400 BadParameter: The certificate issuer nobody was not found in this key vault.", "fail issuer(not_found)"}},
		"with a content type that there is not": {policy(estate.CertificatePolicy{ContentType: "text/plain"}), badPolicy("secret_props.contentType is neither application/x-pkcs12 nor application/x-pem-file")},
	}
}

func TestEachCertificateRequestMeetsItsObject(t *testing.T) {
	v := site(t).View()
	defer v.Close()
	for group, cases := range map[string]map[string]asked{"create": creations(), "read": readings(), "import": importations(t)} {
		for name, c := range cases {
			t.Run(group+"/"+name, func(t *testing.T) {
				f := judge(t, v, profile.Service, c.request)
				if got := (answer{refusal(f), steps(f)}); got != c.want {
					t.Errorf("got\n%+v\nwant\n%+v", got, c.want)
				}
				checkFinding(t, v, f)
				noPrivateNumbers(t, name, f)
			})
		}
	}
}

// A request that waits is the trap: its steps say what it waits for, and how that is done.
func TestAWaitingCertificateSaysHowItIsMerged(t *testing.T) {
	v := site(t).View()
	defer v.Close()
	for name, want := range map[string][2]string{
		"waiting": {"az keyvault certificate pending merge --vault-name kv-shop --name waiting --file signed.crt", "answer 404"},
		"ordered": {"az keyvault certificate pending show --vault-name kv-shop --name ordered", "The authority answers at 2026-03-02T12:59:00Z, which is simulated."},
		"refused": {"az keyvault certificate pending show --vault-name kv-shop --name refused", "Nothing came of it: Request rejected: the domain is not ours."},
	} {
		step := judge(t, v, profile.Service, certificate("get", name)).Steps[1]
		if step.Command != want[0] || !strings.Contains(step.Detail, want[1]) {
			t.Errorf("%s: %s\n%s", name, step.Detail, step.Command)
		}
	}
}
