package objects_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"kvlab/engine/agenda"
	"kvlab/engine/estate"
	"kvlab/engine/objects"
	"kvlab/engine/store"
)

// day is a moment of these tests: noon, so many days from now.
func day(n int) time.Time { return noon.AddDate(0, 0, n) }

// diary lets the clock run over a vault's objects and lists what happened, by the day.
func diary(t *testing.T, s *store.Store, days int) []string {
	t.Helper()
	var happened []string
	if err := s.Update("advance", noon, func(tx *store.Tx) error {
		return agenda.Run(tx, objects.Sources(&tx.View), day(days), func(e agenda.Event) {
			line := fmt.Sprintf("%d %s: %s", int(e.At.Sub(noon)/(24*time.Hour)), e.Kind, e.What)
			if e.LogName != "" {
				line += " [" + e.LogName + "]"
			}
			happened = append(happened, line)
		})
	}); err != nil {
		t.Fatal(err)
	}
	return happened
}

// kept is a vault with one object of a kind, and versions with these attributes, the current one first.
func kept(o estate.Object, attributes ...estate.Attributes) *estate.Estate {
	o.Vault, o.Name, o.Current = "kv-shop", "it", current
	if o.Collection == "" {
		o.Collection = estate.Secrets
	}
	e := &estate.Estate{Lab: estate.Lab{Clock: noon}, Vaults: []estate.Vault{{Name: "kv-shop"}}, Objects: []estate.Object{o}}
	for i, a := range attributes {
		e.Versions = append(e.Versions, estate.Version{Vault: o.Vault, Collection: o.Collection, Name: o.Name,
			ID: []string{current, older}[i], Attributes: a, Secret: &estate.Secret{Value: marked}})
	}
	return e
}

func TestTheClockTellsOfWindows(t *testing.T) {
	policy := func(actions ...estate.CertificateAction) *estate.Issuance {
		return &estate.Issuance{Policy: estate.CertificatePolicy{Issuer: estate.UnknownIssuer, Actions: actions}}
	}
	year := estate.Attributes{NotBefore: noon, Expires: day(100)}
	for name, c := range map[string]struct {
		estate *estate.Estate
		want   []string
	}{
		"a window begins, is about to end, and ends": {kept(estate.Object{}, estate.Attributes{NotBefore: day(1), Expires: day(40)}),
			[]string{"1 activation: secret it of kv-shop becomes valid",
				"10 near_expiry: secret it of kv-shop is near its expiry at 2026-04-11T12:00:00Z [SecretNearExpiryEventGridNotification]",
				"40 expiry: secret it of kv-shop expires [SecretExpiredEventGridNotification]"}},
		"of an older version there is no warning": {kept(estate.Object{}, estate.Attributes{}, estate.Attributes{NotBefore: day(2), Expires: day(50)}),
			[]string{"2 activation: older version " + older + " of secret it of kv-shop becomes valid",
				"50 expiry: older version " + older + " of secret it of kv-shop expires"}},
		"a key warns in time": {kept(estate.Object{Collection: estate.Keys}, year),
			[]string{"70 near_expiry: key it of kv-shop is near its expiry at 2026-06-10T12:00:00Z [KeyNearExpiryEventGridNotification]",
				"100 expiry: key it of kv-shop expires [KeyExpiredEventGridNotification]"}},
		"a certificate warns when its policy acts": {kept(estate.Object{Collection: estate.Certificates, Issuance: policy(estate.CertificateAction{EmailContacts: true, Percentage: 80})}, year),
			[]string{"80 near_expiry: certificate it of kv-shop is near its expiry at 2026-06-10T12:00:00Z [CertificateNearExpiryEventGridNotification]",
				"100 expiry: certificate it of kv-shop expires [CertificateExpiredEventGridNotification]"}},
		"or so many days before": {kept(estate.Object{Collection: estate.Certificates, Issuance: policy(estate.CertificateAction{EmailContacts: true, DaysBefore: 7})}, year),
			[]string{"93 near_expiry: certificate it of kv-shop is near its expiry at 2026-06-10T12:00:00Z [CertificateNearExpiryEventGridNotification]",
				"100 expiry: certificate it of kv-shop expires [CertificateExpiredEventGridNotification]"}},
		"of a certificate's own secret the certificate tells": {kept(estate.Object{Managed: true}, year), nil},
		"a deleted object has only its purge ahead": {kept(estate.Object{Deleted: &estate.Deletion{At: noon, PurgeAt: day(60)}}, year),
			[]string{"60 purge: the retention of deleted secret it of kv-shop ends: it is destroyed for good, and its name is free"}},
		"what is past is past": {kept(estate.Object{}, estate.Attributes{NotBefore: day(-9), Expires: noon}), nil},
	} {
		got := diary(t, open(t, c.estate), 120)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", name, got, c.want)
		}
		if strings.Contains(strings.Join(got, "\n"), marked) {
			t.Errorf("%s: the value shows", name)
		}
	}
}

func TestNothingHappensInAVaultThatIsNotThere(t *testing.T) {
	for name, vault := range map[string][]estate.Vault{"absent": {{Name: "kv-shop", Absent: true}}, "unknown": nil,
		"deleted": {{Name: "kv-shop", Deleted: &estate.Deletion{At: noon, PurgeAt: day(90)}}}} {
		e := kept(estate.Object{}, estate.Attributes{NotBefore: day(1), Expires: day(100)})
		e.Vaults = vault
		if got := diary(t, open(t, e), 120); got != nil {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// A key whose policy notifies has that warning and no other.
func TestAKeyIsWarnedOfOnce(t *testing.T) {
	e := kept(estate.Object{Collection: estate.Keys, Rotation: &estate.RotationPolicy{
		Actions: []estate.RotationAction{{Notify: true, BeforeExpiry: "P10D"}}}}, estate.Attributes{Created: noon, Expires: day(100)})
	e.Versions[0].Secret, e.Versions[0].Key = nil, keyOf("ec", ofEC...)
	var warned []string
	for _, line := range diary(t, open(t, e), 120) {
		if strings.Contains(line, string(agenda.NearExpiry)) {
			warned = append(warned, line)
		}
	}
	if len(warned) != 1 || !strings.HasPrefix(warned[0], "90 ") {
		t.Errorf("%q", warned)
	}
}

// The key and the secret of a certificate go with it, once, and all three names are free.
func TestAPurgeTakesTheFamilyAlong(t *testing.T) {
	e := kept(estate.Object{Collection: estate.Certificates, Deleted: &estate.Deletion{At: noon, PurgeAt: day(7)}}, estate.Attributes{})
	for _, c := range []estate.Collection{estate.Keys, estate.Secrets} {
		part, x := e.Objects[0], e.Versions[0]
		part.Collection, part.Managed, x.Collection = c, true, c
		e.Objects, e.Versions = append(e.Objects, part), append(e.Versions, x)
	}
	s := open(t, e)
	if got := diary(t, s, 30); len(got) != 1 {
		t.Errorf("%q", got)
	}
	v := s.View()
	defer v.Close()
	if left, versions := store.Objects.List(v), store.Versions.List(v); len(left)+len(versions) != 0 {
		t.Errorf("%d objects and %d versions are left", len(left), len(versions))
	}
}
