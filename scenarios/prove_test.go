package scenarios

import "testing"

const (
	denied  = "[[goal]]\nid = \"denied\"\ntext = \"t\"\nrequest = \"ana-get\"\nis = \"denied\"\n"
	mended  = "[[goal]]\nid = \"mended\"\ntext = \"t\"\nrequest = \"ana-get\"\nis = \"allowed\"\nafter = [\"denied\"]\n"
	already = "[[goal]]\nid = \"already\"\ntext = \"t\"\nrequest = \"ana-get\"\nis = \"allowed\"\n"
)

func TestProofOfAScenario(t *testing.T) {
	for name, x := range map[string]struct{ more, want string }{
		"it holds": {denied + mended + `[[solution]]
changes = ["enabled=off", "enabled=on"]
[[solution]]
changes = ["role=off", "broad=off", "role=on"]`, ""},
		"a question is answered on the way": {denied + asking + `[[solution]]
changes = ["enabled=off", "why=the role"]`, ""},
		"a lab without goals is for playing": {"", ""},
		"a goal is reached at the start": {already + denied + `[[solution]]
changes = ["enabled=off"]`, "small.toml: nothing has been done yet, and these goals are reached already: already"},
		"a solution does not reach all": {denied + mended + `[[solution]]
changes = ["enabled=off"]`, "small.toml: solution 1: it does not reach mended"},
		"a solution goes on for too long": {denied + `[[solution]]
changes = ["enabled=off"]
[[solution]]
changes = ["enabled=off", "role=off"]`,
			"small.toml: solution 2: the first 1 of its 2 changes reach all goals (enabled=off): the rest is superfluous"},
		"a wrong answer is no solution": {asking + `[[solution]]
changes = ["why=the network"]`, "small.toml: solution 1: it does not reach why"},
		"goals want a solution":   {denied, "small.toml: there are goals, but no solution to prove that they can be reached"},
		"solutions want a goal":   {"[[solution]]\nchanges = [\"role=off\"]", "small.toml: there is a solution, but no goal for it to reach"},
		"everything is told once": {already + "[[solution]]\nchanges = [\"role=off\", \"role=on\"]", "small.toml: nothing has been done yet, and these goals are reached already: already\n" + "small.toml: solution 1: the first 0 of its 2 changes reach all goals (): the rest is superfluous"},
	} {
		t.Run(name, func(t *testing.T) {
			got := ""
			if err := parsed(t, x.more).Prove(); err != nil {
				got = err.Error()
			}
			if got != x.want {
				t.Errorf("got  %s\nwant %s", got, x.want)
			}
		})
	}
}

func TestEveryEmbeddedLabIsProven(t *testing.T) {
	for _, e := range Catalogue() {
		s := openLab(t, e.ID)
		if err := s.Prove(); err != nil {
			t.Error(err)
		}
		// A learner may switch the profile: the first solution leads to the goals there, too. Others may rely on the
		// order in which one profile lets the gates decide.
		s.Estate.Lab.Profile, s.Solutions = s.Profile.Other(), s.Solutions[:1]
		if err := s.Prove(); err != nil {
			t.Errorf("under the other profile: %v", err)
		}
	}
}
