package az

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"mvdan.cc/sh/v3/interp"

	"kvlab/engine/trace"
)

// tool is one run of az.
type tool struct {
	console *Console
	ctx     context.Context
	in      io.Reader
	out     io.Writer
	err     io.Writer
	dir     string // the shell's working directory
	globals globals
	spoken  string // the command's name: "keyvault secret show"
	shows   bool   // it is a show command
	failure error
	traces  []*trace.Trace // of what it asked
}

// globals are the flags that every command has.
type globals struct {
	output       choice
	query        string
	subscription string
	quiet        bool // --only-show-errors
	verbose      bool
	debug        bool
}

// az runs the tool and returns its exit status.
func (c *Console) az(ctx context.Context, hc interp.HandlerContext, args []string) int {
	t := &tool{console: c, ctx: ctx, in: hc.Stdin, out: hc.Stdout, err: hc.Stderr, dir: hc.Dir}
	status := t.report(t.run(args))
	t.explain()
	return status
}

// run finds the command, puts its arguments into a form that cobra takes, and runs it.
func (t *tool) run(args []string) error {
	root := t.tree()
	c, path, rest, err := find(root, args)
	if err != nil {
		return err
	}
	rest, err = normalise(c, t.load(rest))
	if err != nil {
		return err
	}
	root.SetArgs(append(path, rest...))
	if err := root.ExecuteContext(t.ctx); err != nil {
		return flagError(err)
	}
	return t.failure
}

// tree is all of the tool that the lab plays.
func (t *tool) tree() *cobra.Command {
	root := &cobra.Command{Use: "az", Short: "The Azure CLI, with the lab as its cloud", SilenceErrors: true, SilenceUsage: true,
		DisableSuggestions: true, CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true}}
	root.SetOut(t.out)
	root.SetErr(t.err)
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { t.help(c) })
	root.SetHelpCommand(&cobra.Command{Use: "no-help", Hidden: true})
	f := root.PersistentFlags()
	t.globals.output = choice{"json", outputs()}
	f.VarP(&t.globals.output, "output", "o", "Output format.")
	f.StringVar(&t.globals.query, "query", "", "JMESPath query string. See http://jmespath.org/ for more information and examples.")
	f.StringVar(&t.globals.subscription, "subscription", "", "Name or ID of subscription.")
	f.BoolVar(&t.globals.quiet, "only-show-errors", false, "Only show errors, suppressing warnings.")
	f.BoolVar(&t.globals.verbose, "verbose", false, "Increase logging verbosity. Use --debug for full debug logs.")
	f.BoolVar(&t.globals.debug, "debug", false, "Increase logging verbosity to show all debug logs.")
	f.BoolP("help", "h", false, "Show this help message and exit.")
	root.AddCommand(t.keyvault(), t.rest())
	return root
}

func (t *tool) keyvault() *cobra.Command {
	g := group("keyvault", "Manage KeyVault keys, secrets, and certificates.")
	g.AddCommand(t.secret(), t.key(), t.certificate())
	g.AddCommand(t.vaults()...)
	return g
}

// group is a command that only has others below it.
func group(name, short string) *cobra.Command {
	return &cobra.Command{Use: name, Short: short, RunE: func(c *cobra.Command, _ []string) error {
		return c.Help()
	}}
}

// command is one that does something: body returns what is printed, nil for nothing.
func (t *tool) command(name, short string, body func() (any, error)) *cobra.Command {
	return &cobra.Command{Use: name, Short: short, RunE: func(c *cobra.Command, _ []string) error {
		t.spoken, t.shows = spoken(c), name == "show"
		if _, t.failure = t.query(); t.failure != nil {
			return nil
		}
		result, err := body()
		if err == nil {
			err = t.print(result)
		}
		t.failure = err
		return nil
	}}
}

// need marks flags that a command cannot do without.
func need(c *cobra.Command, flags ...string) *cobra.Command {
	for _, name := range flags {
		if err := c.MarkFlagRequired(name); err != nil {
			panic(fmt.Sprintf("az %s: %v", c.Name(), err)) // the tree names a flag that it does not have
		}
	}
	return c
}

// spoken is a command's name as people type it, without az.
func spoken(c *cobra.Command) string { return strings.TrimPrefix(c.CommandPath(), "az ") }
