package learner

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
)

// fileName is the record's file in the data directory.
const fileName = "learner.json"

// maxSize bounds the file. A learner who has done everything ten times over has some tens of kilobytes.
const maxSize = 4 << 20

// file is where a record is kept. The zero value is nowhere.
type file struct {
	path string
	// idle says that the file is left as it is from now on: it cannot be used, or a newer program wrote it.
	idle bool
}

func fileIn(dir string) file { return file{path: filepath.Join(dir, fileName)} }

// read returns nil when there is nothing to read, with a sentence for the learner when there should have been.
func (f *file) read() (r *Record, notice string) {
	if f.path == "" || f.idle {
		return nil, ""
	}
	raw, err := readAtMost(f.path, maxSize)
	if err == nil {
		r, err = decode(raw)
	}
	switch {
	case err == nil:
		return r, ""
	case errors.Is(err, fs.ErrNotExist):
		return nil, ""
	case errors.Is(err, errNewer):
		f.idle = true
		return nil, "A newer kvlab wrote your learning record: this one leaves it as it is, and keeps nothing of what you do now."
	case errors.Is(err, errUnusable):
		return nil, f.setAside(err.Error())
	}
	f.idle = true
	return nil, "Your learning record cannot be read, and what you do now is not kept: " + err.Error() + "."
}

// What a file can be in place of a record.
var (
	errNewer    = errors.New("a newer kvlab wrote it")
	errUnusable = errors.New("it is damaged")
)

// decode reads a record.
func decode(raw []byte) (*Record, error) {
	r := &Record{}
	switch err := json.Unmarshal(raw, r); {
	case err != nil || r.Schema < schema:
		return nil, errUnusable
	case r.Schema > schema:
		return nil, errNewer
	}
	return r.filled(), nil
}

func encode(r *Record) ([]byte, error) {
	raw, err := json.MarshalIndent(r, "", "  ")
	return append(raw, '\n'), err
}

func readAtMost(path string, most int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(io.LimitReader(f, most+1))
	if err = errors.Join(err, f.Close()); err == nil && int64(len(raw)) > most {
		err = errUnusable
	}
	return raw, err
}

// setAside gives a file that cannot be used a name that nobody has, and says so.
func (f *file) setAside(why string) string {
	for n := 1; ; n++ {
		aside := f.path + ".kept-" + strconv.Itoa(n)
		if _, err := os.Lstat(aside); err == nil {
			continue
		}
		if err := os.Rename(f.path, aside); err != nil {
			f.idle = true
			return "Your learning record is not used, for " + why + ", and what you do now is not kept: " + err.Error() + "."
		}
		return "Your learning record is not used, for " + why + ". It is kept as " + aside + ", and a new one begins."
	}
}

// write puts a record in the file's place, all of it or nothing, and returns when it is on disk.
func (f *file) write(r *Record) (err error) {
	if f.path == "" || f.idle {
		return nil
	}
	defer func() {
		if err != nil {
			err = fmt.Errorf("keep the learning record: %w", err)
		}
	}()
	raw, err := encode(r)
	if err != nil {
		return err
	}
	dir := filepath.Dir(f.path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	next, err := os.CreateTemp(dir, fileName+".new-*")
	if err != nil {
		return err
	}
	_, err = next.Write(raw)
	if err = errors.Join(err, next.Sync(), next.Close()); err == nil {
		err = os.Rename(next.Name(), f.path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(next.Name()))
	}
	return syncDir(dir)
}

// syncDir makes a new name in a directory durable.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
