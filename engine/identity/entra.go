package identity

import (
	"encoding/json"
	"strconv"
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// exchange is a request to the directory's token endpoint, made by one credential.
type exchange struct {
	credential string // as the SDK prints it when this fails
	anchor     string // of the SDK's troubleshooting page
	tenant     *estate.Tenant
	segment    string // the tenant as it stands in the endpoint's path
}

// rejection is an error of the token endpoint. Wordings: the lab's error catalogue, section 7.
type rejection struct {
	code   int
	kind   rejectionKind
	reason trace.Reason
	text   string
}

type rejectionKind int

const (
	unauthorizedClient rejectionKind = iota // 401 invalid_client
	unknownClient                           // 400 unauthorized_client
	invalidRequest                          // 400 invalid_request
	invalidGrant                            // 400 invalid_grant
)

var rejectionWords = [...]struct{ status, word string }{
	unauthorizedClient: {"401: 401 Unauthorized", "invalid_client"},
	unknownClient:      {"400: 400 Bad Request", "unauthorized_client"},
	invalidRequest:     {"400: 400 Bad Request", "invalid_request"},
	invalidGrant:       {"400: 400 Bad Request", "invalid_grant"},
}

// application finds the app that the variables name, in the tenant they name. Otherwise it returns the refusal.
func (e *evaluation) application(x *exchange) (*estate.Principal, *answer) {
	named := e.variables.tenant
	x.tenant = e.findTenant(named)
	app := e.findApplication(e.variables.client, x.tenant)
	if x.tenant == nil {
		return nil, e.tenantUnknown(x, named, app)
	}
	x.segment = x.tenant.ID
	if app == nil || !sameTenant(app, x.tenant) {
		return nil, e.applicationUnknown(x, app)
	}
	return app, nil
}

func sameTenant(p *estate.Principal, t *estate.Tenant) bool {
	return p.Tenant == "" || p.Tenant == t.Name
}

// findTenant reads AZURE_TENANT_ID: a tenant's name in the lab, its ID or its domain, whatever their letter case.
func (e *evaluation) findTenant(s string) *estate.Tenant {
	if t := store.Tenants.Get(e.view, s); t != nil {
		return t
	}
	for _, t := range store.Tenants.List(e.view) {
		if strings.EqualFold(t.ID, s) || t.Domain != "" && strings.EqualFold(t.Domain, s) {
			return t
		}
	}
	return nil
}

// findApplication reads AZURE_CLIENT_ID: the name in the lab of something that has a client ID, or the client ID
// itself. An object ID finds nothing, as in the real directory. One app may stand in several tenants.
func (e *evaluation) findApplication(s string, t *estate.Tenant) *estate.Principal {
	if p := store.Principals.Get(e.view, s); p != nil && isApplication(p) {
		return p
	}
	if !isGUID(s) {
		return nil
	}
	var elsewhere *estate.Principal
	for _, p := range store.Principals.List(e.view) {
		if !isApplication(p) || !strings.EqualFold(p.AppID, s) {
			continue
		}
		if t != nil && sameTenant(p, t) {
			return p
		}
		elsewhere = p
	}
	return elsewhere
}

func isApplication(p *estate.Principal) bool {
	return !p.Absent && (p.Kind == estate.ServicePrincipal || p.Kind == estate.UserIdentity)
}

func (e *evaluation) tenantUnknown(x *exchange, named string, app *estate.Principal) *answer {
	r := rejection{90002, invalidRequest, trace.TenantNotFound, "Tenant '" + named + "' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant."}
	if !isGUID(named) && !strings.Contains(named, ".") {
		r.code, r.text = 900023, "Specified tenant identifier '"+named+"' is neither a valid DNS name, nor a valid external domain."
	}
	x.segment = named
	a := e.refuse(x, app, r)
	a.detail = "AZURE_TENANT_ID names no directory: " + named + "."
	a.evidence = []trace.Evidence{{Label: "AZURE_TENANT_ID", Value: named, Source: e.variablePath("tenant")}}
	a.command = "az account show --query tenantId"
	return &a
}

func (e *evaluation) applicationUnknown(x *exchange, app *estate.Principal) *answer {
	id := e.variables.client
	var detail string
	if app == nil {
		app = e.deletedApplication(id)
	}
	switch p := store.Principals.Named(e.view, id); {
	case app != nil && app.Absent:
		id = app.AppID
		detail = "The application " + app.Name + " was deleted from the directory, and its client ID names nothing any more."
	case app != nil:
		id = app.AppID
		detail = "The application " + app.Name + " lives in the directory " + app.Tenant + ", but the program asks " + x.tenant.Name + "."
	case p != nil && p.AppID != "":
		detail = "AZURE_CLIENT_ID holds the object ID of " + p.Name + ". The token endpoint wants its client ID, " + p.AppID + "."
	default:
		detail = "The directory " + x.tenant.Name + " has no application with the client ID " + id + "."
	}
	r := e.refuse(x, app, appNotFound(id, x.tenant))
	r.detail = detail
	r.evidence = []trace.Evidence{
		{Label: "AZURE_TENANT_ID", Value: x.tenant.ID, Source: e.variablePath("tenant")},
		{Label: "AZURE_CLIENT_ID", Value: id, Source: e.variablePath("app")},
	}
	r.command = "az ad sp show --id " + id
	return &r
}

func appNotFound(id string, t *estate.Tenant) rejection {
	return rejection{700016, unknownClient, trace.AppNotFound, "Application with identifier '" + id + "' was not found in the directory '" + t.Name + "'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant."}
}

// deletedApplication is the app of that name in the lab, or of that client ID, that is there no more.
func (e *evaluation) deletedApplication(s string) *estate.Principal {
	for _, p := range store.Principals.List(e.view) {
		if p.Absent && p.AppID != "" && (p.Name == s || strings.EqualFold(p.AppID, s)) {
			return p
		}
	}
	return nil
}

// variablePath is where AZURE_TENANT_ID or AZURE_CLIENT_ID was read from; the workload's own have no path.
func (e *evaluation) variablePath(fact string) string {
	if env := e.host.Environment; env != nil && (fact == "tenant" && env.Tenant != "" || fact == "app" && env.App != "") {
		return hostPath(e.host, "env_"+fact)
	}
	return ""
}

// refuse is the answer of a credential that the token endpoint turned away. p is who it would have been.
func (e *evaluation) refuse(x *exchange, p *estate.Principal, r rejection) answer {
	a := answer{ending: refused, reason: r.reason, message: e.rejectionText(x, r)}
	if p != nil {
		a.caller = e.callerFor(p)
	}
	return a
}

const rule = "--------------------------------------------------------------------------------"

// rejectionText is the SDK's AuthenticationFailedError: the request, the status and the body.
//
// Source: Azure/azure-sdk-for-go sdk/azidentity/errors.go.
func (e *evaluation) rejectionText(x *exchange, r rejection) string {
	words := &rejectionWords[r.kind]
	return x.credential + " authentication failed. \nPOST https://login.microsoftonline.com/" + x.segment + "/oauth2/v2.0/token\n" + rule +
		"\nRESPONSE " + words.status + "\n" + rule + "\n" + e.rejectionBody(words.word, r) + "\n" + rule + "\n" + troubleshoot(x.anchor)
}

// troubleshoot is the SDK's last line; a credential without an anchor of its own has none.
func troubleshoot(anchor string) string {
	if anchor == "" {
		return ""
	}
	return "To troubleshoot, visit https://aka.ms/azsdk/go/identity/troubleshoot#" + anchor
}

func (e *evaluation) rejectionBody(word string, r rejection) string {
	code := strconv.Itoa(r.code)
	at := e.at.UTC().Format("2006-01-02 15:04:05Z")
	traceID := estate.GUID("trace", e.host.Name, code, at)
	correlation := estate.GUID("correlation", e.host.Name, code, at)
	text := "AADSTS" + code + ": " + r.text + "\r\nTrace ID: " + traceID + "\r\nCorrelation ID: " + correlation + "\r\nTimestamp: " + at
	return "{\n  \"error\": \"" + word + "\",\n  \"error_description\": " + jsonText(text) + ",\n  \"error_codes\": [\n    " + code +
		"\n  ],\n  \"timestamp\": \"" + at + "\",\n  \"trace_id\": \"" + traceID + "\",\n  \"correlation_id\": \"" + correlation +
		"\",\n  \"error_uri\": \"https://login.microsoftonline.com/error?code=" + code + "\"\n}"
}

func jsonText(s string) string {
	raw, err := json.Marshal(s)
	if err != nil { // strings always marshal
		return `""`
	}
	return string(raw)
}
