package windows

import (
	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

func (r *Requests) table() []desktop.Command {
	return append([]desktop.Command{
		{ID: "requests.issue", Keys: []string{"enter", "space"}, Title: "issue", Hint: 9, Disabled: r.nothing, Run: r.issue,
			Help: "Issue the request under the cursor: it is evaluated, carried out and written to the audit log."},
		{ID: "requests.edit", Keys: []string{"e"}, Title: "edit", Hint: 8, Disabled: r.nothing, Run: r.edit,
			Help: "Make a request of your own out of the one under the cursor: another caller, object, version, profile."},
		{ID: "requests.new", Keys: []string{"n"}, Title: "new", Hint: 7, Disabled: r.unmanned, Run: r.begin,
			Help: "Make a request of your own, from the operator's place."},
		{ID: "requests.repeat", Keys: []string{"r"}, Title: "repeat", Hint: 6, Disabled: r.session.Unrepeatable,
			Help: "Issue once more what was issued last, here, by hand or at the console.",
			Run:  func() desktop.Action { return r.session.Repeating() }},
		{ID: "requests.remove", Keys: []string{"x"}, Title: "remove", Disabled: r.given, Run: r.remove,
			Help: "Take your own request under the cursor off the list. What it did and what the log says of it stay."},
		{ID: "requests.foretell", Keys: []string{"f"}, Title: "foretell", Hint: 5,
			Help: "Turn the question how a request will end, before it is issued, on or off.",
			Run:  func() desktop.Action { return session.AskForecasts{On: !r.session.Learner.Record().Foretells} }},
	}, r.steps()...)
}

// steps are the moves of the list, over the rows that there are now.
func (r *Requests) steps() []desktop.Command {
	moves := r.moves("requests")
	for i, move := range moves {
		moves[i].Run = func() desktop.Action { r.settle(); return move.Run() }
	}
	return moves
}

func (r *Requests) nothing() string {
	if r.Current() == nil {
		return "this scenario has no requests to issue"
	}
	return ""
}

func (r *Requests) issue() desktop.Action { return r.session.Issuing(r.Current().ID) }

func (r *Requests) edit() desktop.Action {
	d, err := r.session.Draft(r.Current().ID)
	if err != nil {
		return session.Say{Text: err.Error()}
	}
	return session.Compose{Draft: d}
}

// unmanned is why nobody can begin a request.
func (r *Requests) unmanned() string {
	if _, err := r.session.NewDraft(); err != nil {
		return err.Error() + "; e begins with the request under the cursor"
	}
	return ""
}

func (r *Requests) begin() desktop.Action {
	d, err := r.session.NewDraft()
	if err != nil {
		return session.Say{Text: err.Error()}
	}
	return session.Compose{Draft: d}
}

// given is why a request cannot be removed.
func (r *Requests) given() string {
	switch now := r.Current(); {
	case now == nil:
		return r.nothing()
	case !r.session.Yours(now.ID):
		return "this one is the scenario's; only your own go"
	}
	return ""
}

func (r *Requests) remove() desktop.Action {
	id := r.Current().ID
	r.session.Forget(id)
	r.settle()
	return session.Say{Text: id + " is off the list"}
}
