package theme

import (
	"errors"
	"fmt"
	"image/color"
	"io/fs"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/charmbracelet/x/ansi"

	"kvlab/assets/themes"
)

// Scheme is what a theme's file says: colours by their meaning, and glyphs that differ from the usual ones.
type Scheme struct {
	Title  string
	Ground color.Color // what the colours are meant to be read on, nil when the file does not say
	palette
	glyphs Glyphs
}

// Problem is something wrong with a theme's file.
type Problem struct {
	File    string
	Line    int // 0 where it concerns the file as a whole
	Message string
}

// Error implements error.
func (p *Problem) Error() string {
	if p.Line == 0 {
		return p.File + ": " + p.Message
	}
	return p.File + ":" + strconv.Itoa(p.Line) + ": " + p.Message
}

// form is a theme's file as it is written.
type form struct {
	Title   string            `toml:"title"`
	Ground  string            `toml:"ground"`
	Colours map[string]string `toml:"colours"`
	Glyphs  map[string]string `toml:"glyphs"`
}

// Parse reads a theme's file. It reports everything that is wrong with it, each as a *Problem.
func Parse(name string, text []byte) (*Scheme, error) {
	var f form
	known, err := toml.Decode(string(text), &f)
	if err != nil {
		var p toml.ParseError
		if errors.As(err, &p) {
			return nil, &Problem{name, p.Position.Line, p.Message}
		}
		return nil, &Problem{name, 0, strings.TrimPrefix(err.Error(), "toml: ")}
	}
	r := reader{name: name, lines: strings.Split(string(text), "\n")}
	s := &Scheme{Title: f.Title, glyphs: unicodeGlyphs}
	for _, key := range known.Undecoded() {
		r.report(key[len(key)-1], "unknown key %q: there are title, ground, colours and glyphs", key)
	}
	s.Ground = r.colour("ground", f.Ground)
	r.colours(&s.palette, f.Colours)
	r.glyphs(&s.glyphs, f.Glyphs)
	if len(r.wrong) > 0 {
		return nil, errors.Join(r.wrong...)
	}
	return s, nil
}

// reader follows a file's values into a scheme.
type reader struct {
	name  string
	lines []string
	wrong []error
}

// report notes a problem with a key, on the line that sets it.
func (r *reader) report(key, format string, args ...any) {
	p := &Problem{File: r.name, Message: fmt.Sprintf(format, args...)}
	for i, line := range r.lines {
		left, _, _ := strings.Cut(line, "=")
		if strings.Trim(left, " \t\"'[]") == key {
			p.Line = i + 1
			break
		}
	}
	r.wrong = append(r.wrong, p)
}

// tokens are the colours of a palette by the names they have in files.
func (p *palette) tokens() map[string]*color.Color {
	return map[string]*color.Color{"text": &p.text, "muted": &p.muted, "faint": &p.faint, "accent": &p.accent, "good": &p.good,
		"bad": &p.bad, "warn": &p.warn, "raised": &p.raised, "selected": &p.selected}
}

func (r *reader) colours(p *palette, values map[string]string) {
	tokens := p.tokens()
	for _, key := range slices.Sorted(maps.Keys(values)) {
		if tokens[key] == nil {
			r.report(key, "unknown colour %q: there are %s", key, strings.Join(slices.Sorted(maps.Keys(tokens)), ", "))
			continue
		}
		*tokens[key] = r.colour(key, values[key])
	}
}

// basicColours are the names of what every terminal has.
var basicColours = [...]string{"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"}

// colour is "#rrggbb", or one of the terminal's own by name.
func (r *reader) colour(key, value string) color.Color {
	if value == "" {
		return nil
	}
	if i := slices.Index(basicColours[:], value); i >= 0 {
		return ansi.BasicColor(i)
	}
	hex, ok := strings.CutPrefix(value, "#")
	n, err := strconv.ParseUint(hex, 16, 24)
	if !ok || err != nil || len(hex) != 6 {
		r.report(key, "%s is %q, and no colour: write #rrggbb, or %s", key, value, strings.Join(basicColours[:], ", "))
		return nil
	}
	return rgb(uint32(n))
}

// glyphs puts signs in place of the usual ones. One that is not one cell wide everywhere would push rows apart.
func (r *reader) glyphs(g *Glyphs, values map[string]string) {
	fields := reflect.ValueOf(g).Elem()
	for _, key := range slices.Sorted(maps.Keys(values)) {
		field, value := fields.FieldByName(key), values[key]
		switch {
		case !field.IsValid():
			r.report(key, "unknown glyph %q", key)
		case !OneCell(value):
			r.report(key, "%s is %q: a glyph is one character that takes one cell in every terminal", key, value)
		default:
			field.SetString(value)
		}
	}
}

// builtin is a theme of kvlab's own. All of them can be read: a test sees to that.
func builtin(name string) *Scheme {
	text, err := fs.ReadFile(themes.Files, name+extension)
	if err == nil {
		if s, err := Parse(name+extension, text); err == nil {
			return s
		}
	}
	return &Scheme{Title: name, glyphs: unicodeGlyphs}
}

const extension = ".toml"
