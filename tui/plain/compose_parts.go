package plain

import (
	"fmt"
	"slices"
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/nearest"
	"kvlab/engine/objects"
	"kvlab/engine/operation"
	"kvlab/tui/session"
)

// drafting is a request that is being put together.
type drafting struct {
	session *session.Session
	draft   session.Draft
}

// part is one thing to be said of a request.
type part struct {
	name string // as it is typed: "result-of"
	noun string // what kind of thing it is, for errors
	now  string // what it is, as it is read; empty for nothing
	// offers are what it can be.
	offers []offer
	// literal takes what is typed as it is, nil where only what is on offer can be taken.
	literal func(text string)
	// text says that what is typed is all there is to it, spaces included: it is no name to be found.
	text bool
}

// offer is one thing that a part can be: the word for it, and how it is read where that is not the word itself.
type offer struct {
	word, reads string
	take        func()
}

func (o *offer) read() string {
	if o.reads == "" {
		return o.word
	}
	return o.reads
}

// parts are all that can be said of the draft as it is now: where an operation is about a whole vault, there is none for
// an object.
func (d *drafting) parts() []part {
	all := []part{d.hostPart(), d.callerPart(), d.operationPart()}
	x := &d.draft
	if x.Takes(session.VaultName) {
		all = append(all, naming("vault", "vault", &x.Vault, d.vaults()))
	}
	if x.Takes(session.ObjectName) {
		all = append(all, naming("object", "object", &x.Object, d.objects(x)))
	}
	if x.Takes(session.VersionName) {
		all = append(all, d.versionPart())
	}
	return append(all, d.carriedParts()...)
}

// naming is a part that is a name. Others than those on offer can be typed.
func naming(name, noun string, at *string, names []string) part {
	p := part{name: name, noun: noun, now: *at, literal: func(text string) { *at = text }}
	for _, n := range names {
		p.offers = append(p.offers, offer{n, "", func() { *at = n }})
	}
	return p
}

// choosing is a part that is one of several names.
func choosing(name, noun string, at *string, names []string) part {
	p := naming(name, noun, at, names)
	p.literal = nil
	return p
}

func (d *drafting) hostPart() part {
	p := part{name: "from", noun: "machine", now: d.draft.Host}
	for _, h := range d.session.State.Estate.Hosts {
		p.offers = append(p.offers, offer{h.Name, "", func() { d.moveTo(h.Name) }})
	}
	p.offers = append(p.offers, offer{"internet", "internet: no machine of this lab", func() { d.moveTo("") }})
	if p.now == "" {
		p.now = "the internet"
	}
	return p
}

// moveTo goes to another machine. A person can go anywhere, and another host's program is another program; an identity
// stays where it is attached.
func (d *drafting) moveTo(host string) {
	x := &d.draft
	if x.Host == host {
		return
	}
	x.Host = host
	if x.As.Kind == session.AsPlatform {
		x.As = session.As{}
	}
	if people := d.people(); host == "" && x.As.Kind == session.AsProgram && len(people) > 0 {
		x.As = session.As{Kind: session.AsPerson, Name: people[0]}
	}
}

// callerPart is who asks. The name of a machine is a word for the program on it, wherever the draft was before.
func (d *drafting) callerPart() part {
	x := &d.draft
	p := part{name: "as", noun: "caller", now: callerRead(x.As), literal: func(text string) { x.As = session.As{Kind: session.AsPerson, Name: text} }}
	put := func(word, reads string, a session.As) {
		p.offers = append(p.offers, offer{word, reads, func() { x.As = a }})
	}
	if x.Host != "" {
		put("program", "program: the one that runs there", session.As{})
	}
	for _, name := range d.people() {
		a := session.As{Kind: session.AsPerson, Name: name}
		put(name, callerRead(a), a)
	}
	for _, name := range d.identities() {
		word := name
		if name == "" {
			word = "platform"
		}
		a := session.As{Kind: session.AsPlatform, Name: name}
		put(word, word+": "+callerRead(a), a)
	}
	for _, h := range d.session.State.Estate.Hosts {
		p.offers = append(p.offers, offer{h.Name, h.Name + ": the program on it", func() { x.Host, x.As = h.Name, session.As{} }})
	}
	return p
}

// callerRead is a caller as it is read.
func callerRead(a session.As) string {
	switch {
	case a.Kind == session.AsPerson:
		return a.Name + ", signed in"
	case a.Kind == session.AsPlatform && a.Name == "":
		return "the platform, with the system-assigned identity"
	case a.Kind == session.AsPlatform:
		return "the platform, with the identity " + a.Name
	}
	return "the program that runs there"
}

// people are all who can sign in, service principals behind the users.
func (d *drafting) people() []string {
	var users, others []string
	for _, p := range d.session.State.Estate.Principals {
		switch {
		case p.Absent:
		case p.Kind == estate.User:
			users = append(users, p.Name)
		case p.Kind == estate.ServicePrincipal:
			others = append(others, p.Name)
		}
	}
	return append(users, others...)
}

// identities are those that the platform can use at the draft's host, the system-assigned one without a name. What
// services and gateways run is the platform already.
func (d *drafting) identities() []string {
	for _, h := range d.session.State.Estate.Hosts {
		switch {
		case h.Name != d.draft.Host, h.Kind == estate.PlatformService, h.Kind == estate.ApplicationGateway:
		case h.SystemAssigned:
			return append([]string{""}, h.UserAssigned...)
		default:
			return h.UserAssigned
		}
	}
	return nil
}

func (d *drafting) operationPart() part {
	return choosing("operation", "operation", &d.draft.Operation, session.OperationIDs())
}

func (d *drafting) vaults() []string {
	var names []string
	for _, v := range d.session.State.Estate.Vaults {
		if !v.Absent {
			names = append(names, v.Name)
		}
	}
	return names
}

// objects are what a draft's operation can be about: of operations on the deleted, what is deleted comes first.
func (d *drafting) objects(x *session.Draft) []string {
	collection, verb, _ := strings.Cut(x.Operation, "/")
	var live, dead []string
	if strings.HasSuffix(verb, "-issuer") {
		for _, i := range d.session.State.Estate.Issuers {
			if i.Vault == x.Vault {
				live = append(live, i.Name)
			}
		}
		return live
	}
	for _, o := range d.session.State.Estate.Objects {
		switch {
		case o.Vault != x.Vault || o.Collection != operation.Collection(collection):
		case o.Deleted != nil:
			dead = append(dead, o.Name)
		default:
			live = append(live, o.Name)
		}
	}
	if slices.Contains([]string{"get-deleted", "purge", "recover"}, verb) {
		return append(dead, live...)
	}
	return append(live, dead...)
}

func (d *drafting) versionPart() part {
	x := &d.draft
	var ids []string
	for _, v := range d.session.State.Estate.Versions {
		if v.Vault == x.Vault && v.Name == x.Object && strings.HasPrefix(x.Operation, string(v.Collection)+"/") {
			ids = append(ids, v.ID)
		}
	}
	p := naming("version", "version", &x.Version, ids)
	p.offers = slices.Insert(p.offers, 0, offer{"current", "current: whichever is then", func() { x.Version = "" }})
	if p.now == "" {
		p.now = "the current one"
	}
	return p
}

// carriedParts are what the request carries.
func (d *drafting) carriedParts() []part {
	var all []part
	x, c := &d.draft, d.draft.Carries()
	if c.Choice != "" {
		all = append(all, choosing(oneWord(c.Choice), c.Choice, &x.Choice, x.Choices(d.session.State.Estate)))
	}
	if c.Text != "" {
		var names []string
		switch c.Text {
		case "result of":
			names = d.session.Inputs(*x)
		case "rotate after":
			names = []string{"P30D", "P90D", "P180D", "P1Y", "P2Y"}
		}
		p := naming(oneWord(c.Text), c.Text, &x.Text, names)
		p.text = freeText(c.Text)
		all = append(all, p)
	}
	for i := range all {
		if p := &all[i]; p.now == "" && x.Like != "" {
			p.now = "as in " + x.Like
		}
	}
	return all
}

// oneWord is the name of what is carried as it is typed.
func oneWord(name string) string { return strings.ReplaceAll(name, " ", "-") }

// freeText reports whether what is carried under that name is any text, and no name of something.
func freeText(name string) bool { return name != "" && name != "result of" && name != "rotate after" }

// put says something of a part, and puts right what depends on it. Text in double quotes is taken as it is.
func (d *drafting) put(p *part, text string) error {
	was := d.draft
	if err := p.take(text); err != nil {
		return err
	}
	d.follow(was)
	return nil
}

func (p *part) take(text string) error {
	bare, quoted := unquoted(text)
	if (quoted || p.text) && p.literal != nil {
		p.literal(bare)
		return nil
	}
	n, err := pick(p.noun, bare, p.words())
	switch {
	case err == nil:
		p.offers[n].take()
	case p.literal == nil || bare == "" || number(bare) || p.begins(bare):
		return err
	case p.name != "as" && !objects.ValidName(bare):
		return fmt.Errorf("no %s can be called %q: a name has letters, digits and hyphens", p.noun, bare)
	default:
		p.literal(bare)
	}
	return nil
}

func unquoted(text string) (bare string, quoted bool) {
	if len(text) > 1 && text[0] == '"' && text[len(text)-1] == '"' {
		return text[1 : len(text)-1], true
	}
	return text, false
}

func (p *part) words() []string {
	var words []string
	for i := range p.offers {
		words = append(words, p.offers[i].word)
	}
	return words
}

// begins reports whether something on offer begins so.
func (p *part) begins(text string) bool {
	return slices.ContainsFunc(p.words(), func(w string) bool { return strings.HasPrefix(strings.ToLower(w), strings.ToLower(text)) })
}

// strangers says which names of the draft this lab does not have: to ask for them is no mistake.
func (d *drafting) strangers() []string {
	var told []string
	x := &d.draft
	for _, p := range d.parts() {
		name, known := map[string]string{"as": x.As.Name, "vault": x.Vault, "object": x.Object, "version": x.Version, "result-of": x.Text}[p.name]
		if !known || name == "" || slices.Contains(p.words(), name) {
			continue
		}
		end := nearest.Hint(name, p.words())
		if end == "" {
			end = "."
		}
		told = append(told, fmt.Sprintf("This lab has no %s %s%s", p.noun, name, end))
		if p.name == "vault" {
			break // where there is no vault, nothing is in it
		}
	}
	return told
}

// follow puts right what depends on what has changed.
func (d *drafting) follow(was session.Draft) {
	x := &d.draft
	if x.Operation != was.Operation {
		x.Choice, x.Text = "", ""
	}
	if x.Operation != was.Operation || x.Vault != was.Vault {
		d.followObject(was)
	}
	if x.Object != was.Object || x.Vault != was.Vault {
		x.Version = ""
		if x.Carries().Choice == "algorithm" {
			x.Choice = "" // it depends on the kind of key
		}
	}
	if x.Operation != was.Operation || x.Object != was.Object || x.Vault != was.Vault {
		*x = d.session.Filled(*x)
	}
}

// followObject goes to an object that there is, if the one before was there where it was looked for and is not here.
func (d *drafting) followObject(was session.Draft) {
	here, object := d.objects(&d.draft), d.draft.Object
	if len(here) > 0 && (object == "" || slices.Contains(d.objects(&was), object) && !slices.Contains(here, object)) {
		d.draft.Object = here[0]
	}
}
