package az

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// help prints what a group has or what a command takes, in the tool's layout.
func (t *tool) help(c *cobra.Command) {
	title := "Command"
	if c.HasSubCommands() {
		title = "Group"
	}
	fmt.Fprintf(t.out, "\n%s\n    %s : %s\n", title, c.CommandPath(), c.Short)
	var groups, commands []*cobra.Command
	for _, sub := range c.Commands() {
		switch {
		case sub.Hidden:
		case sub.HasSubCommands():
			groups = append(groups, sub)
		default:
			commands = append(commands, sub)
		}
	}
	t.children("Subgroups", groups)
	t.children("Commands", commands)
	if !c.HasSubCommands() {
		t.arguments("Arguments", c.LocalNonPersistentFlags())
	}
	t.arguments("Global Arguments", c.InheritedFlags())
}

func (t *tool) children(title string, list []*cobra.Command) {
	if len(list) == 0 {
		return
	}
	wide := 0
	for _, c := range list {
		wide = max(wide, len(c.Name()))
	}
	fmt.Fprintf(t.out, "\n%s:\n", title)
	for _, c := range list {
		fmt.Fprintf(t.out, "    %-*s : %s\n", wide, c.Name(), c.Short)
	}
}

// arguments lists flags, the required ones first.
func (t *tool) arguments(title string, flags *pflag.FlagSet) {
	var list []*pflag.Flag
	flags.VisitAll(func(f *pflag.Flag) {
		if !f.Hidden && f.Name != "help" {
			list = append(list, f)
		}
	})
	if len(list) == 0 {
		return
	}
	slices.SortStableFunc(list, func(a, b *pflag.Flag) int { return len(b.Annotations) - len(a.Annotations) })
	wide := 0
	for _, f := range list {
		wide = max(wide, len(spelled(f)))
	}
	fmt.Fprintf(t.out, "\n%s\n", title)
	for _, f := range list {
		fmt.Fprintf(t.out, "    %-*s : %s\n", wide, spelled(f), f.Usage)
	}
}

// spelled is a flag with its names and whether it must be there.
func spelled(f *pflag.Flag) string {
	s := "--" + f.Name
	if f.Shorthand != "" {
		s += " -" + f.Shorthand
	}
	if len(f.Annotations[cobra.BashCompOneRequiredFlag]) > 0 {
		s += " [Required]"
	}
	return strings.TrimSpace(s)
}
