package main

import (
	"errors"
	"os"
	"regexp"
	"strings"
	"testing"

	"kvlab/tui"
)

func TestACrashLeavesAReport(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	crash := &tui.Crash{Value: "index out of range", Stack: []byte("goroutine 1 [running]")}
	err := reported(errors.Join(crash, errors.New("and the lab")))
	if !errors.Is(err, crash) || !strings.Contains(err.Error(), "and the lab") {
		t.Errorf("the error lost something: %v", err)
	}
	file := regexp.MustCompile(`\S+kvlab-crash-\S+\.txt`).FindString(err.Error())
	report, failed := os.ReadFile(file)
	if failed != nil || !strings.Contains(string(report), "index out of range") || !strings.Contains(string(report), "goroutine 1") {
		t.Errorf("%s: %s (%v)", file, report, failed)
	}
}

func TestAnotherErrorIsNoCrash(t *testing.T) {
	plain := errors.New("in use")
	if reported(plain) != plain || reported(nil) != nil {
		t.Error("an error that is no crash was changed")
	}
}
