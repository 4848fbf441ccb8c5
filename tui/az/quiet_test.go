package az

import (
	"strings"
	"testing"
)

// marked is a value that is looked for where it must not be.
const marked = "s3cr3t-m4rk"

func TestASecretsValueIsPrintedWhereTheToolPrintsItAndNowhereElse(t *testing.T) {
	b := newBench(t, ada, Options{Trace: true, Person: true, Why: "x"}, "")
	v := " --vault-name kv-shop --name x"
	for _, c := range []struct {
		line  string
		shows bool
	}{
		{"az keyvault secret set" + v + " --value " + marked, true},
		{"az keyvault secret show" + v + " --debug", true},
		{"az keyvault secret show" + v + " --query value -o tsv", true},
		{"az keyvault secret show" + v + " --query name", false},
		{"az keyvault secret list --vault-name kv-shop --verbose", false},
		{"az keyvault secret list-versions" + v, false},
		{"az keyvault secret set-attributes" + v + " --content-type t", false},
		{"az keyvault secret download" + v + " -f f", false},
		{"az keyvault secret backup" + v + " -f b", false},
		{"az keyvault secret set" + v + " --value " + marked + " -o none", false},
		{"az keyvault secret set" + v + " --value " + marked + " --expires never", false},
		{"az keyvault secret set --vault-name kv-nowhere --name x --value " + marked, false},
		{"az keyvault secret set --vault-name kv-shop --name 'bad name' --value " + marked, false},
		{"az keyvault secret set" + v + " --value " + marked + " --query '[?'", false},
		{"az keyvault secret delete" + v, false},
		{"az keyvault secret set" + v + " --value " + marked, false},
		{"az keyvault secret show-deleted" + v, false},
		{"az keyvault secret list-deleted --vault-name kv-shop", false},
		{"az keyvault secret recover" + v, false},
		{"undo; redo; help; clock", false},
	} {
		out, complaint, _ := b.do(c.line)
		if strings.Contains(complaint, marked) {
			t.Errorf("%s tells the value on stderr:\n%s", c.line, complaint)
		}
		if strings.Contains(out, marked) != c.shows {
			t.Errorf("%s: shows the value %t, want %t", c.line, !c.shows, c.shows)
		}
	}
}

// A private key leaves the vault by one door alone, which is the secret of an exportable certificate; and that is told.
func TestAPrivateKeyComesOutAsACertificatesSecretAlone(t *testing.T) {
	b := newBench(t, ada, Options{Trace: true}, "")
	policy := `'{"issuerParameters":{"name":"Self"},"keyProperties":{"keyType":"EC","curve":"P-256","exportable":true},` +
		`"secretProperties":{"contentType":"application/x-pem-file"},"x509CertificateProperties":{"subject":"CN=shop.example"}}'`
	const private = "PRIVATE KEY"
	for _, line := range []string{
		"az keyvault certificate create --vault-name kv-shop -n tls -p " + policy,
		"az keyvault certificate show --vault-name kv-shop -n tls",
		"az keyvault key show --vault-name kv-shop -n tls",
		"az keyvault key create --vault-name kv-shop -n k --kty EC",
		"az keyvault certificate list --vault-name kv-shop",
	} {
		out, complaint, status := b.do(line)
		if status != 0 || strings.Contains(out+complaint, private) {
			t.Errorf("%s: exit status %d, or a private key in it:\n%s", line, status, out)
		}
	}
	out, complaint, _ := b.do("az keyvault secret show --vault-name kv-shop -n tls --query value -o tsv")
	if !strings.Contains(out, private) {
		t.Errorf("the certificate's secret holds no private key:\n%s", out)
	}
	if strings.Contains(complaint, private) || !strings.Contains(complaint, "note: private key:") {
		t.Errorf("the trace does not warn, or says too much:\n%s", complaint)
	}
}
