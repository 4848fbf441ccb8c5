package trace_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"kvlab/engine/trace"
)

// The contract's shape: keys, their order, lists that are never null, nulls that are never missing.
func TestTheJSONContract(t *testing.T) {
	gate, code := trace.Authorization, "Forbidden"
	in := trace.Trace{Schema: trace.Schema, Scenario: "s", Request: trace.Request{ID: "r"}, Profile: "guide",
		At: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC), Verdict: trace.Denied, StoppedAt: &gate,
		Response: trace.Response{Status: 403, Code: &code},
		Gates: []trace.Gate{{Gate: gate, Outcome: trace.GateFail, Steps: []trace.Step{{ID: "authorization.model", Outcome: trace.Info,
			Reason: trace.Because(trace.IdleModel), Evidence: []trace.Evidence{{Label: "l", Value: "<&>", Source: "p"}, {Label: "m"}}}, {}}}, {}},
		Fixes: []trace.Fix{{}},
	}
	const want = `{"schema":1,"scenario":"s","request":{"id":"r","caller":"","host":"","operation":"","vault":"","object":"","version":""},` +
		`"profile":"guide","at":"2026-03-02T09:00:00Z","verdict":"denied","stopped_at":"authorization",` +
		`"response":{"status":403,"code":"Forbidden","inner_code":null,"message":null,"client_error":null},` +
		`"gates":[{"gate":"authorization","outcome":"fail","steps":[` +
		`{"id":"authorization.model","outcome":"info","title":"","detail":"","evidence":[{"label":"l","value":"<&>","source":"p"},{"label":"m","value":""}],"command":"","reason":"idle_model"},` +
		`{"id":"","outcome":"","title":"","detail":"","evidence":[],"command":"","reason":null}]},{"gate":"","outcome":"","steps":[]}],` +
		`"notes":[],"fixes":[{"changes":[],"opens":[],"breaks":[],"means":""}]}`
	if got := compact(t, in); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// compact is what WriteJSON writes, on one line.
func compact(t testing.TB, v any) string {
	t.Helper()
	var b, one bytes.Buffer
	if err := trace.WriteJSON(&b, v); err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(b.String(), "}\n") {
		t.Errorf("it ends with %q", b.String()[max(0, b.Len()-5):])
	}
	if err := json.Compact(&one, b.Bytes()); err != nil {
		t.Fatal(err)
	}
	return one.String()
}

func TestFixesAreThereWhenAskedForOnly(t *testing.T) {
	if got := compact(t, trace.Trace{}); strings.Contains(got, "fixes") {
		t.Errorf("not asked for: %s", got)
	}
	if got := compact(t, trace.Trace{Fixes: []trace.Fix{}}); !strings.HasSuffix(got, `"fixes":[]}`) {
		t.Errorf("none found: %s", got)
	}
}

// Writing must not fill in lists in the caller's own trace.
func TestWritingChangesNothing(t *testing.T) {
	in := trace.Trace{Gates: []trace.Gate{{Steps: []trace.Step{{}}}}, Fixes: []trace.Fix{{}}}
	compact(t, in)
	if in.Notes != nil || in.Gates[0].Steps[0].Evidence != nil || in.Fixes[0].Opens != nil {
		t.Errorf("%+v", in)
	}
}

func TestJSONHidesNothingAndDecodesToTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anything.Filter(utf8.ValidString).Draw(t, "s")
		checkJSON(t, s)
	})
}

type reporter interface{ Fatalf(string, ...any) }

func checkJSON(t reporter, s string) {
	in := map[string]any{s: []any{s, 1.5, nil}, "plain": s}
	var b bytes.Buffer
	if err := trace.WriteJSON(&b, in); err != nil {
		t.Fatalf("%v", err)
	}
	for _, line := range strings.Split(b.String(), "\n") {
		if !plain(line) {
			t.Fatalf("%+q is written %+q", s, line)
		}
	}
	var out map[string]any
	if err := json.Unmarshal(b.Bytes(), &out); err != nil || !reflect.DeepEqual(out, in) {
		t.Fatalf("%+q is read back %+q, %v", in, out, err)
	}
}

func FuzzWriteJSON(f *testing.F) {
	f.Add("\x1b\u009b\u202e\U000e0041\u2028")
	f.Add(`\u009b "quoted" \`)
	f.Fuzz(func(t *testing.T, s string) {
		if utf8.ValidString(s) {
			checkJSON(t, s)
		}
	})
}

func TestJSONErrorsComeBack(t *testing.T) {
	broken := errors.New("the pipe is closed")
	if err := trace.WriteJSON(failing{broken}, trace.Trace{}); !errors.Is(err, broken) {
		t.Errorf("writing: %v", err)
	}
	if err := trace.WriteJSON(&bytes.Buffer{}, make(chan int)); err == nil {
		t.Error("a channel was written as JSON")
	}
}
