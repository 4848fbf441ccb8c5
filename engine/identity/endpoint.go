package identity

import (
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/facts"
	"kvlab/engine/trace"
)

// endpoint is where a program on the host asks for a token of a managed identity.
type endpoint int

const (
	nowhere    endpoint = iota
	appService          // IDENTITY_ENDPOINT: App Service, Functions, Container Apps
	imds                // 169.254.169.254, inside a machine of Azure
	arc                 // 127.0.0.1:40342, the Arc agent's
)

// endpointOf says which endpoint a host has. App Service sets IDENTITY_ENDPOINT only once an identity is attached;
// without it the library turns to IMDS, which App Service does not have.
func endpointOf(h *estate.Host, identities bool) endpoint {
	switch h.Kind {
	case estate.AppService, estate.Function, estate.ContainerApp:
		if identities {
			return appService
		}
	case estate.VirtualMachine, estate.AKSPod:
		return imds
	case estate.OnPremises:
		if h.Arc {
			return arc
		}
	}
	return nowhere
}

const (
	imdsURL       = "http://169.254.169.254/metadata/identity/oauth2/token"
	arcURL        = "http://127.0.0.1:40342/metadata/identity/oauth2/token"
	appServiceURL = "http://localhost:42356/msi/token" // the port differs from app to app
)

var endpointWords = [...]struct{ url, detail string }{
	nowhere:    {"none", ""},
	appService: {"IDENTITY_ENDPOINT", " asks IDENTITY_ENDPOINT, which the platform sets because an identity is attached."},
	imds:       {imdsURL, " asks the instance metadata service (IMDS), which only the machine itself can reach."},
	arc:        {arcURL, " asks the Azure Arc agent, which stands in for IMDS outside Azure."},
}

// endpointStep shows the endpoint and what is attached to the host.
func (e *evaluation) endpointStep(c choice, asked, show string) {
	h := e.host
	s := trace.Step{ID: "identity.endpoint", Outcome: trace.Info, Title: "Managed identity endpoint", Command: show}
	s.Evidence = append(make([]trace.Evidence, 0, 3+len(h.UserAssigned)),
		trace.Evidence{Label: "token endpoint", Value: endpointWords[c.endpoint].url},
		trace.Evidence{Label: "system-assigned", Value: onOff(h.SystemAssigned), Source: hostPath(h, "system_identity")})
	for _, name := range h.UserAssigned {
		s.Evidence = append(s.Evidence, trace.Evidence{Label: "user-assigned", Value: name, Source: hostPath(h, "user_identity."+facts.Quoted(name)+".present")})
	}
	if asked != "" {
		s.Evidence = append(s.Evidence, e.askedEvidence(asked))
	}
	switch {
	case c.endpoint == nowhere:
		s.Detail = noEndpointDetail(h)
	case h.Kind == estate.AKSPod:
		s.Detail = "A pod that asks IMDS gets the identities of its node, shared with every other pod there, and none of its own."
	default:
		s.Detail = h.Name + endpointWords[c.endpoint].detail
	}
	if c.ending != issued {
		s.Reason = trace.Because(c.reason)
	}
	e.add(s)
}

// askedEvidence says who named the identity: the program, or a variable that may have been meant for something else.
func (e *evaluation) askedEvidence(asked string) trace.Evidence {
	if e.host.Select == "" {
		return trace.Evidence{Label: "AZURE_CLIENT_ID", Value: asked, Source: e.variablePath("app")}
	}
	return trace.Evidence{Label: "asked for", Value: asked, Source: hostPath(e.host, "select")}
}

func noEndpointDetail(h *estate.Host) string {
	switch h.Kind {
	case estate.AppService, estate.Function, estate.ContainerApp:
		return "No identity is attached to " + h.Name + ", so IDENTITY_ENDPOINT is not set. The library turns to IMDS, which this platform does not have, and waits in vain."
	case estate.OnPremises:
		return h.Name + " stands outside Azure and is not connected to Azure Arc, so there is no endpoint that could vouch for it."
	default:
		return h.Name + " is no Azure resource, so there is no endpoint that could vouch for it."
	}
}

func onOff(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

// managedFailure explains what the endpoint answered.
func managedFailure(c choice) string {
	switch c.fault {
	case timedOut:
		return "Nothing answers at 169.254.169.254."
	case notFound:
		return "IMDS answers 400: no identity is attached to this machine."
	case ambiguous:
		return "IMDS answers 400: several user-assigned identities are attached, and the program says not which. A system-assigned identity would have been the default."
	case notAssigned:
		return "The endpoint answers 400: the identity the program asks for is not attached to this host."
	case arcHasNone:
		return "The Azure Arc agent has no identity for this machine. How it words that is unverified."
	case noDefault:
		return "The endpoint answers 400: the program names no identity, so it asks for the system-assigned one, and that is off. App Service picks no user-assigned identity by itself."
	default:
		return "Azure Arc has only the machine's system-assigned identity; none can be named."
	}
}

const (
	imdsNotFound  = `{"error":"invalid_request","error_description":"Identity not found"}`
	imdsAmbiguous = `{"error":"invalid_request","error_description":"Multiple user assigned identities exist, please specify the clientId / resourceId of the identity in the token request"}`
	// notFoundBody is imdsNotFound as the SDK prints the body of a response.
	notFoundBody = "{\n  \"error\": \"invalid_request\",\n  \"error_description\": \"Identity not found\"\n}"
)

// managedError is what the SDK prints.
//
// Source: Azure/azure-sdk-for-go sdk/azidentity/managed_identity_client.go. The bodies of App Service were seen in
// AzureAD/microsoft-authentication-library-for-dotnet tests and public threads.
func (e *evaluation) managedError(f fault, asked string) string {
	const name = "ManagedIdentityCredential"
	switch f {
	case timedOut:
		if e.chained {
			return name + ": managed identity timed out. See https://aka.ms/azsdk/go/identity/troubleshoot#dac for more information"
		}
		return name + `: Get "` + imdsURL + "?api-version=2018-02-01" + e.clientQuery(asked) + `&resource=https%3A%2F%2Fvault.azure.net": dial tcp 169.254.169.254:80: i/o timeout`
	case notFound:
		return name + ": failed to authenticate a system assigned identity. The endpoint responded with " + imdsNotFound
	case ambiguous:
		return name + ": failed to authenticate a system assigned identity. The endpoint responded with " + imdsAmbiguous
	case arcHasNone:
		return name + managedBlock("", arcURL, notFoundBody)
	case arcTakesNone:
		return name + ": Azure Arc doesn't support user-assigned managed identities"
	case noDefault:
		return name + managedBlock("", appServiceURL, e.appServiceBody("Unable to load the proper Managed Identity."))
	}
	if at := endpointOf(e.host, true); at == appService {
		return name + managedBlock("", appServiceURL, e.appServiceBody("No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId."))
	}
	return name + managedBlock("the requested identity isn't assigned to this resource", imdsURL, notFoundBody)
}

func (e *evaluation) clientQuery(asked string) string {
	if asked == "" {
		return ""
	}
	if p := e.userIdentity(asked); p != nil {
		asked = p.AppID
	}
	return "&client_id=" + asked
}

func (e *evaluation) appServiceBody(message string) string {
	return "{\n  \"statusCode\": 400,\n  \"message\": \"" + message + "\",\n  \"correlationId\": \"" +
		estate.GUID("correlation", e.host.Name, message, trace.Stamp(e.at)) + "\"\n}"
}

func managedBlock(message, url, body string) string {
	var b strings.Builder
	for _, s := range [...]string{" authentication failed. ", message, "\nGET ", url, "\n", rule, "\nRESPONSE 400: 400 Bad Request\n", rule, "\n",
		body, "\n", rule, "\nTo troubleshoot, visit https://aka.ms/azsdk/go/identity/troubleshoot#managed-id"} {
		b.WriteString(s)
	}
	return b.String()
}
