package store

import (
	"errors"
	"net/netip"
	"reflect"
	"syscall"
	"testing"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/cockroachdb/pebble/v2/vfs/errorfs"

	"kvlab/engine/estate"
)

// everything is an estate with two of each kind of entity, so that a table that Load or Estate forgets is missed.
func everything(t *testing.T) *estate.Estate {
	t.Helper()
	e := &estate.Estate{Lab: estate.Lab{Scenario: "all", Profile: "service", Clock: noon}}
	lists := reflect.ValueOf(e).Elem()
	for i := range lists.NumField() {
		list := lists.Field(i)
		if list.Kind() != reflect.Slice {
			continue
		}
		for _, name := range []string{"one", "two"} {
			x := reflect.New(list.Type().Elem()).Elem()
			for _, field := range []string{"Name", "ID", "Request"} {
				if f := x.FieldByName(field); f.IsValid() {
					f.SetString(name)
				}
			}
			list.Set(reflect.Append(list, x))
		}
	}
	return e
}

// detailed has values of the types that a codec may get wrong.
func detailed(e *estate.Estate) *estate.Estate {
	for i := range e.Contacts { // the only ones that are found by their vault alone
		e.Contacts[i].Vault = e.Vaults[i].Name
	}
	vault := &e.Vaults[0]
	vault.IPRules = []netip.Prefix{netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("2001:db8::/32")}
	vault.Perimeter = &estate.Perimeter{Name: "p", Enforced: true}
	vault.PublicIP = netip.MustParseAddr("20.50.1.1")
	vault.Created = noon.Add(123456789 * time.Nanosecond)
	e.Hosts[0].SignedIn = map[string]string{"az": "ada", "azd": "bob"}
	e.Hosts[0].Environment = &estate.Environment{App: "a"}
	e.DNSZones[0].Records = []estate.Record{{Name: "kv", Address: netip.MustParseAddr("10.0.0.4"), TTL: 10 * time.Second, ChangedAt: noon}}
	e.Objects[0].Deleted = &estate.Deletion{At: noon}
	return e
}

func TestWhatIsLoadedComesBack(t *testing.T) {
	s := memory(t)
	want := detailed(everything(t))
	if err := s.Load(want); err != nil {
		t.Fatal(err)
	}
	v := s.View()
	got := v.Estate()
	if err := v.Close(); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v\nwant %+v", got, err, want)
	}
	if undo, redo := s.Position(); undo != 0 || redo != 0 {
		t.Errorf("%d to undo, %d to redo after loading", undo, redo)
	}
}

// Loading and writing one by one must leave the same bytes, or Reset and undo would see differences where none are.
func TestLoadingIsWritingOneByOne(t *testing.T) {
	e := detailed(everything(t))
	loaded, written := memory(t), memory(t)
	if err := loaded.Load(e); err != nil {
		t.Fatal(err)
	}
	err := written.Update("write", noon, func(tx *Tx) error {
		Labs.Put(tx, &e.Lab)
		putAll(tx, Tenants, e.Tenants)
		putAll(tx, ManagementGroups, e.ManagementGroups)
		putAll(tx, Subscriptions, e.Subscriptions)
		putAll(tx, ResourceGroups, e.ResourceGroups)
		putAll(tx, Principals, e.Principals)
		putAll(tx, Hosts, e.Hosts)
		putAll(tx, Vaults, e.Vaults)
		putAll(tx, AccessPolicies, e.AccessPolicies)
		putAll(tx, RoleDefinitions, e.RoleDefinitions)
		putAll(tx, RoleAssignments, e.RoleAssignments)
		putAll(tx, DenyAssignments, e.DenyAssignments)
		putAll(tx, VirtualNetworks, e.VirtualNetworks)
		putAll(tx, DNSServers, e.DNSServers)
		putAll(tx, DNSZones, e.DNSZones)
		putAll(tx, PrivateEndpoints, e.PrivateEndpoints)
		putAll(tx, Objects, e.Objects)
		putAll(tx, Versions, e.Versions)
		putAll(tx, Issuers, e.Issuers)
		putAll(tx, Contacts, e.Contacts)
		putAll(tx, Consumers, e.Consumers)
		putAll(tx, Results, e.Results)
		return nil
	})
	if err != nil || hash(t, loaded) != hash(t, written) {
		t.Errorf("the two states differ (%v)", err)
	}
}

func putAll[T any](tx *Tx, t Table[T], values []T) {
	for i := range values {
		t.Put(tx, &values[i])
	}
}

// A view keeps its moment while a lab is loaded, too.
func TestLoadingOverAViewLeavesItEmpty(t *testing.T) {
	s := memory(t)
	before := s.View()
	if Labs.Get(before) != nil || len(Vaults.List(before)) != 0 {
		t.Error("an empty lab is not empty")
	}
	if err := s.Load(everything(t)); err != nil {
		t.Fatal(err)
	}
	if Labs.Get(before) != nil || len(Vaults.List(before)) != 0 {
		t.Error("the view from before shows what was loaded")
	}
	after := s.View()
	if Labs.Get(after) == nil || len(Vaults.List(after)) != 2 {
		t.Error("a view from after does not show what was loaded")
	}
	if err := errors.Join(before.Close(), after.Close()); err != nil {
		t.Error(err)
	}
}

func TestAFailedLoadLeavesAnEmptyLab(t *testing.T) {
	disk := vfs.NewCrashableMem()
	f := &fault{which: anyWrite}
	s, err := Open("lab", Options{FS: errorfs.Wrap(disk, f)})
	if err != nil {
		t.Fatal(err)
	}
	f.arm()
	if err := s.Load(everything(t)); !errors.Is(err, ErrBroken) || !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("load on a full disk: %v", err)
	}
	again, err := Open("lab", Options{FS: disk.CrashClone(vfs.CrashCloneCfg{})})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	v := again.View()
	if e := v.Estate(); !reflect.DeepEqual(e.Lab, estate.Lab{}) || len(e.Vaults) != 0 {
		t.Errorf("the lab holds %+v", e)
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	if err := again.Load(everything(t)); err != nil {
		t.Errorf("loading it now: %v", err)
	}
}

func TestANoteMayBeEmptyAndTakenAway(t *testing.T) {
	s := memory(t)
	for _, note := range [][]byte{[]byte("one"), {}, nil} {
		if err := s.Keep("note", note); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Kept("note"); err != nil || string(got) != string(note) || (got == nil) != (note == nil) {
			t.Errorf("kept %#v, got %#v, %v", note, got, err)
		}
	}
}
