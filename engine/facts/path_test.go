package facts_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"kvlab/engine/facts"
)

func TestParsePath(t *testing.T) {
	for in, want := range map[string]facts.Path{
		"vault.kv-shop.rbac":         {"vault", "kv-shop", "rbac"},
		`dns_zone."a.b".present`:     {"dns_zone", "a.b", "present"},
		`vnet."plain".dns_server`:    {"vnet", "plain", "dns_server"},
		`host."say ""hi"".".select`:  {"host", `say "hi".`, "select"},
		`host."""".select`:           {"host", `"`, "select"},
		`host.a"b.select`:            {"host", `a"b`, "select"},
		"lab.clock":                  {"lab", "clock"},
		"user.ada@contoso com.group": {"user", "ada@contoso com", "group"},
	} {
		if got, err := facts.ParsePath(in); err != nil || !slices.Equal(got, want) {
			t.Errorf("ParsePath(%s) = %q, %v, want %q", in, got, err, want)
		}
	}
	for _, in := range []string{"", ".", "vault", "vault.", ".vault", "a..b", `a."`, `a."b`, `a."b"c`, `a."".b`, `a."b""`, `"a"`} {
		if got, err := facts.ParsePath(in); err == nil {
			t.Errorf("ParsePath(%s) = %q", in, got)
		}
	}
}

func TestAPathIsReadBackFromItsText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		part := rapid.StringN(1, 8, -1).Filter(func(s string) bool { return s != "" })
		odd := rapid.SampledFrom([]string{`"`, `""`, ".", `a.b`, `"."`, `a"`, `.""`, "a b"})
		p := facts.Path(rapid.SliceOfN(rapid.OneOf(part, odd), 2, 5).Draw(t, "parts"))
		if got, err := facts.ParsePath(p.String()); err != nil || !slices.Equal(got, p) {
			t.Fatalf("%q is written %s and read %q, %v", p, p, got, err)
		}
	})
}

func FuzzParsePath(f *testing.F) {
	for _, s := range []string{"vault.kv-shop.rbac", `dns_zone."a.b".record.x.present`, `a."""".b`, `a"b."c"`, `"."."`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := facts.ParsePath(s)
		if err != nil {
			return
		}
		if len(p) < 2 || slices.Contains(p, "") {
			t.Errorf("ParsePath(%q) = %q", s, p)
		}
		if again, err := facts.ParsePath(p.String()); err != nil || !slices.Equal(again, p) {
			t.Errorf("%q is written %s and read %q, %v", p, p, again, err)
		}
	})
}
