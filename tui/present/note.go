package present

import (
	"strconv"
	"strings"

	"kvlab/engine/trace"
)

// once is a file's note the first time, and what stands in for one where the file has none.
func (r *recorder) once(about, note, otherwise string) string {
	if note == "" || r.told[about] {
		return otherwise
	}
	r.told[about] = true
	return note
}

// goalNotes are the file's notes on goals. Those of questions were given when they were asked.
func (r *recorder) goalNotes(ids []string) string {
	note := ""
	for _, id := range ids {
		if g, err := r.sc.Goal(id); err == nil && g.Question == "" {
			note = join(note, g.Notes)
		}
	}
	return note
}

// stepNote is what to point at: the values that the step read, and how they are seen on a real subscription.
func stepNote(s *trace.Step) string {
	var read []string
	for _, e := range s.Evidence {
		if len(e.Value) <= longEvidence && len(read) < mostEvidence {
			read = append(read, e.Label+" = "+e.Value)
		}
	}
	note := ""
	if len(read) > 0 {
		note = "Point at: " + strings.Join(read, "; ") + "."
	}
	if s.Command != "" && len(s.Command) <= longCommand {
		note = join(note, "On a real subscription: "+s.Command)
	}
	if note == "" {
		note = "Ask what would have to be different here for it to end otherwise."
	}
	return note
}

// What of a step can be said aloud, in characters and in values.
const (
	longEvidence = 60
	mostEvidence = 3
	longCommand  = 120
)

// outcomeNote says what decided, what lies behind the gate that did, and where the profiles differ.
func outcomeNote(t *trace.Trace) string {
	note := "Ask which one change would shut it again."
	if _, s := stepAt(t, decided(t)); s != nil && t.Verdict != trace.Allowed {
		note = sentence("What decided: " + s.Title)
	}
	for i := range t.Gates {
		if g := &t.Gates[i]; g.Outcome == trace.GateWouldFail {
			note = join(note, capital(string(g.Gate))+" was never asked, and would refuse as well.")
		}
	}
	for _, n := range t.Notes {
		note = join(note, sentence(n))
	}
	return note
}

// coming is an outcome that the class is to call.
func coming(t *trace.Trace) string { return sentence("It will be " + trace.Summary(t)) }

// flipped says which requests a change opens and which it shuts.
func (r *recorder) flipped(before, now map[string]string) string {
	var opens, shuts []string
	for _, q := range r.sc.Requests {
		was, is := strings.HasPrefix(before[q.ID], string(trace.Allowed)), strings.HasPrefix(now[q.ID], string(trace.Allowed))
		switch {
		case is && !was:
			opens = append(opens, q.ID)
		case was && !is:
			shuts = append(shuts, q.ID)
		}
	}
	note := "It changes no verdict."
	switch {
	case len(opens) > 0 && len(shuts) > 0:
		note = "It opens " + strings.Join(opens, ", ") + " and shuts " + strings.Join(shuts, ", ") + "."
	case len(opens) > 0:
		note = "It opens " + strings.Join(opens, ", ") + "."
	case len(shuts) > 0:
		note = "It shuts " + strings.Join(shuts, ", ") + "."
	}
	return note
}

// join puts two notes one behind the other.
func join(a, b string) string {
	return strings.TrimSpace(strings.TrimSpace(a) + " " + strings.TrimSpace(b))
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
