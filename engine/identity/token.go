package identity

import (
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/facts"
	"kvlab/engine/operation"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// The audiences a vault accepts: its resource and the client ID of the service itself.
const (
	vaultAudience   = "https://vault.azure.net"
	vaultAudienceID = "cfa8b339-82a2-471a-a3c9-0fc0be7a4093"
)

// checkToken makes the checks of the token at the door it is for, all of them, so that the second fault shows beside
// the first. A person at the Azure CLI always has a fresh token for the right audience.
//
// Source: MicrosoftDocs/azure-security-docs key-vault/general/rest-error-codes.md. The order is unverified.
func (e *evaluation) checkToken(c *estate.Caller, byHand bool) {
	if e.plane == operation.Control {
		e.checkManagementToken(c, byHand)
		return
	}
	aud := trace.Evidence{Label: "aud", Value: vaultAudience}
	if !byHand {
		aud.Value, aud.Source = first(e.host.Audience, vaultAudience), hostPath(e.host, "audience")
	}
	e.checkAudience(aud)
	if e.vault != nil {
		e.checkIssuer(c)
	}
	if !e.host.TokenExpires.IsZero() && !byHand {
		e.checkExpiry()
	}
}

func (e *evaluation) checkAudience(aud trace.Evidence) {
	audience := aud.Value
	s := trace.Step{ID: "identity.audience", Outcome: trace.Pass, Title: "Audience of the token",
		Detail:   "The token is meant for Key Vault.",
		Evidence: []trace.Evidence{aud},
		Command:  "az account get-access-token --resource " + audience}
	if audience == vaultAudience || audience == vaultAudienceID {
		e.add(s)
		return
	}
	s.Outcome, s.Reason = trace.Fail, trace.Because(trace.WrongAudience)
	s.Detail = "The token is meant for " + audience + ". The vault takes only tokens for " + vaultAudience + audienceHint(audience) + "."
	e.add(s)
	e.deny("AKV10022: Invalid audience. Expected " + vaultAudience + ", found: " + audience + ".")
}

func audienceHint(audience string) string {
	if audience == vaultAudience+"/" {
		return ", without the trailing slash"
	}
	return ""
}

func (e *evaluation) checkIssuer(c *estate.Caller) {
	home := store.TenantID(e.view, e.vault.Tenant)
	issuer := "https://sts.windows.net/" + c.TenantID + "/"
	s := trace.Step{ID: "identity.issuer", Outcome: trace.Pass, Title: "Tenant that issued the token",
		Detail: "The token comes from the vault's own tenant.",
		Evidence: []trace.Evidence{
			{Label: "iss", Value: issuer, Source: principalPath(c.Principal, "")},
			{Label: "tenantId of the vault", Value: home, Source: "vault." + facts.Quoted(e.vault.Name)},
		},
		Command: "az keyvault show --name " + e.vault.Name + " --query properties.tenantId"}
	if strings.EqualFold(c.TenantID, home) {
		e.add(s)
		return
	}
	s.Outcome, s.Reason = trace.Fail, trace.Because(trace.WrongIssuer)
	s.Detail = "The token comes from the tenant " + c.TenantID + ", but the vault trusts " + home + " alone. A vault that moved to another tenant keeps its old tenantId."
	e.add(s)
	e.deny("AKV10032: Invalid issuer. Expected one of https://sts.windows.net/" + home + "/, found " + issuer + ".")
}

// checkExpiry is for a token that the program got earlier and sends as it is. SDKs renew theirs in time.
func (e *evaluation) checkExpiry() {
	if e.expired() {
		e.deny("[TokenExpired] Error validating token: 'S2S12086'.")
	}
}

// expired tells whether the held token has ended.
func (e *evaluation) expired() bool {
	expires := trace.Stamp(e.host.TokenExpires)
	s := trace.Step{ID: "identity.expiry", Outcome: trace.Pass, Title: "Lifetime of the token",
		Detail:   "The program holds on to a token it got earlier, and that is still good.",
		Evidence: []trace.Evidence{{Label: "exp", Value: expires, Source: hostPath(e.host, "token_expires")}, {Label: "now", Value: trace.Stamp(e.at)}}}
	if e.at.Before(e.host.TokenExpires) {
		e.add(s)
		return false
	}
	s.Outcome, s.Reason = trace.Fail, trace.Because(trace.TokenExpired)
	s.Detail = "The program sends a token that ended at " + expires + " instead of asking for a new one. The wording of the service's answer is unverified."
	e.add(s)
	return true
}

// keepHeldToken lets a program go on with the token it holds when its credential would give it no new one: what
// failed turns into a warning.
func (e *evaluation) keepHeldToken() {
	if e.host.TokenExpires.IsZero() || e.finding.Stop == nil {
		return
	}
	e.finding.Stop = nil
	for i := range e.finding.Steps {
		if s := &e.finding.Steps[i]; s.Outcome == trace.Fail {
			s.Outcome = trace.Info
			s.Detail += " The program still holds an earlier token, so this strikes when that one ends."
		}
	}
}
