package scenarios

import (
	"slices"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"

	"kvlab/engine"
	"kvlab/engine/trace"
)

// The files of testdata/traces are traces of the embedded labs, whole or in outline:
//
//	trace REQUEST
//	outline REQUEST [set=(GATE=on,…)] [profile=service] [fixes]
//
// An outline leaves out details, evidence and commands: the gates' own tests hold those.
func TestTracesOfTheLabs(t *testing.T) {
	for _, e := range Catalogue() {
		s := openLab(t, e.ID)
		asked := map[string]bool{}
		datadriven.RunTest(t, "testdata/traces/"+e.ID, func(t *testing.T, d *datadriven.TestData) string {
			asked[cased(d)] = true
			result := runCase(t, s, d)
			if d.Cmd == "outline" {
				return outline(t, result)
			}
			return inWords(t, result)
		})
		for _, c := range everyFlip(s) {
			if !asked[c] {
				t.Errorf("testdata/traces/%s lacks: outline %s", e.ID, c)
			}
		}
	}
}

// everyFlip is every gate flipped alone under both profiles, for every request.
func everyFlip(s *Scenario) []string {
	var cases []string
	for _, r := range s.Requests {
		for i := range s.Gates {
			to := "on"
			if s.Starts[i] == "on" {
				to = "off"
			}
			flip := r.ID + " set=" + s.Gates[i].ID + "=" + to
			cases = append(cases, flip, flip+" profile=service")
		}
	}
	return cases
}

func cased(d *datadriven.TestData) string {
	var words []string
	for _, arg := range d.CmdArgs {
		if arg.Key != "fixes" {
			words = append(words, strings.Trim(arg.Key+"="+strings.Join(arg.Vals, ","), "="))
		}
	}
	return strings.Join(words, " ")
}

func inWords(t *testing.T, x *trace.Trace) string {
	var b strings.Builder
	if err := trace.WriteText(&b, x); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// outline is a trace in words without what stands under its steps.
func outline(t *testing.T, x *trace.Trace) string {
	short := *x
	short.Gates = slices.Clone(x.Gates)
	for i := range short.Gates {
		steps := slices.Clone(short.Gates[i].Steps)
		for k := range steps {
			steps[k].Detail, steps[k].Evidence, steps[k].Command = "", nil, ""
		}
		short.Gates[i].Steps = steps
	}
	return inWords(t, &short)
}

// runCase starts a fresh lab, sets gates and evaluates the request.
func runCase(t *testing.T, s *Scenario, d *datadriven.TestData) *trace.Trace {
	lab := startLab(t, s)
	var p Progress
	for _, arg := range d.CmdArgs {
		switch arg.Key {
		case "set":
			for _, change := range arg.Vals {
				if err := s.make(lab, &p, change); err != nil {
					d.Fatalf(t, "%v", err)
				}
			}
		case "profile":
			if err := lab.Apply("profile", engine.Change{Path: "lab.profile", Value: arg.Vals[0]}); err != nil {
				d.Fatalf(t, "%v", err)
			}
		}
	}
	r, err := s.Request(d.CmdArgs[0].Key)
	if err != nil {
		d.Fatalf(t, "%v", err)
	}
	result, err := lab.Evaluate(r)
	if err != nil {
		t.Fatal(err)
	}
	if d.HasArg("fixes") {
		if result.Fixes, err = lab.Fixes(r, s.Others(r.ID), s.Switches()); err != nil {
			t.Fatal(err)
		}
	}
	return result
}
