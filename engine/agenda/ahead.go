package agenda

import (
	"time"

	"kvlab/engine/store"
)

// horizons are how far Ahead looks, in days: it begins close by, for what comes again and again fills a far one.
var horizons = [...]int{1, 30, 1_000, 36_525}

// Ahead lists the first n things that are due after the lab's clock as matters stand; what work on the way will lead
// to is not among them. It looks a hundred years ahead.
func Ahead(v *store.View, sources []Source, n int) []Item {
	now := clock(v)
	var found []Item
	for _, days := range horizons {
		found = within(v, sources, now, now.AddDate(0, 0, days), n)
		if len(found) >= n {
			break
		}
	}
	return found
}

func within(v *store.View, sources []Source, after, until time.Time, n int) []Item {
	q := newQueue(sources)
	for i := range sources {
		q.ask(v, i, after, until)
	}
	var found []Item
	for moment := q.next(); moment != nil && len(found) < n; moment = q.next() {
		for _, e := range moment {
			found = append(found, *e.Item)
		}
	}
	return found[:min(n, len(found))]
}
