package session

// Doer is an action that knows its own job: whatever works on the lab and needs nothing else from the program.
type Doer interface{ Job(*Session) Job }

// Actions are what windows ask the program for (desktop.Action).
type (
	// Flip turns a gate of the scenario over.
	Flip struct{ Gate string }
	// Issue carries a request out.
	Issue struct{ Request string }
	// FindFixes searches what would open the last request; Reading.Fixes holds the answer.
	FindFixes struct{}
	// Play follows Reading.Playing: it starts the steps that go by themselves.
	Play struct{}
	// Copy puts a text on the clipboard.
	Copy struct{ What, Text string }
	// CopyTrace puts the trace on the clipboard, as Markdown.
	CopyTrace struct{}
	// Ask opens the question of a goal, Answer answers it.
	Ask    struct{ Goal string }
	Answer struct{ Goal, Choice string }
	// Say shows a sentence on the status bar.
	Say struct{ Text string }
	// Pick opens a scenario, named by an id or a file.
	Pick struct{ Scenario string }
	// Dismiss closes the dialog in front.
	Dismiss struct{}
)
