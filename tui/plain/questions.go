package plain

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"kvlab/scenarios"
)

// questions reads what can be answered. With one question a number alone answers it.
func (t *talk) questions() error {
	open := t.asking()
	if len(open) == 0 {
		return errors.New("no question is open")
	}
	for _, n := range open {
		g := &t.open.Scenario.Goals[n]
		t.say("Goal %d, %s: %s", n+1, t.standing(g), g.Question)
		for i, choice := range g.Choices {
			t.say("  %d. %s", i+1, choice)
		}
		if said := t.open.Progress.Answers[g.ID]; said != "" {
			t.say("  Your answer was: %s.", said)
		}
	}
	if len(open) == 1 {
		t.numbers("answer " + strconv.Itoa(open[0]+1))
		t.say("Type the number of your choice.")
	} else {
		t.numbers("answer")
		t.say("Type two numbers: that of the goal and that of your choice.")
	}
	return nil
}

// asking are the goals whose questions are not answered yet.
func (t *talk) asking() []int {
	var open []int
	for i := range t.open.Scenario.Goals {
		if g := &t.open.Scenario.Goals[i]; g.Question != "" && !t.open.Progress.Done(g.ID) {
			open = append(open, i)
		}
	}
	return open
}

func (t *talk) choose(rest string) error {
	goal, word, err := t.asked(rest)
	if err != nil {
		return err
	}
	n, err := pick("choice", word, goal.Choices)
	if err != nil {
		return err
	}
	if err := t.do(t.open.Answer(goal.ID, goal.Choices[n])); err != nil {
		return err
	}
	switch {
	case goal.Choices[n] != goal.Correct:
		t.say("That is not it.")
	case !t.open.Progress.Done(goal.ID):
		t.say("That is right, and counts when the goals before it are reached.")
	}
	return nil
}

// asked is the goal that an answer is for, and the answer. Where one question is open, its goal may be left out.
func (t *talk) asked(rest string) (*scenarios.Goal, string, error) {
	goals := t.open.Scenario.Goals
	word, choice, _ := strings.Cut(rest, " ")
	var ids []string
	for i := range goals {
		ids = append(ids, goals[i].ID)
	}
	if open := t.asking(); len(open) == 1 && (choice == "" || !named(word, ids)) {
		return &goals[open[0]], rest, nil
	}
	n, err := pick("goal", word, ids)
	if err != nil {
		return nil, "", err
	}
	if goals[n].Question == "" {
		return nil, "", fmt.Errorf("goal %d asks no question: questions reads those that do", n+1)
	}
	return &goals[n], strings.TrimSpace(choice), nil
}

// named reports whether a word is one of the names, or a number.
func named(word string, names []string) bool {
	for _, name := range names {
		if strings.EqualFold(name, word) {
			return true
		}
	}
	return number(word)
}
