package scenarios

import (
	"testing"
)

// The lab of testdata has keys, certificates and consumers, and a solution with every kind of change.
const customerKeys = "testdata/labs/customer-keys.toml"

func TestALabOfKeysCertificatesAndConsumersIsProven(t *testing.T) {
	if err := openLab(t, customerKeys).Prove(); err != nil {
		t.Error(err)
	}
}

func TestALabBeginsWithWhatItsFileDescribes(t *testing.T) {
	lab := startLab(t, openLab(t, customerKeys))
	for path, want := range map[string]string{
		"consumer.db-setting.status":                "Resolved",
		"consumer.storage.status":                   "Accessible",
		"consumer.gateway.status":                   "Serving",
		"vault.kv-shop.certificate.tls.not_before":  "2026-01-10T08:50:00Z",
		"vault.kv-shop.certificate.tls.expires":     "2026-04-10T09:00:00Z",
		"vault.kv-shop.secret.tls.expires":          "2026-04-10T09:00:00Z",
		"vault.kv-shop.certificate.tls.pending":     "false",
		"vault.kv-shop.certificate.partner.pending": "true",
		"vault.kv-shop.certificate.partner.version": "",
		"vault.kv-shop.key.cmk.operations":          "wrapKey,unwrapKey",
		"vault.kv-shop.key.signer.operations":       "sign,verify",
		"vault.kv-shop.certificate.public.pending":  "false",
		"vault.kv-shop.certificate.public.deleted":  "false",
		"lab.delays": "false",
	} {
		if got, err := lab.Fact(path); err != nil || got != want {
			t.Errorf("%s is %q, want %q, %v", path, got, want, err)
		}
	}
}

func TestEverythingThatAFileCanSayStartsAndIsPlayed(t *testing.T) {
	s := openLab(t, "testdata/everything.toml")
	lab := startLab(t, s)
	var p Progress
	for _, text := range s.Solutions[0].Changes {
		if err := s.make(lab, &p, text); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
	}
	for _, r := range s.Requests {
		if _, err := lab.Evaluate(r); err != nil {
			t.Errorf("%s: %v", r.ID, err)
		}
	}
}
