package scenarios

import (
	"errors"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// All but the numbers of its keys, which are truly random.
func TestAFileReadTwiceIsTheSameLab(t *testing.T) {
	for _, name := range []string{"wired-web-app", "testdata/everything.toml"} {
		if a, b := openLab(t, name), openLab(t, name); !reflect.DeepEqual(a, b) {
			t.Errorf("%s: %+v and %+v", name, a.Estate, b.Estate)
		}
	}
	a, b := startLab(t, openLab(t, "wired-web-app")), startLab(t, openLab(t, "wired-web-app"))
	one, err := a.StateHash()
	if err != nil {
		t.Fatal(err)
	}
	if two, err := b.StateHash(); err != nil || one != two {
		t.Errorf("%s and %s, %v", one, two, err)
	}
}

func TestTheDigestIsOfTheBytes(t *testing.T) {
	a, b := parsed(t, ""), parsed(t, "# a comment\n")
	if len(a.Digest) != 64 || a.Digest == b.Digest || a.Digest != parsed(t, "").Digest {
		t.Errorf("got %s and %s", a.Digest, b.Digest)
	}
}

// What a file leaves out is derived so that it could be real: every id and address once, and inside its range.
func TestDerivedIDsAndAddressesNeverCollide(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		b.WriteString("schema = 1\nid = \"many\"\ntitle = \"Many\"\n[[subscription]]\nname = \"s\"\n[[resource_group]]\nname = \"r\"\n")
		b.WriteString("[[vnet]]\nname = \"v\"\naddress_space = [\"10.0.0.0/16\"]\n[[vnet.subnet]]\nname = \"n\"\nprefix = \"10.0.1.0/24\"\n")
		given := rapid.IntRange(4, 200)
		for i := range rapid.IntRange(1, 20).Draw(t, "hosts") {
			fmt.Fprintf(&b, "[[host]]\nname = \"h%d\"\nkind = \"vm\"\nsubnet = \"v/n\"\n", i)
			if rapid.Bool().Draw(t, "fixed") {
				fmt.Fprintf(&b, "private_ip = \"10.0.1.%d\"\n", given.Draw(t, "last byte"))
			}
			fmt.Fprintf(&b, "[[vault]]\nname = \"kv-%d\"\n[[private_endpoint]]\nname = \"p%d\"\nvault = \"kv-%d\"\nsubnet = \"v/n\"\n", i, i, i)
		}
		b.WriteString("[[request]]\nid = \"x\"\nhost = \"h0\"\noperation = \"secrets/list\"\nvault = \"kv-0\"\n")
		s, err := Parse("many.toml", []byte(b.String()))
		if err != nil {
			t.Fatal(err)
		}
		fixed := map[string]bool{} // the file may give an address twice; what is derived stays clear of it
		derived := map[string]bool{}
		for _, h := range s.Estate.Hosts {
			if strings.Contains(b.String(), `"`+h.PrivateIP+`"`) {
				fixed[h.PrivateIP] = true
				continue
			}
			once(t, derived, h.PrivateIP)
			once(t, derived, h.PublicIP)
		}
		for _, e := range s.Estate.PrivateEndpoints {
			once(t, derived, e.Address.String())
		}
		for a := range derived {
			if fixed[a] {
				t.Fatalf("%s was given and is derived, too", a)
			}
			if addr := netip.MustParseAddr(a); !netip.MustParsePrefix("10.0.1.0/24").Contains(addr) && !hostRange.Contains(addr) {
				t.Fatalf("%s is in no range", a)
			}
		}
		ids := map[string]bool{}
		for _, p := range s.Estate.Principals {
			once(t, ids, p.ObjectID)
			once(t, ids, p.AppID)
		}
	})
}

func once(t *rapid.T, seen map[string]bool, s string) {
	t.Helper()
	if seen[s] || s == "" {
		t.Fatalf("%q twice or empty", s)
	}
	seen[s] = true
}

func TestWhenAddressesRunOutTheFileIsTold(t *testing.T) {
	var b strings.Builder
	b.WriteString(small + "[[vnet]]\nname = \"v\"\naddress_space = [\"10.0.0.0/16\"]\n[[vnet.subnet]]\nname = \"n\"\nprefix = \"10.0.1.0/29\"\n")
	for i := range 4 {
		fmt.Fprintf(&b, "[[host]]\nname = \"h%d\"\nkind = \"vm\"\nsubnet = \"v/n\"\n", i)
	}
	_, err := Parse("full.toml", []byte(b.String()))
	if err == nil || !strings.Contains(err.Error(), `host.h3: "private_ip" is missing: no address is free in v/n`) {
		t.Errorf("got %v", err)
	}
}

func TestAMemberMayBeListedOnEitherSide(t *testing.T) {
	s := parsed(t, "[[group]]\nname = \"g\"\nmembers = [\"ana\", \"f\"]\n[[host]]\nname = \"f\"\nkind = \"function\"\ngroups = [\"g\"]\n")
	for _, p := range s.Estate.Principals {
		if got := strings.Join(p.Groups, " "); (p.Name == "ana" || p.Name == "f") != (got == "g") {
			t.Errorf("%s is in %q", p.Name, got)
		}
	}
}

// Whatever the bytes are: no panic, the same answer each time, problems that stand in the file and are safe to show;
// and what is accepted opens, starts and can be played to a verdict.
func FuzzParse(f *testing.F) {
	for _, pattern := range []string{"*.toml", "testdata/*.toml", "testdata/broken/*.toml"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, name := range files {
			text, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(string(text))
		}
	}
	f.Add(small + denied + mended + "[[solution]]\nchanges = [\"enabled=off\", \"enabled=on\"]")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := Parse("fuzz.toml", []byte(text))
		if _, again := Parse("fuzz.toml", []byte(text)); fmt.Sprint(err) != fmt.Sprint(again) {
			t.Fatalf("first %v, then %v", err, again)
		}
		if err != nil {
			checkProblems(t, text, err)
			return
		}
		s.Estate = standIn(s.Estate) // real keys take too long
		lab := startLab(t, s)
		for _, r := range s.Requests {
			if _, err := lab.Evaluate(r); err != nil {
				t.Fatal(err)
			}
		}
		if len(s.Starts) != len(s.Gates) || s.ID == "" || len(s.Requests) == 0 {
			t.Fatalf("accepted with holes: %+v", s)
		}
		_ = s.Prove() // may fail, must not panic
	})
}

func checkProblems(t *testing.T, text string, err error) {
	t.Helper()
	var problems Problems
	if !errors.As(err, &problems) || len(problems) == 0 {
		t.Fatalf("no problems, but %v", err)
	}
	line := 0
	for _, p := range problems {
		if p.Line < line || p.Line > strings.Count(text, "\n")+1 || p.Message == "" {
			t.Fatalf("misplaced or silent: %+v", p)
		}
		line = p.Line
		if strings.ContainsFunc(p.Error(), unicode.IsControl) {
			t.Fatalf("not safe to show: %q", p.Error())
		}
	}
}

// Found by fuzzing: keys came out of a map, and problems in one place or beyond the hundredth changed from run to run.
func TestTheSameFileGetsTheSameProblemsEachTime(t *testing.T) {
	var b strings.Builder
	b.WriteString("schema = 1\nid = \"order\"\ntitle = \"Order\"\n")
	for i := range 2 * manyProblems {
		fmt.Fprintf(&b, "titel%d = { a = 1, b = 2 }\n", i)
	}
	b.WriteString("[[host]]\nname = \"h\"\nkind = \"laptop\"\nsigned_in = { ay = \"x\", az = \"y\" }\nhosts_file = { a = \"1\", b = true, c = 3 }\n")
	_, first := Parse("order.toml", []byte(b.String()))
	for range 20 {
		if _, again := Parse("order.toml", []byte(b.String())); again.Error() != first.Error() {
			t.Fatalf("first\n%v\nthen\n%v", first, again)
		}
	}
}
