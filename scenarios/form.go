package scenarios

import (
	"net/netip"
	"strings"
	"unicode"

	"kvlab/engine/facts"
)

const (
	lowerLetters = "abcdefghijklmnopqrstuvwxyz"
	letters      = lowerLetters + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	digits       = "0123456789"
	hexDigits    = digits + "abcdef"
)

// isSlug: scenario ids become directory names, gate ids stand in front of "=", so they keep to a few characters.
func isSlug(s string) bool {
	return len(s) <= 64 && only(s, lowerLetters+digits+"-") && s[0] != '-' && s[len(s)-1] != '-'
}

// isVaultName: 3 to 24 letters, digits and single hyphens; a letter first, no hyphen last. That it must start with a
// letter and end with a letter or digit is the error text's word.
func isVaultName(s string) bool {
	return len(s) >= 3 && len(s) <= 24 && only(s, letters+digits+"-") && strings.ContainsRune(letters, rune(s[0])) &&
		s[len(s)-1] != '-' && !strings.Contains(s, "--")
}

func isGUID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i, n := range [...]int{8, 4, 4, 4, 12} {
		part, rest, dash := strings.Cut(s, "-")
		if len(part) != n || dash != (i < 4) || !only(strings.ToLower(part), hexDigits) {
			return false
		}
		s = rest
	}
	return true
}

// isVersion: an object version is 32 lower-case hexadecimal digits.
func isVersion(s string) bool { return len(s) == 32 && only(s, hexDigits) }

// isPlainName: names of the estate stand in state paths, commands and resource ids.
func isPlainName(s string) bool {
	if s == "" || len(s) > 128 || s != strings.TrimSpace(s) || strings.ContainsAny(s, "\"'\\/") {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) })
}

// isDomain: labels of letters, digits, hyphens and underscores with dots between them.
func isDomain(s string) bool {
	if len(s) > 253 {
		return false
	}
	for label := range strings.SplitSeq(s, ".") {
		if len(label) > 63 || !only(strings.ToLower(label), lowerLetters+digits+"-_") {
			return false
		}
	}
	return true
}

func isPrintableASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' })
}

// only reports whether s is made of these characters and is not empty.
func only(s, characters string) bool {
	return s != "" && strings.Trim(s, characters) == "" && !strings.ContainsFunc(s, func(r rune) bool {
		return !strings.ContainsRune(characters, r)
	})
}

// isPublic reports whether an address belongs to the internet. The documentation ranges count: labs live in them.
func isPublic(a netip.Addr) bool {
	return a.Is4() && !a.IsPrivate() && !a.IsLoopback() && !a.IsLinkLocalUnicast() && !a.IsMulticast() && !a.IsUnspecified()
}

// address reads one IPv4 address.
func (t *table) address(key string) netip.Addr {
	s := t.text(key)
	if s == "" {
		return netip.Addr{}
	}
	a, err := netip.ParseAddr(s)
	if err != nil || !a.Is4() {
		t.bad(key, quote(s)+" is no IPv4 address")
		return netip.Addr{}
	}
	return a
}

// prefix reads an address range, which must begin where it says.
func (t *table) prefix(key, s string) (netip.Prefix, bool) {
	p, err := netip.ParsePrefix(s)
	switch {
	case err != nil || !p.Addr().Is4():
		t.bad(key, quote(s)+" is no address range like 10.10.0.0/16")
	case p != p.Masked():
		t.bad(key, quote(s)+" begins inside its range: write "+p.Masked().String())
	default:
		return p, true
	}
	return netip.Prefix{}, false
}

// publicRanges reads addresses and ranges of the internet. IP rules of a vault take no others: the service refuses
// private ranges and IPv6.
func (t *table) publicRanges(key string) []netip.Prefix {
	var ranges []netip.Prefix
	for _, s := range t.distinct(key) {
		p, err := facts.ParsePrefix(s)
		switch {
		case err != nil:
			t.bad(key, err.Error())
		case !p.Addr().Is4():
			t.bad(key, quote(s)+" is IPv6: IP rules take IPv4 only")
		case !isPublic(p.Addr()):
			t.bad(key, quote(s)+" is not of the internet: IP rules take public addresses only")
		default:
			ranges = append(ranges, p)
		}
	}
	return ranges
}
