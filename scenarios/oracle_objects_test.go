package scenarios

import (
	"testing"

	"kvlab/engine"
	"kvlab/engine/profile"
	"kvlab/engine/trace"
)

var (
	firewall  = outcome{trace.Denied, trace.Network, 403, "ForbiddenByFirewall"}
	missing   = outcome{trace.Denied, trace.Object, 404, ""}
	nameTaken = outcome{trace.Denied, trace.Object, 409, "ObjectIsDeletedButRecoverable"}
	protected = outcome{trace.Denied, trace.Object, 403, ""}
	purged    = outcome{trace.Allowed, "", 204, ""}
	// The live service refuses neither, so the guide's refusal has no code of the service.
	outsideWindow = outcome{trace.Denied, trace.Object, 403, ""}

	keyDisabled = outcome{trace.Denied, trace.Object, 403, "KeyDisabled"}
	keyExpired  = outcome{trace.Denied, trace.Object, 403, "KeyExpired"}
)

// issuedBefore are the requests without whose results others of a lab have nothing to work on.
var issuedBefore = map[string][]string{"revoked-customer-key": {"evening-write"}}

func carryOut(t *testing.T, lab *engine.Lab, s *Scenario, requests ...string) {
	t.Helper()
	for _, id := range requests {
		r, err := s.Request(id)
		if err != nil {
			t.Fatal(err)
		}
		if result, err := lab.Do(r); err != nil || result.Trace.Verdict != trace.Allowed {
			t.Fatalf("%s: %+v, %v", id, result, err)
		}
	}
}

// decided is how a request ends whose name resolves: the profiles differ in what they look at first.
func decided(p profile.Profile, authorization, network, object outcome) outcome {
	order := []outcome{authorization, network, object}
	if p == profile.Service {
		order = []outcome{network, authorization, object}
	}
	for _, o := range order {
		if o.verdict != trace.Allowed {
			return o
		}
	}
	return object
}

func either(ok bool, otherwise outcome) outcome {
	if ok {
		return allowed
	}
	return otherwise
}

func certificateKey(on map[string]bool, p profile.Profile, request string) outcome {
	enabled := either(on["certificate-enabled"], disabled)
	switch request {
	case "job-reads-connection":
		return either(on["reports-at-vault"] || on["reports-at-secret"], noRole)
	case "job-reads-certificate": // the public half can be read of a disabled certificate, too
		return either(on["reports-reader"], noRole)
	case "job-reads-secret": // no role on another secret helps, and none that reads attributes
		return decided(p, either(on["reports-at-vault"], noRole), allowed, enabled)
	}
	return decided(p, either(on["gateway-at-certificate"], noRole), allowed, enabled)
}

func deletedAndPurged(on map[string]bool, p profile.Profile, request string) outcome {
	prod, deploys := either(on["prod-subnets"], firewall), either(on["pipeline-deploys"], noRole)
	switch request {
	case "prod-reads":
		return decided(p, either(on["prod-app-role"], noRole), prod, either(!on["prod-deleted"], missing))
	case "test-reads":
		return either(!on["test-deleted"], missing)
	case "pipeline-sets-prod":
		return decided(p, deploys, prod, either(!on["prod-deleted"], nameTaken))
	case "pipeline-sets-test":
		return decided(p, deploys, allowed, either(!on["test-deleted"], nameTaken))
	case "sofia-purges-prod":
		if on["prod-deleted"] {
			return decided(p, allowed, prod, protected)
		}
		return decided(p, allowed, prod, missing)
	case "pipeline-purges-test":
		object := purged
		switch {
		case !on["test-deleted"]:
			object = missing
		case on["test-purge-protection"]:
			object = protected
		}
		return decided(p, either(on["pipeline-purges"], noRole), allowed, object)
	case "recover-prod":
		return decided(p, allowed, prod, either(on["prod-deleted"], missing))
	}
	return either(on["test-deleted"], missing)
}

func pinnedReference(on map[string]bool, p profile.Profile, request string) outcome {
	network := either(on["subnet-rules"], firewall)
	current := either(on["new-enabled"], disabled)
	if current == allowed && p == profile.Guide {
		current = either(on["new-valid"], outsideWindow)
	}
	switch request {
	case "tracking-reads":
		return decided(p, allowed, network, current)
	case "enable-old", "disable-old":
		return network
	}
	if !on["invoices-identity"] {
		return noToken
	}
	if request == "invoices-reads" { // whatever becomes of the new version, it asks for the old one
		current = disabled
	}
	return decided(p, either(on["invoices-role"], noRole), network, current)
}

func revokedKey(on map[string]bool, p profile.Profile, request string) outcome {
	kept := either(!on["key-deleted"], missing)
	switch request {
	case "governance-run":
		return decided(p, either(on["job-changes-keys"], noRole), allowed, kept)
	case "governance-looks": // a disabled key can be looked at under both profiles
		if kept == allowed && !on["key-unexpired"] && p == profile.Guide {
			kept = outsideWindow
		}
		return decided(p, either(on["job-changes-keys"] || on["job-reads-keys"], noRole), allowed, kept)
	case "enable-old", "rotate":
		return kept
	case "purge":
		if on["key-deleted"] {
			return protected
		}
		return missing
	}
	return decided(p, either(on["archive-role"], noRole), either(on["trusted-services"], firewall), keyUse(on, p, request == "archive-reads"))
}

// keyUse is what the key of the archive says to a use of it, once its gates are passed.
func keyUse(on map[string]bool, p profile.Profile, reads bool) outcome {
	switch {
	case on["key-deleted"]:
		return missing
	case !on["key-enabled"]:
		return keyDisabled
	case on["key-unexpired"]:
		return allowed
	case !reads: // nothing new is made with an expired key
		return keyExpired
	case p == profile.Guide:
		return outsideWindow
	}
	return allowed
}
