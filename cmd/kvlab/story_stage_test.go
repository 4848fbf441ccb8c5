//go:build unix

package main

import (
	"encoding/base64"
	"errors"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"kvlab/tui/story"
)

// Every story is played on the built program, in a pseudo terminal. A story is mostly waiting for the screen to come to
// rest, so several are played at once.
func TestStoriesOnTheProgram(t *testing.T) {
	t.Parallel()
	all, err := story.All()
	if err != nil {
		t.Fatal(err)
	}
	seats := make(chan struct{}, atOnce)
	var wait sync.WaitGroup
	for _, s := range all {
		for _, way := range s.Ways() {
			data := t.TempDir()
			wait.Go(func() {
				seats <- struct{}{}
				defer func() { <-seats }()
				stage := &programStage{data: data}
				defer stage.close()
				if err := s.Play(stage, way); err != nil {
					t.Error(err)
				}
			})
		}
	}
	wait.Wait()
}

// atOnce is how many programs run beside each other.
const atOnce = 8

// programStage plays a story on the built program.
type programStage struct {
	data  string
	x     *terminal // nil while the program does not run
	fresh bool      // something was sent, and nothing has been painted since
}

// Start see story.Stage.
func (p *programStage) Start(o story.Start) error {
	if !o.Newcomer {
		if err := os.WriteFile(filepath.Join(p.data, "tour-seen"), nil, 0o600); err != nil {
			return err
		}
	}
	args := []string{"--data", p.data}
	if o.Present {
		args = append(args, "--present")
	}
	if o.Lab != "" {
		args = append(args, o.Lab)
	}
	x, err := launch(launching{width: o.Size.X, height: o.Size.Y, args: args})
	p.x, p.fresh = x, true
	return err
}

func (p *programStage) close() {
	if p.x != nil {
		p.x.close()
	}
}

// patience is how long a story waits for what it wants to see.
const patience = 20 * time.Second

var errPatience = errors.New("that has not come about")

// Ended see story.Stage.
func (p *programStage) Ended() error {
	x := p.x
	select {
	case err := <-x.ended:
		p.x = nil
		x.close()
		return err
	case <-time.After(patience):
		return errors.New("kvlab goes on")
	}
}

func (p *programStage) send(text string) error {
	if p.x == nil {
		return errors.New("kvlab has ended")
	}
	p.expect()
	_, err := p.x.pty.Write([]byte(text))
	return err
}

// expect says that something is about to change: what was painted until now is no answer to it.
func (p *programStage) expect() {
	p.fresh = true
	select {
	case <-p.x.painted:
	default:
	}
}

// Press see story.Stage. After esc a terminal waits whether more comes: so does this one.
func (p *programStage) Press(keys ...string) error {
	for _, key := range keys {
		code, ok := keyCode(key)
		if !ok {
			return fmt.Errorf("no terminal has a key %s", key)
		}
		if err := p.send(code); err != nil {
			return err
		}
		if key == "esc" {
			if _, err := p.Screen(); err != nil {
				return err
			}
		}
	}
	return nil
}

// Type see story.Stage.
func (p *programStage) Type(text string) error { return p.send(text) }

// Mouse see story.Stage.
func (p *programStage) Mouse(moves ...story.Mouse) error {
	for _, m := range moves {
		button, end := 0, 'M'
		switch m.Does {
		case story.DownRight:
			button = 2
		case story.Drag:
			button = 32
		case story.Up:
			end = 'm'
		case story.WheelUp:
			button = 64
		case story.WheelDown:
			button = 65
		}
		if err := p.send(fmt.Sprintf("\x1b[<%d;%d;%d%c", button, m.At.X+1, m.At.Y+1, end)); err != nil {
			return err
		}
	}
	return nil
}

// Resize see story.Stage.
func (p *programStage) Resize(size image.Point) error {
	p.expect()
	return p.x.resize(size.X, size.Y)
}

// answerTime is how long the program has to begin to answer what was sent; what changes nothing is never answered.
const answerTime = 300 * time.Millisecond

// Screen see story.Stage.
func (p *programStage) Screen() (story.Screen, error) {
	if p.x == nil {
		return nil, nil
	}
	if p.fresh {
		select {
		case <-p.x.painted:
		case <-time.After(answerTime):
		}
		p.fresh = false
	}
	for {
		select {
		case <-p.x.painted:
			continue
		case <-time.After(settle):
		}
		return story.ReadScreen(p.x.text()), nil
	}
}

// Until see story.Stage.
func (p *programStage) Until(holds func(story.Screen) bool) (story.Screen, error) {
	giveUp := time.After(patience)
	for {
		s, err := p.Screen()
		if err != nil || holds(s) {
			return s, err
		}
		select {
		case <-p.x.painted:
		case err := <-p.x.ended:
			p.x.ended <- err
			return s, fmt.Errorf("kvlab ended (%v)", err)
		case <-giveUp:
			return s, errPatience
		}
	}
}

// osc52 is how a program puts a text on the clipboard.
var osc52 = regexp.MustCompile(`\x1b\]52;c;([A-Za-z0-9+/=]*)(?:\x07|\x1b\\)`)

// Clipboard see story.Stage.
func (p *programStage) Clipboard() string {
	all := osc52.FindAllStringSubmatch(p.x.bytes(), -1)
	if len(all) == 0 {
		return ""
	}
	text, err := base64.StdEncoding.DecodeString(all[len(all)-1][1])
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// keyCode is what a terminal sends for a key.
func keyCode(key string) (string, bool) {
	plain := map[string]string{"enter": "\r", "esc": "\x1b", "tab": "\t", "space": " ", "backspace": "\x7f",
		"f1": "\x1bOP", "f2": "\x1bOQ", "f5": "\x1b[15~", "f6": "\x1b[17~", "f10": "\x1b[21~", "shift+f10": "\x1b[21;2~", "pgup": "\x1b[5~", "pgdown": "\x1b[6~"}
	if code, ok := plain[key]; ok {
		return code, true
	}
	arrows := map[string]string{"up": "A", "down": "B", "right": "C", "left": "D", "end": "F", "home": "H"}
	for prefix, code := range map[string]string{"shift+": "2", "alt+": "3", "ctrl+": "5"} {
		rest, ok := strings.CutPrefix(key, prefix)
		switch {
		case !ok:
		case arrows[rest] != "":
			return "\x1b[1;" + code + arrows[rest], true
		case prefix == "alt+" && len(rest) == 1:
			return "\x1b" + rest, true
		case prefix == "ctrl+" && len(rest) == 1:
			return string(rune(rest[0] & 0x1f)), true
		}
	}
	if code, ok := arrows[key]; ok {
		return "\x1b[" + code, true
	}
	return key, len([]rune(key)) == 1
}
