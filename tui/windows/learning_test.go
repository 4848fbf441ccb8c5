package windows

import (
	"fmt"
	"image"
	"slices"
	"strings"
	"testing"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/cockroachdb/datadriven"
	"pgregory.net/rapid"

	"kvlab/engine/trace"
	"kvlab/lessons"
	"kvlab/tui/desktop"
	"kvlab/tui/learner"
	"kvlab/tui/session"
	"kvlab/tui/theme"
)

// schoolDay is when all that happens in these tests happens.
func schoolDay() time.Time { return time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC) }

// desk is a learner's: a lab, and one of the windows of learning in front of it.
type desk struct {
	t      testing.TB
	where  session.Where
	s      *session.Session
	w      desktop.Window
	buf    *uv.Buffer
	canvas desktop.Canvas
}

func newLearner(t *testing.T, scenario string) *desk {
	s := open(t, scenario, "")
	s.Learner = learner.InMemory(schoolDay)
	return &desk{t: t, s: s, where: session.Where{Ephemeral: true, Learner: s.Learner}}
}

// lessonOfTest has all that a lesson can have, whatever the real ones are about.
func lessonOfTest() *lessons.Lesson {
	return &lessons.Lesson{
		Head: lessons.Head{ID: "test", Title: "A lesson of the test"},
		Body: "# Gates\n\nIssue [the read](kvlab:request/broken-dns/app-read), look at [the gates](kvlab:window/gates) and at\n" +
			"[the answer](kvlab:step/network.address). Then open [the lab](kvlab:lab/broken-dns) or [read on](kvlab:lesson/four-gates).\n",
		Questions: []lessons.Question{
			{Text: "Which gate asks for DNS?", Explain: "No name, no way.", Choices: []lessons.Choice{{Text: "identity"}, {Text: "network", Correct: true}}},
			{Text: "Which are gates?", Explain: "A vault is none.", Choices: []lessons.Choice{{Text: "identity", Correct: true}, {Text: "vault"}, {Text: "network", Correct: true}}},
		},
	}
}

func (d *desk) open(window string) {
	switch window {
	case "briefing":
		d.w = NewBriefing(d.s)
	case "requests":
		d.w = NewRequests(d.s)
	case "debrief":
		d.w = NewDebrief(d.s)
	case "lesson":
		d.w = NewLesson(lessonOfTest(), d.s.Learner)
	case "picker":
		p := NewPicker("")
		p.Offer(Offers(d.where))
		d.w = p
	case "predict":
		p, err := NewPredict(d.s, d.s.Scenario.Requests[0].ID)
		if err != nil {
			d.t.Fatal(err)
		}
		d.w = p
	default:
		d.t.Fatalf("there is no window %q", window)
	}
}

func (d *desk) draw(w, h int, o theme.Options) string {
	d.buf = uv.NewBuffer(w, h)
	d.canvas = desktop.NewCanvas(d.buf, theme.New(o), true)
	d.w.Draw(d.canvas)
	lines := strings.Split(d.buf.String(), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \r")
	}
	return strings.Join(lines, "\n")
}

// do carries out what a window asks for, as far as it is a job, and says what it was.
func (d *desk) do(a desktop.Action) string {
	if a == nil {
		return ""
	}
	if issue, ok := a.(session.Issue); ok {
		a = issuing(issue)
	}
	if job, ok := a.(session.Doer); ok {
		u, err := job.Job(d.s)()
		if err != nil {
			return err.Error()
		}
		if u != nil {
			d.s.Accept(u)
		}
	}
	return fmt.Sprintf("%T %+v", a, a)
}

// issuing is the request's issue as an action that knows its job.
type issuing session.Issue

func (i issuing) Job(s *session.Session) session.Job { return s.Issue(i.Request) }

func (d *desk) press(key string) string {
	for _, c := range d.w.Commands() {
		if !c.Has(key) {
			continue
		}
		if why := c.Why(); why != "" {
			return key + ": cannot, for " + why
		}
		return d.do(c.Run())
	}
	return key + ": nothing"
}

func (d *desk) click(text string) string {
	for y, line := range strings.Split(d.buf.String(), "\n") {
		if before, _, found := strings.Cut(line, text); found {
			return d.do(d.w.Click(d.canvas.TargetAt(desktop.Width(before), y)))
		}
	}
	return "not in sight: " + text
}

// Each file of testdata/learning is a story:
//
//	lab SCENARIO
//	open WINDOW
//	draw WxH [none|ascii]
//	press KEY …
//	click            (on the text of the input)
//	flip GATE …, issue REQUEST …
func TestStoriesOfLearning(t *testing.T) {
	datadriven.Walk(t, "testdata/learning", func(t *testing.T, path string) {
		var d *desk
		datadriven.RunTest(t, path, func(t *testing.T, td *datadriven.TestData) string {
			if td.Cmd == "lab" {
				d = newLearner(t, td.CmdArgs[0].Key)
				return ""
			}
			if out := strings.TrimRight(d.tell(td), "\n"); out != "" {
				return out + "\n"
			}
			return ""
		})
	})
}

func (d *desk) tell(td *datadriven.TestData) string {
	var out []string
	for _, a := range td.CmdArgs {
		switch td.Cmd {
		case "open":
			d.open(a.Key)
		case "press":
			out = append(out, d.press(a.Key))
		case "flip":
			d.change(d.s.Flip(a.Key))
		case "issue":
			d.change(d.s.Issue(a.Key))
		case "draw":
			return d.drawn(td.CmdArgs)
		}
	}
	if td.Cmd == "click" {
		out = append(out, d.click(td.Input))
	}
	return strings.Join(slices.DeleteFunc(out, func(s string) bool { return s == "" }), "\n")
}

func (d *desk) change(job session.Job) {
	u, err := job()
	if err != nil {
		d.t.Fatal(err)
	}
	d.s.Accept(u)
}

func (d *desk) drawn(args []datadriven.CmdArg) string {
	var w, h int
	if _, err := fmt.Sscanf(args[0].Key, "%dx%d", &w, &h); err != nil {
		return err.Error()
	}
	var o theme.Options
	if len(args) > 1 {
		o = theme.Options{None: args[1].Key == "none", ASCII: args[1].Key == "ascii"}
	}
	return d.draw(w, h, o)
}

var learningWindows = []string{"briefing", "requests", "debrief", "lesson", "picker", "predict"}

// Whatever is pressed, clicked or rolled at whatever size, nothing breaks, and a command that can run changes what is
// shown or asks for something.
func TestNoKeyAndNoSizeBreaksAWindowOfLearning(t *testing.T) {
	for _, window := range learningWindows {
		d := newLearner(t, "broken-dns")
		d.open(window)
		rapid.Check(t, func(t *rapid.T) {
			w, h := rapid.IntRange(0, 130).Draw(t, "width"), rapid.IntRange(0, 50).Draw(t, "height")
			d.draw(w, h, theme.Options{None: rapid.Bool().Draw(t, "none"), ASCII: rapid.Bool().Draw(t, "ascii")})
			for range rapid.IntRange(0, 6).Draw(t, "keys") {
				c := rapid.SampledFrom(d.w.Commands()).Draw(t, "command")
				if c.Why() == "" {
					c.Run()
				}
				d.w.Wheel(rapid.IntRange(-9, 9).Draw(t, "wheel"))
				d.w.Click(d.canvas.TargetAt(rapid.IntRange(0, 130).Draw(t, "x"), rapid.IntRange(0, 50).Draw(t, "y")))
			}
		})
	}
}

func TestEveryCommandOfLearningSaysWhatItDoesAndWhyItCannot(t *testing.T) {
	for _, window := range learningWindows {
		d := newLearner(t, "broken-dns")
		d.open(window)
		taken := map[string]string{}
		for _, c := range d.w.Commands() {
			if c.ID == "" || len(c.Keys) == 0 || c.Run == nil || len(strings.Fields(c.Title)) > 3 || c.Title == "" || !strings.HasSuffix(c.Help, ".") {
				t.Errorf("%s: %+v", window, c)
			}
			for _, key := range c.Keys {
				if other := taken[key]; other != "" {
					t.Errorf("%s: %q is both %s and %s", window, key, other, c.ID)
				}
				taken[key] = c.ID
			}
		}
	}
}

// In ASCII mode not one other character is drawn, whatever the scenario or the theme brings along.
func TestWindowsOfLearningAreASCIIWhenTheyHaveToBe(t *testing.T) {
	for _, window := range learningWindows {
		d := newLearner(t, "half-migrated-rbac")
		d.open(window)
		for _, r := range d.draw(90, 60, theme.Options{ASCII: true}) {
			if r > 0x7e {
				t.Errorf("%s draws %q", window, r)
			}
		}
	}
}

// A window whose version stays the same is not drawn again.
func TestWhatIsKeptOfALearnerShowsAtOnce(t *testing.T) {
	for _, window := range []string{"briefing", "requests", "debrief", "predict"} {
		d := newLearner(t, "broken-dns")
		d.open(window)
		before := d.w.(interface{ Version() uint64 }).Version()
		d.do(session.AskForecasts{On: true})
		if d.w.(interface{ Version() uint64 }).Version() == before {
			t.Errorf("%s keeps its version", window)
		}
	}
}

// The dialog offers what a trace can say, gate by gate, in the same order.
func TestEveryEndingCanBeForetold(t *testing.T) {
	endings := learner.Endings()
	if n := len(endings); n != len(endingKeys) || len(endingKeys) != len(endingTexts) || endings[0] != learner.Through {
		t.Fatalf("%v", endings)
	}
	for i, g := range trace.GateNames {
		if !strings.Contains(endingTexts[i+1], string(g)) {
			t.Errorf("%q is the text of %s", endingTexts[i+1], g)
		}
	}
}

// A lesson that is read costs little to show again: its text is laid out once.
func TestALessonIsLaidOutOnce(t *testing.T) {
	d := newLearner(t, "broken-dns")
	d.open("lesson")
	d.draw(80, 24, theme.Options{})
	if n := testing.AllocsPerRun(20, func() { d.w.Draw(d.canvas) }); n > 400 {
		t.Errorf("drawing it again allocates %.0f times", n)
	}
}

func TestDialogsOfLearningFitOnTheScreen(t *testing.T) {
	d := newLearner(t, "broken-dns")
	for _, window := range []string{"predict", "debrief", "picker"} {
		d.open(window)
		for _, screen := range []image.Point{{80, 24}, {120, 40}, {200, 60}} {
			if want := d.w.(Dialog).Want(screen); want.X > screen.X || want.Y > screen.Y || want.X <= 0 || want.Y <= 0 {
				t.Errorf("%s wants %v on %v", window, want, screen)
			}
		}
	}
}
