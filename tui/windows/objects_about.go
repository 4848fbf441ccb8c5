package windows

import (
	"cmp"
	"crypto/sha1"
	"encoding/hex"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/objects"
	"kvlab/tui/desktop"
)

func newestFirst(e *estate.Estate, of []int) []int {
	order := slices.Clone(of)
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := &e.Versions[a], &e.Versions[b]
		return cmp.Or(y.Created.Compare(x.Created), cmp.Compare(x.ID, y.ID))
	})
	return order
}

// about is all that is said about the row under the cursor.
func (o *Objects) about(c desktop.Canvas) []paragraph {
	r := o.current()
	p := &prose{theme: c.Theme}
	switch r.kind {
	case vaultHolding:
		o.aboutVault(p, r)
	case kindHolding:
		aboutBranch(p, r)
	case objectHolding:
		o.aboutObject(p, r)
	case versionHolding:
		p.head("Version " + r.version.ID + " of " + r.object.Name)
		aboutDeletion(p, r)
		o.aboutVersion(p, r)
	}
	return p.lines
}

func (o *Objects) aboutVault(p *prose, r *holding) {
	v := r.vault
	p.head("Vault " + v.Name)
	aboutDeletion(p, r)
	p.fact("model", strings.ReplaceAll(string(v.InForce(o.session.State.Lab.Profile)), "_", " "))
	p.fact("tier", cmp.Or(string(v.SKU), string(estate.Standard)))
	p.fact("place", v.Location)
	p.fact("retention", strconv.Itoa(v.Retention())+" days")
	p.fact("purge", protection(v))
	p.fact("level", string(objects.Recovery(v)))
	p.fact("created", moment(v.Created))
	p.fact("holds", several(r.leaves, "object")+", deleted ones included")
}

func protection(v *estate.Vault) string {
	if v.PurgeProtection {
		return "protected: nobody destroys before the retention is over"
	}
	return "not protected: the right to purge is enough"
}

func aboutBranch(p *prose, r *holding) {
	if r.collection == "" {
		p.head("Deleted in " + r.vault.Name)
		p.say("Soft-deleted objects keep their names and all their versions until the retention is over. Then the service purges them.")
		return
	}
	p.head(capital(string(r.collection)) + " of " + r.vault.Name)
	p.say(strconv.Itoa(r.leaves) + " of them. Names are unique within one kind: a secret and a key may share one.")
}

func (o *Objects) aboutObject(p *prose, r *holding) {
	p.head(capital(r.object.Collection.Noun()) + " " + r.object.Name)
	aboutDeletion(p, r)
	if r.object.Managed {
		p.say("It belongs to the certificate of the same name, which alone may change it.")
	}
	p.fact("versions", strconv.Itoa(r.leaves))
	p.fact("current", cmp.Or(r.object.Current, "none yet"))
	p.fact("level", string(objects.Recovery(r.vault)))
	if r.version != nil {
		o.aboutVersion(p, r)
	}
	aboutRotation(p, r.object.Rotation)
	aboutIssuance(p, r.object.Issuance)
}

// aboutDeletion says until when something can be brought back.
func aboutDeletion(p *prose, r *holding) {
	d := r.deletion()
	if d == nil {
		return
	}
	what := "It"
	if r.kind != vaultHolding && r.object.Deleted == nil {
		what = "Its vault"
	}
	p.add(p.theme.Ignored, what+" was deleted at "+moment(d.At)+" and can be recovered until "+moment(d.PurgeAt)+".")
}

// aboutVersion is a version's attributes and what it holds.
func (o *Objects) aboutVersion(p *prose, r *holding) {
	x, now := r.version, o.session.State.Lab.Clock
	alone := holding{kind: versionHolding, vault: r.vault, object: r.object, version: x}
	s := alone.state(now)
	glyph, style := s.mark(p.theme)
	p.mark(style, "state", glyph+" "+string(s))
	p.fact("enabled", strconv.FormatBool(!x.Disabled))
	p.fact("not before", edgeOf(x.NotBefore, now))
	p.fact("expires", edgeOf(x.Expires, now))
	p.fact("created", moment(x.Created))
	p.fact("updated", moment(x.Updated))
	for _, name := range slices.Sorted(maps.Keys(x.Tags)) {
		p.fact("tag", name+" = "+x.Tags[name])
	}
	o.aboutContent(p, r)
}

func (o *Objects) aboutContent(p *prose, r *holding) {
	x := r.version
	switch {
	case x.Secret != nil:
		p.fact("type", x.Secret.ContentType)
		if o.revealed == r.path() {
			p.fact("value", x.Secret.Value)
			p.quiet("This is the lab's own view: nobody asked the vault for it, and nothing was logged.")
		} else {
			p.fact("value", mask+" (v shows it)")
		}
	case x.Key != nil:
		p.fact("key", x.Key.Spec.String())
		p.fact("may", strings.Join(x.Key.Operations, ", "))
		p.fact("exportable", strconv.FormatBool(x.Key.Exportable))
	case x.Certificate != nil && len(x.Certificate.Chain) > 0:
		sum := sha1.Sum(x.Certificate.Chain[0]) // the service names certificates by it (x5t)
		p.fact("thumbprint", strings.ToUpper(hex.EncodeToString(sum[:])))
		p.fact("chain", several(len(x.Certificate.Chain), "certificate"))
	}
}

// mask stands for any value, whatever its length.
const mask = "********"

func aboutRotation(p *prose, r *estate.RotationPolicy) {
	if r == nil {
		return
	}
	p.gap()
	p.head("Rotation policy")
	for _, a := range r.Actions {
		what, when := "rotate", string(a.AfterCreate)+" after creation"
		if a.Notify {
			what = "notify"
		}
		if a.AfterCreate == "" {
			when = string(a.BeforeExpiry) + " before expiry"
		}
		p.fact(what, when)
	}
	p.fact("lifetime", cmp.Or(string(r.Expiry), "versions never expire"))
}

func aboutIssuance(p *prose, i *estate.Issuance) {
	if i == nil {
		return
	}
	p.gap()
	p.head("Certificate policy")
	policy := &i.Policy
	p.fact("issuer", policy.Issuer)
	p.fact("subject", policy.Subject)
	p.fact("names", strings.Join(policy.DNSNames, ", "))
	p.fact("key", policy.Key.String())
	p.fact("valid for", several(policy.Months, "month"))
	for _, a := range policy.Actions {
		p.fact(actionWords(a))
	}
	if i.Pending != nil {
		aboutOrder(p, i.Pending)
	}
}

func actionWords(a estate.CertificateAction) (what, when string) {
	what = "renew"
	if a.EmailContacts {
		what = "mail"
	}
	if a.Percentage > 0 {
		return what, "at " + strconv.Itoa(a.Percentage) + "% of its life"
	}
	return what, several(a.DaysBefore, "day") + " before it expires"
}

// aboutOrder says how far a certificate request has come.
func aboutOrder(p *prose, o *estate.Order) {
	p.gap()
	p.head("Request under way")
	p.fact("status", string(o.Status))
	p.fact("issuer", o.Issuer)
	p.fact("since", moment(o.Started))
	p.fact("answer", moment(o.ReadyAt))
	p.fact("error", o.Error)
	if o.Details != "" {
		p.say(o.Details)
	}
}

// moment is a time to the second, empty for none.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(momentForm)
}

// edgeOf is an end of a validity window and how far it lies from now.
func edgeOf(t, now time.Time) string {
	if t.IsZero() {
		return "never set"
	}
	return moment(t) + ", " + distance(t.Sub(now))
}

// distance is how far off a moment is, roughly: "in 3 days", "5 hours ago".
func distance(d time.Duration) string {
	if d < 0 {
		return roughly(-d) + " ago"
	}
	return "in " + roughly(d)
}

func roughly(d time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case d >= 2*day:
		return several(int(d/day), "day")
	case d >= time.Hour:
		return several(int(d/time.Hour), "hour")
	case d >= time.Minute:
		return several(int(d/time.Minute), "minute")
	}
	return several(int(d/time.Second), "second")
}

// several is a number with its noun.
func several(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
