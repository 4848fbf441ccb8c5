package store

import (
	"bytes"
	"fmt"
	"unicode"
	"unicode/utf8"
)

// A key is a tuple of strings, encoded so that the byte order of keys is the order of tuples and that every prefix
// of a tuple is a prefix of the bytes: each part ends in terminator, and a NUL inside a part is escaped above it.
//
// The first part names the table. The others are folded, for the service compares names without regard to letter
// case: two of them share a key exactly when strings.EqualFold takes them for equal.
const (
	terminator = "\x00\x01"
	escapedNUL = "\x00\xff"
)

// keySize fits the keys of ordinary entities, so that looking one up in the cache allocates nothing.
const keySize = 320

func appendKey(dst []byte, table string, parts []string) []byte {
	dst = append(dst, table...)
	dst = append(dst, terminator...)
	for _, part := range parts {
		dst = appendPart(dst, part)
	}
	return dst
}

func appendPart(dst []byte, part string) []byte {
	plain := 0 // most parts are nothing but printable ASCII
	for plain < len(part) && part[plain] != 0 && part[plain] < utf8.RuneSelf {
		plain++
	}
	start := len(dst)
	dst = append(dst, part[:plain]...)
	for i := start; i < len(dst); i++ {
		if c := dst[i]; 'A' <= c && c <= 'Z' {
			dst[i] = c + 'a' - 'A'
		}
	}
	if plain < len(part) {
		dst = appendFolded(dst, part[plain:])
	}
	return append(dst, terminator...)
}

// appendFolded is the long way, for text that is not plain.
func appendFolded(dst []byte, part string) []byte {
	for i := 0; i < len(part); {
		r, size := rune(part[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(part[i:])
		}
		switch {
		case r == 0:
			dst = append(dst, escapedNUL...)
		case r == utf8.RuneError && size == 1:
			dst = append(dst, part[i]) // no UTF-8: kept as it is, or different names would meet
		default:
			dst = utf8.AppendRune(dst, fold(r))
		}
		i += size
	}
	return dst
}

// fold returns the one rune that stands for all that differ from r in letter case only. Lower case alone would not
// do: it takes the dotted capital I for a plain i, and keeps the two small sigmas apart.
func fold(r rune) rune {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	least := r
	for next := unicode.SimpleFold(r); next != r; next = unicode.SimpleFold(next) {
		least = min(least, next)
	}
	if least < utf8.RuneSelf {
		return fold(least)
	}
	return least
}

// eachPrefix calls f with every tuple prefix of key, the key itself last.
func eachPrefix(key []byte, f func(prefix []byte)) {
	for at := 0; at < len(key); {
		i := bytes.Index(key[at:], []byte(terminator))
		if i < 0 {
			return
		}
		at += i + len(terminator)
		f(key[:at])
	}
}

// after returns the first key that no tuple starting with prefix can reach.
func after(prefix []byte) []byte {
	end := bytes.Clone(prefix)
	end[len(end)-1]++ // the last byte of a terminator, so it never overflows
	return end
}

// number writes n so that its text sorts as the number does.
func number(n uint64) string { return fmt.Sprintf("%020d", n) }
