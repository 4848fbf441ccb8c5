package main

import (
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"kvlab/engine/trace"
	"kvlab/scenarios"
)

func (p *program) scenariosCommand() *cobra.Command {
	var asJSON bool
	c := p.command(&cobra.Command{
		Use:   "scenarios",
		Short: "List the labs that come with kvlab",
		Args:  cobra.NoArgs,
	}, func(c *cobra.Command, _ []string) error {
		if asJSON {
			return trace.WriteJSON(c.OutOrStdout(), catalogue{1, listed()})
		}
		return listScenarios(c.OutOrStdout())
	})
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return c
}

// catalogue is the JSON form.
type catalogue struct {
	Schema    int        `json:"schema"`
	Scenarios []scenario `json:"scenarios"`
}

type scenario struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Level   string   `json:"level"`
	Minutes int      `json:"minutes"`
	Lessons []string `json:"lessons"`
}

func listed() []scenario {
	list := []scenario{}
	for _, e := range scenarios.Catalogue() {
		list = append(list, scenario{e.ID, e.Title, e.Level, e.Minutes, append([]string{}, e.Lessons...)})
	}
	return list
}

func listScenarios(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tLEVEL\tMINUTES\tTITLE")
	for _, s := range listed() {
		fmt.Fprintf(w, "%s\t%s\t%d\t%s\n", s.ID, s.Level, s.Minutes, s.Title)
	}
	return w.Flush()
}
