package az

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The directory of a console has something beside it, and a way out that is none.
func fencedDir(t *testing.T) (dir, outside string) {
	t.Helper()
	top := t.TempDir()
	dir, outside = filepath.Join(top, "in"), filepath.Join(top, "outside.txt")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(outside, []byte("beyond the fence"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(dir, "link")); err != nil {
		t.Skip(err)
	}
	if err := os.Symlink(top, filepath.Join(dir, "up")); err != nil {
		t.Skip(err)
	}
	return dir, outside
}

func TestNoPathLeadsOutOfTheDirectory(t *testing.T) {
	dir, outside := fencedDir(t)
	b := newBench(t, ada, Options{Dir: dir}, "")
	for _, path := range []string{"../outside.txt", outside, "link", "up/outside.txt", "./a/../../outside.txt"} {
		for _, line := range []string{
			`echo "$(<` + path + `)"`,
			"echo broken > " + path,
			"echo broken >> " + path,
			"read x < " + path + "; echo $x",
			"test -f " + path + " && echo found beyond",
			"mapfile -t x < " + path + "; echo ${x[0]}",
			"az keyvault secret set --vault-name kv-shop -n x --file " + path,
			"az keyvault secret set --vault-name kv-shop -n x --value @" + path,
			"az keyvault secret backup --vault-name kv-shop -n db-password --file " + path,
			"az keyvault secret download --vault-name kv-shop -n db-password --file " + path,
			"az rest --output-file " + path + " --url https://kv-shop.vault.azure.net/secrets?api-version=7.4 --resource https://vault.azure.net",
		} {
			out, _, _ := b.do(line)
			if strings.Contains(out, "beyond") {
				t.Errorf("%s shows what is outside:\n%s", line, out)
			}
		}
	}
	for _, line := range []string{"echo ../*", "echo up/*", "cd ..; echo *", "cd up && echo *"} {
		if out, _, _ := b.do(line); strings.Contains(out, "outside.txt") {
			t.Errorf("%s lists what is outside:\n%s", line, out)
		}
	}
	if text, err := os.ReadFile(outside); err != nil || string(text) != "beyond the fence" {
		t.Errorf("the file outside holds %q (%v)", text, err)
	}
}

func TestBelowTheDirectoryFilesAreOrdinary(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "sub"), 0o700); err != nil {
		t.Fatal(err)
	}
	b := newBench(t, ada, Options{Dir: dir}, "")
	out, complaint, status := b.do("cd sub", "echo one > a.txt", "echo two > ../b.txt", "echo $(<a.txt) $(<"+filepath.Join(dir, "b.txt")+")",
		"az keyvault secret set --vault-name kv-shop -n x --value @a.txt --query value -o tsv", "echo *")
	if out != "one two\none\na.txt\n" || complaint != "" || status != 0 {
		t.Errorf("exit status %d:\n%s%s", status, out, complaint)
	}
}

func TestAConsoleWithoutADirectoryHasNoFiles(t *testing.T) {
	lab := adas(t).lab
	c, err := New(lab, ada, Options{})
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{Console: c}
	if out, complaint, status := b.do(`echo "$(</etc/hostname)"`, "echo x > y"); out != "" || status == 0 || !strings.Contains(complaint, "below its own directory") {
		t.Errorf("exit status %d:\n%s%s", status, out, complaint)
	}
	// A pattern that matches nothing stays as it is typed: --query [].name needs no quotes.
	if out, complaint, status := b.do("echo [].name /*"); out != "[].name /*\n" || complaint != "" || status != 0 {
		t.Errorf("exit status %d:\n%s%s", status, out, complaint)
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
}
