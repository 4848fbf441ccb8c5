package story

// wayVerbs are about the ways that were left when something else was changed. Each is known by its first change.
func wayVerbs() []verb {
	return []verb{
		{form: "go over to the way of TEXT", about: "goes over to a way that was left", do: func(p *player, s *said) error { return p.pick("timeline", begun(s.text)) }},
		{form: "compare with the way of TEXT", about: "lays the trace as it would end there beside the one in view",
			do: func(p *player, s *said) error { return p.onRow("timeline", begun(s.text), "c", "compare") }},
		{form: "forget the way of TEXT", about: "forgets it for good, and says that this is meant", do: func(p *player, s *said) error { return p.forget(s.text) }},
	}
}

// begun is how the row of a way names its first change; the change itself has a row as well, without quotation marks.
func begun(change string) string { return `begun with "` + change }

func (p *player) forget(change string) error {
	if err := p.onRow("timeline", begun(change), "x", "forget way"); err != nil {
		return err
	}
	return p.hand.press("enter", "enter forget")
}
