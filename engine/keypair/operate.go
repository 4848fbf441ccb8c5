package keypair

// Sign signs a digest. The signatures of curves are r||s, both as wide as the curve. Errors: *UnsuitableError,
// *DigestError, *TooLongError (RSNULL), and ErrMismatch for a stored key that turns out to be broken.
func (p *Pair) Sign(a Algorithm, digest []byte) ([]byte, error) {
	s, err := signing(p.Public(), a, digest)
	if err != nil {
		return nil, err
	}
	return p.private.sign(s, digest)
}

// Verify reports whether the signature is the key's over this digest. A signature of a wrong length or form is just
// not valid; an error says that the question made no sense: *UnsuitableError, *DigestError, *TooLongError.
func (p Public) Verify(a Algorithm, digest, signature []byte) (bool, error) {
	s, err := signing(p, a, digest)
	if err != nil {
		return false, err
	}
	return p.key.verify(s, digest, signature), nil
}

// signing looks up the algorithm and checks that key and digest go with it.
func signing(p Public, a Algorithm, digest []byte) (scheme, error) {
	s, err := p.scheme(Signing, a)
	if err != nil {
		return scheme{}, err
	}
	if want := a.DigestSize(); want != 0 && len(digest) != want {
		return scheme{}, &DigestError{Algorithm: a, Got: len(digest), Want: want}
	}
	if s.hash == 0 {
		return s, p.fits(s, digest)
	}
	return s, nil
}

// Encrypt encrypts a short input, such as another key. Errors: *UnsuitableError, *TooLongError.
func (p Public) Encrypt(a Algorithm, plain []byte) ([]byte, error) {
	s, err := p.scheme(Encryption, a)
	if err != nil {
		return nil, err
	}
	if err := p.fits(s, plain); err != nil {
		return nil, err
	}
	return p.key.(rsaPublic).encrypt(s, plain)
}

// Decrypt is the way back. Errors: *UnsuitableError, ErrCiphertext.
//
// RSA1_5 is there because the service offers it for compatibility: who may ask often whether a ciphertext decrypts
// can find out what is in it (Bleichenbacher 1998), so nothing new should use it.
func (p *Pair) Decrypt(a Algorithm, ciphertext []byte) ([]byte, error) {
	s, err := p.Public().scheme(Encryption, a)
	if err != nil {
		return nil, err
	}
	return p.private.(rsaPrivate).decrypt(s, ciphertext)
}

func (p Public) scheme(use Use, a Algorithm) (scheme, error) {
	s, key := a.scheme(), p.Spec()
	if s.use != use || !s.suits(key) {
		return scheme{}, &UnsuitableError{Algorithm: a, Use: use, Key: key}
	}
	return s, nil
}

// fits refuses an input that leaves no room for the padding.
func (p Public) fits(s scheme, input []byte) error {
	if most := room(s, p.Spec()); len(input) > most {
		return &TooLongError{Algorithm: s.Name, Got: len(input), Max: most}
	}
	return nil
}

// room is how many bytes an RSA key takes in one block.
func room(s scheme, key Spec) int {
	if s.padding == oaep {
		return key.Bits/8 - 2*s.hash.Size() - 2
	}
	return key.Bits/8 - 11
}
