package trace

import (
	"strconv"
	"strings"
)

// Summary is how the request ended, in a few words: "denied at network, 403 ForbiddenByConnection".
func Summary(t *Trace) string {
	s := string(t.Verdict)
	if t.StoppedAt != nil {
		s += " at " + string(*t.StoppedAt)
	}
	r := t.Response
	switch {
	case r.Status == 0:
		return s + ", no HTTP answer"
	case r.InnerCode != nil:
		return s + ", " + strconv.Itoa(r.Status) + " " + *r.InnerCode
	case r.Code != nil:
		return s + ", " + strconv.Itoa(r.Status) + " " + *r.Code
	}
	return s + ", " + strconv.Itoa(r.Status)
}

// Asked is the request in one line: who asks which vault for what.
func (r Request) Asked() string {
	s := r.Caller
	if r.Host != "" && r.Host != r.Caller {
		s += " on " + r.Host
	}
	s += " asks " + r.Vault + " for " + r.Operation
	if r.Object != "" {
		s += " " + r.Object
	}
	if r.Version != "" {
		s += "/" + r.Version
	}
	return s
}

// seen is the text the caller sees, nil when the request went through.
func (r Response) seen() *string {
	if r.ClientError != nil {
		return r.ClientError
	}
	return r.Message
}

// Words are a gate's outcome as a reader sees it: "would fail".
func (o GateOutcome) Words() string { return strings.ReplaceAll(string(o), "_", " ") }

// Words are a reason as a reader sees it: "zone not linked".
func (r Reason) Words() string { return strings.ReplaceAll(string(r), "_", " ") }

// InWords is a fix as a reader sees it: "zone-link on (Zone linked to vnet-app) and a-record on".
func (f Fix) InWords() string {
	words := make([]string, len(f.Changes))
	for i, c := range f.Changes {
		switch {
		case c.Grant != "":
			words[i] = "a new " + strings.ReplaceAll(c.Grant, "_", " ") + ": " + c.Label
		case c.Label != "":
			words[i] = c.Gate + " " + c.To + " (" + c.Label + ")"
		default:
			words[i] = c.Gate + " " + c.To
		}
	}
	return strings.Join(words, " and ")
}
