package scenarios

import (
	"slices"
	"strings"
	"testing"

	"kvlab/engine/trace"
)

func TestTheCatalogueListsTheEasiestFirst(t *testing.T) {
	var got []string
	for _, e := range Catalogue() {
		got = append(got, e.ID+" "+e.Level)
		if e.Title == "" || e.Minutes == 0 || len(e.Lessons) == 0 || len(e.Summary) < 80 || strings.ContainsAny(e.Summary, "\n#") {
			t.Errorf("%s has a poor entry: %+v", e.ID, e)
		}
		s := openLab(t, e.ID)
		if s.Title != e.Title || s.Level != e.Level || s.Minutes != e.Minutes {
			t.Errorf("the entry of %s is not of its scenario: %+v", e.ID, e)
		}
	}
	want := []string{"wired-web-app beginner", "broken-dns intermediate", "half-migrated-rbac intermediate",
		"certificate-key-as-secret intermediate", "deleted-and-purged intermediate",
		"rotation-with-a-pinned-reference intermediate", "revoked-customer-key advanced"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// The ids that lessons, tests and people type are a contract.
func TestTheLabsHaveTheirGatesAndRequests(t *testing.T) {
	for id, want := range map[string]string{
		"wired-web-app": "managed-identity=on rbac-model=on role-assignment=on public-access=off private-endpoint=on zone-link=on " +
			"a-record=on secret-enabled=on app-read",
		"broken-dns":         "zone-link=off a-record-correct=on public-access=off app-read",
		"half-migrated-rbac": "rbac-model=on reports-role=off reports-policy=on orders-read reports-read",
		"certificate-key-as-secret": "reports-at-vault=on reports-at-secret=off reports-reader=off gateway-at-certificate=on public-access=off " +
			"certificate-enabled=on job-reads-connection job-reads-certificate job-reads-secret gateway-fetches",
		"deleted-and-purged": "pipeline-deploys=on pipeline-purges=off prod-app-role=on prod-subnets=on prod-deleted=on test-deleted=on " +
			"test-purge-protection=off prod-reads test-reads pipeline-sets-prod pipeline-sets-test sofia-purges-prod " +
			"pipeline-purges-test recover-prod recover-test",
		"rotation-with-a-pinned-reference": "invoices-identity=on invoices-role=on subnet-rules=on new-enabled=on new-valid=on " +
			"invoices-follows=off tracking-reads invoices-reads invoices-reads-current enable-old disable-old",
		"revoked-customer-key": "archive-role=on job-changes-keys=on job-reads-keys=off trusted-services=on key-enabled=on key-unexpired=on " +
			"key-deleted=off evening-write governance-run archive-reads archive-writes governance-looks enable-old rotate purge",
	} {
		s := openLab(t, id)
		var got []string
		for i := range s.Gates {
			got = append(got, s.Gates[i].ID+"="+s.Starts[i])
		}
		if got = append(got, s.requestIDs()...); strings.Join(got, " ") != want {
			t.Errorf("%s: got %v", id, got)
		}
	}
}

func TestLinkingTheZoneIsFoundBeforeOpeningTheVault(t *testing.T) {
	fixes := fixesOf(t, "broken-dns", "app-read")
	if len(fixes) < 2 || fixes[0].InWords() != "zone-link on (DNS zone linked to vnet-app)" || fixes[0].Means != "" {
		t.Fatalf("got %+v", fixes)
	}
	if fixes[1].Changes[0].Gate != "public-access" || !strings.Contains(fixes[1].Means, "every address on the internet") {
		t.Errorf("got %+v", fixes[1])
	}
}

func TestTheHalfMigratedVaultHasTwoFixesAndOneBreaksTheOtherApp(t *testing.T) {
	fixes := fixesOf(t, "half-migrated-rbac", "reports-read")
	var small []trace.Fix
	for _, f := range fixes {
		if len(f.Changes) == 1 {
			small = append(small, f)
		}
	}
	if len(small) != 2 || small[0].Changes[0].Gate != "reports-role" || small[1].Changes[0].Gate != "rbac-model" {
		t.Fatalf("got %+v", fixes)
	}
	if len(small[0].Breaks) != 0 || !slices.Equal(small[1].Breaks, []string{"orders-read"}) {
		t.Errorf("breaks: %v and %v", small[0].Breaks, small[1].Breaks)
	}
}

func fixesOf(t *testing.T, id, request string) []trace.Fix {
	t.Helper()
	s := openLab(t, id)
	lab := startLab(t, s)
	r, err := s.Request(request)
	if err != nil {
		t.Fatal(err)
	}
	fixes, err := lab.Fixes(r, s.Others(request), s.Switches())
	if err != nil {
		t.Fatal(err)
	}
	return fixes
}

// The dead grant is the line that the lab is about.
func TestTheDeadEntryIsReportedAsIgnored(t *testing.T) {
	s := openLab(t, "half-migrated-rbac")
	for _, g := range evaluate(t, startLab(t, s), s, "reports-read").Gates {
		for _, step := range g.Steps {
			if step.Outcome == trace.Ignored && step.ID == "authorization.policy" {
				return
			}
		}
	}
	t.Error("no ignored access policy in the trace")
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		if _, err := Open("wired-web-app"); err != nil {
			b.Fatal(err)
		}
	}
}

// The floor of BenchmarkOpen: the TOML library alone, and the lab that values are tried in.
func BenchmarkOpenFloor(b *testing.B) {
	s := openLab(b, "wired-web-app")
	text, err := embedded.ReadFile("wired-web-app.toml")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := decodeTOML(string(text)); err != nil {
			b.Fatal(err)
		}
		lab, err := s.open()
		if err != nil {
			b.Fatal(err)
		}
		if err := lab.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCatalogue(b *testing.B) {
	for b.Loop() {
		Catalogue()
	}
}
