package prose_test

import (
	"strings"
	"testing"

	screen "github.com/charmbracelet/x/ansi"

	"kvlab/tui/prose"
)

// Colour adds nothing to what is said, and brings no address along that a terminal would follow unseen.
func TestColourIsDecoration(t *testing.T) {
	const text = "# Title\n\nSome `code` and a **strong** [word](https://example.org).\n\n```console\n$ kvlab version\n…\n```\n"
	onPaper, err := prose.Layout(text, 80, prose.Plain)
	if err != nil {
		t.Fatal(err)
	}
	onScreen, err := prose.Layout(text, 80, prose.Coloured)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(onPaper, "\x1b") || !strings.Contains(onScreen, "\x1b[") || strings.Contains(onScreen, "\x1b]8") {
		t.Errorf("plain %q\ncoloured %q", onPaper, onScreen)
	}
	if bare := screen.Strip(onScreen); bare != strings.ReplaceAll(onPaper, "`", "") {
		t.Errorf("without its colours it reads\n%s\nand plain\n%s", bare, onPaper)
	}
}

// An item of a list that goes on in the next line of the file goes on in the same line here.
func TestItemsOfAListFlow(t *testing.T) {
	text, err := prose.Layout("- one\n  goes on\n- two\n\n1. first\n   goes on\n", 80, prose.Plain)
	if want := "- one goes on\n- two\n\n1. first goes on\n"; err != nil || text != want {
		t.Errorf("got %q, %v, want %q", text, err, want)
	}
}
