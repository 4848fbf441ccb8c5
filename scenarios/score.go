package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"kvlab/engine"
)

// Score says how well a lab was done: parts of which each has its points and a sentence that says why.
type Score struct {
	Parts []Part `json:"parts"`
}

// Part is one thing that counts: 0 to Of points.
type Part struct {
	Name   string `json:"name"`
	Points int    `json:"points"`
	Of     int    `json:"of"`
	Told   string `json:"told"`
}

// Total is the sum of the parts' points, 100 at best.
func (s *Score) Total() int {
	total := 0
	for _, p := range s.Parts {
		total += p.Points
	}
	return total
}

// What each part counts at best; together they are 100.
const (
	ofMoves     = 30
	ofHelp      = 35
	ofPrivilege = 20
	ofCare      = 15
)

// What is taken off: for each change too many, for each step that grants are broader than they had to be, and for each
// thing that was changed or broken on the way.
const (
	perMove    = 3
	perBreadth = 5
	perDamage  = 5
)

// Work is what a learner did with a lab, when it is to be scored.
type Work struct {
	Moves int  // changes in effect; looking, waiting and what was taken back are none
	Hints int  // hints asked for
	Seen  bool // a solution was shown
	End   *engine.Estate
	// Refused are the requests that would be refused now.
	Refused []string
}

// Score measures a learner's work against the solution that leads nearest to where they are.
func (p *Par) Score(w *Work) Score {
	if len(p.ways) == 0 {
		return Score{}
	}
	end := standing(w.End)
	near := p.nearest(end)
	return Score{[]Part{p.moves(w, near), p.help(w), p.privilege(w), p.care(w, near, end)}}
}

func (p *Par) moves(w *Work, near *way) Part {
	part := Part{Name: "Changes", Of: ofMoves}
	extra := max(0, w.Moves-near.moves)
	switch {
	case w.Seen:
		part.Told = "They were the solution's: it was shown before the goals were reached."
	case extra == 0:
		part.Points, part.Told = ofMoves, plural(w.Moves, "change")+" in effect; the solution has "+fmt.Sprint(near.moves)+"."
	default:
		part.Points = max(0, ofMoves-extra*perMove)
		part.Told = plural(w.Moves, "change") + " in effect where " + fmt.Sprint(near.moves) + " would do. What is undone does not count."
	}
	return part
}

func (p *Par) help(w *Work) Part {
	part := Part{Name: "On your own", Of: ofHelp}
	cost := 0
	for i := range min(w.Hints, len(p.prices)) {
		cost += p.prices[i]
	}
	switch {
	case w.Seen:
		part.Told = "A solution was shown."
	case w.Hints == 0:
		part.Points, part.Told = ofHelp, "No hint was needed."
	default:
		part.Points = max(0, ofHelp-cost)
		part.Told = plural(w.Hints, "hint") + " for " + plural(cost, "point") + "."
	}
	return part
}

func (p *Par) privilege(w *Work) Part {
	part := Part{Name: "Least privilege", Of: ofPrivilege, Points: ofPrivilege, Told: "Nothing was opened wider than it had to be."}
	narrowest, added := p.narrowest(), openings(p.start, w.End)
	if over := breadth(added) - breadth(narrowest); over > 0 {
		part.Points = max(0, ofPrivilege-over*perBreadth)
		part.Told = "Wider than it had to be: " + strings.Join(beyond(added, narrowest), "; ") + "."
	}
	return part
}

func (p *Par) care(w *Work, near *way, end world) Part {
	part := Part{Name: "Nothing else harmed", Of: ofCare, Points: ofCare, Told: "What had nothing to do with it is as it was."}
	changed, broken := p.strays(end), p.broken(w, near)
	if n := len(changed) + len(broken); n > 0 {
		part.Points = max(0, ofCare-n*perDamage)
		var told []string
		if len(changed) > 0 {
			told = append(told, "changed, though no solution touches it: "+strings.Join(changed, ", "))
		}
		if len(broken) > 0 {
			told = append(told, "worked at the start and is refused now: "+strings.Join(broken, ", "))
		}
		part.Told = upper(strings.Join(told, "; ")) + "."
	}
	return part
}

// broken are the requests that were allowed at the start and no longer are, but for those that the solution gives up
// as well.
func (p *Par) broken(w *Work, near *way) []string {
	var broken []string
	for _, id := range w.Refused {
		if slices.Contains(p.allowed, id) && !slices.Contains(near.refused, id) {
			broken = append(broken, id)
		}
	}
	return broken
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprint(n) + " " + noun + "s"
}

func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
