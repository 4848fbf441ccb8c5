package learner

import (
	"kvlab/lessons"
	"kvlab/scenarios"
)

// Next is the lab to do next.
type Next struct {
	Lab   string `json:"lab"` // empty when there is none left
	Title string `json:"title"`
	Why   string `json:"why"`
}

// Suggest chooses among labs, which come the easiest first: the first unsolved one whose lessons build on nothing that is
// new, of the level that the learner has come to. shelf are all lessons, last the lab that was done just now, empty for
// none.
func Suggest(labs []scenarios.Entry, shelf []lessons.Head, r *Record, last string) Next {
	s := study{labs: labs, shelf: map[string]lessons.Head{}, record: r}
	for _, h := range shelf {
		s.shelf[h.ID] = h
	}
	var best *scenarios.Entry
	least := 0
	for i := range labs {
		lab := &labs[i]
		if r.Solved(lab.ID) || lab.ID == last {
			continue
		}
		if n := s.distance(lab); best == nil || n < least {
			best, least = lab, n
		}
	}
	if best == nil {
		return s.again(last)
	}
	return Next{best.ID, best.Title, s.why(best)}
}

// study is what is there to learn, and what has been.
type study struct {
	labs   []scenarios.Entry
	shelf  map[string]lessons.Head
	record *Record
}

// distance is how far a lab is from what the learner knows: ideas it builds on that are new, and levels above theirs.
func (s *study) distance(lab *scenarios.Entry) int {
	return 2*len(s.unmet(lab)) + max(0, levelOf(lab.Level)-s.level()-1)
}

// unmet are the lessons that a lab's own lessons need and of which the learner has neither read the text nor done a lab.
func (s *study) unmet(lab *scenarios.Entry) []string {
	var unmet []string
	for _, id := range lab.Lessons {
		for _, need := range s.shelf[id].Needs {
			if !s.met(need) {
				unmet = append(unmet, need)
			}
		}
	}
	return unmet
}

func (s *study) met(lesson string) bool {
	if s.record.Lessons[lesson].Read {
		return true
	}
	for i := range s.labs {
		for _, id := range s.labs[i].Lessons {
			if id == lesson && s.record.Solved(s.labs[i].ID) {
				return true
			}
		}
	}
	return false
}

// level is that of the hardest lab solved, -1 before the first.
func (s *study) level() int {
	level := -1
	for i := range s.labs {
		if s.record.Solved(s.labs[i].ID) {
			level = max(level, levelOf(s.labs[i].Level))
		}
	}
	return level
}

func levelOf(word string) int {
	switch word {
	case "intermediate":
		return 1
	case "advanced":
		return 2
	}
	return 0
}

// why says what speaks for a lab.
func (s *study) why(lab *scenarios.Entry) string {
	for _, id := range lab.Lessons {
		h := s.shelf[id]
		if len(h.Needs) > 0 && len(s.unmet(lab)) == 0 {
			return "it builds on what you know: " + h.Title
		}
	}
	switch {
	case len(s.unmet(lab)) > 0:
		return "it is the nearest; read " + s.title(s.unmet(lab)[0]) + " first"
	case s.level() < 0:
		return "it is where to begin"
	case levelOf(lab.Level) > s.level():
		return "you are ready for the next level"
	}
	return "it is the easiest one left"
}

func (s *study) title(lesson string) string {
	if h, ok := s.shelf[lesson]; ok {
		return h.Title
	}
	return lesson
}

// again is the lab to do once more when all are solved: the one with the lowest best score, if any is below full marks.
func (s *study) again(last string) Next {
	lowest, at := 100, -1
	for i := range s.labs {
		id := s.labs[i].ID
		if best := s.record.Labs[id].Best; best != nil && id != last && best.Total() < lowest {
			lowest, at = best.Total(), i
		}
	}
	if at < 0 {
		return Next{}
	}
	return Next{s.labs[at].ID, s.labs[at].Title, "all are solved, and this one has the most to gain"}
}
