package az

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// files is the part of the file system that a console sees: one directory and what is below it. Neither a path nor a
// symbolic link leads out of it.
type files struct {
	root *os.Root // nil: no files at all
	dir  string   // absolute
}

// errOutside is about a path that leads out of the directory.
var errOutside = errors.New("the console opens files below its own directory only")

// nowhere is the path of a console without files.
const nowhere = "/"

func openFiles(dir string) (*files, error) {
	if dir == "" {
		return &files{dir: nowhere}, nil
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(abs)
	if err != nil {
		return nil, err
	}
	return &files{root, abs}, nil
}

func (f *files) close() error {
	if f.root == nil {
		return nil
	}
	return f.root.Close()
}

// below is a path relative to the directory; from is where a relative path starts.
func (f *files) below(from, path string) (string, error) {
	full := path
	if !filepath.IsAbs(full) {
		full = filepath.Join(from, full)
	}
	rel, err := filepath.Rel(f.dir, full)
	if err != nil || !filepath.IsLocal(rel) || f.root == nil {
		return "", &os.PathError{Op: "open", Path: path, Err: errOutside}
	}
	return rel, nil
}

func (f *files) open(from, path string, flag int, perm os.FileMode) (io.ReadWriteCloser, error) {
	if path == os.DevNull {
		return void{}, nil
	}
	rel, err := f.below(from, path)
	if err != nil {
		return nil, err
	}
	return f.root.OpenFile(rel, flag, perm)
}

func (f *files) stat(path string, follow bool) (fs.FileInfo, error) {
	rel, err := f.below(f.dir, path)
	if err != nil {
		return nil, err
	}
	if follow {
		return f.root.Stat(rel)
	}
	return f.root.Lstat(rel)
}

// list is what a pattern is matched against. Outside of the directory nothing matches, so a pattern stays as it is typed.
func (f *files) list(path string) ([]fs.DirEntry, error) {
	rel, err := f.below(f.dir, path)
	if err != nil || f.root == nil {
		return nil, nil
	}
	return fs.ReadDir(f.root.FS(), filepath.ToSlash(rel))
}

// largestFile is the most that is read of a file, in bytes: more than anything the service takes.
const largestFile = 4 << 20

// read reads a file that a flag names.
func (f *files) read(from, path string) ([]byte, error) {
	file, err := f.open(from, path, os.O_RDONLY, 0)
	if err != nil {
		return nil, err
	}
	defer file.Close() // only read from
	data, err := io.ReadAll(io.LimitReader(file, largestFile+1))
	if err == nil && len(data) > largestFile {
		err = &os.PathError{Op: "read", Path: path, Err: errors.New("the file is larger than 4 MB")}
	}
	return data, err
}

// write writes a file that a flag names; fresh refuses one that is there.
func (f *files) write(from, path string, data []byte, fresh bool) error {
	flag := os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	if fresh {
		flag = os.O_WRONLY | os.O_CREATE | os.O_EXCL
	}
	file, err := f.open(from, path, flag, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	return errors.Join(err, file.Close())
}

// why is what is wrong with a file, without the words of the operating system around it.
func why(err error) string {
	if p, ok := errors.AsType[*os.PathError](err); ok {
		return p.Err.Error()
	}
	return strings.TrimSpace(err.Error())
}

// void is /dev/null.
type void struct{}

func (void) Read([]byte) (int, error)    { return 0, io.EOF }
func (void) Write(b []byte) (int, error) { return len(b), nil }
func (void) Close() error                { return nil }
