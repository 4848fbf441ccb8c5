package keypair

import (
	"crypto/x509"
	"encoding/pem"
	"strings"
)

// FromPEM reads the first private key of a PEM text: PKCS#8, PKCS#1 or SEC1. password opens a block with the legacy
// headers of OpenSSL ("Proc-Type: 4,ENCRYPTED"); it is ignored where nothing is encrypted. Errors: ErrForm,
// ErrPassword, ErrEncrypted, ErrMismatch, *SpecError.
func FromPEM(raw []byte, password string) (*Pair, error) {
	if len(raw) > maxText {
		return nil, ErrForm
	}
	for block, rest := pem.Decode(raw); block != nil; block, rest = pem.Decode(rest) {
		if strings.HasSuffix(block.Type, "PRIVATE KEY") {
			return fromBlock(block, password)
		}
	}
	return nil, ErrForm
}

func fromBlock(block *pem.Block, password string) (*Pair, error) {
	if block.Type == "ENCRYPTED PRIVATE KEY" {
		return nil, ErrEncrypted
	}
	// Deprecated since these headers authenticate nothing; files that have them are still about.
	if !x509.IsEncryptedPEMBlock(block) {
		return fromDER(block.Type, block.Bytes)
	}
	plain, err := x509.DecryptPEMBlock(block, []byte(password))
	if err != nil {
		return nil, ErrPassword
	}
	pair, err := fromDER(block.Type, plain)
	if err == ErrForm {
		// One wrong password in 256 leaves padding that looks right, with rubbish before it.
		err = ErrPassword
	}
	return pair, err
}

func fromDER(blockType string, der []byte) (*Pair, error) {
	parse := map[string]func([]byte) (any, error){
		"PRIVATE KEY": parsePKCS8, "RSA PRIVATE KEY": parsePKCS1, "EC PRIVATE KEY": parseSEC1,
	}[blockType]
	if parse == nil || len(der) > maxDER {
		return nil, ErrForm
	}
	key, err := parse(der)
	if err != nil {
		return nil, err
	}
	return Of(key)
}

func parsePKCS1(raw []byte) (any, error) {
	key, err := x509.ParsePKCS1PrivateKey(raw)
	if err != nil {
		return nil, ErrForm
	}
	return key, nil
}

func parseSEC1(raw []byte) (any, error) {
	if key, err := x509.ParseECPrivateKey(raw); err == nil {
		return key, nil
	}
	return parseSecpSEC1(raw)
}
