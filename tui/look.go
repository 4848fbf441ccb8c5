package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"kvlab/tui/theme"
)

// look is how the desktop looks and what decided it.
type look struct {
	theme *theme.Theme
	// auto follows the terminal's background.
	auto  bool
	light bool // that is known to be light
	plain bool // the environment or the terminal rules colours out
	o     theme.Options
}

func newLook(o Options) look {
	l := look{auto: o.Theme == "" || o.Theme == "auto" || o.Theme == highContrast}
	env := func(name string) string {
		for _, pair := range o.Env {
			if value, ok := strings.CutPrefix(pair, name+"="); ok {
				return value
			}
		}
		return ""
	}
	l.plain = env("NO_COLOR") != "" || env("TERM") == "dumb"
	l.o = theme.Options{Light: o.Theme == "light", Contrast: o.Theme == highContrast, None: l.plain || o.Theme == "none",
		ASCII: o.ASCII || asciiOnly(env)}
	if isFile(o.Theme) {
		l.o.Scheme, _ = readTheme(o.Theme) // CheckTheme has reported what is wrong with it
	}
	l.theme = theme.New(l.o)
	return l
}

// asciiOnly reports whether the terminal is known to lack the glyphs: the Linux console, or a locale other than
// UTF-8. No locale at all says nothing.
func asciiOnly(env func(string) string) bool {
	if t := env("TERM"); t == "linux" || t == "dumb" {
		return true
	}
	for _, name := range [...]string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if locale := strings.ToLower(env(name)); locale != "" {
			return !strings.Contains(locale, "utf-8") && !strings.Contains(locale, "utf8")
		}
	}
	return false
}

// ask asks the terminal for its background, where the answer matters.
func (l *look) ask() tea.Cmd {
	if !l.auto || l.plain {
		return nil
	}
	return tea.RequestBackgroundColor
}

// learn takes in what the terminal said and reports whether anything looks different now.
func (l *look) learn(msg tea.Msg) bool {
	before := l.o
	switch msg := msg.(type) {
	case tea.BackgroundColorMsg:
		l.light = !msg.IsDark()
		if l.auto {
			l.o.Light = l.light
		}
	case tea.ColorProfileMsg:
		l.o.Basic = msg.Profile == colorprofile.ANSI
		l.plain = l.plain || msg.Profile == colorprofile.NoTTY || msg.Profile == colorprofile.ASCII
		l.o.None = l.o.None || l.plain
	}
	if l.o == before {
		return false
	}
	l.theme = theme.New(l.o)
	return true
}

// cycle goes on to the next theme: dark, light, high contrast, none, and first of all away from a file of one's own.
func (l *look) cycle() {
	l.auto = false
	switch {
	case l.o.Scheme != nil:
		l.o.Scheme, l.o.Light = nil, false
	case l.o.None:
		l.o.None, l.o.Light = false, false
	case l.o.Contrast:
		l.o.Contrast, l.o.None = false, true
	case l.o.Light:
		l.o.Contrast, l.o.Light = true, l.light
	default:
		l.o.Light = true
	}
	l.theme = theme.New(l.o)
}

// why is the reason for which the theme cannot be changed, empty if it can.
func (l *look) why() string {
	if l.plain {
		return "this terminal or NO_COLOR rules colours out"
	}
	return ""
}
