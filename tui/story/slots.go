package story

import (
	"errors"
	"fmt"
	"image"
	"maps"
	"slices"
	"strconv"
	"strings"

	"kvlab/engine"
	"kvlab/engine/nearest"
	"kvlab/scenarios"
)

// said is what a line puts into the slots of its verb.
type said struct {
	lab     *scenarios.Scenario
	request *engine.Request
	gate    *scenarios.Gate
	goal    *scenarios.Goal
	window  *window
	part    string
	kind    string
	text    string
	size    image.Point
	place   image.Point
	by      image.Point
	number  int
	ending  string
	keys    []string
	rest    string
}

// slot reads one word into what is said. lab is the one that is open at this line.
type slot func(s *said, lab *scenarios.Scenario, w word) error

// slots are the words in capitals that a verb's form can have. KEYS and REST take all that is left of a line.
func slots(open func(string) (*scenarios.Scenario, error)) map[string]slot {
	return map[string]slot{
		"LAB": func(s *said, _ *scenarios.Scenario, w word) (err error) {
			s.lab, err = open(w.text)
			return err
		},
		"REQUEST": readRequest, "GATE": readGate, "GOAL": readGoal, "WINDOW": readWindow, "TEXT": readText,
		"SIZE": readSize, "PLACE": readPlace, "BY": readBy, "N": readNumber, "ENDING": readEnding, "PART": readPart, "KIND": readKind,
		"KEYS": nil, "REST": nil,
	}
}

// openLab opens a lab that the program brings along; files are none.
func openLab(id string) (*scenarios.Scenario, error) {
	if known := labNames(); !slices.Contains(known, id) {
		return nil, unknown("lab", id, known)
	}
	return scenarios.Open(id)
}

func labNames() []string {
	var names []string
	for _, e := range scenarios.Catalogue() {
		names = append(names, e.ID)
	}
	return names
}

var errNoLab = errors.New("no lab is open yet: open lab LAB")

func readRequest(s *said, lab *scenarios.Scenario, w word) (err error) {
	if lab == nil {
		return errNoLab
	}
	s.request, err = lab.Request(w.text)
	return err
}

func readGate(s *said, lab *scenarios.Scenario, w word) (err error) {
	if lab == nil {
		return errNoLab
	}
	s.gate, err = lab.Gate(w.text)
	return err
}

func readGoal(s *said, lab *scenarios.Scenario, w word) (err error) {
	if lab == nil {
		return errNoLab
	}
	s.goal, err = lab.Goal(w.text)
	return err
}

func readWindow(s *said, _ *scenarios.Scenario, w word) error {
	if s.window = windowOf(w.text); s.window == nil {
		return unknown("window", w.text, windowNames())
	}
	return nil
}

func readText(s *said, _ *scenarios.Scenario, w word) error {
	if !w.quoted || w.text == "" {
		return fmt.Errorf("%q must be a text in quotation marks", w.text)
	}
	s.text = w.text
	return nil
}

// largest bounds numbers and sizes: no screen is larger, and no list longer.
const largest = 1000

func readSize(s *said, _ *scenarios.Scenario, w word) error {
	x, y, ok := pair(w.text, "x")
	if !ok || x < 1 || y < 1 {
		return fmt.Errorf("%q is no size: 120x40", w.text)
	}
	s.size = image.Pt(x, y)
	return nil
}

func readPlace(s *said, _ *scenarios.Scenario, w word) error {
	x, y, ok := pair(w.text, ",")
	if !ok {
		return fmt.Errorf("%q is no place: 40,2 is column 40 of row 2, from 0 on", w.text)
	}
	s.place = image.Pt(x, y)
	return nil
}

func readBy(s *said, _ *scenarios.Scenario, w word) error {
	x, y, ok := pair(w.text, ",")
	if !ok || x%2 != 0 {
		return fmt.Errorf("%q is no way for a window: -10,6 is ten columns to the left and six rows down, and columns are even", w.text)
	}
	s.by = image.Pt(x, y)
	return nil
}

func pair(text, between string) (x, y int, ok bool) {
	left, right, _ := strings.Cut(text, between)
	x, errX := strconv.Atoi(left)
	y, errY := strconv.Atoi(right)
	return x, y, errX == nil && errY == nil && max(x, -x, y, -y) <= largest
}

func readNumber(s *said, _ *scenarios.Scenario, w word) (err error) {
	if s.number, err = strconv.Atoi(w.text); err != nil || s.number < 1 || s.number > largest {
		return fmt.Errorf("%q is no number from 1 on", w.text)
	}
	return nil
}

// endings are the ways a request can end, with the key that says so.
func endings() map[string]string {
	return map[string]string{"allowed": "a", "identity": "i", "authorization": "z", "network": "n", "object": "o"}
}

func readEnding(s *said, _ *scenarios.Scenario, w word) error {
	if _, ok := endings()[w.text]; !ok {
		return unknown("ending", w.text, slices.Sorted(maps.Keys(endings())))
	}
	s.ending = w.text
	return nil
}

func readPart(s *said, _ *scenarios.Scenario, w word) error {
	if s.part = w.text; !slices.Contains(parts(), w.text) {
		return unknown("part of a request", w.text, parts())
	}
	return nil
}

func readKind(s *said, _ *scenarios.Scenario, w word) error {
	if s.kind = w.text; !slices.Contains(kinds(), w.text) {
		return unknown("kind", w.text, kinds())
	}
	return nil
}

func unknown(kind, name string, known []string) error {
	return fmt.Errorf("there is no %s %q%s", kind, name, nearest.Hint(name, known))
}
