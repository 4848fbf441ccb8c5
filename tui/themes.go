package tui

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kvlab/engine/nearest"
	"kvlab/tui/theme"
)

const highContrast = "high-contrast"

// Themes are the names that Options.Theme takes.
func Themes() []string { return []string{"auto", "dark", "light", highContrast, "none"} }

// CheckTheme refuses what is no theme's name and no file that holds one. Empty is auto.
func CheckTheme(name string) error {
	if isFile(name) {
		_, err := readTheme(name)
		return err
	}
	if name == "" || slices.Contains(Themes(), name) {
		return nil
	}
	return fmt.Errorf("unknown theme %q%s choose from %s, or name a file NAME.toml", name, nearest.Hint(name, Themes()), strings.Join(Themes(), ", "))
}

func isFile(name string) bool { return filepath.Ext(name) == ".toml" }

func readTheme(file string) (*theme.Scheme, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("reading the theme: %w", err)
	}
	return theme.Parse(file, text)
}
