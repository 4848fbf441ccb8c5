package story

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"kvlab/engine"
	"kvlab/scenarios"
)

func TestAStoryIsRead(t *testing.T) {
	s, err := Parse("x.story", strings.Join([]string{
		"# A title.", "# no title", "by mouse", "on a screen of 80x24", "",
		"open lab half-migrated-rbac  # where it begins", `see "goals # 0/2"`, "\tmove trace by -10,6", "az keyvault list --query \"[].name\" # all", "",
	}, "\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	if s.Title != "A title." || s.Way != ByMouse || s.Size.X != 80 || s.Size.Y != 24 || s.Newcomer || len(s.Lines) != 4 {
		t.Fatalf("%+v", s)
	}
	if l := s.Lines[1]; l.Number != 7 || l.said.text != "goals # 0/2" {
		t.Errorf("%+v", l)
	}
	if l := s.Lines[2]; l.said.window.name != "trace" || l.said.by.X != -10 || l.said.by.Y != 6 {
		t.Errorf("%+v", l)
	}
	if l := s.Lines[3]; l.said.rest != `keyvault list --query "[].name"` {
		t.Errorf("%q", l.said.rest)
	}
}

// A writer who errs is told where, and what is near.
func TestWhatIsWrongWithALine(t *testing.T) {
	for line, want := range map[string]string{
		"predct app-read ends allowed":         "x.story:2: no sentence reads \"predct app-read ends allowed\", did you mean: predict REQUEST ends allowed | predict",
		"open lab wird-web-app":                `x.story:2: there is no lab "wird-web-app", did you mean wired-web-app?`,
		"issue appread":                        `x.story:2: wired-web-app has no request "appread", did you mean app-read?`,
		"flip gate zone-lnik":                  `x.story:2: wired-web-app has no gate "zone-lnik", did you mean zone-link?`,
		`answer resored with "x"`:              `did you mean restored?`,
		"go to tracee":                         `x.story:2: there is no window "tracee", did you mean trace?`,
		"see goals":                            `x.story:2: "goals" must be a text in quotation marks`,
		`see "goals`:                           `x.story:2: a text begins with " and has no end`,
		"resize to 80":                         `x.story:2: "80" is no size: 120x40`,
		"see trace at 80 of 10x10":             `"80" is no place`,
		"move trace by 3,1":                    "columns are even",
		"preview fix none":                     `"none" is no number`,
		"predict app-read ends denied at dns":  `there is no ending "dns"`,
		"predict app-read ends denied at netw": `did you mean network?`,
		`set objct to "x"`:                     `there is no part of a request "objct", did you mean object?`,
		`find the sceret "x"`:                  `there is no kind "sceret", did you mean secret?`,
		"present lab wird-web-app":             "did you mean wired-web-app?",
		"scrub to step 0":                      `"0" is no number from 1 on`,
		"by keys":                              "x.story:2: this belongs to the first lines",
		"xyzzy":                                `x.story:2: no sentence reads "xyzzy"`,
		`"open" lab wired-web-app`:             "no sentence reads",
	} {
		_, err := Parse("x.story", "open lab wired-web-app\n"+line)
		var problem *Problem
		if !errors.As(err, &problem) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", line, err)
		}
	}
}

func TestALabComesFirstAndAStorySaysSomething(t *testing.T) {
	for text, want := range map[string]string{"issue app-read": "no lab is open yet", "": "says nothing", "# only a title": "says nothing", "by keys": "says nothing"} {
		if _, err := Parse("x.story", text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := Parse("x.story", "see x\nsee y"); strings.Count(err.Error(), "x.story:") != 2 {
		t.Errorf("not all problems come together: %v", err)
	}
}

// Every verb is one that can be read and does something, and no two are read alike.
func TestTheTableOfVerbs(t *testing.T) {
	var seen []string
	for _, v := range verbs() {
		if v.about == "" || (v.do == nil) == (v.set == nil) || slices.Contains(seen, v.form) {
			t.Errorf("%q: %q", v.form, v.about)
		}
		seen = append(seen, v.form)
		for _, word := range strings.Fields(v.form) {
			if _, slot := slots(openLab)[word]; word == strings.ToUpper(word) && !slot {
				t.Errorf("%q has no slot %s", v.form, word)
			}
		}
	}
	var out strings.Builder
	if err := Sentences(&out); err != nil || strings.Count(out.String(), "\n") != len(seen) {
		t.Errorf("%v:\n%s", err, out.String())
	}
}

// The stories say every sentence of the language, and complete every lab.
func TestTheStoriesUseTheWholeLanguageAndEveryLab(t *testing.T) {
	all, err := All()
	if err != nil {
		t.Fatal(err)
	}
	used, labs := map[string]bool{}, map[string]bool{}
	for _, s := range all {
		if s.Title == "" {
			t.Errorf("%s has no title", s.File)
		}
		lab := ""
		for _, l := range s.Lines {
			used[l.verb.form] = true
			if l.said.lab != nil {
				lab = l.said.lab.ID
			}
			if l.verb.form == "show the debrief" {
				labs[lab] = true // it cannot be shown before all goals are reached
			}
		}
	}
	for _, v := range verbs() {
		if v.set == nil && !used[v.form] {
			t.Errorf("no story says %q", v.form)
		}
	}
	for _, e := range scenarios.Catalogue() {
		if !labs[e.ID] {
			t.Errorf("no story completes %s", e.ID)
		}
	}
}

// Whatever is written, the parser says what it is or where it fails.
func FuzzParse(f *testing.F) {
	files, err := embedded.ReadDir("testdata")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		text, err := embedded.ReadFile("testdata/" + file.Name())
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Add("open lab a\nissue app-read\nflip gate zone-link\nanswer opened with \"b\"")
	f.Add("see \"\nresize to 999999x1\nmove map by 2,-\x00")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := parse("x.story", text, tinyLab)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "x.story:") {
				t.Errorf("it does not say where: %v", err)
			}
			return
		}
		again, err := parse("x.story", written(s), tinyLab)
		if err != nil || len(again.Lines) != len(s.Lines) {
			t.Errorf("what was read cannot be read again: %v", err)
		}
	})
}

// tinyLab is a lab that costs nothing to open.
func tinyLab(id string) (*scenarios.Scenario, error) {
	return &scenarios.Scenario{ID: id, Requests: []*engine.Request{{ID: "app-read"}}, Gates: []scenarios.Gate{{Switch: engine.Switch{ID: "zone-link"}}},
		Goals: []scenarios.Goal{{ID: "opened"}}}, nil
}

// written is a story's lines as text.
func written(s *Story) string {
	var b strings.Builder
	for _, l := range s.Lines {
		b.WriteString(l.Text + "\n")
	}
	return b.String()
}
