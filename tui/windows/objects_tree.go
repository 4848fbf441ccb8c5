package windows

import (
	"strconv"
	"time"

	uv "github.com/charmbracelet/ultraviolet"

	"kvlab/engine/estate"
	"kvlab/tui/theme"
)

// holdingKind is what a row of the tree is.
type holdingKind int

const (
	vaultHolding holdingKind = iota
	kindHolding              // all secrets of a vault, or all that was deleted in it
	objectHolding
	versionHolding
)

// holding is one row of the tree. What lies below its kind is nil.
type holding struct {
	kind       holdingKind
	depth      int
	vault      *estate.Vault
	collection estate.Collection // empty for the branch of what was deleted
	object     *estate.Object
	version    *estate.Version // of an object row its current one, nil for none
	leaves     int
	open       bool
}

// path tells rows apart, from one making of the tree to the next.
func (h *holding) path() string {
	path := h.vault.Name
	switch h.kind {
	case kindHolding:
		return path + "/" + string(h.collection)
	case objectHolding, versionHolding:
		path += "/" + string(h.object.Collection) + "/" + h.object.Name
	}
	if h.kind == versionHolding {
		path += "/" + h.version.ID
	}
	return path
}

func (h *holding) name() string {
	switch h.kind {
	case vaultHolding:
		return h.vault.Name
	case kindHolding:
		if h.collection == "" {
			return "deleted"
		}
		return string(h.collection)
	case objectHolding:
		if h.object.Deleted != nil {
			return h.object.Collection.Noun() + " " + h.object.Name
		}
		return h.object.Name
	}
	return h.version.ID
}

// count is how many things are below a row, where that is worth saying.
func (h *holding) count() string {
	switch {
	case h.kind == kindHolding:
		return strconv.Itoa(h.leaves)
	case h.kind == objectHolding && h.leaves > 1:
		return strconv.Itoa(h.leaves) + " versions"
	}
	return ""
}

// dead reports whether what the row is about is soft-deleted, by itself or with its vault.
func (h *holding) dead() bool { return h.deletion() != nil }

func (h *holding) deletion() *estate.Deletion {
	if h.object != nil && h.object.Deleted != nil {
		return h.object.Deleted
	}
	return h.vault.Deleted
}

// condition is how something in a vault fares.
type condition string

const (
	sound       condition = "enabled"
	disabled    condition = "disabled"
	expired     condition = "expired"
	notYetValid condition = "not yet valid"
	deleted     condition = "deleted"
	pending     condition = "pending"
	unissued    condition = "never issued"
)

// mark is a condition's sign and style.
func (s condition) mark(t *theme.Theme) (glyph string, style uv.Style) {
	switch s {
	case sound:
		return t.Glyph.Pass, t.Pass
	case disabled:
		return t.Glyph.WouldFail, t.Fail
	case expired:
		return t.Glyph.Fail, t.Fail
	case notYetValid:
		return t.Glyph.Off, t.Warn
	case deleted:
		return t.Glyph.Ignored, t.Ignored
	}
	return t.Glyph.Unknown, t.Unknown
}

// state is a row's condition: of an object that of its current version. The gravest wins.
func (h *holding) state(now time.Time) condition {
	x := h.version
	switch {
	case h.dead():
		return deleted
	case x == nil && h.order() != nil:
		return pending
	case x == nil:
		return unissued
	case x.Disabled:
		return disabled
	case x.Late(now):
		return expired
	case x.Early(now):
		return notYetValid
	case h.kind == objectHolding && h.order() != nil:
		return pending
	}
	return sound
}

// order is a certificate request that is under way, nil for none.
func (h *holding) order() *estate.Order {
	if h.object == nil || h.object.Issuance == nil {
		return nil
	}
	if p := h.object.Issuance.Pending; p != nil && p.Status == estate.InProgress {
		return p
	}
	return nil
}

// word is what a row says of its condition.
func (h *holding) word(s condition) string {
	switch {
	case h.kind == kindHolding, h.kind == vaultHolding && s != deleted:
		return ""
	case s == deleted && h.kind != versionHolding:
		return "deleted, until " + h.deletion().PurgeAt.Format(dayForm)
	case h.kind == versionHolding && s == sound && h.version.ID == h.object.Current:
		return "current"
	}
	return string(s)
}

const (
	dayForm    = "2006-01-02"
	momentForm = "2006-01-02 15:04:05"
)

// fewLeaves is how many rows a branch has at most that is open at first.
const fewLeaves = 40

// grove is the tree while it grows.
type grove struct {
	rows     []holding
	toggled  map[string]bool
	versions map[string][]int // by path of the object: indexes into the estate's versions
	estate   *estate.Estate
}

// plant makes the rows of an estate.
func plant(e *estate.Estate, toggled map[string]bool) []holding {
	if e == nil {
		return nil
	}
	g := &grove{toggled: toggled, versions: map[string][]int{}, estate: e}
	for i := range e.Versions {
		x := &e.Versions[i]
		key := x.Vault + "/" + string(x.Collection) + "/" + x.Name
		g.versions[key] = append(g.versions[key], i)
	}
	byVault := map[string][]*estate.Object{}
	for i := range e.Objects {
		o := &e.Objects[i]
		byVault[o.Vault] = append(byVault[o.Vault], o)
	}
	for i := range e.Vaults {
		if v := &e.Vaults[i]; !v.Absent {
			g.plantVault(v, byVault[v.Name])
		}
	}
	return g.rows
}

func (g *grove) plantVault(v *estate.Vault, all []*estate.Object) {
	if !g.add(holding{kind: vaultHolding, vault: v, leaves: len(all)}, true) {
		return
	}
	for _, c := range estate.Collections {
		g.branch(v, c, pick(all, func(o *estate.Object) bool { return o.Collection == c && o.Deleted == nil }))
	}
	g.branch(v, "", pick(all, func(o *estate.Object) bool { return o.Deleted != nil }))
}

func pick(all []*estate.Object, wanted func(*estate.Object) bool) (some []*estate.Object) {
	for _, o := range all {
		if wanted(o) {
			some = append(some, o)
		}
	}
	return some
}

// branch is the objects of one kind; no branch is made for none.
func (g *grove) branch(v *estate.Vault, c estate.Collection, some []*estate.Object) {
	if len(some) == 0 || !g.add(holding{kind: kindHolding, depth: 1, vault: v, collection: c, leaves: len(some)}, len(some) <= fewLeaves) {
		return
	}
	for _, o := range some {
		g.plantObject(v, o)
	}
}

func (g *grove) plantObject(v *estate.Vault, o *estate.Object) {
	head := holding{kind: objectHolding, depth: 2, vault: v, object: o}
	of := g.versions[head.path()]
	head.leaves, head.version = len(of), g.version(of, o.Current)
	if !g.add(head, false) {
		return
	}
	for _, i := range newestFirst(g.estate, of) {
		g.add(holding{kind: versionHolding, depth: 3, vault: v, object: o, version: &g.estate.Versions[i]}, false)
	}
}

// add puts a row at the end and reports whether what is below it shows.
func (g *grove) add(h holding, open bool) bool {
	h.open = open != g.toggled[h.path()]
	g.rows = append(g.rows, h)
	return h.open
}

func (g *grove) version(of []int, id string) *estate.Version {
	for _, i := range of {
		if g.estate.Versions[i].ID == id {
			return &g.estate.Versions[i]
		}
	}
	return nil
}
