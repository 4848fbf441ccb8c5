package estate

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// GUID derives an identifier from names, the same each time. Labs are reproducible, so nothing in them is random;
// the result has the form of a version 4 GUID because that is what readers expect to see.
func GUID(parts ...string) string {
	h := digest("guid", parts)
	h[6] = h[6]&0x0f | 0x40
	h[8] = h[8]&0x3f | 0x80
	s := hex.EncodeToString(h[:16])
	return s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:]
}

// VersionID derives an object version's id: 32 lower-case hexadecimal digits.
func VersionID(parts ...string) string {
	h := digest("version", parts)
	return hex.EncodeToString(h[:16])
}

func digest(kind string, parts []string) [sha256.Size]byte {
	return sha256.Sum256([]byte(kind + "\x00" + strings.Join(parts, "\x00")))
}
