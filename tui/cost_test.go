package tui

import (
	"fmt"
	"testing"
)

// A step frame is the common case: one key in the trace, the windows that show the reading drawn anew.
func TestAStepAllocatesLittle(t *testing.T) {
	for _, size := range []struct{ w, h int }{{120, 40}, {200, 60}} {
		d := start(t, Options{Scenario: "wired-web-app"}, size.w, size.h)
		d.press("i")
		keys := []string{"right", "left"}
		n := 0
		perStep := testing.AllocsPerRun(50, func() {
			d.press(keys[n%2])
			n++
		})
		t.Logf("%dx%d: %.0f allocations", size.w, size.h, perStep)
		if perStep > 1500 {
			t.Errorf("%dx%d: a step takes %.0f allocations, more than 1,500", size.w, size.h, perStep)
		}
	}
}

func BenchmarkStep(b *testing.B) {
	for _, size := range []struct{ w, h int }{{120, 40}, {200, 60}} {
		b.Run(fmt.Sprintf("%dx%d", size.w, size.h), func(b *testing.B) {
			d := start(b, Options{Scenario: "wired-web-app"}, size.w, size.h)
			d.press("i")
			b.ReportAllocs()
			for n := 0; b.Loop(); n++ {
				d.press([]string{"right", "left"}[n%2])
			}
		})
	}
}

// BenchmarkFlip is the whole way: key, commit with its journal record, evaluation, frame.
func BenchmarkFlip(b *testing.B) {
	d := start(b, Options{Scenario: "wired-web-app"}, 120, 40)
	d.press("i", "2")
	b.ReportAllocs()
	for b.Loop() {
		d.press("space")
	}
}
