package plain

import (
	"strings"
	"testing"

	"kvlab/tui/learner"
)

func TestAForecastInTheWordsOfItsLearner(t *testing.T) {
	for said, want := range map[string]learner.Ending{
		"allowed": learner.Through, "through": learner.Through, "ALLOWED": learner.Through, "network": "network", "net": "network",
		"denied network": "network", "failed identity": "identity", "stopped at the object": "object", "Denied at Authorization": "authorization",
	} {
		if got, err := foretold(said); err != nil || got != want {
			t.Errorf("%q is %q, %v; want %q", said, got, err, want)
		}
	}
	for said, want := range map[string]string{
		"denied": "say which gate", "allowed network": "two things", "allowed denied": "two things", "firewall": "none of them", "3": "none of them",
		"\x1b[2J": "none of them",
	} {
		if _, err := foretold(said); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", said, err, want)
		}
	}
}

// Every ending that is offered is understood when its number is typed.
func TestEveryEndingThatIsOfferedCanBeSaid(t *testing.T) {
	for _, e := range learner.Endings() {
		for _, words := range []string{string(e), e.InWords()} {
			if got, err := foretold(words); err != nil || got != e {
				t.Errorf("%q is %q, %v", words, got, err)
			}
		}
	}
}

func TestChoicesAreNumbersWithSpacesOrCommas(t *testing.T) {
	for text, want := range map[string]string{"1": "x--", "1 3": "x-x", "1,3": "x-x", " 3 , 1 ": "x-x", "2 2": "-x-"} {
		chosen, err := choices(text, 3)
		got := ""
		for _, c := range chosen {
			got += map[bool]string{true: "x", false: "-"}[c]
		}
		if err != nil || got != want {
			t.Errorf("%q chooses %s, %v; want %s", text, got, err, want)
		}
	}
	for _, text := range []string{"", " ", "0", "4", "one", "1 x", "-1", "99999999999999999999"} {
		if _, err := choices(text, 3); err == nil {
			t.Errorf("%q chooses something", text)
		}
	}
}
