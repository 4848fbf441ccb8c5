package network

import (
	"testing"
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/store"
)

func TestResolversForgetWhenTheTTLEnds(t *testing.T) {
	changed := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	s, err := store.Open("", store.Options{InMemory: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	record := estate.Record{Name: "kv-shop", WasAbsent: true, TTL: time.Minute, ChangedAt: changed}
	never := estate.Record{Name: "kv-quiet", TTL: time.Minute, ChangedAt: changed}
	if err := s.Load(&estate.Estate{DNSZones: []estate.DNSZone{{Name: "private", Zone: "privatelink.vaultcore.azure.net", Records: []estate.Record{never, record}},
		{Name: "gone", Absent: true, Records: []estate.Record{record}}}}); err != nil {
		t.Fatal(err)
	}
	v := s.View()
	defer v.Close()
	for _, c := range []struct {
		from, to time.Duration
		want     int
	}{{0, time.Minute - 1, 0}, {0, time.Minute, 1}, {time.Minute - 1, time.Hour, 1}, {time.Minute, time.Hour, 0}} {
		items := Due(v, changed.Add(c.from), changed.Add(c.to))
		if len(items) != c.want || c.want > 0 && !items[0].At.Equal(changed.Add(time.Minute)) {
			t.Errorf("from %s to %s: %+v", c.from, c.to, items)
		}
	}
}
