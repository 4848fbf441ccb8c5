package main

import (
	"errors"
	"fmt"
	"os"

	"kvlab/tui"
)

// reported writes what is known about a crash of the desktop to a file, and says where it lies. Every other error
// stays as it is.
func reported(err error) error {
	crash, ok := errors.AsType[*tui.Crash](err)
	if !ok {
		return err
	}
	f, failed := os.CreateTemp("", "kvlab-crash-*.txt")
	if failed != nil {
		return fmt.Errorf("%w\nits report could not be written: %w\n%s", err, failed, crash.Stack)
	}
	_, failed = f.WriteString(crash.Report())
	if failed = errors.Join(failed, f.Close()); failed != nil {
		return fmt.Errorf("%w\nits report could not be written: %w", err, failed)
	}
	return fmt.Errorf("%w\nall that was acknowledged is kept; a report lies in %s", err, f.Name())
}
