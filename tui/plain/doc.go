// Package plain is kvlab in lines: the whole of the app as commands and answers, for screen readers, pipes and
// terminals that cannot move their cursor.
//
//	err := plain.Run(ctx, os.Stdin, os.Stdout, plain.Options{Where: where, Scenario: "broken-dns", Prompt: "> "})
//
// A talk (talk.go) reads a line, finds its command in one table (commands.go), lets it answer, keeps where the learner
// stands, and says where that is. Every answer is whole: nothing is drawn over, nothing is cleared, nothing is coloured,
// and outcomes are words.
//
// Lists are numbered. Gates, the scenario's requests, goals and steps keep their numbers for as long as a lab is open,
// branches for ever, everything else until the next list of its kind; a number alone picks from the list that was read
// last.
//
// There is one mode, and the line that says where the learner is tells of it: while a request is asked for part by part
// (compose_ask.go), lines are answers.
//
// Labs, progress and places are those of the desktop (package session): each goes on where the other left off.
package plain
