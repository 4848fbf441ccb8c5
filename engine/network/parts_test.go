package network

import (
	"net/netip"
	"testing"
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/store"
)

func TestATrustedServiceIsFoundByTheNamesPeopleUse(t *testing.T) {
	for _, name := range []string{"Backup", "Azure Backup", "azure backup", "Microsoft Purview", "Disk Encryption", "Azure Disk Encryption", "application gateway"} {
		if _, ok := Trusted(name); !ok {
			t.Errorf("%s is not found", name)
		}
	}
	for _, name := range []string{"", "Azure ", "Azure DevOps", "Logic Apps", "AKS", "GitHub Actions", "Container Apps", "Back"} {
		if s, ok := Trusted(name); ok {
			t.Errorf("%q is taken for %s", name, s.Name)
		}
	}
}

func TestTheListOfTrustedServicesCannotBeChangedFromOutside(t *testing.T) {
	TrustedServices()[0].Name = "Anybody"
	if _, ok := Trusted("Anybody"); ok {
		t.Error("a caller added itself to the list")
	}
	seen := map[string]bool{}
	for _, s := range TrustedServices() {
		if s.Name == "" || seen[bare(s.Name)] {
			t.Errorf("%q is on the list twice, or empty", s.Name)
		}
		seen[bare(s.Name)] = true
	}
}

func TestANameIsUnderASuffixAtLabelBoundariesOnly(t *testing.T) {
	for _, c := range []struct {
		name, suffix string
		want         bool
	}{
		{"kv.vault.azure.net", "vault.azure.net", true},
		{"kv.vault.azure.net", "VAULT.azure.net.", true},
		{"kv.vault.azure.net", ".vault.azure.net", true},
		{"vault.azure.net", "vault.azure.net", true},
		{"kv.myvault.azure.net", "vault.azure.net", false},
		{"azure.net", "vault.azure.net", false},
		{"kv.vault.azure.net", "", true},
		{"", "", true},
		{"", "net", false},
	} {
		if got := under(c.name, c.suffix); got != c.want {
			t.Errorf("under(%q, %q) = %v", c.name, c.suffix, got)
		}
	}
}

func TestAChangedRecordAnswersItsFormerAddressUntilTheTTLEnds(t *testing.T) {
	is, was := netip.MustParseAddr("10.0.0.5"), netip.MustParseAddr("10.0.0.4")
	r := estate.Record{Address: is, Was: was, TTL: 5 * time.Minute, ChangedAt: noon}
	for at, want := range map[time.Duration]netip.Addr{-time.Hour: was, 0: was, 5*time.Minute - 1: was, 5 * time.Minute: is, time.Hour: is} {
		if got := addressAt(&r, noon.Add(at)); got != want {
			t.Errorf("%s after the change: %s, want %s", at, got, want)
		}
	}
	if got := addressAt(&estate.Record{Address: is, ChangedAt: noon, TTL: time.Hour}, noon); got != is {
		t.Errorf("a record that never had another address answers %s", got)
	}
}

func TestARecordThatComesOrGoesIsNoticedWhenTheTTLEnds(t *testing.T) {
	is := netip.MustParseAddr("10.0.0.5")
	gone := estate.Record{Address: is, Was: is, Absent: true, TTL: time.Minute, ChangedAt: noon}
	fresh := estate.Record{Address: is, WasAbsent: true, TTL: time.Minute, ChangedAt: noon}
	for at, noticed := range map[time.Duration]bool{0: false, time.Minute - 1: false, time.Minute: true, time.Hour: true} {
		if got := addressAt(&gone, noon.Add(at)).IsValid(); got == noticed {
			t.Errorf("%s after it went: it answers is %t", at, got)
		}
		if got := addressAt(&fresh, noon.Add(at)).IsValid(); got != noticed {
			t.Errorf("%s after it came: it answers is %t", at, got)
		}
	}
}

func TestAHostWithoutAPrivateAddressGetsTheFirstThatAzureHandsOut(t *testing.T) {
	for prefix, want := range map[string]string{"10.1.1.0/24": "10.1.1.4", "10.1.1.77/24": "10.1.1.4", "255.255.255.254/31": ""} {
		e := evaluation{host: &estate.Host{}, place: place{subnet: &estate.Subnet{Prefix: netip.MustParsePrefix(prefix)}}}
		if got := e.privateAddress(); got != want {
			t.Errorf("in %s: %q, want %q", prefix, got, want)
		}
	}
	e := evaluation{host: &estate.Host{}, place: place{subnet: &estate.Subnet{}}}
	if got := e.privateAddress(); got != "" {
		t.Errorf("in a subnet without a range: %q", got)
	}
}

func TestTheConditionalForwarderWithTheLongestSuffixWins(t *testing.T) {
	s := estate.DNSServer{Conditional: []estate.ConditionalForwarder{{Suffix: "net", To: "a"}, {Suffix: ".vault.azure.net.", To: "b"},
		{Suffix: "azure.net", To: "c"}, {Suffix: "kv.vault.azure.net", To: "d", Absent: true}}}
	for name, want := range map[string]string{"kv.vault.azure.net": "b", "kv.vaultcore.azure.net": "c", "example.net": "a"} {
		if got := conditionalFor(&s, name); got == nil || got.To != want {
			t.Errorf("%s goes by %+v, want %s", name, got, want)
		}
	}
	if got := conditionalFor(&s, "example.org"); got != nil {
		t.Errorf("example.org goes by %+v", got)
	}
}

func TestNoAddressRuleMatchesBehindAServiceEndpoint(t *testing.T) {
	w := &world{}
	w.define(t, tableWorld+"vault kv-shop deny ip=(10.0.0.0/8)")
	defer w.close(t)
	if got := endOf(w.evaluate(t, "near", "kv-shop", "", noon)); got != "ForbiddenByFirewall" {
		t.Errorf("%s: rules of private ranges, which the service refuses anyhow, let nobody in", got)
	}
}

func TestTheChainShortensTheRegionWhereTheShortFormWasSeen(t *testing.T) {
	for location, want := range map[string]string{"eastus": "eus", "East US": "eus", "westeurope": "weu", "southeastasia": "sea",
		"canadacentral": "cca", "norwayeast": "norwayeast", "": ""} {
		e := evaluation{vault: &estate.Vault{Location: location}}
		if got := e.text(regionName); got != "data-prod-"+want+".vaultcore.azure.net" {
			t.Errorf("%q: %s", location, got)
		}
	}
}

// A person at no host of the lab is somewhere on the internet: there is no state path that the evidence could name.
func TestEvidenceFromAHostOutsideTheLabHasNoSource(t *testing.T) {
	w := &world{}
	w.define(t, wired)
	defer w.close(t)
	v := w.view(t)
	vault := store.Vaults.Get(v, "kv-shop")
	r := Evaluate(v, noon, &estate.Host{Name: "internet", Kind: estate.Laptop, PublicIP: "203.0.113.10"}, "kv-shop", vault, callerAs(""))
	checkSources(t, v, r)
	if r.Path.Client != "203.0.113.10" || endOf(r) != "ForbiddenByConnection" {
		t.Errorf("%s by way of %+v", endOf(r), r.Path)
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
}
