package main

import (
	"os"
	"path/filepath"

	"github.com/adrg/xdg"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"kvlab/scenarios"
	"kvlab/tui"
	"kvlab/tui/session"
)

// program is one run of kvlab: its global flags, and how it ended.
type program struct {
	data      string
	ephemeral bool

	status  int
	failure error
}

// command makes a cobra command report through the program. Cobra itself sees errors of usage alone, which are its
// own: fang would ask the terminal for its colours before it prints one.
func (p *program) command(c *cobra.Command, body func(*cobra.Command, []string) error) *cobra.Command {
	c.RunE = func(c *cobra.Command, args []string) error {
		p.failure = body(c, args)
		return nil
	}
	return c
}

func (p *program) root() *cobra.Command {
	o := tui.Options{In: os.Stdin, Out: os.Stdout}
	var lines bool
	root := p.command(&cobra.Command{
		Use:   "kvlab [SCENARIO|FILE]",
		Short: "A flight simulator for Azure Key Vault",
		Long: "kvlab loads a lab, lets you flip its gates and issue requests, and shows step by step how identity, " +
			"authorization and network decided. Without a command it opens the desktop: the scenario you name, or a list to pick from. " +
			"With --plain all of it is commands and answers in lines, for screen readers, pipes and terminals that cannot move their cursor.",
		Example:           "kvlab\nkvlab half-migrated-rbac\nkvlab run wired-web-app --set zone-link=off",
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: completeScenario,
	}, func(c *cobra.Command, args []string) error {
		switch {
		case o.Present:
			return p.present(c, args, o, lines)
		case o.Notes != "":
			return usage(errNotesAlone)
		case c.Flags().Changed("from"):
			return usage(errFromAlone)
		case lines:
			return p.talk(c, args)
		}
		return p.desktop(c, args, o)
	})
	root.PersistentFlags().StringVar(&p.data, "data", defaultData(), "directory that holds labs and progress")
	root.PersistentFlags().BoolVar(&p.ephemeral, "ephemeral", false, "keep everything in memory and nothing on disk")
	root.Flags().BoolVar(&lines, "plain", false, "no desktop: commands and answers, line by line")
	root.Flags().BoolVar(&o.Present, "present", false, "tell the lab to a class: large, one key goes on; with --plain the story is printed")
	root.Flags().StringVar(&o.Notes, "notes", "", "write the speaker's notes to `FILE`, a FIFO or another terminal such as /dev/pts/3")
	root.Flags().IntVar(&o.From, "from", 1, "begin the story at a `BEAT`, where a talk was left")
	root.Flags().StringVar(&o.Theme, "theme", "auto", "colours: auto, dark, light, high-contrast, none, or a theme's `FILE`.toml")
	root.Flags().BoolVar(&o.NoMouse, "no-mouse", false, "leave the mouse to the terminal")
	root.Flags().BoolVar(&o.ASCII, "ascii", false, "draw with ASCII characters only")
	root.AddCommand(p.runCommand(), p.scenariosCommand(), p.validateCommand(), p.resetCommand(), p.versionCommand(), p.azCommand(),
		p.lessonsCommand(), p.lessonCommand(), p.keysCommand())
	return root
}

// desktop opens the terminal app. A scenario that cannot be read is reported before the screen is taken.
func (p *program) desktop(c *cobra.Command, args []string, o tui.Options) error {
	if err := tui.CheckTheme(o.Theme); err != nil {
		return usage(err)
	}
	if len(args) == 1 {
		if err := scenarios.Known(args[0]); err != nil {
			return usage(err)
		}
		o.Scenario = args[0]
	}
	where, err := p.where()
	if err != nil {
		return err
	}
	if os.Getenv("TERM") == "dumb" {
		return usage(errDumb)
	}
	if !term.IsTerminal(os.Stdin.Fd()) || !term.IsTerminal(os.Stdout.Fd()) {
		return usage(errNoTerminal)
	}
	o.Where = where
	o.Tour = !p.ephemeral // where nothing is kept, it would come every time
	o.Exports, o.Files = p.below("exports"), p.below("files")
	return reported(tui.Run(c.Context(), o))
}

// where says where labs are kept.
func (p *program) where() (session.Where, error) {
	if p.data == "" && !p.ephemeral {
		return session.Where{}, usage(errNoHome)
	}
	return session.Where{Data: p.data, Ephemeral: p.ephemeral}, nil
}

// below is a directory in the data directory for files that the learner makes, empty where nothing is kept or it
// cannot be made.
func (p *program) below(name string) string {
	dir := filepath.Join(p.data, name)
	if p.ephemeral || os.MkdirAll(dir, 0o700) != nil {
		return ""
	}
	return dir
}

// defaultData is kvlab's directory below the user's data directory, empty when the user has no home.
func defaultData() string {
	if xdg.Home == "" {
		return ""
	}
	return filepath.Join(xdg.DataHome, "kvlab")
}

func completeScenario(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var names []string
	for _, e := range scenarios.Catalogue() {
		names = append(names, cobra.CompletionWithDesc(e.ID, e.Title))
	}
	return names, cobra.ShellCompDirectiveDefault
}
