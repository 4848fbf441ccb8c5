package scenarios

import (
	"time"

	"kvlab/engine/profile"
)

var levels = []string{"beginner", "intermediate", "advanced"}

// defaultClock is the time of a lab that does not name one.
func defaultClock() time.Time { return time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC) }

// readHead reads what is said of the scenario as a whole.
func (f *file) readHead(t *table) {
	s := f.scenario
	s.ID = t.slug("id", "it names the scenario and the directory of its lab")
	s.Title = t.need("title", "a list of scenarios shows it")
	s.Level = t.choice("level", levels[0], levels)
	s.Minutes = t.number("minutes", 1, 600, 15)
	s.Lessons, s.Prerequisites = t.slugs("lessons"), t.slugs("prerequisites")
	s.Profile = profile.Profile(t.choice("profile", string(profile.Guide), []string{string(profile.Guide), string(profile.Service)}))
	s.Clock = t.moment("clock")
	if s.Clock.IsZero() {
		s.Clock = defaultClock()
	}
	s.Estate.Lab.Delays = t.flag("delays", false)
	s.Briefing, s.Debrief = t.text("briefing"), t.text("debrief")
	s.Notes = t.notes()
}

// slug reads a name of our own: of a scenario, a gate, a request, a goal.
func (t *table) slug(key, why string) string {
	s := t.need(key, why)
	if s != "" && !isSlug(s) {
		t.bad(key, quote(s)+" is not possible: an id is lower-case letters, digits and hyphens, 64 at most")
		return ""
	}
	return s
}

func (t *table) slugs(key string) []string {
	words := t.distinct(key)
	for _, w := range words {
		if !isSlug(w) {
			t.bad(key, quote(w)+" is not possible: an id is lower-case letters, digits and hyphens, 64 at most")
		}
	}
	return words
}
