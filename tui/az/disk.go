package az

import (
	"errors"
	"io"
	"io/fs"
	"strings"
)

// readFile reads the file a flag names.
func (t *tool) readFile(path string) ([]byte, error) {
	data, err := t.console.files.read(t.dir, path)
	if err != nil {
		return nil, fail("[Errno 2] %s: '%s'", why(err), path)
	}
	return data, nil
}

// save writes the file a flag names; fresh refuses one that is there.
func (t *tool) save(path string, data []byte, fresh bool) error {
	err := t.console.files.write(t.dir, path, data, fresh)
	switch {
	case err == nil:
		return nil
	case fresh && errors.Is(err, fs.ErrExist):
		return fail("File or directory named '%s' already exists.", path)
	}
	return fail("%s: '%s'", why(err), path)
}

// load puts the text of a file in the place of each word @FILE, as the tool does before it looks at anything else. A
// word that names no file stays as it is; @- is what comes in. One line end at the end is dropped.
func (t *tool) load(args []string) []string {
	loaded := make([]string, len(args))
	for i, word := range args {
		loaded[i] = t.loaded(word)
	}
	return loaded
}

func (t *tool) loaded(word string) string {
	path, ok := strings.CutPrefix(word, "@")
	if !ok || path == "" {
		return word
	}
	var data []byte
	var err error
	if path == "-" && t.in != nil {
		data, err = io.ReadAll(io.LimitReader(t.in, largestFile))
	} else {
		data, err = t.console.files.read(t.dir, path)
	}
	if err != nil {
		return word
	}
	return strings.TrimSuffix(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
}
