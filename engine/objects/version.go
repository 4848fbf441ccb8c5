package objects

import (
	"strconv"
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// newVersion derives the id of an object's next version. It is the same each time the same things are done in a lab,
// and never that of a version which was purged.
func newVersion(tx *store.Tx, o *estate.Object, at time.Time) string {
	count := len(store.Versions.List(&tx.View, o.Vault, string(o.Collection), o.Name))
	return estate.VersionID(o.Vault, string(o.Collection), o.Name, strconv.Itoa(count+1), trace.Stamp(at), strconv.FormatUint(tx.Serial(), 10))
}
