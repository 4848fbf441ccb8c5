package learner

import (
	"testing"

	"pgregory.net/rapid"

	"kvlab/lessons"
	"kvlab/scenarios"
)

var (
	shelf = []lessons.Head{{ID: "gates", Title: "Gates"}, {ID: "dns", Title: "DNS", Needs: []string{"gates"}},
		{ID: "models", Title: "Models", Needs: []string{"gates"}}, {ID: "keys", Title: "Keys", Needs: []string{"models", "dns"}}}
	labs = []scenarios.Entry{{ID: "wired", Title: "Wired", Level: "beginner", Lessons: []string{"gates"}},
		{ID: "broken", Title: "Broken", Level: "intermediate", Lessons: []string{"dns"}},
		{ID: "half", Title: "Half", Level: "intermediate", Lessons: []string{"models"}},
		{ID: "revoked", Title: "Revoked", Level: "advanced", Lessons: []string{"keys"}}}
)

// learned is a record with labs solved and lessons read.
func learned(solved, read []string, points int) *Record {
	r := new(Record).filled()
	for _, id := range solved {
		r.Score(id, scored(points), &scenarios.Work{}, at(1))
	}
	for _, id := range read {
		r.Read(id, at(1))
	}
	return r
}

func TestTheNextLabBuildsOnWhatIsKnown(t *testing.T) {
	for name, test := range map[string]struct {
		solved, read []string
		last         string
		points       int
		want         Next
	}{
		"a beginner":                            {want: Next{"wired", "Wired", "it is where to begin"}},
		"a beginner who is in it":               {last: "wired", want: Next{"broken", "Broken", "it is the nearest; read Gates first"}},
		"after the first lab":                   {solved: []string{"wired"}, want: Next{"broken", "Broken", "it builds on what you know: DNS"}},
		"reading is enough to know":             {read: []string{"gates"}, last: "wired", want: Next{"broken", "Broken", "it builds on what you know: DNS"}},
		"the one that was just done is no next": {solved: []string{"wired"}, last: "broken", want: Next{"half", "Half", "it builds on what you know: Models"}},
		"all but one":                           {solved: []string{"wired", "broken", "half"}, want: Next{"revoked", "Revoked", "it builds on what you know: Keys"}},
		"all, but not well": {solved: []string{"wired", "broken", "half", "revoked"}, points: 80, last: "wired",
			want: Next{"broken", "Broken", "all are solved, and this one has the most to gain"}},
		"all of it": {solved: []string{"wired", "broken", "half", "revoked"}, points: 100},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Suggest(labs, shelf, learned(test.solved, test.read, test.points), test.last); got != test.want {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
		})
	}
}

// Whoever always does what is suggested has done everything after as many labs as there are, and never meets a lab whose
// ideas are new while there is one whose ideas are not.
func TestFollowingTheSuggestionsLeadsThroughAllLabs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		order := rapid.Permutation(labs).Draw(t, "order")
		r, last := new(Record).filled(), ""
		for range order {
			next := Suggest(order, shelf, r, last)
			s := study{labs: order, shelf: map[string]lessons.Head{}, record: r}
			for _, h := range shelf {
				s.shelf[h.ID] = h
			}
			for i := range order {
				if x := &order[i]; !r.Solved(x.ID) && len(s.unmet(x)) == 0 && len(s.unmet(entry(next.Lab))) > 0 {
					t.Fatalf("%s is suggested before %s", next.Lab, x.ID)
				}
			}
			if next.Lab == "" || r.Solved(next.Lab) {
				t.Fatalf("%+v is suggested with %v", next, r.Labs)
			}
			r.Score(next.Lab, scored(50), &scenarios.Work{}, at(1))
			last = next.Lab
		}
	})
}

func entry(id string) *scenarios.Entry {
	for i := range labs {
		if labs[i].ID == id {
			return &labs[i]
		}
	}
	return &scenarios.Entry{}
}

func TestForecastsAreCountedByWhatWasSaid(t *testing.T) {
	r := new(Record).filled()
	for _, f := range []Forecast{{"a", "r", "network", "network"}, {"a", "r", "network", Through}, {"b", "q", Through, Through}} {
		r.Foretell(f)
	}
	if r.Forecasts["network"] != (Tally{2, 1}) || r.Labs["a"].Forecasts != (Tally{2, 1}) || r.Calibration() != (Tally{3, 2}) || r.Latest.Lab != "b" {
		t.Errorf("%+v", r)
	}
	for f, want := range map[Forecast]string{{Said: "network", Was: "network"}: "as you said", {Said: "network", Was: Through}: "you said stopped at network",
		{Said: Through, Was: "object"}: "you said allowed"} {
		if got := f.InWords(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
