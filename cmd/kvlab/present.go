package main

import (
	"errors"

	"github.com/spf13/cobra"

	"kvlab/scenarios"
	"kvlab/tui"
	"kvlab/tui/present"
)

var (
	errNotesAlone = errors.New("--notes belongs to --present: there is nothing to speak about otherwise")
	errNoStory    = errors.New("--present --plain prints the story of one lab: name it, as in kvlab --present --plain broken-dns")
)

// present tells a lab to a class: on the desktop's stage, or printed with the speaker's notes where nothing can be drawn.
func (p *program) present(c *cobra.Command, args []string, o tui.Options, lines bool) error {
	if !lines {
		p.ephemeral = true // a class never touches anybody's own lab
		return p.desktop(c, args, o)
	}
	if len(args) == 0 {
		return usage(errNoStory)
	}
	sc, err := scenarios.Open(args[0])
	if err != nil {
		return usage(err)
	}
	story, err := present.Record(sc, 0)
	if err != nil {
		return err
	}
	return story.Write(c.OutOrStdout())
}
