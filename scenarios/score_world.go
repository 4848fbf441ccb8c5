package scenarios

import (
	"encoding"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"kvlab/engine"
	"kvlab/engine/estate"
)

// world is how an estate stands, fact by fact: what a learner can set, but neither what keys are made of nor what comes
// about by itself. The key of a fact is the name of its thing, a slash, and the field.
type world map[string]string

// standing reads all facts of an estate.
func standing(e *engine.Estate) world {
	w := world{}
	w.addAll("principal", e.Principals)
	w.addAll("host", e.Hosts)
	w.addAll("vault", e.Vaults)
	w.addAll("access policy", e.AccessPolicies)
	w.addAll("role assignment", e.RoleAssignments)
	w.addAll("deny assignment", e.DenyAssignments)
	w.addAll("consumer", e.Consumers)
	w.addAll("network", e.VirtualNetworks)
	w.addAll("DNS server", e.DNSServers)
	w.addAll("DNS zone", e.DNSZones)
	w.addAll("private endpoint", e.PrivateEndpoints)
	w.addObjects(e)
	return w
}

// addAll adds a list of things of one kind, each by its Name.
func (w world) addAll(kind string, things any) {
	list := reflect.ValueOf(things)
	for i := range list.Len() {
		thing := list.Index(i)
		w.add(kind, thing.FieldByName("Name").String(), thing.Interface())
	}
}

// addObjects adds of each object whether it is deleted, and of each version what keeps it from being used.
func (w world) addObjects(e *engine.Estate) {
	for i := range e.Objects {
		o := &e.Objects[i]
		w.add(o.Collection.Noun(), o.Vault+"/"+o.Name, struct{ Deleted *estate.Deletion }{o.Deleted})
	}
	for i := range e.Versions {
		v := &e.Versions[i]
		w.add("version", v.Vault+"/"+string(v.Collection)+"/"+v.Name+"/"+v.ID, struct {
			Disabled           bool
			NotBefore, Expires encoding.TextMarshaler
		}{v.Disabled, v.NotBefore, v.Expires})
	}
}

func (w world) add(kind, name string, thing any) {
	w.leaf(kind+" "+name+factSign, reflect.ValueOf(thing))
}

// factSign stands between the name of a thing and its fact. Names may have slashes in them.
const factSign = "\x00"

// nameOf is the thing that a fact is of.
func nameOf(fact string) string {
	name, _, _ := strings.Cut(fact, factSign)
	return name
}

// passing are fields that change by themselves, or only say when something came about.
var passing = []string{"Now", "At", "PurgeAt", "Since", "ChangedAt", "Was", "WasAbsent", "Created", "Token", "TokenExpires"}

// leaf adds a value, part by part.
func (w world) leaf(at string, v reflect.Value) {
	if v.IsValid() && v.CanInterface() {
		if text, ok := v.Interface().(encoding.TextMarshaler); ok && !nilled(v) {
			raw, _ := text.MarshalText()
			w[at] = string(raw)
			return
		}
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		w[at] = strconv.FormatBool(!v.IsNil())
		if !v.IsNil() {
			w.leaf(at, v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if name := v.Type().Field(i).Name; !slices.Contains(passing, name) {
				w.leaf(at+"/"+name, v.Field(i))
			}
		}
	case reflect.Slice:
		w.leaves(at, v)
	default:
		w[at] = fmt.Sprint(v)
	}
}

func nilled(v reflect.Value) bool {
	return (v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface) && v.IsNil()
}

// leaves adds a list: of things by their names, else as one text.
func (w world) leaves(at string, v reflect.Value) {
	if v.Type().Elem().Kind() != reflect.Struct || !beginsWithName(v) {
		w[at] = fmt.Sprint(v)
		return
	}
	for i := range v.Len() {
		w.leaf(at+"/"+v.Index(i).Field(0).String(), v.Index(i))
	}
}

// beginsWithName reports whether the elements of a list begin with what they are called by.
func beginsWithName(v reflect.Value) bool {
	t := v.Type().Elem()
	return t.NumField() > 0 && t.Field(0).Type.Kind() == reflect.String
}

// differing are the facts of w that are not so in other, in the order of the alphabet. What is only in other is
// something new, and says nothing about what there was.
func (w world) differing(other world) []string {
	var facts []string
	for fact, value := range w {
		if other[fact] != value {
			facts = append(facts, fact)
		}
	}
	slices.Sort(facts)
	return facts
}
