package session

import (
	"kvlab/engine"
	"kvlab/engine/trace"
)

// Actions of the console's window.
type (
	// Type runs a text in a console.
	Type struct {
		Console *Console
		Text    string
	}
	// Suggest finds how the last word of a text may go on.
	Suggest struct {
		Console *Console
		Text    string
		Found   *Found[Completion]
	}
	// Recollect reads what was typed in earlier sittings.
	Recollect struct{ Console *Console }
	// Study opens a trace in the window of the trace: the program calls Session.Study and shows that window.
	Study struct {
		Request *engine.Request // nil for a request that nobody typed
		Trace   *trace.Trace
	}
)

// Job see Doer.
func (a Type) Job(*Session) Job { return a.Console.Run(a.Text) }

// Job see Doer.
func (a Suggest) Job(*Session) Job { return a.Console.Complete(a.Text, a.Found) }

// Job see Doer.
func (a Recollect) Job(*Session) Job { return a.Console.Recall() }
