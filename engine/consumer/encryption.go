package consumer

import (
	"crypto/rand"
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/keypair"
	"kvlab/engine/objects"
	"kvlab/engine/operation"
	"kvlab/engine/trace"
)

// Statuses of a service with a customer-managed key. The words are kvlab's.
const (
	Accessible   = "Accessible"
	Inaccessible = "Inaccessible"
	NotEncrypted = "NotEncrypted" // it has not got so far as to wrap its first data key
)

// wrapping is the algorithm kvlab's services use for their data keys. Which one a real service takes is its own business.
const wrapping = keypair.Algorithm("RSA-OAEP-256")

// encrypt lets a service use its key. It reads its data by unwrapping the data key with the version that wrapped it.
// Then, unless it is pinned, it takes up a newer version: it wraps the same data key again.
//
// So a disabled or deleted key and a revoked grant cut it off from its data, while an expired key does not, as far as
// the service still lets an expired key unwrap: only the wrapping of anything new fails.
func encrypt(c *estate.Consumer, now *estate.Condition, ask Ask) error {
	if now.Wrapped == nil {
		return firstWrap(c, now, ask)
	}
	t, content, err := ask(request(c, "keys/unwrap", c.Vault, c.Object, now.Version, &operation.CryptoBody{Algorithm: wrapping, Value: now.Wrapped}))
	if err != nil {
		return err
	}
	if t.Verdict != trace.Allowed || content.Crypto == nil {
		bad(now, Inaccessible, "cannot unwrap its data key, so its data cannot be read. "+why(t))
		return nil
	}
	good(now, Accessible, "reads with the version that wrapped its data key", now.Version)
	if c.Version != "" {
		return nil
	}
	return takeUp(c, now, content.Crypto.Value, ask)
}

// SetUp is how a service fares that was given its key before the lab begins: it has a data key, wrapped with this
// version, whatever has become of its access since. It fails with keys that do not wrap.
func SetUp(c *estate.Consumer, key *estate.Version, at time.Time) (estate.Condition, error) {
	now := c.Now
	public, err := keypair.ParsePublic(key.Key.Public)
	if err != nil {
		return now, err
	}
	dataKey := make([]byte, 32)
	_, _ = rand.Read(dataKey)
	if now.Wrapped, err = public.Encrypt(wrapping, dataKey); err != nil {
		return now, err
	}
	now.TriedAt = at
	good(&now, Accessible, "has wrapped its data key", key.ID)
	return now, nil
}

func firstWrap(c *estate.Consumer, now *estate.Condition, ask Ask) error {
	dataKey := make([]byte, 32)
	_, _ = rand.Read(dataKey)
	t, content, err := wrap(c, dataKey, ask)
	if err != nil {
		return err
	}
	if t.Verdict != trace.Allowed || content.Crypto == nil {
		bad(now, NotEncrypted, "cannot wrap its first data key. "+why(t))
		return nil
	}
	now.Wrapped = content.Crypto.Value
	good(now, Accessible, "has wrapped its data key", content.Crypto.Version)
	return nil
}

// takeUp wraps the data key with the current version, where that is another one.
func takeUp(c *estate.Consumer, now *estate.Condition, dataKey []byte, ask Ask) error {
	t, content, err := wrap(c, dataKey, ask)
	switch {
	case err != nil:
		return err
	case t.Verdict != trace.Allowed || content.Crypto == nil:
		now.Detail = "reads its data, but cannot wrap anything new. " + why(t)
	case content.Crypto.Version != now.Version:
		now.Wrapped = content.Crypto.Value
		good(now, Accessible, "has taken up the new version", content.Crypto.Version)
	}
	return nil
}

func wrap(c *estate.Consumer, dataKey []byte, ask Ask) (*trace.Trace, objects.Content, error) {
	return ask(request(c, "keys/wrap", c.Vault, c.Object, c.Version, &operation.CryptoBody{Algorithm: wrapping, Value: dataKey}))
}
