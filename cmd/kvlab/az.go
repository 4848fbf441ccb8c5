package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"kvlab/engine"
	"kvlab/engine/nearest"
	"kvlab/scenarios"
	"kvlab/tui/az"
	"kvlab/tui/session"
)

// azOptions are the flags of kvlab az.
type azOptions struct {
	as, from string
	lines    []string
	script   string
	trace    bool
	stored   bool
	profile  string
}

func (p *program) azCommand() *cobra.Command {
	var o azOptions
	c := p.command(&cobra.Command{
		Use:   "az SCENARIO|FILE",
		Short: "Run Azure CLI commands against a lab",
		Long: "Az is a shell in which az is the Azure CLI and its cloud is the lab: paste commands as they are written for a real subscription. " +
			"You type as the scenario's operator. It works on a throw-away copy in memory; --lab works on the stored lab. " +
			"Files are read and written below the working directory. Without -c and --script it reads lines from standard input. " +
			"Several -c run one after the other in the same shell, and a failure does not stop the next unless set -e says so. " +
			"The exit status is that of the last command: 0 fine, 1 refused, 2 wrong usage, 3 a show of something that is not there.",
		Example: "kvlab az wired-web-app\n" +
			"kvlab az wired-web-app -c 'az keyvault secret list --vault-name kv-shop-prod -o table' --trace",
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: completeScenario,
	}, func(c *cobra.Command, args []string) error {
		return p.azConsole(c.Context(), c.OutOrStdout(), c.ErrOrStderr(), args[0], o)
	})
	f := c.Flags()
	f.StringVar(&o.as, "as", "", "type as this `USER`, at the operator's host (default: the scenario's operator)")
	f.StringVar(&o.from, "from", "", "sit at this `HOST`; without a user, call as the program on it")
	f.StringArrayVarP(&o.lines, "command", "c", nil, "run this `LINE`; may be given more than once")
	f.StringVar(&o.script, "script", "", "run the lines of this `FILE`")
	f.BoolVar(&o.trace, "trace", false, "print why each request was allowed or refused")
	f.BoolVar(&o.stored, "lab", false, "work on the stored lab, not on a copy in memory")
	f.StringVar(&o.profile, "profile", "", "whose behaviour to follow: guide or service (default: the scenario's)")
	completeWords(c, "profile", "guide", "service")
	c.MarkFlagsMutuallyExclusive("command", "script")
	c.MarkFlagsMutuallyExclusive("lab", "profile")
	return c
}

// azConsole opens the lab and runs what is asked for.
func (p *program) azConsole(ctx context.Context, out, errOut io.Writer, name string, o azOptions) (err error) {
	sc, err := scenarios.Open(name)
	if err != nil {
		return usage(err)
	}
	who, err := operatorOf(sc, o)
	if err != nil {
		return usage(err)
	}
	lab, err := p.azLab(sc, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lab.Close()) }()
	dir, err := os.Getwd()
	if err != nil {
		return err
	}
	c, err := az.New(lab, who, az.Options{Dir: dir, Trace: o.trace, Person: term.IsTerminal(os.Stderr.Fd()), Why: "--trace shows why"})
	if err != nil {
		return usage(err)
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	s := az.Streams{Out: shownOn(os.Stdout, out), Err: shownOn(os.Stderr, errOut)}
	p.status, err = azLines(ctx, c, s, o)
	return err
}

// shownOn keeps what would steer a terminal from one.
func shownOn(f *os.File, w io.Writer) io.Writer {
	if term.IsTerminal(f.Fd()) {
		return az.Screen(w)
	}
	return w
}

// azLines runs the lines that the flags name, or those of standard input.
func azLines(ctx context.Context, c *az.Console, s az.Streams, o azOptions) (int, error) {
	switch {
	case o.script != "":
		text, err := os.ReadFile(o.script)
		if err != nil {
			return 0, usage(fmt.Errorf("read script: %w", err))
		}
		return c.Run(ctx, string(text), s), nil
	case len(o.lines) > 0:
		for _, line := range o.lines {
			if c.Run(ctx, line, s); c.Exited() {
				break
			}
		}
		return c.Status(), nil
	}
	prompt := ""
	if term.IsTerminal(os.Stdin.Fd()) {
		prompt = "az> "
	}
	return c.Session(ctx, os.Stdin, prompt, s), nil
}

// azLab is a copy in memory, or the stored lab.
func (p *program) azLab(sc *scenarios.Scenario, o azOptions) (*engine.Lab, error) {
	if o.stored {
		where, err := p.where()
		if err != nil {
			return nil, err
		}
		s, err := session.Open(where, sc)
		if err != nil {
			return nil, err
		}
		return s.Lab, nil
	}
	lab, err := engine.Open("", engine.Options{InMemory: true})
	if err != nil {
		return nil, err
	}
	if err := sc.Start(lab); err != nil {
		return nil, errors.Join(err, lab.Close())
	}
	if err := prepare(lab, sc, runOptions{profile: o.profile}); err != nil {
		return nil, errors.Join(usage(err), lab.Close())
	}
	return lab, nil
}

// operatorOf is who types: the scenario's operator, or whom the flags name. --from alone is the program on a host.
func operatorOf(sc *scenarios.Scenario, o azOptions) (az.Operator, error) {
	users, hosts := namesOf(sc)
	var who az.Operator
	if sc.Operator != nil {
		who = az.Operator(*sc.Operator)
	}
	switch {
	case o.as != "":
		who.User = o.as
		if o.from != "" {
			who.Host = o.from
		}
	case o.from != "":
		who = az.Operator{Host: o.from}
	}
	if who == (az.Operator{}) {
		return who, fmt.Errorf("%s names no operator: say who types with --as USER (%s), or from where with --from HOST (%s)",
			sc.ID, listOr(users), listOr(hosts))
	}
	if err := known("--as", o.as, users); err != nil {
		return who, err
	}
	return who, known("--from", o.from, hosts)
}

// namesOf lists the people and the hosts of a scenario.
func namesOf(sc *scenarios.Scenario) (users, hosts []string) {
	for i := range sc.Estate.Principals {
		if p := &sc.Estate.Principals[i]; p.Kind == "user" {
			users = append(users, p.Name)
		}
	}
	for i := range sc.Estate.Hosts {
		hosts = append(hosts, sc.Estate.Hosts[i].Name)
	}
	return users, hosts
}

func listOr(names []string) string {
	if len(names) == 0 {
		return "it has none"
	}
	return strings.Join(names, ", ")
}

// known refuses a name that is none of those there are.
func known(flag, name string, names []string) error {
	if name == "" {
		return nil
	}
	for _, n := range names {
		if strings.EqualFold(n, name) {
			return nil
		}
	}
	h := nearest.Hint(name, names)
	if h == "" {
		h = ", choose from " + listOr(names)
	}
	return fmt.Errorf("%s %s: there is no such name%s", flag, name, h)
}
