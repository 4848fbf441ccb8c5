package store

import (
	"bytes"
	"fmt"
	"strings"
)

// A key is a tuple of strings, encoded so that the byte order of keys is the order of tuples and that every prefix
// of a tuple is a prefix of the bytes: each part ends in terminator, and a NUL inside a part is escaped above it.
//
// The first part names the table. Parts are folded to lower case, for the service compares names that way.
const (
	terminator = "\x00\x01"
	escapedNUL = "\x00\xff"
)

// keySize fits the keys of ordinary entities, so that looking one up allocates nothing.
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
	if strings.IndexByte(part, 0) >= 0 {
		part = strings.ReplaceAll(part, "\x00", escapedNUL)
	}
	dst = append(dst, strings.ToLower(part)...)
	return append(dst, terminator...)
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
