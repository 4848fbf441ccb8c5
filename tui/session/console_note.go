package session

// Note returns a job that keeps a text with those to recall, for one that another shell runs than the console's own.
func (c *Console) Note(text string) Job {
	lab := c.session.Lab
	return c.session.Look(func() error {
		if err := c.recall(lab); err != nil {
			return err
		}
		c.finish(c.open(text), func() {})
		return c.keep(lab)
	})
}
