package certify_test

import (
	"encoding/hex"
	"testing"
	"time"

	"kvlab/engine/certify"
	"kvlab/engine/estate"
)

func TestWhenACertificateIsRenewed(t *testing.T) {
	from := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	until := from.AddDate(0, 0, 100)
	tell := estate.CertificateAction{EmailContacts: true, DaysBefore: 30}
	for name, c := range map[string]struct {
		actions []estate.CertificateAction
		want    int // day of the lifetime; -1 for never
	}{
		"at 80 per cent":                      {[]estate.CertificateAction{{Percentage: 80}}, 80},
		"10 days before the end":              {[]estate.CertificateAction{{DaysBefore: 10}}, 90},
		"telling the contacts is no renewal":  {[]estate.CertificateAction{tell}, -1},
		"the renewal among two":               {[]estate.CertificateAction{tell, {Percentage: 1}}, 1},
		"no action":                           {nil, -1},
		"more days than the certificate has":  {[]estate.CertificateAction{{DaysBefore: 101}}, 0},
		"as many days as the certificate has": {[]estate.CertificateAction{{DaysBefore: 100}}, 0},
	} {
		at, ok := certify.RenewAt(&estate.CertificatePolicy{Actions: c.actions}, from, until)
		if ok != (c.want >= 0) || ok && !at.Equal(from.AddDate(0, 0, c.want)) {
			t.Errorf("%s: %s, %t", name, at, ok)
		}
	}
}

// A hundred years are less than a duration holds, but their hundredfold is more.
func TestLongLivesAreDividedFirst(t *testing.T) {
	from := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	due := certify.Due(estate.CertificateAction{Percentage: 99}, from, from.AddDate(100, 0, 0))
	if due.Year() != 2124 && due.Year() != 2125 {
		t.Error(due)
	}
}

func TestTheThumbprintIsSHA1(t *testing.T) {
	if got := hex.EncodeToString(certify.Thumbprint([]byte("abc"))); got != "a9993e364706816aba3e25717850c26c9cd0d89d" {
		t.Error(got)
	}
}
