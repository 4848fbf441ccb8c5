package identity

import (
	"slices"
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// managementAudiences are the resources Azure Resource Manager takes tokens for; programs ask for the last.
//
// Source: the service's own answer as quoted in JetBrains/azure-tools-for-intellij#16.
var managementAudiences = []string{"https://management.core.windows.net/", "https://management.core.windows.net",
	"https://management.azure.com/", managementAudience}

const managementAudience = "https://management.azure.com"

// checkManagementToken makes Resource Manager's checks of the token. A token for a vault opens no door here, and the
// other way round.
func (e *evaluation) checkManagementToken(c *estate.Caller, byHand bool) {
	aud := trace.Evidence{Label: "aud", Value: managementAudience}
	if !byHand {
		aud.Value, aud.Source = first(e.host.Audience, managementAudience), hostPath(e.host, "audience")
	}
	e.checkManagementAudience(aud)
	if home := e.subscriptionTenant(); home != "" {
		e.checkSubscriptionTenant(c, home)
	}
	if !e.host.TokenExpires.IsZero() && !byHand && e.expired() {
		e.reject("ExpiredAuthenticationToken", "The access token expiry UTC time '"+e.host.TokenExpires.UTC().Format(usDate)+
			"' is earlier than current UTC time '"+e.at.UTC().Format(usDate)+"'.")
	}
}

// usDate is how Resource Manager writes a moment in its texts.
const usDate = "1/2/2006 3:04:05 PM"

func (e *evaluation) checkManagementAudience(aud trace.Evidence) {
	s := trace.Step{ID: "identity.audience", Outcome: trace.Pass, Title: "Audience of the token",
		Detail:   "The token is meant for Azure Resource Manager, which manages vaults. A token for https://vault.azure.net would not do.",
		Evidence: []trace.Evidence{aud}, Command: "az account get-access-token --resource " + aud.Value}
	if slices.Contains(managementAudiences, aud.Value) {
		e.add(s)
		return
	}
	s.Outcome, s.Reason = trace.Fail, trace.Because(trace.WrongAudience)
	s.Detail = "The token is meant for " + aud.Value + ". Managing a vault is a matter of Azure Resource Manager, which takes only tokens for itself: " + managementAudience + "."
	e.add(s)
	e.reject("InvalidAuthenticationTokenAudience", "The access token has been obtained for wrong audience or resource '"+aud.Value+
		"'. It should exactly match with one of the allowed audiences '"+strings.Join(managementAudiences, "','")+"'.")
}

// subscriptionTenant is the ID of the tenant of the vault's subscription, empty where that is not known.
func (e *evaluation) subscriptionTenant() string {
	if e.vault == nil {
		return ""
	}
	if s := store.SubscriptionOf(e.view, e.vault); s != nil {
		return store.TenantID(e.view, s.Tenant)
	}
	return ""
}

// checkSubscriptionTenant: Resource Manager looks at the tenant of the subscription, and not at the vault's tenantId.
func (e *evaluation) checkSubscriptionTenant(c *estate.Caller, home string) {
	issuer := "https://sts.windows.net/" + c.TenantID + "/"
	s := trace.Step{ID: "identity.issuer", Outcome: trace.Pass, Title: "Tenant that issued the token",
		Detail: "The token comes from the tenant of the subscription. The tenantId that the vault itself keeps plays no part in managing it.",
		Evidence: []trace.Evidence{{Label: "iss", Value: issuer, Source: principalPath(c.Principal, "")},
			{Label: "tenantId of the subscription", Value: home}},
		Command: "az account show --query tenantId"}
	if strings.EqualFold(c.TenantID, home) {
		e.add(s)
		return
	}
	s.Outcome, s.Reason = trace.Fail, trace.Because(trace.WrongIssuer)
	s.Detail = "The token comes from the tenant " + c.TenantID + ", but the subscription belongs to " + home + ". The wording of the service's answer is unverified."
	e.add(s)
	e.reject("InvalidAuthenticationTokenTenant", "The access token is from the wrong issuer '"+issuer+"'. It must match the tenant 'https://sts.windows.net/"+home+
		"/' associated with this subscription.")
}
