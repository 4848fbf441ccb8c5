package session

import (
	"net/netip"
	"slices"
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/trace"
)

// Stage is one of the three things that have to go well on the way to a vault, in their order.
type Stage int

const (
	NameStage Stage = iota
	ConnectionStage
	RulesStage
	Stages // how many there are
)

// Question is what a stage is about.
func (s Stage) Question() string {
	return [Stages]string{"What address has the name?", "Does a connection get there?", "Do the vault's rules let it in?"}[s]
}

// StageOf is where a step of the network gate belongs.
func StageOf(id string) Stage {
	switch {
	case id == "network.hosts_file" || id == "network.resolver" || strings.HasPrefix(id, "network.dns."):
		return NameStage
	case id == "network.endpoint" || id == "network.connect" || id == "network.management":
		return ConnectionStage
	}
	return RulesStage
}

// Asker is who asks at a way's host, nil for one that is not known: the network does not tell them apart, but what the
// request ends as depends on them.
func (w *Way) Asker(host *estate.Host) string {
	switch {
	case w.User != "":
		return w.User + ", who is signed in there,"
	case host != nil && nameless(host):
		return "a program there, without an identity,"
	}
	return "the program there"
}

// nameless reports whether whatever runs on a host has nobody to authenticate as.
func nameless(h *estate.Host) bool {
	return !h.SystemAssigned && len(h.UserAssigned) == 0 && h.Environment == nil && h.Workload == nil && len(h.SignedIn) == 0
}

// FirewallRule is a rule of a vault's firewall, and whether it covers a client as the vault sees it.
type FirewallRule struct {
	Rule, Otherwise string // Otherwise says why it does not cover the client
	Covers          bool
}

// FirewallRules are those of a vault, for a host (nil for none) whose way was walked in the steps of the network gate.
func FirewallRules(steps []trace.Step, host *estate.Host, vault *estate.Vault) []FirewallRule {
	var rules []FirewallRule
	client, _ := netip.ParseAddr(valueIn(steps, "network.firewall", "client address"))
	for _, p := range vault.IPRules {
		rules = append(rules, FirewallRule{"addresses " + p.String(), "does not cover it", client.IsValid() && p.Contains(client)})
	}
	seen := slices.ContainsFunc(steps, func(s trace.Step) bool { return evidenceOf(&s, "service endpoint") == "on" })
	for _, name := range vault.SubnetRules {
		named, otherwise := host != nil && strings.EqualFold(name, host.Subnet), "does not cover it"
		if named && !seen {
			otherwise = "the vault does not see it"
		}
		rules = append(rules, FirewallRule{"subnet " + name, otherwise, named && seen})
	}
	return rules
}

func valueIn(steps []trace.Step, id, label string) string {
	for i := range steps {
		if steps[i].ID == id {
			return evidenceOf(&steps[i], label)
		}
	}
	return ""
}

func evidenceOf(s *trace.Step, label string) string {
	i := slices.IndexFunc(s.Evidence, func(e trace.Evidence) bool { return e.Label == label })
	if i < 0 {
		return ""
	}
	return s.Evidence[i].Value
}
