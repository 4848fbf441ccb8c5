package az

import (
	"context"
	"os"
	"path/filepath"
	"testing"
)

// FuzzLine types anything at a console. It must answer, in bounded steps, and leave what is outside of its directory
// alone.
func FuzzLine(f *testing.F) {
	for _, seed := range []string{
		"az keyvault secret show --vault-name kv-shop -n db-password --query \"[?x\"", "az keyvault secret set -n a --tags a=b c=d --value=$'\\e'",
		"for x in $(az keyvault list -o tsv); do echo $x; done", "cat <<E\nx\nE", "x=1; ((x++)); echo ${x//1/2} $((x<<3))", "echo x > ../outside",
		"source ../outside", "cd ../; echo * > outside", "az rest -u https://kv-shop.vault.azure.net/keys/a/sign?api-version=7.4 --resource https://vault.azure.net -b '{'",
		"az keyvault certificate create -n c --vault-name kv-shop -p '{\"a_b\":[1]}'", "advance 9999999999h", "undo; redo", "echo {1..99999}{1..9}", "printf '%d' x",
		"declare -A m; m[a]=b; echo ${m[@]} ${!m[@]}", "az --query a keyvault", "eval eval exit 3", "trap 'echo x' EXIT; exit", "echo \"$(", "((",
		"alias a=az; a", "x=aaaaaaaaaaaaaaaa; x=$x$x$x$x; echo ${#x}", "[[ a =~ (a+)+$ ]]", "select x in a; do :; done", "az keyvault key create --ops \"\" --size -1",
	} {
		f.Add(seed)
	}
	top := f.TempDir()
	outside, dir := filepath.Join(top, "outside"), filepath.Join(top, "in")
	if err := os.Mkdir(dir, 0o700); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, line string) {
		if len(line) > 400 {
			return
		}
		if err := os.WriteFile(outside, []byte("as it was"), 0o600); err != nil {
			t.Fatal(err)
		}
		b := newBench(t, ada, Options{Dir: dir, Person: true, Trace: len(line)%2 == 0}, "")
		if status := b.Run(context.Background(), line, Streams{&b.out, &b.err}); status < 0 || status > 255 {
			t.Errorf("exit status %d", status)
		}
		b.Complete(line)
		if text, err := os.ReadFile(outside); err != nil || string(text) != "as it was" {
			t.Errorf("the file outside holds %q (%v)", text, err)
		}
	})
}
