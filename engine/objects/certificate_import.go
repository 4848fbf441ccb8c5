package objects

import (
	"errors"
	"strconv"

	"kvlab/engine/certify"
	"kvlab/engine/estate"
	"kvlab/engine/keypair"
	"kvlab/engine/operation"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// importCertificate takes in a certificate with its private key.
func (j *judgement) importCertificate() Effect {
	body, ok := j.request.Body.(*operation.ImportCertificateBody)
	if !ok {
		return j.noBody()
	}
	o, free := j.vacant()
	if !free || !j.tags(body.Tags) || !j.shortPassword(body.Password) {
		return nil
	}
	read, err := certify.Import(body.Material, body.Password, j.at)
	if err != nil {
		return j.badMaterial(err)
	}
	policy := importPolicy(read, body.Policy)
	if !j.importable(&policy, body.Policy != nil) {
		return nil
	}
	j.pass(trace.Step{ID: "object.result", Title: "The certificate is imported",
		Detail: "It gets a version with its key and its secret. Nobody renews it unless its policy names an issuer that can: " +
			"the vault does not know who signed it.",
		Evidence: []trace.Evidence{{Label: "certificates in the chain", Value: strconv.Itoa(len(read.Chain))}, {Label: "key", Value: policy.Key.String()}},
		Command:  j.show()})
	return func(tx *store.Tx) (Content, error) {
		head, x, err := issue(tx, with(j.headOf(o, &policy), nil), read.Pair, read.Chain, wanted(body.Settings), j.at)
		if err != nil {
			return Content{}, err
		}
		return Content{Item: j.item(head, x)}, nil
	}
}

// importPolicy is the policy that comes with an import, filled up from the certificate; nil takes it all from there.
func importPolicy(read *certify.Imported, given *estate.CertificatePolicy) estate.CertificatePolicy {
	if given == nil {
		return certify.Complete(read.Policy)
	}
	p := *given
	p.Subject, p.DNSNames, p.Emails, p.UPNs = read.Policy.Subject, read.Policy.DNSNames, read.Policy.Emails, read.Policy.UPNs
	p.EKUs, p.KeyUsage, p.Months = read.Policy.EKUs, read.Policy.KeyUsage, read.Policy.Months
	p.Key = kept(read.Pair, p.Key)
	if p.ContentType == "" {
		p.ContentType = read.Policy.ContentType
	}
	return certify.Complete(p)
}

// importable checks a policy that the request brought. What was read off the certificate stands as it is.
func (j *judgement) importable(p *estate.CertificatePolicy, given bool) bool {
	if !given {
		return true
	}
	chosen := *p
	chosen.Subject, chosen.DNSNames, chosen.Emails, chosen.UPNs = "CN=imported", nil, nil, nil
	chosen.EKUs, chosen.KeyUsage, chosen.Months = nil, nil, min(p.Months, certify.MaxMonths)
	return j.policyHolds(&chosen) && j.issuerAnswers(p.Issuer)
}

// MaxPassword is the longest password of a file, in characters. Source: articles/key-vault/certificates.
const MaxPassword = 200

func (j *judgement) shortPassword(s string) bool {
	if len([]rune(s)) <= MaxPassword {
		return true
	}
	j.badBody("pwd", strconv.Itoa(len([]rune(s)))+" characters", "Property pwd has more than "+strconv.Itoa(MaxPassword)+" characters.")
	return false
}

// What the service says about files. The first two are quoted in public threads: Azure/azure-sdk-for-net#26492; the
// others are unverified.
const (
	noPrivateKey = "No certificate with private key found in the specified X.509 certificate content. Please specify X.509 certificate content with only one certificate containing private key."
	unreadable   = "The specified PKCS#12 X.509 certificate content can not be read. Please check if certificate is in valid PKCS#12 format."
	expiredFile  = "The certificate has expired and cannot be imported."
)

// badMaterial says why a file is not taken in. Nothing of the file is repeated.
func (j *judgement) badMaterial(err error) Effect {
	var late *certify.ExpiredError
	var spec *keypair.SpecError
	step := trace.Step{ID: "object.body", Title: "Is the file a certificate with its key?", Reason: trace.Because(trace.BadContent),
		Detail: "The file is refused: " + err.Error() + "."}
	switch {
	case errors.Is(err, certify.ErrCurve):
		j.signable(keypair.Spec{Kind: keypair.EC, Curve: keypair.P256K})
		return nil
	case errors.As(err, &spec):
		return j.badKey(err)
	case errors.As(err, &late):
		step.ID, step.Title, step.Reason = "object.expires", "Is the certificate still valid?", trace.Because(trace.ObjectExpired)
		step.Evidence = []trace.Evidence{{Label: "notAfter", Value: trace.Stamp(late.At)}, {Label: "now", Value: trace.Stamp(j.at), Source: "lab.clock"}}
		step.Detail = "The certificate ended at " + trace.Stamp(late.At) + ". An expired one is not imported." + unworded
		return j.refuse(step, trace.Deny(400, "CertificateExpired", "", expiredFile))
	case errors.Is(err, certify.ErrKeyMismatch):
		step.ID, step.Reason = "object.key", trace.Because(trace.KeyMismatch)
		step.Detail += unworded
		return j.refuse(step, trace.Deny(400, "BadParameter", "", foreignKey))
	case errors.Is(err, certify.ErrNoKey):
		return j.refuse(step, trace.Deny(400, "BadParameter", "", noPrivateKey))
	}
	return j.refuse(step, trace.Deny(400, "BadParameter", "", unreadable))
}
