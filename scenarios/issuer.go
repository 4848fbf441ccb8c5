package scenarios

import (
	"strconv"
	"time"

	"kvlab/engine/estate"
)

// maxDelay is how long a simulated authority may take.
const maxDelay = 30 * 24 * time.Hour

// issuers reads the certificate authorities that are registered with a vault.
func (t *table) issuers(v *estate.Vault) {
	var list []estate.Issuer
	for _, i := range t.tables("issuer", "name") {
		x := estate.Issuer{Vault: v.Name, Name: i.need("name", "certificates name their issuer"),
			Provider:  i.choice("provider", "DigiCert", []string{"DigiCert", "GlobalSign"}),
			AccountID: i.text("account"), Disabled: !i.flag("enabled", true), Delay: i.duration("delay", maxDelay),
			Rejects: i.text("rejects"), Created: v.Created, Updated: v.Created}
		switch {
		case isIssuerWord(x.Name):
			i.bad("name", quote(x.Name)+" needs no registration: certificates can name it as it is")
		case x.Name != "" && !isObjectName(x.Name):
			i.bad("name", quote(x.Name)+" is no issuer's name: 1 to 127 letters, digits and hyphens")
		}
		list = append(list, x)
		i.unique("name", len(list)-1, func(n int) string { return list[n].Name })
	}
	t.file.scenario.Estate.Issuers = append(t.file.scenario.Estate.Issuers, list...)
}

// contacts reads who is told about a vault's certificates.
func (t *table) contacts(v *estate.Vault) {
	var list []estate.Contact
	for _, c := range t.tables("contact", "email") {
		list = append(list, estate.Contact{Email: c.need("email", "the mail goes there"), Name: c.text("name"), Phone: c.text("phone")})
		c.unique("email", len(list)-1, func(i int) string { return list[i].Email })
	}
	if list != nil {
		e := t.file.scenario.Estate
		e.Contacts = append(e.Contacts, estate.Contacts{Vault: v.Name, List: list})
	}
}

// duration reads a length of time such as "10m" or "48h", 0 when the key is absent.
func (t *table) duration(key string, most time.Duration) time.Duration {
	s := t.text(key)
	if s == "" {
		return 0
	}
	d, err := time.ParseDuration(s)
	if err != nil || d <= 0 || d > most || d%time.Second != 0 {
		t.bad(key, quote(s)+` is not possible here: write whole seconds, minutes or hours, as in "10m", at most `+strconv.Itoa(int(most.Hours()))+"h")
		return 0
	}
	return d
}
