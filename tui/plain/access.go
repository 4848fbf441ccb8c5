package plain

import (
	"errors"
	"fmt"
	"strings"

	"kvlab/engine"
	"kvlab/engine/estate"
	"kvlab/engine/trace"
	"kvlab/tui/session"
)

// access is a table of who may do what, and what its columns are.
type access struct {
	*engine.Access
	columns []session.AccessColumn
}

// mostAccess is how many principals are read at most.
const mostAccess = 100

// readAccess lists everybody whom a grant names, with what they may do.
func (t *talk) readAccess(word string) error {
	q, err := t.accessQuestion(word)
	if err != nil {
		return err
	}
	if t.granted, err = t.askAccess(q); err != nil {
		return err
	}
	what := q.Vault + " as a whole"
	if q.Object != "" {
		what = objectKey{q.Vault, q.Collection, q.Object}.String()
	}
	t.say("Who may do what with %s. The vault %s.", what, modelName(t.granted.Model))
	for i := range t.granted.Rows {
		t.rightsRead(i, &t.granted.Rows[i])
	}
	if len(t.granted.Rows) == 0 {
		t.numbers("")
		t.say("No grant names anybody on the way to here: nobody may do anything.")
		return nil
	}
	if more := t.granted.Total - len(t.granted.Rows); more > 0 {
		t.say("And %d more.", more)
	}
	t.numbers("grants")
	t.say("Type a number to read why, or a number and a word such as write.")
	return nil
}

// accessQuestion is about what a word names: a vault or an object; without one, about the last request's.
func (t *talk) accessQuestion(word string) (engine.AccessQuestion, error) {
	q := engine.AccessQuestion{Limit: mostAccess}
	switch names := t.vaultNames(); {
	case len(names) == 0:
		return q, errors.New("there is no vault in this lab")
	case word == "":
		q.Vault = t.vaultInView()
		if r := t.open.Request; r != nil && r.Object != "" {
			q.Collection, q.Object = estate.Collection(strings.SplitN(r.Operation, "/", 2)[0]), r.Object
		}
		return q, nil
	}
	h, err := t.held(word)
	if err != nil {
		return q, err
	}
	q.Vault = h.Vault.Name
	if h.Object != nil {
		q.Collection, q.Object = h.Object.Collection, h.Object.Name
	}
	return q, nil
}

// vaultInView is the vault of the last request, else the first of the lab.
func (t *talk) vaultInView() string {
	if r := t.open.Request; r != nil && r.Vault != "" {
		return r.Vault
	}
	if names := t.vaultNames(); len(names) > 0 {
		return names[0]
	}
	return ""
}

func (t *talk) askAccess(q engine.AccessQuestion) (*access, error) {
	columns := session.AccessColumns(q)
	var operations []string
	for _, c := range columns {
		operations = append(operations, c.Operation)
	}
	var found session.Found[engine.Access]
	if _, err := t.take(session.AskAccess{Question: q, Operations: operations, Found: &found}.Job(t.open)); err != nil {
		return nil, err
	}
	return &access{found.Get(), columns}, nil
}

// rightsRead is one principal with what they may do and what they may not.
func (t *talk) rightsRead(n int, row *engine.AccessRow) {
	words := map[session.May][]string{}
	for i := range row.Findings {
		m := session.MayOf(&row.Findings[i])
		words[m] = append(words[m], t.granted.columns[i].Name)
	}
	text := ""
	for _, part := range []struct {
		may           session.May
		before, after string
	}{
		{session.Granted, "may ", ""}, {session.Refused, "may not ", ""}, {session.Idle, "may not ", ", and a grant that names them is ignored"},
		{session.Undecided, "nobody decides about ", ""},
	} {
		if len(words[part.may]) > 0 {
			text += "; " + part.before + strings.Join(words[part.may], ", ") + part.after
		}
	}
	t.say("%d. %s, %s: %s.", n+1, row.Principal.Name, strings.ReplaceAll(string(row.Principal.Kind), "_", " "), strings.TrimPrefix(text, "; "))
}

// grants reads why somebody may do something or not.
func (t *talk) grants(rest string) error {
	a := t.granted
	if a == nil || a.Seq != t.open.Lab.Seq() {
		if err := t.accessAnew(); err != nil {
			return err
		}
		a = t.granted
	}
	who, what, _ := strings.Cut(rest, " ")
	var names, columns []string
	for i := range a.Rows {
		names = append(names, a.Rows[i].Principal.Name)
	}
	n, err := pick("principal", who, names)
	if err != nil {
		return err
	}
	for _, c := range a.columns {
		columns = append(columns, c.Name)
	}
	column := 0
	if what = strings.TrimSpace(what); what != "" {
		if column, err = pick("kind of operation", what, columns); err != nil {
			return err
		}
	}
	t.grantsRead(&a.Rows[n], &a.columns[column], &a.Rows[n].Findings[column])
	return nil
}

// accessAnew asks again what was asked last, for the lab has changed since; or about the last request's object.
func (t *talk) accessAnew() error {
	q, err := t.accessQuestion("")
	if err != nil {
		return err
	}
	if t.granted != nil {
		q = t.granted.Question
	}
	t.granted, err = t.askAccess(q)
	return err
}

func (t *talk) grantsRead(row *engine.AccessRow, c *session.AccessColumn, f *trace.Finding) {
	verb := map[session.May]string{session.Granted: " may ", session.Undecided: ": nobody decides about "}[session.MayOf(f)]
	if verb == "" {
		verb = " may not "
	}
	who := row.Principal.Name
	if row.Principal.Kind == estate.Group {
		who = "who is in " + who + " and nothing else"
	}
	t.say("%s%s%s (%s).", who, verb, c.Name, c.Operation)
	if n := len(f.Steps); n > 0 {
		t.say("%s", sentence(f.Steps[n-1].Title+". "+f.Steps[n-1].Detail))
	}
	grants := session.GrantOrder(f.Steps)
	if len(grants) == 0 {
		t.say("No grant names them.")
	}
	for i, s := range grants {
		t.say("Grant %d: %s: %s.", i+1, s.Title, countsAs(s))
		t.say("  %s", sentence(s.Detail))
		if s.Command != "" {
			t.say("  to see it: %s", s.Command)
		}
	}
}

// countsAs says what became of a grant.
func countsAs(s *trace.Step) string {
	word := map[trace.Outcome]string{trace.Pass: "counts", trace.Fail: "refuses", trace.Info: "does not count", trace.Ignored: "ignored"}[s.Outcome]
	if s.Reason != nil {
		word += fmt.Sprintf(", %s", s.Reason.Words())
	}
	return word
}
