package present

import (
	"strconv"
	"strings"

	"kvlab/engine"
	"kvlab/engine/trace"
	"kvlab/scenarios"
)

// Lengths of what the class reads at once, in characters.
const (
	longSituation = 420
	shortestLine  = 20  // what is shorter only leads to the next sentence
	longPoint     = 190 // of a paragraph that does not go to the screen as a whole
	wholePoint    = 300 // of one that does
	pointsAtOnce  = 3
	pointsLength  = 600
)

func (r *recorder) opening() {
	said := paragraphs(r.sc.Briefing)
	var lines []string
	room := longSituation
	for _, p := range said {
		first := opened(p, room)
		if room -= len(first); len(lines) > 0 && (room < 0 || len(first) < shortestLine) {
			break
		}
		lines = append(lines, first)
	}
	note := r.sc.Notes
	if note == "" {
		note = "Tell the situation in your own words. " + capital(r.sc.Level) + ", " + counted(r.sc.Minutes, "minute") + " for somebody alone."
	}
	r.beat(Beat{Kind: Opening, Title: r.sc.Title, Lines: lines, Note: note})
	if len(r.sc.Goals) == 0 {
		return
	}
	var aims []string
	for i := range r.sc.Goals {
		aims = append(aims, strconv.Itoa(i+1)+". "+r.sc.Goals[i].Text)
	}
	r.beat(Beat{Kind: Aims, Title: "What is to be reached", Lines: aims, Note: "Each of them comes back when the story gets there. Questions are asked to the class first."})
}

// issue tells of a request: it is asked about, it meets its gates, and it ends.
func (r *recorder) issue(q *engine.Request, d depth) error {
	ending, err := r.lab.Evaluate(q)
	if err != nil {
		return err
	}
	before := r.last[q.ID]
	b := r.beat(Beat{Kind: Ask, Title: q.Label, Lines: []string{asked(ending), "How will it end?"}, Request: q.ID, Place: -1})
	b.Note, b.Coming = r.once("request "+q.ID, r.sc.RequestNotes(q.ID), "Have the class call it first: allowed, or stopped? And at which gate?"), coming(ending)
	return r.outcome(q, before, d)
}

// outcome issues a request that was asked about, and tells what became of it.
func (r *recorder) outcome(q *engine.Request, before *trace.Trace, d depth) error {
	t, reached, err := r.carry(q)
	if err != nil {
		return err
	}
	for _, place := range telling(t, before, d) {
		r.step(q, t, place)
	}
	b := Beat{Kind: Outcome, Title: q.Label, Big: big(t), Mark: string(t.Verdict), Lines: answered(t), Reached: r.goals(reached), Request: q.ID, Trace: t, Place: decided(t)}
	b.Note = join(r.goalNotes(reached), outcomeNote(t))
	r.beat(b)
	r.see(q.ID, t)
	return nil
}

// see notes what the class has seen.
func (r *recorder) see(id string, t *trace.Trace) {
	r.last[id] = t
	if r.known[id] == nil {
		r.known[id] = map[string]bool{}
	}
	r.known[id][trace.Summary(t)] = true
}

// change tells of something that is done to the lab. What the class has seen end so before is issued at once.
func (r *recorder) change(text string, m scenarios.Move, before map[string]string) error {
	title, lines, note := r.inWords(m)
	reached, err := r.make(text)
	if err != nil {
		return err
	}
	if m.Kind != scenarios.FlipMove {
		lines = append(lines, r.consumers(m)...)
	}
	q, err := r.next(before, map[string]bool{})
	if err != nil {
		return err
	}
	now, err := r.endings()
	if err != nil {
		return err
	}
	b := Beat{Kind: Change, Title: title, Lines: lines, Reached: r.goals(reached), Place: -1, Note: join(note, r.goalNotes(reached)), Coming: r.flipped(before, now)}
	if q == nil {
		r.beat(b)
		return nil
	}
	done := map[string]bool{q.ID: true}
	b.Request = q.ID
	if r.known[q.ID][now[q.ID]] && r.last[q.ID] != nil {
		err = r.again(b, q)
	} else {
		b.Lines = append(b.Lines, "And now: "+q.Label+". How will it end?")
		b.Note = join(b.Note, r.once("request "+q.ID, r.sc.RequestNotes(q.ID), ""))
		last := r.last[q.ID]
		r.beat(b)
		err = r.outcome(q, last, inShort)
	}
	if err != nil {
		return err
	}
	return r.follow(before, done)
}

// again tells of a change and of the request that ends as the class has seen it before, at once.
func (r *recorder) again(b Beat, q *engine.Request) error {
	t, reached, err := r.carry(q)
	if err != nil {
		return err
	}
	b.Lines = append(b.Lines, q.Label+": "+trace.Summary(t)+".")
	b.Mark, b.Trace, b.Place = string(t.Verdict), t, decided(t)
	b.Reached = append(b.Reached, r.goals(reached)...)
	b.Note = join(b.Note, r.goalNotes(reached))
	r.beat(b)
	r.see(q.ID, t)
	return nil
}

// answer tells of a question and, on the next beat, of its answer.
func (r *recorder) answer(text string, m scenarios.Move) error {
	g, err := r.sc.Goal(m.Subject)
	if err != nil {
		return err
	}
	lines := make([]string, len(g.Choices))
	right := 0
	for i, c := range g.Choices {
		lines[i] = strconv.Itoa(i+1) + ". " + c
		if c == m.To {
			right = i + 1
		}
	}
	note := g.Notes
	if note == "" {
		note = "Have everybody settle on a number before anybody says one. Then ask somebody of the smallest group why."
	}
	r.beat(Beat{Kind: Question, Title: g.Question, Lines: lines, Place: -1, Note: note, Coming: "Right is " + strconv.Itoa(right) + "."})
	reached, err := r.make(text)
	if err != nil {
		return err
	}
	r.beat(Beat{Kind: Answer, Title: g.Question, Lines: []string{strconv.Itoa(right) + ". " + m.To}, Mark: string(trace.Pass),
		Reached: r.goals(reached), Place: -1, Note: "Ask why each of the others is wrong: what would the lab look like, were it true?"})
	return nil
}

// inWords is a change as the class reads it, and the speaker's notes on it.
func (r *recorder) inWords(m scenarios.Move) (title string, lines []string, note string) {
	switch m.Kind {
	case scenarios.RefreshMove:
		return m.Subject + " looks at its vault again", nil, "Ask when it would have done so by itself."
	case scenarios.AdvanceMove:
		return "Time passes: " + m.To, nil, "Ask what has happened by itself in the meantime. The clock's window, 9, lists what lies ahead."
	}
	g, err := r.sc.Gate(m.Subject)
	if err != nil {
		return m.Subject, nil, ""
	}
	if help, ok := strings.CutPrefix(strings.ToLower(g.Help), m.To+": "); ok {
		lines = []string{capital(g.Help[len(g.Help)-len(help):])}
	}
	return "Switch " + m.To + ": " + g.Label, lines, r.once("gate "+g.ID, g.Notes, "It stands at the gate "+string(g.Gate)+". Who would notice, and how?")
}

// consumers is how those fare who use a vault by themselves.
func (r *recorder) consumers(m scenarios.Move) []string {
	e, err := r.lab.Estate()
	if err != nil {
		return nil
	}
	var lines []string
	for i := range e.Consumers {
		c := &e.Consumers[i]
		if m.Kind == scenarios.AdvanceMove || c.Name == m.Subject {
			lines = append(lines, sentence(c.Name+": "+c.Now.Status+", "+c.Now.Detail))
		}
	}
	return lines
}

// goals are goals in words, each with how many there are.
func (r *recorder) goals(ids []string) []string {
	var out []string
	for _, id := range ids {
		if g, err := r.sc.Goal(id); err == nil {
			n := 1
			for n <= len(r.progress.Reached) && r.progress.Reached[n-1] != id {
				n++
			}
			out = append(out, sentence("Goal reached, "+strconv.Itoa(n)+" of "+strconv.Itoa(len(r.sc.Goals))+": "+g.Text))
		}
	}
	return out
}

// ending is what was to be learned, a few points at once.
func (r *recorder) ending() {
	points := paragraphs(r.sc.Debrief)
	if len(points) == 0 {
		r.beat(Beat{Kind: End, Title: "The end", Lines: []string{"That was " + r.sc.Title + "."}, Place: -1, Note: "Ask what everybody would look at first, next time."})
		return
	}
	for len(points) > 0 {
		b := Beat{Kind: End, Title: "What was to be learned", Place: -1}
		points = b.learned(points)
		if b.Note == "" {
			b.Note = nothingToAdd
		}
		r.beat(b)
	}
}

// nothingToAdd is the note where the class reads all there is to say.
const nothingToAdd = "Ask who has met this outside of the class."

// learned puts as many points on a beat as go on a screen, and returns the others. A point that is too long for a class is
// only begun there, and the notes have all of it: sentences keep what they lean on.
func (b *Beat) learned(points []string) (rest []string) {
	var whole []string
	room := pointsLength
	for n, p := range points {
		line := p
		if len(p) > wholePoint {
			line = opened(p, longPoint)
		}
		if room -= len(line); n == pointsAtOnce || n > 0 && room < 0 {
			rest = points[n:]
			break
		}
		b.Lines = append(b.Lines, line)
		if line != p {
			whole = append(whole, p)
		}
	}
	b.Note = strings.Join(whole, "\n")
	return rest
}
