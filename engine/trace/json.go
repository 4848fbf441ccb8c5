package trace

import (
	"bytes"
	"encoding/json"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// WriteJSON writes v, indented by two and ended by a newline. Characters that a terminal would obey or a reader
// would not see are written as \u escapes: the decoded value is the same. encoding/json alone escapes only those
// below U+0020, and a terminal also obeys U+009B.
func WriteJSON(w io.Writer, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(escapeHidden(b.Bytes()))
	return err
}

// escapeHidden rewrites the hidden characters of a JSON text, which can only stand inside its strings.
func escapeHidden(text []byte) []byte {
	out := make([]byte, 0, len(text))
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		switch {
		case r == '\n' || shows(r):
			out = append(out, text[:size]...)
		case r < 0x10000:
			out = appendUnit(out, r)
		default:
			high, low := utf16.EncodeRune(r)
			out = appendUnit(appendUnit(out, high), low)
		}
		text = text[size:]
	}
	return out
}

func appendUnit(out []byte, unit rune) []byte {
	const digits = "0123456789abcdef"
	return append(out, '\\', 'u', digits[unit>>12&15], digits[unit>>8&15], digits[unit>>4&15], digits[unit&15])
}

// The lists of the contract are lists, never null, however a trace was put together. Fixes alone may be left out.

// MarshalJSON see above.
func (t Trace) MarshalJSON() ([]byte, error) {
	type plain Trace
	t.Gates, t.Notes = listed(t.Gates), listed(t.Notes)
	return marshal(plain(t))
}

// MarshalJSON see above.
func (g Gate) MarshalJSON() ([]byte, error) {
	type plain Gate
	g.Steps = listed(g.Steps)
	return marshal(plain(g))
}

// MarshalJSON see above.
func (s Step) MarshalJSON() ([]byte, error) {
	type plain Step
	s.Evidence = listed(s.Evidence)
	return marshal(plain(s))
}

// MarshalJSON see above.
func (f Fix) MarshalJSON() ([]byte, error) {
	type plain Fix
	f.Changes, f.Opens, f.Breaks = listed(f.Changes), listed(f.Opens), listed(f.Breaks)
	return marshal(plain(f))
}

// marshal is json.Marshal without its escapes for HTML, which the encoder that asks for it cannot take back.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

func listed[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
