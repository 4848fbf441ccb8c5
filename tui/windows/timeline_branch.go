package windows

import (
	"strconv"

	"kvlab/engine"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
)

// Wants see Asker: the ways that were left are asked for after each commit.
func (t *Timeline) Wants() desktop.Action {
	if now := t.session.Seq() + 1; now != t.asked {
		t.asked = now
		return session.AskBranches{Found: &t.found}
	}
	return nil
}

// branches are the ways that are known; right after a commit, those there were before it.
func (t *Timeline) branches() []session.Branch {
	if known := t.found.Get(); known != nil {
		return known.List
	}
	return nil
}

// branch is the branch of that number, nil for none.
func (t *Timeline) branch(id uint64) *session.Branch {
	for i := range t.branches() {
		if b := &t.branches()[i]; b.ID == id && id != 0 {
			return b
		}
	}
	return nil
}

// fill says what the rows show, and returns how many there are. Branches that leave from a branch stand behind it.
func (t *Timeline) fill() int {
	t.rows = append(t.rows[:0], timelineSpot{})
	left, entries := t.branches(), t.entries()
	leave := func(upTo uint64) {
		for len(left) > 0 && (left[0].On != 0 || left[0].Fork <= upTo) {
			t.rows = append(t.rows, timelineSpot{branch: left[0].ID})
			left = left[1:]
		}
	}
	if len(entries) == 0 {
		return len(t.rows)
	}
	leave(entries[0].Seq - 1)
	for i := range entries {
		t.rows = append(t.rows, timelineSpot{change: entries[i].Seq})
		leave(entries[i].Seq)
	}
	return len(t.rows)
}

// path are the branches that lead to one, itself the last.
func (t *Timeline) path(b *session.Branch) (path []*session.Branch) {
	for ; b != nil; b = t.branch(b.On) {
		path = append([]*session.Branch{b}, path...)
	}
	return path
}

// Where a branch begins in its row, and how much further in one stands that leaves from another.
const branchColumn, branchIndent = 4, 2

// drawBranch is one branch: a sign, how many changes it has, and the first of them.
func (t *Timeline) drawBranch(c desktop.Canvas, y, end int, id uint64) {
	b := t.branch(id)
	if b == nil {
		return
	}
	x := branchColumn + min(branchIndent*(len(t.path(b))-1), c.Width()/3)
	c.Text(x, y, c.Theme.Glyph.Bullet, c.Theme.Muted)
	short := several(b.Count, "change") + ": " + b.Label
	for _, text := range []string{"another way: " + b.InWords(), "another way, " + short, short} {
		if desktop.Width(text) <= end-x-2 || text == short {
			c.Fit(x+2, y, end-x-2, text, c.Theme.Muted)
			return
		}
	}
}

// aboutBranch is a branch with its first changes, and what going over to it means.
func (t *Timeline) aboutBranch(p *prose, b *session.Branch) {
	p.head("Another way: " + several(b.Count, "change"))
	p.fact("leaves", t.fork(b))
	p.fact("left at", moment(b.At)+" by the lab's clock")
	for i := range b.Begins {
		e := &b.Begins[i]
		p.fact("change "+strconv.FormatUint(e.Seq, 10), e.Label)
	}
	if more := b.Count - len(b.Begins); more > 0 {
		p.quiet("and " + several(more, "change") + " more")
	}
	p.gap()
	p.quiet(t.crossing(b))
	p.quiet("c shows how the last request would end there, without going. x forgets this way for good; a lab keeps " +
		strconv.Itoa(engine.MostBranches) + " at most, and the one left first goes.")
}

// fork says where a branch leaves which way.
func (t *Timeline) fork(b *session.Branch) string {
	from, changes := "the lab's way", t.entries()
	if on := t.branch(b.On); on != nil {
		from, changes = "the way begun with \""+on.Label+"\"", on.Begins
	}
	if b.Fork == 0 {
		return from + " at the beginning"
	}
	where := from + " behind change " + strconv.FormatUint(b.Fork, 10)
	for i := range changes {
		if changes[i].Seq == b.Fork {
			where += ", \"" + changes[i].Label + "\""
		}
	}
	return where
}

// crossing says what going over to a branch does.
func (t *Timeline) crossing(b *session.Branch) string {
	stays := min(t.path(b)[0].Fork, t.at)
	told := "Enter goes over to it: "
	if back := int(t.at - stays); back > 0 {
		told += several(back, "change") + " taken back, "
	}
	return told + several(int(b.End()-stays), "change") + " put in effect, in one go. The way you leave stays here, so you can come back."
}

func (t *Timeline) onNoBranch() string {
	t.settle()
	if t.spot(t.cursor).branch == 0 {
		return "choose another way first: a row that says so, below the change it leaves from"
	}
	return ""
}

func (t *Timeline) forget() desktop.Action {
	b := t.branch(t.spot(t.cursor).branch)
	if b == nil {
		return nil
	}
	return session.Sure{Title: "Forget a way", Verb: "forget", Then: session.ForgetBranch{Branch: b.ID},
		Text: "Forget the way of " + b.InWords() + "? The lab stays as it is, but nothing brings that way back."}
}

func (t *Timeline) incomparable() string {
	if t.session.Reading.Trace == nil {
		return "issue a request first: there is no trace yet"
	}
	return t.standing()
}

func (t *Timeline) compare() desktop.Action {
	on := t.spot(t.cursor)
	if b := t.branch(on.branch); b != nil {
		return session.Suppose{Place: engine.Place{Branch: b.ID, Change: b.End()}, Title: "on the way begun with \"" + b.Label + "\""}
	}
	title := "at the beginning"
	if on.change > 0 {
		title = "after change " + strconv.FormatUint(on.change, 10)
	}
	return session.Suppose{Place: engine.Place{Change: on.change}, Title: title}
}
