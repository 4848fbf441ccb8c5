package main

import (
	"os"
	"strings"
	"testing"

	"kvlab/scenarios"
)

// What the README shows as a complete lab is one.
func TestTheLabOfTheREADMECanBeSolved(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "```toml\n")
	lab, _, found := strings.Cut(rest, "```")
	if !found {
		t.Fatal("the README shows no lab")
	}
	sc, err := scenarios.Parse("my-lab.toml", []byte(lab))
	if err != nil {
		t.Fatal(err)
	}
	if err := sc.Prove(); err != nil {
		t.Error(err)
	}
}
