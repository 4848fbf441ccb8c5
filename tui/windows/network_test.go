package windows

import (
	"strings"
	"testing"

	"kvlab/tui/session"
	"kvlab/tui/theme"
)

// Nobody sits at the machine: then a program is meant, and one that has nobody to authenticate as is said to be that.
func TestTheNetworkSaysWhoIsMeantToAsk(t *testing.T) {
	for _, test := range []struct {
		host, operator string
		want           string
	}{
		{"vm-jump", "milan", "If milan, who is signed in there, asks for a list of secrets, that is allowed."},
		{"vm-jump", "", "If a program there, without an identity, asks for a list of secrets, that ends as failed at identity"},
		{"app-orders", "milan", "If the program there asks for a list of secrets, that is allowed."},
	} {
		s := open(t, "half-migrated-rbac", "")
		operator := *s.Scenario.Operator
		operator.User = test.operator
		s.Scenario.Operator = &operator
		n := NewNetwork(s)
		n.host = test.host
		work(t, s, n.Wants().(session.AskWay).Job(s))
		var said []string
		for _, p := range n.liveParagraphs(theme.New(theme.Options{}), n.way()) {
			said = append(said, p.text)
		}
		all := strings.Join(said, "\n")
		if !strings.HasPrefix(all, test.want) {
			t.Errorf("%s, %q: %s", test.host, test.operator, all)
		}
		if same := strings.Contains(all, "does not depend on who asks"); same != strings.Contains(test.want, "at identity") {
			t.Errorf("%s, %q: that the way is the same for all is said: %v", test.host, test.operator, same)
		}
	}
}
