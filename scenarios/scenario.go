package scenarios

import (
	"fmt"
	"time"

	"kvlab/engine"
	"kvlab/engine/nearest"
	"kvlab/engine/profile"
	"kvlab/engine/trace"
)

// Scenario is one lab, read and checked.
type Scenario struct {
	ID, Title string
	Level     string // beginner, intermediate or advanced
	Minutes   int    // how long it takes
	// Lessons name the lessons that go with it, Prerequisites the scenarios to do first.
	Lessons, Prerequisites []string
	// Briefing is read before, Debrief after; both are Markdown.
	Briefing, Debrief string
	// Notes are what a speaker says when the lab is shown to a class; gates, goals and requests have their own.
	Notes   string
	Profile profile.Profile
	Clock   time.Time
	// Source is the file's name as problems show it, Digest the SHA-256 of its bytes in hexadecimal.
	Source, Digest string
	// Operator is who sits at the keyboard, nil when the file does not say.
	Operator *Operator
	Estate   *engine.Estate
	Gates    []Gate
	// Starts are the gates' states when the lab begins, in their order: "on", "off" or a value that is neither.
	Starts    []string
	Requests  []*engine.Request
	Goals     []Goal
	Hints     []Hint
	Solutions []Solution

	asking map[string]string // the speaker's notes by request

	text []byte // of the file, for saying where something stands in it
}

// Operator is the person the learner plays, by names of the estate. Either may be empty.
type Operator struct{ User, Host string }

// Gate is a switch that stands at one of the gates of a decision.
type Gate struct {
	engine.Switch
	Gate  trace.GateName
	Help  string
	Notes string // the speaker's, see Scenario.Notes
}

// Hint is one step of help; hints are given in order, each saying more than the one before.
type Hint struct {
	Text string
	// Points is what asking for it costs, 0 for nothing.
	Points int
}

// Solution is a way to the goals: changes to make one after the other. "GATE=on" and "GATE=off" flip a gate,
// "GOAL=CHOICE" answers a question, "issue=REQUEST" carries a request out, "refresh=CONSUMER" lets a consumer look at its
// vault, and "advance=P90D" moves the clock.
type Solution struct {
	Changes []string
}

// Gate returns the gate of that id; the error names the nearest one.
func (s *Scenario) Gate(id string) (*Gate, error) {
	for i := range s.Gates {
		if s.Gates[i].ID == id {
			return &s.Gates[i], nil
		}
	}
	return nil, s.unknown("gate", id, s.gateIDs())
}

// Request returns the request of that id; the error names the nearest one.
func (s *Scenario) Request(id string) (*engine.Request, error) {
	for _, r := range s.Requests {
		if r.ID == id {
			return r, nil
		}
	}
	return nil, s.unknown("request", id, s.requestIDs())
}

// Goal returns the goal of that id; the error names the nearest one.
func (s *Scenario) Goal(id string) (*Goal, error) {
	for i := range s.Goals {
		if s.Goals[i].ID == id {
			return &s.Goals[i], nil
		}
	}
	return nil, s.unknown("goal", id, s.goalIDs())
}

func (s *Scenario) unknown(kind, id string, known []string) error {
	return fmt.Errorf("%s has no %s %q%s", s.ID, kind, id, nearest.Hint(id, known))
}

// Others returns the requests beside the one of that id: those to watch when a change is made for its sake.
func (s *Scenario) Others(requestID string) []*engine.Request {
	others := make([]*engine.Request, 0, len(s.Requests))
	for _, r := range s.Requests {
		if r.ID != requestID {
			others = append(others, r)
		}
	}
	return others
}

// Switches returns the gates as the fix finder takes them.
func (s *Scenario) Switches() []engine.Switch {
	switches := make([]engine.Switch, len(s.Gates))
	for i := range s.Gates {
		switches[i] = s.Gates[i].Switch
	}
	return switches
}

// Start fills an empty lab with the scenario's estate.
func (s *Scenario) Start(lab *engine.Lab) error { return lab.Load(s.Estate) }

func (s *Scenario) gateIDs() []string {
	ids := make([]string, len(s.Gates))
	for i := range s.Gates {
		ids[i] = s.Gates[i].ID
	}
	return ids
}

func (s *Scenario) requestIDs() []string {
	ids := make([]string, len(s.Requests))
	for i, r := range s.Requests {
		ids[i] = r.ID
	}
	return ids
}

func (s *Scenario) goalIDs() []string {
	ids := make([]string, len(s.Goals))
	for i := range s.Goals {
		ids[i] = s.Goals[i].ID
	}
	return ids
}
