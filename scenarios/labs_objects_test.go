package scenarios

import (
	"slices"
	"strings"
	"testing"

	"kvlab/engine"
	"kvlab/engine/trace"
)

// played is a fresh lab in which somebody made the changes and looked at every request after each of them.
func played(t *testing.T, s *Scenario, changes ...string) (*engine.Lab, *Progress) {
	t.Helper()
	lab, p := startLab(t, s), &Progress{}
	for _, text := range changes {
		if err := s.make(lab, p, text); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if err := s.watch(lab, p); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
	}
	return lab, p
}

// What looks like a way out and is none: the goal stays open.
func TestTheWrongWaysDoNotReachTheGoals(t *testing.T) {
	const (
		kept   = "in-the-way=The deleted secret is kept, and its name with it"
		pinned = "cause=Its reference names the old version, and that is disabled"
		off    = "cause=The key is disabled"
	)
	night := []string{"issue=evening-write", "issue=governance-run", off}
	for _, c := range []struct {
		why, lab, goal string
		changes        []string
	}{
		{"a disabled certificate cuts the gateway off, too", "certificate-key-as-secret", "closed",
			[]string{"certificate-enabled=off", "reports-at-secret=on", "reports-at-vault=off"}},
		{"a role that reads no values is too little for the job", "certificate-key-as-secret", "closed",
			[]string{"reports-reader=on", "reports-at-vault=off"}},
		{"a second, narrow grant takes nothing away", "certificate-key-as-secret", "closed", []string{"reports-at-secret=on"}},
		{"the job may not look around in the whole vault either", "certificate-key-as-secret", "narrow",
			[]string{"reports-reader=on", "reports-at-secret=on", "reports-at-vault=off"}},
		{"a pipeline that can purge from now on is no repair", "deleted-and-purged", "prod-works",
			[]string{kept, "pipeline-purges=on", "issue=recover-prod"}},
		{"purge protection brings nothing back", "deleted-and-purged", "test-works", []string{kept, "test-purge-protection=on"}},
		{"the right to purge is not used in production: purge protection refuses", "deleted-and-purged", "prod-works",
			[]string{kept, "pipeline-purges=on", "issue=sofia-purges-prod"}},
		{"the platform did fetch what there is", "rotation-with-a-pinned-reference", "cause",
			[]string{"cause=The platform has not fetched the new version yet"}},
		{"with the reference moved at once there never was an overlap", "rotation-with-a-pinned-reference", "moved",
			[]string{pinned, "invoices-follows=on"}},
		{"the old version goes last", "rotation-with-a-pinned-reference", "retired",
			[]string{pinned, "issue=enable-old", "issue=disable-old"}},
		{"without the date the key is disabled all the same", "revoked-customer-key", "reads", slices.Concat(night, []string{"key-unexpired=on"})},
		{"a new version does not enable the old one", "revoked-customer-key", "reads", slices.Concat(night, []string{"issue=rotate"})},
		{"an expired key wraps nothing new", "revoked-customer-key", "writes", slices.Concat(night, []string{"key-enabled=on"})},
		{"a job without any role sees no keys", "revoked-customer-key", "narrow",
			slices.Concat(night, []string{"key-enabled=on", "key-unexpired=on", "job-changes-keys=off"})},
	} {
		if _, p := played(t, openLab(t, c.lab), c.changes...); p.Done(c.goal) {
			t.Errorf("%s: %s is reached by %s", c.why, c.goal, strings.Join(c.changes, ", "))
		}
	}
}

// Goals look at requests; whoever uses the vaults by themselves has to fare as the briefings and debriefs say.
func TestConsumersFareAsTheStoriesSay(t *testing.T) {
	for id, want := range map[string]map[string][2]string{ // at the start, and after every solution
		"certificate-key-as-secret":        {"reports-setting": {"Resolved", "Resolved"}, "shop-listener": {"Serving", "Serving"}},
		"deleted-and-purged":               {"payments-prod": {"SecretNotFound", "Resolved"}, "payments-test": {"SecretNotFound", "Resolved"}},
		"rotation-with-a-pinned-reference": {"tracking-key": {"Resolved", "Resolved"}, "invoices-key": {"OtherReasons", "Resolved"}},
		"revoked-customer-key":             {"archive": {"Accessible", "Accessible"}},
	} {
		s := openLab(t, id)
		faring(t, s, startLab(t, s), want, 0)
		for _, solution := range s.Solutions {
			lab, _ := played(t, s, solution.Changes...)
			for name := range want {
				if _, err := lab.Refresh(name); err != nil {
					t.Fatal(err)
				}
			}
			faring(t, s, lab, want, 1)
		}
	}
}

func faring(t *testing.T, s *Scenario, lab *engine.Lab, want map[string][2]string, when int) {
	t.Helper()
	if len(want) != len(s.Estate.Consumers) {
		t.Errorf("%s has %d consumers", s.ID, len(s.Estate.Consumers))
	}
	for name, statuses := range want {
		if got, err := lab.Fact("consumer." + name + ".status"); err != nil || got != statuses[when] {
			t.Errorf("%s: %s is %s, want %s, %v", s.ID, name, got, statuses[when], err)
		}
	}
}

// The night of the customer-managed key, as the storage account has it: it is cut off at its next look, reads again with
// an expired key, and takes a new version up.
func TestTheArchiveIsCutOffAndComesBack(t *testing.T) {
	s := openLab(t, "revoked-customer-key")
	lab := startLab(t, s)
	for _, c := range []struct{ change, status, detail string }{
		{"issue=governance-run", "Inaccessible", "disabled"},
		{"issue=enable-old", "Accessible", "cannot wrap anything new"},
		{"issue=rotate", "Accessible", "has taken up the new version"},
		{"archive-role=off", "Inaccessible", "cannot unwrap"},
		{"archive-role=on", "Accessible", ""},
		{"trusted-services=off", "Inaccessible", "cannot unwrap"},
	} {
		if err := s.make(lab, &Progress{}, c.change); err != nil {
			t.Fatal(err)
		}
		use, err := lab.Refresh("archive")
		if err != nil {
			t.Fatal(err)
		}
		if now := use.Consumer.Now; now.Status != c.status || !strings.Contains(now.Detail, c.detail) {
			t.Errorf("%s: %s, %s", c.change, now.Status, now.Detail)
		}
	}
}

// The purge that was proposed works in test, and costs the value.
func TestThePurgeInTestCostsTheKey(t *testing.T) {
	s := openLab(t, "deleted-and-purged")
	for _, c := range []struct{ change, want string }{
		{"issue=recover-test", "pk-test-19ab"},
		{"pipeline-purges=on issue=pipeline-purges-test issue=pipeline-sets-test", "to be filled in"},
	} {
		lab, _ := played(t, s, strings.Fields(c.change)...)
		r, err := s.Request("test-reads")
		if err != nil {
			t.Fatal(err)
		}
		result, err := lab.Do(r)
		if err != nil || result.Trace.Verdict != trace.Allowed || *result.Content.Item.Secret != c.want {
			t.Errorf("%s: %+v, %v", c.change, result, err)
		}
	}
}

// What is found as a fix is what the debrief calls one, and what breaks others says so.
func TestTheFixesOfTheNewLabsSayWhomTheyBreak(t *testing.T) {
	fixes := fixesOf(t, "deleted-and-purged", "prod-reads")
	if len(fixes) != 1 || fixes[0].Changes[0].Gate != "prod-deleted" || fixes[0].Changes[0].To != "off" {
		t.Errorf("got %+v", fixes)
	}
	if fixes := fixesOf(t, "rotation-with-a-pinned-reference", "invoices-reads"); len(fixes) != 0 {
		t.Errorf("no gate enables the old version, and %+v is said to", fixes)
	}
	if fixes := fixesOf(t, "deleted-and-purged", "pipeline-purges-test"); len(fixes) != 1 ||
		fixes[0].Changes[0].Gate != "pipeline-purges" || fixes[0].Means == "" {
		t.Errorf("the right to purge gives something away: %+v", fixes)
	}
}
