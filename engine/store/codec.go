package store

import (
	"fmt"

	"github.com/fxamacker/cbor/v2"
)

// Entities are stored as CBOR in core deterministic form: equal values have equal bytes, so a hash of the stored
// bytes is a hash of the state. Strings are taken as they come, also those that are no UTF-8: what one request could
// write, every later one must be able to read.
var (
	encoding = must(encodeOptions().EncMode())
	decoding = must(cbor.DecOptions{MaxArrayElements: 1 << 20, MaxMapPairs: 1 << 20, UTF8: cbor.UTF8DecodeInvalid}.DecMode())
)

func encodeOptions() cbor.EncOptions {
	o := cbor.CoreDetEncOptions()
	o.Time = cbor.TimeRFC3339NanoUTC
	return o
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(fmt.Sprintf("store: codec options: %v", err))
	}
	return v
}

// Marshal writes a value in the store's own form, for what the lab seals and hands out.
func Marshal(value any) ([]byte, error) { return encoding.Marshal(value) }

// Unmarshal reads it back.
func Unmarshal(raw []byte, value any) error { return decoding.Unmarshal(raw, value) }
