package learner

import (
	"maps"
	"time"

	"kvlab/engine/trace"
	"kvlab/scenarios"
)

// schema is the form of the file. It grows when an older program would misread what is in it.
const schema = 1

// Record is all that is known of a learner. What Book.Record hands out is shared: read it only.
type Record struct {
	Schema int `json:"schema"`
	// Foretells says that the learner wants to be asked how a request will end before it is issued.
	Foretells bool              `json:"foretells,omitempty"`
	Labs      map[string]Lab    `json:"labs,omitempty"`
	Lessons   map[string]Lesson `json:"lessons,omitempty"`
	// Forecasts counts by where the learner said that a request would be stopped.
	Forecasts map[Ending]Tally `json:"forecasts,omitempty"`
	// Latest is the forecast made last, nil before the first.
	Latest *Forecast `json:"latest,omitempty"`
	// Next is the lab that was suggested when one was solved last, nil before that.
	Next *Next `json:"next,omitempty"`
}

// Forecast is what a learner said of a request before it was issued, and how it ended.
type Forecast struct {
	Lab     string `json:"lab"`
	Request string `json:"request"`
	Said    Ending `json:"said"`
	Was     Ending `json:"was"`
}

// Right reports whether it came true.
func (f *Forecast) Right() bool { return f.Said == f.Was }

// InWords says what came of it.
func (f *Forecast) InWords() string {
	if f.Right() {
		return "as you said"
	}
	return "you said " + f.Said.InWords()
}

// Ending is where a request is stopped, or Through when it is not.
type Ending string

// Through: no gate stops the request.
const Through Ending = "through"

// EndingOf is how a request ended.
func EndingOf(t *trace.Trace) Ending {
	if t.StoppedAt == nil {
		return Through
	}
	return Ending(*t.StoppedAt)
}

// InWords is the ending as a reader sees it.
func (e Ending) InWords() string {
	if e == Through {
		return "allowed"
	}
	return "stopped at " + string(e)
}

// Endings are all there are, in the order in which a request meets them.
func Endings() []Ending {
	endings := []Ending{Through}
	for _, g := range trace.GateNames {
		endings = append(endings, Ending(g))
	}
	return endings
}

// Tally counts forecasts and how many of them came true.
type Tally struct {
	Made  int `json:"made"`
	Right int `json:"right"`
}

func (t Tally) with(right bool) Tally {
	t.Made++
	if right {
		t.Right++
	}
	return t
}

// Lab is how a learner fared with one lab.
type Lab struct {
	// Last is the score of the last time all goals were reached, Best the best of all times. Best is nil until then.
	Last *scenarios.Score `json:"last,omitempty"`
	Best *scenarios.Score `json:"best,omitempty"`
	// SolvedAt is when all goals were reached for the first time; Times counts.
	SolvedAt time.Time `json:"solved_at,omitzero"`
	Times    int       `json:"times,omitempty"`
	// Hints is how many were asked for the last time; Seen says that a solution was shown before the goals were reached.
	Hints     int   `json:"hints,omitempty"`
	Seen      bool  `json:"seen,omitempty"`
	Forecasts Tally `json:"forecasts,omitzero"`
}

// Lesson is what a learner did with a lesson.
type Lesson struct {
	ReadAt time.Time `json:"read_at,omitzero"` // opened for the first time
	Read   bool      `json:"read,omitempty"`
	// Answers are by the number of the question, from 0.
	Answers map[int]Answer `json:"answers,omitempty"`
}

// Answer is what came of a lesson's question.
type Answer struct {
	Right bool `json:"right"` // at last
	Tries int  `json:"tries"`
}

// Solved reports whether all goals of a lab were ever reached.
func (r *Record) Solved(lab string) bool { return r.Labs[lab].Best != nil }

// Score notes that all goals of a lab are reached.
func (r *Record) Score(lab string, s scenarios.Score, w *scenarios.Work, at time.Time) {
	x := r.Labs[lab]
	if x.Best == nil || s.Total() > x.Best.Total() {
		x.Best = &s
	}
	if x.Times == 0 {
		x.SolvedAt = at
	}
	x.Last, x.Hints, x.Seen = &s, w.Hints, x.Seen || w.Seen
	x.Times++
	r.Labs[lab] = x
}

// See notes that a solution of a lab was shown.
func (r *Record) See(lab string) {
	x := r.Labs[lab]
	x.Seen = true
	r.Labs[lab] = x
}

// Foretell notes a forecast and what came of it.
func (r *Record) Foretell(f Forecast) {
	right := f.Right()
	r.Forecasts[f.Said] = r.Forecasts[f.Said].with(right)
	x := r.Labs[f.Lab]
	x.Forecasts = x.Forecasts.with(right)
	r.Labs[f.Lab] = x
	r.Latest = &f
}

// Calibration is all forecasts together.
func (r *Record) Calibration() Tally {
	var all Tally
	for _, t := range r.Forecasts {
		all.Made, all.Right = all.Made+t.Made, all.Right+t.Right
	}
	return all
}

// Read notes that a lesson was opened.
func (r *Record) Read(lesson string, at time.Time) {
	x := r.Lessons[lesson]
	if !x.Read {
		x.Read, x.ReadAt = true, at
	}
	r.Lessons[lesson] = x
}

// Answer notes how a question of a lesson was answered. Who was right once stays right.
func (r *Record) Answer(lesson string, question int, right bool) {
	x := r.Lessons[lesson]
	x.Answers = maps.Clone(x.Answers)
	if x.Answers == nil {
		x.Answers = map[int]Answer{}
	}
	a := x.Answers[question]
	if !a.Right {
		a.Tries++
	}
	a.Right = a.Right || right
	x.Answers[question] = a
	r.Lessons[lesson] = x
}

// clone returns a copy that can be changed while others read r. Scores and answers are replaced, never changed.
func (r *Record) clone() *Record {
	c := *r
	c.Labs, c.Lessons, c.Forecasts = maps.Clone(r.Labs), maps.Clone(r.Lessons), maps.Clone(r.Forecasts)
	return c.filled()
}

// filled makes the maps that are not there.
func (r *Record) filled() *Record {
	if r.Labs == nil {
		r.Labs = map[string]Lab{}
	}
	if r.Lessons == nil {
		r.Lessons = map[string]Lesson{}
	}
	if r.Forecasts == nil {
		r.Forecasts = map[Ending]Tally{}
	}
	r.Schema = schema
	return r
}
