package engine_test

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/cockroachdb/datadriven"
	"github.com/cockroachdb/pebble/v2/vfs"

	"kvlab/engine"
	"kvlab/engine/agenda"
	"kvlab/engine/estate"
	"kvlab/engine/trace"
)

// TestClock reads the conversations in testdata/clock: a lab, and what its clock brings. Run it with -rewrite after a
// change of wording, and read the difference.
//
//	lab [delays]     the world of these tests, with the objects that follow, one a line:
//	                 secret db not-before=TIME expires=TIME · version db expires=TIME · deleted db until=TIME ·
//	                 certificate tls expires=TIME · group readers · ends web-reads TIME · token app-web TIME
//	advance 90d · next · due N · undo · redo · reset · reopen
//	set              PATH = VALUE a line, one change
//	ask HOST         how a read of db from there ends, and the steps that say why
//	log · history
//	hash NAME        remembers the state's hash under a name, or compares it with the one remembered
func TestClock(t *testing.T) {
	datadriven.Walk(t, "testdata/clock", func(t *testing.T, path string) {
		c := &conversation{t: t, hashes: map[string]string{}}
		datadriven.RunTest(t, path, func(t *testing.T, d *datadriven.TestData) string {
			answer, err := c.answer(d)
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

// conversation is one lab that is talked to.
type conversation struct {
	t      *testing.T
	disk   *vfs.MemFS
	lab    *engine.Lab
	hashes map[string]string
}

func (c *conversation) answer(d *datadriven.TestData) (string, error) {
	arg := ""
	if len(d.CmdArgs) > 0 {
		arg = d.CmdArgs[0].Key
	}
	switch d.Cmd {
	case "lab":
		return "", c.start(d.Input, arg == "delays")
	case "reopen":
		return "", errors.Join(c.lab.Close(), c.open())
	case "advance":
		return happened(c.lab.Advance(length(c.t, arg)))
	case "next":
		return happened(c.lab.AdvanceToNext())
	case "due":
		return c.due(arg)
	case "undo":
		return told(c.lab.Undo())
	case "redo":
		return told(c.lab.Redo())
	case "reset":
		return "", c.lab.Reset()
	case "set":
		return "", c.set(d.Input)
	case "ask":
		return c.ask(arg)
	case "log":
		return c.log()
	case "history":
		return c.history()
	case "hash":
		return c.hash(arg)
	}
	return "", fmt.Errorf("no command %q", d.Cmd)
}

func (c *conversation) start(input string, delays bool) error {
	e := world()
	e.Lab.Delays = delays
	e.DNSZones[0].Records[0].TTL = 5 * time.Minute
	for line := range strings.Lines(input) {
		if err := add(e, strings.Fields(line)); err != nil {
			return err
		}
	}
	if c.lab != nil {
		if err := c.lab.Close(); err != nil {
			return err
		}
	}
	c.disk = vfs.NewMem()
	if err := c.open(); err != nil {
		return err
	}
	return c.lab.Load(e)
}

func (c *conversation) open() (err error) {
	c.lab, err = engine.Open("lab", engine.Options{FS: c.disk})
	return err
}

// add puts one more thing into a world.
func add(e *engine.Estate, words []string) error {
	kind, name, facts := words[0], words[1], map[string]time.Time{}
	for _, w := range words[2:] {
		key, value, named := strings.Cut(w, "=")
		if !named {
			key, value = "", w
		}
		at, err := time.Parse(time.RFC3339, value)
		if err != nil {
			return err
		}
		facts[key] = at
	}
	o := estate.Object{Vault: "kv-shop", Collection: estate.Secrets, Name: name, Current: estate.VersionID(kind, name)}
	x := estate.Version{Vault: o.Vault, Collection: o.Collection, Name: name, ID: o.Current, Secret: &estate.Secret{Value: marked},
		Attributes: estate.Attributes{Created: morning, NotBefore: facts["not-before"], Expires: facts["expires"]}}
	switch kind {
	case "deleted":
		o.Deleted = &estate.Deletion{At: morning.AddDate(0, 0, -90), PurgeAt: facts["until"]}
	case "version":
		e.Versions = append(e.Versions, x)
		return nil
	case "certificate":
		addCertificate(e, o, x)
		return nil
	case "group":
		e.Principals = append(e.Principals, estate.Principal{Name: name, Kind: estate.Group, Tenant: "contoso", ObjectID: estate.GUID(name)})
		e.RoleAssignments = append(e.RoleAssignments, estate.RoleAssignment{Name: name + "-read", ID: estate.GUID(name, "read"),
			PrincipalID: estate.GUID(name), Role: "Key Vault Secrets User", Scope: group.Vault("kv-shop")})
		return nil
	case "ends":
		e.RoleAssignments[0].Expires = facts[""]
		return nil
	case "token":
		e.Hosts[0].TokenExpires = facts[""]
		return nil
	}
	e.Objects, e.Versions = append(e.Objects, o), append(e.Versions, x)
	return nil
}

// addCertificate adds a deleted certificate with its key and its secret.
func addCertificate(e *engine.Estate, o estate.Object, x estate.Version) {
	o.Deleted = &estate.Deletion{At: morning.AddDate(0, 0, -80), PurgeAt: x.Expires}
	for _, part := range estate.Collections {
		o.Collection, o.Managed, x.Collection, x.Secret = part, part != estate.Certificates, part, nil
		e.Objects, e.Versions = append(e.Objects, o), append(e.Versions, x)
	}
}

// length reads "90d" or "1h30m".
func length(t *testing.T, s string) time.Duration {
	t.Helper()
	if days, ok := strings.CutSuffix(s, "d"); ok {
		n, err := strconv.Atoi(days)
		if err != nil {
			t.Fatal(err)
		}
		return time.Duration(n) * 24 * time.Hour
	}
	d, err := time.ParseDuration(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func happened(events []agenda.Event, err error) (string, error) {
	var b strings.Builder
	for _, e := range events {
		fmt.Fprintf(&b, "%s %s: %s\n", trace.Stamp(e.At), e.Kind, e.What)
	}
	if len(events) == 0 && err == nil {
		return "nothing happens\n", nil
	}
	return b.String(), err
}

func told(e engine.Entry, err error) (string, error) {
	if err != nil {
		return "", err
	}
	return entry(e), nil
}

func entry(e engine.Entry) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d %s (at %s)", e.Seq, e.Label, trace.Stamp(e.At))
	if e.Undone {
		b.WriteString(", undone")
	}
	b.WriteString("\n")
	for _, x := range e.Events {
		fmt.Fprintf(&b, "  %s %s\n", trace.Stamp(x.At), x.What)
	}
	return b.String()
}

func (c *conversation) due(n string) (string, error) {
	count, err := strconv.Atoi(n)
	if err != nil {
		return "", err
	}
	ahead, err := c.lab.Due(count)
	var b strings.Builder
	for _, x := range ahead {
		fmt.Fprintf(&b, "%s %s: %s\n", trace.Stamp(x.At), x.Kind, x.What)
	}
	if len(ahead) == 0 {
		b.WriteString("nothing\n")
	}
	return b.String(), err
}

func (c *conversation) set(input string) error {
	var changes []engine.Change
	for line := range strings.Lines(input) {
		path, value, _ := strings.Cut(strings.TrimSpace(line), " =")
		changes = append(changes, engine.Change{Path: path, Value: strings.TrimSpace(value)})
	}
	return c.lab.Apply(changes[0].Path+" = "+changes[0].Value, changes...)
}

// ask tells how a read ends, with every step that has a reason or fails.
func (c *conversation) ask(host string) (string, error) {
	tr, err := c.lab.Evaluate(&engine.Request{ID: "read", Host: host, Operation: "secrets/get", Vault: "kv-shop", Object: "db"})
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString(trace.Summary(tr) + "\n")
	for _, g := range tr.Gates {
		for _, s := range g.Steps {
			untried := s.Reason != nil && *s.Reason == trace.Unavailable
			if untried || s.Reason == nil && s.Outcome != trace.Fail && !strings.Contains(s.Detail, "keep answering") {
				continue
			}
			fmt.Fprintf(&b, "  %s %s: %s\n", s.Outcome, s.ID, s.Detail)
		}
	}
	return b.String(), nil
}

func (c *conversation) log() (string, error) {
	events, err := c.lab.Events(1000)
	var b strings.Builder
	for _, e := range events {
		fmt.Fprintf(&b, "%s %s %d %s caller=%q\n", trace.Stamp(e.Time), e.OperationName, e.Status, e.RequestURI, e.ObjectID)
	}
	if len(events) == 0 {
		b.WriteString("empty\n")
	}
	return b.String(), err
}

func (c *conversation) history() (string, error) {
	entries, err := c.lab.History()
	var b strings.Builder
	for _, e := range entries {
		b.WriteString(entry(e))
	}
	return b.String(), err
}

func (c *conversation) hash(name string) (string, error) {
	hash, err := c.lab.StateHash()
	if err != nil {
		return "", err
	}
	if known, ok := c.hashes[name]; !ok {
		c.hashes[name] = hash
		return "remembered\n", nil
	} else if known != hash {
		return "another state\n", nil
	}
	return "the same state\n", nil
}
