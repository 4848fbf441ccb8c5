package learner

import (
	"strings"
	"sync"
	"time"
)

// Book is a learner's record and the file it is kept in. Its methods may be called from any goroutine. A nil book is
// empty and keeps nothing.
type Book struct {
	file file             // its path is empty for a book in memory
	now  func() time.Time // nil for no time at all

	mu      sync.Mutex
	record  *Record
	version uint64
	notice  string
}

// Open reads the record of a data directory, or begins one. now says what time it is; the book has no other clock.
// What keeps the file from being used is told by Notice.
func Open(dir string, now func() time.Time) *Book {
	b := &Book{file: fileIn(dir), now: now, record: new(Record).filled()}
	b.read()
	return b
}

// InMemory makes an empty book that ends with the program.
func InMemory(now func() time.Time) *Book {
	return &Book{now: now, record: new(Record).filled()}
}

// Now is what time it is, zero without a clock.
func (b *Book) Now() time.Time {
	if b == nil || b.now == nil {
		return time.Time{}
	}
	return b.now()
}

// Record is what is known now. Read it only.
func (b *Book) Record() *Record {
	if b == nil {
		return new(Record).filled()
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.record
}

// Version grows with every change.
func (b *Book) Version() uint64 {
	if b == nil {
		return 0
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.version
}

// Notice is what a learner should be told about the file, once; empty for nothing.
func (b *Book) Notice() string {
	if b == nil {
		return ""
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	text := b.notice
	b.notice = ""
	return text
}

// Change changes the record and keeps it. The file is read again first: another window may have written it. When it
// cannot be written, this change and those after it hold as long as the program runs, and Notice says so, too.
func (b *Book) Change(change func(*Record)) error {
	if b == nil {
		return nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.read()
	next := b.record.clone()
	change(next)
	b.record = next
	b.version++
	err := b.file.write(next)
	if err != nil {
		b.file.idle = true
		b.notice = upper(err.Error()) + ". What you do now is not kept."
	}
	return err
}

// read takes over what is in the file, if there is a file and it can be read.
func (b *Book) read() {
	r, notice := b.file.read()
	if r != nil {
		b.record = r
	}
	if notice != "" {
		b.notice = notice
	}
}

func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
