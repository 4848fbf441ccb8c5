package scenarios

import (
	"cmp"
	"embed"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"kvlab/engine/nearest"
)

//go:embed *.toml
var embedded embed.FS

const extension = ".toml"

// Entry is what a list of scenarios shows of one.
type Entry struct {
	ID, Title string
	Level     string
	Minutes   int
	Lessons   []string
	// Summary is the first paragraph of the briefing, in one line.
	Summary string
}

// Catalogue lists the embedded scenarios, the easiest first. It reads their heads only.
func Catalogue() []Entry {
	var list []Entry
	for _, id := range ids() {
		if e, ok := entryOf(id); ok {
			list = append(list, e)
		}
	}
	slices.SortStableFunc(list, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(slices.Index(levels, a.Level), slices.Index(levels, b.Level)), cmp.Compare(a.Minutes, b.Minutes))
	})
	return list
}

// entryOf reads the head of an embedded scenario. It is not ok for a file that would not open either.
func entryOf(id string) (Entry, bool) {
	text, err := embedded.ReadFile(id + extension)
	if err != nil {
		return Entry{}, false
	}
	text = headOf(text)
	f := newFile(id+extension, text)
	root, ok := f.decode(text)
	if !ok {
		return Entry{}, false
	}
	f.readHead(root)
	s := f.scenario
	return Entry{s.ID, s.Title, s.Level, s.Minutes, s.Lessons, firstParagraph(s.Briefing)}, len(f.problems) == 0
}

// firstParagraph is the first paragraph of a Markdown text that is no heading, in one line.
func firstParagraph(markdown string) string {
	var words []string
	for line := range strings.Lines(markdown) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" && len(words) > 0:
			return strings.Join(words, " ")
		case line == "" || strings.HasPrefix(line, "#"):
		default:
			words = append(words, line)
		}
	}
	return strings.Join(words, " ")
}

func ids() []string {
	files, err := embedded.ReadDir(".")
	if err != nil {
		return nil
	}
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = strings.TrimSuffix(f.Name(), extension)
	}
	return names
}

// Open reads an embedded scenario by its id, or a scenario file by its path: what ends in .toml or has a slash in it
// is a path.
func Open(nameOrFile string) (*Scenario, error) {
	if isFile(nameOrFile) {
		return openFile(nameOrFile)
	}
	text, err := embeddedText(nameOrFile)
	if err != nil {
		return nil, err
	}
	return Parse(nameOrFile+extension, text)
}

// Known reports what keeps Open from opening a scenario, at once where it is one that kvlab brings along: those are
// not read.
func Known(nameOrFile string) error {
	if isFile(nameOrFile) {
		_, err := openFile(nameOrFile)
		return err
	}
	_, err := embeddedText(nameOrFile)
	return err
}

func isFile(name string) bool {
	return strings.HasSuffix(name, extension) || strings.ContainsAny(name, `/\`)
}

func embeddedText(name string) ([]byte, error) {
	text, err := embedded.ReadFile(name + extension)
	if err == nil {
		return text, nil
	}
	known := ids()
	hint := nearest.Hint(name, known)
	if hint == "" {
		hint = ", choose from " + strings.Join(known, ", ") + ", or name a " + extension + " file"
	}
	return nil, fmt.Errorf("there is no scenario %q%s", name, hint)
}

// openFile reads a file, but no more of it than a scenario may have.
func openFile(path string) (*Scenario, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, fmt.Errorf("open scenario: %w", err)
	case info.IsDir():
		return nil, fmt.Errorf("open scenario: %s is a directory", path)
	case info.Size() > maxSize:
		return nil, tooLarge(filepath.Clean(path), info.Size())
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("open scenario: %w", err)
	}
	return Parse(path, text)
}
