package scenarios

import (
	"strings"
	"testing"
)

// Each path is found on the line that holds the text; nothing is where the file says nothing.
func TestAFactIsFoundOnTheLineThatSetsIt(t *testing.T) {
	sc, err := Open("broken-dns")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(sc.text), "\n")
	for path, want := range map[string]string{
		"vault.kv-shop-prod.rbac":                                                "rbac = true",
		"vault.KV-SHOP-PROD.public_access":                                       `public_access = "disabled"`,
		"vault.kv-shop-prod.bypass":                                              "[[vault]]",
		"vault.kv-shop-prod":                                                     "[[vault]]",
		"vault.kv-shop-prod.secret.Sql-ConnectionString.enabled":                 "[[vault.secret]]",
		"host.app-shop-web.system_identity":                                      "system_identity = true",
		`dns_zone."privatelink.vaultcore.azure.net".link.vnet-app.present`:       "present = false",
		`dns_zone."privatelink.vaultcore.azure.net".record.kv-shop-prod.address`: `address = `,
		"vnet.vnet-app.subnet.snet-web.service_endpoint":                         "[[vnet.subnet]] # the web app is integrated with it",
		"lab.clock":             "clock = 2026-03-03T14:30:00Z",
		"identity.app-shop-web": "",
		"vault.kv-other.rbac":   "",
		"vault":                 "",
		"lab.delays":            "",
		`vault."kv`:             "",
	} {
		line, ok := sc.Where(path)
		got := ""
		if ok {
			got = lines[line-1]
		}
		if !strings.HasPrefix(got, want) || ok != (want != "") {
			t.Errorf("%s is at line %d, %q, want %q", path, line, got, want)
		}
	}
}

// What traces read is found in the file, but for what is derived from something else; a place is always in the file.
func TestMostEvidenceHasALine(t *testing.T) {
	found, all := 0, 0
	for _, e := range Catalogue() {
		sc, err := Open(e.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range sources(t, sc) {
			all++
			if line, ok := sc.Where(path); ok {
				found++
				if line < 1 || line > strings.Count(string(sc.text), "\n")+1 {
					t.Errorf("%s: %s is at line %d", e.ID, path, line)
				}
			} else if !strings.HasPrefix(path, "identity.") {
				t.Logf("%s: %s has no line", e.ID, path)
			}
		}
	}
	if found*10 < all*8 {
		t.Errorf("only %d of %d have a line", found, all)
	}
}

func sources(t *testing.T, sc *Scenario) (paths []string) {
	t.Helper()
	lab := startLab(t, sc)
	for _, r := range sc.Requests {
		tr, err := lab.Evaluate(r)
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range tr.Gates {
			for _, s := range g.Steps {
				for _, e := range s.Evidence {
					if e.Source != "" {
						paths = append(paths, e.Source)
					}
				}
			}
		}
	}
	return paths
}

// Entries of access policies stand in the table of their vault.
func TestAnAccessPolicyIsFoundInItsVault(t *testing.T) {
	sc, err := Open("half-migrated-rbac")
	if err != nil {
		t.Fatal(err)
	}
	line, ok := sc.Where("access_policy.app-reports.secrets")
	if got := strings.Split(string(sc.text), "\n"); !ok || !strings.HasPrefix(got[line-1], "secrets = ") {
		t.Errorf("at line %d, %v", line, ok)
	}
	if line, ok := sc.Where("access_policy.app-nobody.secrets"); ok {
		t.Errorf("an entry that is nowhere is at line %d", line)
	}
}
