package az

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// keys are an object's keys in the order of columns: as the query names them, and the others by name.
func (q query) keys(o object) []string {
	return slices.SortedFunc(maps.Keys(o), func(a, b string) int {
		return cmp.Or(cmp.Compare(q.place(a), q.place(b)), strings.Compare(a, b))
	})
}

func (q query) place(key string) int {
	if at, ok := q.order[key]; ok {
		return at
	}
	return len(q.order)
}

// row is one line of a table: cells by column, columns in order.
type row struct {
	columns []string
	cells   map[string]string
}

func (r *row) add(column, cell string) {
	r.columns = append(r.columns, column)
	r.cells[column] = cell
}

// writeTable writes the first level of a result as a table, as Python's tabulate does in its simple form.
func writeTable(w io.Writer, v any, q query) error {
	items, ok := v.([]any)
	if !ok {
		items = []any{v}
	}
	var rows []row
	for _, item := range items {
		rows = append(rows, rowOf(item, q))
	}
	return drawTable(w, rows)
}

func rowOf(item any, q query) row {
	r := row{cells: map[string]string{}}
	switch item := item.(type) {
	case object:
		for _, key := range q.keys(item) {
			if cell := item[key]; key != "id" && key != "type" && key != "etag" && scalar(cell) {
				r.add(capital(key), python(cell))
			}
		}
	case []any:
		for i, cell := range item {
			r.add(fmt.Sprintf("Column%d", i+1), python(cell))
		}
	default:
		r.add("Result", python(item))
	}
	return r
}

func scalar(v any) bool {
	switch v.(type) {
	case nil, object, []any:
		return false
	}
	return true
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// wider is how much wider than its heading tabulate makes a column at least.
const wider = 2

func drawTable(w io.Writer, rows []row) error {
	var columns []string
	for _, r := range rows {
		for _, c := range r.columns {
			if !slices.Contains(columns, c) {
				columns = append(columns, c)
			}
		}
	}
	if len(columns) == 0 {
		_, err := io.WriteString(w, "\n")
		return err
	}
	widths := widthsOf(columns, rows)
	var b bytes.Buffer
	line := func(cell func(i int) string) {
		cells := make([]string, len(columns))
		for i := range columns {
			cells[i] = cell(i) + strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell(i)))
		}
		b.WriteString(strings.TrimRight(strings.Join(cells, "  "), " ") + "\n")
	}
	line(func(i int) string { return columns[i] })
	line(func(i int) string { return strings.Repeat("-", widths[i]) })
	for _, r := range rows {
		line(func(i int) string { return r.cells[columns[i]] })
	}
	_, err := w.Write(b.Bytes())
	return err
}

func widthsOf(columns []string, rows []row) []int {
	widths := make([]int, len(columns))
	for i, c := range columns {
		widths[i] = utf8.RuneCountInString(c) + wider
		for _, r := range rows {
			widths[i] = max(widths[i], utf8.RuneCountInString(r.cells[c]))
		}
	}
	return widths
}

// tabled is a result that has a table of its own, where nothing is queried.
type tabled struct {
	items   []any
	columns []column
}

// column is one of its columns: a title, and the names that lead to its cell.
type column struct {
	title string
	path  []string
}

// rows are its lines. What is empty or false is a blank, as the tool has it.
func (t tabled) rows(items []any) []row {
	var rows []row
	for _, item := range items {
		r := row{cells: map[string]string{}}
		for _, c := range t.columns {
			cell := item
			for _, name := range c.path {
				o, _ := cell.(object)
				cell = o[name]
			}
			if cell == nil || cell == false || cell == "" {
				cell = " "
			}
			r.add(c.title, python(cell))
		}
		rows = append(rows, r)
	}
	return rows
}
