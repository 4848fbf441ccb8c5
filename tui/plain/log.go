package plain

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"kvlab/engine/audit"
	"kvlab/engine/trace"
	"kvlab/tui/session"
)

// How many log entries are read without a number, with one, and at all.
const fewEvents, mostCounted, mostEvents = 20, 99, 500

// log reads the last entries, or those that have all words.
func (t *talk) log(words string) error {
	most, filter, err := logRange(words)
	if err != nil {
		return err
	}
	known, err := t.open.Lab.Events(mostEvents)
	if err != nil {
		return err
	}
	reader := session.NewLogReader(t.open.State.Estate)
	t.events = []audit.Event{}
	for i := range known {
		if reader.Passes(&known[i], filter) {
			t.events = append(t.events, known[i])
		}
	}
	passed := len(t.events)
	t.events = t.events[max(0, passed-most):]
	t.numbers("event")
	switch {
	case len(known) == 0:
		t.say("The vaults' log is empty. What never reached a vault is not in it.")
		return nil
	case passed == 0:
		t.say("No entry has all of %q.", filter)
		return nil
	}
	t.say("The vaults' log, %d of %s, the latest last:", len(t.events), count(passed, filter))
	for i := range t.events {
		t.say("%d. %s", i+1, t.logged(reader, &t.events[i]))
	}
	t.say("Type a number to read all about an entry.")
	return nil
}

func count(n int, filter string) string {
	text := strconv.Itoa(n) + " entries"
	if n == 1 {
		text = "1 entry"
	}
	if filter != "" {
		text += " with " + strconv.Quote(filter)
	}
	return text
}

// logRange is how many entries are wanted, and what they have to have. Numbers that could be a status are words.
func logRange(words string) (most int, filter string, err error) {
	n, err := strconv.Atoi(words)
	switch {
	case words == "":
		return fewEvents, "", nil
	case words == "all":
		return mostEvents, "", nil
	case err != nil, n >= 100 && n <= 599:
		return mostEvents, words, nil
	case n < 1 || n > mostCounted:
		return 0, "", fmt.Errorf("log takes how many entries to read, from 1 to %d, or all, or words to look for", mostCounted)
	}
	return n, "", nil
}

// logged is one entry in a sentence.
func (t *talk) logged(r session.LogReader, e *audit.Event) string {
	s := trace.Stamp(e.Time) + ", " + e.OperationName + ", " + strconv.Itoa(e.Status) + " " + e.Signature + ", " + e.RequestURI +
		", by " + r.Caller(e)
	if e.CallerAddress != "" {
		s += ", from " + e.CallerAddress
	}
	if e.Description != "" {
		s += ": " + strings.ReplaceAll(e.Description, "\n", " ")
	}
	return s
}

// eventNamed is an entry of the log that was read last; without one, of the whole.
func (t *talk) eventNamed(word string) (*audit.Event, error) {
	n, err := strconv.Atoi(word)
	switch {
	case len(t.events) == 0:
		return nil, errors.New("no entries were read: log reads them")
	case err != nil || n < 1 || n > len(t.events):
		return nil, errors.New("name the entry by its number: there " + are(len(t.events)))
	}
	return &t.events[n-1], nil
}

// event reads all fields of an entry, under the names they have in the log.
func (t *talk) event(word string) error {
	e, err := t.eventNamed(word)
	if err != nil {
		return err
	}
	let := "no grant"
	switch {
	case e.RBACAuthorized:
		let = "Azure RBAC"
	case e.PolicyMatched:
		let = "an access policy"
	}
	t.say("%s, %d %s, at %s.", e.OperationName, e.Status, e.Signature, trace.Stamp(e.Time))
	reader := session.NewLogReader(t.open.State.Estate)
	for _, field := range [][2]string{{"caller", reader.Caller(e)}, {"oid", e.ObjectID}, {"appid", e.AppID}, {"address", e.CallerAddress},
		{"let in by", let}, {"uri", e.RequestURI}, {"resource", e.ResourceID}, {"correlation", e.CorrelationID}, {"request", e.Request}} {
		t.say("  %s = %s", field[0], cmp.Or(field[1], "(empty)"))
	}
	t.sayAll("  ", trace.VisibleLines(e.Description))
	if why := t.open.Untraceable(e); why != "" {
		t.say("There is no trace of it: %s.", why)
		return nil
	}
	t.say("recall %s evaluates its request as the lab is now.", word)
	return nil
}

// recall opens the trace of an entry's request, as the lab is now.
func (t *talk) recall(word string) error {
	e, err := t.eventNamed(word)
	if err != nil {
		return err
	}
	if why := t.open.Untraceable(e); why != "" {
		return errors.New(why)
	}
	u, err := t.take(session.Recall{Event: *e}.Job(t.open))
	if err != nil {
		return err
	}
	t.open.Reading.MoveTo(-1)
	t.say("%s", sentence(u.Label))
	t.reached(u)
	t.outcome()
	return nil
}
