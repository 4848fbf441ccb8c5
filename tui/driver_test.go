package tui

import (
	"flag"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

var update = flag.Bool("update", false, "rewrite the golden screens")

// driver runs the model as the program would, without a terminal: every command is carried out on the spot, and
// time passes only when a test says so.
type driver struct {
	t         testing.TB
	m         *Model
	due       []tea.Msg // messages that a timer would send
	gone      bool      // the program has asked to end
	clipboard string
}

// utf8Env is an environment in which nothing rules out colours or glyphs.
var utf8Env = []string{"TERM=xterm-256color", "LANG=C.UTF-8"}

// start opens the desktop on a screen of a size, and leaves it when the test is over.
func start(t testing.TB, o Options, width, height int) *driver {
	t.Helper()
	d := drive(t, o, width, height)
	t.Cleanup(func() {
		if err := d.m.finish(); err != nil {
			t.Errorf("leaving: %v", err)
		}
	})
	return d
}

func drive(t testing.TB, o Options, width, height int) *driver {
	if o.Env == nil {
		o.Env = utf8Env
	}
	if o.Where.Data == "" {
		o.Where.Ephemeral = true
	}
	d := &driver{t: t, m: newModel(o)}
	d.m.after = func(_ time.Duration, msg tea.Msg) tea.Cmd {
		d.due = append(d.due, msg)
		return nil
	}
	d.carry(d.m.Init())
	d.send(tea.ColorProfileMsg{Profile: colorprofile.TrueColor})
	d.send(tea.WindowSizeMsg{Width: width, Height: height})
	return d
}

// send hands a message to the model and carries out what comes back.
func (d *driver) send(msg tea.Msg) {
	d.t.Helper()
	_, cmd := d.m.Update(msg)
	d.carry(cmd)
}

func (d *driver) carry(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.QuitMsg:
		d.gone = true
	case done, opened, offered, left, gathered, taught, spoke:
		d.send(msg)
	default:
		d.unpack(msg)
	}
}

// unpack carries out batches and sequences; of the program's own messages only the clipboard is of interest.
func (d *driver) unpack(msg tea.Msg) {
	switch v := reflect.ValueOf(msg); {
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			if cmd, ok := v.Index(i).Interface().(tea.Cmd); ok {
				d.carry(cmd)
			}
		}
	case v.Kind() == reflect.String:
		d.clipboard = v.String()
	}
}

// pass lets all timers that are set run out once.
func (d *driver) pass() {
	due := d.due
	d.due = nil
	for _, msg := range due {
		d.send(msg)
	}
}

// press types keys, as tea.KeyPressMsg.String spells them.
func (d *driver) press(keys ...string) {
	d.t.Helper()
	for _, k := range keys {
		d.send(keyMsg(k))
	}
}

var namedKeys = map[string]rune{"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "space": tea.KeySpace, "up": tea.KeyUp,
	"down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd, "pgup": tea.KeyPgUp,
	"pgdown": tea.KeyPgDown, "f1": tea.KeyF1, "f2": tea.KeyF2, "f5": tea.KeyF5, "f6": tea.KeyF6, "f10": tea.KeyF10, "backspace": tea.KeyBackspace}

func keyMsg(s string) tea.KeyPressMsg {
	var k tea.KeyPressMsg
	for prefix, mod := range map[string]tea.KeyMod{"ctrl+": tea.ModCtrl, "shift+": tea.ModShift, "alt+": tea.ModAlt} {
		if rest, ok := strings.CutPrefix(s, prefix); ok {
			k.Mod, s = mod, rest
		}
	}
	if code, ok := namedKeys[s]; ok {
		k.Code = code
		if code == tea.KeySpace && k.Mod == 0 {
			k.Text = " "
		}
		return k
	}
	k.Code = []rune(s)[0]
	if k.Mod == 0 {
		k.Text = s
	}
	return k
}

// screen is the text of the cells, without blanks at the ends of lines.
func (d *driver) screen() string {
	lines := strings.Split(d.m.screen.String(), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	return strings.Join(lines, "\n") + "\n"
}

// wants fails unless the screen shows each text.
func (d *driver) wants(texts ...string) {
	d.t.Helper()
	for _, text := range texts {
		if !strings.Contains(d.screen(), text) {
			d.t.Fatalf("the screen does not show %q:\n%s", text, d.screen())
		}
	}
}

// find is the place of a text on the screen.
func (d *driver) find(text string) image.Point {
	d.t.Helper()
	for y, line := range strings.Split(d.m.screen.String(), "\n") {
		if i := strings.Index(line, text); i >= 0 {
			return image.Pt(len([]rune(line[:i])), y)
		}
	}
	d.t.Fatalf("the screen does not show %q:\n%s", text, d.screen())
	return image.Point{}
}

// click clicks on a text.
func (d *driver) click(text string) {
	d.t.Helper()
	p := d.find(text)
	d.send(tea.MouseClickMsg{X: p.X, Y: p.Y, Button: tea.MouseLeft})
}

// golden compares the screen with a file in testdata.
func (d *driver) golden(name string) {
	d.t.Helper()
	golden(d.t, name, d.screen())
}

func golden(t testing.TB, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; write it with: go test ./tui -update", err)
	}
	if string(want) != got {
		t.Errorf("the screen is not %s:\n%s", path, difference(string(want), got))
	}
}

// difference shows the lines that differ.
func difference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	var out strings.Builder
	for i := range max(len(a), len(b)) {
		var x, y string
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		if x != y {
			fmt.Fprintf(&out, "%3d want %s\n    got  %s\n", i+1, x, y)
		}
	}
	return out.String()
}
