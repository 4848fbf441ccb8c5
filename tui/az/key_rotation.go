package az

import (
	"encoding/json"
	"strings"

	"github.com/spf13/cobra"

	"kvlab/engine/estate"
	"kvlab/engine/operation"
)

func (t *tool) rotationShow() *cobra.Command {
	var p place
	c := t.command("show", "Get the rotation policy of a key.", func() (any, error) {
		if err := p.whole(); err != nil {
			return nil, err
		}
		c, err := t.ask("keys/get-rotation-policy", p, nil)
		if err != nil {
			return nil, err
		}
		return rotationPolicy(p, c.Rotation), nil
	})
	p.flags(c.Flags(), estate.Keys)
	return c
}

func (t *tool) rotationUpdate() *cobra.Command {
	var p place
	var value string
	c := t.command("update", "Update the rotation policy of a key.", func() (any, error) {
		if err := p.whole(); err != nil {
			return nil, err
		}
		raw, err := t.jsonText(value)
		if err != nil {
			return nil, err
		}
		var given rotationJSON
		if err := json.Unmarshal(raw, &given); err != nil {
			return nil, fail("the rotation policy does not read: %s", unread(err))
		}
		c, err := t.ask("keys/set-rotation-policy", p, &operation.RotationBody{Policy: given.policy()})
		if err != nil {
			return nil, err
		}
		return rotationPolicy(p, c.Rotation), nil
	})
	p.flags(c.Flags(), estate.Keys)
	c.Flags().StringVar(&value, "value", "", "The rotation policy file definition as JSON, or a path to a file containing JSON policy definition.")
	return need(c, "value")
}

// jsonText is a flag that holds JSON, or the name of a file with it.
func (t *tool) jsonText(value string) ([]byte, error) {
	if s := strings.TrimSpace(value); strings.HasPrefix(s, "{") || strings.HasPrefix(s, "[") {
		return []byte(s), nil
	}
	return t.readFile(value)
}

// rotationJSON is a rotation policy on the wire, which is how the tool takes it, too.
type rotationJSON struct {
	ID         string              `json:"id,omitempty"`
	Actions    []rotationActionOut `json:"lifetimeActions"`
	Attributes rotationAttributes  `json:"attributes"`
}

type rotationAttributes struct {
	Expiry  estate.Period `json:"expiryTime"`
	Created int64         `json:"created,omitempty"`
	Updated int64         `json:"updated,omitempty"`
}

type rotationActionOut struct {
	Trigger struct {
		AfterCreate  *estate.Period `json:"timeAfterCreate"`
		BeforeExpiry *estate.Period `json:"timeBeforeExpiry"`
	} `json:"trigger"`
	Action struct {
		Type string `json:"type"`
	} `json:"action"`
}

func (r *rotationJSON) policy() estate.RotationPolicy {
	p := estate.RotationPolicy{Expiry: r.Attributes.Expiry}
	for _, a := range r.Actions {
		action := estate.RotationAction{Notify: strings.EqualFold(a.Action.Type, "Notify")}
		if a.Trigger.AfterCreate != nil {
			action.AfterCreate = *a.Trigger.AfterCreate
		}
		if a.Trigger.BeforeExpiry != nil {
			action.BeforeExpiry = *a.Trigger.BeforeExpiry
		}
		p.Actions = append(p.Actions, action)
	}
	return p
}

// rotationWire is the way back.
func rotationWire(id string, p *estate.RotationPolicy) rotationJSON {
	r := rotationJSON{ID: id, Actions: []rotationActionOut{}, Attributes: rotationAttributes{p.Expiry, seconds(p.Created), seconds(p.Updated)}}
	for _, a := range p.Actions {
		var out rotationActionOut
		if a.AfterCreate != "" {
			out.Trigger.AfterCreate = &a.AfterCreate
		}
		if a.BeforeExpiry != "" {
			out.Trigger.BeforeExpiry = &a.BeforeExpiry
		}
		out.Action.Type = strings.ToLower(rotationWord(a.Notify))
		r.Actions = append(r.Actions, out)
	}
	return r
}
