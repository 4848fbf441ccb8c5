package scenarios

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"kvlab/engine/trace"
)

// Problem is one thing that is wrong with a scenario file. Every text in it is safe to show: what a terminal would
// obey is written out.
type Problem struct {
	File string
	// Line and Column count from 1, the column in characters; both are 0 for a problem of the whole file.
	Line, Column int
	// Key is what the problem is with, in the form of a state path: "vault.kv-shop.secret.Sql-ConnectionString".
	Key     string
	Message string
}

// Error is the problem in one line: "lab.toml:12:5: vault.kv-shop: unknown key "rbca", did you mean rbac?"
func (p Problem) Error() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		b.WriteString(":" + strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Column))
	}
	if p.Key != "" {
		b.WriteString(": " + p.Key)
	}
	b.WriteString(": " + p.Message)
	return trace.Visible(b.String())
}

// Problems is everything that is wrong with a file, in the order of the file.
type Problems []Problem

// Error is one problem a line.
func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i := range p {
		lines[i] = p[i].Error()
	}
	return strings.Join(lines, "\n")
}

// inFileOrder sorts problems by where they are and drops repetitions.
func inFileOrder(p Problems) Problems {
	slices.SortStableFunc(p, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return slices.Compact(p)
}
