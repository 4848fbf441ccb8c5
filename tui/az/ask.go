package az

import (
	"kvlab/engine/estate"
	"kvlab/engine/objects"
	"kvlab/engine/operation"
	"kvlab/engine/trace"
)

// ask makes one request about an object or a vault. A request that is not allowed comes back as a refusal.
func (t *tool) ask(id string, p place, body operation.Body) (objects.Content, error) {
	op, ok := operation.Find(id)
	r := &operation.Request{Operation: id, Vault: p.vault, Object: p.name, Version: p.version, Body: body}
	if ok && op.OnVault && !ownName(id) {
		r.Object = ""
	}
	result, err := t.console.issue(t.spoken, r)
	if err != nil {
		return objects.Content{}, err
	}
	t.traces = append(t.traces, result.Trace)
	if result.Trace.Verdict != trace.Allowed {
		return objects.Content{}, &refusal{response: result.Trace.Response, vault: p.vault, shown: t.shows}
	}
	return result.Content, nil
}

// ownName reports whether an operation on the vault names something all the same: a certificate issuer.
func ownName(id string) bool {
	switch id {
	case "certificates/get-issuer", "certificates/set-issuer", "certificates/update-issuer", "certificates/delete-issuer":
		return true
	}
	return false
}

// pages lists all of something, page by page. limit is --maxresults: with it, one page of so many is all.
func (t *tool) pages(id string, p place, limit int, pending bool) ([]objects.Item, error) {
	var all []objects.Item
	page := operation.PageBody{Max: limit, Pending: pending}
	for {
		body := page
		c, err := t.ask(id, p, &body)
		if err != nil {
			return nil, err
		}
		all = append(all, c.Items...)
		if c.Next == "" || limit != 0 || c.Next == page.Skip {
			return all, nil
		}
		page.Skip = c.Next
	}
}

// item asks for one object.
func (t *tool) item(id string, p place, body operation.Body) (*objects.Item, error) {
	c, err := t.ask(id, p, body)
	if err != nil {
		return nil, err
	}
	if c.Item == nil {
		return nil, fail("%s returned no object", id)
	}
	return c.Item, nil
}

// op is an operation of a collection: op(Secrets, "get") is secrets/get.
func op(c estate.Collection, verb string) string { return string(c) + "/" + verb }
