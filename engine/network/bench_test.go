package network

import (
	"testing"

	"kvlab/engine/store"
)

// wired is the ordinary case: private endpoint, linked zone, public access disabled.
const wired = `
vault kv-shop public=disabled address=52.168.109.101
vnet vnet-app
subnet vnet-app/apps prefix=10.1.1.0/24
subnet vnet-app/ends prefix=10.1.2.0/24
zone privatelink.vaultcore.azure.net
link privatelink.vaultcore.azure.net vnet-app
record privatelink.vaultcore.azure.net kv-shop 10.1.2.4
endpoint pe-shop subnet=vnet-app/ends address=10.1.2.4
host web kind=app_service subnet=vnet-app/apps private=10.1.1.5 public=203.0.113.7
host laptop kind=laptop public=203.0.113.9
`

func BenchmarkEvaluate(b *testing.B) {
	for _, host := range []string{"web", "laptop"} {
		b.Run(host, func(b *testing.B) {
			gate := warm(b, host)
			b.ReportAllocs()
			for b.Loop() {
				gate()
			}
		})
	}
}

// warm returns the gate over a view that has read everything once.
func warm(t testing.TB, host string) func() Result {
	w := &world{}
	w.define(t, wired)
	v := w.view(t)
	t.Cleanup(func() {
		if err := v.Close(); err != nil {
			t.Error(err)
		}
		w.close(t)
	})
	h, vault, caller := store.Hosts.Get(v, host), store.Vaults.Get(v, "kv-shop"), callerAs("")
	gate := func() Result { return Evaluate(v, noon, h, "kv-shop", vault, caller) }
	gate()
	return gate
}

// TestAllocationBound keeps the price of the ordinary case: about four allocations a step, for its sentence, its
// evidence and a path in it.
func TestAllocationBound(t *testing.T) {
	for host, most := range map[string]float64{"web": 46, "laptop": 37} {
		gate := warm(t, host)
		if n := testing.AllocsPerRun(100, func() { gate() }); n > most {
			t.Errorf("a request from %s allocates %.0f times, at most %.0f", host, n, most)
		}
	}
}
