// Package certify is X.509 for a vault's certificates: it checks policies, writes certificate requests, signs them,
// and reads what is merged or imported. It knows nothing of vaults, versions or orders.
//
//	policy := certify.Complete(estate.CertificatePolicy{Issuer: "Self", Subject: "CN=shop.example"})
//	err := certify.Check(&policy)
//	chain, err := certify.SelfSign(&policy, pair, now)
//
// Everything it makes is real: an ordinary X.509 library verifies the chains, and openssl reads the requests and the
// PKCS#12 files. Serial numbers and keys are truly random; the time is an argument.
//
// Keys of P-256K have no X.509 in the standard library. Signable says so beforehand, and nothing is faked.
package certify
