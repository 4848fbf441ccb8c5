package az

import (
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"kvlab/engine/nearest"
)

// find walks down the tree along the words before the first flag. It returns the command, its path, and the rest.
func find(root *cobra.Command, args []string) (*cobra.Command, []string, []string, error) {
	c, path := root, []string{}
	for i, word := range args {
		if strings.HasPrefix(word, "-") || !c.HasSubCommands() {
			return c, path, args[i:], nil
		}
		next := child(c, word)
		if next == nil {
			return nil, nil, nil, unknown(c, word)
		}
		c, path = next, append(path, next.Name())
	}
	return c, path, nil, nil
}

func child(c *cobra.Command, name string) *cobra.Command {
	for _, sub := range c.Commands() {
		if !sub.Hidden && strings.EqualFold(sub.Name(), name) {
			return sub
		}
	}
	return nil
}

// unknown tells a word that the tool does not know from one that the lab does not play.
func unknown(c *cobra.Command, word string) error {
	names := elsewhere(spoken(c))
	if slices.Contains(names, strings.ToLower(word)) {
		return notSimulated(strings.TrimSpace(strings.TrimPrefix(c.CommandPath(), "az") + " " + word))
	}
	for _, sub := range c.Commands() {
		if !sub.Hidden {
			names = append(names, sub.Name())
		}
	}
	e := &usageError{text: "'" + word + "' is misspelled or not recognized by the system."}
	if n := nearest.Name(word, names); n != "" {
		e.advice = "Did you mean '" + n + "' ?"
	}
	return e
}

// reader turns the words after a command into --flag=value, one for each word of a value, and finds what is wrong with
// them as the tool's parser does.
type reader struct {
	flags    *pflag.FlagSet
	out      []string
	leftover []string // what no flag took
	seen     map[string]bool
}

// normalise see reader.
func normalise(c *cobra.Command, args []string) ([]string, error) {
	c.InitDefaultHelpFlag()
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	flags.AddFlagSet(c.Flags())
	flags.AddFlagSet(c.InheritedFlags())
	r := &reader{flags: flags, seen: map[string]bool{}}
	for len(args) > 0 {
		taken, err := r.take(args)
		if err != nil {
			return nil, err
		}
		args = args[taken:]
	}
	if r.seen["help"] {
		return []string{"--help"}, nil
	}
	if lacking := r.lacking(); lacking != "" {
		return nil, &usageError{text: "the following arguments are required: " + lacking}
	}
	if len(r.leftover) > 0 {
		return nil, &usageError{text: "unrecognized arguments: " + strings.Join(r.leftover, " ")}
	}
	return r.out, nil
}

// take takes one flag with its values off the front, or one word that belongs to none.
func (r *reader) take(args []string) (int, error) {
	name, value, attached := strings.Cut(args[0], "=")
	f, err := r.flag(name)
	if err != nil {
		return 0, err
	}
	if f == nil && !attached {
		f, value, attached = r.short(args[0])
	}
	if f == nil {
		r.leftover = append(r.leftover, args[0])
		return 1, nil
	}
	r.seen[f.Name] = true
	if attached {
		r.put(f, value)
		return 1, nil
	}
	n, err := r.values(f, args[1:])
	return n + 1, err
}

// flag finds a flag by its name or an unambiguous beginning of it.
func (r *reader) flag(name string) (*pflag.Flag, error) {
	if len(name) == 2 && name[0] == '-' && name[1] != '-' {
		return r.flags.ShorthandLookup(name[1:]), nil
	}
	long, ok := strings.CutPrefix(name, "--")
	if !ok || long == "" {
		return nil, nil
	}
	if f := r.flags.Lookup(long); f != nil {
		return f, nil
	}
	var matches []*pflag.Flag
	r.flags.VisitAll(func(f *pflag.Flag) {
		if strings.HasPrefix(f.Name, long) {
			matches = append(matches, f)
		}
	})
	switch len(matches) {
	case 0:
		return nil, nil
	case 1:
		return matches[0], nil
	}
	names := make([]string, len(matches))
	for i, f := range matches {
		names[i] = "--" + f.Name
	}
	return nil, &usageError{text: "ambiguous option: " + name + " could match " + strings.Join(names, ", ")}
}

// short is -nNAME: a short flag with its value right behind it.
func (r *reader) short(word string) (f *pflag.Flag, value string, attached bool) {
	if len(word) < 3 || word[0] != '-' || word[1] == '-' {
		return nil, "", false
	}
	f = r.flags.ShorthandLookup(word[1:2])
	return f, word[2:], f != nil
}

// values takes the words behind a flag that are its values.
func (r *reader) values(f *pflag.Flag, rest []string) (int, error) {
	switch f.Value.Type() {
	case "bool":
		r.put(f, "true")
		return 0, nil
	case maybeWord:
		if len(rest) > 0 && !r.flagLike(rest[0]) {
			r.put(f, rest[0])
			return 1, nil
		}
		r.put(f, "true")
		return 0, nil
	case manyWords:
		n := 0
		for n < len(rest) && !r.flagLike(rest[n]) {
			r.put(f, rest[n])
			n++
		}
		if n == 0 {
			r.put(f, "")
		}
		return n, nil
	}
	if len(rest) == 0 || r.flagLike(rest[0]) {
		return 0, &usageError{text: "argument " + both(f) + ": expected one argument"}
	}
	r.put(f, rest[0])
	return 1, nil
}

func (r *reader) put(f *pflag.Flag, value string) { r.out = append(r.out, "--"+f.Name+"="+value) }

// flagLike is the rule of the tool's parser: a word that begins with a hyphen is a flag, unless it is the hyphen
// alone, a number, or has a space in it.
func (r *reader) flagLike(word string) bool {
	if !strings.HasPrefix(word, "-") || word == "-" || strings.Contains(word, " ") {
		return false
	}
	_, err := strconv.ParseFloat(word, 64)
	return err != nil
}

// lacking names the required flags that are not there.
func (r *reader) lacking() string {
	var names []string
	r.flags.VisitAll(func(f *pflag.Flag) {
		if len(f.Annotations[cobra.BashCompOneRequiredFlag]) > 0 && !r.seen[f.Name] {
			names = append(names, both(f))
		}
	})
	return strings.Join(names, ", ")
}

// both is a flag with both of its names, as the tool writes it.
func both(f *pflag.Flag) string {
	if f.Shorthand != "" {
		return "--" + f.Name + "/-" + f.Shorthand
	}
	return "--" + f.Name
}
