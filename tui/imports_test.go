package tui

import (
	"os/exec"
	"strings"
	"testing"
)

// The terminal's libraries stay in tui, and the window manager and the themes know nothing of key vaults.
func TestWhoMayImportWhat(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "kvlab/...").Output()
	if err != nil {
		t.Skipf("go list: %v", err)
	}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		pkg := fields[0]
		for _, imported := range fields[1:] {
			if !strings.HasPrefix(pkg, "kvlab/tui") && terminalLibrary(imported) {
				t.Errorf("%s imports %s: only tui draws", pkg, imported)
			}
			if knowsNothing(pkg) && strings.HasPrefix(imported, "kvlab/") && !strings.HasPrefix(imported, "kvlab/tui/theme") && imported != "kvlab/assets/themes" {
				t.Errorf("%s imports %s", pkg, imported)
			}
			if strings.HasPrefix(pkg, "kvlab/tui/") && imported == "charm.land/bubbletea/v2" {
				t.Errorf("%s imports Bubble Tea: only the program itself has messages", pkg)
			}
		}
	}
}

func knowsNothing(pkg string) bool { return pkg == "kvlab/tui/desktop" || pkg == "kvlab/tui/theme" }

func terminalLibrary(path string) bool {
	for _, prefix := range []string{"charm.land/bubbletea", "charm.land/lipgloss", "charm.land/glamour", "charm.land/bubbles",
		"github.com/charmbracelet/ultraviolet", "github.com/charmbracelet/x/ansi"} {
		if strings.HasPrefix(path, prefix) {
			return true
		}
	}
	return false
}
