package main

import (
	"fmt"
	"io"
	"os"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"kvlab/lessons"
	"kvlab/tui/prose"
)

// lessonOptions are the flags of kvlab lesson.
type lessonOptions struct {
	format  string
	width   int
	answers bool
}

// Widths of a lesson in columns: the narrowest and the widest that can be asked for, what is comfortable to read at
// most when nothing is asked for, and what is used where there is no terminal.
const leastWidth, mostWidth, readingWidth, plainWidth = 20, 400, 96, 80

func (p *program) lessonCommand() *cobra.Command {
	var o lessonOptions
	c := p.command(&cobra.Command{
		Use:   "lesson ID",
		Short: "Print a lesson",
		Long: "Lesson prints a text about one idea, with commands to try on a lab and questions at the end. " +
			"kvlab lessons lists them in the order to read them.",
		Example:           "kvlab lesson four-gates\nkvlab lesson single-access-model --answers",
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: completeLesson,
	}, func(c *cobra.Command, args []string) error { return printLesson(c.OutOrStdout(), args[0], o) })
	f := c.Flags()
	f.StringVar(&o.format, "format", "text", "text or markdown")
	f.IntVar(&o.width, "width", 0, "lay text out for `N` columns (default: the terminal's)")
	f.BoolVar(&o.answers, "answers", false, "print the answers below the questions")
	completeWords(c, "format", lessonFormats...)
	return c
}

func completeLesson(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	var ids []string
	if len(args) == 0 {
		for _, h := range lessons.Catalogue() {
			ids = append(ids, cobra.CompletionWithDesc(h.ID, h.Title))
		}
	}
	return ids, cobra.ShellCompDirectiveNoFileComp
}

var lessonFormats = []string{"text", "markdown"}

func printLesson(out io.Writer, id string, o lessonOptions) error {
	if o.width != 0 && (o.width < leastWidth || o.width > mostWidth) {
		return usage(fmt.Errorf("--width %d: choose from %d to %d columns", o.width, leastWidth, mostWidth))
	}
	l, err := lessons.Find(id)
	if err != nil {
		return usage(err)
	}
	text := l.Document(o.answers)
	switch o.format {
	case "markdown":
	case "text":
		if text, err = prose.Layout(text, widthFor(o.width), paperOf(os.Stdout)); err != nil {
			return err
		}
	default:
		return usage(fmt.Errorf("unknown format %q%s choose text or markdown", o.format, hintOr(o.format, lessonFormats)))
	}
	_, err = io.WriteString(out, text)
	return err
}

// widthFor is the width that is asked for, else one that fits the terminal.
func widthFor(asked int) int {
	if asked != 0 {
		return asked
	}
	if w, _, err := term.GetSize(os.Stdout.Fd()); err == nil && w >= leastWidth {
		return min(w, readingWidth)
	}
	return plainWidth
}

// paperOf is plain for what is no terminal, for a terminal that can do no more, and where NO_COLOR asks for it.
func paperOf(f *os.File) prose.Paper {
	return prose.Paper(term.IsTerminal(f.Fd()) && colorprofile.Env(os.Environ()) > colorprofile.ASCII)
}
