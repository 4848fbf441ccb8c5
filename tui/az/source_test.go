package az

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"
)

// session types lines at a prompt.
func session(t *testing.T, prompt string, lines ...string) (b *bench, status int) {
	t.Helper()
	b = adas(t)
	status = b.Session(context.Background(), strings.NewReader(strings.Join(lines, "\n")), prompt, Streams{&b.out, &b.err})
	return b, status
}

func TestAMistakeDoesNotEndASession(t *testing.T) {
	b, status := session(t, "", "echo one", "echo )", "az keyvault scret", "nosuch", "echo two")
	if b.out.String() != "one\ntwo\n" || status != 0 {
		t.Errorf("exit status %d:\n%s%s", status, b.out.String(), b.err.String())
	}
}

func TestASessionEndsWithTheStatusOfItsLastCommand(t *testing.T) {
	for last, want := range map[string]int{
		"az keyvault secret show --vault-name kv-shop -n nope": 3,
		"az keyvault scret":         2,
		"exit 9\necho never":        9,
		"set -e\nfalse\necho never": 1,
		"echo )":                    2,
		"true":                      0,
		"":                          0,
	} {
		if b, status := session(t, "", last); status != want || strings.Contains(b.out.String(), "never") {
			t.Errorf("%q: exit status %d, want %d", last, status, want)
		}
	}
}

func TestAStatementMayGoOnOverLines(t *testing.T) {
	for text, want := range map[string]string{
		"echo a \\\n  b":                                    "a b\n",
		"echo 'a\nb'":                                       "a\nb\n",
		"for x in 1 2; do\necho $x\ndone":                   "1\n2\n",
		"if true\nthen echo yes\nfi":                        "yes\n",
		"x=$(\necho in\n)\necho $x":                         "in\n",
		"while read l; do echo \"<$l>\"; done <<E\na\nb\nE": "<a>\n<b>\n",
		"f() {\necho f\n}\nf":                               "f\n",
		"echo a\\\\\necho b":                                "a\\\nb\n",
		"echo one\r\necho two\r\n":                          "one\ntwo\n",
		"false ||\necho or":                                 "or\n",
		"echo last":                                         "last\n",
	} {
		if b, _ := session(t, "", text); b.out.String() != want {
			t.Errorf("%q: %q, want %q\n%s", text, b.out.String(), want, b.err.String())
		}
	}
}

func TestThePromptSaysWhetherAStatementGoesOn(t *testing.T) {
	b, _ := session(t, "az> ", "echo 'a", "b'", "echo c", "")
	if want := "az> > az> az> "; b.err.String() != want {
		t.Errorf("%q, want %q", b.err.String(), want)
	}
}

func TestVariablesLastFromRunToRun(t *testing.T) {
	b := adas(t)
	b.must(t, "v=kv-shop; f() { echo \"in $v\"; }")
	if got := b.must(t, "f"); got != "in kv-shop" {
		t.Error(got)
	}
}

func TestACancelledContextEndsALine(t *testing.T) {
	b := adas(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if status := b.Run(ctx, "echo x; echo y", Streams{&b.out, &b.err}); status != statusStopped || b.out.Len() > 0 || !b.Exited() {
		t.Errorf("exit status %d:\n%s", status, b.out.String())
	}
}

// Somebody interrupts while nobody types: the session does not wait for the line.
func TestAnInterruptEndsTheWaitForALine(t *testing.T) {
	b := adas(t)
	in, typing := io.Pipe()
	defer typing.Close()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan int)
	go func() { ended <- b.Session(ctx, in, "", Streams{&b.out, &b.err}) }()
	if _, err := io.WriteString(typing, "echo one\n"); err != nil {
		t.Fatal(err)
	}
	cancel()
	if status := <-ended; status != statusStopped {
		t.Errorf("exit status %d", status)
	}
}

func TestAConsoleRemembersTheLastCalls(t *testing.T) {
	b := adas(t)
	b.calls, b.issued = make([]Call, remembered), remembered
	b.must(t, "az keyvault secret list --vault-name kv-shop -o none")
	calls := b.Calls()
	if last := calls[len(calls)-1]; len(calls) != remembered || last.Request.ID != "az-1001" || last.Command != "keyvault secret list" {
		t.Errorf("%d calls, the last %+v", len(calls), last)
	}
}

func TestAStatementHasAnEnd(t *testing.T) {
	b := adas(t)
	if _, complaint, status := b.do(strings.Repeat("x", longest+1)); status != statusSyntax || !strings.Contains(complaint, "longer than 1 MB") {
		t.Errorf("exit status %d: %s", status, complaint)
	}
	for _, line := range []string{"while :; do :; done", "f() { f; }; f", "x=a; while :; do x=b; done", "until false; do :; done"} {
		if _, _, status := b.do(line); status == 0 {
			t.Errorf("%s came to an end", line)
		}
		if out, _, _ := b.do("echo still here"); out != "still here\n" {
			t.Errorf("after %s: %q", line, out)
		}
	}
}

func TestAConsoleWantsSomebodyWhoTypes(t *testing.T) {
	if _, err := New(adas(t).lab, Operator{}, Options{}); err == nil {
		t.Error("a console without an operator")
	}
}

// A trace follows its command's output, and a hint only a person's refusal.
func TestWhatFollowsACommand(t *testing.T) {
	const refused = "az keyvault secret show --vault-name kv-shop -n nope"
	for _, c := range []struct {
		options   Options
		line      string
		says, not string
	}{
		{Options{Trace: true}, refused, "az-1: ada on vm-jump asks kv-shop for secrets/get nope", "hint:"},
		{Options{Trace: true, Person: true, Why: "w"}, refused, "denied at object", "hint:"},
		{Options{Person: true, Why: "--trace shows why"}, refused, "hint: denied at object, 404 SecretNotFound; --trace shows why", "az-1"},
		{Options{Person: true, Why: "w"}, "az rest --resource https://vault.azure.net --url 'https://kv-shop.vault.azure.net/secrets/nope?api-version=7.4'", "hint: denied at object", "az-1"},
		{Options{Trace: true}, "refresh orders-setting >/dev/null", "asks kv-shop for secrets/get db-password", "hint:"},
		{Options{}, refused, "ERROR: ", "hint:"},
		{Options{Person: true, Why: "w"}, refused + " --only-show-errors", "ERROR: ", "hint:"},
		{Options{Person: true, Why: "w"}, "az keyvault secret show -n nope", "ERROR: ", "hint:"},
	} {
		b := newBench(t, ada, c.options, "")
		if out, complaint, _ := b.do(c.line); out != "" || !strings.Contains(complaint, c.says) || strings.Contains(complaint, c.not) {
			t.Errorf("%+v: %s\n%s%s", c.options, c.line, out, complaint)
		}
	}
}

func TestAScreenShowsWhatWouldSteerATerminal(t *testing.T) {
	var b bytes.Buffer
	text := "a\tb\n\x1b[31mred\u202e\x9b\n"
	n, err := Screen(&b).Write([]byte(text))
	if want := "a\tb\n\\x1b[31mred\\u202e\\x9b\n"; b.String() != want || n != len(text) || err != nil {
		t.Errorf("%q, %d, %v", b.String(), n, err)
	}
}
