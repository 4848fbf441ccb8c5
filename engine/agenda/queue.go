package agenda

import (
	"cmp"
	"container/heap"
	"time"

	"kvlab/engine/store"
)

// entry is an item that waits for its moment.
type entry struct {
	*Item
	source int
	// round is how often the source had been asked when it named the item. What it named in an earlier round has been
	// superseded.
	round int
	// serial keeps items that nothing else tells apart in the order they were named in.
	serial int
}

// queue is what is pending, the earliest first. Items of one moment stand in the order of their subjects, and those of
// one subject in the order of their sentences, so that the same lab always does the same.
type queue struct {
	sources []Source
	rounds  []int
	serial  int
	heap    entries
}

func newQueue(sources []Source) *queue {
	q := &queue{sources: sources, rounds: make([]int, len(sources))}
	q.heap.sources = sources
	return q
}

// ask lets a source say anew what is due after one moment and not after another.
func (q *queue) ask(v *store.View, source int, after, until time.Time) {
	q.rounds[source]++
	items := q.sources[source].Due(v, after, until)
	for i := range items {
		if !items[i].At.After(after) || items[i].At.After(until) {
			continue
		}
		q.serial++
		heap.Push(&q.heap, entry{&items[i], source, q.rounds[source], q.serial})
	}
}

// next takes out everything that is due at the earliest moment, in order; nil at the end.
func (q *queue) next() []entry {
	var moment []entry
	for len(q.heap.list) > 0 {
		first := q.heap.list[0]
		stale := first.round != q.rounds[first.source]
		if !stale && len(moment) > 0 && !first.At.Equal(moment[0].At) {
			break
		}
		heap.Pop(&q.heap)
		if !stale {
			moment = append(moment, first)
		}
	}
	return moment
}

// entries is the heap itself.
type entries struct {
	sources []Source
	list    []entry
}

func (h *entries) Len() int      { return len(h.list) }
func (h *entries) Swap(i, j int) { h.list[i], h.list[j] = h.list[j], h.list[i] }
func (h *entries) Push(x any)    { h.list = append(h.list, x.(entry)) }

func (h *entries) Less(i, j int) bool {
	a, b := &h.list[i], &h.list[j]
	return cmp.Or(a.At.Compare(b.At), cmp.Compare(h.sources[a.source].Subject, h.sources[b.source].Subject),
		cmp.Compare(a.What, b.What), cmp.Compare(a.serial, b.serial)) < 0
}

func (h *entries) Pop() any {
	last := h.list[len(h.list)-1]
	h.list = h.list[:len(h.list)-1]
	return last
}
