package az

import (
	"errors"
	"fmt"
	"strconv"
	"text/tabwriter"
	"time"

	"mvdan.cc/sh/v3/interp"

	"kvlab/engine"
	"kvlab/engine/nearest"
	"kvlab/engine/trace"
)

// word is a command of the lab's own: what no cloud has.
type word struct {
	name, use, short string
	run              func(c *Console, s Streams, args []string) error
}

// words are all of them.
func words() []word {
	return []word{
		{"advance", "advance 90d|12h|next", "move the lab's clock on, or to the next thing that is due", (*Console).advance},
		{"clock", "clock", "what time it is in the lab", (*Console).clock},
		{"undo", "undo", "take the last change back", (*Console).undo},
		{"redo", "redo", "put it in effect again", (*Console).redo},
		{"consumers", "consumers", "who uses the vaults by themselves, and how they fare", (*Console).consumers},
		{"fact", "fact PATH [VALUE]", "read a fact of the lab, or write it as a gate does: fact vault.kv-shop.purge_protection true", (*Console).fact},
		{"refresh", "refresh NAME", "let a consumer look again, as a restart of it does", (*Console).refresh},
		{"sleep", "sleep TIME", "nothing: the lab's clock stands still, see advance", func(*Console, Streams, []string) error { return nil }},
		{"help", "help", "this list", (*Console).help},
	}
}

func wordNames() []string {
	var names []string
	for _, w := range words() {
		names = append(names, w.name)
	}
	return names
}

// say runs a word and reports what is wrong with it.
func (w *word) say(c *Console, hc interp.HandlerContext, args []string) int {
	err := w.run(c, Streams{hc.Stdout, hc.Stderr}, args)
	if err == nil {
		return 0
	}
	fmt.Fprintf(hc.Stderr, "%s: %s\n", w.name, trace.Visible(err.Error()))
	if errors.Is(err, errUse) {
		return statusUsage
	}
	return statusError
}

// errUse is about the words after a word.
var errUse = errors.New("usage")

// alone refuses words after a word that stands alone.
func alone(use string, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%w: %s", errUse, use)
	}
	return nil
}

func (c *Console) clock(s Streams, args []string) error {
	if err := alone("clock", args); err != nil {
		return err
	}
	info, err := c.lab.Info()
	if err == nil {
		fmt.Fprintln(s.Out, trace.Stamp(info.Clock))
	}
	return err
}

// fact reads a fact by its state path, or writes it.
func (c *Console) fact(s Streams, args []string) error {
	switch len(args) {
	case 1:
		value, err := c.lab.Fact(args[0])
		if err == nil {
			fmt.Fprintln(s.Out, trace.Visible(value))
		}
		return err
	case 2:
		return c.lab.Apply("fact "+args[0]+" "+args[1], engine.Change{Path: args[0], Value: args[1]})
	}
	return fmt.Errorf("%w: fact PATH [VALUE]", errUse)
}

func (c *Console) undo(s Streams, args []string) error {
	if err := alone("undo", args); err != nil {
		return err
	}
	entry, err := c.lab.Undo()
	if err == nil {
		fmt.Fprintln(s.Out, "undone: "+trace.Visible(entry.Label))
	}
	return err
}

func (c *Console) redo(s Streams, args []string) error {
	if err := alone("redo", args); err != nil {
		return err
	}
	entry, err := c.lab.Redo()
	if err == nil {
		fmt.Fprintln(s.Out, "redone: "+trace.Visible(entry.Label))
	}
	return err
}

// days are the units that time.ParseDuration lacks.
var days = map[byte]time.Duration{'d': 24 * time.Hour, 'w': 7 * 24 * time.Hour}

// period reads how far to advance: 90d, 2w, 12h, 30m.
func period(s string) (time.Duration, error) {
	if s == "" {
		return 0, fmt.Errorf("%w: advance 90d, 12h or next", errUse)
	}
	unit, ok := days[s[len(s)-1]]
	if !ok {
		d, err := time.ParseDuration(s)
		if err != nil {
			return 0, fmt.Errorf("%w: advance 90d, 12h or next", errUse)
		}
		return d, nil
	}
	n, err := strconv.Atoi(s[:len(s)-1])
	if err != nil || n < 0 || n > farthest {
		return 0, fmt.Errorf("%w: advance 90d, 12h or next", errUse)
	}
	return time.Duration(n) * unit, nil
}

// farthest is the most days or weeks that advance takes at once.
const farthest = 10_000

// notFound says what a shell without programs has instead.
func notFound(name string) string {
	switch name {
	case "cat":
		return `a file's text is "$(<FILE)"`
	case "jq":
		return "az has --query, in JMESPath"
	case "openssl", "base64", "curl", "ssh", "python", "python3", "kubectl", "terraform":
		return "there are no programs here but az; help lists the lab's own words"
	}
	if n := nearest.Name(name, append(wordNames(), "az")); n != "" {
		return "did you mean " + n + "?"
	}
	return "the shell has az, its own builtins, and what help lists"
}

func (c *Console) help(s Streams, _ []string) error {
	fmt.Fprintln(s.Out, "az is the Azure CLI, and its cloud is the lab: az keyvault --help lists the commands.")
	fmt.Fprintln(s.Out, "The shell is Bash with variables, pipes, $(...) and its builtins. The lab's own words:")
	w := tabwriter.NewWriter(s.Out, 0, 0, 2, ' ', 0)
	for _, x := range words() {
		fmt.Fprintf(w, "  %s\t%s\n", x.use, x.short)
	}
	return w.Flush()
}
