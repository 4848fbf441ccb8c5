package scenarios

import (
	"strings"
	"testing"
	"time"

	"kvlab/engine/estate"
)

// certificateOf reads a file with one certificate, and returns it as it is when the lab begins.
func certificateOf(t *testing.T, lines string) estate.Object {
	t.Helper()
	s := opened(t, strings.Replace(small, "[[vault.secret]]", `[[vault.issuer]]
name = "digicert"
delay = "30m"
[[vault.certificate]]
name = "tls"
subject = "CN=tls.example"
type = "EC"
`+lines+"\n[[vault.secret]]", 1))
	e, err := startLab(t, s).Estate()
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range e.Objects {
		if o.Collection == estate.Certificates {
			return o
		}
	}
	t.Fatal("there is no certificate")
	return estate.Object{}
}

func TestACertificateThatNamesNoIssuerSignsAndRenewsItself(t *testing.T) {
	for lines, want := range map[string]estate.CertificateAction{
		"":                                 {Percentage: 80},
		`issuer = "Self"`:                  {Percentage: 80},
		`issuer = "digicert"`:              {Percentage: 80},
		`issuer = "Unknown"`:               {Percentage: 80, EmailContacts: true},
		"renew_days_before = 30":           {DaysBefore: 30},
		"notify_at_percentage = 90":        {Percentage: 90, EmailContacts: true},
		"issuer = \"Unknown\"\nmonths = 1": {Percentage: 80, EmailContacts: true},
	} {
		o := certificateOf(t, lines)
		if got := o.Issuance.Policy.Actions; len(got) != 1 || got[0] != want || o.Current == "" {
			t.Errorf("%s: version %q, actions %+v, want %+v", lines, o.Current, got, want)
		}
	}
}

func TestARequestThatWaitsIsAnsweredByARegisteredAuthorityAlone(t *testing.T) {
	clock := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	for lines, want := range map[string]time.Time{
		`issuer = "Unknown"`: {},
		"issuer = \"digicert\"\ncreated = 2026-03-02T08:45:00Z": clock.Add(15 * time.Minute),
		`issuer = "digicert"`: clock.Add(30 * time.Minute), // the lab begins when it is placed
	} {
		o := certificateOf(t, lines+"\npending = true")
		p := o.Issuance.Pending
		if p == nil || p.Status != estate.InProgress || len(p.CSR) == 0 || !p.ReadyAt.Equal(want) || o.Current != "" {
			t.Errorf("%s: version %q, order %+v", lines, o.Current, p)
		}
	}
}
