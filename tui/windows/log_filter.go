package windows

import (
	"strconv"
	"strings"

	"kvlab/engine/audit"
	"kvlab/engine/estate"
)

// sift keeps the events that pass the filter. Every word of it has to be found: in the operation, the caller, the
// address, the object, the request or the status, of which 4xx is a whole class. A word after a minus must not be.
func (l *Log) sift(events []audit.Event) {
	words := strings.Fields(strings.ToLower(l.filter.text))
	l.rows = l.rows[:0]
	for i := range events {
		if e := &events[i]; len(words) == 0 || passes(words, l.haystack(e)) {
			l.rows = append(l.rows, e)
		}
	}
}

func passes(words []string, in string) bool {
	for _, word := range words {
		bare, not := strings.CutPrefix(word, "-")
		if bare != "" && strings.Contains(in, bare) == not {
			return false
		}
	}
	return true
}

// haystack is what is searched of an event.
func (l *Log) haystack(e *audit.Event) string {
	status := strconv.Itoa(e.Status)
	return strings.ToLower(strings.Join([]string{e.OperationName, status, status[:1] + "xx", e.Signature, l.caller(e), e.CallerAddress,
		e.RequestURI, e.Request}, "\n"))
}

// callers are the names of those whose object ids stand in the log.
func callers(e *estate.Estate) map[string]string {
	names := map[string]string{}
	if e != nil {
		for i := range e.Principals {
			p := &e.Principals[i]
			for _, former := range p.FormerObjectIDs {
				names[former] = p.Name
			}
			names[p.ObjectID] = p.Name
		}
	}
	return names
}

// caller is who asked, by name where the lab knows one.
func (l *Log) caller(e *audit.Event) string {
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

// target is what was asked for: the address without what all have in common.
func target(e *audit.Event) string {
	_, rest, found := strings.Cut(e.RequestURI, "://")
	if !found {
		return e.RequestURI
	}
	host, path, _ := strings.Cut(rest, "/")
	if vault, ok := strings.CutSuffix(host, ".vault.azure.net"); ok {
		return strings.TrimSuffix(vault+"/"+path, "/")
	}
	return path[strings.LastIndexByte(path, '/')+1:]
}
