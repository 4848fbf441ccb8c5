package objects

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kvlab/engine/estate"
	"kvlab/engine/operation"
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// PageSize is how many items a page of a list has at most. Source: the REST reference's wording of maxresults,
// unverified on the wire.
const PageSize = 25

// page reads the page asked for; false when it is none.
func (j *judgement) page() (operation.PageBody, bool) {
	page := operation.PageBody{Max: PageSize}
	if body, ok := j.request.Body.(*operation.PageBody); ok {
		page = *body
	}
	if page.Max == 0 {
		page.Max = PageSize
	}
	if page.Max < 1 || page.Max > PageSize {
		j.badBody("maxresults", strconv.Itoa(page.Max), fmt.Sprintf("Invalid maxresults value: choose 1 to %d.", PageSize))
		return page, false
	}
	return page, true
}

// list is of names and attributes, for objects that are there (list) or deleted (list-deleted).
func (j *judgement) list(deleted bool) Effect {
	page, ok := j.page()
	if !ok {
		return nil
	}
	noun := j.op.Collection.Noun()
	step := trace.Step{ID: "object.result", Title: "Names and attributes are returned",
		Detail:  "A list never holds values; disabled " + noun + "s are in it, deleted ones are not.",
		Command: "az keyvault " + noun + " list --vault-name " + j.vault.Name}
	if deleted {
		step.Detail = "Names, and until when each can be recovered."
		step.Command = "az keyvault " + noun + " list-deleted --vault-name " + j.vault.Name
	}
	j.pass(step)
	return func(tx *store.Tx) (Content, error) { return j.listed(&tx.View, page, deleted), nil }
}

func (j *judgement) listed(v *store.View, page operation.PageBody, deleted bool) Content {
	all := store.Objects.List(v, j.vault.Name, string(j.op.Collection))
	from, found := slices.BinarySearchFunc(all, page.Skip, func(o *estate.Object, name string) int {
		return strings.Compare(strings.ToLower(o.Name), strings.ToLower(name))
	})
	if found {
		from++
	}
	c := Content{Items: []Item{}}
	for _, o := range all[from:] {
		if (o.Deleted != nil) != deleted {
			continue
		}
		x := store.Versions.Get(v, o.Vault, string(o.Collection), o.Name, o.Current)
		if x == nil && !page.Pending {
			continue
		}
		if len(c.Items) == page.Max {
			c.Next = c.Items[page.Max-1].Name
			break
		}
		row := j.item(o, x)
		row.Version = ""
		c.Items = append(c.Items, *row)
	}
	return c
}

// listVersions is of all versions of one object, the oldest first.
func (j *judgement) listVersions() Effect {
	page, ok := j.page()
	if !ok {
		return nil
	}
	o := j.live()
	if o == nil {
		return nil
	}
	j.pass(trace.Step{ID: "object.result", Title: "All versions' attributes are returned",
		Detail: "A list of versions never holds values."})
	return func(tx *store.Tx) (Content, error) {
		all := byAge(store.Versions.List(&tx.View, o.Vault, string(o.Collection), o.Name))
		from := 1 + slices.IndexFunc(all, func(x *estate.Version) bool { return x.ID == page.Skip })
		c := Content{Items: []Item{}}
		for i, x := range all[from:] {
			if i == page.Max {
				c.Next = c.Items[i-1].Version
				break
			}
			c.Items = append(c.Items, *j.item(o, x))
		}
		return c, nil
	}
}

// byAge puts versions in the order they were made.
func byAge(versions []*estate.Version) []*estate.Version {
	sorted := slices.Clone(versions)
	slices.SortStableFunc(sorted, func(a, b *estate.Version) int { return a.Created.Compare(b.Created) })
	return sorted
}
