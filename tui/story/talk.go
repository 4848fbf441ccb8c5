package story

import "kvlab/scenarios"

// talkVerbs tell a lab to a class.
func talkVerbs() []verb {
	return []verb{
		{form: "present lab LAB", about: "starts the program to tell a lab to a class", do: func(p *player, s *said) error { return p.present(s.lab) }},
		{form: "go on", about: "goes on by a beat of the talk, or by a step of the tour", do: func(p *player, _ *said) error { return p.goOn() }},
		{form: "go back", about: "goes back by a beat", do: func(p *player, _ *said) error { return p.hand.press("pgup", "◂ back") }},
		{form: "go on to the end", about: "goes to the last beat", do: in("stage", "end", "last beat")},
		{form: "bring the stage back", about: "closes what was opened over it", do: func(p *player, _ *said) error { return p.hand.press("esc", "esc stage") }},
		{form: "blank the screen", about: "empties the screen, until the next key or click", do: in("stage", "b", "blank screen")},
		{form: "light the screen", about: "brings it back", do: func(p *player, _ *said) error { return p.hand.light() }},
	}
}

func (p *player) present(sc *scenarios.Scenario) error {
	p.lab = sc
	return p.start(Start{Lab: sc.ID, Present: true})
}

// goOn is enter in the tour. In a talk that would work the window that happens to be over the stage; the key of a
// presenter's remote does not.
func (p *player) goOn() error {
	if p.talks {
		return p.hand.press("pgdown", "go on")
	}
	return p.hand.press("enter", "enter go on")
}

func (k *byKeys) light() error { return k.stage.Press("space") }

func (m *byMouse) light() error { return m.clickAt(point{X: 1, Y: 1}) }
