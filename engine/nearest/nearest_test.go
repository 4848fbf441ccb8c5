package nearest_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

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

func TestANameItselfIsNearest(t *testing.T) {
	candidates := []string{"kv-shop", "kv-shop-two", "KV-MALL", "größe", ""}
	for _, word := range candidates[:4] {
		if got := nearest.Name(word, candidates); got != word {
			t.Errorf("Name(%q) = %q", word, got)
		}
	}
}

// Whatever somebody types, the answer is one of the candidates or none.
func TestTheAnswerIsACandidateOrNone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		candidates := rapid.SliceOf(rapid.String()).Draw(t, "candidates")
		word := rapid.OneOf(rapid.String(), rapid.SampledFrom(append(candidates, "x"))).Draw(t, "word")
		got := nearest.Name(word, candidates)
		if got != "" && !slices.Contains(candidates, got) {
			t.Fatalf("Name(%q) = %q, none of %q", word, got, candidates)
		}
		if word != "" && slices.Contains(candidates, word) && !strings.EqualFold(got, word) {
			t.Fatalf("Name(%q) = %q, though it is among %q", word, got, candidates)
		}
	})
}

func TestHint(t *testing.T) {
	if got := nearest.Hint("zone-lnik", []string{"zone-link"}); got != ", did you mean zone-link?" {
		t.Errorf("%q", got)
	}
	if got := nearest.Hint("weather", []string{"zone-link"}); got != "" {
		t.Errorf("%q", got)
	}
}
