// Package lessons is what there is to read: short texts, each about one idea, with commands to try on a lab and questions
// at the end.
//
//	for _, h := range lessons.Catalogue() { … }     // what a list shows, what is needed first coming first
//	l, err := lessons.Find("four-gates")            // the whole of one
//	fmt.Print(l.Document(false))                    // as Markdown that stands on its own
//
// A lesson is one file: Markdown between two blocks of TOML. The first says what a list shows, and the second asks.
//
//	+++
//	id = "four-gates"                  # the file's name without .md
//	title = "Three gates and an object"
//	level = "beginner"
//	minutes = 15
//	needs = []                         # lessons to read first
//	labs = ["wired-web-app"]           # scenarios that go with it
//	sources = ["where the facts come from"]
//	+++
//	Text, with links into the product: [the read](kvlab:request/wired-web-app/app-read).
//	+++
//	[[question]]
//	text = "Which gate refused?"
//	choices = ["identity", "network"]
//	correct = "network"                # or a list, where several are
//	explain = "What there is to learn from the answer."
//	+++
//
// Links name labs, requests, steps of a trace, windows and lessons, and every one of them is followed when a lesson is
// read: a name that leads nowhere is a problem of the file, with its line and what could have been meant. Blocks of code
// marked "console" hold a command and what it prints; the program's tests carry each of them out.
package lessons
