package engine_test

import (
	"fmt"
	"testing"

	"kvlab/engine"
	"kvlab/engine/estate"
	"kvlab/engine/operation"
	"kvlab/engine/trace"
)

// BenchmarkEvaluate: a whole request, all gates, full trace, in estates of more and more role assignments.
func BenchmarkEvaluate(b *testing.B) {
	for _, n := range []int{10, 1_000, 100_000, 1_000_000} {
		if n > 100_000 && testing.Short() {
			continue
		}
		e := world()
		crowd(e, n)
		lab := open(b, e)
		for _, r := range []*engine.Request{webRead, jobRead} {
			b.Run(fmt.Sprintf("assignments=%d/%s", n, evaluate(b, lab, r).Verdict), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					evaluate(b, lab, r)
				}
			})
		}
	}
}

// BenchmarkWhatIf: the same request over an overlay with one change, beside the bare evaluation.
func BenchmarkWhatIf(b *testing.B) {
	lab := open(b, world())
	b.Run("evaluate", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			evaluate(b, lab, webRead)
		}
	})
	b.Run("whatif", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := lab.WhatIf(webRead, engine.Change{Path: "vault.kv-shop.public_access", Value: "enabled"}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkFixes(b *testing.B) {
	lab := open(b, world())
	apply(b, lab, "dns_zone.private.link.vnet-app.present", "false")
	apply(b, lab, "role_assignment.web-reads.present", "false")
	b.ReportAllocs()
	for b.Loop() {
		fixes, err := lab.Fixes(webRead, []*engine.Request{jobRead}, switches)
		if err != nil || len(fixes) == 0 {
			b.Fatal(fixes, err)
		}
	}
}

func BenchmarkDo(b *testing.B) {
	lab := open(b, world())
	b.ReportAllocs()
	for b.Loop() {
		r, err := lab.Do(webRead)
		if err != nil || r.Trace.Verdict != trace.Allowed {
			b.Fatal(err)
		}
	}
}

// BenchmarkSecrets: the daily work, and a list of 10,000 in pages.
func BenchmarkSecrets(b *testing.B) {
	e := consumers()
	e.Consumers = nil
	for i := range 10_000 {
		name, id := fmt.Sprintf("s-%05d", i), estate.VersionID(fmt.Sprint(i))
		e.Objects = append(e.Objects, estate.Object{Vault: "kv-shop", Collection: estate.Secrets, Name: name, Current: id})
		e.Versions = append(e.Versions, estate.Version{Vault: "kv-shop", Collection: estate.Secrets, Name: name, ID: id, Secret: &estate.Secret{Value: "x"}})
	}
	lab := open(b, e)
	b.Run("get", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			do(b, lab, as("secrets/get", "s-05000", nil))
		}
	})
	b.Run("set", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			do(b, lab, as("secrets/set", fmt.Sprintf("new-%d", i), &operation.SecretBody{Value: "x"}))
		}
	})
	b.Run("page", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			do(b, lab, as("secrets/list", "", &operation.PageBody{Skip: "s-05000"}))
		}
	})
	b.Run("all", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			page := &operation.PageBody{}
			for next := "start"; next != ""; {
				c := do(b, lab, as("secrets/list", "", page)).Content
				next = c.Next
				page = &operation.PageBody{Skip: next}
			}
		}
	})
}
