package facts

import (
	"fmt"
	"net/netip"
	"slices"

	"kvlab/engine/estate"
	"kvlab/engine/store"
)

var inVault = named(store.Vaults, func(x *estate.Vault) string { return x.Name }, vault)

// findVault also reaches into a vault's objects, which are entities of their own.
func findVault(v *store.View, p Path) (fact, error) {
	if len(p) >= 3 && collections[p[2]] != "" {
		return findObject(v, p)
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
		"key":              {},
		"certificate":      {},
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

// findObject is vault.V.secret.S.FACT, and the same for keys and certificates: the facts of the current version, and
// which version that is.
func findObject(v *store.View, p Path) (fact, error) {
	c := collections[p[2]]
	if len(p) < 5 {
		return fact{}, fmt.Errorf("state path %s: write vault.VAULT.%s.NAME.FACT", p, p[2])
	}
	if store.Vaults.Get(v, p[1]) == nil {
		return fact{}, &UnknownError{p, 1, namesOf(store.Vaults.List(v), func(x *estate.Vault) string { return x.Name })}
	}
	found := store.Objects.Get(v, p[1], string(c), p[3])
	if found == nil {
		return fact{}, &UnknownError{p, 3, namesOf(store.Objects.List(v, p[1], string(c)), func(x *estate.Object) string { return x.Name })}
	}
	object := *found
	var version estate.Version
	if current := store.Versions.Get(v, object.Vault, string(c), object.Name, object.Current); current != nil {
		version = *current
	}
	s, err := pick(p, 4, map[string]slot{
		"enabled":    inverse(&version.Disabled),
		"not_before": moment(&version.NotBefore),
		"expires":    moment(&version.Expires),
		"version":    oneOf(&object.Current, versionsOf(v, found)...),
	})
	if err == nil && version.ID == "" && p[4] != "version" {
		return fact{}, fmt.Errorf("state path %s: the %s has no version %q", p, p[2], object.Current)
	}
	return fact{s, func(tx *store.Tx) {
		store.Objects.Put(tx, &object)
		if version.ID != "" {
			store.Versions.Put(tx, &version)
		}
	}}, err
}

// collections are the words of a state path for the three collections.
var collections = map[string]estate.Collection{"secret": estate.Secrets, "key": estate.Keys, "certificate": estate.Certificates}

// versionsOf are the ids an object's current version can be set to; what it is now is one of them in any case.
func versionsOf(v *store.View, o *estate.Object) []string {
	ids := namesOf(store.Versions.List(v, o.Vault, string(o.Collection), o.Name), func(x *estate.Version) string { return x.ID })
	if !slices.Contains(ids, o.Current) {
		ids = append(ids, o.Current)
	}
	return ids
}
