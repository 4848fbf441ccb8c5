package certify

import (
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// attributeTypes are the words for the parts of a name, in upper case.
//
// Sources: RFC 4514 section 3, and the synonyms that Windows reads (CertStrToName).
func attributeTypes() map[string]asn1.ObjectIdentifier {
	return map[string]asn1.ObjectIdentifier{
		"CN": {2, 5, 4, 3}, "SN": {2, 5, 4, 4}, "SERIALNUMBER": {2, 5, 4, 5}, "C": {2, 5, 4, 6}, "L": {2, 5, 4, 7},
		"ST": {2, 5, 4, 8}, "S": {2, 5, 4, 8}, "STREET": {2, 5, 4, 9}, "O": {2, 5, 4, 10}, "OU": {2, 5, 4, 11},
		"T": {2, 5, 4, 12}, "TITLE": {2, 5, 4, 12}, "POSTALCODE": {2, 5, 4, 17}, "G": {2, 5, 4, 42}, "GN": {2, 5, 4, 42},
		"GIVENNAME": {2, 5, 4, 42}, "I": {2, 5, 4, 43}, "INITIALS": {2, 5, 4, 43},
		"UID": {0, 9, 2342, 19200300, 100, 1, 1}, "DC": {0, 9, 2342, 19200300, 100, 1, 25},
		"E": {1, 2, 840, 113549, 1, 9, 1}, "EMAIL": {1, 2, 840, 113549, 1, 9, 1}, "EMAILADDRESS": {1, 2, 840, 113549, 1, 9, 1},
	}
}

// ParseSubject reads an X.500 name: "CN=shop.example, O=Contoso, C=DE". Parts end at a comma or semicolon; a plus sign
// joins attributes into one part. Commas and the like in a value need quotation marks around it, as Windows writes
// them (a quotation mark in it is doubled), or a backslash, as RFC 4514 does; #3006… is a value in DER. As in RFC
// 4514, the text names the most particular part first, and the result holds it last.
//
// The empty name is one, too: then the alternative names say who it is.
func ParseSubject(s string) (pkix.RDNSequence, error) {
	var name pkix.RDNSequence
	if !utf8.ValidString(s) {
		return nil, errors.New("it is not UTF-8")
	}
	r := reader{rest: strings.TrimLeft(s, " ")}
	for more := r.rest != ""; more; {
		part, end, err := r.part()
		if err != nil {
			return nil, err
		}
		name = append(name, part)
		more = end
	}
	slices.Reverse(name)
	return name, nil
}

// reader is what is left of a name.
type reader struct{ rest string }

// part reads attributes up to a comma or semicolon, and says whether there was one.
func (r *reader) part() (part pkix.RelativeDistinguishedNameSET, more bool, err error) {
	for {
		a, end, err := r.attribute()
		if err != nil {
			return nil, false, err
		}
		part = append(part, a)
		if end != '+' {
			return part, end != 0, nil
		}
	}
}

// attribute reads one "CN=value" and the character that ends it, 0 at the end of the text.
func (r *reader) attribute() (a pkix.AttributeTypeAndValue, end byte, err error) {
	word, value, found := strings.Cut(r.rest, "=")
	if !found {
		return a, 0, fmt.Errorf("%q has no equals sign", r.rest)
	}
	if a.Type, err = attributeType(strings.TrimSpace(word)); err != nil {
		return a, 0, err
	}
	r.rest = strings.TrimLeft(value, " ")
	a.Value, end, err = r.value()
	return a, end, err
}

func attributeType(word string) (asn1.ObjectIdentifier, error) {
	word = strings.ToUpper(word)
	if known, ok := attributeTypes()[word]; ok {
		return known, nil
	}
	if id, err := parseOID(strings.TrimPrefix(word, "OID.")); err == nil {
		return id, nil
	}
	return nil, fmt.Errorf("%q is no attribute of a name", word)
}

func (r *reader) value() (value any, end byte, err error) {
	if strings.HasPrefix(r.rest, "#") {
		return r.encoded()
	}
	text, err := r.text()
	if err != nil {
		return nil, 0, err
	}
	if text == "" {
		return nil, 0, errors.New("an attribute has no value")
	}
	end, err = r.end()
	return text, end, err
}

func (r *reader) text() (string, error) {
	if inside, quoted := strings.CutPrefix(r.rest, `"`); quoted {
		r.rest = inside
		return r.quoted()
	}
	return r.plain()
}

// end takes the character after a value, 0 at the end of the text.
func (r *reader) end() (byte, error) {
	r.rest = strings.TrimLeft(r.rest, " ")
	if r.rest == "" {
		return 0, nil
	}
	c := r.rest[0]
	if !strings.ContainsRune(",;+", rune(c)) {
		return 0, fmt.Errorf("%q follows a value", c)
	}
	r.rest = r.rest[1:]
	return c, nil
}

// encoded reads a value in DER that is a string.
func (r *reader) encoded() (any, byte, error) {
	digits := r.rest[1:]
	if i := strings.IndexAny(digits, ",;+ "); i >= 0 {
		digits = digits[:i]
	}
	r.rest = r.rest[1+len(digits):]
	raw, err := hex.DecodeString(digits)
	if err != nil {
		return nil, 0, errors.New("a value after # is not hexadecimal")
	}
	var text string
	if rest, err := asn1.Unmarshal(raw, &text); err != nil || len(rest) > 0 || text == "" {
		return nil, 0, errors.New("a value after # is no string in DER")
	}
	end, err := r.end()
	return text, end, err
}

// quoted reads up to the closing quotation mark.
func (r *reader) quoted() (string, error) {
	var b strings.Builder
	for r.rest != "" {
		switch {
		case strings.HasPrefix(r.rest, `""`):
			b.WriteByte('"')
			r.rest = r.rest[2:]
		case r.rest[0] == '"':
			r.rest = r.rest[1:]
			return b.String(), nil
		case r.rest[0] == '\\':
			if err := r.escape(&b); err != nil {
				return "", err
			}
		default:
			r.copy(&b)
		}
	}
	return "", errors.New("a quotation mark is not closed")
}

// plain reads up to the character that ends a value. Spaces at its end belong to it only where they are escaped.
func (r *reader) plain() (string, error) {
	var b strings.Builder
	kept := 0
	for r.rest != "" && !strings.ContainsRune(",;+", rune(r.rest[0])) {
		switch c := r.rest[0]; {
		case c == '\\':
			if err := r.escape(&b); err != nil {
				return "", err
			}
			kept = b.Len()
		case strings.ContainsRune(`"<>`, rune(c)):
			return "", fmt.Errorf("%q in a value needs quotation marks around it", c)
		default:
			r.copy(&b)
			if c != ' ' {
				kept = b.Len()
			}
		}
	}
	return b.String()[:kept], nil
}

// copy takes one byte as it is.
func (r *reader) copy(b *strings.Builder) {
	b.WriteByte(r.rest[0])
	r.rest = r.rest[1:]
}

// escape reads a backslash with what follows: a special character, or the two hexadecimal digits of bytes of UTF-8.
func (r *reader) escape(b *strings.Builder) error {
	if len(r.rest) > 1 && strings.ContainsRune(` "#+,;<=>\`, rune(r.rest[1])) {
		b.WriteByte(r.rest[1])
		r.rest = r.rest[2:]
		return nil
	}
	var raw []byte
	for len(r.rest) >= 3 && r.rest[0] == '\\' {
		c, err := hex.DecodeString(r.rest[1:3])
		if err != nil {
			break
		}
		raw, r.rest = append(raw, c...), r.rest[3:]
	}
	if len(raw) == 0 || !utf8.Valid(raw) {
		return errors.New("a backslash does not stand before a special character")
	}
	b.Write(raw)
	return nil
}
