package keypair

import "testing"

// Whatever Digest makes of a message is as long as the algorithm wants it.
func TestADigestHasTheSizeOfItsAlgorithm(t *testing.T) {
	message := []byte("a message that is longer than any digest of it, so that the sizes tell the two apart: 0123456789")
	for i := range schemes {
		a := schemes[i].Name
		want := a.DigestSize()
		if want == 0 {
			want = len(message)
		}
		if got := a.Digest(message); len(got) != want {
			t.Errorf("%s: %d bytes, want %d", a, len(got), want)
		}
	}
}
