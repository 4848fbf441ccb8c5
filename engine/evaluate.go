package engine

import (
	"cmp"
	"fmt"
	"net/netip"

	"kvlab/engine/authz"
	"kvlab/engine/control"
	"kvlab/engine/estate"
	"kvlab/engine/identity"
	"kvlab/engine/nearest"
	"kvlab/engine/network"
	"kvlab/engine/objects"
	"kvlab/engine/operation"
	"kvlab/engine/profile"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// Evaluate says what would become of a request, and why. It changes nothing.
func (l *Lab) Evaluate(r *Request) (*trace.Trace, error) {
	v := l.store.View()
	e, err := evaluate(v, r)
	if closing := v.Close(); closing != nil {
		return nil, closing
	}
	if err != nil {
		return nil, err
	}
	return e.trace, nil
}

// evaluation is a trace together with what produced it.
type evaluation struct {
	trace    *trace.Trace
	lab      estate.Lab
	op       *operation.Operation
	host     *estate.Host
	vault    *estate.Vault // nil when there is none
	caller   *estate.Caller
	findings findings
	effect   objects.Effect // what the request does if it is allowed
}

// findings are the gates' own verdicts, each found without regard to the others.
type findings struct {
	identity, authorization, object trace.Finding
	network                         network.Result
}

// evaluate is the one evaluator. It is a function of the view and the request alone.
func evaluate(v *store.View, r *Request) (*evaluation, error) {
	e := &evaluation{lab: labOf(v)}
	if err := e.resolve(v, r); err != nil {
		return nil, err
	}
	f := &e.findings
	f.identity, e.caller = identity.Evaluate(v, e.lab.Clock, r, e.host, e.vault)
	f.authorization = authz.Evaluate(v, e.lab.Profile, e.lab.Clock, e.op, e.vault, r.Object, e.caller)
	f.network = e.reach(v, r)
	judged := e.judge(v, r)
	f.object, e.effect = judged.Finding, judged.Effect
	e.trace = f.trace(e.lab.Profile, e.op)
	if e.trace.Verdict == trace.Allowed {
		e.trace.Notes = append(e.trace.Notes, judged.Warnings...)
	}
	e.trace.Scenario, e.trace.At = e.lab.Scenario, e.lab.Clock
	e.trace.Request = trace.Request{ID: r.ID, Caller: r.Caller(), Host: e.host.Name, Operation: r.Operation,
		Vault: r.Vault, Object: r.Object, Version: r.Version}
	e.note(v, r)
	return e, nil
}

// reach asks the network gate about the way to whom the request goes: the vault, or Azure Resource Manager.
func (e *evaluation) reach(v *store.View, r *Request) network.Result {
	if e.op.Plane == operation.Control {
		return network.EvaluateManagement(v, e.host, e.vault)
	}
	return network.Evaluate(v, e.lab.Clock, e.host, r.Vault, e.vault, e.caller)
}

// judge asks the last gate: about what is in the vault, or about the vault itself.
func (e *evaluation) judge(v *store.View, r *Request) objects.Judgement {
	switch {
	case e.op.Plane == operation.Control:
		return control.Evaluate(v, e.lab.Clock, r, e.op, e.vault, e.caller)
	case e.vault != nil && e.vault.Deleted != nil:
		return control.Sealed(e.vault)
	}
	return objects.Evaluate(v, e.lab.Profile, e.lab.Clock, r, e.op, e.vault)
}

// resolve finds what the request names. A vault that does not exist is part of the simulation; an unknown host or
// operation is a mistake in the request.
func (e *evaluation) resolve(v *store.View, r *Request) error {
	op, ok := operation.Find(r.Operation)
	if !ok {
		return fmt.Errorf("request %s: unknown operation %q%s", r.ID, r.Operation, nearest.Hint(r.Operation, operationIDs()))
	}
	e.op = op
	if e.vault = store.Vaults.Get(v, r.Vault); e.vault != nil && e.vault.Absent {
		e.vault = nil
	}
	switch {
	case r.Host != "":
		if e.host = store.Hosts.Get(v, r.Host); e.host == nil {
			return fmt.Errorf("request %s: there is no host %q", r.ID, r.Host)
		}
		if r.Platform {
			e.host = e.host.ForPlatform(r.Identity)
		}
	case r.User != "":
		e.host = somewhere()
	default:
		return fmt.Errorf("request %s: name the host or the user it comes from", r.ID)
	}
	return nil
}

// somewhere is the machine of a person who is at no host of the estate: on the internet, behind an address of a
// documentation range.
func somewhere() *estate.Host {
	return &estate.Host{Name: "internet", Kind: estate.Laptop, PublicIP: netip.AddrFrom4([4]byte{203, 0, 113, 10}).String()}
}

func operationIDs() []string {
	all := operation.All()
	ids := make([]string, len(all))
	for i := range all {
		ids[i] = all[i].ID
	}
	return ids
}

// order is the sequence in which a profile lets the gates decide. Without any answer from the network there is
// nothing a token could be sent to, so under the service profile such a stop comes first.
func (f *findings) order(p profile.Profile) [4]*trace.Finding {
	id, az, net, obj := &f.identity, &f.authorization, &f.network.Finding, &f.object
	switch {
	case !p.ConnectionFirst():
		return [4]*trace.Finding{id, az, net, obj}
	case f.network.NoAnswer:
		return [4]*trace.Finding{net, id, az, obj}
	default:
		return [4]*trace.Finding{id, net, az, obj}
	}
}

// stop returns the finding that ends the request, nil when all let it through.
func (f *findings) stop(p profile.Profile) *trace.Finding {
	for _, g := range f.order(p) {
		if g.Stop != nil {
			return g
		}
	}
	return nil
}

// trace puts the gates' verdicts in the profile's order: the first that stops the request decides, and those after
// it say what they would have done.
func (f *findings) trace(p profile.Profile, op *operation.Operation) *trace.Trace {
	t := &trace.Trace{Schema: trace.Schema, Profile: string(p), Verdict: trace.Allowed, Response: trace.OK(cmp.Or(op.Status, 200)),
		Gates: make([]trace.Gate, 0, 4), Notes: []string{}}
	for _, g := range f.order(p) {
		t.Gates = append(t.Gates, trace.Gate{Gate: g.Gate, Outcome: g.Outcome(t.StoppedAt == nil), Steps: g.Steps})
		if g.Stop != nil && t.StoppedAt == nil {
			gate := g.Gate
			t.StoppedAt, t.Verdict, t.Response = &gate, g.Stop.Verdict, g.Stop.Response
		}
	}
	return t
}
