package windows

import (
	"strings"

	"kvlab/engine/audit"
)

// sift keeps the events that pass the filter.
func (l *Log) sift(events []audit.Event) {
	l.rows = l.rows[:0]
	for i := range events {
		if e := &events[i]; l.reader.Passes(e, l.filter.text) {
			l.rows = append(l.rows, e)
		}
	}
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
