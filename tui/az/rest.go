package az

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/spf13/cobra"

	"kvlab/engine/operation"
	"kvlab/engine/trace"
)

// restCall is az rest: a request by its method and address.
type restCall struct {
	method             choice
	url, body          string
	resource           string
	headers, parameter list
	file               string
	bare               bool
}

func (t *tool) rest() *cobra.Command {
	x := restCall{method: choice{"get", []string{"delete", "get", "head", "options", "patch", "post", "put"}}}
	c := t.command("rest", "Invoke a custom request.", func() (any, error) { return t.send(&x) })
	f := c.Flags()
	f.VarP(&x.method, "method", "m", "HTTP request method.")
	f.StringVarP(&x.url, "url", "u", "", "Request URL.")
	f.StringVar(&x.url, "uri", "", "Request URL.")
	f.StringVarP(&x.body, "body", "b", "", "Request body. Use @{file} to load from a file.")
	f.StringVar(&x.resource, "resource", "", "Resource url for which CLI should acquire a token from Microsoft Entra ID in order to access the service.")
	f.Var(&x.headers, "headers", "Space-separated headers in KEY=VALUE format or JSON string.")
	f.Var(&x.parameter, "uri-parameters", "Space-separated queries in KEY=VALUE format or JSON string.")
	f.StringVar(&x.file, "output-file", "", "Save response payload to a file.")
	f.BoolVar(&x.bare, "skip-authorization-header", false, "Do not auto-append Authorization header.")
	return c
}

// vaultResource is the audience that a vault takes tokens for.
const vaultResource = "https://vault.azure.net"

// send makes the request that the flags describe.
func (t *tool) send(x *restCall) (any, error) {
	if x.url == "" {
		return nil, &usageError{text: "the following arguments are required: --uri/--url/-u"}
	}
	u, err := url.Parse(x.url)
	if err != nil {
		return nil, fail("%s is no URL", x.url)
	}
	vault, parts, err := split(x.url)
	if err != nil {
		return nil, notSimulated("rest to " + u.Host)
	}
	q := u.Query()
	for name, value := range x.parameter.pairs() {
		q.Set(name, value)
	}
	r := findRoute(strings.ToUpper(x.method.word), parts)
	if r == nil {
		return nil, plainHTTP(http.StatusNotFound, "", "")
	}
	return t.carry(x, vault, r, q)
}

// carry sends a request that has found its operation, past what is checked before anything else.
func (t *tool) carry(x *restCall, vault string, r *route, q url.Values) (any, error) {
	p := place{vault: vault, name: r.object, version: r.version}
	if err := t.token(x, p, r); err != nil {
		return nil, err
	}
	if q.Get("api-version") == "" {
		return nil, plainHTTP(http.StatusBadRequest, "BadParameter", "api-version is missing (the wording of the service is not confirmed)")
	}
	body, err := requestBody(r.op.ID, []byte(x.body), q)
	if err != nil {
		return nil, plainHTTP(http.StatusBadRequest, "BadParameter", err.Error())
	}
	c, err := t.ask(r.op.ID, p, body)
	if e, ok := errors.AsType[*refusal](err); ok && e.response.Status != 0 {
		return nil, httpError(e.response)
	}
	if err != nil {
		return nil, err
	}
	return t.deliver(x, responseBody(r.op, vault, r, &c))
}

func (t *tool) deliver(x *restCall, out any) (any, error) {
	if x.file == "" || out == nil {
		return out, nil
	}
	raw, err := json.Marshal(out)
	if err != nil {
		return nil, err
	}
	return nil, t.save(x.file, raw, false)
}

// token is what the vault says to the token that the tool sends. The tool knows no audience for a vault's address, so
// without --resource it sends none at all.
//
// Source: Azure/azure-cli src/azure-cli-core/azure/cli/core/util.py (send_raw_request).
func (t *tool) token(x *restCall, p place, r *route) error {
	resource := strings.TrimSuffix(x.resource, "/")
	if strings.EqualFold(resource, vaultResource) && !x.bare {
		return nil
	}
	if resource == "" && !x.bare {
		t.warn("Can't derive appropriate Azure AD resource from --url to acquire an access token. If access token is required, use --resource to specify the resource")
	}
	if err := t.reach(p, r); err != nil {
		return err
	}
	if resource == "" || x.bare {
		return plainHTTP(http.StatusUnauthorized, "Unauthorized", "AKV10000: Request is missing a Bearer or PoP token.")
	}
	return plainHTTP(http.StatusUnauthorized, "Unauthorized", "AKV10022: Invalid audience. Expected "+vaultResource+", found: "+resource+".")
}

// reach finds out whether the vault could answer at all.
func (t *tool) reach(p place, r *route) error {
	seen, err := t.console.foresee(&operation.Request{Operation: r.op.ID, Vault: p.vault, Object: p.name, Version: p.version})
	if err != nil {
		return err
	}
	if seen.StoppedAt != nil && *seen.StoppedAt == trace.Network && seen.Verdict == trace.Failed {
		return &refusal{response: seen.Response, vault: p.vault}
	}
	return nil
}

// plainHTTP is an answer of the service that no gate gave.
func plainHTTP(status int, code, message string) error {
	r := trace.Response{Status: status}
	if code != "" {
		r.Code, r.Message = &code, &message
	}
	return httpError(r)
}

// httpError is an error of the service as az rest prints it: the reason, and the body as it came.
func httpError(r trace.Response) error {
	e := &toolError{text: http.StatusText(r.Status)}
	if r.Status == http.StatusNotFound {
		e.status = statusMissing
	}
	if r.Code == nil {
		return e
	}
	inside := object{"code": text(r.Code), "message": text(r.Message)}
	if r.InnerCode != nil && *r.InnerCode != "" {
		inside["innererror"] = object{"code": *r.InnerCode}
	}
	if raw, err := json.Marshal(object{"error": inside}); err == nil {
		e.text += "(" + string(raw) + ")"
	}
	return e
}
