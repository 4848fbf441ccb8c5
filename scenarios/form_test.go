package scenarios

import (
	"net/netip"
	"strings"
	"testing"
)

func TestFormsOfNames(t *testing.T) {
	for _, x := range []struct {
		what    string
		is      func(string) bool
		yes, no []string
	}{
		{"slug", isSlug, []string{"a", "broken-dns", "lab-2", strings.Repeat("a", 64)},
			[]string{"", "-a", "a-", "A", "a_b", "a/b", "..", "a=b", strings.Repeat("a", 65)}},
		{"vault name", isVaultName, []string{"kv1", "KV-Shop-2", strings.Repeat("k", 24)},
			[]string{"", "kv", "1kv", "-kv", "kv-", "k--v", "kv_shop", "kv.shop", strings.Repeat("k", 25)}},
		{"GUID", isGUID, []string{"00000000-0000-4000-8000-00000000000A"},
			[]string{"", "00000000-0000-4000-8000-00000000000", "00000000-0000-4000-8000-00000000000g", "000000000000-4000-8000-0000-00000000",
				"00000000-0000-4000-8000-000000000-01", "------------------------------------"}},
		{"version", isVersion, []string{"0123456789abcdef0123456789abcdef"}, []string{"", "0123456789ABCDEF0123456789ABCDEF", "0123"}},
		{"plain name", isPlainName, []string{"ana", "Ana Example", "privatelink.vaultcore.azure.net", "é"},
			[]string{"", " ana", "a\"b", "a/b", `a\b`, "a\nb", "a\u202eb", strings.Repeat("a", 129)}},
		{"domain", isDomain, []string{"vault.azure.net", "_dmarc.x", "A-1"},
			[]string{"", ".", "a..b", "a b", "*.a", strings.Repeat("a", 64), strings.Repeat("a.", 127)}},
		{"object name", isObjectName, []string{"Sql-ConnectionString", "0"}, []string{"", "a_b", strings.Repeat("a", 128)}},
	} {
		for _, s := range x.yes {
			if !x.is(s) {
				t.Errorf("%q is no %s", s, x.what)
			}
		}
		for _, s := range x.no {
			if x.is(s) {
				t.Errorf("%q is a %s", s, x.what)
			}
		}
	}
}

func TestASubnetLiesInsideWhenTheWholeOfItDoes(t *testing.T) {
	space := []netip.Prefix{netip.MustParsePrefix("10.20.0.0/16"), netip.MustParsePrefix("10.30.0.0/24")}
	for prefix, want := range map[string]bool{
		"10.20.0.0/16": true, "10.20.255.0/24": true, "10.30.0.128/25": true, "10.30.0.0/23": false, "10.0.0.0/8": false, "10.21.0.0/24": false,
	} {
		if got := inside(netip.MustParsePrefix(prefix), space); got != want {
			t.Errorf("%s: got %v", prefix, got)
		}
	}
}

func TestAddressesOfTheInternet(t *testing.T) {
	for address, want := range map[string]bool{
		"203.0.113.7": true, "52.168.109.101": true, "10.0.0.1": false, "172.16.0.1": false, "192.168.1.1": false, "127.0.0.1": false,
		"169.254.169.254": false, "224.0.0.1": false, "0.0.0.0": false, "2001:db8::1": false,
	} {
		if got := isPublic(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s: got %v", address, got)
		}
	}
}

func TestTheSummaryIsTheFirstParagraph(t *testing.T) {
	for markdown, want := range map[string]string{
		"\n# Title\n\nOne\ntwo.\n\nThree.": "One two.",
		"One.":                             "One.",
		"# Only a title":                   "",
		"":                                 "",
	} {
		if got := firstParagraph(markdown); got != want {
			t.Errorf("%q: got %q, want %q", markdown, got, want)
		}
	}
}
