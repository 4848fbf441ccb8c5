package objects

import (
	"time"

	"kvlab/engine/agenda"
	"kvlab/engine/estate"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// KeyDue is what a key's rotation policy brings between two moments: rotations, and events before the end. A deleted
// key does nothing, and neither does one that belongs to a certificate.
//
// A key whose current version is disabled does not rotate, for the new version would be enabled again; whether the
// service holds back as well is unverified.
func KeyDue(v *store.View, o *estate.Object, after, until time.Time) []agenda.Item {
	if o.Rotation == nil || o.Deleted != nil || o.Managed {
		return nil
	}
	x := store.Versions.Get(v, o.Vault, string(o.Collection), o.Name, o.Current)
	if x == nil || x.Key == nil {
		return nil
	}
	var items []agenda.Item
	var rotation time.Time // the first one; what comes later belongs to the version it makes
	for _, a := range o.Rotation.Actions {
		at := actsAt(a, x)
		switch {
		case at.IsZero():
		case a.Notify && at.After(after) && !at.After(until):
			items = append(items, warning(o, x, at))
		case !a.Notify && (rotation.IsZero() || at.Before(rotation)):
			rotation = at
		}
	}
	if rotation.IsZero() || x.Disabled {
		return items
	}
	if at := putOff(rotation, x.Created, after); !at.After(until) {
		items = append(items, rotationOf(o, at))
	}
	return items
}

// putOff delays a rotation that is too soon: no version rotates in its first days, so that a lab's file cannot make a key
// rotate without end, and what should have happened already happens next.
func putOff(rotation, created, after time.Time) time.Time {
	if soonest := rotationRest.After(created); rotation.Before(soonest) {
		rotation = soonest
	}
	return agenda.Overdue(rotation, after)
}

// actsAt is when an action is due for a version; zero when it waits for one that expires.
func actsAt(a estate.RotationAction, x *estate.Version) time.Time {
	switch {
	case a.AfterCreate != "":
		return a.AfterCreate.After(x.Created)
	case x.Expires.IsZero():
		return time.Time{}
	}
	return a.BeforeExpiry.Before(x.Expires)
}

func warning(o *estate.Object, x *estate.Version, at time.Time) agenda.Item {
	what := "key " + o.Name + " of " + o.Vault + " is near its expiry"
	if !x.Expires.IsZero() {
		what += " at " + trace.Stamp(x.Expires)
	}
	return agenda.Item{At: at, Kind: agenda.NearExpiry, What: what, LogName: "KeyNearExpiryEventGridNotification",
		Vault: o.Vault, Collection: string(o.Collection), Object: o.Name}
}

func rotationOf(o *estate.Object, at time.Time) agenda.Item {
	return agenda.Item{At: at, Kind: agenda.Rotation, What: "key " + o.Name + " of " + o.Vault + " rotates by its policy",
		Vault: o.Vault, Collection: string(o.Collection), Object: o.Name, LogName: "KeyRotateIfDue",
		Run: func(tx *store.Tx, at time.Time) (string, error) {
			now := store.Objects.Get(&tx.View, o.Vault, string(o.Collection), o.Name)
			if now == nil || now.Deleted != nil {
				return "", nil
			}
			_, x, err := rotate(tx, now, at)
			if err != nil {
				return "", err
			}
			return "version " + x.ID + " is the current one now", nil
		}}
}
