package lessons

import (
	_ "embed"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"kvlab/scenarios"
)

// Link leads from a lesson into the product.
type Link struct {
	Kind LinkKind
	Lab  string // of ToLab and ToRequest
	// Name is the request, the step, the window or the lesson; empty for ToLab.
	Name string
}

// LinkKind says what a link leads to. It is the word behind the scheme.
type LinkKind string

const (
	ToLab     LinkKind = "lab"     // kvlab:lab/wired-web-app
	ToRequest LinkKind = "request" // kvlab:request/wired-web-app/app-read
	ToStep    LinkKind = "step"    // kvlab:step/authorization.model, in whatever trace is open
	ToWindow  LinkKind = "window"  // kvlab:window/gates
	ToLesson  LinkKind = "lesson"  // kvlab:lesson/four-gates
)

var linkKinds = []string{string(ToLab), string(ToRequest), string(ToStep), string(ToWindow), string(ToLesson)}

const scheme = "kvlab:"

// ParseLink reads the address of a link. Whether it leads anywhere was checked when its lesson was read.
func ParseLink(address string) (Link, error) {
	rest, ok := strings.CutPrefix(address, scheme)
	if !ok {
		return Link{}, fmt.Errorf("%s does not begin with %s", address, scheme)
	}
	word, rest, _ := strings.Cut(rest, "/")
	l := Link{Kind: LinkKind(word), Name: rest}
	if !slices.Contains(linkKinds, word) {
		return Link{}, fmt.Errorf("a link leads to no %q%s", word, hintOr(word, linkKinds))
	}
	if rest == "" {
		return Link{}, fmt.Errorf("a link to a %s names it: %s%s/NAME", word, scheme, word)
	}
	switch l.Kind {
	case ToLab:
		l.Lab, l.Name = rest, ""
	case ToRequest:
		l.Lab, l.Name, _ = strings.Cut(rest, "/")
		if l.Name == "" {
			return Link{}, errors.New("a link to a request names the lab and the request: " + scheme + "request/LAB/REQUEST")
		}
	}
	return l, nil
}

// Does says what following the link does, to be read in a list: "open the lab broken-dns".
func (l Link) Does() string {
	switch l.Kind {
	case ToLab:
		return "open the lab " + l.Lab
	case ToRequest:
		return "issue " + l.Name + " in the lab " + l.Lab
	case ToStep:
		return "go to the step " + l.Name + " of the trace"
	case ToWindow:
		return "go to the window " + l.Name
	}
	return "open the lesson " + l.Name
}

// Anchor is a link where it stands in a text: the words that carry it.
type Anchor struct {
	Words string
	Link
}

// Anchors takes the addresses out of a Markdown text, for a terminal has nothing to click on in the middle of a line. Each
// link's words are replaced by what mark makes of them and of the link's number, from 1.
func Anchors(text string, mark func(words string, n int) string) (string, []Anchor) {
	var all []Anchor
	text = link.ReplaceAllStringFunc(text, func(m string) string {
		parts := link.FindStringSubmatch(m)
		l, err := ParseLink(parts[2])
		if err != nil {
			return parts[1] // the lesson would not have opened
		}
		all = append(all, Anchor{parts[1], l})
		return mark(parts[1], len(all))
	})
	return text, all
}

// Command is the command line that does what following the link does; empty where only the desktop can.
func (l Link) Command() string {
	switch l.Kind {
	case ToLab:
		return "kvlab " + l.Lab
	case ToRequest:
		return "kvlab run " + l.Lab + " --request " + l.Name
	case ToLesson:
		return "kvlab lesson " + l.Name
	}
	return ""
}

// steps.txt holds the ids of all steps that the engine takes, one a line. A test collects them from its source.
//
//go:embed steps.txt
var stepList string

// windowNames are the windows that a link can go to. A test looks for each of them among the desktop's.
var windowNames = []string{"briefing", "gates", "requests", "map", "trace", "objects", "log", "timeline", "clock", "console", "access", "network",
	"compare", "lesson", "notes"}

// follow reports a link that leads nowhere.
func (f *file) follow(l Link) error {
	switch l.Kind {
	case ToLab:
		return f.labThere(l.Lab)
	case ToRequest:
		sc, err := f.lab(l.Lab)
		if err == nil {
			_, err = sc.Request(l.Name)
		}
		return err
	case ToStep:
		return among("step", l.Name, strings.Fields(stepList))
	case ToWindow:
		return among("window", l.Name, windowNames)
	}
	return f.shelf.known(l.Name)
}

// lab opens a lab that kvlab brings along, once.
func (f *file) lab(id string) (*scenarios.Scenario, error) {
	if sc, ok := f.opened[id]; ok {
		return sc, nil
	}
	if err := f.labThere(id); err != nil {
		return nil, err
	}
	sc, err := scenarios.Open(id)
	if err != nil {
		return nil, fmt.Errorf("lab %s cannot be read: %w", id, err)
	}
	f.opened[id] = sc
	return sc, nil
}

// labThere reports a lab that kvlab does not bring along.
func (f *file) labThere(id string) error {
	if f.labs == nil {
		for _, e := range scenarios.Catalogue() {
			f.labs = append(f.labs, e.ID)
		}
	}
	return among("lab", id, f.labs)
}

func among(kind, name string, known []string) error {
	if slices.Contains(known, name) {
		return nil
	}
	return fmt.Errorf("there is no %s %q%s", kind, name, hintOr(name, known))
}

// link is a link of ours in Markdown: the words and the address.
var link = regexp.MustCompile(`\[([^\[\]]+)\]\((` + scheme + `[^()\s]*)\)`)
