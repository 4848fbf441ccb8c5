package objects

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"kvlab/engine/agenda"
	"kvlab/engine/certify"
	"kvlab/engine/estate"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// Sources are what objects have ahead. A certificate, its key and its secret are one subject, for
// what is done to one is done to all of them; so are other objects that share a name.
func Sources(v *store.View) []agenda.Source {
	var sources []agenda.Source
	known := map[[2]string]bool{}
	for _, o := range store.Objects.List(v) {
		name := [2]string{strings.ToLower(o.Vault), strings.ToLower(o.Name)}
		if known[name] {
			continue
		}
		known[name] = true
		sources = append(sources, agenda.Source{Subject: "object " + name[0] + "/" + name[1],
			Due: func(v *store.View, after, until time.Time) []agenda.Item { return namedDue(v, name, after, until) }})
	}
	return sources
}

// namedDue is what all objects of one name in a vault have ahead. In a vault that is deleted or not there nothing
// happens to its objects.
func namedDue(v *store.View, name [2]string, after, until time.Time) []agenda.Item {
	vault := store.Vaults.Get(v, name[0])
	if vault == nil || vault.Absent || vault.Deleted != nil {
		return nil
	}
	d := diary{view: v, after: after, until: until}
	for _, c := range estate.Collections {
		// Of a certificate's key and secret it is the certificate that tells.
		if o := store.Objects.Get(v, name[0], string(c), name[1]); o != nil && !o.Managed {
			d.object(o)
		}
	}
	return d.items
}

// diary collects what is due between two moments.
type diary struct {
	view         *store.View
	after, until time.Time
	items        []agenda.Item
}

// object adds what an object has ahead. A deleted one has nothing but its purge.
func (d *diary) object(o *estate.Object) {
	if o.Deleted != nil {
		d.purge(o)
		return
	}
	for _, x := range store.Versions.List(d.view, o.Vault, string(o.Collection), o.Name) {
		d.window(o, x)
	}
	switch o.Collection {
	case estate.Keys:
		d.items = append(d.items, KeyDue(d.view, o, d.after, d.until)...)
	case estate.Certificates:
		d.items = append(d.items, CertificateDue(d.view, o, d.after, d.until)...)
	}
}

// window adds the ends of a version's validity window. Of older versions there is no entry in the log, and no warning.
//
// Source: MicrosoftDocs/azure-docs articles/event-grid/event-schema-key-vault.md.
func (d *diary) window(o *estate.Object, x *estate.Version) {
	who := o.Collection.Noun() + " " + o.Name + " of " + o.Vault
	if x.ID != o.Current {
		who = "older version " + x.ID + " of " + who
	}
	d.add(o, agenda.Activation, x.NotBefore, who+" becomes valid", "")
	if x.ID != o.Current {
		d.add(o, agenda.Expiry, x.Expires, who+" expires", "")
		return
	}
	log := upper(o.Collection.Noun())
	d.add(o, agenda.Expiry, x.Expires, who+" expires", log+"ExpiredEventGridNotification")
	d.add(o, agenda.NearExpiry, warnedAt(o, x), who+" is near its expiry at "+trace.Stamp(x.Expires), log+"NearExpiryEventGridNotification")
}

// add is for moments without work; a zero moment is none.
func (d *diary) add(o *estate.Object, k agenda.Kind, at time.Time, what, log string) {
	if !at.IsZero() && at.After(d.after) && !at.After(d.until) {
		d.items = append(d.items, agenda.Item{At: at, Kind: k, What: what, LogName: log,
			Vault: o.Vault, Collection: string(o.Collection), Object: o.Name})
	}
}

// warningDays is how long before the end an event tells of it, unless a policy says otherwise.
const warningDays = 30

// warnedAt is when the event before a version's expiry comes; zero for none. A certificate tells when its policy acts;
// a key whose rotation policy notifies tells by that alone.
func warnedAt(o *estate.Object, x *estate.Version) time.Time {
	switch {
	case x.Expires.IsZero() || o.Rotation != nil && slices.ContainsFunc(o.Rotation.Actions, func(a estate.RotationAction) bool { return a.Notify }):
		return time.Time{}
	case o.Issuance != nil && len(o.Issuance.Policy.Actions) > 0:
		return certify.Due(o.Issuance.Policy.Actions[0], cmp.Or(x.NotBefore, x.Created), x.Expires)
	}
	return x.Expires.AddDate(0, 0, -warningDays)
}

// purge adds the end of a retention: the service destroys the object for good. Whether it logs that is unverified, so
// there is no entry.
func (d *diary) purge(o *estate.Object) {
	at := agenda.Overdue(o.Deleted.PurgeAt, d.after)
	if at.After(d.until) {
		return
	}
	d.items = append(d.items, agenda.Item{At: at, Kind: agenda.Purge,
		What:  "the retention of deleted " + o.Collection.Noun() + " " + o.Name + " of " + o.Vault + " ends",
		Vault: o.Vault, Collection: string(o.Collection), Object: o.Name,
		Run: func(tx *store.Tx, _ time.Time) (string, error) {
			now := store.Objects.Get(&tx.View, o.Vault, string(o.Collection), o.Name)
			if now == nil || now.Deleted == nil {
				return "", nil
			}
			destroy(tx, now)
			return "it is destroyed for good, and its name is free", nil
		}})
}
