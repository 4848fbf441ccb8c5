package windows

import (
	"image"
	"strings"

	"kvlab/engine"
	"kvlab/engine/estate"
	"kvlab/engine/facts"
	"kvlab/engine/profile"
	"kvlab/tui/session"
)

// plan is the whole estate as a diagram, at its natural size. Columns stand from left to right as a request goes: who
// calls, where they sit, who answers for names, the doors and grants of each vault, the vaults, and what uses them.
//
// Where a card stands depends on what there is, never on how it is set: what a gate takes away keeps its place and says
// so. Flipping a gate moves nothing.
type plan struct {
	size    image.Point
	columns [columns]column
	cards   []card
	frames  []frame
	remarks []remark
	wires   []wire
	// at finds the card of a thing of the estate.
	at map[thing]int
	// asks is the card of the resolver that each host asks.
	asks map[string]int
	// doors are the cards of the ways into each vault, by its name in lower case.
	doors map[string][]int
}

// The columns of a plan.
const (
	peopleColumn = iota
	hostColumn
	resolverColumn
	zoneColumn
	doorColumn
	vaultColumn
	userColumn
	columns
)

// columnKinds says for each column what stands at its head, how wide its cards are, and whether they stand in frames.
var columnKinds = [columns]struct {
	title  string
	width  int
	framed bool
}{
	{"who", 22, true}, {"where they sit", 30, true}, {"who answers for names", 22, false}, {"zones", 32, true},
	{"doors and grants", 34, true}, {"vaults", 30, true}, {"what uses them", 26, true},
}

// frameInset is how far the cards of a frame stand inside it.
const frameInset = 2

// column is a column's place: where its frames begin, where its cards do, and how far down it is filled.
type column struct{ x, cards, width, end int }

// thing names something of the estate: its kind as state paths have it, its name, and what of it is meant.
type thing struct{ kind, name, part string }

// path is the state path of a thing, empty where the estate holds no such thing.
func (t thing) path() string {
	switch name := facts.Quoted(t.name); {
	case t.name == "" || t.kind == "outside":
		return ""
	case t.kind == "public" || t.kind == "vault" && t.part == "public":
		return "vault." + name + ".public_access"
	case t.kind == "vault" && t.part == "grants":
		return "vault." + name + ".rbac"
	default:
		return t.kind + "." + name
	}
}

// card is a box of the plan: a sign, a name, and below it what is set there.
type card struct {
	column int
	area   image.Rectangle
	name   string
	facts  []string
	// broken says that nothing can pass here; closed that it is shut, as it may be meant to be; idle that it belongs to
	// the model that is not consulted.
	broken, closed, idle bool
	// opens is the window that shows such things, and fact the state path to go to in it, empty for none.
	opens, fact string
}

// frame is an outline around what belongs together.
type frame struct {
	column int
	area   image.Rectangle
	title  string
}

// remark is a row of text in a column.
type remark struct {
	column, y int
	text      string
	warn      bool
}

// planner lays a plan out.
type planner struct {
	plan
	estate   *engine.Estate
	requests []*engine.Request
	profile  profile.Profile
	lab      *estate.Lab
	// ends are the private endpoints by their subnet, leading by the vault they lead to, in lower case.
	ends, leading map[string][]*estate.PrivateEndpoint
	// nets tells wires apart that must not share a track: those that come from or go to different things.
	nets map[string]int
}

// Rows of the plan: the columns' titles, the directory above everything that asks it for tokens, and all the rest.
const (
	titleRow     = 0
	directoryRow = 2
	firstRow     = 6
)

// newPlan lays out an estate. The requests tell who calls from where.
func newPlan(st *session.State, requests []*engine.Request) *plan {
	p := &planner{estate: st.Estate, requests: requests, profile: st.Lab.Profile, lab: &st.Lab, nets: map[string]int{}}
	p.at, p.asks = map[thing]int{}, map[string]int{}
	p.doors = map[string][]int{}
	for i := range p.columns {
		p.columns[i].end = firstRow
	}
	p.sortEndpoints()
	p.addPeople()
	p.addNetworks()
	p.addServers()
	p.addZones()
	p.addVaults()
	p.addUsers()
	p.connect()
	p.place()
	return &p.plan
}

func (p *planner) sortEndpoints() {
	p.ends, p.leading = map[string][]*estate.PrivateEndpoint{}, map[string][]*estate.PrivateEndpoint{}
	for i := range p.estate.PrivateEndpoints {
		x := &p.estate.PrivateEndpoints[i]
		vault := strings.ToLower(x.Vault)
		p.ends[x.Subnet] = append(p.ends[x.Subnet], x)
		p.leading[vault] = append(p.leading[vault], x)
	}
}

// endpoint is the endpoint that a record of a vault's name means: one that is there before one that is not.
func (p *planner) endpoint(name string) *estate.PrivateEndpoint {
	list := p.leading[strings.ToLower(name)]
	for _, x := range list {
		if !x.Absent {
			return x
		}
	}
	if len(list) > 0 {
		return list[0]
	}
	return nil
}

// add puts a card below what its column holds already.
func (p *planner) add(t thing, c card) int {
	n := len(p.cards)
	top := p.columns[c.column].end
	c.area = image.Rect(0, top, 0, top+1+len(c.facts))
	c.fact = t.path()
	p.columns[c.column].end = c.area.Max.Y
	p.cards = append(p.cards, c)
	p.at[t] = n
	return n
}

// say puts a row of text below what its column holds.
func (p *planner) say(column int, text string, warn bool) {
	p.remarks = append(p.remarks, remark{column, p.columns[column].end, text, warn})
	p.columns[column].end++
}

// enclose puts a frame around what fill adds to a column.
func (p *planner) enclose(column int, title string, fill func()) {
	c := &p.columns[column]
	n, top := len(p.frames), c.end
	p.frames = append(p.frames, frame{column: column, title: title})
	c.end++
	fill()
	c.end++
	p.frames[n].area = image.Rect(0, top, 0, c.end)
	c.end++
}

// place gives columns their places, and so everything in them.
func (p *planner) place() {
	x := 0
	tracks := p.route()
	for i := range p.columns {
		c, kind := &p.columns[i], &columnKinds[i]
		if c.end == firstRow {
			continue // it holds nothing
		}
		c.x, c.cards, c.width = x, x, kind.width
		if kind.framed {
			c.cards, c.width = x+frameInset, kind.width+2*frameInset
		}
		x += c.width + tracks[i] + channelAir
		p.size.Y = max(p.size.Y, c.end)
	}
	p.size.X = x - channelAir
	for i := range p.cards {
		c := &p.cards[i]
		c.area.Min.X = p.columns[c.column].cards
		c.area.Max.X = c.area.Min.X + columnKinds[c.column].width
	}
	for i := range p.frames {
		f := &p.frames[i]
		f.area.Min.X = p.columns[f.column].x
		f.area.Max.X = f.area.Min.X + p.columns[f.column].width
	}
	for i := range p.wires {
		w := &p.wires[i]
		from := &p.columns[p.cards[w.from].column]
		w.x = from.x + from.width + 1 + w.track
	}
}
