package identity_test

import (
	"testing"

	"kvlab/engine/estate"
	"kvlab/engine/identity"
	"kvlab/engine/operation"
	"kvlab/engine/store"
)

// ordinary is the request that most programs make: App Service, system-assigned identity, default chain.
func ordinary(t testing.TB) (*store.View, *operation.Request, *estate.Host, *estate.Vault) {
	w := newWorld()
	w.define(t, "host web kind=app_service system")
	v := open(t, w.estate())
	return v, &operation.Request{Host: "web"}, store.Hosts.Get(v, "web"), store.Vaults.Get(v, "kv-shop")
}

// stale is a refused secret with a managed identity behind it: the longest story the gate tells.
func stale(t testing.TB) (*store.View, *operation.Request, *estate.Host, *estate.Vault) {
	w := newWorld()
	w.define(t, "app api secret=(main, spring, 2026-01-01T00:00:00Z)")
	w.define(t, "host web kind=app_service system env=(tenant:contoso, app:api, secret:spring)")
	v := open(t, w.estate())
	return v, &operation.Request{Host: "web"}, store.Hosts.Get(v, "web"), store.Vaults.Get(v, "kv-shop")
}

func BenchmarkEvaluate(b *testing.B) {
	for name, world := range map[string]func(testing.TB) (*store.View, *operation.Request, *estate.Host, *estate.Vault){
		"ordinary": ordinary, "stale": stale,
	} {
		b.Run(name, func(b *testing.B) {
			v, r, h, vault := world(b)
			b.ReportAllocs()
			for b.Loop() {
				identity.Evaluate(v, noon, r, h, vault)
			}
		})
	}
}

// A decision is made over and over by the fix finder, so what it allocates is bounded: what the ordinary
// case needs and a little air. Raise it only for something a learner sees.
func TestTheOrdinaryCaseAllocatesLittle(t *testing.T) {
	v, r, h, vault := ordinary(t)
	const bound = 25
	if n := testing.AllocsPerRun(100, func() { identity.Evaluate(v, noon, r, h, vault) }); n > bound {
		t.Errorf("%.0f allocations, want at most %d", n, bound)
	}
}
