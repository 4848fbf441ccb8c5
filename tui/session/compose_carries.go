package session

import (
	"slices"

	"kvlab/engine"
	"kvlab/engine/certify"
	"kvlab/engine/estate"
	"kvlab/engine/keypair"
	"kvlab/engine/operation"
	"kvlab/scenarios"
)

// Carriage is what can be said of a request's body: what its two parts are called, empty for one that there is not.
// Bodies that come out of files (imports, merges, restores) have none: such a request carries nothing, and the service
// says so.
type Carriage struct {
	// Choice is one of a list, Text is typed.
	Choice, Text string
	// body makes it. base is the body of the scenario's request that the draft is like, nil for none; it is not changed.
	body func(base operation.Body, d *Draft) operation.Body
}

// Carries is what the draft's operation carries.
func (d Draft) Carries() Carriage {
	switch d.Operation {
	case "secrets/set":
		return Carriage{Text: "value", body: secretBody}
	case "secrets/update", "keys/update", "certificates/update":
		return Carriage{Choice: "make it", body: updateBody}
	case "keys/create":
		return Carriage{Choice: "kind", body: keyBody}
	case "keys/encrypt", "keys/wrap":
		return Carriage{Choice: "algorithm", Text: "plaintext", body: sealingBody}
	case "keys/decrypt", "keys/unwrap":
		return Carriage{Choice: "algorithm", Text: "result of", body: openingBody}
	case "keys/sign":
		return Carriage{Choice: "algorithm", Text: "message", body: signingBody}
	case "keys/verify":
		return Carriage{Choice: "algorithm", Text: "result of", body: openingBody}
	case "keys/set-rotation-policy":
		return Carriage{Text: "rotate after", body: rotationBody}
	case "certificates/create":
		return Carriage{Choice: "issuer", Text: "subject", body: certificateBody}
	case "certificates/update-policy":
		return Carriage{Choice: "issuer", body: policyBody}
	case "certificates/set-issuer", "certificates/update-issuer":
		return Carriage{Choice: "provider", body: issuerBody}
	case "certificates/set-contacts":
		return Carriage{Text: "mail to", body: contactsBody}
	}
	return Carriage{}
}

// body is what the draft carries, nil for nothing.
func (d Draft) body(sc *scenarios.Scenario) operation.Body {
	base := d.base(sc)
	c := d.Carries()
	if c.body == nil || base != nil && d.Choice == "" && d.Text == "" {
		return base
	}
	return c.body(base, &d)
}

// base is the body of the scenario's request that the draft is like, nil when it asks for something else.
func (d Draft) base(sc *scenarios.Scenario) operation.Body {
	if r, err := sc.Request(d.Like); d.Like != "" && err == nil && r.Operation == d.Operation {
		return r.Body
	}
	return nil
}

// changed is a copy of a body, or an empty one.
func changed[T any](base operation.Body) *T {
	var b T
	if known, ok := any(base).(*T); ok {
		b = *known
	}
	return &b
}

func secretBody(base operation.Body, d *Draft) operation.Body {
	b := changed[operation.SecretBody](base)
	b.Value = d.Text
	return b
}

// What an update makes of a version.
const (
	makeEnabled  = "enabled"
	makeDisabled = "disabled"
)

func updateBody(base operation.Body, d *Draft) operation.Body {
	b := changed[operation.UpdateBody](base)
	b.Enabled = new(d.Choice != makeDisabled)
	return b
}

func keyBody(base operation.Body, d *Draft) operation.Body {
	b := changed[operation.CreateKeyBody](base)
	for _, s := range keySpecs() {
		if s.String() == d.Choice || b.Spec.Kind == "" {
			b.Spec, b.Operations = s, nil
		}
	}
	return b
}

// keySpecs are the keys that can be made, the usual one last.
func keySpecs() []keypair.Spec {
	var all []keypair.Spec
	for _, kind := range []keypair.Kind{keypair.ECHSM, keypair.RSAHSM, keypair.EC, keypair.RSA} {
		if kind.Bare() == keypair.EC {
			for _, curve := range slices.Backward(keypair.Curves()) {
				all = append(all, keypair.Spec{Kind: kind, Curve: curve})
			}
			continue
		}
		for _, bits := range slices.Backward(keypair.Sizes()) {
			all = append(all, keypair.Spec{Kind: kind, Bits: bits})
		}
	}
	return all
}

// cryptoBody is what all uses of a key begin with.
func cryptoBody(base operation.Body, d *Draft) *operation.CryptoBody {
	b := changed[operation.CryptoBody](base)
	if d.Choice != "" {
		b.Algorithm = keypair.Algorithm(d.Choice)
	}
	return b
}

func sealingBody(base operation.Body, d *Draft) operation.Body {
	b := cryptoBody(base, d)
	if d.Text != "" {
		b.Value, b.Input = []byte(d.Text), ""
	}
	return b
}

func openingBody(base operation.Body, d *Draft) operation.Body {
	b := cryptoBody(base, d)
	if d.Text != "" {
		b.Value, b.Digest, b.Input = nil, nil, d.Text
	}
	return b
}

func signingBody(base operation.Body, d *Draft) operation.Body {
	b := cryptoBody(base, d)
	if d.Text != "" {
		b.Value, b.Input = b.Algorithm.Digest([]byte(d.Text)), ""
	}
	return b
}

func rotationBody(base operation.Body, d *Draft) operation.Body {
	b := changed[operation.RotationBody](base)
	b.Policy.Actions = []estate.RotationAction{{AfterCreate: estate.Period(d.Text)}}
	return b
}

func certificateBody(base operation.Body, d *Draft) operation.Body {
	b := changed[operation.CreateCertificateBody](base)
	if base == nil {
		b.Policy = certify.DefaultPolicy()
	}
	if d.Choice != "" {
		b.Policy.Issuer = d.Choice
	}
	if d.Text != "" {
		b.Policy.Subject = d.Text
	}
	return b
}

func policyBody(base operation.Body, d *Draft) operation.Body {
	b := changed[operation.PolicyBody](base)
	b.Issuer = &operation.PolicyIssuer{Name: d.Choice}
	return b
}

func issuerBody(base operation.Body, d *Draft) operation.Body {
	b := changed[operation.IssuerBody](base)
	b.Issuer.Provider = d.Choice
	return b
}

func contactsBody(base operation.Body, d *Draft) operation.Body {
	b := changed[operation.ContactsBody](base)
	b.Contacts = []estate.Contact{{Email: d.Text}}
	return b
}

// Choices are what the draft's Choice can be in an estate, the most sensible first.
func (d Draft) Choices(e *engine.Estate) []string {
	switch d.Carries().Choice {
	case "make it":
		return []string{makeDisabled, makeEnabled}
	case "kind":
		var words []string
		for _, s := range slices.Backward(keySpecs()) {
			words = append(words, s.String())
		}
		return words
	case "algorithm":
		return d.algorithms(e)
	case "issuer":
		words := []string{estate.SelfIssuer}
		for i := range e.Issuers {
			if e.Issuers[i].Vault == d.Vault {
				words = append(words, e.Issuers[i].Name)
			}
		}
		return append(words, estate.UnknownIssuer)
	case "provider":
		return []string{"DigiCert", "GlobalSign"}
	}
	return nil
}

// algorithms are all that the operation can be asked with: those that suit the key come first, for the others are worth
// a refusal.
func (d Draft) algorithms(e *engine.Estate) []string {
	use := keypair.Encryption
	if d.Operation == "keys/sign" || d.Operation == "keys/verify" {
		use = keypair.Signing
	}
	var all []keypair.Algorithm
	if spec, ok := d.keySpec(e); ok {
		all = keypair.Algorithms(use, spec.Kind.Bare(), spec.Curve)
	}
	all = append(all, keypair.Algorithms(use, keypair.RSA, "")...)
	for _, c := range keypair.Curves() {
		all = append(all, keypair.Algorithms(use, keypair.EC, c)...)
	}
	var words []string
	for _, a := range all {
		if !slices.Contains(words, string(a)) {
			words = append(words, string(a))
		}
	}
	return words
}

// keySpec is what kind of key the draft names, if there is one.
func (d Draft) keySpec(e *engine.Estate) (keypair.Spec, bool) {
	i := slices.IndexFunc(e.Versions, func(x estate.Version) bool {
		return x.Key != nil && x.Collection == estate.Keys && x.Vault == d.Vault && x.Name == d.Object && (d.Version == "" || x.ID == d.Version)
	})
	if i < 0 {
		return keypair.Spec{}, false
	}
	return e.Versions[i].Key.Spec, true
}

// Inputs are the requests whose result the draft's operation can work on, those made last first.
func (s *Session) Inputs(d Draft) []string {
	makers := []string{"keys/encrypt", "keys/wrap"}
	if d.Operation == "keys/verify" {
		makers = []string{"keys/sign"}
	}
	var ids []string
	for _, r := range slices.Backward(s.Requests()) {
		if slices.Contains(makers, r.Operation) {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// Filled is the draft with a sensible body where nothing is said of it yet. What to store as a secret's value nobody can
// guess.
func (s *Session) Filled(d Draft) Draft {
	c := d.Carries()
	if c.body == nil || d.base(s.Scenario) != nil {
		return d
	}
	if choices := d.Choices(s.State.Estate); c.Choice != "" && d.Choice == "" && len(choices) > 0 {
		d.Choice = choices[0]
	}
	if d.Text == "" {
		d.Text = s.usualText(c.Text, d)
	}
	return d
}

func (s *Session) usualText(part string, d Draft) string {
	switch part {
	case "plaintext", "message":
		return "plain words"
	case "result of":
		if inputs := s.Inputs(d); len(inputs) > 0 {
			return inputs[0]
		}
	case "rotate after":
		return "P90D"
	case "subject":
		return "CN=shop.example"
	case "mail to":
		return "security@shop.example"
	}
	return ""
}
