package az

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"syscall"

	"github.com/goccy/go-yaml"
	"github.com/jmespath-community/go-jmespath"
	"github.com/jmespath-community/go-jmespath/pkg/parsing"

	"kvlab/engine/trace"
)

// outputs are the formats of --output.
func outputs() []string { return []string{"json", "jsonc", "yaml", "yamlc", "table", "tsv", "none"} }

// object is a JSON object; what is printed is made of these, lists, strings, numbers and truth values.
type object = map[string]any

// print prints a command's result: queried, then formatted. Nothing at all is printed for no result.
func (t *tool) print(result any) error {
	own, hasTable := result.(tabled)
	if hasTable {
		result = own.items
	}
	plain, err := plainly(result)
	if err != nil {
		return err
	}
	q, err := t.query()
	if err != nil {
		return err
	}
	if plain, err = q.search(plain); err != nil || plain == nil {
		return err
	}
	if items, ok := plain.([]any); ok && hasTable && !q.active() && t.globals.output.word == "table" {
		return drawTable(t.out, own.rows(items))
	}
	return t.write(plain, q)
}

// write prints in the format of --output. A reader that has had enough, as the next command of a pipe may, is no
// mistake.
func (t *tool) write(v any, q query) (err error) {
	switch t.globals.output.word {
	case "json", "jsonc":
		err = trace.WriteJSON(t.out, v)
	case "yaml", "yamlc":
		err = writeYAML(t.out, integers(v))
	case "table":
		err = writeTable(t.out, v, q)
	case "tsv":
		err = writeTSV(t.out, v, q)
	}
	if errors.Is(err, syscall.EPIPE) {
		return nil
	}
	return err
}

// plainly brings a result into the types that encoding/json reads, which are those that a query works on.
func plainly(result any) (any, error) {
	if result == nil {
		return nil, nil
	}
	raw, err := json.Marshal(result)
	if err != nil {
		return nil, err
	}
	var plain any
	err = json.Unmarshal(raw, &plain)
	return plain, err
}

// query is the --query of a command line; the zero query takes everything as it is.
type query struct {
	path  jmespath.JMESPath
	order map[string]int // of the keys that its hashes name: columns stand in this order
}

func (q query) active() bool { return q.path != nil }

// query compiles --query before anything is asked, as the tool does.
func (t *tool) query() (query, error) {
	s := t.globals.query
	if s == "" {
		return query{}, nil
	}
	path, err := jmespath.Compile(s)
	if err != nil {
		return query{}, badQuery(s, err)
	}
	tree, err := jmespath.NewParser().Parse(s)
	if err != nil {
		return query{}, badQuery(s, err)
	}
	q := query{path, map[string]int{}}
	q.number(tree)
	return q, nil
}

// badQuery says where a query goes wrong.
func badQuery(s string, err error) error {
	e := &usageError{text: "argument --query: invalid jmespath_type value: '" + s + "'"}
	if wrong, ok := errors.AsType[jmespath.SyntaxError](err); ok {
		e.advice = fmt.Sprintf("%s at character %d:\n  %s\n  %s^", wrong.Error(), wrong.Offset+1, s, strings.Repeat(" ", max(0, min(wrong.Offset, len(s)))))
	} else {
		e.advice = err.Error()
	}
	return e
}

// number notes the order of the keys in the query's hashes.
func (q query) number(n parsing.ASTNode) {
	if n.NodeType == parsing.ASTKeyValPair {
		if key, ok := n.Value.(string); ok {
			if _, seen := q.order[key]; !seen {
				q.order[key] = len(q.order)
			}
		}
	}
	for _, child := range n.Children {
		q.number(child)
	}
}

func (q query) search(v any) (any, error) {
	if !q.active() {
		return v, nil
	}
	found, err := q.path.Search(v)
	if err != nil {
		return nil, &usageError{text: "argument --query: " + err.Error()}
	}
	return plainly(found)
}

// integers writes whole numbers as such: JSON knows one kind of number, YAML two.
func integers(v any) any {
	switch v := v.(type) {
	case object:
		o := object{}
		for name, value := range v {
			o[name] = integers(value)
		}
		return o
	case []any:
		list := make([]any, len(v))
		for i := range v {
			list[i] = integers(v[i])
		}
		return list
	case float64:
		if v == float64(int64(v)) {
			return int64(v)
		}
	}
	return v
}

func writeYAML(w io.Writer, v any) error {
	raw, err := yaml.MarshalWithOptions(v, yaml.IndentSequence(false), yaml.UseSingleQuote(true))
	if err != nil {
		return err
	}
	_, err = w.Write(raw)
	return err
}

// writeTSV writes a line for each element. What is a list or an object inside of one is only hinted at.
func writeTSV(w io.Writer, v any, q query) error {
	rows, ok := v.([]any)
	if !ok {
		rows = []any{v}
	}
	var b bytes.Buffer
	for _, row := range rows {
		b.WriteString(tsvRow(row, q))
		b.WriteByte('\n')
	}
	_, err := w.Write(b.Bytes())
	return err
}

func tsvRow(row any, q query) string {
	var cells []string
	switch row := row.(type) {
	case object:
		for _, key := range q.keys(row) {
			cells = append(cells, tsvCell(row[key]))
		}
	case []any:
		for _, cell := range row {
			cells = append(cells, tsvCell(cell))
		}
	case bool:
		return strconv.FormatBool(row)
	default:
		return tsvCell(row)
	}
	return strings.Join(cells, "\t")
}

func tsvCell(v any) string {
	switch v := v.(type) {
	case []any:
		return strconv.Itoa(len(v))
	case object:
		return ""
	default:
		return python(v)
	}
}

// python is a value as Python's str prints it, for that is what the tool is written in.
func python(v any) string {
	switch v := v.(type) {
	case nil:
		return "None"
	case bool:
		if v {
			return "True"
		}
		return "False"
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case string:
		return v
	default:
		return fmt.Sprint(v)
	}
}
