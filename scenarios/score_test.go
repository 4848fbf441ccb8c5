package scenarios

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
	"pgregory.net/rapid"

	"kvlab/engine"
	"kvlab/engine/estate"
	"kvlab/engine/profile"
)

// follow makes changes as a learner would, and looks up what came of it.
func follow(t testing.TB, s *Scenario, changes []string) (*engine.Lab, Work) {
	t.Helper()
	lab := startLab(t, s)
	var p Progress
	for _, text := range changes {
		if err := s.make(lab, &p, text); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
	}
	return lab, workOf(t, s, lab, 0)
}

func workOf(t testing.TB, s *Scenario, lab *engine.Lab, hints int) Work {
	t.Helper()
	w, err := s.Work(lab, &Progress{}, hints)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func parOf(t testing.TB, s *Scenario) *Par {
	t.Helper()
	p, err := s.Par()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func part(t testing.TB, s Score, name string) Part {
	t.Helper()
	for _, p := range s.Parts {
		if p.Name == name {
			return p
		}
	}
	t.Fatalf("the score has no part %q: %+v", name, s)
	return Part{}
}

// Whoever does what a solution says gets all there is, but for solutions that open more than another one does.
func TestTheSolutionsOfEveryLabScoreFullMarks(t *testing.T) {
	for _, e := range Catalogue() {
		s := openLab(t, e.ID)
		par := parOf(t, s)
		for i, solution := range s.Solutions {
			_, w := follow(t, s, solution.Changes)
			score := par.Score(&w)
			for _, name := range []string{"Changes", "On your own", "Nothing else harmed"} {
				if p := part(t, score, name); p.Points != p.Of {
					t.Errorf("%s, solution %d: %+v", e.ID, i+1, p)
				}
			}
			if i == 0 && score.Total() != 100 {
				t.Errorf("%s, the first solution: %+v", e.ID, score)
			}
		}
	}
}

// A gate that is turned over once more costs points, and one that is turned twice costs them twice.
func TestAFlipThatWasNotNeededCosts(t *testing.T) {
	for _, e := range Catalogue() {
		s := openLab(t, e.ID)
		par := parOf(t, s)
		lab, _ := follow(t, s, s.Solutions[0].Changes)
		before := ofMoves
		for range 2 {
			for _, state := range []string{"=off", "=on"} {
				if err := s.make(lab, &Progress{}, s.Gates[0].ID+state); err != nil {
					t.Fatal(err)
				}
			}
			w := workOf(t, s, lab, 0)
			p := part(t, par.Score(&w), "Changes")
			if p.Points >= before {
				t.Errorf("%s: %d points after %d", e.ID, p.Points, before)
			}
			before = p.Points
		}
	}
}

func TestWhatIsTakenBackAndWhatOnlyLooksIsNoMove(t *testing.T) {
	s := openLab(t, customerKeys)
	lab := startLab(t, s)
	for _, step := range []struct {
		name string
		do   func() error
		want int
	}{
		{"a flip", func() error { return s.make(lab, &Progress{}, s.Gates[0].ID+"=off") }, 1},
		{"an undo", func() error { _, err := lab.Undo(); return err }, 0},
		{"a redo", func() error { _, err := lab.Redo(); return err }, 1},
		{"waiting", func() error { return s.make(lab, &Progress{}, "advance=2h") }, 1},
		{"another profile", func() error { return lab.SetProfile(profile.Service) }, 1},
		{"a consumer's look", func() error { return s.make(lab, &Progress{}, "refresh="+s.Estate.Consumers[0].Name) }, 1},
		{"a change by hand", func() error { return lab.Apply("by hand", engine.Change{Path: "lab.delays", Value: "true"}) }, 2},
		{"a reset", lab.Reset, 0},
		{"a reset taken back", func() error { _, err := lab.Undo(); return err }, 2},
	} {
		if err := step.do(); err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
		if got := workOf(t, s, lab, 0).Moves; got != step.want {
			t.Errorf("after %s there are %d moves, not %d", step.name, got, step.want)
		}
	}
}

// What a request does to the lab is a move; that it was looked at is none, whatever it leaves behind.
func TestRequestsCountWhenTheyAreMadeToChangeSomething(t *testing.T) {
	for operation, want := range map[string]bool{"secrets/get": false, "keys/wrap": false, "keys/rotate": true, "secrets/purge": true, "vaults/recover": true} {
		s := &Scenario{Requests: []*engine.Request{{ID: "r", Operation: operation}}}
		if got := s.countMoves([]engine.Entry{{Seq: 1, Label: "issue r"}}, 0) == 1; got != want {
			t.Errorf("%s counts is %v", operation, got)
		}
	}
}

// A new try begins with nothing done, also where the lab is at its start already and a reset changes nothing.
func TestANewTryCountsFromItsOwnBeginning(t *testing.T) {
	s := openLab(t, "wired-web-app")
	lab := startLab(t, s)
	for range 2 {
		p, err := s.Retry(lab)
		if err != nil || len(p.Reached) > 0 {
			t.Fatalf("%+v, %v", p, err)
		}
		for _, text := range []string{"zone-link=off", "zone-link=on"} {
			if err := s.make(lab, &p, text); err != nil {
				t.Fatal(err)
			}
		}
		if w, err := s.Work(lab, &p, 0); err != nil || w.Moves != 2 {
			t.Errorf("%d moves, %v", w.Moves, err)
		}
	}
}

func TestASolutionThatWasShownScoresForWhatIsLeftOnly(t *testing.T) {
	s := openLab(t, "broken-dns")
	_, w := follow(t, s, s.Solutions[0].Changes)
	w.Seen = true
	score := parOf(t, s).Score(&w)
	if got := score.Total(); got != ofPrivilege+ofCare {
		t.Errorf("%d points: %+v", got, score)
	}
	p := Progress{}
	s.Reveal(&p)
	if !p.Seen || !p.Clone().Seen {
		t.Error("the solution was shown, and nobody knows")
	}
	done := Progress{Reached: s.goalIDs()}
	if s.Reveal(&done); done.Seen {
		t.Error("a look at the solution afterwards counts")
	}
}

// Testdata tells what the parts of a score are for a list of changes.
func TestScores(t *testing.T) {
	datadriven.RunTest(t, "testdata/score", func(t *testing.T, d *datadriven.TestData) string {
		var lab string
		var hints int
		d.ScanArgs(t, "lab", &lab)
		d.MaybeScanArgs(t, "hints", &hints)
		s := openLab(t, lab)
		l, _ := follow(t, s, nil)
		for text := range strings.Lines(d.Input) {
			text = strings.TrimSpace(text)
			if path, value, byHand := strings.Cut(text, " := "); byHand {
				if err := l.Apply("by hand", engine.Change{Path: path, Value: value}); err != nil {
					return err.Error()
				}
			} else if err := s.make(l, &Progress{}, text); err != nil {
				return err.Error()
			}
		}
		w := workOf(t, s, l, hints)
		score := parOf(t, s).Score(&w)
		var b strings.Builder
		for _, p := range score.Parts {
			fmt.Fprintf(&b, "%2d of %2d  %s: %s\n", p.Points, p.Of, p.Name, p.Told)
		}
		fmt.Fprintf(&b, "%d\n", score.Total())
		return b.String()
	})
}

// Whatever is done, a score stays between nothing and everything, and doing more of what costs never helps.
func TestAScoreKeepsWithinItsBounds(t *testing.T) {
	s := openLab(t, "half-migrated-rbac")
	par := parOf(t, s)
	_, done := follow(t, s, s.Solutions[0].Changes)
	rapid.Check(t, func(t *rapid.T) {
		w := done
		w.Moves, w.Hints, w.Seen = rapid.IntRange(0, 40).Draw(t, "moves"), rapid.IntRange(0, 9).Draw(t, "hints"), rapid.Bool().Draw(t, "seen")
		w.Refused = rapid.SliceOfDistinct(rapid.SampledFrom(s.requestIDs()), rapid.ID).Draw(t, "refused")
		score := par.Score(&w)
		for _, p := range score.Parts {
			if p.Points < 0 || p.Points > p.Of || p.Told == "" {
				t.Fatalf("%+v", p)
			}
		}
		worse := w
		worse.Moves, worse.Hints = w.Moves+1, w.Hints+1
		if more := par.Score(&worse); more.Total() > score.Total() {
			t.Fatalf("%d points after %d", more.Total(), score.Total())
		}
	})
}

func TestPartsAreAHundredTogether(t *testing.T) {
	if sum := ofMoves + ofHelp + ofPrivilege + ofCare; sum != 100 {
		t.Errorf("a perfect score is %d", sum)
	}
}

// Hints cost what the file says. Where it says nothing of any, the later they come the more they cost.
func TestHintsHaveAPrice(t *testing.T) {
	hints := func(points ...int) *Scenario {
		s := &Scenario{}
		for _, n := range points {
			s.Hints = append(s.Hints, Hint{Points: n})
		}
		return s
	}
	for _, test := range []struct {
		s    *Scenario
		want string
	}{
		{hints(), "[]"}, {hints(0, 3, 0), "[0 3 0]"}, {hints(0), "[20]"}, {hints(0, 0, 0, 0, 0), "[0 0 5 10 20]"},
	} {
		if got := fmt.Sprint(test.s.prices()); got != test.want {
			t.Errorf("got %s, want %s", got, test.want)
		}
	}
}

func TestAScopeIsBroaderTheHigherItStands(t *testing.T) {
	subscription := estate.SubscriptionScope("guid")
	group := subscription.ResourceGroup("rg-shop")
	for want, scope := range map[int]estate.Scope{1: group.Vault("kv").Object("secrets", "s"), 2: group.Vault("kv"), 3: group,
		4: subscription, 5: estate.ManagementGroupScope("mg")} {
		if got := scopeBreadth(scope); got != want {
			t.Errorf("%s is %d, not %d", scope, got, want)
		}
	}
}

// Every fact of the estate that a gate can turn is one that a score can see.
func TestNoGateTurnsUnseen(t *testing.T) {
	for _, e := range Catalogue() {
		s := openLab(t, e.ID)
		lab := startLab(t, s)
		start, err := lab.Estate()
		if err != nil {
			t.Fatal(err)
		}
		for i, g := range s.Gates {
			state := "on"
			if s.Starts[i] == "on" {
				state = "off"
			}
			if err := s.make(lab, &Progress{}, g.ID+"="+state); err != nil {
				t.Fatal(err)
			}
			turned, err := lab.Estate()
			if err != nil || len(standing(start).differing(standing(turned))) == 0 {
				t.Errorf("%s: nobody sees %s turn %s, %v", e.ID, g.ID, state, err)
			}
			if _, err := lab.Undo(); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func BenchmarkPar(b *testing.B) {
	s := openLab(b, "half-migrated-rbac")
	for b.Loop() {
		if _, err := s.Par(); err != nil {
			b.Fatal(err)
		}
	}
}
