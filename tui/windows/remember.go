package windows

import (
	"encoding/json"
	"image"
	"maps"
	"slices"

	"kvlab/tui/desktop"
)

// Rememberer is a window that is kept with the desk as it was left: the page it was on, what was folded. What it shows of
// the lab, and where the reader stands in a trace, is kept elsewhere.
type Rememberer interface {
	desktop.Window
	// Remember is how the window is shown, in a form of its own that is kept on disk. Recall shows it so again, and passes
	// over what it does not understand or what is not there any more.
	Remember() string
	Recall(string)
}

// written is a window's memory as text.
func written(memory any) string {
	text, err := json.Marshal(memory)
	if err != nil {
		return "" // none of these memories holds what cannot be written
	}
	return string(text)
}

// briefingMemory is the chapter by its name, how far it is scrolled, and the goal under the cursor.
type briefingMemory struct {
	Chapter string
	Top     int
	Goal    int
}

var chapterNames = [...]string{storyChapter: "story", goalsChapter: "goals", debriefChapter: "debrief"}

// Remember see Rememberer.
func (b *Briefing) Remember() string {
	return written(briefingMemory{chapterNames[b.chapter], b.view().Top, b.goal})
}

// Recall see Rememberer. A chapter that is not open yet is not opened by that.
func (b *Briefing) Recall(text string) {
	var m briefingMemory
	if json.Unmarshal([]byte(text), &m) != nil {
		return
	}
	to := chapter(slices.Index(chapterNames[:], m.Chapter))
	if to < 0 || to == goalsChapter && b.goalless() != "" || to == debriefChapter && b.unfinished() != "" {
		return
	}
	b.chapter, b.goal = to, max(0, min(m.Goal, len(b.session.Scenario.Goals)-1))
	b.view().Top = max(0, m.Top)
	b.Bump()
}

// traceMemory is the page by its name, how far it is scrolled, and the row under the cursor.
type traceMemory struct {
	Page     string
	Top, Row int
}

// Remember see Rememberer.
func (t *Trace) Remember() string {
	return written(traceMemory{pageNames[t.part], t.text.scroll.Top, t.choice.row})
}

// Recall see Rememberer. The steps are scrolled to the one in view, as ever.
func (t *Trace) Recall(text string) {
	var m traceMemory
	if json.Unmarshal([]byte(text), &m) != nil {
		return
	}
	if to := slices.Index(pageNames[:], m.Page); to >= 0 {
		t.part, t.text.scroll.Top = part(to), max(0, m.Top)
		t.choice.to(m.Row, t.rows())
		t.Bump()
	}
}

// mapMemory is the view by its name, and the corner of the estate that is in sight.
type mapMemory struct {
	View string
	At   image.Point
}

// Remember see Rememberer.
func (m *Map) Remember() string { return written(mapMemory{mapViews[m.view], m.ground.at}) }

// Recall see Rememberer.
func (m *Map) Recall(text string) {
	var memory mapMemory
	if json.Unmarshal([]byte(text), &memory) != nil {
		return
	}
	if to := slices.Index(mapViews[:], memory.View); to >= 0 {
		m.view, m.ground.at, m.ground.left = mapView(to), memory.At, mapView(to) == estateView
		m.Bump()
	}
}

// objectsMemory is the row under the cursor and those that are folded otherwise than at first, by their paths.
type objectsMemory struct {
	Row    string
	Folded []string
}

// Remember see Rememberer.
func (o *Objects) Remember() string {
	maps.DeleteFunc(o.toggled, func(_ string, otherwise bool) bool { return !otherwise })
	return written(objectsMemory{o.path(), slices.Sorted(maps.Keys(o.toggled))})
}

// Recall see Rememberer.
func (o *Objects) Recall(text string) {
	var m objectsMemory
	if json.Unmarshal([]byte(text), &m) != nil {
		return
	}
	clear(o.toggled)
	for _, path := range m.Folded {
		o.toggled[path] = true
	}
	o.grow()
	if row := slices.IndexFunc(o.rows, func(h holding) bool { return h.path() == m.Row }); row >= 0 {
		o.to(row)
	}
	o.Bump()
}
