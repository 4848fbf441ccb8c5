package engine

import (
	"strconv"

	"kvlab/engine/authz"
	"kvlab/engine/estate"
	"kvlab/engine/objects"
	"kvlab/engine/operation"
	"kvlab/engine/profile"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// note says where the trace would read otherwise under the other profile. The gates' findings are used again; only
// what depends on the profile is judged anew.
func (e *evaluation) note(v *store.View, r *Request) {
	other := e.lab.Profile.Other()
	f := e.findings
	e.noteIf(other, profile.GateOrder, f.stop(other))

	if objects.DependsOnProfile(&f.object) {
		f.object = objects.Evaluate(v, other, e.lab.Clock, r, e.op, e.vault).Finding
		if differ(f.object.Stop, e.findings.object.Stop) {
			window := profile.SecretWindow
			if e.op.Collection == operation.Keys {
				window = profile.KeyValidityUse
			}
			e.noteIf(other, window, f.stop(other))
		}
	}
	if e.op.Plane == operation.Data && e.vault != nil && e.vault.Model == estate.Unset {
		f.authorization = authz.Evaluate(v, other, e.lab.Clock, e.op, e.vault, r.Object, e.caller)
		e.noteIf(other, profile.DefaultModel, f.stop(other))
	}
}

func (e *evaluation) noteIf(other profile.Profile, difference string, stop *trace.Finding) {
	mine := e.findings.stop(e.lab.Profile)
	if stop == mine || stop != nil && mine != nil && stop.Gate == mine.Gate && !differ(stop.Stop, mine.Stop) {
		return
	}
	d, _ := profile.Find(difference)
	text, is := d.Service, "would be "
	if other == profile.Guide {
		text = d.Guide
	}
	e.trace.Notes = append(e.trace.Notes, d.Name+": under the "+string(other)+" profile this request "+is+ending(stop)+" ("+d.Title+": "+text+")")
}

func differ(a, b *trace.Stop) bool {
	if a == nil || b == nil {
		return a != b
	}
	return a.Verdict != b.Verdict || a.Response.Status != b.Response.Status || !same(a.Response.InnerCode, b.Response.InnerCode)
}

func same(a, b *string) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// ending says in a few words how a request ends.
func ending(f *trace.Finding) string {
	if f == nil {
		return "allowed"
	}
	s := string(f.Stop.Verdict) + " at " + string(f.Gate)
	r := f.Stop.Response
	if r.Status != 0 {
		s += " with " + strconv.Itoa(r.Status)
	}
	if r.InnerCode != nil {
		s += " " + *r.InnerCode
	}
	return s
}
