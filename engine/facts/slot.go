package facts

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"kvlab/engine/nearest"
)

// slot is one fact inside a copy of an entity: it can be read and written as text.
type slot struct {
	get func() string
	set func(string) error
	// values is the closed list of what may be written, nil when it is open.
	values []string
	// impact says what a value gives away, nil for nothing worth saying.
	impact func(value string) Impact
}

// Impact says how far a change opens things: fixes are sorted by it, and a learner is told.
type Impact struct {
	// Breadth orders changes from narrow to broad; 0 gives nothing away.
	Breadth int
	// Means is the sentence, empty for a change that gives nothing away.
	Means string
}

// Breadths, from narrow to broad.
const (
	OneGrant = iota + 1
	manyCallers
	wholeVault
	wholeInternet
)

var onOff = []string{"true", "false"}

func flag(p *bool) slot {
	return choice(onOff, func() string { return fmt.Sprint(*p) }, func(s string) { *p = s == "true" })
}

// inverse is a flag stored the other way round, such as present for an Absent field.
func inverse(p *bool) slot {
	return choice(onOff, func() string { return fmt.Sprint(!*p) }, func(s string) { *p = s != "true" })
}

func choice(values []string, get func() string, set func(string)) slot {
	return slot{get: get, values: values, set: func(s string) error {
		if !slices.Contains(values, s) {
			return fmt.Errorf("%q is not possible here%s", s, advice(s, values))
		}
		set(s)
		return nil
	}}
}

// advice is the value that was probably meant, or else all there are.
func advice(s string, values []string) string {
	if hint := nearest.Hint(s, values); hint != "" {
		return hint
	}
	shown := slices.Clone(values)
	if i := slices.Index(shown, ""); i >= 0 {
		shown[i] = `""`
	}
	return ", choose from " + strings.Join(shown, ", ")
}

// oneOf is a closed list of words of a string type.
func oneOf[T ~string](p *T, values ...T) slot {
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = string(v)
	}
	return choice(words, func() string { return string(*p) }, func(s string) { *p = T(s) })
}

func text(p *string) slot {
	return slot{get: func() string { return *p }, set: func(s string) error { *p = s; return nil }}
}

func list(p *[]string) slot {
	return slot{
		get: func() string { return strings.Join(*p, ",") },
		set: func(s string) error { *p = split(s); return nil },
	}
}

// split takes a list apart. Blanks around an item do not count, and neither does an item of nothing else.
func split(s string) []string {
	var items []string
	for item := range strings.SplitSeq(s, ",") {
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return items
}

func address(p *netip.Addr) slot {
	return slot{
		get: func() string {
			if !p.IsValid() {
				return ""
			}
			return p.String()
		},
		set: func(s string) error {
			if s == "" {
				*p = netip.Addr{}
				return nil
			}
			a, err := netip.ParseAddr(s)
			if err != nil {
				return fmt.Errorf("%q is not an address like 10.0.0.4", s)
			}
			*p = a
			return nil
		},
	}
}

func prefixes(p *[]netip.Prefix) slot {
	return slot{
		get: func() string {
			words := make([]string, len(*p))
			for i, x := range *p {
				words[i] = x.String()
			}
			return strings.Join(words, ",")
		},
		set: func(s string) error {
			var parsed []netip.Prefix
			for _, word := range split(s) {
				x, err := ParsePrefix(word)
				if err != nil {
					return err
				}
				parsed = append(parsed, x)
			}
			*p = parsed
			return nil
		},
	}
}

// ParsePrefix reads an address range as firewall rules write it: CIDR, or one address.
func ParsePrefix(s string) (netip.Prefix, error) {
	if p, err := netip.ParsePrefix(s); err == nil {
		return p.Masked(), nil
	}
	a, err := netip.ParseAddr(s)
	if err != nil {
		return netip.Prefix{}, fmt.Errorf("%q is neither an address nor a range like 203.0.113.0/24", s)
	}
	return netip.PrefixFrom(a, a.BitLen()), nil
}

func moment(p *time.Time) slot {
	return slot{
		get: func() string {
			if p.IsZero() {
				return ""
			}
			return p.UTC().Format(time.RFC3339Nano)
		},
		set: func(s string) error {
			if s == "" {
				*p = time.Time{}
				return nil
			}
			t, err := time.Parse(time.RFC3339, s)
			if err != nil {
				return fmt.Errorf("%q is not a time like 2026-03-02T09:00:00Z", s)
			}
			*p = t.UTC()
			return nil
		},
	}
}

// FixedError is a value that a fact could have and that cannot be written: something else brings it about.
type FixedError struct{ Why string }

func (e *FixedError) Error() string { return e.Why }

// fixed makes a fact one that can be looked at only; why says whose doing it is. A value of the wrong form is told
// apart from one that is merely not there.
func (s slot) fixed(why string) slot {
	set := s.set
	if s.values != nil {
		s.values = []string{s.get()}
	}
	s.set = func(value string) error {
		before := s.get()
		if err := set(value); err != nil {
			return err
		}
		if s.get() != before {
			return &FixedError{why}
		}
		return nil
	}
	return s
}

func (s slot) opening(value string, breadth int, means string) slot {
	s.impact = func(v string) Impact {
		if v == value {
			return Impact{breadth, means}
		}
		return Impact{}
	}
	return s
}
