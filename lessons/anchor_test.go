package lessons

import (
	"fmt"
	"testing"
)

func TestAnchorsAreNumberedInTheirOrder(t *testing.T) {
	text, all := Anchors("Open [the lab](kvlab:lab/broken-dns), see [the map](kvlab:window/map) and [a page](https://example.com).",
		func(words string, n int) string { return fmt.Sprintf("<%s %d>", words, n) })
	if text != "Open <the lab 1>, see <the map 2> and [a page](https://example.com)." {
		t.Errorf("the text became %q", text)
	}
	if len(all) != 2 || all[0].Does() != "open the lab broken-dns" || all[1].Words != "the map" || all[1].Does() != "go to the window map" {
		t.Errorf("%+v", all)
	}
}
