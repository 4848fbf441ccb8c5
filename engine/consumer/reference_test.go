package consumer_test

import (
	"strings"
	"testing"

	"kvlab/engine/consumer"
)

func TestAReferenceIsWrittenInEitherSyntax(t *testing.T) {
	version := strings.Repeat("0a", 16)
	for text, want := range map[string]consumer.Target{
		"@Microsoft.KeyVault(SecretUri=https://kv-shop.vault.azure.net/secrets/db)":                      {"kv-shop", "db", ""},
		"@Microsoft.KeyVault(SecretUri=https://KV-Shop.vault.azure.net/secrets/db/)":                     {"kv-shop", "db", ""},
		"@Microsoft.KeyVault(SecretUri=https://kv-shop.vault.azure.net/secrets/db/" + version + ")":      {"kv-shop", "db", version},
		"@Microsoft.KeyVault(VaultName=kv-shop;SecretName=db)":                                           {"kv-shop", "db", ""},
		"@Microsoft.KeyVault( VaultName = kv-shop ; SecretName = db ; SecretVersion = " + version + " )": {"kv-shop", "db", version},
	} {
		got, err := consumer.ParseReference(text)
		if err != nil || got != want {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
}

func TestWhatIsNoReferenceIsToldWhy(t *testing.T) {
	for text, want := range map[string]string{
		"Server=sql-shop": "is no reference",
		"@Microsoft.KeyVault(SecretUri=https://kv-shop.vault.azure.net/secrets/db":        "is no reference",
		"@Microsoft.KeyVault(SecretUri=http://kv-shop.vault.azure.net/secrets/db)":        "is no address of a secret",
		"@Microsoft.KeyVault(SecretUri=https://kv-shop.vault.azure.net/keys/db)":          "is no address of a secret",
		"@Microsoft.KeyVault(SecretUri=https://kv-shop.example/secrets/db)":               "is no address of a secret",
		"@Microsoft.KeyVault(SecretUri=https://kv-shop.vault.azure.net/secrets/db/v/x)":   "is no address of a secret",
		"@Microsoft.KeyVault(SecretUri=https://x.vault.azure.net/secrets/db;VaultName=x)": "has no part",
		"@Microsoft.KeyVault(VaultName=kv-shop)":                                          "needs VaultName and SecretName",
		"@Microsoft.KeyVault(VaultName=kv-shop;SecretName=db;SecretVerison=1)":            `no part "SecretVerison"`,
		"@Microsoft.KeyVault(VaultName=a;VaultName=b;SecretName=db)":                      "NAME=VALUE of its own",
		"@Microsoft.KeyVault()": "NAME=VALUE of its own",
	} {
		if got, err := consumer.ParseReference(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
}

// Whatever is in an app setting is read without a panic, and what is taken for a reference names a vault and a secret.
func FuzzParseReference(f *testing.F) {
	for _, s := range []string{"", "@Microsoft.KeyVault(", "@Microsoft.KeyVault(SecretUri=https://kv.vault.azure.net/secrets/a)",
		"@Microsoft.KeyVault(VaultName=kv;SecretName=a)", "@Microsoft.KeyVault(SecretUri=https://%zz)"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if got, err := consumer.ParseReference(text); err == nil && (got.Vault == "" || got.Secret == "") {
			t.Errorf("%q is %+v", text, got)
		}
	})
}
