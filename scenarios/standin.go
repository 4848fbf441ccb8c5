package scenarios

import (
	"slices"

	"kvlab/engine"
	"kvlab/engine/estate"
	"kvlab/engine/keypair"
)

// standIn is an estate to rehearse with: its keys take no time to make, its certificates can be made whatever the file
// says of them, and its consumers have had their first look. Which facts there are, and what they can be, depends on
// none of that.
func standIn(e *engine.Estate) *engine.Estate {
	copied := *e
	copied.Versions, copied.Objects, copied.Consumers = slices.Clone(e.Versions), slices.Clone(e.Objects), slices.Clone(e.Consumers)
	for i := range copied.Versions {
		if x := &copied.Versions[i]; x.Key != nil {
			x.Key = &estate.Key{Spec: quickKey(), Operations: x.Key.Operations}
		}
	}
	for i := range copied.Objects {
		if o := &copied.Objects[i]; o.Issuance != nil {
			o.Issuance = &estate.Issuance{Policy: quickPolicy(&o.Issuance.Policy), Pending: o.Issuance.Pending}
		}
	}
	for i := range copied.Consumers {
		copied.Consumers[i].Now.TriedAt = e.Lab.Clock
	}
	return &copied
}

func quickKey() keypair.Spec { return keypair.Spec{Kind: keypair.EC, Curve: keypair.P256} }

func quickPolicy(p *estate.CertificatePolicy) estate.CertificatePolicy {
	return estate.CertificatePolicy{Issuer: p.Issuer, Key: quickKey(), ContentType: estate.PEM, Subject: "CN=stand-in", Months: p.Months}
}
