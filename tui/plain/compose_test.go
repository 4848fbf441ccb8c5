package plain

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kvlab/engine"
	"kvlab/scenarios"
	"kvlab/tui/session"
)

// sayable is a request as its parts are typed.
func sayable(d session.Draft) map[string]string {
	said := map[string]string{"from": d.Host, "as": d.As.Name, "operation": d.Operation, "vault": d.Vault, "object": d.Object, "version": d.Version}
	for name, empty := range map[string]string{"from": "internet", "version": "current"} {
		if said[name] == "" {
			said[name] = empty
		}
	}
	switch {
	case d.As.Kind == session.AsProgram:
		said["as"] = "program"
	case d.As.Kind == session.AsPlatform && d.As.Name == "":
		said["as"] = "platform"
	}
	for name, n := range map[string]session.Name{"vault": session.VaultName, "object": session.ObjectName, "version": session.VersionName} {
		if !d.Takes(n) {
			delete(said, name)
		}
	}
	return said
}

// Every request of every lab that carries nothing can be put together, in one line and part by part, from any other: what
// comes of it is that very request.
func TestEveryRequestOfTheLabsCanBeSaid(t *testing.T) {
	said := 0
	for _, e := range scenarios.Catalogue() {
		x := newTalk(io.Discard, inMemory(e.ID))
		if err := x.greet(); err != nil {
			t.Fatal(err)
		}
		given := x.requestIDs()
		bare := slices.DeleteFunc(slices.Clone(x.open.Requests()), func(r *engine.Request) bool { return r.Body != nil })
		for i, r := range bare {
			said++
			d, err := x.open.Draft(r.ID)
			if err != nil {
				t.Fatal(err)
			}
			words, other := sayable(d), bare[(i+1)%len(bare)].ID
			var line strings.Builder
			line.WriteString("compose " + other)
			for _, name := range []string{"version", "vault", "object", "as", "operation", "from"} { // in no order of sense
				if words[name] != "" {
					line.WriteString(" " + name + "=" + words[name])
				}
			}
			x.answer(context.Background(), line.String())
			after := x.lines[0]
			x.answer(context.Background(), "compose "+other)
			for x.composing != nil {
				x.answer(context.Background(), words[x.composing.part().name])
			}
			if want := "issue " + r.ID; after != want || x.lines[0] != want || !slices.Equal(x.requestIDs(), given) {
				t.Errorf("%s: %q comes to %q, part by part it comes to %q, and the list is %q", e.ID, &line, after, x.lines[0], x.requestIDs())
			}
		}
		if err := x.end(); err != nil {
			t.Fatal(err)
		}
	}
	if said < 20 {
		t.Errorf("only %d requests were tried", said)
	}
}

// Whatever is answered, the asking comes to its end, stays within the parts there are, and makes nothing that cannot be
// asked.
func TestWhateverIsAnsweredTheAskingEnds(t *testing.T) {
	x := newTalk(io.Discard, inMemory("revoked-customer-key"))
	if err := x.greet(); err != nil {
		t.Fatal(err)
	}
	answers := []string{"", "1", "2", "7", "99", "0", "back", "help", "again", "internet", "vm-jump", "platform", "secrets/set", "keys/sign", "keys/decrypt",
		"certificates/create", "vaults/list", "vaults/purge", "keys/set-rotation-policy", "nobody", "a/b", `"x"`, `"`, "=", "x=", "object=x", "operation=keys/wrap",
		"value=a=b", "as=vm-jump", "from=internet as=program", "P90D", "undo", "undo 1", "\x1b[2J"}
	rapid.Check(t, func(rt *rapid.T) {
		x.answer(context.Background(), "compose")
		for _, line := range rapid.SliceOfN(rapid.SampledFrom(answers), 0, 12).Draw(rt, "answers") {
			if x.composing == nil {
				break
			}
			x.answer(context.Background(), line)
			if c := x.composing; c != nil && (c.at < 0 || c.at >= len(c.parts())) {
				rt.Fatalf("part %d of %d is asked for", c.at, len(c.parts()))
			}
		}
		x.answer(context.Background(), "cancel")
		if x.composing != nil {
			rt.Fatal("it goes on")
		}
		for _, id := range x.requestIDs() {
			d, err := x.open.Draft(id)
			if err != nil {
				rt.Fatal(err)
			}
			if why := x.open.Problem(d); why != "" {
				rt.Fatalf("%s is on the list: %s", id, why)
			}
		}
	})
	if err := x.end(); err != nil {
		t.Error(err)
	}
}

// A part that is any text goes to the end of its line; the others are single words, and none is guessed.
func TestALineIsTakenApart(t *testing.T) {
	for line, want := range map[string]string{
		"":                         " map[]",
		"1":                        "1 map[]",
		"orders-read as=ana":       "orders-read map[as:ana]",
		"op=secrets/set value=":    " map[operation:secrets/set value:]",
		"ob=x value=a  b=c d ":     " map[object:x value:a  b=c d]",
		"subject=CN=a vault=kv":    " map[subject:CN=a vault=kv]",
		"result-of=y vault=kv":     " map[result-of:y vault:kv]",
		" as=ana   object=x ":      " map[as:ana object:x]",
		"as=ana bob":               `"bob" says nothing of a request`,
		"1 2":                      `"2" says nothing of a request`,
		"vualt=x":                  "did you mean vault?",
		"=x":                       "name the part",
		"3=x":                      "parts are named",
		"v=x":                      "could be",
		"orders-read =\x1b[2J\xff": "name the part",
	} {
		said, err := saidOf(line)
		got := said.like + " " + fmt.Sprint(said.parts)
		if err != nil {
			got = err.Error()
		}
		if got != want && (err == nil || !strings.Contains(got, want)) {
			t.Errorf("%q is %q, want %q", line, got, want)
		}
	}
}
