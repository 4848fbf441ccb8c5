package network

import (
	"testing"
)

// TestTruthTable is the table of a vault's network properties: the way a connection comes along its rows, the
// vault's settings along its columns.
func TestTruthTable(t *testing.T) {
	const ok, firewall, connection = "passes", "ForbiddenByFirewall", "ForbiddenByConnection"
	columns := []struct{ name, vault string }{
		{"enabled, default allow", ""},
		{"enabled, default deny", "deny"},
		{"enabled, default deny, caller listed", "deny ip=(203.0.113.0/24) subnets=(vnet-app/near)"},
		{"disabled", "public=disabled"},
		{"disabled, caller listed", "public=disabled deny ip=(203.0.113.0/24) subnets=(vnet-app/near)"},
		{"perimeter that admits nobody", "public=secured_by_perimeter perimeter=nsp enforced"},
	}
	rows := []struct {
		name, host, service, vault string
		want                       [6]string
	}{
		{"the internet", "laptop", "", "", [6]string{ok, firewall, ok, connection, connection, firewall}},
		{"a subnet with a service endpoint", "near", "", "", [6]string{ok, firewall, ok, connection, connection, firewall}},
		{"a private endpoint", "web", "", "", [6]string{ok, ok, ok, ok, ok, ok}},
		{"a trusted service", "backup", "Backup", "", [6]string{ok, ok, ok, ok, ok, firewall}},
		{"a trusted service, bypass none", "backup", "Backup", "no-bypass", [6]string{ok, firewall, firewall, connection, connection, firewall}},
		{"a service that is not on the list", "backup", "Azure DevOps", "", [6]string{ok, firewall, firewall, connection, connection, firewall}},
	}
	for _, row := range rows {
		for i, column := range columns {
			t.Run(row.name+"/"+column.name, func(t *testing.T) {
				w := &world{}
				w.define(t, tableWorld+"vault kv-shop "+column.vault+" "+row.vault)
				defer w.close(t)
				r := w.evaluate(t, row.host, "kv-shop", row.service, noon)
				if got := endOf(r); got != row.want[i] {
					t.Errorf("%s, want %s\n%s", got, row.want[i], told(r, "network."))
				}
			})
		}
	}
}

const tableWorld = `
vnet vnet-app
subnet vnet-app/apps prefix=10.1.1.0/24
subnet vnet-app/near prefix=10.1.3.0/24 service-endpoint
vnet vnet-ends
subnet vnet-ends/ends prefix=10.2.2.0/24
subnet vnet-ends/apps prefix=10.2.1.0/24
zone privatelink.vaultcore.azure.net
link privatelink.vaultcore.azure.net vnet-ends
record privatelink.vaultcore.azure.net kv-shop 10.2.2.4
endpoint pe-shop subnet=vnet-ends/ends address=10.2.2.4
host laptop kind=laptop public=203.0.113.9
host near subnet=vnet-app/near public=203.0.113.7
host web subnet=vnet-ends/apps public=203.0.113.8
host backup kind=platform_service service=Backup
`

// TestMessages holds the service's texts to the letter.
func TestMessages(t *testing.T) {
	const caller = "Caller: appid=11111111-1111-1111-1111-111111111111;oid=22222222-2222-2222-2222-222222222222;iss=https://sts.windows.net/33333333-3333-3333-3333-333333333333/\r\nVault: kv-shop;location=eastus"
	for name, c := range map[string]struct{ vault, host, want string }{
		"an address that no rule covers": {"deny", "laptop",
			"Client address is not authorized and caller is not a trusted service.\r\nClient address: 203.0.113.9\r\n" + caller},
		"a subnet that no rule names": {"deny", "near",
			"Client address is not authorized and caller is not a trusted service.\r\nClient address: 10.1.3.4 from unknown subnet\r\n" + caller},
		"public access disabled": {"public=disabled", "laptop",
			"Public network access is disabled and request is not from a trusted service nor via an approved private link.\r\n" + caller},
		"a perimeter": {"perimeter=nsp enforced", "laptop",
			"Request was not allowed by NSP rules and the client address is not authorized and caller was ignored because bypass is set to None\r\nClient address: 203.0.113.9\r\n" + caller},
	} {
		t.Run(name, func(t *testing.T) {
			w := &world{}
			w.define(t, tableWorld+"vault kv-shop "+c.vault)
			defer w.close(t)
			r := w.evaluate(t, c.host, "kv-shop", "", noon)
			if r.Stop == nil || r.Stop.Response.Message == nil {
				t.Fatal("it was let in")
			}
			if got := *r.Stop.Response.Message; got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
			if *r.Stop.Response.Code != "Forbidden" || r.Stop.Response.Status != 403 {
				t.Errorf("answered %d %s", r.Stop.Response.Status, *r.Stop.Response.Code)
			}
		})
	}
}
