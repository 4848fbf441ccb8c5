package az

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/keypair"
	"kvlab/engine/operation"
)

// requestBody reads the JSON of a request as the operation's body. Names and forms are the service's: times in unix
// seconds, bytes in base64url without padding.
func requestBody(id string, raw []byte, q url.Values) (operation.Body, error) {
	collection, verb, _ := strings.Cut(id, "/")
	switch verb {
	case "list", "list-versions", "list-deleted":
		return pageBody(q)
	case "restore":
		return into(raw, (*valueWire).restore)
	case "update":
		return into(raw, (*updateWire).body)
	}
	switch id {
	case "secrets/set":
		return into(raw, (*secretWire).body)
	case "keys/create":
		return into(raw, (*createKeyWire).body)
	case "keys/import":
		return into(raw, (*importKeyWire).body)
	case "keys/set-rotation-policy":
		return into(raw, (*rotationJSON).body)
	}
	if collection == string(estate.Keys) {
		switch verb {
		case "encrypt", "decrypt", "wrap", "unwrap", "sign", "verify":
			return into(raw, (*cryptoWire).body)
		}
	}
	if collection == string(estate.Certificates) {
		return certificateBody(verb, raw)
	}
	return nil, nil
}

// into decodes JSON and makes a body of it. No text at all is an empty object.
func into[T any](raw []byte, body func(*T) (operation.Body, error)) (operation.Body, error) {
	var wire T
	if len(strings.TrimSpace(string(raw))) > 0 {
		if err := json.Unmarshal(raw, &wire); err != nil {
			return nil, errors.New("the request body does not read: " + unread(err))
		}
	}
	return body(&wire)
}

// unread says what is wrong with a JSON text, in its own words and not in those of this program.
func unread(err error) string {
	if e, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Sprintf("%s at byte %d", e, e.Offset)
	}
	if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Sprintf("%s cannot be a %s", e.Field, e.Value)
	}
	return err.Error()
}

// bytesWire is bytes in base64url; padding is tolerated.
type bytesWire []byte

// UnmarshalJSON see json.Unmarshaler.
func (b *bytesWire) UnmarshalJSON(raw []byte) error {
	var s string
	if err := json.Unmarshal(raw, &s); err != nil {
		return errors.New("a value is not a string of base64url")
	}
	decoded, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(s, "="))
	if err != nil {
		return errors.New("a value is not base64url without padding")
	}
	*b = decoded
	return nil
}

// MarshalJSON see json.Marshaler.
func (b bytesWire) MarshalJSON() ([]byte, error) {
	return json.Marshal(base64.RawURLEncoding.EncodeToString(b))
}

// attributesWire are attributes as a request has them.
type attributesWire struct {
	Enabled    *bool  `json:"enabled"`
	NotBefore  *int64 `json:"nbf"`
	Expires    *int64 `json:"exp"`
	Exportable bool   `json:"exportable"`
}

func at(seconds *int64) *time.Time {
	if seconds == nil {
		return nil
	}
	t := time.Unix(*seconds, 0).UTC()
	return &t
}

// settings are the attributes of a version to be made.
func (a attributesWire) settings(tags map[string]string) operation.Settings {
	s := operation.Settings{Tags: tags, Disabled: a.Enabled != nil && !*a.Enabled}
	if t := at(a.NotBefore); t != nil {
		s.NotBefore = *t
	}
	if t := at(a.Expires); t != nil {
		s.Expires = *t
	}
	return s
}

type valueWire struct {
	Value bytesWire `json:"value"`
}

func (w *valueWire) restore() (operation.Body, error) {
	return &operation.RestoreBody{Blob: w.Value}, nil
}

type secretWire struct {
	Value       string            `json:"value"`
	ContentType string            `json:"contentType"`
	Tags        map[string]string `json:"tags"`
	Attributes  attributesWire    `json:"attributes"`
}

func (w *secretWire) body() (operation.Body, error) {
	return &operation.SecretBody{Value: w.Value, ContentType: w.ContentType, Settings: w.Attributes.settings(w.Tags)}, nil
}

type updateWire struct {
	ContentType *string           `json:"contentType"`
	Operations  []string          `json:"key_ops"`
	Tags        map[string]string `json:"tags"`
	Attributes  attributesWire    `json:"attributes"`
}

func (w *updateWire) body() (operation.Body, error) {
	return &operation.UpdateBody{Enabled: w.Attributes.Enabled, NotBefore: at(w.Attributes.NotBefore), Expires: at(w.Attributes.Expires),
		Tags: w.Tags, ContentType: w.ContentType, Operations: w.Operations}, nil
}

type createKeyWire struct {
	Kind       keypair.Kind      `json:"kty"`
	Size       int               `json:"key_size"`
	Curve      keypair.Curve     `json:"crv"`
	Operations []string          `json:"key_ops"`
	Tags       map[string]string `json:"tags"`
	Attributes attributesWire    `json:"attributes"`
}

func (w *createKeyWire) body() (operation.Body, error) {
	return &operation.CreateKeyBody{Spec: keypair.Spec{Kind: w.Kind, Bits: w.Size, Curve: w.Curve}, Operations: w.Operations,
		Exportable: w.Attributes.Exportable, Settings: w.Attributes.settings(w.Tags)}, nil
}

type importKeyWire struct {
	Key        json.RawMessage   `json:"key"`
	HSM        bool              `json:"Hsm"`
	Tags       map[string]string `json:"tags"`
	Attributes attributesWire    `json:"attributes"`
}

func (w *importKeyWire) body() (operation.Body, error) {
	return &operation.ImportKeyBody{JWK: w.Key, HSM: w.HSM, Settings: w.Attributes.settings(w.Tags)}, nil
}

type cryptoWire struct {
	Algorithm keypair.Algorithm `json:"alg"`
	Value     bytesWire         `json:"value"`
	Digest    bytesWire         `json:"digest"`
}

func (w *cryptoWire) body() (operation.Body, error) {
	return &operation.CryptoBody{Algorithm: w.Algorithm, Value: w.Value, Digest: w.Digest}, nil
}

func (r *rotationJSON) body() (operation.Body, error) {
	return &operation.RotationBody{Policy: r.policy()}, nil
}

// pageBody reads which page of a list is asked for.
func pageBody(q url.Values) (operation.Body, error) {
	page := &operation.PageBody{Skip: q.Get("$skiptoken"), Pending: strings.EqualFold(q.Get("includePending"), "true")}
	if s := q.Get("maxresults"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			return nil, fmt.Errorf("maxresults %q is no number", s)
		}
		page.Max = n
	}
	return page, nil
}
