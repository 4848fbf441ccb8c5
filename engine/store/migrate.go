package store

import (
	"bytes"
	"fmt"
	"strconv"
	"time"

	"github.com/cockroachdb/pebble/v2"

	"kvlab/engine/estate"
)

// The schemas before this one. Schema 1 had tables of their own for secrets and their versions; schema 2 has one table
// for the objects of all three collections and one for their versions.
//
// Schema 3 has branches. A kvlab that knows none would change the journal under them, and going over to one would then
// write states that never were; so it must refuse such a lab. One without branches is as it was, and anybody may open
// it: a lab is made in schema 2 and becomes one of schema 3 in the very batch that makes its first branch. It stays one,
// for no number of a branch is given twice.
const (
	schemaSecrets = 1
	schemaLine    = 2
)

func schemaText(schema int) []byte { return []byte(strconv.Itoa(schema)) }

// migrate turns a store of schema 1 into one of schema 2, in one batch: a crash leaves the old form or the new one.
func (s *Store) migrate() error {
	b := s.db.NewBatch()
	defer s.drop(b)
	for _, step := range []func(*pebble.Batch) error{s.migrateEntities, s.migrateJournal} {
		if err := step(b); err != nil {
			return fmt.Errorf("bring the lab from schema %d to %d: %w", schemaSecrets, schemaLine, damaged(err))
		}
	}
	if err := b.Set(schemaKey, schemaText(schemaLine), nil); err != nil {
		return err
	}
	return s.commit(b)
}

// secret1 and secretVersion1 are the entities of schema 1.
type secret1 struct {
	Vault, Name, Current string
	Deleted              *estate.Deletion
}

type secretVersion1 struct {
	Vault, Name, Version, Value, ContentType string
	Tags                                     map[string]string
	Disabled                                 bool
	NotBefore, Expires, Created, Updated     time.Time
}

var (
	secrets1        = appendKey(nil, "e:secret", nil)
	secretVersions1 = appendKey(nil, "e:secret_version", nil)
)

func (s *Store) migrateEntities(b *pebble.Batch) error {
	for _, prefix := range [][]byte{secrets1, secretVersions1} {
		if err := each(s.db, prefix, func(old, value []byte) error {
			key, raw, err := translated(old, value)
			if err != nil {
				return err
			}
			if err := b.Set(key, raw, nil); err != nil {
				return err
			}
			return b.Delete(bytes.Clone(old), nil)
		}); err != nil {
			return err
		}
	}
	return nil
}

// migrateJournal rewrites what changes of secrets looked like before and after, so that they can still be undone.
func (s *Store) migrateJournal(b *pebble.Batch) error {
	return each(s.db, appendKey(nil, "j", nil), func(key, value []byte) error {
		var r record
		if err := decoding.Unmarshal(value, &r); err != nil {
			return err
		}
		for i, c := range r.Changes {
			next, err := translatedChange(c)
			if err != nil {
				return err
			}
			r.Changes[i] = next
		}
		raw, err := encoding.Marshal(r)
		if err != nil {
			return err
		}
		return b.Set(bytes.Clone(key), raw, nil)
	})
}

func translatedChange(c change) (change, error) {
	next := c
	for _, side := range []struct{ old, to *[]byte }{{&c.Before, &next.Before}, {&c.After, &next.After}} {
		if *side.old == nil {
			continue
		}
		key, raw, err := translated(c.Key, *side.old)
		if err != nil {
			return c, err
		}
		next.Key, *side.to = key, raw
	}
	return next, nil
}

// translated is an entity of schema 1 as this schema stores it; what is no secret stays as it is.
func translated(key, value []byte) (newKey, raw []byte, err error) {
	switch {
	case bytes.HasPrefix(key, secrets1):
		var old secret1
		if err := decoding.Unmarshal(value, &old); err != nil {
			return nil, nil, err
		}
		return stored(Objects, &estate.Object{Vault: old.Vault, Collection: estate.Secrets, Name: old.Name, Current: old.Current, Deleted: old.Deleted})
	case bytes.HasPrefix(key, secretVersions1):
		var old secretVersion1
		if err := decoding.Unmarshal(value, &old); err != nil {
			return nil, nil, err
		}
		return stored(Versions, &estate.Version{Vault: old.Vault, Collection: estate.Secrets, Name: old.Name, ID: old.Version,
			Attributes: estate.Attributes{Tags: old.Tags, Disabled: old.Disabled, NotBefore: old.NotBefore, Expires: old.Expires,
				Created: old.Created, Updated: old.Updated},
			Secret: &estate.Secret{Value: old.Value, ContentType: old.ContentType}})
	}
	return key, value, nil
}

// stored is an entity as its table writes it.
func stored[T any](t Table[T], value *T) (key, raw []byte, err error) {
	raw, err = encoding.Marshal(value)
	return appendKey(nil, t.name, t.key(value)), raw, err
}

// each calls do for all that is stored below a prefix. The slices are good until do returns.
func each(r pebble.Reader, prefix []byte, do func(key, value []byte) error) error {
	return eachIn(r, prefix, after(prefix), do)
}

// eachIn calls do for all that is stored from one key on and before another.
func eachIn(r pebble.Reader, first, end []byte, do func(key, value []byte) error) error {
	it, err := r.NewIter(&pebble.IterOptions{LowerBound: first, UpperBound: end})
	if err != nil {
		return err
	}
	for it.First(); it.Valid() && err == nil; it.Next() {
		err = do(it.Key(), it.Value())
	}
	if closing := it.Close(); err == nil {
		err = closing
	}
	return err
}
