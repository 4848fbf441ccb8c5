package windows

import (
	"cmp"
	"strconv"
	"strings"

	"kvlab/engine/audit"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

func (l *Log) table() []desktop.Command {
	return append(append([]desktop.Command{
		{ID: "log.trace", Keys: []string{"enter"}, Title: "trace", Hint: 9, Disabled: l.untraceable,
			Help: "Evaluate the request behind this event as the lab is now, and open the trace. Nothing is carried out.", Run: l.recall},
		{ID: "log.filter", Keys: []string{"/"}, Title: "filter", Hint: 8,
			Help: "Type words that an event must have: operation, status (403, 4xx), caller, address, object; -word must not be there.",
			Run:  func() desktop.Action { l.filter.begin(); return l.filtered() }},
		{ID: "log.clear", Keys: []string{"x"}, Title: "clear filter", Help: "Show every event again.",
			Disabled: func() string {
				if l.filter.text == "" {
					return "there is no filter"
				}
				return ""
			},
			Run: func() desktop.Action { l.filter.text = ""; return l.filtered() }},
		{ID: "log.follow", Keys: []string{"f"}, Title: "follow", Hint: 7, Help: "Go to the newest event and stay with what comes; going up leaves it.",
			Run: func() desktop.Action { l.to(l.size - 1); return nil }},
	}, l.beside.commands("log", l.Bump)...), l.moves("log")...)
}

// untraceable says why there is no trace to be had of the event under the cursor.
func (l *Log) untraceable() string {
	l.settle()
	e := l.current()
	if e == nil {
		return "there is no event"
	}
	if e.Request == "" {
		return "the service did this by itself: there was no request"
	}
	if _, err := l.session.Find(e.Request); err != nil {
		return "the log does not keep all that a request carried, and this one is none of the scenario's"
	}
	return ""
}

func (l *Log) recall() desktop.Action { return session.Recall{Event: *l.current()} }

// about is all fields of an event, under the names they have in the log.
func (l *Log) about(c desktop.Canvas, e *audit.Event) []paragraph {
	p := &prose{theme: c.Theme}
	p.head(e.OperationName)
	glyph, style := l.mark(c, e)
	p.mark(style, "status", glyph+" "+strconv.Itoa(e.Status)+" "+e.Signature)
	p.fact("time", moment(e.Time))
	if why := l.untraceable(); why != "" {
		p.fact("trace", "none: "+why)
	} else {
		p.fact("trace", "not kept; enter evaluates the request as the lab is now, which may have changed since")
	}
	p.fact("caller", l.reader.Caller(e))
	p.fact("oid", e.ObjectID)
	p.fact("appid", e.AppID)
	p.fact("address", e.CallerAddress)
	p.fact("let in by", cmp.Or(grantedBy(e), "no grant"))
	p.fact("uri", e.RequestURI)
	p.fact("resource", e.ResourceID)
	p.fact("correlation", e.CorrelationID)
	p.fact("request", e.Request)
	if e.Description != "" {
		p.gap()
		for _, line := range strings.Split(e.Description, "\n") {
			p.say(line)
		}
	}
	return p.lines
}

// grantedBy is the model that let a request through, empty for neither.
func grantedBy(e *audit.Event) string {
	switch {
	case e.RBACAuthorized:
		return "Azure RBAC"
	case e.PolicyMatched:
		return "an access policy"
	}
	return ""
}
