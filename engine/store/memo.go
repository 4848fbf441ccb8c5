package store

import "crypto/sha256"

// Memo returns what derive makes of raw. The store keeps it beside the decoded entities, so that what costs much, such
// as opening a sealed key, is done once. It depends on nothing but raw, so it never goes stale; derive's errors are not
// kept. The value is shared: read it, never change it.
func Memo[T any](v *View, kind string, raw []byte, derive func([]byte) (T, error)) (T, error) {
	sum := sha256.Sum256(raw)
	key := append([]byte("memo:"+kind+":"), sum[:]...)
	if known, ok := v.shared.get(key, v.seq); ok {
		return known.(T), nil
	}
	value, err := derive(raw)
	if err == nil {
		v.shared.put(key, v.seq, value)
	}
	return value, err
}
