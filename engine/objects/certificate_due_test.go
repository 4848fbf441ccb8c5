package objects_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"kvlab/engine/agenda"
	"kvlab/engine/estate"
	"kvlab/engine/operation"
	"kvlab/engine/profile"
	"kvlab/engine/store"
)

// logNames are the entries that the clock's work leaves in the vault's log.
func logNames(told []agenda.Event) (names []string) {
	for _, e := range told {
		names = append(names, e.LogName)
	}
	return names
}

func TestAnAuthorityAnswersAfterItsDelay(t *testing.T) {
	s := site(t)
	if told := pass(t, s, "ordered", noon, noon.Add(58*time.Minute)); told != nil {
		t.Errorf("it answers too soon: %v", told)
	}
	told := pass(t, s, "ordered", noon, noon.Add(2*time.Hour))
	if !slices.Equal(logNames(told), []string{"CertificateEnroll"}) || !told[0].At.Equal(noon.Add(59*time.Minute)) {
		t.Fatalf("%+v", told)
	}
	x, _ := whole(t, s, "ordered")
	if len(x.Certificate.Chain) != 3 || !x.Created.Equal(noon.Add(59*time.Minute)) {
		t.Errorf("%+v", x.Attributes)
	}
	// The same authority signs the next one.
	must(t, s, noon, creation("second", policyFor("digi")))
	pass(t, s, "second", noon, noon.Add(2*time.Hour))
	if y, _ := whole(t, s, "second"); !bytes.Equal(y.Certificate.Chain[2], x.Certificate.Chain[2]) {
		t.Error("the issuer has two roots")
	}
}

// The order was placed: neither a cancellation nor the end of the certificate's own request stops the authority.
func TestACancelledOrderIsSignedAllTheSame(t *testing.T) {
	s := site(t)
	must(t, s, noon, certificate("cancel-pending", "ordered"))
	told := pass(t, s, "ordered", noon, noon.Add(2*time.Hour))
	if len(told) != 1 || !strings.HasSuffix(told[0].What, "although the request was to be cancelled: the order was placed") {
		t.Errorf("%+v", told)
	}
	whole(t, s, "ordered")
}

func TestOrdersThatFail(t *testing.T) {
	for name, c := range map[string]struct {
		before func(*store.Store)
		issuer string
		want   string
	}{
		"refused":            {nil, "picky", "Request rejected: the domain is not ours"},
		"the issuer is gone": {func(s *store.Store) { must(t, s, noon, certificate("delete-issuer", "digi")) }, "digi", "Certificate issuer error: the issuer is not registered, or disabled"},
		"the issuer is off": {func(s *store.Store) {
			must(t, s, noon, bodyOf(certificate("update-issuer", "digi"), &operation.IssuerBody{Issuer: estate.Issuer{Disabled: true}}))
		}, "digi", "Certificate issuer error: the issuer is not registered, or disabled"},
	} {
		s := open(t, registry())
		must(t, s, noon, creation("new", policyFor(c.issuer)))
		if c.before != nil {
			c.before(s)
		}
		told := pass(t, s, "new", noon, noon.AddDate(2, 0, 0))
		p := must(t, s, noon, certificate("get-pending", "new")).Pending
		if len(told) != 1 || p.Status != estate.FailedCA || p.Error != c.want || !p.ReadyAt.IsZero() {
			t.Errorf("%s: %+v\n%+v", name, told, p)
		}
		must(t, s, noon, creation("new", policyFor("Self")))
	}
}

// A year's certificate is renewed at 80 % of its life: on the 20th of December, and so on.
func TestASelfSignedCertificateIsRenewedAgainAndAgain(t *testing.T) {
	s := open(t, registry())
	r := creation("new", policyFor("Self"))
	r.Body.(*operation.CreateCertificateBody).Tags = map[string]string{"team": "web"}
	must(t, s, noon, r)
	first, firstKey := whole(t, s, "new")
	told := pass(t, s, "new", noon, noon.AddDate(3, 0, 0))
	if !slices.Equal(logNames(told), []string{"CertificateRenew", "CertificateRenew", "CertificateRenew"}) {
		t.Fatalf("%+v", told)
	}
	if day := told[0].At.Format(time.DateOnly); day != "2026-12-19" {
		t.Errorf("the first renewal is on %s", day)
	}
	last, lastKey := whole(t, s, "new")
	if last.ID == first.ID || last.Tags["team"] != "web" || lastKey.Public().Equal(firstKey.Public()) || !last.Created.Equal(told[2].At) {
		t.Errorf("%+v", last.Attributes)
	}
	if all := must(t, s, noon, certificate("list-versions", "new")).Items; len(all) != 4 {
		t.Errorf("%d versions", len(all))
	}
	if p := must(t, s, noon, certificate("get-pending", "new")).Pending; !p.Renewal || p.Status != estate.Completed {
		t.Errorf("%+v", p)
	}
}

func TestARenewalUsesTheKeyAgainWhereThePolicySaysSo(t *testing.T) {
	s := open(t, registry())
	must(t, s, noon, creation("new", policyFor("Self", func(p *estate.CertificatePolicy) { p.ReuseKey = true })))
	_, before := whole(t, s, "new")
	pass(t, s, "new", noon, noon.AddDate(1, 0, 0))
	if _, after := whole(t, s, "new"); !after.Public().Equal(before.Public()) {
		t.Error("the key changed")
	}
}

// An authority's renewal is an order of its own, and its answer comes later.
func TestAnAuthorityRenewsInTwoSteps(t *testing.T) {
	s := site(t)
	told := pass(t, s, "ordered", noon, noon.AddDate(1, 0, 0))
	if !slices.Equal(logNames(told), []string{"CertificateEnroll", "CertificateRenew", "CertificateEnroll"}) {
		t.Fatalf("%+v", told)
	}
	if told[2].At.Sub(told[1].At) != time.Hour {
		t.Errorf("asked at %s, answered at %s", told[1].At, told[2].At)
	}
	whole(t, s, "ordered")
}

// A renewal that fails is not tried over and over; the certificate then runs out.
func TestAFailedRenewalStaysFailed(t *testing.T) {
	s := site(t)
	pass(t, s, "ordered", noon, noon.Add(2*time.Hour))
	x, _ := whole(t, s, "ordered")
	must(t, s, noon, certificate("delete-issuer", "digi"))
	told := pass(t, s, "ordered", noon.Add(2*time.Hour), noon.AddDate(5, 0, 0))
	if len(told) != 1 || !strings.Contains(told[0].What, "it fails: Certificate issuer error") {
		t.Errorf("%+v", told)
	}
	if y, _ := whole(t, s, "ordered"); y.ID != x.ID {
		t.Error("a failed renewal made a version")
	}
	v := s.View()
	defer v.Close()
	if got := steps(judge(t, v, profile.Service, certificate("get", "ordered"))); got != "pass certificate, pass version, info not_before(not_yet_valid), pass result, info pending" {
		t.Errorf("the certificate does not tell of it: %s", got)
	}
}

func TestWhatIsNotRenewed(t *testing.T) {
	no := false
	decade := noon.AddDate(10, 0, 0)
	for name, before := range map[string]func(*testing.T, *store.Store) string{
		"what waits for its merge": func(*testing.T, *store.Store) string { return "waiting" },
		"what somebody outside signed": func(t *testing.T, s *store.Store) string {
			must(t, s, noon, merging("cancelled", signed(t, must(t, s, noon, certificate("get-pending", "cancelled")).Pending.CSR, noon)))
			return "cancelled"
		},
		"what an unknown authority would have to renew": func(t *testing.T, s *store.Store) string {
			must(t, s, noon, bodyOf(certificate("update-policy", "imported"), &operation.PolicyBody{Actions: []estate.CertificateAction{{Percentage: 50}}}))
			return "imported"
		},
		"what is deleted": func(t *testing.T, s *store.Store) string {
			must(t, s, noon, certificate("delete", "tls"))
			return "tls"
		},
		"an order of what is deleted": func(t *testing.T, s *store.Store) string {
			must(t, s, noon, certificate("delete", "ordered"))
			return "ordered"
		},
		"what is disabled": func(t *testing.T, s *store.Store) string {
			must(t, s, noon, bodyOf(certificate("update", "tls"), &operation.UpdateBody{Enabled: &no}))
			return "tls"
		},
		"what only tells its contacts": func(t *testing.T, s *store.Store) string {
			must(t, s, noon, bodyOf(certificate("update-policy", "tls"), &operation.PolicyBody{Actions: []estate.CertificateAction{{EmailContacts: true, DaysBefore: 9}}}))
			return "tls"
		},
		"what has no actions": func(t *testing.T, s *store.Store) string {
			must(t, s, noon, bodyOf(certificate("update-policy", "tls"), &operation.PolicyBody{Actions: []estate.CertificateAction{}}))
			return "tls"
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := site(t)
			if told := pass(t, s, before(t, s), noon, decade); told != nil {
				t.Errorf("%+v", told)
			}
		})
	}
}

// A policy that is changed so that its moment has passed renews at once.
func TestALateRenewalHappensAtOnce(t *testing.T) {
	s := site(t)
	summer := noon.AddDate(0, 6, 0)
	must(t, s, summer, bodyOf(certificate("update-policy", "tls"), &operation.PolicyBody{Actions: []estate.CertificateAction{{Percentage: 10}}}))
	told := pass(t, s, "tls", summer, summer.Add(time.Minute))
	if len(told) != 1 || !told[0].At.Equal(summer.Add(time.Second)) {
		t.Errorf("%+v", told)
	}
	whole(t, s, "tls")
}
