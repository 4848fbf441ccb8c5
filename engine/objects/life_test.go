package objects_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/objects"
	"kvlab/engine/operation"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// shelf is a vault with the same things in each collection: one that is there in two versions, one that is deleted,
// and a certificate "tls" with the key and the secret that belong to it.
func shelf() *estate.Estate {
	e := &estate.Estate{
		Subscriptions:  []estate.Subscription{{Name: "sub-shop", ID: "5b"}, {Name: "sub-other", ID: "07"}},
		ResourceGroups: []estate.ResourceGroup{{Name: "rg-shop", Subscription: "sub-shop"}, {Name: "rg-other", Subscription: "sub-other"}},
		Vaults: []estate.Vault{
			{Name: "kv-shop", ResourceGroup: "rg-shop", Location: "westeurope", RetentionDays: 30},
			{Name: "kv-near", ResourceGroup: "rg-shop", Location: "North Europe"},
			{Name: "kv-far", ResourceGroup: "rg-shop", Location: "eastus"},
			{Name: "kv-foreign", ResourceGroup: "rg-other", Location: "westeurope"},
			{Name: "kv-kept", ResourceGroup: "rg-shop", Location: "westeurope", PurgeProtection: true},
		},
	}
	for _, c := range estate.Collections {
		put(e, "kv-shop", c, "here", false, nil)
		put(e, "kv-shop", c, "gone", false, &estate.Deletion{At: noon.Add(-time.Hour), PurgeAt: noon.AddDate(0, 0, 30)})
		put(e, "kv-kept", c, "gone", false, &estate.Deletion{At: noon.Add(-time.Hour), PurgeAt: noon.AddDate(0, 0, 90)})
		put(e, "kv-shop", c, "tls", c != estate.Certificates, nil)
	}
	return e
}

func put(e *estate.Estate, vault string, c estate.Collection, name string, managed bool, d *estate.Deletion) {
	o := estate.Object{Vault: vault, Collection: c, Name: name, Current: current, Managed: managed, Deleted: d}
	if c == estate.Certificates {
		o.Issuance = &estate.Issuance{Policy: estate.CertificatePolicy{Issuer: estate.SelfIssuer}}
	}
	e.Objects = append(e.Objects, o)
	for i, id := range []string{older, current} {
		x := estate.Version{Vault: vault, Collection: c, Name: name, ID: id,
			Attributes: estate.Attributes{Created: noon.Add(time.Duration(i-5) * time.Hour), Tags: map[string]string{"n": id[:1]}}}
		switch c {
		case estate.Secrets:
			x.Secret = &estate.Secret{Value: marked}
		case estate.Keys:
			x.Key = &estate.Key{Private: estate.Private(marked)}
		case estate.Certificates:
			x.Certificate = &estate.Certificate{Chain: [][]byte{[]byte("leaf")}}
		}
		e.Versions = append(e.Versions, x)
	}
}

// ask does a request at noon and says in one word how it ended: "200", or status, code and inner code.
func ask(t testing.TB, s *store.Store, r operation.Request) (objects.Content, string) {
	t.Helper()
	c, stop := carryAt(t, s, noon, r)
	if stop == nil {
		return c, "200"
	}
	words := []string{fmt.Sprint(stop.Response.Status), *stop.Response.Code}
	if stop.Response.InnerCode != nil {
		words = append(words, *stop.Response.InnerCode)
	}
	return c, strings.Join(words, " ")
}

// every runs a test for each of the three collections on a shelf of its own.
func every(t *testing.T, test func(t *testing.T, s *store.Store, c estate.Collection, noun string)) {
	for _, c := range estate.Collections {
		t.Run(string(c), func(t *testing.T) {
			noun := c.Noun()
			test(t, open(t, shelf()), c, strings.ToUpper(noun[:1])+noun[1:])
		})
	}
}

func TestALifeOfEachKind(t *testing.T) {
	every(t, func(t *testing.T, s *store.Store, c estate.Collection, noun string) {
		held := "409 Conflict ObjectIsDeletedButRecoverable"
		for _, step := range []struct{ verb, object, want string }{
			{"get-deleted", "here", "404 " + noun + "NotFound"},
			{"recover", "here", "404 " + noun + "NotFound"},
			{"purge", "here", "404 " + noun + "NotFound"},
			{"delete", "here", "200"},
			{"delete", "here", "404 " + noun + "NotFound"},
			{"list-versions", "here", "404 " + noun + "NotFound"},
			{"backup", "here", "404 " + noun + "NotFound"},
			{"get-deleted", "here", "200"},
			{"recover", "here", "200"},
			{"list-versions", "here", "200"},
			{"delete", "HERE", "200"},
			{"purge", "Here", "200"},
			{"get-deleted", "here", "404 " + noun + "NotFound"},
			{"recover", "here", "404 " + noun + "NotFound"},
			{"delete", "never", "404 " + noun + "NotFound"},
			{"restore", "", "400 BadParameter"},
			{"delete", "no_name", "400 BadParameter"},
		} {
			if _, got := ask(t, s, operation.Request{Operation: string(c) + "/" + step.verb, Object: step.object}); got != step.want {
				t.Errorf("%s %s: %s, want %s", step.verb, step.object, got, step.want)
			}
		}
		if c == estate.Secrets {
			if _, got := ask(t, s, operation.Request{Operation: "secrets/set", Object: "gone"}); got != held {
				t.Errorf("set over a deleted name: %s", got)
			}
		}
	})
}

func TestRecoveringBringsAllVersionsBackAsTheyWere(t *testing.T) {
	every(t, func(t *testing.T, s *store.Store, c estate.Collection, _ string) {
		before := versions(t, s, c, "here")
		for _, verb := range []string{"delete", "recover"} {
			if _, got := ask(t, s, operation.Request{Operation: string(c) + "/" + verb, Object: "here"}); got != "200" {
				t.Fatalf("%s: %s", verb, got)
			}
		}
		if after := versions(t, s, c, "here"); !slices.Equal(before, after) || len(after) != 2 {
			t.Errorf("%v became %v", before, after)
		}
	})
}

// versions are an object's versions, oldest first, each as id and tag.
func versions(t *testing.T, s *store.Store, c estate.Collection, name string) []string {
	t.Helper()
	content, got := ask(t, s, operation.Request{Operation: string(c) + "/list-versions", Object: name})
	if got != "200" {
		t.Fatalf("list-versions: %s", got)
	}
	ids := []string{}
	for _, i := range content.Items {
		ids = append(ids, i.Version+" "+i.Tags["n"])
	}
	return ids
}

func TestWhatIsDeletedSaysUntilWhenItCanBeRecovered(t *testing.T) {
	every(t, func(t *testing.T, s *store.Store, c estate.Collection, _ string) {
		content, _ := ask(t, s, operation.Request{Operation: string(c) + "/delete", Object: "here"})
		d := content.Item.Deleted
		if d == nil || !d.At.Equal(noon) || !d.PurgeAt.Equal(noon.AddDate(0, 0, 30)) || content.Item.Level != "CustomizedRecoverable+Purgeable" || content.Item.RecoverableDays != 30 {
			t.Errorf("%+v", content.Item)
		}
		list, _ := ask(t, s, operation.Request{Operation: string(c) + "/list-deleted"})
		live, _ := ask(t, s, operation.Request{Operation: string(c) + "/list"})
		if got := names(list.Items); got != "gone here" {
			t.Errorf("deleted: %s", got)
		}
		if got := names(live.Items); got != "tls" {
			t.Errorf("live: %s", got)
		}
	})
}

func names(items []objects.Item) string {
	var all []string
	for _, i := range items {
		all = append(all, i.Name)
	}
	return strings.Join(all, " ")
}

func TestNobodyPurgesUnderPurgeProtection(t *testing.T) {
	every(t, func(t *testing.T, s *store.Store, c estate.Collection, _ string) {
		_, stop := carryAt(t, s, noon, operation.Request{Operation: string(c) + "/purge", Vault: "kv-kept", Object: "gone"})
		want := `Operation "purge" is not allowed because purge protection is enabled for this vault. Key Vault service will automatically purge it after the retention period has passed.` +
			"\r\nVault: kv-kept;location=westeurope"
		if stop == nil || stop.Response.Status != 403 || *stop.Response.Message != want {
			t.Errorf("%+v", stop)
		}
		if _, got := ask(t, s, operation.Request{Operation: string(c) + "/recover", Vault: "kv-kept", Object: "gone"}); got != "200" {
			t.Errorf("recover: %s", got)
		}
	})
}

func TestACertificateTakesItsKeyAndSecretAlong(t *testing.T) {
	s := open(t, shelf())
	there := func(when, want string) {
		t.Helper()
		var got []string
		for _, c := range estate.Collections {
			v := s.View()
			switch o := store.Objects.Get(v, "kv-shop", string(c), "tls"); {
			case o == nil:
				got = append(got, "none")
			case o.Deleted != nil:
				got = append(got, "deleted")
			default:
				got = append(got, "live")
			}
			_ = v.Close()
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", when, got, want)
		}
	}
	for _, step := range []struct{ operation, answer, state string }{
		{"keys/delete", "403 Forbidden", "live live live"},
		{"secrets/delete", "403 Forbidden", "live live live"},
		{"certificates/delete", "200", "deleted deleted deleted"},
		{"keys/recover", "403 Forbidden", "deleted deleted deleted"},
		{"secrets/purge", "403 Forbidden", "deleted deleted deleted"},
		{"certificates/recover", "200", "live live live"},
		{"certificates/delete", "200", "deleted deleted deleted"},
		{"certificates/purge", "200", "none none none"},
	} {
		_, got := ask(t, s, operation.Request{Operation: step.operation, Object: "tls"})
		if got != step.answer {
			t.Errorf("%s: %s, want %s", step.operation, got, step.answer)
		}
		there(step.operation, step.state)
	}
}

// A certificate's secret is read like any other, and the trace says what that gives away.
func TestReadingACertificatesSecretWarnsOfItsPrivateKey(t *testing.T) {
	e := shelf()
	for _, kept := range []bool{false, true} {
		for i := range e.Objects {
			if o := &e.Objects[i]; o.Collection == estate.Certificates {
				o.Issuance = &estate.Issuance{Policy: estate.CertificatePolicy{KeepKey: kept}}
			}
		}
		v := open(t, e).View()
		defer v.Close()
		op, _ := operation.Find("secrets/get")
		for _, name := range []string{"tls", "here"} {
			j := objects.Evaluate(v, "guide", noon, &operation.Request{Operation: op.ID, Vault: "kv-shop", Object: name}, op, store.Vaults.Get(v, "kv-shop"))
			exposed := slices.ContainsFunc(j.Steps, func(s trace.Step) bool { return s.ID == "object.private_key" })
			if want := name == "tls" && !kept; exposed != want || (len(j.Warnings) == 1) != want {
				t.Errorf("%s, key kept %t: exposed %t, warnings %v", name, kept, exposed, j.Warnings)
			}
		}
	}
}

func TestAnUpdateChangesOnlyWhatItNames(t *testing.T) {
	yes, no := true, false
	from, until, never := noon.Add(-time.Hour), noon.Add(time.Hour), time.Time{}
	every(t, func(t *testing.T, s *store.Store, c estate.Collection, _ string) {
		id := string(c) + "/update"
		update := func(b operation.UpdateBody, version string) (objects.Content, string) {
			return ask(t, s, operation.Request{Operation: id, Object: "here", Version: version, Body: &b})
		}
		set, got := update(operation.UpdateBody{Enabled: &no, NotBefore: &from, Expires: &until, Tags: map[string]string{"a": "b"}}, "")
		if i := set.Item; got != "200" || !i.Disabled || !i.NotBefore.Equal(from) || !i.Expires.Equal(until) || i.Tags["a"] != "b" || i.Tags["n"] != "" || !i.Updated.Equal(noon) {
			t.Errorf("%s %+v", got, i)
		}
		again, got := update(operation.UpdateBody{Enabled: &yes, Expires: &never}, "")
		if i := again.Item; got != "200" || i.Disabled || !i.NotBefore.Equal(from) || !i.Expires.IsZero() || i.Tags["a"] != "b" {
			t.Errorf("%s %+v", got, i)
		}
		if _, got := update(operation.UpdateBody{Enabled: &no}, older); got != "200" {
			t.Errorf("an older version: %s", got)
		}
		if _, got := update(operation.UpdateBody{NotBefore: &until, Expires: &from}, ""); got != "400 BadParameter" {
			t.Errorf("a window that ends before it begins: %s", got)
		}
		if _, got := ask(t, s, operation.Request{Operation: id, Object: "here"}); got != "400 BadParameter" {
			t.Errorf("no body: %s", got)
		}
		if c != estate.Certificates {
			if _, got := ask(t, s, operation.Request{Operation: id, Object: "tls", Body: &operation.UpdateBody{Enabled: &no}}); got != "403 Forbidden" {
				t.Errorf("what belongs to a certificate: %s", got)
			}
		}
	})
}

func TestLimitsOfWhatGoesWithAVersion(t *testing.T) {
	tags := func(n, length int) map[string]string {
		m := map[string]string{}
		for i := range n {
			m[fmt.Sprint(i)] = strings.Repeat("ä", length)
		}
		return m
	}
	every(t, func(t *testing.T, s *store.Store, c estate.Collection, _ string) {
		limit := objects.MaxTagLength(c)
		for _, x := range []struct {
			tags map[string]string
			want string
		}{
			{tags(15, 1), "200"}, {tags(16, 1), "400 BadParameter"},
			{tags(1, limit), "200"}, {tags(1, limit+1), "400 BadParameter"},
			{map[string]string{strings.Repeat("k", limit+1): ""}, "400 BadParameter"},
		} {
			if _, got := ask(t, s, operation.Request{Operation: string(c) + "/update", Object: "here", Body: &operation.UpdateBody{Tags: x.tags}}); got != x.want {
				t.Errorf("%d tags: %s, want %s", len(x.tags), got, x.want)
			}
		}
	})
	s := open(t, shelf())
	for length, want := range map[int]string{255: "200", 256: "400 BadParameter"} {
		kind := strings.Repeat("x", length)
		if _, got := ask(t, s, operation.Request{Operation: "secrets/set", Object: "here", Body: &operation.SecretBody{ContentType: kind}}); got != want {
			t.Errorf("set with a content type of %d: %s", length, got)
		}
		if _, got := ask(t, s, operation.Request{Operation: "secrets/update", Object: "here", Body: &operation.UpdateBody{ContentType: &kind}}); got != want {
			t.Errorf("update with a content type of %d: %s", length, got)
		}
	}
	for size, want := range map[int]string{objects.MaxSecret: "200", objects.MaxSecret + 1: "400 BadParameter"} {
		if _, got := ask(t, s, operation.Request{Operation: "secrets/set", Object: "here", Body: &operation.SecretBody{Value: strings.Repeat("x", size)}}); got != want {
			t.Errorf("%d bytes: %s", size, got)
		}
	}
}

// Whatever the page size, following the pages lists everything once, in one order.
func TestPagesListEverythingOnce(t *testing.T) {
	every(t, func(t *testing.T, s *store.Store, c estate.Collection, _ string) {
		e := &estate.Estate{Vaults: []estate.Vault{{Name: "kv-shop"}}}
		var want []string
		for i := range 60 {
			name := fmt.Sprintf("n-%02d", i)
			put(e, "kv-shop", c, name, false, nil)
			want = append(want, name)
		}
		put(e, "kv-shop", c, "n-07-gone", false, &estate.Deletion{At: noon})
		s = open(t, e)
		for _, size := range []int{0, 1, 7, 25} {
			var got []string
			page := &operation.PageBody{Max: size}
			for pages := 0; pages < 100; pages++ {
				content, _ := ask(t, s, operation.Request{Operation: string(c) + "/list", Body: page})
				if len(content.Items) > objects.PageSize || size > 0 && len(content.Items) > size {
					t.Fatalf("a page of %d", len(content.Items))
				}
				for _, i := range content.Items {
					got = append(got, i.Name)
				}
				if content.Next == "" {
					break
				}
				page = &operation.PageBody{Max: size, Skip: content.Next}
			}
			if !slices.Equal(got, want) {
				t.Errorf("pages of %d list %v", size, got)
			}
		}
		for _, size := range []int{-1, 26} {
			if _, got := ask(t, s, operation.Request{Operation: string(c) + "/list", Body: &operation.PageBody{Max: size}}); got != "400 BadParameter" {
				t.Errorf("a page of %d: %s", size, got)
			}
		}
		first, _ := ask(t, s, operation.Request{Operation: string(c) + "/list-versions", Object: "n-00", Body: &operation.PageBody{Max: 1}})
		second, _ := ask(t, s, operation.Request{Operation: string(c) + "/list-versions", Object: "n-00", Body: &operation.PageBody{Max: 1, Skip: first.Next}})
		if first.Items[0].Version != older || second.Items[0].Version != current || second.Next != "" {
			t.Errorf("versions: %+v, then %+v", first, second)
		}
	})
}
