package az

import (
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"kvlab/engine/operation"
)

// commands lists the tree, leaves and groups.
func commands(c *cobra.Command) []*cobra.Command {
	all := []*cobra.Command{c}
	for _, sub := range c.Commands() {
		if !sub.Hidden {
			all = append(all, commands(sub)...)
		}
	}
	return all
}

func TestEveryCommandSaysWhatItIs(t *testing.T) {
	b := adas(t)
	for _, c := range commands((&tool{console: b.Console}).tree()) {
		if c.Short == "" || !strings.HasSuffix(c.Short, ".") && c.Name() != "az" {
			t.Errorf("%s: short help %q", c.CommandPath(), c.Short)
		}
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if f.Usage == "" {
				t.Errorf("%s --%s has no help", c.CommandPath(), f.Name)
			}
		})
		out, complaint, status := b.do(c.CommandPath() + " --help")
		if status != 0 || complaint != "" || !strings.Contains(out, c.CommandPath()+" : "+c.Short) {
			t.Errorf("%s --help: exit status %d, %s%s", c.CommandPath(), status, out, complaint)
		}
	}
}

// Whatever is typed at a command, it answers with one of the tool's statuses and without a panic.
func TestEveryCommandBearsBeingCalledWrongly(t *testing.T) {
	b := adas(t)
	for _, c := range commands((&tool{console: b.Console}).tree()) {
		if c.HasSubCommands() {
			continue
		}
		for _, args := range []string{"", "--vault-name kv-shop -n x", "--id https://kv-shop.vault.azure.net/secrets/x/y/z", "stray", "--vault-name", "--nonsense",
			"--vault-name kv-shop --name x --file none.txt --policy {} --value e30= --algorithm RS256 --digest x --signature x --issuer-name i --email e --provider-name p"} {
			if _, complaint, status := b.do(c.CommandPath() + " " + args); status < 0 || status > 3 || status != 0 && !strings.Contains(complaint, "ERROR: ") {
				t.Errorf("%s %s: exit status %d, %s", c.CommandPath(), args, status, complaint)
			}
		}
	}
}

// The tool has a command for each operation but these, which it reaches with az rest as people do.
var withoutCommand = map[string]bool{
	"keys/wrap": true, "keys/unwrap": true, "keys/release": true, "keys/get-attestation": true, "keys/random-bytes": true,
	"certificates/cancel-pending": true, "certificates/get-policy": true,
}

func TestEveryOperationIsReached(t *testing.T) {
	b := adas(t)
	reached := map[string]bool{}
	for _, line := range []string{
		"P=$(az keyvault certificate get-default-policy)",
		"for g in secret key certificate; do for v in show show-deleted list-versions delete recover purge; do az keyvault $g $v --vault-name kv-shop -n x; done; az keyvault $g list --vault-name kv-shop; az keyvault $g list-deleted --vault-name kv-shop; az keyvault $g set-attributes --vault-name kv-shop -n x --enabled; az keyvault $g backup --vault-name kv-shop -n x -f b; echo > b; az keyvault $g restore --vault-name kv-shop -f b; done",
		"az keyvault secret set --vault-name kv-shop -n x --value y",
		"az keyvault key create --vault-name kv-shop -n x --kty EC; az keyvault key import --vault-name kv-shop -n x --pem-string y; az keyvault key rotate --vault-name kv-shop -n x",
		"for v in encrypt decrypt; do az keyvault key $v --vault-name kv-shop -n x -a RSA-OAEP --value eA==; done",
		"az keyvault key sign --vault-name kv-shop -n x -a RS256 --digest eA==; az keyvault key verify --vault-name kv-shop -n x -a RS256 --digest eA== --signature eA==",
		"az keyvault key rotation-policy show --vault-name kv-shop -n x; az keyvault key rotation-policy update --vault-name kv-shop -n x --value '{}'",
		`az keyvault certificate create --vault-name kv-shop -n c -p "$P"; az keyvault certificate import --vault-name kv-shop -n x -f b; az keyvault certificate set-attributes --vault-name kv-shop -n c -p '{}'`,
		"az keyvault certificate pending show --vault-name kv-shop -n x; az keyvault certificate pending delete --vault-name kv-shop -n x; az keyvault certificate pending merge --vault-name kv-shop -n x -f b",
		"az keyvault certificate contact list --vault-name kv-shop; az keyvault certificate contact add --vault-name kv-shop --email e@b.example; az keyvault certificate contact delete --vault-name kv-shop --email e@b.example",
		"az keyvault certificate issuer list --vault-name kv-shop; for v in show delete; do az keyvault certificate issuer $v --vault-name kv-shop --issuer-name i; done",
		"az keyvault certificate issuer create --vault-name kv-shop --issuer-name i --provider-name DigiCert; az keyvault certificate issuer update --vault-name kv-shop --issuer-name i",
		"for v in show show-deleted recover delete purge; do az keyvault $v -n x; done; az keyvault list; az keyvault list-deleted",
	} {
		b.do(line)
	}
	for _, call := range b.Calls() {
		reached[call.Request.Operation] = true
	}
	for _, op := range operation.All() {
		if reached[op.ID] == withoutCommand[op.ID] {
			t.Errorf("%s: reached by a command %t, want %t", op.ID, reached[op.ID], !withoutCommand[op.ID])
		}
	}
}
