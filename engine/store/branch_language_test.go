package store

import (
	"fmt"
	"strings"
	"time"
)

// branch carries out a command about branches (TestConversations).
func (c *conversation) branch(cmd string, words []string) (string, error) {
	var id, seq uint64
	_, _ = fmt.Sscan(strings.Join(words, " "), &id, &seq)
	switch cmd {
	case "branches":
		return branches(c.lab)
	case "along":
		entries, err := c.lab.Along(id, 100)
		return entriesOf(entries), err
	case "forget":
		return "", c.lab.ForgetBranch(id)
	case "elsewhere":
		tx := c.lab.Elsewhere(Place{id, seq})
		seen := state(&tx.View)
		if err := tx.Close(); err != nil {
			return "", err
		}
		return seen, nil
	}
	taken, err := c.lab.TakeBranch(id, noon.Add(time.Duration(c.clock)*time.Hour))
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("took %d, %s: %d back, %d forth, what was left is %d\n", taken.Branch.ID, taken.Branch.Label, taken.Back, taken.Forth, taken.Kept), nil
}

// branches draws the tree: each branch below the one it leaves from.
func branches(lab *Store) (string, error) {
	list, err := lab.Branches()
	if err != nil || len(list) == 0 {
		return "none\n", err
	}
	var b strings.Builder
	depth := map[uint64]int{0: -1}
	for _, x := range list {
		depth[x.ID] = depth[x.On] + 1
		fmt.Fprintf(&b, "%s%d behind %d: %d from %q, left at %s\n", strings.Repeat("  ", depth[x.ID]), x.ID, x.Fork, x.Count, x.Label, x.At.Format("15:04"))
	}
	return b.String(), nil
}
