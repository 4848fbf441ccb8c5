package tui

import (
	"image"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"kvlab/engine"
)

var anyKey = rapid.SampledFrom([]string{"1", "2", "3", "4", "5", "tab", "shift+tab", "enter", "space", "up", "down", "left", "right", "home", "end",
	"pgup", "pgdown", "esc", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "m", "n", "o", "p", "t", "u", "y", "z", "U", "P", "R", "Y", "?", "[", "]",
	"ctrl+r", "x", "é", ":", "w", ".", "f10", "f6", "6", "7", "8", "9", "0", "A", "C", "L", "M", "W", "alt+m", "alt+t", "alt+c", "alt+x", "alt+down",
	"backspace"})

// Whatever comes in, nothing panics, and what the screen knows of the lab is what the lab holds.
func TestNoInputBreaksTheDesktop(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := drive(t, Options{Scenario: "half-migrated-rbac", ASCII: rapid.Bool().Draw(rt, "ascii")}, 120, 40)
		defer func() { _ = d.m.finish() }()
		for range rapid.IntRange(1, 40).Draw(rt, "inputs") {
			d.send(anyInput(rt))
			if rapid.IntRange(0, 3).Draw(rt, "wait") == 0 {
				d.pass()
			}
			if d.m.failure != nil {
				rt.Fatalf("%+v", d.m.failure)
			}
		}
		d.agrees(rt)
	})
}

func anyInput(t *rapid.T) tea.Msg {
	x, y := rapid.IntRange(-1, 210).Draw(t, "x"), rapid.IntRange(-1, 70).Draw(t, "y")
	switch rapid.IntRange(0, 12).Draw(t, "kind") {
	case 0:
		return tea.WindowSizeMsg{Width: max(0, x), Height: max(0, y)}
	case 1, 2:
		return tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft}
	case 3:
		return tea.MouseWheelMsg{X: x, Y: y, Button: rapid.SampledFrom([]tea.MouseButton{tea.MouseWheelUp, tea.MouseWheelDown, tea.MouseWheelLeft}).Draw(t, "wheel")}
	case 4:
		return tea.MouseMotionMsg{X: x, Y: y, Button: tea.MouseLeft}
	case 5:
		return tea.MouseReleaseMsg{X: x, Y: y}
	case 6:
		return tea.PasteMsg{Content: rapid.SampledFrom([]string{"zone", "az keyvault list\n", "\x1b[31m漢字", ""}).Draw(t, "pasted")}
	default:
		return keyMsg(anyKey.Draw(t, "key"))
	}
}

// agrees compares what the session shows with the lab itself, asked anew.
func (d *driver) agrees(t *rapid.T) {
	if d.m.room == nil {
		return
	}
	s := d.m.room.session
	undo, redo := s.Lab.Position()
	if undo != s.State.Undo || redo != s.State.Redo {
		t.Fatalf("shown %d/%d, are %d/%d changes", s.State.Undo, s.State.Redo, undo, redo)
	}
	for i := range s.Scenario.Gates {
		g := &s.Scenario.Gates[i]
		if value, err := s.Lab.Fact(g.Path); err != nil || g.State(value) != s.State.Gates[i] {
			t.Fatalf("gate %s is shown %s and is %s, %v", g.ID, s.State.Gates[i], value, err)
		}
	}
	if s.Request != nil && strings.HasSuffix(s.Request.Operation, "/get") { // what was deleted cannot be deleted again
		now, err := s.Lab.Evaluate((*engine.Request)(s.Request))
		if err != nil || now.Verdict != s.Reading.Trace.Verdict || now.Profile != s.Reading.Trace.Profile {
			t.Fatalf("the trace shown is not of the lab as it is: %v", err)
		}
	}
}

func TestResizingKeepsEveryWindowOnTheScreen(t *testing.T) {
	d := start(t, Options{Scenario: "half-migrated-rbac"}, 120, 40)
	d.press("i")
	for w := range 130 {
		for _, h := range []int{0, 1, 9, 10, 23, 24, 33, 34, 61} {
			d.send(tea.WindowSizeMsg{Width: w, Height: h})
			if d.m.failure != nil {
				t.Fatalf("%dx%d: %+v", w, h, d.m.failure)
			}
			if d.m.layout.small {
				continue
			}
			for _, p := range d.m.room.places(d.m.layout) {
				if !p.Area.In(image.Rect(0, 1, w, h-1)) || p.Area.Dx() < 8 || p.Area.Dy() < 3 {
					t.Fatalf("%dx%d: %s is at %v", w, h, p.Window.ID(), p.Area)
				}
			}
		}
	}
}
