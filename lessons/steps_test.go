package lessons

import (
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// gates are the packages whose steps a trace is made of.
var gates = []string{"identity", "authz", "network", "objects", "control"}

var stepID = regexp.MustCompile(`\b(identity|authorization|network|object)\.[a-z_]+(\.[a-z_]+)*`)

// source reads the files of a package, tests left out.
func source(t *testing.T, dir string) []*ast.File {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("..", dir, "*.go"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("%s: %v, %v", dir, paths, err)
	}
	var files []*ast.File
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	return files
}

// steps.txt is what the gates' package comments list. go test ./lessons -run Steps -rewrite writes it anew.
func TestStepsAreThoseOfTheEngine(t *testing.T) {
	listed := map[string]bool{}
	for _, gate := range gates {
		for _, f := range source(t, "engine/"+gate) {
			for _, id := range stepID.FindAllString(f.Doc.Text(), -1) {
				listed[id] = true
			}
		}
	}
	text := strings.Join(slices.Sorted(maps.Keys(listed)), "\n") + "\n"
	if flag.Lookup("rewrite").Value.String() == "true" {
		if err := os.WriteFile("steps.txt", []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if text != stepList {
		t.Errorf("steps.txt is not what the engine's package comments list:\n%s", text)
	}
}

// And those comments list every id that the code writes.
func TestThePackageCommentsListEveryStep(t *testing.T) {
	known := strings.Fields(stepList)
	found := 0
	for _, gate := range gates {
		for _, f := range source(t, "engine/"+gate) {
			ast.Inspect(f, func(n ast.Node) bool {
				field, ok := n.(*ast.KeyValueExpr)
				if !ok {
					return true
				}
				key, isName := field.Key.(*ast.Ident)
				value, isText := field.Value.(*ast.BasicLit)
				if !isName || key.Name != "ID" || !isText {
					return true
				}
				id, err := strconv.Unquote(value.Value)
				if err != nil {
					t.Fatal(err)
				}
				found++
				if !slices.Contains(known, id) {
					t.Errorf("engine/%s takes a step %s that its package comment does not list", gate, id)
				}
				return true
			})
		}
	}
	if found < 50 {
		t.Errorf("only %d steps were found in the code", found)
	}
}

// A link goes to windows that the desktop has.
func TestWindowsAreThoseOfTheDesktop(t *testing.T) {
	var known []string
	for _, f := range source(t, "tui/windows") {
		ast.Inspect(f, func(n ast.Node) bool {
			method, ok := n.(*ast.FuncDecl)
			if !ok || method.Recv == nil || method.Name.Name != "ID" || len(method.Body.List) != 1 {
				return true
			}
			if r, ok := method.Body.List[0].(*ast.ReturnStmt); ok {
				if id, ok := r.Results[0].(*ast.BasicLit); ok {
					known = append(known, strings.Trim(id.Value, `"`))
				}
			}
			return true
		})
	}
	for _, name := range windowNames {
		if !slices.Contains(known, name) {
			t.Errorf("the desktop has no window %s, it has %v", name, known)
		}
	}
}
