package scenarios

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"

	"kvlab/engine"
	"kvlab/engine/profile"
	"kvlab/engine/trace"
)

// The files of testdata/traces are traces of the embedded labs, whole, in outline or in a line each:
//
//	trace REQUEST [set=(CHANGE,…)] [profile=service] [fixes]
//	outline REQUEST [set=(CHANGE,…)] [profile=service] [fixes]
//	flips REQUEST [profile=service]
//
// A change is written as in solutions: GATE=on, issue=REQUEST. An outline leaves out details, evidence and commands: the
// gates' own tests hold those. Flips are how the request ends with each gate flipped alone.
func TestTracesOfTheLabs(t *testing.T) {
	for _, e := range Catalogue() {
		s := openLab(t, e.ID)
		asked := map[string]bool{}
		datadriven.RunTest(t, "testdata/traces/"+e.ID, func(t *testing.T, d *datadriven.TestData) string {
			if d.Cmd == "flips" {
				return flips(t, s, d, asked)
			}
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
			flip := r.ID + " set=" + s.Gates[i].ID + "=" + s.flipped(i)
			cases = append(cases, flip, flip+" profile=service")
		}
	}
	return cases
}

// flipped is the state of a gate that it does not start in.
func (s *Scenario) flipped(gate int) string {
	if s.Starts[gate] == "on" {
		return "off"
	}
	return "on"
}

// flips is how a request ends at the start, and with each gate flipped alone, a line each.
func flips(t *testing.T, s *Scenario, d *datadriven.TestData, asked map[string]bool) string {
	r, err := s.Request(d.CmdArgs[0].Key)
	if err != nil {
		d.Fatalf(t, "%v", err)
	}
	chosen, named := string(profile.Guide), ""
	if d.MaybeScanArgs(t, "profile", &chosen) {
		named = " profile=" + chosen
	}
	lab := startLab(t, s)
	ending := func(changes ...engine.Change) string {
		x, err := lab.WhatIf(r, append(changes, engine.Change{Path: "lab.profile", Value: chosen})...)
		if err != nil {
			t.Fatal(err)
		}
		return trace.Summary(x)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "as it begins: %s\n", ending())
	for i, g := range s.Gates {
		flip := g.ID + "=" + s.flipped(i)
		asked[r.ID+" set="+flip+named] = true
		fmt.Fprintf(&b, "%s: %s\n", flip, ending(engine.Change{Path: g.Path, Value: g.Value(s.flipped(i))}))
	}
	return b.String()
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
