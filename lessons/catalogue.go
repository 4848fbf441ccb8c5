package lessons

import (
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

//go:embed *.md
var embedded embed.FS

const extension = ".md"

// shelf is a folder of lessons. They know one another: what one needs must be there.
type shelf struct{ files fs.FS }

// Catalogue lists the lessons in the order to read them. It reads their heads only.
func Catalogue() []Head { return shelf{embedded}.catalogue() }

// Find reads the lesson of that id; the error names the nearest one.
func Find(id string) (*Lesson, error) { return shelf{embedded}.find(id) }

// Known reports an id that is no lesson's; the error names the nearest one.
func Known(id string) error { return shelf{embedded}.known(id) }

func (s shelf) known(id string) error {
	if ids := s.ids(); !slices.Contains(ids, id) {
		return unknown(id, ids)
	}
	return nil
}

// unknown says that there is no such lesson, and which there are.
func unknown(id string, known []string) error {
	return fmt.Errorf("there is no lesson %q%s", id, hintOr(id, known))
}

// ids are the names of the files, in the order of the alphabet.
func (s shelf) ids() []string {
	files, err := fs.Glob(s.files, "*"+extension)
	if err != nil {
		return nil
	}
	for i, f := range files {
		files[i] = strings.TrimSuffix(f, extension)
	}
	return files
}

// catalogue leaves out files that would not open either.
func (s shelf) catalogue() []Head {
	var list []Head
	for _, id := range s.ids() {
		if h, ok := s.head(id); ok {
			list = append(list, h)
		}
	}
	slices.SortStableFunc(list, func(a, b Head) int {
		return cmp.Or(cmp.Compare(slices.Index(levels, a.Level), slices.Index(levels, b.Level)), cmp.Compare(a.Minutes, b.Minutes))
	})
	return needsFirst(list)
}

// needsFirst puts each lesson behind those it needs and leaves the order as it is otherwise.
func needsFirst(list []Head) []Head {
	byID := map[string]Head{}
	for _, h := range list {
		byID[h.ID] = h
	}
	ordered := make([]Head, 0, len(list))
	var put func(h Head)
	put = func(h Head) {
		if _, waiting := byID[h.ID]; !waiting {
			return
		}
		delete(byID, h.ID)
		for _, id := range h.Needs {
			if need, ok := byID[id]; ok {
				put(need)
			}
		}
		ordered = append(ordered, h)
	}
	for _, h := range list {
		put(h)
	}
	return ordered
}

// head reads the first block of a lesson.
func (s shelf) head(id string) (Head, bool) {
	text, err := fs.ReadFile(s.files, id+extension)
	if err != nil {
		return Head{}, false
	}
	f := newFile(s, id+extension, string(text))
	head, ok := f.firstBlock()
	if !ok {
		return Head{}, false
	}
	f.readHead(head)
	return f.lesson.Head, len(f.problems) == 0
}

func (s shelf) find(id string) (*Lesson, error) {
	if err := s.known(id); err != nil {
		return nil, err
	}
	text, err := fs.ReadFile(s.files, id+extension)
	if err != nil {
		return nil, fmt.Errorf("read lesson: %w", err)
	}
	return s.parse(id+extension, string(text))
}
