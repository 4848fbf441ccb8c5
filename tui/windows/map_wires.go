package windows

import (
	"cmp"
	"image"
	"slices"
)

// wire is a line between two cards: from the right of one to a track in the channel behind its column, along the track,
// and on to the left of the other. Wires leave in even rows and arrive in odd ones, so that no two of them ever lie one
// on the other between a card and a track; every card has a row of each kind.
type wire struct {
	from, to int // cards
	net      int
	track, x int // the track's number, and its column
	// broken and closed are of the wire itself: what stands at its end may well be sound.
	broken, closed bool
	// early puts the cross where the wire begins: its end is shared with sound ones.
	early bool
}

const (
	// channelAir is what a channel has beside its tracks: air in front, an arrow behind.
	channelAir = 4
	// mostTracks bounds a channel. Beyond it tracks are shared.
	mostTracks = 24
)

// leaves is the row in which wires leave a card, arrives the one in which they arrive.
func (c *card) leaves() int  { return c.area.Min.Y + c.area.Min.Y&1 }
func (c *card) arrives() int { return c.area.Min.Y + 1 - c.area.Min.Y&1 }

// fork connects two things, if there are both. The wires of one net share a track: they come from the same thing.
func (p *planner) fork(net string, from, to thing) *wire { return p.wire(net, from, to, false) }

// join is fork for wires that go to the same thing.
func (p *planner) join(net string, from, to thing) *wire { return p.wire(net, from, to, true) }

func (p *planner) wire(net string, from, to thing, early bool) *wire {
	a, known := p.at[from]
	b, too := p.at[to]
	if !known || !too {
		return &wire{}
	}
	n, seen := p.nets[net]
	if !seen {
		n = len(p.nets)
		p.nets[net] = n
	}
	p.wires = append(p.wires, wire{from: a, to: b, net: n, early: early})
	return &p.wires[len(p.wires)-1]
}

// span is the rows that a net takes up in a channel.
type span struct{ channel, net, top, bottom int }

// route gives every net a track of its channel, the topmost nets first, and returns how many tracks each channel has.
func (p *planner) route() (tracks [columns]int) {
	spans := p.spans()
	var ends [columns][]int // of the last net on each track
	track := make([]int, len(p.nets))
	for _, s := range spans {
		free := slices.IndexFunc(ends[s.channel], func(end int) bool { return end+1 < s.top })
		switch {
		case free < 0 && len(ends[s.channel]) < mostTracks:
			free = len(ends[s.channel])
			ends[s.channel] = append(ends[s.channel], 0)
		case free < 0:
			free = s.net % mostTracks
		}
		ends[s.channel][free] = max(ends[s.channel][free], s.bottom)
		track[s.net] = free
	}
	for i := range p.wires {
		p.wires[i].track = track[p.wires[i].net]
	}
	for i := range ends {
		tracks[i] = len(ends[i])
	}
	return tracks
}

func (p *planner) spans() []span {
	spans := make([]span, len(p.nets))
	for i := range spans {
		spans[i] = span{net: i, top: 1 << 30}
	}
	for _, w := range p.wires {
		s := &spans[w.net]
		out, in := p.cards[w.from].leaves(), p.cards[w.to].arrives()
		s.channel = p.cards[w.from].column
		s.top, s.bottom = min(s.top, out, in), max(s.bottom, out, in)
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Or(a.top-b.top, a.net-b.net) })
	return spans
}

// run returns a wire's three pieces: out to the track, along it, and on to where the arrow stands.
func (p *plan) run(w *wire) (out, along, in image.Rectangle) {
	from, to := &p.cards[w.from], &p.cards[w.to]
	y, end := from.leaves(), to.arrives()
	out = image.Rect(from.area.Max.X, y, w.x, y+1)
	along = image.Rect(w.x, min(y, end), w.x+1, max(y, end)+1)
	in = image.Rect(w.x+1, end, to.area.Min.X, end+1)
	return out, along, in
}
