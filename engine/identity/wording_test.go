package identity_test

import (
	"encoding/json"
	"strings"
	"testing"

	"kvlab/engine/identity"
	"kvlab/engine/operation"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// answer evaluates a request of a host in a world of the given lines.
func answer(t testing.TB, lines []string, host, vault string) (trace.Finding, string) {
	t.Helper()
	w := newWorld()
	for _, line := range lines {
		w.define(t, line)
	}
	v := open(t, w.estate())
	f, _ := identity.Evaluate(v, noon, &operation.Request{Host: host}, store.Hosts.Get(v, host), store.Vaults.Get(v, vault))
	if f.Stop == nil {
		t.Fatal("the gate lets it through")
	}
	if f.Stop.Response.ClientError != nil {
		return f, *f.Stop.Response.ClientError
	}
	return f, *f.Stop.Response.Message
}

// The vault's own answers, letter by letter: MicrosoftDocs/azure-security-docs key-vault/general/rest-error-codes.md and
// real traffic quoted in crossplane-contrib/provider-azure#346 and MicrosoftDocs/azure-docs#75410.
func TestVaultRefusesTokensInTheServicesWords(t *testing.T) {
	for name, c := range map[string]struct{ host, vault, want string }{
		"a token for another resource": {"host web kind=app_service system audience=https://management.azure.com", "kv-shop",
			"AKV10022: Invalid audience. Expected https://vault.azure.net, found: https://management.azure.com."},
		"a token of another tenant": {"host web kind=app_service system", "kv-away",
			"AKV10032: Invalid issuer. Expected one of https://sts.windows.net/7e000000-0000-4000-8000-000000000002/, found https://sts.windows.net/7e000000-0000-4000-8000-000000000001/."},
		"a token that has ended": {"host web kind=app_service system token_expires=2026-03-01T00:00:00Z", "kv-shop",
			"[TokenExpired] Error validating token: 'S2S12086'."},
	} {
		t.Run(name, func(t *testing.T) {
			f, got := answer(t, []string{"tenant fabrikam", c.host, "vault kv-away tenant=fabrikam"}, "web", c.vault)
			r := f.Stop.Response
			if got != c.want || f.Stop.Verdict != trace.Denied || r.Status != 401 || *r.Code != "Unauthorized" || r.InnerCode != nil {
				t.Errorf("got %s %d %v %v: %s", f.Stop.Verdict, r.Status, *r.Code, r.InnerCode, got)
			}
		})
	}
}

// directoryCases are answers of the token endpoint: azidentity TROUBLESHOOTING.md, dotnet/sign#849 and others.
var directoryCases = map[string]struct {
	lines               []string
	status, word, start string
}{
	"no such application": {[]string{"host h kind=ci_agent env=(tenant:contoso, app:c1ffffff-0000-4000-8000-000000000000, secret:x)"},
		"400: 400 Bad Request", "unauthorized_client",
		"AADSTS700016: Application with identifier 'c1ffffff-0000-4000-8000-000000000000' was not found in the directory 'contoso'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant."},
	"a wrong secret": {[]string{"app a client=c1aaaaaa-0000-4000-8000-000000000000 secret=(s, right)", "host h kind=ci_agent env=(tenant:contoso, app:a, secret:wrong)"},
		"401: 401 Unauthorized", "invalid_client",
		"AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app 'c1aaaaaa-0000-4000-8000-000000000000'."},
	"an expired secret": {[]string{"app a client=c1aaaaaa-0000-4000-8000-000000000000 secret=(s, right, 2026-01-01T00:00:00Z)", "host h kind=ci_agent env=(tenant:contoso, app:a, secret:right)"},
		"401: 401 Unauthorized", "invalid_client",
		"AADSTS7000222: The provided client secret keys for app 'c1aaaaaa-0000-4000-8000-000000000000' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds."},
	"an unknown certificate": {[]string{"app a certificates=one", "host h kind=ci_agent env=(tenant:contoso, app:a, certificate:two)"},
		"401: 401 Unauthorized", "invalid_client", "AADSTS700027: Client assertion contains an invalid signature."},
	"an unknown tenant": {[]string{"app a", "host h kind=ci_agent env=(tenant:nowhere.example, app:a, secret:x)"},
		"400: 400 Bad Request", "invalid_request", "AADSTS90002: Tenant 'nowhere.example' not found."},
	"a tenant that is no domain": {[]string{"app a", "host h kind=ci_agent env=(tenant:nowhere, app:a, secret:x)"},
		"400: 400 Bad Request", "invalid_request",
		"AADSTS900023: Specified tenant identifier 'nowhere' is neither a valid DNS name, nor a valid external domain."},
	"another issuer": {federatedBy("https://other/", "s", "a"), "401: 401 Unauthorized", "invalid_client",
		"AADSTS700211: No matching federated identity record found for presented assertion issuer 'https://other/'."},
	"another audience": {federatedBy("https://issuer/", "s", "other"), "401: 401 Unauthorized", "invalid_client",
		"AADSTS700212: No matching federated identity record found for presented assertion audience 'other'."},
	"another subject": {federatedBy("https://issuer/", "other", "a"), "401: 401 Unauthorized", "invalid_client",
		"AADSTS700213: No matching federated identity record found for presented assertion subject 'other'."},
	"an old assertion": {federatedBy("https://issuer/", "s", "a, expires:2026-03-02T12:00:00Z"), "401: 401 Unauthorized", "invalid_client",
		"AADSTS700024: Client assertion is not within its valid time range."},
}

func federatedBy(issuer, subject, audience string) []string {
	return []string{"identity i federated=(f, https://issuer/, s, a)",
		"host h kind=ci_agent workload=(tenant:contoso, client:i, iss:" + issuer + ", sub:" + subject + ", aud:" + audience + ")"}
}

func TestDirectoryRefusesInItsOwnWords(t *testing.T) {
	for name, c := range directoryCases {
		t.Run(name, func(t *testing.T) {
			f, got := answer(t, c.lines, "h", "kv-shop")
			if f.Stop.Verdict != trace.Failed || f.Stop.Response.Status != 0 {
				t.Errorf("no token was issued, so nothing reached the vault: %+v", f.Stop)
			}
			if !strings.Contains(got, "\n\t\tRESPONSE "+c.status+"\n") {
				t.Errorf("status is not %s:\n%s", c.status, got)
			}
			checkBody(t, got, c.word, c.start)
		})
	}
}

// checkBody reads the JSON body out of the error as a program would.
func checkBody(t *testing.T, clientError, word, start string) {
	t.Helper()
	from, to := strings.IndexByte(clientError, '{'), strings.LastIndexByte(clientError, '}')
	var body struct {
		Error       string `json:"error"`
		Description string `json:"error_description"`
		Codes       []int  `json:"error_codes"`
		Timestamp   string `json:"timestamp"`
		TraceID     string `json:"trace_id"`
		Correlation string `json:"correlation_id"`
	}
	if err := json.Unmarshal([]byte(clientError[from:to+1]), &body); err != nil {
		t.Fatalf("the body is no JSON: %v\n%s", err, clientError)
	}
	if body.Error != word {
		t.Errorf("error %q, want %q", body.Error, word)
	}
	if !strings.HasPrefix(body.Description, start) {
		t.Errorf("description\n%s\nwant\n%s", body.Description, start)
	}
	end := "\r\nTrace ID: " + body.TraceID + "\r\nCorrelation ID: " + body.Correlation + "\r\nTimestamp: 2026-03-02 12:00:00Z"
	if !strings.HasSuffix(body.Description, end) || body.Timestamp != "2026-03-02 12:00:00Z" {
		t.Errorf("description ends otherwise: %q", body.Description)
	}
	if len(body.Codes) != 1 {
		t.Errorf("codes %v", body.Codes)
	}
}

// What the SDK prints: Azure/azure-sdk-for-go sdk/azidentity v1.15.0.
func TestClientPrintsTheWordsOfTheSDK(t *testing.T) {
	const rule = "--------------------------------------------------------------------------------"
	for name, c := range map[string]struct {
		lines []string
		want  string
	}{
		"a chain that ends without a token": {[]string{"host h kind=laptop"},
			"DefaultAzureCredential: failed to acquire a token.\nAttempted credentials:" +
				"\n\tEnvironmentCredential: missing environment variable AZURE_TENANT_ID" +
				"\n\tWorkloadIdentityCredential: no client ID specified. Check pod configuration or set ClientID in the options" +
				"\n\tManagedIdentityCredential: managed identity timed out. See https://aka.ms/azsdk/go/identity/troubleshoot#dac for more information" +
				"\n\tAzureCLICredential: Azure CLI not found on path" +
				"\n\tAzureDeveloperCLICredential: Azure Developer CLI not found on path" +
				"\n\tAzurePowerShellCredential: executable not found on path"},
		"no identity on the machine": {[]string{"host h kind=vm credential=ManagedIdentityCredential"},
			`ManagedIdentityCredential: failed to authenticate a system assigned identity. The endpoint responded with {"error":"invalid_request","error_description":"Identity not found"}`},
		"several and none named": {[]string{"identity i", "identity j", "host h kind=vm credential=ManagedIdentityCredential user=(i, j)"},
			`ManagedIdentityCredential: failed to authenticate a system assigned identity. The endpoint responded with {"error":"invalid_request","error_description":"Multiple user assigned identities exist, please specify the clientId / resourceId of the identity in the token request"}`},
		"an identity that is not attached": {[]string{"identity i", "host h kind=vm credential=ManagedIdentityCredential select=i"},
			"ManagedIdentityCredential authentication failed. the requested identity isn't assigned to this resource\n" +
				"GET http://169.254.169.254/metadata/identity/oauth2/token\n" + rule + "\nRESPONSE 400: 400 Bad Request\n" + rule + "\n" +
				"{\n  \"error\": \"invalid_request\",\n  \"error_description\": \"Identity not found\"\n}\n" + rule + "\n" +
				"To troubleshoot, visit https://aka.ms/azsdk/go/identity/troubleshoot#managed-id"},
		"a bad AZURE_TOKEN_CREDENTIALS": {[]string{"host h kind=vm token_credentials=all"},
			`invalid AZURE_TOKEN_CREDENTIALS value "all". Valid values are "dev", "prod", or the name of any credential type in the default chain. See https://aka.ms/azsdk/go/identity/docs#DefaultAzureCredential for more information`},
		"no client for the workload": {[]string{"host h kind=aks_pod credential=WorkloadIdentityCredential"},
			"no client ID specified. Check pod configuration or set ClientID in the options"},
		"no file for the workload": {[]string{"host h kind=ci_agent credential=WorkloadIdentityCredential workload=(client:c, nofile)"},
			"no token file specified. Check pod configuration or set TokenFilePath in the options"},
		"no tenant for the workload": {[]string{"host h kind=ci_agent credential=WorkloadIdentityCredential workload=client:c"},
			"no tenant ID specified. Check pod configuration or set TenantID in the options"},
		"no tenant in the environment": {[]string{"host h kind=vm credential=EnvironmentCredential env=app:a"},
			"missing environment variable AZURE_TENANT_ID"},
		"no client in the environment": {[]string{"host h kind=vm credential=EnvironmentCredential env=tenant:contoso"},
			"missing environment variable AZURE_CLIENT_ID"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, got := answer(t, c.lines, "h", "kv-shop"); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}
