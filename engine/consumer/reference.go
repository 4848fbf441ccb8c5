package consumer

import (
	"fmt"
	"net/url"
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/trace"
)

// Target is what a Key Vault reference points at. An empty Version follows the current one.
type Target struct{ Vault, Secret, Version string }

// Statuses of a reference. Source: Azure/azure-rest-api-specs Microsoft.Web ResolveStatus.
const (
	Resolved               = "Resolved"
	InvalidSyntax          = "InvalidSyntax"
	MSINotEnabled          = "MSINotEnabled"
	VaultNotFound          = "VaultNotFound"
	SecretNotFound         = "SecretNotFound"
	SecretVersionNotFound  = "SecretVersionNotFound"
	AccessToKeyVaultDenied = "AccessToKeyVaultDenied"
	FetchTimedOut          = "FetchTimedOut"
	UnauthorizedClient     = "UnauthorizedClient"
	OtherReasons           = "OtherReasons"
)

// ParseReference reads an app setting's reference in either syntax:
//
//	@Microsoft.KeyVault(SecretUri=https://kv-shop.vault.azure.net/secrets/db-password/)
//	@Microsoft.KeyVault(VaultName=kv-shop;SecretName=db-password;SecretVersion=...)
//
// Source: MicrosoftDocs/azure-docs articles/app-service/app-service-key-vault-references.md.
func ParseReference(text string) (Target, error) {
	inner, ok := strings.CutPrefix(text, "@Microsoft.KeyVault(")
	if ok {
		inner, ok = strings.CutSuffix(inner, ")")
	}
	if !ok {
		return Target{}, fmt.Errorf("%q is no reference: write @Microsoft.KeyVault(SecretUri=...)", text)
	}
	parts := map[string]string{}
	for part := range strings.SplitSeq(inner, ";") {
		name, value, found := strings.Cut(part, "=")
		name = strings.TrimSpace(name)
		if _, twice := parts[name]; !found || twice {
			return Target{}, fmt.Errorf("%q is no NAME=VALUE of its own", part)
		}
		parts[name] = strings.TrimSpace(value)
	}
	if uri, ok := parts["SecretUri"]; ok && len(parts) == 1 {
		return parseURI(uri)
	}
	return parseParts(parts)
}

func parseURI(uri string) (Target, error) {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "https" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return Target{}, fmt.Errorf("%q is no address of a secret", uri)
	}
	vault, ok := strings.CutSuffix(strings.ToLower(u.Host), ".vault.azure.net")
	path := strings.Split(strings.Trim(u.Path, "/"), "/")
	if !ok || vault == "" || len(path) < 2 || len(path) > 3 || !strings.EqualFold(path[0], "secrets") || path[1] == "" {
		return Target{}, fmt.Errorf("%q is no address of a secret: https://VAULT.vault.azure.net/secrets/NAME", uri)
	}
	t := Target{Vault: vault, Secret: path[1]}
	if len(path) == 3 {
		t.Version = path[2]
	}
	return t, nil
}

func parseParts(parts map[string]string) (Target, error) {
	t := Target{parts["VaultName"], parts["SecretName"], parts["SecretVersion"]}
	for name := range parts {
		if name != "VaultName" && name != "SecretName" && name != "SecretVersion" {
			return Target{}, fmt.Errorf("a reference has no part %q: SecretUri, or VaultName, SecretName and SecretVersion", name)
		}
	}
	if t.Vault == "" || t.Secret == "" {
		return Target{}, fmt.Errorf("a reference needs VaultName and SecretName")
	}
	return t, nil
}

// resolve is what the platform does for one app setting. While it is not resolved, the program sees the text of the
// reference itself.
func resolve(c *estate.Consumer, now *estate.Condition, ask Ask) error {
	now.Value, now.Version = estate.Private(c.Text), ""
	target, err := ParseReference(c.Text)
	if err != nil {
		bad(now, InvalidSyntax, err.Error())
		return nil
	}
	t, content, err := ask(request(c, "secrets/get", target.Vault, target.Secret, target.Version, nil))
	if err != nil {
		return err
	}
	if t.Verdict != trace.Allowed || content.Item == nil || content.Item.Secret == nil {
		bad(now, status(t), why(t))
		return nil
	}
	now.Value = estate.Private(*content.Item.Secret)
	good(now, Resolved, followed(target.Version), content.Item.Version)
	return nil
}

// status is the platform's word for how a fetch ended.
func status(t *trace.Trace) string {
	switch stoppedAt(t) {
	case trace.Identity:
		if failedWith(t, trace.NoIdentity, trace.IdentityNotAssigned, trace.IdentityNotNamed, trace.AmbiguousIdentity) {
			return MSINotEnabled
		}
		return UnauthorizedClient
	case trace.Authorization:
		return AccessToKeyVaultDenied
	case trace.Network:
		switch {
		case t.Response.Status != 0:
			return AccessToKeyVaultDenied
		case failedWith(t, trace.NameNotFound, trace.ZoneMissing, trace.RecordMissing, trace.ZoneNotLinked):
			return VaultNotFound
		}
		return FetchTimedOut
	}
	switch {
	case failedWith(t, trace.VersionNotFound):
		return SecretVersionNotFound
	case failedWith(t, trace.ObjectNotFound, trace.SoftDeleted):
		return SecretNotFound
	}
	return OtherReasons
}
