package identity

import (
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/trace"
)

// credential is one way of a program to authenticate. Its name is the one the SDK prints.
type credential struct {
	name string
	step string
	get  func(*evaluation) answer
}

// chain is DefaultAzureCredential in the order of the Go SDK: the first three are for deployed programs ("prod"),
// the others for developers' machines ("dev"). Other languages differ in the order of the developers' part.
//
// Source: Azure/azure-sdk-for-go sdk/azidentity/default_azure_credential.go.
var chain = [...]credential{
	{"EnvironmentCredential", "identity.environment", (*evaluation).environment},
	{"WorkloadIdentityCredential", "identity.workload", (*evaluation).workload},
	{"ManagedIdentityCredential", managedStep, (*evaluation).managedIdentity},
	{"AzureCLICredential", "identity.azure_cli", (*evaluation).azureCLI},
	{"AzureDeveloperCLICredential", "identity.azd", (*evaluation).azureDeveloperCLI},
	{"AzurePowerShellCredential", "identity.powershell", (*evaluation).azurePowerShell},
}

const (
	deployed    = 3 // how many of the chain are for deployed programs
	managedStep = "identity.managed_identity"
)

// byProgram authenticates as the host is set up to.
func (e *evaluation) byProgram() *estate.Caller {
	list, ok := e.credentials()
	if !ok {
		return nil
	}
	e.variables = e.readVariables()
	if e.chained {
		return e.runChain(list)
	}
	a := list[0].get(e)
	e.report(&list[0], &a)
	if a.ending != issued {
		e.fault(a.message)
	}
	return a.caller
}

// runChain asks one credential after the other until one issues a token or is refused.
func (e *evaluation) runChain(list []credential) *estate.Caller {
	var buf [len(chain)]string
	attempted := buf[:0]
	for i := range list {
		a := list[i].get(e)
		e.report(&list[i], &a)
		if a.ending == issued {
			return a.caller
		}
		attempted = append(attempted, a.message)
		if a.ending == refused {
			e.fault(chainError(attempted))
			e.shadowed(list[i+1:])
			return a.caller
		}
	}
	e.add(trace.Step{ID: "identity.chain", Outcome: trace.Fail, Title: "End of the credential chain",
		Detail: "Every credential of the chain was unavailable, so the program has no token to send and the vault never hears of it.",
		Reason: trace.Because(trace.ChainExhausted)})
	e.fault(chainError(attempted))
	return nil
}

// chainError is the chain's message: every attempt, with its own lines indented below it.
func chainError(attempted []string) string {
	var b strings.Builder
	b.WriteString("DefaultAzureCredential: failed to acquire a token.\nAttempted credentials:")
	for _, message := range attempted {
		b.WriteString("\n\t")
		b.WriteString(strings.ReplaceAll(message, "\n", "\n\t\t"))
	}
	return b.String()
}

// shadowed points at a managed identity that would have got a token, had the chain come to it. The variables that
// stopped the chain are taken away for this look: AZURE_CLIENT_ID alone would send the request astray.
func (e *evaluation) shadowed(rest []credential) {
	for i := range rest {
		if rest[i].step != managedStep {
			continue
		}
		if c := e.choose(e.host.Select); c.ending == issued {
			e.add(trace.Step{ID: "identity.shadowed", Outcome: trace.Info, Title: "A managed identity that is never asked",
				Detail: "The managed identity " + c.principal.Name + " would get a token on this host, but the chain ended before it. " +
					"Take away the AZURE_* variables that the refused credential read, and the chain reaches it.",
				Evidence: []trace.Evidence{{Label: "managed identity", Value: c.principal.Name, Source: principalPath(c.principal, "")}}})
		}
	}
}
