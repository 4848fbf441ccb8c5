package agenda_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"kvlab/engine/agenda"
	"kvlab/engine/estate"
	"kvlab/engine/store"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// second is a moment of these tests' little time.
func second(n int) time.Time { return noon.Add(time.Duration(n) * time.Second) }

// task is one thing a subject has ahead. Work is taken off the list when it is done; it may take other things off and
// bring new ones, so many seconds after it was done.
type task struct {
	at     int
	name   string
	work   bool
	silent bool
	clears bool
	brings []task
}

// world is what some subjects have ahead.
type world map[string][]task

func (w world) clone() world {
	copied := world{}
	for subject, tasks := range w {
		copied[subject] = slices.Clone(tasks)
	}
	return copied
}

// due is what a source says: work that should have been done already comes a second after the first moment.
func (w world) due(subject string, after, until time.Time) (list []task, at []time.Time) {
	for _, x := range w[subject] {
		when := second(x.at)
		if x.work && !when.After(after) {
			when = after.Add(time.Second)
		}
		if when.After(after) && !when.After(until) {
			list, at = append(list, x), append(at, when)
		}
	}
	return list, at
}

// do is the work: it says what came of it.
func (w world) do(subject string, x task, at time.Time) string {
	if x.clears {
		w[subject] = nil
	}
	w[subject] = slices.DeleteFunc(slices.Clone(w[subject]), func(y task) bool { return y.name == x.name })
	for _, next := range x.brings {
		next.at += int(at.Sub(noon) / time.Second)
		next.name = x.name + "+" + next.name
		w[subject] = append(w[subject], next)
	}
	if x.silent {
		return ""
	}
	return fmt.Sprint(len(w[subject]), " left")
}

// sources are the world's, in the order of their names. Work fails the test when the lab's clock does not stand at
// its moment.
func (w world) sources(t interface{ Errorf(string, ...any) }) []agenda.Source {
	var sources []agenda.Source
	for subject := range w {
		sources = append(sources, agenda.Source{Subject: subject, Due: func(v *store.View, after, until time.Time) []agenda.Item {
			var items []agenda.Item
			list, moments := w.due(subject, after, until)
			for i, x := range list {
				item := agenda.Item{At: moments[i], Kind: agenda.Refresh, What: x.name + " of " + subject}
				if x.work {
					item.Run = func(tx *store.Tx, at time.Time) (string, error) {
						if now := store.Labs.Get(&tx.View).Clock; !now.Equal(at) {
							t.Errorf("%s %s runs at %s by the clock, not %s", subject, x.name, now, at)
						}
						return w.do(subject, x, at), nil
					}
				}
				items = append(items, item)
			}
			return items
		}})
	}
	return sources
}

func open(t testing.TB) *store.Store {
	t.Helper()
	s, err := store.Open("", store.Options{InMemory: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := s.Load(&estate.Estate{Lab: estate.Lab{Scenario: "test", Clock: noon}}); err != nil {
		t.Fatal(err)
	}
	return s
}

// run lets the clock run over sources in a transaction that is dropped, and lists what happened.
func run(s *store.Store, sources []agenda.Source, until time.Time) ([]string, error) {
	tx := s.WhatIf()
	defer tx.Close()
	var happened []string
	err := agenda.Run(tx, sources, until, func(e agenda.Event) {
		happened = append(happened, fmt.Sprint(int(e.At.Sub(noon)/time.Second), " ", e.What))
	})
	if now := store.Labs.Get(&tx.View).Clock; err == nil && !now.Equal(until) {
		err = fmt.Errorf("the clock ends at %s", now)
	}
	return happened, err
}
