package store

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/cockroachdb/datadriven"
	"github.com/cockroachdb/pebble/v2/vfs"

	"kvlab/engine/estate"
)

// TestConversations reads the files in testdata/journal: commands to a lab, and what it answers. Run it with -rewrite
// after a change of wording, and read the difference.
//
//	load            a vault or an assignment a line; the lab is then what Reset comes back to
//	update LABEL    "put", "delete", "log" or "fail" a line, one transaction
//	whatif          the same, looked at and dropped
//	undo · redo · reset · reopen
//	branches · along BRANCH · take BRANCH · forget BRANCH
//	elsewhere BRANCH CHANGE   the state at a place that the lab is not at
//	state · named NAME · history · position · neighbours · audit N
//	keep NAME TEXT · kept NAME
//	hash NAME       remembers the state's hash under a name, or compares it with the one remembered
func TestConversations(t *testing.T) {
	datadriven.Walk(t, "testdata/journal", func(t *testing.T, path string) {
		c := &conversation{fsys: vfs.NewMem(), hashes: map[string]string{}}
		c.reopen(t)
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			answer, err := c.answer(t, d)
			if err != nil {
				return answer + "error: " + err.Error() + "\n"
			}
			if answer == "" {
				return "ok\n"
			}
			return answer
		})
		if err := c.lab.Close(); err != nil {
			t.Error(err)
		}
	})
}

type conversation struct {
	fsys   vfs.FS
	lab    *Store
	hashes map[string]string
	clock  int // hours past noon, one more with each change
}

func (c *conversation) reopen(t *testing.T) {
	t.Helper()
	if c.lab != nil {
		if err := c.lab.Close(); err != nil {
			t.Fatal(err)
		}
	}
	lab, err := Open("lab", Options{FS: c.fsys})
	if err != nil {
		t.Fatal(err)
	}
	c.lab = lab
}

func (c *conversation) answer(t *testing.T, d *datadriven.TestData) (string, error) {
	words := make([]string, len(d.CmdArgs))
	for i, a := range d.CmdArgs {
		words[i] = a.String()
	}
	text := strings.Join(words, " ")
	switch d.Cmd {
	case "load":
		return "", c.load(d.Input)
	case "update", "whatif", "reset":
		return c.change(d, text)
	case "branches", "along", "take", "forget", "elsewhere":
		return c.branch(d.Cmd, words)
	case "undo":
		return told(c.lab.Undo())
	case "redo":
		return told(c.lab.Redo())
	case "reopen":
		c.reopen(t)
		return "", nil
	case "keep":
		return "", c.lab.Keep(words[0], []byte(strings.Join(words[1:], " ")))
	case "kept":
		note, err := c.lab.Kept(words[0])
		return fmt.Sprintf("%q\n", note), err
	}
	return c.look(t, d.Cmd, text)
}

func (c *conversation) look(t *testing.T, cmd, text string) (string, error) {
	switch cmd {
	case "state":
		v := c.lab.View()
		return state(v), v.Close()
	case "named":
		v := c.lab.View()
		return assignment(RoleAssignments.Named(v, text)), v.Close()
	case "history":
		return history(c.lab)
	case "position":
		undo, redo := c.lab.Position()
		return fmt.Sprintf("%d to undo, %d to redo\n", undo, redo), nil
	case "neighbours":
		undo, redo, err := c.lab.Neighbours()
		return fmt.Sprintf("undo %q, redo %q\n", undo, redo), err
	case "audit":
		return audit(c.lab, text)
	case "hash":
		return c.hash(text)
	}
	t.Fatalf("no command %q", cmd)
	return "", nil
}

func (c *conversation) load(input string) error {
	e := &estate.Estate{Lab: estate.Lab{Scenario: "test", Clock: noon}}
	for line := range strings.Lines(input) {
		switch x := parse(line).(type) {
		case *estate.Vault:
			e.Vaults = append(e.Vaults, *x)
		case *estate.RoleAssignment:
			e.RoleAssignments = append(e.RoleAssignments, *x)
		}
	}
	return c.lab.Load(e)
}

func (c *conversation) change(d *datadriven.TestData, label string) (string, error) {
	c.clock++
	at := noon.Add(time.Duration(c.clock) * time.Hour)
	switch d.Cmd {
	case "reset":
		return "", c.lab.Reset("reset", at)
	case "whatif":
		tx := c.lab.WhatIf()
		err := carry(tx, d.Input)
		seen := state(&tx.View)
		return seen, errors.Join(err, tx.Close())
	}
	return "", c.lab.Update(label, at, func(tx *Tx) error { return carry(tx, d.Input) })
}

func carry(tx *Tx, input string) error {
	for line := range strings.Lines(input) {
		verb, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch verb {
		case "log":
			tx.Log(rest)
		case "fail":
			return errors.New(rest)
		case "put":
			either(tx, parse(rest), Vaults.Put, RoleAssignments.Put)
		case "delete":
			either(tx, parse(rest), Vaults.Delete, RoleAssignments.Delete)
		}
	}
	return nil
}

func either(tx *Tx, x any, vault func(*Tx, *estate.Vault), assignment func(*Tx, *estate.RoleAssignment)) {
	switch x := x.(type) {
	case *estate.Vault:
		vault(tx, x)
	case *estate.RoleAssignment:
		assignment(tx, x)
	}
}

// parse reads "vault NAME MODEL" and "assignment NAME PRINCIPAL ROLE".
func parse(line string) any {
	f := append(strings.Fields(line), "", "", "")
	if f[0] == "vault" {
		return &estate.Vault{Name: f[1], Model: estate.Model(f[2])}
	}
	return &estate.RoleAssignment{Name: f[1], PrincipalID: f[2], Role: f[3], ID: "id-" + f[1], Scope: "/sub"}
}

func state(v *View) string {
	var b strings.Builder
	for _, x := range Vaults.List(v) {
		fmt.Fprintf(&b, "vault %s %s\n", x.Name, x.Model)
	}
	for _, x := range RoleAssignments.List(v) {
		b.WriteString(assignment(x))
	}
	if b.Len() == 0 {
		return "nothing\n"
	}
	return b.String()
}

func assignment(x *estate.RoleAssignment) string {
	if x == nil {
		return "no assignment\n"
	}
	return fmt.Sprintf("assignment %s %s %s\n", x.Name, x.PrincipalID, x.Role)
}

func told(e Entry, err error) (string, error) {
	if err != nil {
		return "", err
	}
	return entry(e), nil
}

func entry(e Entry) string {
	s := fmt.Sprintf("%d %s %s", e.Seq, e.At.Format("15:04"), e.Label)
	if e.Undone {
		s += " (undone)"
	}
	return s + "\n"
}

func history(lab *Store) (string, error) {
	entries, err := lab.History()
	if len(entries) == 0 {
		return "empty\n", err
	}
	return entriesOf(entries), err
}

func entriesOf(entries []Entry) string {
	var b strings.Builder
	for _, e := range entries {
		b.WriteString(entry(e))
	}
	return b.String()
}

func audit(lab *Store, n string) (string, error) {
	var b strings.Builder
	var count int
	if _, err := fmt.Sscan(n, &count); err != nil {
		return "", err
	}
	err := lab.Audit(count, func(seq uint64, decode func(any) error) error {
		var text string
		err := decode(&text)
		fmt.Fprintf(&b, "%d %s\n", seq, text)
		return err
	})
	if b.Len() == 0 {
		return "no events\n", err
	}
	return b.String(), err
}

func (c *conversation) hash(name string) (string, error) {
	hash, err := c.lab.StateHash()
	known, again := c.hashes[name]
	switch {
	case err != nil:
		return "", err
	case !again:
		c.hashes[name] = hash
		return "remembered\n", nil
	case known == hash:
		return "the same\n", nil
	}
	return "another\n", nil
}
