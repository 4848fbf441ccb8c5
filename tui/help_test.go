package tui

import "testing"

// Help comes in front of a dialog, and the dialog is as it was behind it.
func TestHelpLiesOverADialog(t *testing.T) {
	d := start(t, Options{Scenario: "half-migrated-rbac"}, 120, 40)
	d.press("3", "n", "down", "down", "d", "e", "l", "e")
	d.wants("secrets/delete")
	before := d.screen()
	t.Log(before)
	d.press("f1")
	d.wants("Compose a request", "ctrl+l")
	d.press("f1")
	if now := d.screen(); now != before {
		t.Errorf("the dialog is not as it was:\n%s", difference(before, now))
	}
	d.press("esc", "esc")
	if d.m.dialog != nil {
		t.Error("esc twice does not leave")
	}
}
