package objects

import (
	"fmt"
	"maps"
	"strconv"
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/operation"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// Limits of what goes with a version. Sources: MicrosoftDocs/azure-security-docs key-vault/secrets/about-secrets.md,
// keys/about-keys-details.md.
const (
	MaxTags        = 15
	MaxContentType = 255 // characters
)

// MaxTagLength is the longest name or value of a tag, in characters.
func MaxTagLength(c estate.Collection) int {
	if c == estate.Secrets {
		return 512
	}
	return 256
}

// enabled stops when the version is disabled: inner is the service's code for it.
func (j *judgement) enabled(x *estate.Version, inner string) bool {
	noun := x.Collection.Noun()
	step := trace.Step{ID: "object.enabled", Title: "Is it enabled?",
		Detail:   "The version is enabled.",
		Evidence: []trace.Evidence{{Label: "attributes.enabled", Value: strconv.FormatBool(!x.Disabled), Source: j.path(x.ID, "enabled")}},
		Command:  j.show() + " --query attributes.enabled"}
	if !x.Disabled {
		j.pass(step)
		return true
	}
	step.Reason = trace.Because(trace.ObjectDisabled)
	step.Detail = "Somebody disabled this version. Open gates do not help: the refusal comes from the object."
	j.refuse(step, trace.Deny(403, "Forbidden", inner, "Operation "+j.op.Verb+" is not allowed on a disabled "+noun+"."))
	return false
}

// edge is the end of a version's validity window that now lies outside of.
type edge struct {
	step, label, fact string
	at                time.Time
	reason            trace.Reason
	why               string
}

// edgeOf finds the end of the window that now lies outside of, nil inside the window.
func (j *judgement) edgeOf(x *estate.Version) *edge {
	switch {
	case x.Early(j.at):
		return &edge{"object.not_before", "attributes.nbf", "not_before", x.NotBefore, trace.NotYetValid, "is not valid before " + trace.Stamp(x.NotBefore)}
	case x.Late(j.at):
		return &edge{"object.expires", "attributes.exp", "expires", x.Expires, trace.ObjectExpired, "expired at " + trace.Stamp(x.Expires)}
	}
	return nil
}

// outside is the step about an edge; what follows from it, the caller adds.
func (j *judgement) outside(x *estate.Version, e *edge) trace.Step {
	return trace.Step{ID: e.step, Title: "Is now inside its validity window?", Reason: trace.Because(e.reason),
		Evidence: []trace.Evidence{{Label: e.label, Value: trace.Stamp(e.at), Source: j.path(x.ID, e.fact)},
			{Label: "now", Value: trace.Stamp(j.at), Source: "lab.clock"}},
		Command: j.show() + " --query attributes"}
}

// settings checks the attributes of a version to be made.
func (j *judgement) settings(s operation.Settings) bool {
	return j.tags(s.Tags) && j.window(s.NotBefore, s.Expires)
}

func (j *judgement) window(from, until time.Time) bool {
	if from.IsZero() || until.IsZero() || from.Before(until) {
		return true
	}
	j.badBody("exp", trace.Stamp(until), "Property attributes has an invalid value: exp must be later than nbf.")
	return false
}

func (j *judgement) tags(tags map[string]string) bool {
	if len(tags) > MaxTags {
		j.badTags(strconv.Itoa(len(tags))+" tags", fmt.Sprintf("An object takes at most %d tags.", MaxTags))
		return false
	}
	limit := MaxTagLength(j.op.Collection)
	for name, value := range tags {
		if len([]rune(name)) > limit || len([]rune(value)) > limit {
			j.badTags(name, fmt.Sprintf("A tag's name and value have at most %d characters each.", limit))
			return false
		}
	}
	return true
}

func (j *judgement) badTags(value, why string) {
	j.refuse(trace.Step{ID: "object.tags", Title: "The tags do not fit", Detail: why + unworded,
		Evidence: []trace.Evidence{{Label: "tags", Value: value}}, Reason: trace.Because(trace.BadContent)},
		trace.Deny(400, "BadParameter", "", why))
}

// attributes are what a version made now starts with.
func attributes(s operation.Settings, at time.Time) estate.Attributes {
	return estate.Attributes{Tags: s.Tags, Disabled: s.Disabled, NotBefore: s.NotBefore, Expires: s.Expires, Created: at, Updated: at}
}

// update changes a version's attributes. A disabled or expired version can be changed as well: that is how it
// comes back.
func (j *judgement) update() Effect {
	body, ok := j.request.Body.(*operation.UpdateBody)
	if !ok {
		return j.noBody()
	}
	o := j.live()
	if o == nil || !j.unmanaged(o) {
		return nil
	}
	x := j.version(o)
	if x == nil || !j.tags(body.Tags) {
		return nil
	}
	changed := j.changed(x, body)
	if !j.window(changed.NotBefore, changed.Expires) || !j.changeable(&changed, body) {
		return nil
	}
	j.pass(trace.Step{ID: "object.result", Title: "The attributes are changed",
		Detail: "The content of a version never changes; what is around it may."})
	return func(tx *store.Tx) (Content, error) {
		store.Versions.Put(tx, &changed)
		mirror(tx, o, &changed)
		return Content{Item: j.item(o, &changed)}, nil
	}
}

func (j *judgement) changed(x *estate.Version, b *operation.UpdateBody) estate.Version {
	y := *x
	y.Updated = j.at
	if b.Enabled != nil {
		y.Disabled = !*b.Enabled
	}
	if b.NotBefore != nil {
		y.NotBefore = *b.NotBefore
	}
	if b.Expires != nil {
		y.Expires = *b.Expires
	}
	if b.Tags != nil {
		y.Tags = maps.Clone(b.Tags)
	}
	return y
}

// changeable applies what only one kind of object has.
func (j *judgement) changeable(y *estate.Version, b *operation.UpdateBody) bool {
	switch {
	case b.ContentType != nil && y.Secret != nil:
		if !j.contentType(*b.ContentType) {
			return false
		}
		y.Secret = &estate.Secret{Value: y.Secret.Value, ContentType: *b.ContentType}
	case b.Operations != nil && y.Key != nil:
		if !j.operations(y.Key.Spec, y.Key.Exportable, b.Operations) {
			return false
		}
		key := *y.Key
		key.Operations = b.Operations
		y.Key = &key
	}
	return true
}
