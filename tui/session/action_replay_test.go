package session

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kvlab/engine/trace"
)

// refused is the lab of the DNS zone without a link, with its request issued.
func refused(t *testing.T) *Session {
	t.Helper()
	s := begun(t, Where{Ephemeral: true}, "broken-dns")
	t.Cleanup(func() { _ = s.Close() })
	s.do(t, s.issue("app-read"), s.FindFixes)
	if s.Reading.Trace.Verdict != trace.Denied || len(s.Reading.Fixes) == 0 {
		t.Fatalf("%s, %d fixes", s.Reading.Trace.Verdict, len(s.Reading.Fixes))
	}
	return s
}

func TestAFixIsTriedOutThenKeptAsOneChange(t *testing.T) {
	s := refused(t)
	now, fix := s.Reading.Trace, s.Reading.Fixes[0]
	s.do(t, func() Job { return Preview{fix}.Job(s) })
	left, right, ok := s.Reading.Pair()
	if !ok || left.Trace != now || right.Trace.Verdict != trace.Allowed || s.State.Undo != 0 {
		t.Fatalf("tried out: %v, %d changes", ok, s.State.Undo)
	}
	s.do(t, func() Job { return KeepFix{}.Job(s) })
	if s.Reading.Trace.Verdict != trace.Allowed || s.State.Undo != 1 || s.Reading.Beside.Fix != nil {
		t.Fatalf("kept: %s, %d changes", s.Reading.Trace.Verdict, s.State.Undo)
	}
	if left, _, ok := s.Reading.Pair(); !ok || left.Trace != now {
		t.Error("the trace from before the fix is not beside the new one")
	}
	s.do(t, s.Undo)
	if s.Reading.Trace.Verdict != trace.Denied {
		t.Error("one undo does not take the fix back")
	}
}

func TestNothingIsKeptThatWasNotTriedOut(t *testing.T) {
	s := refused(t)
	if _, err := (KeepFix{}.Job(s))(); err == nil {
		t.Error("a fix out of nowhere is made")
	}
}

func TestTheOtherProfileAndOtherRequestsStandBesideTheTrace(t *testing.T) {
	s := begun(t, Where{Ephemeral: true}, "half-migrated-rbac")
	defer s.Close()
	s.do(t, s.issue("reports-read"))
	s.do(t, func() Job { return ContrastProfile{}.Job(s) })
	if _, right, ok := s.Reading.Pair(); !ok || right.Trace.Profile == s.Reading.Trace.Profile || right.Title != "profile service" {
		t.Errorf("%v, %s", ok, right.Title)
	}
	s.do(t, func() Job { return ContrastRequest{"orders-read"}.Job(s) })
	if _, right, ok := s.Reading.Pair(); !ok || right.Trace.Request.ID != "orders-read" || s.Reading.Trace.Request.ID != "reports-read" {
		t.Errorf("%v, %s", ok, right.Title)
	}
	if s.State.Undo != 0 || s.State.Lab.Profile != "guide" {
		t.Error("comparing has changed the lab")
	}
	if _, err := (ContrastRequest{"orders-raed"}.Job(s))(); err == nil || !strings.Contains(err.Error(), "orders-read") {
		t.Errorf("an unknown request: %v", err)
	}
}

func TestWhereAFactHasItsValueFrom(t *testing.T) {
	const link = `dns_zone."privatelink.vaultcore.azure.net".link.vnet-app.present`
	s := refused(t)
	locate := func(path string) string {
		s.do(t, func() Job { return Locate{path}.Job(s) })
		return s.Reading.Origins[path].InWords()
	}
	if got := locate(link); !strings.HasPrefix(got, "as at first: broken-dns.toml, line ") {
		t.Error(got)
	}
	if got := locate("identity.app-shop-web"); got != "as at first: derived from what the scenario says elsewhere" {
		t.Error(got)
	}
	s.do(t, s.flip("zone-link"))
	if len(s.Reading.Origins) != 0 {
		t.Error("origins outlive a change")
	}
	if got := locate(link); !strings.HasPrefix(got, `set by "zone-link on" at 2026-03-03 14:30 UTC; at first by broken-dns.toml, line `) {
		t.Error(got)
	}
}

// A file that is there is never written to: the next one gets a number.
func TestExportsAreNumbered(t *testing.T) {
	s := refused(t)
	if _, err := (Export{trace.SVG}.Job(s))(); err == nil {
		t.Error("saved nowhere")
	}
	s.Exports = t.TempDir()
	for _, want := range []string{"broken-dns-app-read.svg", "broken-dns-app-read-2.svg", "broken-dns-app-read-3.svg"} {
		s.do(t, func() Job { return Export{trace.SVG}.Job(s) })
		raw, err := os.ReadFile(filepath.Join(s.Exports, want))
		if err != nil || !strings.HasPrefix(string(raw), "<svg") {
			t.Errorf("%s: %v", want, err)
		}
	}
	s.Reading.Trace.Request.ID = "../../x\x1b"
	s.do(t, func() Job { return Export{trace.Text}.Job(s) })
	if _, err := os.Stat(filepath.Join(s.Exports, "broken-dns-------x-.txt")); err != nil {
		t.Errorf("a name that leads elsewhere: %v", err)
	}
}

func TestEveryFactHasAHome(t *testing.T) {
	for path, want := range map[string]string{
		"vault.kv.secret.db.enabled": "objects", "vault.kv": "objects", "vault.kv.purge_protection": "objects",
		"vault.kv.rbac": "access", "role_assignment.reads.present": "access", "identity.app-web": "access",
		"vault.kv.public_access": "network", "vnet.vnet-app.dns_server": "network", `dns_zone."a.b".zone`: "network",
		"lab.clock": "clock", "consumer.storage.key": "", "vault": "",
	} {
		if got := Home(path); got != want {
			t.Errorf("%s is at home in %q, want %q", path, got, want)
		}
	}
}
