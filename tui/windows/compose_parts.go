package windows

import (
	"cmp"
	"slices"
	"strings"

	"kvlab/engine"
	"kvlab/engine/estate"
	"kvlab/engine/operation"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// parts are the rows that the draft has now: an operation on the whole vault has none for an object.
func (c *Compose) parts() []composePart {
	rows := []composePart{c.hostPart(), c.callerPart(), c.operationPart()}
	if c.draft.Takes(session.VaultName) {
		rows = append(rows, named("vault", &c.draft.Vault, "", vaultNames(c.session)))
	}
	if c.draft.Takes(session.ObjectName) {
		rows = append(rows, named("object", &c.draft.Object, "", c.names(c.draft.Draft)))
	}
	if c.draft.Takes(session.VersionName) {
		rows = append(rows, c.versionPart())
	}
	return append(append(rows, c.carriedParts()...), c.profilePart())
}

// named is a row for a name. Others than those that are offered can be typed.
func named(label string, at *string, hint string, names []string) composePart {
	p := composePart{label: label, now: *at, hint: hint, literal: func(text string) { *at = text }}
	for _, name := range names {
		p.offers = append(p.offers, offer{shown: name, take: func() { *at = name }})
	}
	return p
}

// nowhere is the place of a person who is at no machine of the lab.
const nowhere = "somewhere on the internet"

func (c *Compose) hostPart() composePart {
	p := composePart{label: "from", now: c.draft.Host}
	for _, host := range hostNames(c.session) {
		p.offers = append(p.offers, offer{shown: host, take: func() { c.moveTo(host) }})
	}
	p.offers = append(p.offers, offer{shown: nowhere, take: func() { c.moveTo("") }})
	if p.now == "" {
		p.now = nowhere
	}
	return p
}

// moveTo goes to another machine. A person can go anywhere, and another host's program is another program; an identity
// stays where it is attached.
func (c *Compose) moveTo(host string) {
	c.draft.Host = host
	if c.draft.As.Kind == session.AsPlatform {
		c.draft.As = session.As{}
	}
	if host == "" && c.draft.As.Kind == session.AsProgram {
		if people := c.people(); len(people) > 0 {
			c.draft.As = session.As{Kind: session.AsPerson, Name: people[0]}
		}
	}
}

// asShown is a caller as the row shows it.
func asShown(a session.As) string {
	switch {
	case a.Kind == session.AsPerson:
		return a.Name + ", signed in"
	case a.Kind == session.AsPlatform && a.Name == "":
		return "the platform, system-assigned identity"
	case a.Kind == session.AsPlatform:
		return "the platform, identity " + a.Name
	}
	return "the program that runs there"
}

func (c *Compose) callerPart() composePart {
	p := composePart{label: "as", now: asShown(c.draft.As), literal: func(text string) { c.draft.As = session.As{Kind: session.AsPerson, Name: text} }}
	put := func(a session.As) {
		p.offers = append(p.offers, offer{shown: asShown(a), take: func() { c.draft.As = a }})
	}
	if c.draft.Host != "" {
		put(session.As{})
	}
	for _, name := range c.people() {
		put(session.As{Kind: session.AsPerson, Name: name})
	}
	h := find(c.session.State.Estate.Hosts, func(h *estate.Host) bool { return h.Name == c.draft.Host })
	if h == nil || h.Kind == estate.PlatformService || h.Kind == estate.ApplicationGateway {
		return p // what these run is the platform
	}
	if h.SystemAssigned {
		put(session.As{Kind: session.AsPlatform})
	}
	for _, name := range h.UserAssigned {
		put(session.As{Kind: session.AsPlatform, Name: name})
	}
	return p
}

// people are all who can sign in, service principals behind the users.
func (c *Compose) people() []string {
	var users, others []string
	for i := range c.session.State.Estate.Principals {
		switch p := &c.session.State.Estate.Principals[i]; {
		case p.Absent:
		case p.Kind == estate.User:
			users = append(users, p.Name)
		case p.Kind == estate.ServicePrincipal:
			others = append(others, p.Name)
		}
	}
	return append(users, others...)
}

// operationPart offers all operations. Those about the kind of thing that the request is about fit; while a name is
// typed, that is the kind from before, for what is found on the way there changes the draft.
func (c *Compose) operationPart() composePart {
	p := named("operation", &c.draft.Operation, "", session.OperationIDs())
	p.literal = nil
	now := c.draft.Operation
	if c.typing {
		now = c.before.Operation
	}
	kind, _, _ := strings.Cut(now, "/")
	for i := range p.offers {
		p.offers[i].fits = strings.HasPrefix(p.offers[i].shown, kind+"/")
	}
	return p
}

// names are what the draft's operation can be about: of operations on the deleted, what is deleted comes first.
func (c *Compose) names(d session.Draft) []string {
	op, ok := operation.Find(d.Operation)
	e := c.session.State.Estate
	if !ok {
		return nil
	}
	if strings.HasSuffix(op.ID, "-issuer") {
		return issuerNames(e, d.Vault)
	}
	var live, dead []string
	for i := range e.Objects {
		switch o := &e.Objects[i]; {
		case o.Vault != d.Vault || o.Collection != op.Collection:
		case o.Deleted != nil:
			dead = append(dead, o.Name)
		default:
			live = append(live, o.Name)
		}
	}
	switch _, verb, _ := strings.Cut(op.ID, "/"); verb {
	case "get-deleted", "purge", "recover":
		return append(dead, live...)
	}
	return append(live, dead...)
}

func issuerNames(e *engine.Estate, vault string) []string {
	var names []string
	for i := range e.Issuers {
		if e.Issuers[i].Vault == vault {
			names = append(names, e.Issuers[i].Name)
		}
	}
	return names
}

func (c *Compose) versionPart() composePart {
	var ids []string
	e, d := c.session.State.Estate, &c.draft.Draft
	for i := range e.Versions {
		if v := &e.Versions[i]; v.Vault == d.Vault && v.Name == d.Object && strings.HasPrefix(d.Operation, string(v.Collection)+"/") {
			ids = append(ids, v.ID)
		}
	}
	p := named("version", &d.Version, current, ids)
	p.offers = slices.Insert(p.offers, 0, offer{shown: current, take: func() { d.Version = "" }})
	if p.now == "" {
		p.now = current
	}
	return p
}

// current is the version that a request without one means.
const current = "the current one"

// carriedParts are the rows of what the request carries.
func (c *Compose) carriedParts() []composePart {
	var rows []composePart
	d, carries := &c.draft.Draft, c.draft.Carries()
	like := ""
	if d.Like != "" {
		like = "as in " + d.Like
	}
	if carries.Choice != "" {
		p := named(carries.Choice, &d.Choice, like, d.Choices(c.session.State.Estate))
		p.literal = nil
		rows = append(rows, p)
	}
	switch carries.Text {
	case "":
	case "result of":
		rows = append(rows, named(carries.Text, &d.Text, like, c.session.Inputs(*d)))
	case "rotate after":
		rows = append(rows, named(carries.Text, &d.Text, like, []string{"P30D", "P90D", "P180D", "P1Y", "P2Y"}))
	default:
		rows = append(rows, composePart{label: carries.Text, now: d.Text, hint: like, text: true, literal: func(text string) { d.Text = text }})
	}
	return rows
}

func (c *Compose) profilePart() composePart {
	mine := c.session.State.Lab.Profile
	names := [2]string{string(mine) + ", the lab's", string(mine.Other()) + ", for a look only"}
	p := composePart{label: "profile", now: names[0], offers: []offer{
		{shown: names[0], take: func() { c.draft.other = false }}, {shown: names[1], take: func() { c.draft.other = true }}}}
	if c.draft.other {
		p.now = names[1]
	}
	return p
}

// answers are the offers of a row that a text finds: what fits first, then what begins with the text, then the rest by
// how well it answers; and behind them, as -1, the text itself where the row takes any. Where some hold the text as it is,
// those that only have its letters are left out.
func answers(r *composePart, text string) []int {
	var found, whole []int
	rank := make([]int, len(r.offers))
	exact := false
	for i := range r.offers {
		shown := r.offers[i].shown
		if rank[i] = desktop.Rank(text, shown); rank[i] > 0 {
			found = append(found, i)
		}
		if strings.Contains(strings.ToLower(shown), strings.ToLower(text)) {
			whole = append(whole, i)
		}
		exact = exact || shown == text
	}
	if len(whole) > 0 {
		found = whole
	}
	first := func(i int) int {
		o, n := &r.offers[i], 0
		if o.fits {
			n -= 2
		}
		if begins(o.shown, text) {
			n--
		}
		return n
	}
	slices.SortStableFunc(found, func(a, b int) int { return cmp.Or(first(a)-first(b), rank[b]-rank[a]) })
	if r.literal != nil && !exact {
		found = append(found, -1)
	}
	return found
}

// begins reports whether a name, or the part of it behind the kind, begins with a text, whatever the case of letters.
func begins(name, text string) bool {
	name, text = strings.ToLower(name), strings.ToLower(text)
	_, behind, _ := strings.Cut(name, "/")
	return strings.HasPrefix(name, text) || strings.HasPrefix(behind, text)
}
