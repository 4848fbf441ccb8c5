package facts

import "kvlab/engine/estate"

// consumer is how something uses a vault, which can be set right, and how it fares, which can only be looked at.
func consumer(x *estate.Consumer, p Path) (slot, error) {
	const tried = "it says what came of the last try: the consumer's next one changes it"
	return pick(p, 2, map[string]slot{
		"identity": text(&x.Identity),
		"text":     text(&x.Text),
		"vault":    text(&x.Vault),
		"object":   text(&x.Object),
		"version":  text(&x.Version),
		"status":   text(&x.Now.Status).fixed(tried),
		"in_use":   text(&x.Now.Version).fixed(tried),
	})
}
