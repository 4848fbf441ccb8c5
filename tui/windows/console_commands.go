package windows

import (
	"iter"
	"strings"

	"kvlab/tui/az"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

func (w *Console) table() []desktop.Command {
	scroll := func(pages int) func() desktop.Action {
		return func() desktop.Action {
			w.scroll(pages * max(1, w.height-1))
			return nil
		}
	}
	own := []desktop.Command{
		{ID: "console.run", Keys: []string{"enter"}, Title: "run", Hint: 9, Help: "Run the line on the lab.", Disabled: w.blank, Run: w.run},
		{ID: "console.complete", Keys: []string{"tab"}, Title: "complete", Hint: 8, Disabled: w.nobody,
			Help: "Complete the word before the cursor, or list what it may become.", Run: w.complete},
		{ID: "console.older", Keys: []string{"up"}, Title: "line before", Hint: 7, Disabled: w.nobody,
			Help: "Fetch what was typed before, from earlier sittings as well.", Run: func() desktop.Action { return w.recall(1) }},
		{ID: "console.newer", Keys: []string{"down"}, Title: "line after", Disabled: w.nobody,
			Help: "Fetch what was typed after that, at last the line you began.", Run: func() desktop.Action { return w.recall(-1) }},
		{ID: "console.trace", Keys: []string{"ctrl+t"}, Title: "open trace", Hint: 6, Disabled: w.untraced,
			Help: "Open the trace of the last request that a command made.", Run: func() desktop.Action { return study(w.console.LastCall()) }},
		{ID: "console.page_up", Keys: []string{"pgup"}, Title: "page up", Help: "Scroll back to what came earlier.", Run: scroll(1)},
		{ID: "console.page_down", Keys: []string{"pgdown"}, Title: "page down", Help: "Scroll on towards the end.", Run: scroll(-1)},
		{ID: "console.clear", Keys: []string{"ctrl+l"}, Title: "clear", Help: "Take away what came back; the lines to fetch stay.", Run: w.clear},
		{ID: "console.drop", Keys: []string{"esc"}, Title: "drop line", Help: "Close the list of words, else take the line away.", Run: w.drop},
	}
	return append(own, w.line.edits("console", func() { w.words = nil; w.Bump() })...)
}

func (w *Console) clear() desktop.Action {
	w.console.Clear()
	w.back = 0
	return nil
}

func (w *Console) drop() desktop.Action {
	if w.words == nil {
		w.line.set("")
		w.ago = 0
	}
	w.words = nil
	w.Bump()
	return nil
}

func (w *Console) untraced() string {
	if w.console.LastCall() == nil {
		return "no command has made a request yet"
	}
	return ""
}

// studyAt opens the trace of an exchange's last request.
func (w *Console) studyAt(exchange int) desktop.Action {
	var call *az.Call
	w.console.Read(func(exchanges []*session.Exchange) {
		if exchange < len(exchanges) {
			call = exchanges[exchange].Call
		}
	})
	return study(call)
}

func study(call *az.Call) desktop.Action {
	if call == nil {
		return nil
	}
	return session.Study{Request: call.Request, Trace: call.Trace}
}

// lines are the lines of a text, one at least, without their ends.
func lines(text string) iter.Seq[string] {
	return strings.SplitSeq(strings.TrimRight(text, "\n"), "\n")
}
