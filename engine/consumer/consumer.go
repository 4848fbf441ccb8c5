// Package consumer is what uses a vault by itself, from time to time: app settings that refer to a secret, services
// that encrypt with a customer-managed key, gateways that serve a certificate.
//
// A consumer has no way of its own into a vault. Each of its accesses is an ordinary request, evaluated and recorded
// like every other; this package says which requests those are, and what the consumer makes of the answers.
package consumer

import (
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/objects"
	"kvlab/engine/operation"
	"kvlab/engine/trace"
)

// Ask carries a request out in the name of a consumer and returns what came of it.
type Ask func(*operation.Request) (*trace.Trace, objects.Content, error)

// Look lets a consumer use the vault once, now, and returns how it fares then. The error is a mistake in the lab, such
// as a host that does not exist; a refusal is part of the condition.
func Look(c *estate.Consumer, at time.Time, ask Ask) (estate.Condition, error) {
	now := c.Now
	now.TriedAt = at
	var err error
	switch c.Kind {
	case estate.Reference:
		err = resolve(c, &now, ask)
	case estate.Encryption:
		err = encrypt(c, &now, ask)
	case estate.Binding:
		err = bind(c, &now, ask)
	}
	return now, err
}

// Interval is how long a consumer waits before it looks again.
//
// Sources: references within 24 hours, MicrosoftDocs/azure-docs articles/app-service/app-service-key-vault-references.md;
// an application gateway every four hours, the same documentation's application-gateway/key-vault-certs.md; services
// with customer-managed keys notice within hours, 24 at most (keys/how-to-configure-key-rotation.md): kvlab's look
// once a day and when they are told to.
func Interval(k estate.ConsumerKind) time.Duration {
	if k == estate.Binding {
		return 4 * time.Hour
	}
	return 24 * time.Hour
}

// request is one access of a consumer.
func request(c *estate.Consumer, op, vault, object, version string, body operation.Body) *operation.Request {
	return &operation.Request{ID: c.Name, Label: c.Name, Host: c.Host, Platform: true, Identity: c.Identity,
		Operation: op, Vault: vault, Object: object, Version: version, Body: body}
}

// good notes a successful access.
func good(now *estate.Condition, status, detail, version string) {
	now.Status, now.Detail, now.Version, now.GoodAt = status, detail, version, now.TriedAt
}

// bad notes a failed one; what it held from before stays.
func bad(now *estate.Condition, status, detail string) {
	now.Status, now.Detail = status, detail
}

// followed says which version a consumer uses that asks for this one, empty for the current one.
func followed(version string) string {
	if version != "" {
		return "is pinned to this version"
	}
	return "follows the current version"
}

// stoppedAt is the gate that ended the request, empty for none.
func stoppedAt(t *trace.Trace) trace.GateName {
	if t.StoppedAt == nil {
		return ""
	}
	return *t.StoppedAt
}

// why is what the first failed step says, for people.
func why(t *trace.Trace) string {
	for _, g := range t.Gates {
		if g.Gate != stoppedAt(t) {
			continue
		}
		for _, s := range g.Steps {
			if s.Outcome == trace.Fail {
				return s.Detail
			}
		}
	}
	return trace.Summary(t)
}

// failedWith reports whether a step of the deciding gate failed for one of the reasons.
func failedWith(t *trace.Trace, reasons ...trace.Reason) bool {
	for _, g := range t.Gates {
		if g.Gate != stoppedAt(t) {
			continue
		}
		for _, s := range g.Steps {
			for _, r := range reasons {
				if s.Outcome == trace.Fail && s.Reason != nil && *s.Reason == r {
					return true
				}
			}
		}
	}
	return false
}
