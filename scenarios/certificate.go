package scenarios

import (
	"strings"

	"kvlab/engine/certify"
	"kvlab/engine/estate"
)

// certificates reads a vault's certificates. The file says how one is issued; its key pair, the certificate itself, and
// the key and the secret that go with it are made when the lab begins.
func (t *table) certificates(v *estate.Vault) {
	for _, c := range t.objectTables(v, estate.Certificates) {
		c.alone()
		c.certificate()
		c.file.pairs++
	}
}

// certificate reads one that was issued, or the request for one that nobody has signed yet.
func (o objectTable) certificate() {
	policy := o.policy()
	o.possible(&policy)
	x := estate.Version{Vault: o.vault.Name, Collection: o.collection, Name: o.name, ID: o.versionID(o.table, 0),
		Attributes: o.attributes(o.collection, 0), Certificate: &estate.Certificate{}}
	clock := o.file.scenario.Clock
	if x.Created.After(clock) {
		o.bad("created", "lies after the lab's clock")
	}
	policy.Created, policy.Updated = x.Created, x.Created
	head := estate.Object{Vault: o.vault.Name, Collection: o.collection, Name: o.name, Current: x.ID,
		Deleted: o.deletion(o.vault, "certificate"), Issuance: &estate.Issuance{Policy: policy}}
	e := o.file.scenario.Estate
	if o.flag("pending", false) {
		head.Current, head.Issuance.Pending = "", o.order(&x)
	} else {
		e.Versions = append(e.Versions, x)
	}
	e.Objects = append(e.Objects, head)
}

// alone reports a key or a secret that has the name the certificate's own will get.
func (o objectTable) alone() {
	for _, x := range o.file.scenario.Estate.Objects {
		if x.Vault == o.vault.Name && x.Collection != estate.Certificates && strings.EqualFold(x.Name, o.name) && o.name != "" {
			o.bad("name", "there is a "+x.Collection.Noun()+" "+quote(x.Name)+" already: a certificate has a key and a secret of its own name")
		}
	}
}

// order is the request of a certificate whose first version is yet to come. What is asked for is written when the lab
// begins.
func (o objectTable) order(x *estate.Version) *estate.Order {
	issuer := o.text("issuer")
	if issuer == "" || strings.EqualFold(issuer, estate.SelfIssuer) {
		o.bad("pending", "a certificate that signs itself waits for nobody: name another issuer")
	}
	started := x.Created
	if !o.has("created") {
		started = o.file.scenario.Clock
	}
	return &estate.Order{Issuer: issuer, Status: estate.InProgress, Started: started,
		Wanted: estate.Attributes{Tags: x.Tags, Disabled: x.Disabled}}
}

// possible reports what the vault cannot do: keep a key in hardware it does not have, or ask an authority it does not know.
func (o objectTable) possible(p *estate.CertificatePolicy) {
	if p.Key.Kind.HSM() && o.vault.SKU != estate.Premium {
		o.bad("type", noHardware(o.vault))
	}
	if !certify.Signable(p.Key) {
		o.bad("curve", "certificates with keys of "+string(p.Key.Curve)+" are not simulated")
	}
	if isIssuerWord(p.Issuer) {
		return
	}
	known := []string{estate.SelfIssuer, estate.UnknownIssuer}
	for _, i := range o.file.scenario.Estate.Issuers {
		if i.Vault != o.vault.Name {
			continue
		}
		if known = append(known, i.Name); strings.EqualFold(i.Name, p.Issuer) {
			return
		}
	}
	o.bad("issuer", "the vault has no issuer "+quote(p.Issuer)+o.file.hint(p.Issuer, known))
}

// isIssuerWord: two words stand for issuers that need no registration.
func isIssuerWord(name string) bool {
	return strings.EqualFold(name, estate.SelfIssuer) || strings.EqualFold(name, estate.UnknownIssuer)
}
