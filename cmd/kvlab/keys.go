package main

import (
	"github.com/spf13/cobra"

	"kvlab/tui"
)

func (p *program) keysCommand() *cobra.Command {
	return p.command(&cobra.Command{
		Use:   "keys",
		Short: "Print every key of the desktop and what it does",
		Long:  "Keys prints the desktop's table of commands, window by window: for a sheet beside the keyboard.",
		Args:  cobra.NoArgs,
	}, func(c *cobra.Command, _ []string) error { return tui.WriteKeys(c.OutOrStdout()) })
}
