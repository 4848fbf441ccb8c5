package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"kvlab/scenarios"
	"kvlab/tui/session"
)

func (p *program) resetCommand() *cobra.Command {
	var discard bool
	c := p.command(&cobra.Command{
		Use:   "reset SCENARIO",
		Short: "Bring a stored lab back to its scenario's start",
		Long: "Reset brings the estate back to where the scenario starts. It is a change like any other: undo in the desktop takes " +
			"it back. With --discard the stored lab is thrown away instead, with its history, progress and log.",
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: completeScenario,
	}, func(c *cobra.Command, args []string) error {
		where, err := p.where()
		if err != nil {
			return err
		}
		return reset(c.OutOrStdout(), where, args[0], discard)
	})
	c.Flags().BoolVar(&discard, "discard", false, "throw the stored lab away, history and progress included")
	return c
}

func reset(out io.Writer, where session.Where, name string, discard bool) error {
	sc, err := scenarios.Open(name)
	if err != nil {
		return usage(err)
	}
	if !session.Begun(where, sc.ID) {
		fmt.Fprintf(out, "%s: there is no stored lab, so it starts fresh\n", sc.ID)
		return nil
	}
	if discard {
		if err := session.Discard(where, sc.ID); err != nil {
			return err
		}
		fmt.Fprintf(out, "%s: thrown away\n", sc.ID)
		return nil
	}
	s, err := session.Open(where, sc)
	if err != nil {
		return err
	}
	_, err = s.Reset()()
	if err := errors.Join(err, s.Close()); err != nil {
		return err
	}
	fmt.Fprintf(out, "%s: back at its start; undo in the desktop takes this back\n", sc.ID)
	return nil
}
