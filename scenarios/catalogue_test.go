package scenarios

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// What Known lets pass opens, and what it refuses it refuses in the words of Open.
func TestKnownSaysWhatOpenWouldSay(t *testing.T) {
	broken := filepath.Join(t.TempDir(), "broken.toml")
	if err := os.WriteFile(broken, []byte("schema = 1\nid = 7\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range append(ids(), "brocken-dns", "", "nowhere.toml", t.TempDir()+"/", broken) {
		_, opening := Open(name)
		if known := Known(name); fmt.Sprint(known) != fmt.Sprint(opening) {
			t.Errorf("%q: known says %v, and open %v", name, known, opening)
		}
	}
}
