package scenarios

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"testing"

	"github.com/cockroachdb/datadriven"

	"kvlab/engine/trace"
)

// The file everything.toml says all that a scenario can say; what becomes of it is in testdata/everything.
func TestEverythingInAFileIsRead(t *testing.T) {
	datadriven.RunTest(t, "testdata/everything", func(t *testing.T, d *datadriven.TestData) string {
		s, err := Open("testdata/everything.toml")
		if err != nil {
			return err.Error()
		}
		if d.Cmd == "estate" {
			return inJSON(t, s.Estate)
		}
		return inJSON(t, map[string]any{"operator": s.Operator, "gates": s.Gates, "starts": s.Starts, "requests": s.Requests,
			"goals": s.Goals, "hints": s.Hints, "solutions": s.Solutions, "lessons": s.Lessons, "clock": s.Clock,
			"notes": s.Notes, "asking": s.asking})
	})
}

// inJSON leaves out what is empty.
func inJSON(t *testing.T, v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var decoded any
	if err := json.Unmarshal(raw, &decoded); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := trace.WriteJSON(&b, filled(decoded)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func filled(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for key, x := range v {
			if x = filled(x); x == nil || x == "" || x == false || x == float64(0) || x == "0001-01-01T00:00:00Z" {
				delete(v, key)
			} else {
				v[key] = x
			}
		}
	case []any:
		for i := range v {
			v[i] = filled(v[i])
		}
	}
	return v
}

// The code that reads a table is the list of its keys. A key that everything.toml does not use has no example.
func TestTheExampleUsesEveryKeyThereIs(t *testing.T) {
	text, err := os.ReadFile("testdata/everything.toml")
	if err != nil {
		t.Fatal(err)
	}
	f := newFile("everything.toml", text)
	root, ok := f.decode(text)
	if !ok {
		t.Fatal(f.problems)
	}
	f.read(root)
	known, used := map[string][]string{}, map[string][]string{}
	same := map[string]string{"goal.also": "goal", "request.certificate": "vault.certificate", "request.rotation": "vault.key.rotation"}
	for _, table := range f.opened {
		kind := kindOf(table.path)
		if other, ok := same[kind]; ok { // read by the same code
			kind = other
		}
		known[kind] = append(known[kind], table.known...)
		for key := range table.values {
			used[kind] = append(used[kind], key)
		}
	}
	for kind, keys := range known {
		for _, key := range keys {
			if !slices.Contains(used[kind], key) {
				t.Errorf("[[%s]] %s is in no example", kind, key)
			}
		}
	}
}
