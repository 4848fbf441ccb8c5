package objects_test

import (
	"reflect"
	"slices"
	"testing"

	"kvlab/engine/estate"
	"kvlab/engine/keypair"
	"kvlab/engine/objects"
	"kvlab/engine/operation"
)

func TestKeyOperationsCanBeChangedWithinTheKindOfKey(t *testing.T) {
	s := open(t, safe())
	changes := func(key string, ops ...string) operation.Request {
		return operation.Request{Operation: "keys/update", Object: key, Body: &operation.UpdateBody{Operations: ops}}
	}
	for name, c := range map[string]struct {
		request operation.Request
		want    string
	}{
		"fewer":                        {changes("kek", "unwrapKey"), "200"},
		"others than before":           {changes("wrap-only", "sign"), "200"},
		"none":                         {changes("signer", []string{}...), "200"},
		"what the kind does not do":    {changes("coin", "wrapKey"), "400 BadParameter"},
		"export without being allowed": {changes("kek", "export"), "400 BadParameter"},
		"import and more":              {changes("kek", "sign", "import"), "400 BadParameter"},
		"a disabled key":               {changes("disabled", "sign"), "200"},
		"an expired key":               {changes("expired", "sign"), "200"},
		"a certificate's key":          {changes("site", "sign"), "403 Forbidden"},
		"a deleted key":                {changes("deleted", "sign"), "404 KeyNotFound"},
	} {
		if _, got := ask(t, s, c.request); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	if _, got := ask(t, s, asks("keys/wrap", "kek", keypair.RSAOAEP, 1)); got != "403 Forbidden KeyOperationForbidden" {
		t.Errorf("an operation that was taken away: %s", got)
	}
	if k := carry(t, s, operation.Request{Operation: "keys/get", Object: "kek", Version: older}).Item; !slices.Equal(k.Key.Operations, ofRSA) {
		t.Errorf("another version changed as well: %v", k.Key.Operations)
	}
}

// A disabled key is the lever that cuts data off, and enabling it gives the data back.
func TestDisablingAKeyCutsOffWhatItWrapped(t *testing.T) {
	s := open(t, safe())
	carry(t, s, wrapDEK([]byte("x")))
	unwrap := takes("keys/unwrap", "kek", "", "wrap-dek", keypair.RSAOAEP256)
	for enabled, want := range map[bool]string{false: "403 Forbidden KeyDisabled", true: "200"} {
		carry(t, s, operation.Request{Operation: "keys/update", Object: "kek", Body: &operation.UpdateBody{Enabled: &enabled}})
		if _, got := ask(t, s, unwrap); got != want {
			t.Errorf("enabled %t: %s", enabled, got)
		}
	}
}

// What a key wrapped opens again after the key was deleted and recovered, and after it was destroyed and restored:
// the material travels, and so does the policy.
func TestAKeyComesBackWithItsMaterial(t *testing.T) {
	s := open(t, safe())
	carry(t, s, plans("kek", policy("P1Y", rotates("P90D"))))
	carry(t, s, wrapDEK([]byte("x")))
	carry(t, s, operation.Request{Operation: "keys/rotate", Object: "kek"})
	unwrap := takes("keys/unwrap", "kek", current, "wrap-dek", keypair.RSAOAEP256)
	step := func(id string, body operation.Body) objects.Content {
		t.Helper()
		r := operation.Request{Operation: id, Object: "kek", Body: body}
		if op, _ := operation.Find(id); op.OnVault {
			r.Object = ""
		}
		c, got := ask(t, s, r)
		if got != "200" {
			t.Fatalf("%s: %s", id, got)
		}
		return c
	}
	opens := func(want string) {
		t.Helper()
		if _, got := ask(t, s, unwrap); got != want {
			t.Errorf("unwrap: %s, want %s", got, want)
		}
	}
	before := step("keys/list-versions", nil).Items
	blob := step("keys/backup", nil).Blob
	noPrivateNumbers(t, "the backup", string(blob))
	step("keys/delete", nil)
	opens("404 KeyNotFound")
	if d := step("keys/get-deleted", nil).Item; d.Key == nil || d.Deleted == nil {
		t.Errorf("deleted: %+v", d)
	}
	step("keys/recover", nil)
	opens("200")
	step("keys/delete", nil)
	step("keys/purge", nil)
	opens("404 KeyNotFound")
	step("keys/restore", &operation.RestoreBody{Blob: blob})
	opens("200")
	if after := step("keys/list-versions", nil).Items; len(after) != 3 || !reflect.DeepEqual(after, before) {
		t.Errorf("came back as %+v", after)
	}
	if p := step("keys/get-rotation-policy", nil).Rotation; p.Expiry != "P1Y" {
		t.Errorf("the policy came back as %+v", p)
	}
}

func TestKeysAreListedWithoutTheDeletedOnes(t *testing.T) {
	s := open(t, safe())
	var names []string
	for _, k := range carry(t, s, operation.Request{Operation: "keys/list"}).Items {
		names = append(names, k.Name)
		if k.Version != "" || k.Collection != estate.Keys || k.Managed != (k.Name == "site") {
			t.Errorf("%+v", k)
		}
	}
	if want := []string{"coin", "disabled", "ending", "expired", "garbled", "hollow", "hopeless", "kek", "lost", "signer", "site", "tomorrow", "wrap-only"}; !slices.Equal(names, want) {
		t.Errorf("listed %v", names)
	}
	if gone := carry(t, s, operation.Request{Operation: "keys/list-deleted"}).Items; len(gone) != 1 || gone[0].Name != "deleted" {
		t.Errorf("deleted: %+v", gone)
	}
}
