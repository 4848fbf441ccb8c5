package scenarios

import "testing"

func TestUnmarkedLeavesCodeAlone(t *testing.T) {
	for in, want := range map[string]string{
		"a *role* with `secrets/*` and `*/read`": "a role with `secrets/*` and `*/read`",
		"**never** *both*":                       "never both",
		"2 * 3 * 4":                              "2 * 3 * 4",
		"an *open end":                           "an *open end",
		"":                                       "",
	} {
		if got := Unmarked(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}
