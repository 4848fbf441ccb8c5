package tui

import (
	"fmt"
	"image"
	"testing"

	tea "charm.land/bubbletea/v2"
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

// A drag frame is one motion of the mouse: the window under it is copied to another place, none is drawn anew.
func TestADragAllocatesLittleAndDrawsNoWindowAnew(t *testing.T) {
	for _, size := range []struct{ w, h int }{{120, 40}, {200, 60}} {
		d := start(t, Options{Scenario: "wired-web-app"}, size.w, size.h)
		d.press("i")
		at := d.take("trace")
		n := 0
		perMotion := testing.AllocsPerRun(50, func() {
			n++
			d.pull(at, n)
		})
		t.Logf("%dx%d: %.0f allocations", size.w, size.h, perMotion)
		if perMotion > 150 {
			t.Errorf("%dx%d: a motion takes %.0f allocations, more than 150", size.w, size.h, perMotion)
		}
	}
}

// take takes hold of a window's top.
func (d *driver) take(id string) image.Point {
	at := d.area(id).Min.Add(image.Pt(30, 0))
	d.send(tea.MouseClickMsg{X: at.X, Y: at.Y, Button: tea.MouseLeft})
	return at
}

// pull moves the mouse to the n-th of some places, and lets a frame pass.
func (d *driver) pull(at image.Point, n int) {
	d.send(tea.MouseMotionMsg{X: at.X - 1 - n%9, Y: at.Y - 1 - n%5, Button: tea.MouseLeft})
	d.send(dragRest{})
	d.due = nil
}

func BenchmarkDrag(b *testing.B) {
	for _, size := range []struct{ w, h int }{{120, 40}, {200, 60}} {
		b.Run(fmt.Sprintf("%dx%d", size.w, size.h), func(b *testing.B) {
			d := start(b, Options{Scenario: "wired-web-app"}, size.w, size.h)
			d.press("i")
			at := d.take("trace")
			b.ReportAllocs()
			for n := 0; b.Loop(); n++ {
				d.pull(at, n)
			}
		})
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
