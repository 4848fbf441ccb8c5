package tui

import (
	"testing"
)

// Who leaves in the middle of the goals, on another page of the trace, far out on the estate, finds all that again.
func TestWindowsShowWhatTheyShowedWhenTheLabWasLeft(t *testing.T) {
	o := stored(t, "wired-web-app")
	d := start(t, o, 120, 40)
	d.press("i", "1", "g", "down", "5", "]", "4", "v", "shift+right", "shift+right")
	before := d.screen()
	d.leave()
	d = start(t, o, 120, 40)
	if now := d.screen(); withoutMessage(now) != withoutMessage(before) {
		t.Errorf("not as it was left:\n%s", difference(before, now))
	}
	d.press("6", "left")
	before = d.screen()
	d.leave()
	d = start(t, o, 120, 40)
	if now := d.screen(); withoutMessage(now) != withoutMessage(before) {
		t.Errorf("the objects are not as they were left:\n%s", difference(before, now))
	}
}
