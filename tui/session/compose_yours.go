package session

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"kvlab/engine"
)

// composed is a request of the learner's own. Once it was made it does not change: the log and the journal name it by
// its id, and must go on meaning it. Who edits one makes another.
type composed struct {
	ID    string
	Draft Draft
}

// yours are the requests that the learner put together, oldest first, as they are kept beside the lab: undo and reset
// leave them alone.
type yours struct {
	// Made counts all that ever were: no id is used twice, also after its request is gone.
	Made int
	List []composed
}

const (
	// mostYours is how many of them are kept; the oldest go first.
	mostYours = 20
	// yoursPrefix begins their ids.
	yoursPrefix = "yours-"
	// keptRequests is the name they are kept under.
	keptRequests = "requests"
)

// Requests lists all requests that can be issued by their ids: the scenario's, and behind them the learner's own. Do
// not change it.
func (s *Session) Requests() []*engine.Request {
	if s.requests == nil {
		return s.Scenario.Requests
	}
	return s.requests
}

// Find returns the request of that id, the scenario's or the learner's own; the error names the nearest one.
func (s *Session) Find(id string) (*engine.Request, error) {
	b := s.bench()
	return b.find(id)
}

func (b *bench) find(id string) (*engine.Request, error) {
	for _, r := range b.requests {
		if r.ID == id {
			return r, nil
		}
	}
	return b.scenario.Request(id)
}

// Yours reports whether a request is one of the learner's own.
func (s *Session) Yours(id string) bool {
	return slices.ContainsFunc(s.yours.List, func(c composed) bool { return c.ID == id })
}

// Draft is the request of that id as a draft, to begin another one with.
func (s *Session) Draft(id string) (Draft, error) {
	for _, c := range s.yours.List {
		if c.ID == id {
			return c.Draft, nil
		}
	}
	r, err := s.Scenario.Request(id)
	if err != nil {
		return Draft{}, err
	}
	return draftOf(r), nil
}

// Compose makes a request of a draft and returns its id. One that asks for the same as a request there is already is
// that request.
func (s *Session) Compose(d Draft) (id string) {
	d = d.Plain()
	for _, r := range s.Requests() {
		if known, err := s.Draft(r.ID); err == nil && known == d {
			return r.ID
		}
	}
	y := &s.yours
	for id == "" {
		y.Made++
		if n := yoursPrefix + strconv.Itoa(y.Made); !s.taken(n) {
			id = n
		}
	}
	list := append(slices.Clone(y.List), composed{id, d})
	y.List = list[max(0, len(list)-mostYours):]
	s.listed()
	return id
}

func (s *Session) taken(id string) bool {
	_, err := s.Scenario.Request(id)
	return err == nil
}

// Forget takes one of the learner's own requests off the list.
func (s *Session) Forget(id string) {
	s.yours.List = slices.DeleteFunc(slices.Clone(s.yours.List), func(c composed) bool { return c.ID == id })
	delete(s.Verdicts, id)
	s.listed()
}

// listed makes the list of requests anew.
func (s *Session) listed() {
	known := s.requests
	s.requests = slices.Clone(s.Scenario.Requests)
	for _, c := range s.yours.List {
		if i := slices.IndexFunc(known, func(r *engine.Request) bool { return r.ID == c.ID }); i >= 0 {
			s.requests = append(s.requests, known[i])
			continue
		}
		s.requests = append(s.requests, c.Draft.request(c.ID, s.Scenario))
	}
	s.edition++
	s.Bump()
}

// UnkeptRequests returns a job that writes the learner's own requests down, nil when they are.
func (s *Session) UnkeptRequests() Job {
	if s.edition == s.keptEdition.Load() {
		return nil
	}
	b := s.bench()
	return s.Look(b.keepYours)
}

// keepYours writes the learner's own requests down, if they are not. What is issued was written down before.
func (b *bench) keepYours() error {
	if b.edition == b.keptEdition.Load() {
		return nil
	}
	raw, err := json.Marshal(b.yours)
	if err != nil {
		return err
	}
	if err := b.lab.Keep(keptRequests, raw); err != nil {
		return err
	}
	b.keptEdition.Store(b.edition)
	return nil
}

// recallYours brings back what keepYours wrote. What cannot be read, and requests that cannot be made in this lab, are
// passed over.
func (s *Session) recallYours() error {
	raw, err := s.Lab.Kept(keptRequests)
	if err != nil {
		return err
	}
	var kept yours
	if raw != nil && json.Unmarshal(raw, &kept) != nil {
		kept = yours{}
	}
	s.yours = yours{Made: max(0, kept.Made)}
	for _, c := range kept.List {
		n, err := strconv.Atoi(strings.TrimPrefix(c.ID, yoursPrefix))
		if err != nil || c.ID != yoursPrefix+strconv.Itoa(n) || s.Yours(c.ID) || s.taken(c.ID) || !c.Draft.can(s.Scenario.Estate) {
			continue
		}
		s.yours.Made = max(s.yours.Made, n)
		s.yours.List = append(s.yours.List, c)
	}
	s.yours.List = s.yours.List[max(0, len(s.yours.List)-mostYours):]
	s.listed()
	s.keptEdition.Store(s.edition)
	return nil
}

// can reports whether a draft can be evaluated at all in an estate.
func (d Draft) can(e *engine.Estate) bool { return d.aim() == "" && d.caller(e) == "" }
