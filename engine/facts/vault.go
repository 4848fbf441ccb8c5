package facts

import (
	"errors"
	"fmt"
	"net/netip"
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/store"
)

// findVault also reaches into a vault's objects, which are entities of their own.
func findVault(v *store.View, p Path) (fact, error) {
	if len(p) >= 3 && collections[p[2]] != "" {
		return findObject(v, p)
	}
	return named(store.Vaults, func(x *estate.Vault) string { return x.Name },
		func(x *estate.Vault, p Path) (slot, error) { return vault(x, p, clock(v)) })(v, p)
}

func clock(v *store.View) time.Time {
	if lab := store.Labs.Get(v); lab != nil {
		return lab.Clock
	}
	return time.Time{}
}

func vault(x *estate.Vault, p Path, at time.Time) (slot, error) {
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
		"purge_protection": forGood(&x.PurgeProtection),
		"present":          inverse(&x.Absent),
		"deleted":          deleted(x, at),
		"secret":           {},
		"key":              {},
		"certificate":      {},
	})
}

// forGood is purge protection: it can be put on, and then nobody can take it off, Microsoft included.
//
// Source: MicrosoftDocs/azure-security-docs articles/key-vault/general/soft-delete-overview.md.
func forGood(p *bool) slot {
	s := flag(p)
	if !*p {
		return s
	}
	s.values = onOff[:1]
	s.set = func(value string) error {
		if value == "true" {
			return nil
		}
		return errors.New("purge protection is on, and once it is on nobody can turn it off again")
	}
	return s
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

// deleted is whether the vault is soft-deleted. Written here it leaves the role assignments at the vault alone, which a
// real deletion takes away.
func deleted(x *estate.Vault, at time.Time) slot {
	return choice(onOff,
		func() string { return fmt.Sprint(x.Deleted != nil) },
		func(s string) {
			switch {
			case s == "false":
				x.Deleted = nil
			case x.Deleted == nil:
				x.Deleted = &estate.Deletion{At: at, PurgeAt: at.AddDate(0, 0, x.Retention())}
			}
		})
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
