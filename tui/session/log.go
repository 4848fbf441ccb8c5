package session

import (
	"strconv"
	"strings"

	"kvlab/engine/audit"
	"kvlab/engine/estate"
)

// LogReader reads the vaults' log with the names that a lab knows.
type LogReader struct{ names map[string]string }

// NewLogReader knows everybody in an estate, by all object ids that they have or had. In none, nil, it knows nobody.
func NewLogReader(e *estate.Estate) LogReader {
	names := map[string]string{}
	if e == nil {
		return LogReader{names}
	}
	for i := range e.Principals {
		p := &e.Principals[i]
		for _, former := range p.FormerObjectIDs {
			names[former] = p.Name
		}
		names[p.ObjectID] = p.Name
	}
	return LogReader{names}
}

// Caller is who asked, by name where the lab knows one.
func (l LogReader) Caller(e *audit.Event) string {
	switch name := l.names[e.ObjectID]; {
	case name != "":
		return name
	case e.ObjectID != "":
		return e.ObjectID
	case e.Request == "":
		return "the service"
	}
	return "nobody known"
}

// Passes reports whether an event has all words of a filter: in the operation, the caller, the address, the object, the
// request or the status, of which 4xx is a whole class. A word after a minus must not be there.
func (l LogReader) Passes(e *audit.Event, filter string) bool {
	words := strings.Fields(strings.ToLower(filter))
	if len(words) == 0 {
		return true
	}
	status := strconv.Itoa(e.Status)
	in := strings.ToLower(strings.Join([]string{e.OperationName, status, status[:1] + "xx", e.Signature, l.Caller(e), e.CallerAddress,
		e.RequestURI, e.Request}, "\n"))
	for _, word := range words {
		bare, not := strings.CutPrefix(word, "-")
		if bare != "" && strings.Contains(in, bare) == not {
			return false
		}
	}
	return true
}

// Untraceable says why there is no trace to be had of an event; empty when there is (action Recall).
func (s *Session) Untraceable(e *audit.Event) string {
	if e.Request == "" {
		return "the service did this by itself: there was no request"
	}
	if _, err := s.Find(e.Request); err != nil {
		return "the log does not keep all that a request carried, and this one is none of the list"
	}
	return ""
}
