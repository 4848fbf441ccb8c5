package objects

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/operation"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// MaxBackup is how many versions a backup holds; above that it fails. Source: articles/key-vault/general/backup.md.
const MaxBackup = 500

// sealed is what a backup holds: an object with what belongs to it, and where it may be restored to.
type sealed struct {
	Subscription string
	Geography    string
	Objects      []estate.Object
	Versions     []estate.Version
}

func (j *judgement) backup() Effect {
	o := j.live()
	if o == nil || !j.unmanaged(o) {
		return nil
	}
	versions := store.Versions.List(j.view, o.Vault, string(o.Collection), o.Name)
	if len(versions) > MaxBackup {
		return j.refuse(trace.Step{ID: "object.backup", Title: "Too many versions to back up",
			Detail:   fmt.Sprintf("A backup holds at most %d versions.%s", MaxBackup, unworded),
			Evidence: []trace.Evidence{{Label: "versions", Value: strconv.Itoa(len(versions))}}, Reason: trace.Because(trace.TooManyVersions)},
			trace.Deny(400, "BadParameter", "", fmt.Sprintf("The %s has more than %d versions and cannot be backed up.", o.Collection.Noun(), MaxBackup)))
	}
	j.pass(trace.Step{ID: "object.result", Title: "A sealed copy of all versions is returned",
		Detail:   "Only Key Vault opens it, and only in a vault of the same subscription and geography.",
		Evidence: []trace.Evidence{{Label: "versions", Value: strconv.Itoa(len(versions))}}})
	return func(tx *store.Tx) (Content, error) {
		s := sealed{Subscription: subscription(&tx.View, j.vault), Geography: Geography(j.vault.Location)}
		for _, part := range family(&tx.View, o) {
			s.Objects = append(s.Objects, *part)
			for _, x := range store.Versions.List(&tx.View, part.Vault, string(part.Collection), part.Name) {
				s.Versions = append(s.Versions, *x)
			}
		}
		blob, err := seal(&s)
		return Content{Blob: blob}, err
	}
}

// restore brings a backup back under its own name.
func (j *judgement) restore() Effect {
	body, ok := j.request.Body.(*operation.RestoreBody)
	if !ok {
		return j.noBody()
	}
	s, err := unseal(body.Blob)
	if err != nil || s.Objects[0].Collection != j.op.Collection {
		return j.refuse(trace.Step{ID: "object.backup", Title: "This is no backup of a " + j.op.Collection.Noun(),
			Detail: "The blob does not open: it was changed, is cut short, or comes from somewhere else." + unworded, Reason: trace.Because(trace.BadBackup)},
			trace.Deny(400, "BadParameter", "", "The backup blob is not valid."))
	}
	if !j.belongsHere(s) || !j.nameIsFree(s) {
		return nil
	}
	j.pass(trace.Step{ID: "object.result", Title: "The " + j.op.Collection.Noun() + " is back",
		Detail:   "All versions of the backup are there again, with their ids and attributes.",
		Evidence: []trace.Evidence{{Label: "name", Value: s.Objects[0].Name}, {Label: "versions", Value: strconv.Itoa(len(s.Versions))}}})
	return func(tx *store.Tx) (Content, error) {
		for i := range s.Objects {
			s.Objects[i].Vault, s.Objects[i].Deleted = j.vault.Name, nil
			store.Objects.Put(tx, &s.Objects[i])
		}
		for i := range s.Versions {
			s.Versions[i].Vault = j.vault.Name
			store.Versions.Put(tx, &s.Versions[i])
		}
		return Content{Item: j.deletedItem(tx, &s.Objects[0])}, nil
	}
}

// belongsHere stops where the backup comes from another subscription or geography.
func (j *judgement) belongsHere(s *sealed) bool {
	for _, bound := range []struct{ label, theirs, ours string }{
		{"subscription", s.Subscription, subscription(j.view, j.vault)},
		{"geography", s.Geography, Geography(j.vault.Location)},
	} {
		if strings.EqualFold(bound.theirs, bound.ours) {
			continue
		}
		j.refuse(trace.Step{ID: "object.backup", Title: "The backup comes from another " + bound.label,
			Detail:   "A backup can only be restored in the subscription and the geography it was made in." + unworded,
			Evidence: []trace.Evidence{{Label: "of the backup", Value: bound.theirs}, {Label: "of this vault", Value: bound.ours}},
			Reason:   trace.Because(trace.BackupElsewhere)},
			trace.Deny(400, "BadParameter", "", "The backup was made in another "+bound.label+" and cannot be restored here."))
		return false
	}
	return true
}

// nameIsFree stops where anything of the backup's name is there, deleted or not.
func (j *judgement) nameIsFree(s *sealed) bool {
	for i := range s.Objects {
		held := store.Objects.Get(j.view, j.vault.Name, string(s.Objects[i].Collection), s.Objects[i].Name)
		if held == nil {
			continue
		}
		if held.Deleted != nil {
			j.nameHeld(held)
			return false
		}
		noun := held.Collection.Noun()
		j.refuse(trace.Step{ID: "object." + noun, Title: "The name is taken",
			Detail:   "A restore never overwrites: vault " + j.vault.Name + " holds a " + noun + " of the backup's name." + unworded,
			Evidence: []trace.Evidence{{Label: noun, Value: held.Name}}, Reason: trace.Because(trace.NameTaken)},
			trace.Deny(409, "Conflict", "", upper(noun)+" "+held.Name+" already exists; delete it, or restore into another vault."))
		return false
	}
	return true
}

// subscription is the id of a vault's subscription, or its name where the lab has no more of it.
func subscription(v *store.View, vault *estate.Vault) string {
	if s := store.SubscriptionOf(v, vault); s != nil {
		return s.ID
	}
	if group := store.ResourceGroups.Get(v, vault.ResourceGroup); group != nil {
		return group.Subscription
	}
	return ""
}

// The seal makes a backup opaque and notices every change to it. Its key is part of this program: it keeps nobody
// from a backup who reads this file.
func sealer() cipher.AEAD {
	key := sha256.Sum256([]byte("kvlab backup, form 1"))
	block, err := aes.NewCipher(key[:])
	if err != nil {
		panic(err) // the key has the right length
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic(err) // AES has the right block size
	}
	return aead
}

// backupForm names the form of a backup.
var backupForm = []byte("KVLAB1")

func seal(s *sealed) ([]byte, error) {
	raw, err := store.Marshal(s)
	if err != nil {
		return nil, err
	}
	return sealer().Seal(append([]byte{}, backupForm...), nil, raw, backupForm), nil
}

var errNoBackup = errors.New("no backup")

func unseal(blob []byte) (*sealed, error) {
	rest, ok := strings.CutPrefix(string(blob), string(backupForm))
	if !ok {
		return nil, errNoBackup
	}
	raw, err := sealer().Open(nil, nil, []byte(rest), backupForm)
	if err != nil {
		return nil, errNoBackup
	}
	var s sealed
	if err := store.Unmarshal(raw, &s); err != nil || len(s.Objects) == 0 {
		return nil, errNoBackup
	}
	return &s, nil
}
