package facts

import (
	"fmt"
	"net/netip"
	"slices"

	"kvlab/engine/estate"
	"kvlab/engine/store"
)

var inVault = named(store.Vaults, func(x *estate.Vault) string { return x.Name }, vault)

// findVault also reaches into a vault's secrets, which are entities of their own.
func findVault(v *store.View, p Path) (fact, error) {
	if len(p) >= 3 && p[2] == "secret" {
		return findSecret(v, p)
	}
	return inVault(v, p)
}

func vault(x *estate.Vault, p Path) (slot, error) {
	return pick(p, 2, map[string]slot{
		"rbac":  model(&x.Model),
		"model": oneOf(&x.Model, estate.RBAC, estate.AccessPolicies, estate.Unset),
		"public_access": oneOf(&x.Public, estate.PublicEnabled, estate.PublicDisabled, estate.SecuredByPerimeter).
			opening("enabled", wholeInternet, publicMeans(x)),
		"default_action": choice([]string{"allow", "deny"},
			func() string { return word(x.DenyOther, "deny", "allow") },
			func(s string) { x.DenyOther = s == "deny" }).
			opening("allow", wholeInternet, everyAddress),
		"bypass": choice([]string{"azure_services", "none"},
			func() string { return word(x.NoBypass, "none", "azure_services") },
			func(s string) { x.NoBypass = s == "none" }).
			opening("azure_services", manyCallers, "every service on the trusted list may then knock"),
		"ip_rules":         ranges(&x.IPRules),
		"subnet_rules":     list(&x.SubnetRules),
		"purge_protection": flag(&x.PurgeProtection),
		"present":          inverse(&x.Absent),
		"secret":           {},
	})
}

const everyAddress = "every address on the internet may then reach the vault; identity and authorization are all that is left to stop a leaked credential"

func publicMeans(x *estate.Vault) string {
	if !x.DenyOther {
		return everyAddress
	}
	return "the vault's public endpoint answers again, for the addresses and subnets on its list"
}

func word(cond bool, yes, no string) string {
	if cond {
		return yes
	}
	return no
}

// ranges are firewall rules. One that leaves no address out is no rule.
func ranges(p *[]netip.Prefix) slot {
	s := prefixes(p)
	s.impact = func(value string) Impact {
		for _, word := range split(value) {
			if r, err := ParsePrefix(word); err == nil && r.Bits() == 0 {
				return Impact{wholeInternet, everyAddress}
			}
		}
		return Impact{}
	}
	return s
}

// model is enableRbacAuthorization. Turning it changes which grants count for every caller of the vault at once.
func model(p *estate.Model) slot {
	s := choice(onOff,
		func() string { return fmt.Sprint(*p == estate.RBAC) },
		func(s string) {
			*p = estate.AccessPolicies
			if s == "true" {
				*p = estate.RBAC
			}
		})
	s.impact = func(value string) Impact {
		if value == "true" {
			return Impact{wholeVault, "role assignments decide for every caller of the vault, and every access policy stops counting"}
		}
		return Impact{wholeVault, "access policies decide for every caller of the vault, and every role assignment stops counting"}
	}
	return s
}

// findSecret is vault.V.secret.S.FACT: the facts of the current version, and which version that is.
func findSecret(v *store.View, p Path) (fact, error) {
	if len(p) < 5 {
		return fact{}, fmt.Errorf("state path %s: write vault.VAULT.secret.NAME.FACT", p)
	}
	if store.Vaults.Get(v, p[1]) == nil {
		return fact{}, &UnknownError{p, 1, namesOf(store.Vaults.List(v), func(x *estate.Vault) string { return x.Name })}
	}
	found := store.Secrets.Get(v, p[1], p[3])
	if found == nil {
		return fact{}, &UnknownError{p, 3, namesOf(store.Secrets.List(v, p[1]), func(x *estate.Secret) string { return x.Name })}
	}
	secret := *found
	var version estate.SecretVersion
	if current := store.SecretVersions.Get(v, secret.Vault, secret.Name, secret.Current); current != nil {
		version = *current
	}
	s, err := pick(p, 4, map[string]slot{
		"enabled":    inverse(&version.Disabled),
		"not_before": moment(&version.NotBefore),
		"expires":    moment(&version.Expires),
		"version":    oneOf(&secret.Current, versionsOf(v, found)...),
	})
	if err == nil && version.Version == "" && p[4] != "version" {
		return fact{}, fmt.Errorf("state path %s: the secret has no version %q", p, secret.Current)
	}
	return fact{s, func(tx *store.Tx) {
		store.Secrets.Put(tx, &secret)
		if version.Version != "" {
			store.SecretVersions.Put(tx, &version)
		}
	}}, err
}

// versionsOf are the ids a secret's current version can be set to; what it is now is one of them in any case.
func versionsOf(v *store.View, s *estate.Secret) []string {
	ids := namesOf(store.SecretVersions.List(v, s.Vault, s.Name), func(x *estate.SecretVersion) string { return x.Version })
	if !slices.Contains(ids, s.Current) {
		ids = append(ids, s.Current)
	}
	return ids
}
