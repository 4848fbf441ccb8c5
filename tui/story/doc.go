// Package story is a small language for what somebody does with the program and sees of it, and the player of what is
// written in it. A story is a text of one sentence a line:
//
//	# The impossible 403, from the list to the score.
//	open lab half-migrated-rbac
//	see "goals 0/2"
//	predict reports-read ends denied at authorization
//	step to the deciding step
//	undo
//	leave
//	come back
//
// The first comment is its title. What it may say is the table of verbs (verbs.go; Sentences prints it); capitals there
// stand for what the writer puts in. A sentence that is none is refused with the nearest one.
//
// A story says what is done, not how. Each verb knows two hands, keys and mouse, and every story is played by both,
// unless its first lines say "by keys" or "by mouse". The player sees nothing but the cells of the screen and has nothing
// but keys and mouse: what it plays on is a Stage. There are two, the model without a terminal and the built program in a
// pseudo terminal, and every file in testdata is played on either.
//
// To add a story, put a .story file into testdata. To add a verb, put a line into the table.
package story
