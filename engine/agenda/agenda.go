// Package agenda is what the clock brings: moments that somebody ought to know about, and work that the service does
// by itself.
//
// Whoever knows of such things gives a Source for each subject. The lab's clock asks the sources what is due, does
// it in order, and asks a source again after something of its subject was done, for one thing leads to the next: a
// renewed certificate has a renewal of its own ahead. Work changes what its own subject has ahead, and nothing that
// another has.
package agenda

import (
	"time"

	"kvlab/engine/store"
)

// Kind says what sort of thing happens.
type Kind string

const (
	Activation Kind = "activation"  // a validity window begins
	Expiry     Kind = "expiry"      // a validity window ends
	NearExpiry Kind = "near_expiry" // the event that warns of it
	Purge      Kind = "purge"       // a retention ends
	Rotation   Kind = "rotation"
	Renewal    Kind = "renewal"
	Issuance   Kind = "issuance" // a certificate authority answers
	Refresh    Kind = "refresh"  // a consumer looks again
	DNS        Kind = "dns"      // a cached answer ends
	Token      Kind = "token"    // a token ends
	Role       Kind = "role"     // a role assignment takes effect or ends
)

// Item is one thing that is due.
type Item struct {
	At   time.Time
	Kind Kind
	// What it is, in a sentence without a full stop: "secret db-password of kv-shop expires".
	What string
	// Vault, Collection and Object are what it is about, as far as it is about an object.
	Vault, Collection, Object string
	// LogName is the operationName of the vault's own entry about it; empty for none.
	LogName string
	// Run does the work and says what came of it, which continues the sentence; work that leaves all as it was says
	// nothing, and nothing is told of it. Run is nil for a moment that changes nothing.
	Run func(tx *store.Tx, at time.Time) (string, error)
}

// Source knows what is due about one subject.
type Source struct {
	// Subject is unique among the sources: "certificate kv-shop/tls".
	Subject string
	// Due lists what falls after one moment and not after another, in no order. Work that should have been done
	// already is due a second after the first moment.
	Due func(v *store.View, after, until time.Time) []Item
}

// Overdue is when work is done that was due at a moment: then, or next of all if that has passed by after.
func Overdue(at, after time.Time) time.Time {
	if at.After(after) {
		return at
	}
	return after.Add(time.Second)
}

// Event is an item that happened. Its sentence goes on with what came of the work, where there was some.
type Event struct {
	At   time.Time
	Kind Kind
	What string
	// Vault, Collection, Object and LogName see Item.
	Vault, Collection, Object string
	LogName                   string
}
