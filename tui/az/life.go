package az

import (
	"github.com/spf13/cobra"

	"kvlab/engine/estate"
	"kvlab/engine/objects"
	"kvlab/engine/operation"
)

// kind is one of the three collections as the tool's command groups have them: what all three can do in the same way.
type kind struct {
	collection estate.Collection
	// bundle is the shape of one object, line that of one in a list.
	bundle, line func(*objects.Item) object
	// dead is bundle for one that is deleted, deadLine line.
	dead, deadLine func(*objects.Item) object
	// columns are those of the table of list; nil for the tool's usual ones.
	columns []column
}

// life are the commands that all three kinds have.
func (t *tool) life(k kind) []*cobra.Command {
	return []*cobra.Command{t.show(k), t.list(k), t.listVersions(k), t.listDeleted(k), t.showDeleted(k), t.remove(k),
		t.recover(k), t.purge(k), t.backup(k), t.restore(k)}
}

func (t *tool) show(k kind) *cobra.Command {
	var p place
	noun := k.collection.Noun()
	c := t.command("show", "Get a "+noun+" from a vault.", func() (any, error) {
		if err := p.object(); err != nil {
			return nil, err
		}
		return t.shaped(op(k.collection, "get"), p, nil, k.bundle)
	})
	p.flags(c.Flags(), k.collection)
	p.versionFlag(c.Flags(), k.collection)
	return c
}

// shaped makes a request about one object and shapes what comes back.
func (t *tool) shaped(id string, p place, body operation.Body, shape func(*objects.Item) object) (any, error) {
	item, err := t.item(id, p, body)
	if err != nil {
		return nil, err
	}
	return shape(item), nil
}

// listFlags are those of the commands that list.
type listFlags struct {
	place
	limit    int
	managed  tri
	pendings tri
}

func (l *listFlags) add(c *cobra.Command) {
	c.Flags().IntVar(&l.limit, "maxresults", 0, "Maximum number of results to return in a page. If not specified, the service will return up to 25 results.")
}

func (t *tool) list(k kind) *cobra.Command {
	var l listFlags
	c := t.command("list", "List "+string(k.collection)+" in a vault, without their values.", func() (any, error) {
		if err := l.vaultOnly(); err != nil {
			return nil, err
		}
		items, err := t.pages(op(k.collection, "list"), l.place, l.limit, l.pendings.is())
		if err != nil {
			return nil, err
		}
		if k.columns == nil {
			return rows(items, k.line, k.collection == estate.Certificates || l.managed.is()), nil
		}
		return tabled{rows(items, k.line, l.managed.is()), k.columns}, nil
	})
	l.vaultFlags(c.Flags(), k.collection)
	l.add(c)
	if k.collection == estate.Certificates {
		c.Flags().Var(&l.pendings, "include-pending", "Specifies whether to include certificates which are not completely provisioned.")
	} else {
		c.Flags().Var(&l.managed, "include-managed", "Include managed "+string(k.collection)+". Default: false.")
	}
	return c
}

// rows are a list in the tool's shape. Without managed, what belongs to a certificate is left out: the tool does
// that, not the service.
func rows(items []objects.Item, shape func(*objects.Item) object, managed bool) []any {
	list := []any{}
	for i := range items {
		if managed || !items[i].Managed {
			list = append(list, shape(&items[i]))
		}
	}
	return list
}

func (t *tool) listVersions(k kind) *cobra.Command {
	var l listFlags
	c := t.command("list-versions", "List all versions of a "+k.collection.Noun()+".", func() (any, error) {
		if err := l.whole(); err != nil {
			return nil, err
		}
		items, err := t.pages(op(k.collection, "list-versions"), l.place, l.limit, false)
		if err != nil {
			return nil, err
		}
		return rows(items, k.line, true), nil
	})
	l.flags(c.Flags(), k.collection)
	l.add(c)
	return c
}

func (t *tool) listDeleted(k kind) *cobra.Command {
	var l listFlags
	c := t.command("list-deleted", "List deleted "+string(k.collection)+" of a vault.", func() (any, error) {
		if err := l.vaultOnly(); err != nil {
			return nil, err
		}
		items, err := t.pages(op(k.collection, "list-deleted"), l.place, l.limit, l.pendings.is())
		if err != nil {
			return nil, err
		}
		return rows(items, k.deadLine, true), nil
	})
	l.vaultFlags(c.Flags(), k.collection)
	l.add(c)
	if k.collection != estate.Keys {
		c.Flags().Var(&l.pendings, "include-pending", "Specifies whether to include certificates which are not completely provisioned.")
	}
	return c
}

func (t *tool) showDeleted(k kind) *cobra.Command {
	var p place
	c := t.command("show-deleted", "Get a deleted "+k.collection.Noun()+".", func() (any, error) {
		if err := p.whole(); err != nil {
			return nil, err
		}
		return t.shaped(op(k.collection, "get-deleted"), p, nil, k.dead)
	})
	p.flags(c.Flags(), k.collection)
	return c
}

func (t *tool) remove(k kind) *cobra.Command {
	var p place
	noun := k.collection.Noun()
	c := t.command("delete", "Delete all versions of a "+noun+".", func() (any, error) {
		if err := p.whole(); err != nil {
			return nil, err
		}
		if k.collection != estate.Keys {
			t.warn("Warning! If you have soft-delete protection enabled on this key vault, this %s will be moved to the soft deleted state. "+
				"You will not be able to create a %s with the same name within this key vault until the %s has been purged from the soft-deleted state. "+
				"Please see the following documentation for additional guidance.\nhttps://docs.microsoft.com/azure/key-vault/general/soft-delete-overview", noun, noun, noun)
		}
		return t.shaped(op(k.collection, "delete"), p, nil, k.dead)
	})
	p.flags(c.Flags(), k.collection)
	return c
}

func (t *tool) recover(k kind) *cobra.Command {
	var p place
	c := t.command("recover", "Recover a deleted "+k.collection.Noun()+" to its latest version.", func() (any, error) {
		if err := p.whole(); err != nil {
			return nil, err
		}
		return t.shaped(op(k.collection, "recover"), p, nil, k.bundle)
	})
	p.flags(c.Flags(), k.collection)
	return c
}

func (t *tool) purge(k kind) *cobra.Command {
	var p place
	c := t.command("purge", "Permanently delete a deleted "+k.collection.Noun()+".", func() (any, error) {
		if err := p.whole(); err != nil {
			return nil, err
		}
		_, err := t.ask(op(k.collection, "purge"), p, nil)
		return nil, err
	})
	p.flags(c.Flags(), k.collection)
	return c
}

func (t *tool) backup(k kind) *cobra.Command {
	var p place
	var file string
	c := t.command("backup", "Back up a "+k.collection.Noun()+" to a file, in a form that only the service reads.", func() (any, error) {
		if err := p.whole(); err != nil {
			return nil, err
		}
		content, err := t.ask(op(k.collection, "backup"), p, nil)
		if err != nil {
			return nil, err
		}
		return nil, t.save(file, content.Blob, false)
	})
	p.flags(c.Flags(), k.collection)
	fileFlag(c, &file, "Local file path in which to store the backup.")
	return need(c, "file")
}

func (t *tool) restore(k kind) *cobra.Command {
	var p place
	var file string
	c := t.command("restore", "Restore a backed up "+k.collection.Noun()+" to a vault.", func() (any, error) {
		if err := p.vaultOnly(); err != nil {
			return nil, err
		}
		blob, err := t.readFile(file)
		if err != nil {
			return nil, err
		}
		item, err := t.item(op(k.collection, "restore"), p, &operation.RestoreBody{Blob: blob})
		if err != nil {
			return nil, err
		}
		return k.bundle(item), nil
	})
	p.vaultFlags(c.Flags(), k.collection)
	fileFlag(c, &file, "Local backup from which to restore.")
	return need(c, "file")
}

func fileFlag(c *cobra.Command, file *string, usage string) {
	c.Flags().StringVarP(file, "file", "f", "", usage)
}
