package windows

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
	"pgregory.net/rapid"

	"kvlab/engine/trace"
	"kvlab/tui/desktop"
	"kvlab/tui/session"
	"kvlab/tui/theme"
)

// The dialog takes text, and says where the cursor is; the list has its requests kept.
var (
	_ desktop.Typist = (*Compose)(nil)
	_ desktop.Caret  = (*Compose)(nil)
	_ Dialog         = (*Compose)(nil)
	_ Keeper         = (*Requests)(nil)
)

// composing is the list of requests, with the dialog in front of it while that is open.
type composing struct {
	*easel
	requests *Requests
}

func newComposing(t testing.TB, s *session.Session) *composing {
	r := NewRequests(s)
	c := &composing{&easel{t: t, s: s, w: r}, r}
	c.draw(80, 24, &theme.Options{})
	return c
}

// act does what the desktop does with an action: one of a dialog closes it.
func (c *composing) act(a desktop.Action) string {
	if a == nil {
		return ""
	}
	c.w = c.requests
	switch a := a.(type) {
	case session.Compose:
		c.w = NewCompose(c.s, a.Draft)
	case session.Dismiss:
		return "closed"
	case session.Say:
		return a.Text
	case session.Foretell:
		return "how will " + a.Request + " end?"
	case session.Issue:
		u, err := c.s.Issue(a.Request)()
		if err != nil {
			return err.Error()
		}
		c.s.Accept(u)
		return u.Label + ": " + trace.Summary(u.Trace)
	case session.AskForecasts:
		if _, err := a.Job(c.s)(); err != nil {
			return err.Error()
		}
	case session.Doer:
		return c.work(a)
	}
	return ""
}

func (c *composing) press(key string) string {
	for _, command := range c.w.Commands() {
		if command.Has(key) {
			if why := command.Why(); why != "" {
				return "cannot " + command.Title + ": " + why
			}
			return c.act(command.Run())
		}
	}
	return "no such key: " + key
}

func (c *composing) click(text string) string {
	p, ok := c.find(text)
	if !ok {
		return "not in sight: " + text
	}
	return c.act(c.w.Click(c.canvas.TargetAt(p.X, p.Y)))
}

// Each file tells how requests are put together:
//
//	lab SCENARIO
//	press KEY ...            what each key led to
//	type                     (in the next line) puts the text in at once
//	click                    (in the next line, on that text as it was drawn last)
//	flip GATE ...            somebody works on the lab meanwhile
//	draw WxH [none|ascii]
func TestPuttingRequestsTogether(t *testing.T) {
	datadriven.Walk(t, "testdata/compose", func(t *testing.T, path string) {
		var c *composing
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			var out []string
			switch d.Cmd {
			case "lab":
				c = newComposing(t, open(t, d.CmdArgs[0].Key, ""))
			case "press":
				for _, a := range d.CmdArgs {
					out = append(out, c.press(a.Key))
				}
			case "type":
				out = append(out, c.act(c.w.(desktop.Typist).Type(d.Input)))
			case "click":
				out = append(out, c.click(d.Input))
			default:
				return ended(c.run(d))
			}
			return ended(strings.Join(slices.DeleteFunc(out, func(s string) bool { return s == "" }), "\n"))
		})
	})
}

func TestEveryCommandOfComposingHasAKeyThatTypesNothing(t *testing.T) {
	s := open(t, "wired-web-app", "")
	d, err := s.NewDraft()
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []desktop.Window{NewCompose(s, d), NewRequests(s)} {
		taken := map[string]string{}
		for _, c := range w.Commands() {
			if !strings.HasPrefix(c.ID, w.ID()+".") || c.Title == "" || len(strings.Fields(c.Title)) > 3 || !strings.HasSuffix(c.Help, ".") {
				t.Errorf("%s is incomplete: %+v", c.ID, c)
			}
			for _, key := range c.Keys {
				_, typist := w.(desktop.Typist)
				if taken[key] != "" || slices.Contains(reserved, key) && !typist || typist && len(key) == 1 {
					t.Errorf("%s: %q is taken by %q", c.ID, key, taken[key])
				}
				taken[key] = c.ID
			}
		}
	}
}

// Whatever is typed, turned and clicked at whatever size, the dialog draws itself, draws the same under the same version,
// and what it issues or looks at is answered.
func TestNoInputBreaksTheDialog(t *testing.T) {
	for _, scenario := range []string{"deleted-and-purged", "revoked-customer-key"} {
		s := open(t, scenario, "")
		rapid.Check(t, func(r *rapid.T) {
			c := newComposing(t, s)
			w, h := rapid.IntRange(1, 100).Draw(r, "width"), rapid.IntRange(1, 26).Draw(r, "height")
			o := theme.Options{ASCII: rapid.Bool().Draw(r, "ascii")}
			c.press(rapid.SampledFrom([]string{"e", "n"}).Draw(r, "begin"))
			before, version, drawn := c.draw(w, h, &o), c.w.Version(), c.w
			for range rapid.IntRange(1, 15).Draw(r, "moves") {
				if said := c.stumble(r, w, h); strings.HasPrefix(said, "error") {
					r.Fatal(said)
				}
				now := c.draw(w, h, &o)
				if c.w == drawn && c.w.Version() == version && now != before {
					r.Fatalf("it draws something else under the same version:\n%s\n---\n%s", before, now)
				}
				before, version, drawn = now, c.w.Version(), c.w
			}
		})
	}
}

// slow are operations that make an RSA key.
var slow = regexp.MustCompile("/(create|rotate)$")

// stumble does one thing without a thought. Keys are not made: that takes its time.
func (c *composing) stumble(r *rapid.T, w, h int) string {
	dialog, open := c.w.(*Compose)
	switch kind := rapid.IntRange(0, 9).Draw(r, "kind"); {
	case kind == 0:
		c.w.Wheel(rapid.IntRange(-3, 3).Draw(r, "wheel"))
	case kind < 4:
		return c.act(c.w.Click(c.canvas.TargetAt(rapid.IntRange(0, w).Draw(r, "x"), rapid.IntRange(0, h).Draw(r, "y"))))
	case kind < 7 && open:
		return c.act(dialog.Type(rapid.SampledFrom([]string{"s", "keys/", "wrap", "kv", "0", "日", "\x1b[2J", "a\nb", "é"}).Draw(r, "text")))
	default:
		commands := c.w.Commands()
		command := &commands[rapid.IntRange(0, len(commands)-1).Draw(r, "command")]
		if command.ID == "compose.issue" && open && slow.MatchString(dialog.draft.Operation) {
			return ""
		}
		if command.Why() == "" {
			return c.act(command.Run())
		}
	}
	return ""
}

// Who turns through operations and vaults and comes back has lost nothing but what does not belong there.
func TestWhatDependsOnAPartFollowsIt(t *testing.T) {
	s := open(t, "deleted-and-purged", "")
	d, err := s.Draft("prod-reads")
	if err != nil {
		t.Fatal(err)
	}
	c := NewCompose(s, d)
	row := func(label string) {
		c.goTo(slices.IndexFunc(c.rows, func(p composePart) bool { return p.label == label }))
	}
	row("object")
	c.Type("no-such-secret")
	row("vault")
	c.Type("test")
	if c.draft.Vault != "kv-orders-test" || c.draft.Object != "no-such-secret" {
		t.Errorf("a name that was typed does not stay: %+v", c.draft.Draft)
	}
	row("vault")
	c.Type("kv-orders-prod")
	row("object")
	c.Type("pay")
	if c.draft.Object != "Payment-ApiKey" {
		t.Errorf("letters of a name find %s", c.draft.Object)
	}
	row("operation")
	c.Type("keys/get")
	if c.draft.Object != "Payment-ApiKey" {
		t.Errorf("without a key to go to, the name is %q", c.draft.Object)
	}
	c.back()
	if c.draft.Draft != (session.Draft{Host: "app-orders-prod", Operation: "secrets/get", Vault: "kv-orders-prod", Object: "Payment-ApiKey"}) {
		t.Errorf("taken back: %+v", c.draft.Draft)
	}
	row("from")
	c.Type("internet")
	if c.draft.Host != "" || c.draft.As.Kind != session.AsPerson || c.why != "" {
		t.Errorf("on the internet asks %+v: %s", c.draft.As, c.why)
	}
}

// A frame of the dialog is rows that were made before.
func TestDrawingTheDialogIsCheap(t *testing.T) {
	s := open(t, "half-migrated-rbac", "")
	d, err := s.NewDraft()
	if err != nil {
		t.Fatal(err)
	}
	c := &composing{easel: &easel{t: t, s: s, w: NewCompose(s, d)}}
	c.draw(84, 22, &theme.Options{})
	canvas := desktop.NewCanvas(c.buf, theme.New(theme.Options{}), true)
	if n := testing.AllocsPerRun(20, func() { c.w.Draw(canvas) }); n > 150 {
		t.Errorf("it allocates %.0f times", n)
	}
}

// What was passed on the way to a name leaves nothing behind.
func TestTurningThereAndBackChangesNothing(t *testing.T) {
	s := open(t, "certificate-key-as-secret", "")
	d, err := s.Draft("job-reads-connection")
	if err != nil {
		t.Fatal(err)
	}
	c := NewCompose(s, d)
	c.goTo(2)
	c.Type("get")
	began, passed := c.draft, c.draft.Object
	for range c.found {
		c.turn(1)
		if c.draft.Object != began.Object {
			passed = c.draft.Object
		}
	}
	if c.draft != began || passed == began.Object {
		t.Errorf("there and back leads from %+v by %s to %+v", began.Draft, passed, c.draft.Draft)
	}
}
