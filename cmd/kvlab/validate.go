package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"kvlab/lessons"
	"kvlab/scenarios"
)

func (p *program) validateCommand() *cobra.Command {
	return p.command(&cobra.Command{
		Use:   "validate FILE|DIR...",
		Short: "Check scenario files, and prove that their solutions solve them",
		Long: "Validate reads scenario files (every .toml file below a directory, but for those in folders called testdata) and reports all that is wrong, each with file, line " +
			"and column. A file that reads well is then played: its start must fail each goal, each solution must reach them all, " +
			"and no shorter beginning of a solution may.",
		Example: "kvlab validate my-lab.toml",
		Args:    cobra.MinimumNArgs(1),
	}, func(c *cobra.Command, args []string) error { return validate(c.OutOrStdout(), args) })
}

func validate(out io.Writer, args []string) error {
	files, err := scenarioFiles(args)
	if err != nil {
		return usage(err)
	}
	var wrong []error
	for _, file := range files {
		if err := prove(file); err != nil {
			wrong = append(wrong, err)
			continue
		}
		fmt.Fprintf(out, "%s: fine\n", file)
	}
	return usage(errors.Join(wrong...))
}

func prove(file string) error {
	sc, err := scenarios.Open(file)
	if err != nil {
		return err
	}
	if err := lessonsThere(sc); err != nil {
		return err
	}
	return sc.Prove()
}

// lessonsThere reports the lessons that a scenario names and nobody has written.
func lessonsThere(sc *scenarios.Scenario) error {
	var wrong []error
	for _, id := range sc.Lessons {
		if err := lessons.Known(id); err != nil {
			wrong = append(wrong, fmt.Errorf("%s: lessons: %w", sc.Source, err))
		}
	}
	return errors.Join(wrong...)
}

// scenarioFiles lists the files to check: the ones named, and every .toml file below a directory. Folders called
// testdata hold files that are wrong on purpose.
func scenarioFiles(args []string) ([]string, error) {
	var files []string
	for _, arg := range args {
		info, err := os.Stat(arg)
		if err != nil {
			return nil, err
		}
		if !info.IsDir() {
			files = append(files, arg)
			continue
		}
		found := len(files)
		err = filepath.WalkDir(arg, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && d.Name() == "testdata" && path != arg:
				return fs.SkipDir
			case !d.IsDir() && filepath.Ext(path) == ".toml":
				files = append(files, path)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		if len(files) == found {
			return nil, fmt.Errorf("%s holds no .toml file", arg)
		}
	}
	return files, nil
}
