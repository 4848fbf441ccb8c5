package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"kvlab/scenarios"
	"kvlab/tui"
	"kvlab/tui/present"
)

var (
	errNotesAlone   = errors.New("--notes belongs to --present: there is nothing to speak about otherwise")
	errFromAlone    = errors.New("--from belongs to --present: nothing else has beats")
	errFromWhere    = errors.New("--from is a beat of one lab: name it, as in kvlab --present broken-dns --from 9")
	errNotesPrinted = errors.New("--present --plain prints the notes with the story: leave --notes out")
	errNoStory      = errors.New("--present --plain prints the story of one lab: name it, as in kvlab --present --plain broken-dns")
)

// present tells a lab to a class: on the desktop's stage, or printed with the speaker's notes where nothing can be drawn.
func (p *program) present(c *cobra.Command, args []string, o tui.Options, lines bool) error {
	p.ephemeral = true // a class never touches anybody's own lab
	switch from := c.Flags().Changed("from"); {
	case len(args) == 0 && lines:
		return usage(errNoStory)
	case lines && o.Notes != "":
		return usage(errNotesPrinted)
	case len(args) == 0 && from:
		return usage(errFromWhere)
	case !lines && !from:
		return p.desktop(c, args, o)
	}
	story, err := storyOf(args[0])
	if err != nil {
		return err
	}
	if n := len(story.Beats); o.From < 1 || o.From > n {
		return usage(fmt.Errorf("--from %d: the beats of %s are 1 to %d", o.From, story.Scenario.ID, n))
	}
	if lines {
		return story.WriteFrom(c.OutOrStdout(), o.From-1)
	}
	return p.desktop(c, args, o)
}

func storyOf(name string) (*present.Story, error) {
	sc, err := scenarios.Open(name)
	if err != nil {
		return nil, usage(err)
	}
	return present.Record(sc, 0)
}
