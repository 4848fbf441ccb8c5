package plain

import (
	"cmp"
	"errors"
	"strings"

	"kvlab/engine/profile"
	"kvlab/engine/trace"
	"kvlab/tui/session"
)

// hosts lists where requests can come from.
func (t *talk) hosts() error {
	list := t.open.State.Estate.Hosts
	if len(list) == 0 {
		return errHostless
	}
	t.say("Hosts:")
	for i := range list {
		h := &list[i]
		place := ", on the internet"
		if h.Subnet != "" {
			place = ", in " + h.Subnet
		} else if h.Gateway != "" {
			place = ", behind " + h.Gateway
		}
		t.say("%d. %s, %s%s.", i+1, h.Name, strings.ReplaceAll(string(h.Kind), "_", " "), place)
	}
	t.numbers("network")
	t.say("Type a number to read the way from there to the vault.")
	return nil
}

var errHostless = errors.New("this lab has no host to start from")

func (t *talk) hostNames() []string {
	var names []string
	for i := range t.open.State.Estate.Hosts {
		names = append(names, t.open.State.Estate.Hosts[i].Name)
	}
	return names
}

// network reads the way from a host to a vault; without names those of the last request.
func (t *talk) network(rest string) error {
	from, to, err := t.ends(rest)
	if err != nil {
		return err
	}
	var found session.Found[session.Way]
	if _, err := t.take(session.AskWay{Host: from, Vault: to, Found: &found}.Job(t.open)); err != nil {
		return err
	}
	w := found.Get()
	gate := networkGate(w.Trace)
	t.say("From %s to %s: %s.", from, to, getsIn(gate.Outcome))
	for stage := range session.Stages {
		t.stageRead(stage, w, gate)
	}
	t.wayEnds(w)
	t.numbers("")
	t.say("hosts lists where else a request can come from.")
	return nil
}

func (t *talk) ends(rest string) (host, vault string, err error) {
	from, to, _ := strings.Cut(rest, " ")
	hosts, vaults := t.hostNames(), t.vaultNames()
	switch {
	case len(hosts) == 0:
		return "", "", errHostless
	case len(vaults) == 0:
		return "", "", errors.New("there is no vault in this lab")
	}
	host, vault = hosts[0], t.vaultInView()
	if r := t.open.Request; r != nil && r.Host != "" {
		host = r.Host
	}
	if from != "" {
		n, err := pick("host", from, hosts)
		if err != nil {
			return "", "", err
		}
		host = hosts[n]
	}
	if to = strings.TrimSpace(to); to != "" {
		n, err := pick("vault", to, vaults)
		if err != nil {
			return "", "", err
		}
		vault = vaults[n]
	}
	return host, vault, nil
}

// networkGate is what the network gate found.
func networkGate(x *trace.Trace) *trace.Gate {
	for i := range x.Gates {
		if x.Gates[i].Gate == trace.Network {
			return &x.Gates[i]
		}
	}
	return &trace.Gate{}
}

// getsIn is what the gate finds by itself, whether a request reaches it or not.
func getsIn(o trace.GateOutcome) string {
	switch o {
	case trace.GatePass, trace.GateWouldPass:
		return "gets in"
	case trace.GateFail, trace.GateWouldFail:
		return "is stopped"
	}
	return "nobody can tell"
}

// stageRead reads the steps of one stage, and the rules of the firewall where they are asked.
func (t *talk) stageRead(stage session.Stage, w *session.Way, g *trace.Gate) {
	t.say("%d. %s", stage+1, stage.Question())
	reached := false
	for i := range g.Steps {
		s := &g.Steps[i]
		if session.StageOf(s.ID) != stage {
			continue
		}
		reached = true
		reason := ""
		if s.Reason != nil {
			reason = ", " + s.Reason.Words()
		}
		t.say("  %s%s: %s. %s", s.Outcome, reason, s.Title, s.Detail)
		for _, e := range s.Evidence {
			t.say("    %s = %s", e.Label, cmp.Or(e.Value, "(empty)"))
		}
		if s.ID == "network.firewall" {
			t.rulesRead(w, g)
		}
		if s.Command != "" {
			t.say("    to see it: %s", s.Command)
		}
	}
	if !reached {
		t.say("  Not reached.")
	}
}

func (t *talk) rulesRead(w *session.Way, g *trace.Gate) {
	vault := t.vaultNamed(w.Vault)
	if vault == nil {
		return
	}
	for _, r := range session.FirewallRules(g.Steps, t.hostNamed(w.Host), vault) {
		covers := r.Otherwise
		if r.Covers {
			covers = "covers the client"
		}
		t.say("    Rule for %s: %s.", r.Rule, covers)
	}
}

// wayEnds says what the caller would see, and what the live service would do otherwise.
func (t *talk) wayEnds(w *session.Way) {
	t.say("If %s asks for a list of secrets, that is %s.", w.Asker(t.hostNamed(w.Host)), trace.Summary(w.Trace))
	if order, ok := profile.Find(profile.GateOrder); ok {
		t.say("In the guide's model: %s. The live service: %s.", order.Guide, order.Service)
	}
	for _, note := range w.Trace.Notes {
		t.say("Note: %s", note)
	}
}
