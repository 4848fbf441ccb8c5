package session

import (
	"encoding/base64"
	"strconv"
	"strings"

	"kvlab/engine/objects"
)

// lines is an allowed request's answer as a reader sees it.
func lines(c objects.Content) []string {
	var out []string
	if c.Item != nil {
		out = append(out, itemLines(c.Item)...)
	}
	for i := range c.Items {
		out = append(out, rowLine(&c.Items[i]))
	}
	if c.Items != nil {
		out = append(out, strconv.Itoa(len(c.Items))+" listed; a list never holds values")
	}
	if c.Crypto != nil {
		out = append(out, cryptoLines(c.Crypto)...)
	}
	if c.Pending != nil {
		out = append(out, "status   "+string(c.Pending.Status), "details  "+c.Pending.Details)
	}
	if c.Blob != nil {
		out = append(out, "backup   "+strconv.Itoa(len(c.Blob))+" bytes, sealed")
	}
	return out
}

func itemLines(i *objects.Item) []string {
	var out []string
	if i.Secret != nil {
		out = append(out, "value    "+*i.Secret)
	}
	out = append(out, "version  "+i.Version)
	if i.ContentType != "" {
		out = append(out, "type     "+i.ContentType)
	}
	if i.Key != nil {
		out = append(out, "key      "+strings.TrimSpace(string(i.Key.Spec.Kind)+" "+string(i.Key.Spec.Curve)))
	}
	if !i.Expires.IsZero() {
		out = append(out, "expires  "+i.Expires.Format(timeForm))
	}
	if i.Deleted != nil {
		out = append(out, "deleted  "+i.Deleted.At.Format(timeForm), "purged   "+i.Deleted.PurgeAt.Format(timeForm))
	}
	return out
}

func rowLine(i *objects.Item) string {
	line := i.Name
	if i.Version != "" {
		line += "/" + i.Version
	}
	if i.Disabled {
		line += "  (disabled)"
	}
	return line
}

func cryptoLines(c *objects.Crypto) []string {
	if c.Value == nil {
		return []string{"valid    " + strconv.FormatBool(c.Valid), "version  " + c.Version}
	}
	return []string{"result   " + base64.RawURLEncoding.EncodeToString(c.Value), "version  " + c.Version}
}
