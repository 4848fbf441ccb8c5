package objects_test

import (
	"regexp"
	"strings"
	"testing"

	"kvlab/engine/facts"
	"kvlab/engine/objects"
	"kvlab/engine/operation"
	"kvlab/engine/profile"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

func notFound(name string) string {
	return "404 SecretNotFound: A secret with (name/id) " + name + " was not found in this key vault. If you recently deleted this secret you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182"
}

func held(name string) string {
	return "409 Conflict ObjectIsDeletedButRecoverable: Secret " + name + " is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the secret can only be recovered or purged."
}

const refusedDisabled = "403 Forbidden SecretDisabled: Operation get is not allowed on a disabled secret."

// answer is what the gate finds under one profile.
type answer struct{ response, steps string }

// Where both profiles agree, service is left empty.
var requests = map[string]struct {
	request        operation.Request
	guide, service answer
}{
	"a secret that is there is read in its current version": {operation.Request{Operation: "secrets/get", Object: "db-password"},
		answer{"200", "pass secret, pass version, pass enabled, pass result"}, answer{}},
	"names are compared without regard to letter case": {operation.Request{Operation: "secrets/get", Object: "DB-Password"},
		answer{"200", "pass secret, pass version, pass enabled, pass result"}, answer{}},
	"a pinned version is judged by its own attributes": {operation.Request{Operation: "secrets/get", Object: "db-password", Version: older},
		answer{refusedDisabled, "pass secret, pass version, fail enabled(disabled)"}, answer{}},
	"an older version stays readable when the current one is disabled": {operation.Request{Operation: "secrets/get", Object: "disabled", Version: older},
		answer{"200", "pass secret, pass version, pass enabled, pass result"}, answer{}},
	"a disabled secret is refused": {operation.Request{Operation: "secrets/get", Object: "disabled"},
		answer{refusedDisabled, "pass secret, pass version, fail enabled(disabled)"}, answer{}},
	"an expired secret is refused by the guide and returned by the service": {operation.Request{Operation: "secrets/get", Object: "expired"},
		answer{"403 Forbidden: Operation get is not allowed: the secret expired at 2026-03-02T12:00:00Z.", "pass secret, pass version, pass enabled, fail expires(expired)"},
		answer{"200", "pass secret, pass version, pass enabled, info expires(expired), pass result"}},
	"a secret before its time is refused by the guide and returned by the service": {operation.Request{Operation: "secrets/get", Object: "tomorrow"},
		answer{"403 Forbidden: Operation get is not allowed: the secret is not valid before 2026-03-02T12:00:01Z.", "pass secret, pass version, pass enabled, fail not_before(not_yet_valid)"},
		answer{"200", "pass secret, pass version, pass enabled, info not_before(not_yet_valid), pass result"}},
	"a window begins at nbf and ends before exp": {operation.Request{Operation: "secrets/get", Object: "now"},
		answer{"200", "pass secret, pass version, pass enabled, pass result"}, answer{}},
	"both faults show, and the first one answers": {operation.Request{Operation: "secrets/get", Object: "both"},
		answer{refusedDisabled, "pass secret, pass version, fail enabled(disabled), fail expires(expired)"},
		answer{refusedDisabled, "pass secret, pass version, fail enabled(disabled), info expires(expired)"}},
	"a missing secret is not found": {operation.Request{Operation: "secrets/get", Object: "nothing"},
		answer{notFound("nothing"), "fail secret(not_found)"}, answer{}},
	"a missing version is not found": {operation.Request{Operation: "secrets/get", Object: "db-password", Version: strings.Repeat("c", 32)},
		answer{notFound("db-password/" + strings.Repeat("c", 32)), "pass secret, fail version(version_not_found)"}, answer{}},
	"a secret without its current version is not found": {operation.Request{Operation: "secrets/get", Object: "empty"},
		answer{notFound("empty/" + current), "pass secret, fail version(version_not_found)"}, answer{}},
	"a soft-deleted secret reads like a missing one": {operation.Request{Operation: "secrets/get", Object: "deleted"},
		answer{notFound("deleted"), "fail deleted(soft_deleted)"}, answer{}},
	"a secret of another vault is not found here": {operation.Request{Operation: "secrets/get", Vault: "kv-other", Object: "db-password"},
		answer{notFound("db-password"), "fail secret(not_found)"}, answer{}},
	"a name with other characters is bad": {operation.Request{Operation: "secrets/get", Object: "db_password"},
		answer{"400 BadParameter: The request URI contains an invalid name: db_password", "fail name(bad_name)"}, answer{}},
	"a name of 128 characters is bad": {operation.Request{Operation: "secrets/set", Object: strings.Repeat("x", 128)},
		answer{"400 BadParameter: The request URI contains an invalid name: " + strings.Repeat("x", 128), "fail name(bad_name)"}, answer{}},
	"a name of 127 characters is good": {operation.Request{Operation: "secrets/set", Object: strings.Repeat("x", 127)},
		answer{"200", "pass result"}, answer{}},
	"no name is no name": {operation.Request{Operation: "secrets/get"},
		answer{"400 BadParameter: The request URI contains an invalid name: ", "fail name(bad_name)"}, answer{}},
	"setting an existing secret adds a version": {operation.Request{Operation: "secrets/set", Object: "db-password", Body: &operation.SecretBody{Value: "x"}},
		answer{"200", "pass result"}, answer{}},
	"setting a disabled secret is fine, for the new version is not": {operation.Request{Operation: "secrets/set", Object: "disabled"},
		answer{"200", "pass result"}, answer{}},
	"a soft-deleted secret holds its name": {operation.Request{Operation: "secrets/set", Object: "deleted"},
		answer{held("deleted"), "fail deleted(soft_deleted)"}, answer{}},
	"25 KB fit": {operation.Request{Operation: "secrets/set", Object: "big", Body: &operation.SecretBody{Value: strings.Repeat("x", 25600)}},
		answer{"200", "pass result"}, answer{}},
	"a byte more does not": {operation.Request{Operation: "secrets/set", Object: "big", Body: &operation.SecretBody{Value: strings.Repeat("x", 25601)}},
		answer{"400 BadParameter: The value of secret big is larger than 25 KB.", "fail size(value_too_large)"}, answer{}},
	"bytes count, not characters": {operation.Request{Operation: "secrets/set", Object: "big", Body: &operation.SecretBody{Value: strings.Repeat("é", 12801)}},
		answer{"400 BadParameter: The value of secret big is larger than 25 KB.", "fail size(value_too_large)"}, answer{}},
	"a list needs no object": {operation.Request{Operation: "secrets/list"},
		answer{"200", "pass result"}, answer{}},
	"versions of a secret are listed": {operation.Request{Operation: "secrets/list-versions", Object: "disabled"},
		answer{"200", "pass secret, pass result"}, answer{}},
	"versions of a deleted secret are not": {operation.Request{Operation: "secrets/list-versions", Object: "deleted"},
		answer{notFound("deleted"), "fail deleted(soft_deleted)"}, answer{}},
}

func TestEachRequestMeetsItsObject(t *testing.T) {
	v := open(t, shop()).View()
	defer v.Close()
	for name, c := range requests {
		if c.request.Vault == "" {
			c.request.Vault = "kv-shop"
		}
		if c.service == (answer{}) {
			c.service = c.guide
		}
		for p, want := range map[profile.Profile]answer{profile.Guide: c.guide, profile.Service: c.service} {
			t.Run(name+"/"+string(p), func(t *testing.T) {
				f := judge(t, v, p, c.request)
				if got := (answer{refusal(f), steps(f)}); got != want {
					t.Errorf("got\n%+v\nwant\n%+v", got, want)
				}
				checkFinding(t, v, f)
			})
		}
	}
}

// checkFinding holds for every finding: a fail has a reason, no step is empty, evidence can be followed, and no
// value shows.
func checkFinding(t *testing.T, v *store.View, f trace.Finding) {
	t.Helper()
	for _, s := range f.Steps {
		if s.Outcome == trace.Fail && s.Reason == nil || s.Title == "" || s.Detail == "" {
			t.Errorf("%s says too little", s.ID)
		}
		if strings.Contains(s.Detail+s.Command, marked) {
			t.Errorf("%s shows a value", s.ID)
		}
		for _, e := range s.Evidence {
			checkEvidence(t, v, e)
		}
	}
}

// checkEvidence: evidence with a source says what the source says.
func checkEvidence(t *testing.T, v *store.View, e trace.Evidence) {
	t.Helper()
	if strings.Contains(e.Value, marked) {
		t.Errorf("%s shows a value", e.Label)
	}
	if e.Source == "" || e.Source == "lab.clock" {
		return
	}
	p, err := facts.ParsePath(e.Source)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := facts.Get(v, p); err != nil || got != e.Value {
		t.Errorf("%s is %s, but %s says %q, %v", e.Label, e.Value, e.Source, got, err)
	}
}

func TestWithoutAVaultNothingIsKnown(t *testing.T) {
	v := open(t, shop()).View()
	defer v.Close()
	for _, op := range []string{"secrets/list", "secrets/get", "keys/sign"} {
		f := judge(t, v, profile.Guide, operation.Request{Operation: op, Vault: "kv-nowhere", Object: "db-password"})
		if !f.Unknown || f.Stop != nil || f.Outcome(true) != trace.GateUnknown || steps(f) != "info vault" {
			t.Errorf("%s: %+v", op, f)
		}
		if want := "There is no vault kv-nowhere, so there is no object either."; f.Steps[0].Detail != want {
			t.Errorf("%s: %s", op, f.Steps[0].Detail)
		}
	}
}

// What is not simulated says so, and makes nothing up.
func TestOperationsThatAreNotBuiltSaySo(t *testing.T) {
	v := open(t, shop()).View()
	defer v.Close()
	built := 0
	for _, op := range operation.All() {
		if objects.Built(op.ID) {
			built++
			continue
		}
		f := judge(t, v, profile.Guide, operation.Request{Operation: op.ID, Vault: "kv-shop", Object: "db-password"})
		want := "failed: kvlab: " + op.ID + " is not in this build yet: the three gates were evaluated, the operation's effect was not"
		if f.Outcome(true) != trace.GateUnknown || refusal(f) != want || steps(f) != "info operation(effect_not_in_this_build)" {
			t.Errorf("%s: %s %s", op.ID, refusal(f), steps(f))
		}
	}
	if built == 0 || objects.Built("secrets/steal") {
		t.Errorf("%d built", built)
	}
}

// The gate's paths stay readable when a vault's name has dots: a lab may name things as it likes.
func TestDottedNamesAreQuotedInPaths(t *testing.T) {
	e := shop()
	e.Vaults[0].Name = "kv.shop"
	for i := range e.Objects {
		e.Objects[i].Vault = "kv.shop"
	}
	for i := range e.Versions {
		e.Versions[i].Vault = "kv.shop"
	}
	v := open(t, e).View()
	defer v.Close()
	f := judge(t, v, profile.Guide, operation.Request{Operation: "secrets/get", Vault: "kv.shop", Object: "db-password"})
	checkFinding(t, v, f)
	if got, want := f.Steps[2].Evidence[0].Source, `vault."kv.shop".secret.db-password.enabled`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func FuzzValidName(f *testing.F) {
	rule := regexp.MustCompile(`\A[0-9a-zA-Z-]{1,127}\z`)
	for _, s := range []string{"", "a", "-", "db-password", "db_password", "a\n", "ä", "a/b", strings.Repeat("x", 127), strings.Repeat("x", 128), "\xff", "A0z9"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if got, want := objects.ValidName(name), rule.MatchString(name); got != want {
			t.Errorf("ValidName(%q) = %t", name, got)
		}
	})
}
