// Package tui is the desktop: one Bubble Tea model that routes messages, and plain structs for everything else.
//
//	err := tui.Run(ctx, tui.Options{Where: session.Where{Data: dir}, Scenario: "broken-dns"})
//
// The model (model.go) knows who gets a message and nothing more. Keys go to the dialog in front, then to the
// window that has the keyboard, then to the commands that hold everywhere (commands.go). What a command wants done
// beyond its window comes back as an action (actions.go); what touches a lab is a job (jobs.go), run outside of the
// event loop, one at a time. README.md has the rules.
package tui
