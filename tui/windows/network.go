package windows

import (
	"kvlab/engine/trace"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// Network is the way from one host to one vault as a ladder: the name, the connection, the vault's own rules, each with
// the steps that the network gate takes for a request from there, and all about the step under the cursor.
type Network struct {
	list
	session  *session.Session
	host     string // empty until it is first asked for
	vault    string
	detail   page
	found    session.Found[session.Way]
	asked    networkWish
	sought   string // state path to go to once the answer is there, empty for none
	commands []desktop.Command
}

// networkWish is what was asked last, so that it is asked once.
type networkWish struct {
	host, vault string
	seq         uint64
}

// networkStep is what a click can hit: a step, by its number.
type networkStep int

// NewNetwork makes the window.
func NewNetwork(s *session.Session) *Network {
	n := &Network{session: s}
	n.commands = n.table()
	return n
}

// ID see desktop.Window.
func (n *Network) ID() string { return "network" }

// Title see desktop.Window.
func (n *Network) Title() string { return "Network" }

// Version see desktop.Window.
func (n *Network) Version() uint64 {
	return n.Counter.Version() + n.session.Version() + n.found.Version()
}

// Commands see desktop.Window.
func (n *Network) Commands() []desktop.Command { return n.commands }

// Wants see Asker.
func (n *Network) Wants() desktop.Action {
	from, to := n.ends()
	wish := networkWish{from, to, n.session.Seq()}
	if from == "" || wish == n.asked {
		return nil
	}
	n.asked = wish
	return session.AskWay{Host: from, Vault: to, Found: &n.found}
}

// ends are the host and the vault looked at: those of the last request, until others are chosen.
func (n *Network) ends() (host, vault string) {
	if n.host == "" {
		n.host = firstHost(n.session)
	}
	if n.vault == "" {
		n.vault = firstVault(n.session)
	}
	return n.host, n.vault
}

func firstHost(s *session.Session) string {
	if s.Request != nil && s.Request.Host != "" {
		return s.Request.Host
	}
	if names := hostNames(s); len(names) > 0 {
		return names[0]
	}
	return ""
}

func hostNames(s *session.Session) []string {
	names := make([]string, len(s.State.Estate.Hosts))
	for i := range names {
		names[i] = s.State.Estate.Hosts[i].Name
	}
	return names
}

// way is what was found about the host and the vault that are looked at; nil while it is being asked.
func (n *Network) way() *session.Way {
	host, vault := n.ends()
	found := n.found.Get()
	if found == nil || found.Host != host || found.Vault != vault {
		return nil
	}
	return found
}

// gateOfWay is what the network gate found on a way.
func gateOfWay(w *session.Way) *trace.Gate {
	for i := range w.Trace.Gates {
		if g := &w.Trace.Gates[i]; g.Gate == trace.Network {
			return g
		}
	}
	return &trace.Gate{}
}

func (n *Network) table() []desktop.Command {
	do := func(f func()) func() desktop.Action {
		return func() desktop.Action {
			n.detail = page{}
			f()
			n.Bump()
			return n.Wants()
		}
	}
	host := func(by int) func() desktop.Action {
		return do(func() {
			from, _ := n.ends()
			n.host, n.cursor = turned(hostNames(n.session), from, by), 0
		})
	}
	vault := func(by int) func() desktop.Action {
		return do(func() {
			_, to := n.ends()
			n.vault, n.cursor = turned(vaultNames(n.session), to, by), 0
		})
	}
	own := []desktop.Command{
		{ID: "network.host", Keys: []string{"h"}, Title: "next host", Hint: 9, Help: "Start from the next host.", Disabled: n.hostless, Run: host(1)},
		{ID: "network.host_back", Keys: []string{"H"}, Title: "host before", Help: "Start from the host before.", Disabled: n.hostless, Run: host(-1)},
		{ID: "network.vault", Keys: []string{"v"}, Title: "next vault", Hint: 8, Help: "Go to the next vault.", Run: vault(1)},
		{ID: "network.vault_back", Keys: []string{"V"}, Title: "vault before", Help: "Go to the vault before.", Run: vault(-1)},
		{ID: "network.stop", Keys: []string{"d"}, Title: "deciding step", Hint: 7, Help: "Go to the step that stops the connection, else to the last one.",
			Disabled: n.hostless, Run: do(n.toStop)},
		{ID: "network.more", Keys: []string{"space"}, Title: "more", Hint: 6, Help: "Scroll what is said of the step down.", Run: n.scrollDetail(wheelLines)},
		{ID: "network.back", Keys: []string{"b"}, Title: "less", Help: "Scroll what is said of the step up.", Run: n.scrollDetail(-wheelLines)},
	}
	return append(own, n.moves("network")...)
}

func (n *Network) hostless() string {
	if host, _ := n.ends(); host == "" {
		return "this scenario has no host to start from"
	}
	return ""
}

// toStop moves the cursor to the last step that failed.
func (n *Network) toStop() {
	w := n.way()
	if w == nil {
		return
	}
	steps := gateOfWay(w).Steps
	n.resize(len(steps))
	n.to(len(steps) - 1)
	for i := range steps {
		if steps[i].Outcome == trace.Fail {
			n.to(i)
		}
	}
}

func (n *Network) scrollDetail(rows int) func() desktop.Action {
	return func() desktop.Action {
		n.detail.scroll.By(rows)
		n.Bump()
		return n.Wants()
	}
}

// Click see desktop.Window.
func (n *Network) Click(t desktop.Target) desktop.Action {
	if step, ok := t.(networkStep); ok {
		n.detail = page{}
		n.to(int(step))
		n.Bump()
	}
	return n.Wants()
}

// Wheel see desktop.Window.
func (n *Network) Wheel(delta int) {
	n.detail = page{}
	n.to(n.cursor + delta)
}
