package nearest_test

import (
	"testing"

	"kvlab/engine/nearest"
)

// The shortest typo of all: two letters swapped in a word of four.
func TestSwappedLettersInAShortName(t *testing.T) {
	if got := nearest.Name("rbca", []string{"bypass", "model", "rbac"}); got != "rbac" {
		t.Errorf("got %q", got)
	}
}

func TestName(t *testing.T) {
	known := []string{"zone-link", "a-record", "secret-enabled", "rbac-model"}
	for word, want := range map[string]string{
		"zone-lnik": "zone-link", "ZONE-LINK": "zone-link", "arecord": "a-record", "rbac": "rbac-model", "weather": "", "": "",
	} {
		if got := nearest.Name(word, known); got != want {
			t.Errorf("Name(%q) = %q, want %q", word, got, want)
		}
	}
}
