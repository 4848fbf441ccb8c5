package engine

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"kvlab/engine/agenda"
	"kvlab/engine/audit"
	"kvlab/engine/authz"
	"kvlab/engine/control"
	"kvlab/engine/estate"
	"kvlab/engine/identity"
	"kvlab/engine/network"
	"kvlab/engine/objects"
	"kvlab/engine/store"
)

// ErrNothingAhead says that the clock has nothing to run to.
var ErrNothingAhead = errors.New("nothing is due in the next hundred years")

// lastYear is where the lab's calendar ends: later years cannot be written as the service writes them.
const lastYear = 9000

// Upcoming is something that is due.
type Upcoming struct {
	At   time.Time
	Kind agenda.Kind
	What string
}

// Advance lets the lab's clock run forward by d. Whatever falls due on the way happens at its own moment: what the
// service and the consumers do by themselves, in one change with the clock, and what merely comes to pass.
func (l *Lab) Advance(d time.Duration) ([]agenda.Event, error) {
	if d <= 0 {
		return nil, fmt.Errorf("advance by %s: the clock only runs forward", d)
	}
	label := "advance the clock by " + lengthOf(d)
	var events []agenda.Event
	err := l.update(label, func(tx *store.Tx) error {
		until := labOf(&tx.View).Clock.Add(d)
		if until.Year() > lastYear {
			return fmt.Errorf("%s: the calendar ends with the year %d", label, lastYear)
		}
		if err := agenda.Run(tx, sources(&tx.View), until, func(e agenda.Event) {
			record(tx, e)
			events = append(events, e)
		}); err != nil {
			return fmt.Errorf("%s: %w", label, err)
		}
		tell(tx, events)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return events, nil
}

// AdvanceToNext lets the clock run to the earliest thing that is due. ErrNothingAhead when there is none.
func (l *Lab) AdvanceToNext() ([]agenda.Event, error) {
	ahead, err := l.Due(1)
	if err != nil {
		return nil, err
	}
	if len(ahead) == 0 {
		return nil, ErrNothingAhead
	}
	info, err := l.Info()
	if err != nil {
		return nil, err
	}
	return l.Advance(ahead[0].At.Sub(info.Clock))
}

// Due lists the next n things that are due as matters stand, the earliest first, without doing anything. What the
// clock's own work will bring is not among them.
func (l *Lab) Due(n int) ([]Upcoming, error) {
	v := l.store.View()
	items := agenda.Ahead(v, sources(v), n)
	if err := v.Close(); err != nil {
		return nil, err
	}
	ahead := make([]Upcoming, len(items))
	for i, x := range items {
		ahead[i] = Upcoming{x.At, x.Kind, x.What}
	}
	return ahead, nil
}

// sources are all that know of things to come.
func sources(v *store.View) []agenda.Source {
	all := consumerSources(v)
	all = append(all, objects.Sources(v)...)
	for _, x := range store.Vaults.List(v) {
		all = append(all, vaultSource(x.Name))
	}
	return append(all,
		agenda.Source{Subject: "role assignments", Due: authz.Due},
		agenda.Source{Subject: "resolvers", Due: network.Due},
		agenda.Source{Subject: "credentials", Due: identity.Due})
}

func vaultSource(name string) agenda.Source {
	return agenda.Source{Subject: "vault " + name, Due: func(v *store.View, after, until time.Time) []agenda.Item {
		if x := store.Vaults.Get(v, name); x != nil {
			return control.VaultDue(v, x, after, until)
		}
		return nil
	}}
}

// record writes the vault's own entry about an event, if it has one. A vault that is gone has no log.
func record(tx *store.Tx, e agenda.Event) {
	vault := store.Vaults.Get(&tx.View, e.Vault)
	if e.LogName == "" || vault == nil {
		return
	}
	entry := audit.ByService(e.At, e.LogName, idOf(&tx.View, vault), vault.HostName(), e.Collection, e.Object)
	entry.CorrelationID = estate.GUID("correlation", labOf(&tx.View).Scenario, e.What, strconv.FormatUint(tx.Serial(), 10))
	tx.Log(entry)
}

// mostTold is how many events a journal record lists: more are of no use to anybody who reads it.
const mostTold = 10_000

// tell lists the events in the journal record.
func tell(tx *store.Tx, events []agenda.Event) {
	for i, e := range events {
		if i == mostTold {
			tx.Tell(store.Event{At: e.At, What: fmt.Sprintf("and %d things more", len(events)-i)})
			return
		}
		tx.Tell(store.Event{At: e.At, What: e.What})
	}
}

// lengthOf is a duration in words: "90 days", "1 day and 2h30m".
func lengthOf(d time.Duration) string {
	const day = 24 * time.Hour
	days, rest := d/day, (d % day).String()
	if d%time.Minute == 0 {
		rest = strings.TrimSuffix(rest, "0s")
	}
	if d%time.Hour == 0 {
		rest = strings.TrimSuffix(rest, "0m")
	}
	switch {
	case days == 0:
		return rest
	case d%day == 0:
		return daysOf(days)
	}
	return daysOf(days) + " and " + rest
}

func daysOf(n time.Duration) string {
	if n == 1 {
		return "1 day"
	}
	return strconv.Itoa(int(n)) + " days"
}
