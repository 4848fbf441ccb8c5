package scenarios

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"kvlab/engine"
	"kvlab/engine/nearest"
)

// schema is the version of the file format.
const schema = 1

// maxSize bounds a scenario file. The embedded ones have some ten kilobytes.
const maxSize = 1 << 20

// maxPairs bounds the key pairs of a lab: an RSA key takes up to a second to make.
const maxPairs = 64

// file is a scenario file on its way to a Scenario.
type file struct {
	source   string
	index    *index
	problems Problems
	opened   []*table
	names    names
	// objectIDs are who has which, addresses the ones that are given away.
	objectIDs map[string]string
	addresses addresses
	joining   []joining
	pairs     int // key pairs to make when the lab begins
	scenario  *Scenario
	// gates and facts are tried out once the estate stands.
	gates []triedGate
	facts []triedFact
}

// Parse reads a scenario file; source is its name as problems show it. The error is Problems when the file is at
// fault: everything that is wrong with it, in the order of the file.
func Parse(source string, text []byte) (*Scenario, error) {
	f := newFile(source, text)
	root, ok := f.decode(text)
	if !ok {
		return nil, f.problems
	}
	f.read(root)
	if err := f.rehearse(); err != nil {
		return nil, fmt.Errorf("%s: %w", source, err)
	}
	if len(f.problems) > 0 {
		return nil, inFileOrder(f.problems)
	}
	return f.scenario, nil
}

func newFile(source string, text []byte) *file {
	digest := sha256.Sum256(text)
	return &file{source: source, objectIDs: map[string]string{}, addresses: addresses{},
		scenario: &Scenario{Source: source, text: text, Digest: hex.EncodeToString(digest[:]),
			Estate: &engine.Estate{}, asking: map[string]string{}}}
}

func tooLarge(source string, size int64) Problems {
	return Problems{{File: source, Message: fmt.Sprintf("the file has %d bytes: a scenario has at most %d", size, maxSize)}}
}

// decode reads the text as TOML of this schema. What fails here leaves nothing to look at further.
func (f *file) decode(text []byte) (*table, bool) {
	switch {
	case len(text) > maxSize:
		f.problems = tooLarge(f.source, int64(len(text)))
		return nil, false
	case !utf8.Valid(text):
		f.problems = Problems{{File: f.source, Message: "the file is no UTF-8 text"}}
		return nil, false
	}
	f.index = indexOf(text)
	if f.index.deep >= 0 {
		f.reportAt(f.index.deep, fmt.Sprintf("tables, lists and keys nest at most %d deep", maxDepth))
		return nil, false
	}
	values, err := decodeTOML(string(text))
	if err != nil {
		f.reportSyntax(err)
		return nil, false
	}
	root := f.open(values, "", "")
	switch v, ok := root.value("schema"); {
	case !ok:
		f.report("", "", fmt.Sprintf("schema is missing: a scenario file says schema = %d", schema))
	case v != int64(schema):
		root.bad("schema", fmt.Sprintf("must be %d, the only schema there is", schema))
	default:
		return root, true
	}
	return nil, false
}

// decodeTOML turns a panic of the library, which it has for its own bugs, into an error: no input may end the program.
func decodeTOML(text string) (values map[string]any, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the TOML library gave up: %v", r)
		}
	}()
	_, err = toml.Decode(text, &values)
	return values, err
}

// read reads everything that the file says. Names come first, for anything may refer to anything.
func (f *file) read(root *table) {
	s := f.scenario
	f.readHead(root)
	s.Estate.Lab.Scenario, s.Estate.Lab.Profile, s.Estate.Lab.Clock = s.ID, s.Profile, s.Clock
	f.collect(root)
	f.reserve()
	f.readScopes()
	f.readDirectory()
	f.readNetworks()
	f.readVaults()
	f.readHosts()
	f.readConsumers()
	f.readEndpoints()
	f.readDNS()
	f.readAccess()
	f.readExercise(root)
	if f.pairs > maxPairs {
		f.report("", "", fmt.Sprintf("there are %d versions of keys and certificates, each with a key pair: a lab has at most %d", f.pairs, maxPairs))
	}
	for _, t := range f.opened {
		t.finish()
	}
}

// open starts to read a table.
func (f *file) open(values map[string]any, path, label string) *table {
	t := &table{file: f, values: values, path: path, label: label}
	f.opened = append(f.opened, t)
	return t
}

func (f *file) report(path, key, message string) {
	line, column := f.index.find(path)
	f.problems = append(f.problems, Problem{File: f.source, Line: line, Column: column, Key: key, Message: message})
}

func (f *file) reportAt(offset int, message string) {
	line, column := f.index.at(offset)
	f.problems = append(f.problems, Problem{File: f.source, Line: line, Column: column, Message: message})
}

// reportSyntax says in plain words what the TOML library stumbled over.
func (f *file) reportSyntax(err error) {
	var syntax toml.ParseError
	if !errors.As(err, &syntax) {
		f.problems = append(f.problems, Problem{File: f.source, Message: err.Error()})
		return
	}
	offset := syntax.Position.Start
	if strings.HasPrefix(string(f.index.text), byteOrderMark) {
		offset += len(byteOrderMark)
	}
	f.reportAt(offset, "this is not TOML: "+plainly(syntax.Message))
}

// libraryWords are phrases of the TOML library and what they come to.
var libraryWords = strings.NewReplacer(
	"Key '", "the key '",
	" has already been defined.", " is given twice",
	" was already created and cannot be used as an array.", " is a table in one place and a list of tables in another",
	"expected '.' or '=', but got", "a key is followed by = and a value, but here is",
	"expected a top-level item to end with a newline, comment, or EOF, but got", "the line should end here, but there is",
	"expected end of table array name delimiter ']', but got", "a header that begins with [[ ends with ]], but here is",
	"expected '.' or ']' to end table name, but got", "a header that begins with [ ends with ], but here is",
	"strings cannot contain newlines", "a text ends on the line it begins on, unless it stands between ''' and '''",
	"unexpected EOF", "the file ends too early",
	"; expected value", "",
	" instead", "",
)

func plainly(message string) string { return libraryWords.Replace(message) }

// manyProblems is where looking for nearest names ends: it compares everything with everything.
const manyProblems = 100

// hint is what could have been meant instead of word: the nearest name, else a list when it is short.
func (f *file) hint(word string, known []string) string {
	if len(f.problems) > manyProblems {
		return ""
	}
	if near := nearest.Hint(word, known); near != "" {
		return near
	}
	if len(known) > 0 && len(known) <= 12 {
		return ", choose from " + strings.Join(known, ", ")
	}
	return ""
}
