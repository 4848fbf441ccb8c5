package objects_test

import (
	"bytes"
	"strings"
	"testing"

	"kvlab/engine/estate"
	"kvlab/engine/objects"
	"kvlab/engine/operation"
	"kvlab/engine/store"
)

func backup(t testing.TB, s *store.Store, c estate.Collection, name string) []byte {
	t.Helper()
	content, got := ask(t, s, operation.Request{Operation: string(c) + "/backup", Object: name})
	if got != "200" || len(content.Blob) == 0 {
		t.Fatalf("backup: %s", got)
	}
	return content.Blob
}

func restore(t testing.TB, s *store.Store, c estate.Collection, vault string, blob []byte) (objects.Content, string) {
	t.Helper()
	return ask(t, s, operation.Request{Operation: string(c) + "/restore", Vault: vault, Body: &operation.RestoreBody{Blob: blob}})
}

func TestABackupBringsBackAllVersionsAfterAPurge(t *testing.T) {
	every(t, func(t *testing.T, s *store.Store, c estate.Collection, _ string) {
		name := "here"
		if c == estate.Certificates {
			name = "tls"
		}
		before, blob := versions(t, s, c, name), backup(t, s, c, name)
		for _, verb := range []string{"delete", "purge"} {
			if _, got := ask(t, s, operation.Request{Operation: string(c) + "/" + verb, Object: name}); got != "200" {
				t.Fatalf("%s: %s", verb, got)
			}
		}
		content, got := restore(t, s, c, "kv-shop", blob)
		if after := versions(t, s, c, name); got != "200" || content.Item.Name != name || strings.Join(after, " ") != strings.Join(before, " ") {
			t.Errorf("%s: %v became %v", got, before, after)
		}
		if c == estate.Certificates {
			for _, part := range []estate.Collection{estate.Keys, estate.Secrets} {
				if got := versions(t, s, part, name); len(got) != 2 {
					t.Errorf("its %s: %v", part, got)
				}
			}
		}
	})
}

func TestABackupSaysNothingOfWhatIsInIt(t *testing.T) {
	every(t, func(t *testing.T, s *store.Store, c estate.Collection, _ string) {
		blob := backup(t, s, c, "here")
		for _, word := range []string{marked, "here", "kv-shop", older} {
			if bytes.Contains(blob, []byte(word)) {
				t.Errorf("%q is in the blob", word)
			}
		}
		if bytes.Equal(blob, backup(t, s, c, "here")) {
			t.Error("two backups are the same bytes")
		}
	})
}

func TestWhereABackupCannotBeRestored(t *testing.T) {
	every(t, func(t *testing.T, s *store.Store, c estate.Collection, noun string) {
		blob := backup(t, s, c, "here")
		for _, x := range []struct {
			vault string
			blob  []byte
			want  string
		}{
			{"kv-shop", blob, "409 Conflict"},
			{"kv-far", blob, "400 BadParameter"},
			{"kv-foreign", blob, "400 BadParameter"},
			{"kv-near", blob, "200"},
			{"kv-near", blob, "409 Conflict"},
			{"kv-near", nil, "400 BadParameter"},
			{"kv-near", []byte("KVLAB1"), "400 BadParameter"},
			{"kv-near", append(bytes.Clone(blob[:len(blob)-1]), blob[len(blob)-1]^1), "400 BadParameter"},
			{"kv-near", blob[:len(blob)/2], "400 BadParameter"},
		} {
			if _, got := restore(t, s, c, x.vault, x.blob); got != x.want {
				t.Errorf("into %s: %s, want %s", x.vault, got, x.want)
			}
		}
		if _, got := ask(t, s, operation.Request{Operation: string(c) + "/delete", Vault: "kv-near", Object: "here"}); got != "200" {
			t.Fatal(got)
		}
		if _, got := restore(t, s, c, "kv-near", blob); got != "409 Conflict ObjectIsDeletedButRecoverable" {
			t.Errorf("over a deleted %s: %s", noun, got)
		}
	})
}

func TestABackupOfOneKindIsNoBackupOfAnother(t *testing.T) {
	s := open(t, shelf())
	blob := backup(t, s, estate.Secrets, "here")
	if _, got := restore(t, s, estate.Keys, "kv-near", blob); got != "400 BadParameter" {
		t.Errorf("a secret restored as a key: %s", got)
	}
}

func TestABackupOfTooManyVersionsFails(t *testing.T) {
	e := &estate.Estate{Vaults: []estate.Vault{{Name: "kv-shop"}}}
	put(e, "kv-shop", estate.Secrets, "many", false, nil)
	for i := len(e.Versions); i < objects.MaxBackup; i++ {
		e.Versions = append(e.Versions, estate.Version{Vault: "kv-shop", Collection: estate.Secrets, Name: "many",
			ID: estate.VersionID(string(rune(i))), Secret: &estate.Secret{}})
	}
	s := open(t, e)
	backup(t, s, estate.Secrets, "many")
	set(t, s, "many", "one more")
	if _, got := ask(t, s, operation.Request{Operation: "secrets/backup", Object: "many"}); got != "400 BadParameter" {
		t.Errorf("501 versions: %s", got)
	}
}

func TestGeographies(t *testing.T) {
	for location, want := range map[string]string{"westeurope": "Europe", "West Europe": "Europe", "eastus2": "United States", "Mars Central": "marscentral"} {
		if got := objects.Geography(location); got != want {
			t.Errorf("%s is in %s", location, got)
		}
	}
}

// Nothing that is handed in as a backup panics or gets in, unless it was sealed here.
func FuzzRestore(f *testing.F) {
	s := open(f, shelf())
	blob := backup(f, s, estate.Secrets, "here")
	f.Add(blob)
	f.Add([]byte{})
	f.Add([]byte("KVLAB1"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if _, got := restore(t, s, estate.Secrets, "kv-foreign", raw); got != "400 BadParameter" {
			t.Errorf("%s", got)
		}
	})
}
