package keypair_test

import (
	"bytes"
	"encoding/pem"
	"errors"
	"testing"

	"kvlab/engine/keypair"
)

// What no tool writes, but somebody may send.
func TestPEMTextsThatHoldNoKey(t *testing.T) {
	good, _ := pem.Decode(file(t, "pem", "ec-p256k-sec1.pem"))
	block := func(kind string, raw []byte) []byte {
		return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: raw})
	}
	for name, c := range map[string]struct {
		text []byte
		want error
	}{
		"nothing":                   {nil, keypair.ErrForm},
		"words":                     {[]byte("-----BEGIN NOTHING-----"), keypair.ErrForm},
		"a key after a long text":   {append(bytes.Repeat([]byte("x\n"), 32*1024), file(t, "pem", "ec-p256k-sec1.pem")...), keypair.ErrForm},
		"a block that is too long":  {block("PRIVATE KEY", make([]byte, 9*1024)), keypair.ErrForm},
		"an OpenSSH key":            {block("OPENSSH PRIVATE KEY", []byte("openssh-key-v1")), keypair.ErrForm},
		"no PKCS#8":                 {block("PRIVATE KEY", []byte{0x30, 0}), keypair.ErrForm},
		"no PKCS#1":                 {block("RSA PRIVATE KEY", []byte{0x30, 0}), keypair.ErrForm},
		"no SEC1":                   {block("EC PRIVATE KEY", []byte{0x30}), keypair.ErrForm},
		"SEC1 under another name":   {block("RSA PRIVATE KEY", good.Bytes), keypair.ErrForm},
		"SEC1 of another version":   {block("EC PRIVATE KEY", changed(good.Bytes, 4)), keypair.ErrForm},
		"SEC1 of another number":    {block("EC PRIVATE KEY", changed(good.Bytes, 10)), keypair.ErrMismatch},
		"SEC1 of another point":     {block("EC PRIVATE KEY", changed(good.Bytes, len(good.Bytes)-1)), keypair.ErrMismatch},
		"SEC1 with something after": {block("EC PRIVATE KEY", append(bytes.Clone(good.Bytes), 0)), keypair.ErrForm},
		"SEC1 of zero":              {block("EC PRIVATE KEY", zeroed(good.Bytes)), keypair.ErrForm},
	} {
		if _, err := keypair.FromPEM(c.text, ""); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
}

func changed(raw []byte, at int) []byte {
	raw = bytes.Clone(raw)
	raw[at] ^= 2
	return raw
}

// zeroed puts zeros for the private number of SEC1 on a curve of 32 bytes, which starts at the eighth byte.
func zeroed(raw []byte) []byte {
	return append(append(bytes.Clone(raw[:7]), make([]byte, 32)...), raw[39:]...)
}

// All three forms of a key are the same key.
func TestTheFormsOfAKeyAreOneKey(t *testing.T) {
	plain := fromPEM(t, "rsa-2048-pkcs1.pem")
	opened, err := keypair.FromPEM(file(t, "pem", "rsa-2048-legacy-password.pem"), "correct")
	if err != nil {
		t.Fatal(err)
	}
	if !opened.Public().Equal(plain.Public()) {
		t.Error("the encrypted RSA key is another")
	}
	if !fromPEM(t, "ec-p256k-sec1.pem").Public().Equal(fromPEM(t, "ec-p256k-pkcs8.pem").Public()) {
		t.Error("SEC1 and PKCS#8 differ")
	}
	if !fromPEM(t, "ec-p256-after-certificate.pem").Public().Equal(fromPEM(t, "ec-p256-with-parameters.pem").Public()) {
		t.Error("the certificate changes the key")
	}
}

// 2000 wrong passwords: some leave padding that looks right, and none opens the key or is taken for another fault.
func TestWrongPasswords(t *testing.T) {
	raw := file(t, "pem", "rsa-2048-legacy-password.pem")
	for i := range 2000 {
		if _, err := keypair.FromPEM(raw, string(rune('a'+i))); !errors.Is(err, keypair.ErrPassword) {
			t.Fatalf("password %d: %v", i, err)
		}
	}
}
