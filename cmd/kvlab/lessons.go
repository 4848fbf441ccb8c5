package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"kvlab/engine/trace"
	"kvlab/lessons"
)

func (p *program) lessonsCommand() *cobra.Command {
	var asJSON bool
	c := p.command(&cobra.Command{
		Use:   "lessons",
		Short: "List the lessons, in the order to read them",
		Args:  cobra.NoArgs,
	}, func(c *cobra.Command, _ []string) error {
		if asJSON {
			return trace.WriteJSON(c.OutOrStdout(), readingList{1, lessonRows()})
		}
		return listLessons(c.OutOrStdout())
	})
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return c
}

// readingList is the JSON form.
type readingList struct {
	Schema  int         `json:"schema"`
	Lessons []lessonRow `json:"lessons"`
}

type lessonRow struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Level   string   `json:"level"`
	Minutes int      `json:"minutes"`
	Needs   []string `json:"needs"`
	Labs    []string `json:"labs"`
}

func lessonRows() []lessonRow {
	list := []lessonRow{}
	for _, h := range lessons.Catalogue() {
		list = append(list, lessonRow{h.ID, h.Title, h.Level, h.Minutes, append([]string{}, h.Needs...), append([]string{}, h.Labs...)})
	}
	return list
}

func listLessons(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tLEVEL\tMINUTES\tTITLE\tLABS")
	for _, l := range lessonRows() {
		fmt.Fprintf(w, "%s\t%s\t%d\t%s\t%s\n", l.ID, l.Level, l.Minutes, l.Title, strings.Join(l.Labs, ", "))
	}
	return w.Flush()
}
