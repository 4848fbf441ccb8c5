package session

import (
	"strconv"
	"time"

	"kvlab/engine/facts"
)

// Origin is where a fact has its value from.
type Origin struct {
	// File and Line are where the scenario sets it; Line is 0 when the file does not name it.
	File string
	Line int
	// Change is the journal's label of what gave it its value, empty when it is as it was at first; At is the lab's time.
	Change string
	At     time.Time
}

// InWords says it in a sentence.
func (o Origin) InWords() string {
	text := "derived from what the scenario says elsewhere"
	if o.Line > 0 {
		text = o.File + ", line " + strconv.Itoa(o.Line)
	}
	if o.Change != "" {
		return "set by \"" + o.Change + "\" at " + o.At.Format(timeForm) + "; at first by " + text
	}
	return "as at first: " + text
}

// Home is the window that shows the fact at a state path, by its name; empty when there is none.
func Home(path string) string {
	p, err := facts.ParsePath(path)
	if err != nil {
		return ""
	}
	switch p[0] {
	case "vault":
		return homeInVault(p)
	case "role_assignment", "access_policy", "deny_assignment", "user", "group", "app", "identity":
		return "access"
	case "dns_zone", "dns_server", "vnet", "private_endpoint", "host":
		return "network"
	case "lab":
		return "clock"
	}
	return ""
}

func homeInVault(p facts.Path) string {
	if len(p) == 3 {
		switch p[2] {
		case "rbac":
			return "access"
		case "public_access", "default_action", "bypass", "ip_rules", "subnet_rules":
			return "network"
		}
	}
	return "objects"
}
