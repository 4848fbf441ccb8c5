package plain

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"kvlab/engine/trace"
	"kvlab/tui/learner"
	"kvlab/tui/session"
)

// predict says how a request will end and issues it, or tells how good the learner is at that.
func (t *talk) predict(rest string) error {
	word, said, _ := strings.Cut(rest, " ")
	switch word {
	case "":
		t.calibration()
		return nil
	case "on", "off":
		return t.askForecasts(word == "on")
	}
	n, err := pick("request", word, t.requestIDs())
	if err != nil {
		return err
	}
	id := t.open.Requests()[n].ID
	if said = strings.TrimSpace(said); said == "" {
		return t.askForecast(n)
	}
	end, err := foretold(said)
	if err != nil {
		return err
	}
	if err := t.issued(n, session.Foretold{Request: id, Said: end}.Job(t.open)); err != nil {
		return err
	}
	t.judged()
	return nil
}

// askForecast asks how a request will end. The answers are numbers, and any other command leaves it at that.
func (t *talk) askForecast(request int) error {
	r := t.open.Requests()[request]
	t.say("%s", sentence(r.Label))
	t.say("How will it end?")
	record := t.book().Record()
	var lines []string
	for i, e := range learner.Endings() {
		past := ""
		if n := record.Forecasts[e]; n.Made > 0 {
			past = " You said so before, and were right " + timesOf(n) + "."
		}
		t.say("%d. %s.%s", i+1, e.InWords(), past)
		lines = append(lines, "predict "+r.ID+" "+string(e))
	}
	t.say("%d. Say nothing, and issue it.", len(lines)+1)
	t.numbered(append(lines, "issue "+r.ID+" "+unasked))
	t.say("Type the number of your answer. Nothing is issued before.")
	return nil
}

// foretold is the ending that somebody's words mean: allowed, or a gate, with the verdict before it or without.
func foretold(said string) (learner.Ending, error) {
	var gate learner.Ending
	words := strings.Fields(strings.ToLower(said))
	through, stopped := false, false
	for _, w := range words {
		switch {
		case w == "allowed" || w == string(learner.Through):
			through = true
		case slices.Contains([]string{"denied", "failed", "refused", "stopped", "at", "the", "by"}, w):
			stopped = true
		default:
			end, err := gateNamed(w)
			if err != nil {
				return "", err
			}
			gate = end
		}
	}
	switch {
	case through && (stopped || gate != ""):
		return "", fmt.Errorf("%q says two things: an allowed request is stopped nowhere", said)
	case through:
		return learner.Through, nil
	case gate == "":
		return "", errors.New("say which gate stops it: identity, authorization, network or object")
	}
	return gate, nil
}

func gateNamed(word string) (learner.Ending, error) {
	var names []string
	for _, g := range trace.GateNames {
		names = append(names, string(g))
	}
	n, err := pick("gate, and no ending,", word, names)
	if err != nil || number(word) {
		return "", fmt.Errorf("a request ends allowed, or is stopped at a gate: identity, authorization, network or object; %q is none of them", word)
	}
	return learner.Ending(names[n]), nil
}

// judged says what came of the forecast made last.
func (t *talk) judged() {
	f := t.book().Record().Latest
	if f == nil {
		return
	}
	if f.Right() {
		t.say("You were right: it was %s.", f.Was.InWords())
	} else {
		t.say("You said %s, and it was %s.", f.Said.InWords(), f.Was.InWords())
	}
	t.say("So far you were right %s.", timesOf(t.book().Record().Calibration()))
}

// calibration is how often the learner was right, in all and by what was said.
func (t *talk) calibration() {
	r := t.book().Record()
	t.forecasts(r)
	asks := "predict on has issue ask first, each time."
	if r.Foretells {
		asks = "issue asks first, each time; predict off ends that."
	}
	t.say("predict and a request asks how it will end, and issues it. %s", asks)
}

// forecasts reads the tallies.
func (t *talk) forecasts(r *learner.Record) {
	all := r.Calibration()
	if all.Made == 0 {
		t.say("You have said of no request how it will end.")
		return
	}
	t.say("Of what you said of requests before they were issued, you were right %s.", timesOf(all))
	for _, e := range learner.Endings() {
		if n := r.Forecasts[e]; n.Made > 0 {
			t.say("- Said %s: right %s.", e.InWords(), timesOf(n))
		}
	}
}

func timesOf(n learner.Tally) string { return fmt.Sprintf("%d of %s", n.Right, plural(n.Made, "time")) }

func (t *talk) askForecasts(on bool) error {
	note := session.AskForecasts{On: on}.Job(t.open)
	if _, err := note(); err != nil {
		return err
	}
	if on {
		t.say("issue asks how a request will end, from now on, here and at the desktop.")
		return nil
	}
	t.say("issue does not ask any more.")
	return nil
}
