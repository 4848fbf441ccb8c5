package az

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Complete lists what the last word of a line may become, in order: commands and flags of the tool, the words that a
// flag takes, and the names of the lab's vaults.
func (c *Console) Complete(line string) []string {
	words := lastCommand(line)
	last := words[len(words)-1]
	var all []string
	switch {
	case len(words) == 1:
		all = append(wordNames(), "az")
	case words[0] == "az":
		all = c.completeTool(words[1:len(words)-1], last)
	}
	var fit []string
	for _, s := range all {
		if strings.HasPrefix(s, last) {
			fit = append(fit, s)
		}
	}
	slices.Sort(fit)
	return slices.Compact(fit)
}

// lastCommand are the words of the command that a line ends in; the last one may be empty. Quotes are not looked at:
// nothing that needs them is completed.
func lastCommand(line string) []string {
	if i := strings.LastIndexAny(line, "|;&(\n`"); i >= 0 {
		line = line[i+1:]
	}
	words := strings.Fields(line)
	if line == "" || strings.HasSuffix(line, " ") {
		words = append(words, "")
	}
	if len(words) == 0 {
		return []string{""}
	}
	return words
}

func (c *Console) completeTool(before []string, last string) []string {
	t := &tool{console: c}
	command, _, rest, err := find(t.tree(), before)
	switch {
	case err != nil:
		return nil
	case len(rest) == 0 && command.HasSubCommands():
		return subcommands(command)
	}
	if len(rest) > 0 {
		if values, takes := c.values(command, rest[len(rest)-1]); takes && !strings.HasPrefix(last, "-") {
			return values
		}
	}
	return flagNames(command)
}

func subcommands(c *cobra.Command) []string {
	var names []string
	for _, sub := range c.Commands() {
		if !sub.Hidden {
			names = append(names, sub.Name())
		}
	}
	return names
}

func flagNames(c *cobra.Command) []string {
	var names []string
	note := func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, "--"+f.Name)
		}
	}
	c.LocalFlags().VisitAll(note)
	c.InheritedFlags().VisitAll(note)
	return names
}

// values are the words a flag takes, and whether it takes one at all.
func (c *Console) values(command *cobra.Command, word string) ([]string, bool) {
	r := &reader{flags: command.Flags()}
	r.flags.AddFlagSet(command.InheritedFlags())
	f, err := r.flag(word)
	if err != nil || f == nil || f.Value.Type() == "bool" {
		return nil, false
	}
	switch v := f.Value.(type) {
	case *choice:
		return v.choices, true
	case *choices:
		return v.choices, true
	case *tri:
		return []string{"false", "true"}, true
	}
	if f.Name == "vault-name" || f.Name == "name" && f.Usage == vaultNameUsage {
		return c.vaultNames(), true
	}
	return nil, true
}

func (c *Console) vaultNames() []string {
	e, err := c.lab.Estate()
	if err != nil {
		return nil
	}
	var names []string
	for i := range e.Vaults {
		if !e.Vaults[i].Absent {
			names = append(names, e.Vaults[i].Name)
		}
	}
	return names
}
