package store

import (
	"errors"
	"fmt"
	"sync"

	"github.com/cockroachdb/pebble/v2/vfs"
)

// guard stands between Pebble and the file system, and keeps failed writes from Pebble. Pebble would retry a failed
// flush without pause or end, and where it cannot begin a new log it dies of an unlocked mutex, which nothing
// recovers from. So the goroutine that meets a failure stops there for good, and whoever waits for Pebble in run is
// told instead. What that leaves behind, some memory and a locked directory, goes with the process.
type guard struct {
	vfs.FS
	once   sync.Once
	failed chan struct{} // closed with the first failure
	err    error         // the first failure, to be read when failed is closed
}

func newGuard(fsys vfs.FS) *guard { return &guard{FS: fsys, failed: make(chan struct{})} }

// broken is ErrBroken with its cause once a write has failed.
func (g *guard) broken() error {
	select {
	case <-g.failed:
		return fmt.Errorf("%w: %w", ErrBroken, g.err)
	default:
		return nil
	}
}

func (g *guard) fail(err error) {
	g.once.Do(func() {
		g.err = err
		close(g.failed)
	})
}

// stop lets nobody past who comes with an error.
func (g *guard) stop(err error) {
	if err != nil {
		g.fail(err)
		select {}
	}
}

// run calls f, which uses Pebble, and returns when it does or when a write has failed. Then f may still be under way,
// and what it works on is not to be touched again. A panic of Pebble's counts as a failed write.
func (g *guard) run(f func() error) error {
	done := make(chan error, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				g.fail(asError(r))
			}
		}()
		done <- f()
	}()
	select {
	case err := <-done:
		return err
	case <-g.failed:
		return g.broken()
	}
}

func asError(r any) error {
	if err, ok := r.(error); ok {
		return err
	}
	return errors.New(fmt.Sprint(r))
}

// file guards a file that is written to.
func (g *guard) file(f vfs.File, err error) (vfs.File, error) {
	g.stop(err)
	return guarded{f, g}, nil
}

// Create is guarded, and so are the others below.
func (g *guard) Create(name string, c vfs.DiskWriteCategory) (vfs.File, error) {
	return g.file(g.FS.Create(name, c))
}

func (g *guard) ReuseForWrite(old, name string, c vfs.DiskWriteCategory) (vfs.File, error) {
	return g.file(g.FS.ReuseForWrite(old, name, c))
}

func (g *guard) OpenReadWrite(name string, c vfs.DiskWriteCategory, o ...vfs.OpenOption) (vfs.File, error) {
	return g.file(g.FS.OpenReadWrite(name, c, o...))
}

func (g *guard) OpenDir(name string) (vfs.File, error) { return g.file(g.FS.OpenDir(name)) }

func (g *guard) Link(old, name string) error {
	g.stop(g.FS.Link(old, name))
	return nil
}

func (g *guard) Rename(old, name string) error {
	g.stop(g.FS.Rename(old, name))
	return nil
}

type guarded struct {
	vfs.File
	guard *guard
}

func (f guarded) Write(p []byte) (int, error) {
	n, err := f.File.Write(p)
	f.guard.stop(err)
	return n, nil
}

func (f guarded) WriteAt(p []byte, at int64) (int, error) {
	n, err := f.File.WriteAt(p, at)
	f.guard.stop(err)
	return n, nil
}

func (f guarded) Sync() error {
	f.guard.stop(f.File.Sync())
	return nil
}

func (f guarded) SyncData() error {
	f.guard.stop(f.File.SyncData())
	return nil
}

func (f guarded) SyncTo(length int64) (bool, error) {
	full, err := f.File.SyncTo(length)
	f.guard.stop(err)
	return full, nil
}

func (f guarded) Close() error {
	f.guard.stop(f.File.Close())
	return nil
}
