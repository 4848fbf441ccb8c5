package tui

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

// One visit from the list to the score: find the lab, say how it will end, see why it does, try both ways out, keep the
// right one, clear up. Once by keys alone, once by mouse alone.

func TestTheImpossible403ByKeysAlone(t *testing.T) {
	d := start(t, Options{}, 120, 40)
	d.press("ctrl+k", "h", "a", "l", "f", "-", "m")
	d.wants("lab       The impossible 403")
	d.press("enter")
	d.wants("goals 0/2")

	d.press("3", "f", "down", "enter") // say first how it will end
	d.wants("How will it end?", "stopped at authorization")
	d.press("z")
	d.wants("denied at authorization, 403 ForbiddenByRbac", "as you said")
	d.press("d", "left")
	d.wants("Access policy entry app-reports", "ignored, idle model", "The vault consults Azure RBAC, so this entry does nothing.")
	d.press("e")
	d.wants("as at first: half-migrated-rbac.toml,")

	d.press("f", "down", "enter") // the fix that breaks somebody else
	d.wants("what if: rbac-model off")
	d.press("-", "5", "up", "enter")
	d.wants("what if: reports-role on")
	d.press("+")
	d.wants("Goal reached: The reports app reads its secret", "goals 1/2")
	d.press("2", "end", "space")
	d.wants("100 of 100 points", "goals 2/2")
	d.press("1", "e")
	d.wants("Least privilege, 20 of 20", "Forecasts: 1 of 1 right", "Next:")
}

func TestTheImpossible403ByMouseAlone(t *testing.T) {
	d := start(t, Options{}, 120, 40)
	d.click("The impossible 403") // the first click chooses, the second opens
	d.click("The impossible 403")
	d.wants("goals 0/2")
	d.click("The reports app reads")
	d.click("The reports app reads")
	d.wants("denied at authorization, 403 ForbiddenByRbac")
	d.click("✗◂") // the deciding step, on the timeline
	d.click("Access policy entry app-reports")
	d.wants("ignored, idle model")
	d.click("Fixes")
	d.wants("The smallest changes that open this request")
	d.click("1 reports-role on")
	d.wants("what if: reports-role on")
	at := d.find("2 of 26 steps differ")
	d.send(tea.MouseClickMsg{X: at.X, Y: at.Y, Button: tea.MouseRight})
	d.click("keep  ")
	d.wants("Goal reached: The reports app reads its secret")
	d.click("2 gates")
	d.click("◉ on  Access policy entry of") // its switch
	d.wants("goals 2/2")
	d.click("1 briefing")
	d.click("Debrief")
	d.wants("100 of 100 points", "Least privilege, 20 of 20")
}
