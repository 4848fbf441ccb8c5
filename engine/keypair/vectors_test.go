package keypair_test

import (
	"bytes"
	"encoding/asn1"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"math/big"
	"testing"

	"github.com/decred/dcrd/dcrec/secp256k1/v4"

	"kvlab/engine/keypair"
)

// Answers that somebody else has published or computed.

func decode(t testing.TB, text string) []byte {
	t.Helper()
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// claims is the payload of the examples in RFC 7515, encoded.
const claims = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"

// RFC 7515 appendix A.2. PKCS#1 v1.5 draws no randomness, so signing gives the very bytes of the example.
func TestRFC7515RS256(t *testing.T) {
	pair, digest := fromJWK(t, "rfc7515-a2"), sha("eyJhbGciOiJSUzI1NiJ9."+claims)
	want := decode(t, "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t"+
		"1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-e"+
		"OkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw")
	if got := sign(t, pair, keypair.RS256, digest); !bytes.Equal(got, want) {
		t.Errorf("signed otherwise: %x", got)
	}
	if !verify(t, pair.Public(), keypair.RS256, digest, want) {
		t.Error("the example's signature does not verify")
	}
}

// RFC 7515 appendix A.3.
func TestRFC7515ES256(t *testing.T) {
	signature := decode(t, "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q")
	if !verify(t, fromJWK(t, "rfc7515-a3").Public(), keypair.ES256, sha("eyJhbGciOiJFUzI1NiJ9."+claims), signature) {
		t.Error("the example's signature does not verify")
	}
}

// RFC 7516 appendices A.1 (RSA-OAEP) and A.2 (RSA1_5): the content encryption keys that the examples wrap.
func TestRFC7516(t *testing.T) {
	for _, c := range []struct {
		key     string
		alg     keypair.Algorithm
		wrapped string
		want    []byte
	}{
		{"rfc7516-a1", keypair.RSAOAEP, "OKOawDo13gRp2ojaHV7LFpZcgV7T6DVZKTyKOMTYUmKoTCVJRgckCL9kiMT03JGeipsEdY3mx_etLbbWSrFr05kLzcSr4qKAq7YN7e9jwQRb23nfa6c9" +
			"d-StnImGyFDbSv04uVuxIp5Zms1gNxKKK2Da14B8S4rzVRltdYwam_lDp5XnZAYpQdb76FdIKLaVmqgfwX7XWRxv2322i-vDxRfqNzo_tETKzpVLzfiwQyeyPGLBIO56" +
			"YJ7eObdv0je81860ppamavo35UgoRdbYaBcoh9QcfylQr66oc6vFWXRcZ_ZT2LawVCWTIy3brGPi6UklfCpIMfIjf7iGdXKHzg",
			[]byte{177, 161, 244, 128, 84, 143, 225, 115, 63, 180, 3, 255, 107, 154, 212, 246, 138, 7, 110, 91, 112, 46, 34, 105, 47, 130, 203, 46, 122, 234, 64, 252}},
		{"rfc7516-a2", keypair.RSA15, "UGhIOguC7IuEvf_NPVaXsGMoLOmwvc1GyqlIKOK1nN94nHPoltGRhWhw7Zx0-kFm1NJn8LE9XShH59_i8J0PH5ZZyNfGy2xGdULU7sHNF6Gp2vPLgNZ_" +
			"_deLKxGHZ7PcHALUzoOegEI-8E66jX2E4zyJKx-YxzZIItRzC5hlRirb6Y5Cl_p-ko3YvkkysZIFNPccxRU7qve1WYPxqbb2Yw8kZqa2rMWI5ng8OtvzlV7elprCbuPhcCdZ6XDP0_F8" +
			"rkXds2vE4X-ncOIM8hAYHHi29NX0mcKiRaD0-D-ljQTP-cFPgwCp6X-nZZd9OHBv-B3oWh2TbqmScqXMR4gp_A",
			[]byte{4, 211, 31, 197, 84, 157, 252, 254, 11, 100, 157, 250, 63, 170, 106, 206, 107, 124, 212, 45, 111, 107, 9, 219, 200, 177, 0, 240, 143, 156, 44, 207}},
	} {
		got, err := fromJWK(t, c.key).Decrypt(c.alg, decode(t, c.wrapped))
		if err != nil || !bytes.Equal(got, c.want) {
			t.Errorf("%s: %v, %v", c.alg, got, err)
		}
	}
}

// The signature of the number 1 over "Satoshi Nakamoto" with RFC 6979 on secp256k1, as Bitcoin's libraries test it.
func TestES256KOfTheNumberOne(t *testing.T) {
	pair, err := keypair.Of(secp256k1.PrivKeyFromBytes([]byte{1}))
	if err != nil {
		t.Fatal(err)
	}
	const want = "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8" +
		"2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5"
	if got := hex.EncodeToString(sign(t, pair, keypair.ES256K, sha("Satoshi Nakamoto"))); got != want {
		t.Errorf("got %s", got)
	}
	// The public half of 1 is the curve's base point (SEC 2).
	if got := pair.Public().JWK(); got.X != encoded("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798") ||
		got.Y != encoded("483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8") {
		t.Errorf("got %v", got)
	}
}

func encoded(digits string) string {
	raw, err := hex.DecodeString(digits)
	if err != nil {
		panic(err)
	}
	return base64.RawURLEncoding.EncodeToString(raw)
}

// OpenSSL's signatures verify. Its RSNULL and RS512 are ours to the byte.
func TestOpenSSLSigned(t *testing.T) {
	message := file(t, "openssl", "message.txt")
	pair := fromPEM(t, "rsa-2048-pkcs1.pem")
	for _, a := range []keypair.Algorithm{keypair.RS512, keypair.PS256, keypair.RSNULL} {
		digest := digestOf(a, message)
		if a == keypair.RSNULL {
			digest = message
		}
		signature := file(t, "openssl", string(a)+".bin")
		if !verify(t, pair.Public(), a, digest, signature) {
			t.Errorf("%s does not verify", a)
		}
		if a != keypair.PS256 && !bytes.Equal(sign(t, pair, a, digest), signature) {
			t.Errorf("%s is signed otherwise", a)
		}
	}
	for a, key := range map[keypair.Algorithm]string{keypair.ES384: "ec-p384-pkcs8.pem", keypair.ES512: "ec-p521-sec1.pem", keypair.ES256K: "ec-p256k-sec1.pem"} {
		signature := fixedWidth(t, file(t, "openssl", string(a)+".der"), map[keypair.Algorithm]int{keypair.ES384: 48, keypair.ES512: 66, keypair.ES256K: 32}[a])
		if !verify(t, fromPEM(t, key).Public(), a, digestOf(a, message), signature) {
			t.Errorf("%s does not verify", a)
		}
	}
}

// fixedWidth is r||s of a signature in DER.
func fixedWidth(t testing.TB, der []byte, width int) []byte {
	t.Helper()
	var s struct{ R, S *big.Int }
	if _, err := asn1.Unmarshal(der, &s); err != nil {
		t.Fatal(err)
	}
	return append(s.R.FillBytes(make([]byte, width)), s.S.FillBytes(make([]byte, width))...)
}

func TestOpenSSLEncrypted(t *testing.T) {
	pair := fromPEM(t, "rsa-2048-pkcs1.pem")
	for _, a := range algorithms(keypair.Encryption, pair) {
		plain, err := pair.Decrypt(a, file(t, "openssl", string(a)+".bin"))
		if err != nil || string(plain) != "kvlab signs this" {
			t.Errorf("%s: %q, %v", a, plain, err)
		}
	}
}

// The forms of P-256K are our own code, and OpenSSL's to the byte.
func TestP256KIsWrittenAsOpenSSLWritesIt(t *testing.T) {
	pair := fromPEM(t, "ec-p256k-sec1.pem")
	block, _ := pem.Decode(file(t, "pem", "ec-p256k-pkcs8.pem"))
	if !bytes.Equal(pair.Seal(), block.Bytes) {
		t.Errorf("sealed as %x", pair.Seal())
	}
	if !bytes.Equal(pair.Public().Marshal(), file(t, "openssl", "ec-p256k-public.der")) {
		t.Errorf("marshalled as %x", pair.Public().Marshal())
	}
}
