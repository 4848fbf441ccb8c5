package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"kvlab/engine"
	"kvlab/engine/nearest"
	"kvlab/engine/profile"
	"kvlab/engine/trace"
	"kvlab/scenarios"
)

// runOptions are the flags of kvlab run.
type runOptions struct {
	request string
	set     []string
	profile string
	fixes   bool
	format  string
}

func (p *program) runCommand() *cobra.Command {
	var o runOptions
	c := p.command(&cobra.Command{
		Use:   "run SCENARIO|FILE",
		Short: "Issue a scenario's requests and print why they were allowed or refused",
		Long: "Run works on a throw-away copy in memory and needs no terminal. It issues the scenario's requests in the order of " +
			"the file, or the one you name. Exit status 0: all allowed; 3: at least one was denied or failed.",
		Example:           "kvlab run broken-dns --fixes\nkvlab run wired-web-app --set zone-link=off --format json",
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: completeScenario,
	}, func(c *cobra.Command, args []string) error { return p.runScenario(c.OutOrStdout(), args[0], o) })
	f := c.Flags()
	f.StringVar(&o.request, "request", "", "issue this request only")
	f.StringArrayVar(&o.set, "set", nil, "flip a gate first, `GATE=on|off`; may be given more than once")
	f.StringVar(&o.profile, "profile", "", "whose behaviour to follow: guide or service (default: the scenario's)")
	f.BoolVar(&o.fixes, "fixes", false, "search the smallest changes that would open each refused request")
	f.StringVar(&o.format, "format", "text", "text, json or markdown; mermaid or svg for a picture of one request")
	var formats []string
	completeWords(c, "profile", string(profile.Guide), string(profile.Service))
	for _, name := range trace.Formats {
		formats = append(formats, string(name))
	}
	completeWords(c, "format", formats...)
	return c
}

func completeWords(c *cobra.Command, flag string, words ...string) {
	// The only error is a flag that does not exist, and a test completes each of them.
	_ = c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
}

func (p *program) runScenario(out io.Writer, name string, o runOptions) (err error) {
	form, err := trace.ParseFormat(o.format)
	if err != nil {
		return usage(err)
	}
	sc, err := scenarios.Open(name)
	if err != nil {
		return usage(err)
	}
	lab, err := engine.Open("", engine.Options{InMemory: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lab.Close()) }()
	if err := sc.Start(lab); err != nil {
		return err
	}
	if err := prepare(lab, sc, o); err != nil {
		return usage(err)
	}
	requests := sc.Requests
	if o.request != "" {
		r, err := sc.Request(o.request)
		if err != nil {
			return usage(err)
		}
		requests = []*engine.Request{r}
	}
	if picture(form) && len(requests) != 1 {
		return usage(fmt.Errorf("--format %s draws one request: choose it with --request", form))
	}
	traces, err := issue(lab, sc, requests, o.fixes)
	if err != nil {
		return err
	}
	for _, t := range traces {
		if t.Verdict != trace.Allowed {
			p.status = statusRefused
		}
	}
	return writeTraces(out, form, sc.ID, traces)
}

// prepare puts the lab into the state that the flags ask for.
func prepare(lab *engine.Lab, sc *scenarios.Scenario, o runOptions) error {
	if o.profile != "" {
		chosen, err := profile.Parse(o.profile)
		if err != nil {
			return err
		}
		if err := lab.SetProfile(chosen); err != nil {
			return err
		}
	}
	for _, setting := range o.set {
		id, to, ok := strings.Cut(setting, "=")
		if !ok || to != "on" && to != "off" {
			return fmt.Errorf("--set %s: write GATE=on or GATE=off", setting)
		}
		gate, err := sc.Gate(id)
		if err != nil {
			return fmt.Errorf("--set %s: %w", setting, err)
		}
		if err := lab.Apply(setting, engine.Change{Path: gate.Path, Value: gate.Value(to)}); err != nil {
			return fmt.Errorf("--set %s: %w", setting, err)
		}
	}
	return nil
}

func issue(lab *engine.Lab, sc *scenarios.Scenario, requests []*engine.Request, fixes bool) ([]*trace.Trace, error) {
	traces := make([]*trace.Trace, 0, len(requests))
	for _, r := range requests {
		var found []trace.Fix
		if fixes {
			var err error
			if found, err = lab.Fixes(r, sc.Others(r.ID), sc.Switches()); err != nil {
				return nil, err
			}
		}
		result, err := lab.Do(r)
		if err != nil {
			return nil, err
		}
		result.Trace.Fixes = found
		traces = append(traces, result.Trace)
	}
	return traces, nil
}

// hintOr is a suggestion, or the punctuation that stands in its place.
func hintOr(word string, known []string) string {
	if h := nearest.Hint(word, known); h != "" {
		return h
	}
	return ":"
}

// picture reports whether a format is a drawing, of which a document holds one.
func picture(f trace.Format) bool { return f == trace.Mermaid || f == trace.SVG }

// writeTraces writes the traces of a run: in JSON as one document, else one after the other.
func writeTraces(out io.Writer, form trace.Format, scenario string, traces []*trace.Trace) error {
	if form == trace.JSON {
		return writeJSON(out, scenario, traces)
	}
	for i, t := range traces {
		if i > 0 {
			fmt.Fprintln(out)
		}
		if err := form.Write(out, t); err != nil {
			return err
		}
	}
	return nil
}

func writeJSON(w io.Writer, scenario string, traces []*trace.Trace) error {
	return trace.WriteJSON(w, struct {
		Schema   int            `json:"schema"`
		Scenario string         `json:"scenario"`
		Traces   []*trace.Trace `json:"traces"`
	}{trace.Schema, scenario, traces})
}
