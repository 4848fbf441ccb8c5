package engine_test

import (
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"kvlab/engine"
)

// The oracle writes down each fact's value after every change, and looks for the last one that made a difference.
func TestLastChangeIsTheLastOneInEffectThatMadeADifference(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		lab := open(t, world())
		states := []map[string]string{read(t, lab)} // after each change in effect or undone
		labels := []string{""}
		at := 0
		for range rapid.IntRange(0, 12).Draw(rt, "steps") {
			switch rapid.IntRange(0, 5).Draw(rt, "step") {
			case 0:
				if at > 0 {
					must(t, second(lab.Undo()))
					at--
				}
			case 1:
				if at+1 < len(states) {
					must(t, second(lab.Redo()))
					at++
				}
			default:
				s := switches[rapid.IntRange(0, len(switches)-1).Draw(rt, "switch")]
				value := s.Value(rapid.SampledFrom([]string{"on", "off"}).Draw(rt, "to"))
				if states[at][s.Path] == value {
					continue
				}
				label := "change " + strconv.Itoa(len(labels))
				must(t, lab.Apply(label, engine.Change{Path: s.Path, Value: value}))
				at++
				states, labels = append(states[:at:at], read(t, lab)), append(labels[:at:at], label)
			}
		}
		for _, s := range switches {
			want := ""
			for n := 1; n <= at; n++ {
				if states[n][s.Path] != states[n-1][s.Path] {
					want = labels[n]
				}
			}
			got, changed, err := lab.LastChange(s.Path)
			if err != nil || got.Label != want || changed != (want != "") {
				rt.Fatalf("%s was set by %q, want %q (%v)", s.Path, got.Label, want, err)
			}
		}
	})
}

func read(t *testing.T, lab *engine.Lab) map[string]string {
	t.Helper()
	values := map[string]string{}
	for _, s := range switches {
		value, err := lab.Fact(s.Path)
		if err != nil {
			t.Fatal(err)
		}
		values[s.Path] = value
	}
	return values
}

func second[T any](_ T, err error) error { return err }

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsNoFactHasNoLastChange(t *testing.T) {
	lab := open(t, world())
	apply(t, lab, "vault.kv-shop.rbac", "false")
	for _, path := range []string{"vault.kv-shop", "vault.kv-gone.rbac", "identity.app-web"} {
		if e, changed, err := lab.LastChange(path); changed || err != nil {
			t.Errorf("%s: %q, %v", path, e.Label, err)
		}
	}
	if _, _, err := lab.LastChange("vault"); err == nil {
		t.Error("what is no path has an answer")
	}
}
