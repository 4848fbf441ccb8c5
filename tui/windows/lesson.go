package windows

import (
	"slices"

	"kvlab/lessons"
	"kvlab/tui/desktop"
	"kvlab/tui/learner"
	"kvlab/tui/session"
)

// Lesson shows a lesson: its text, the links of the text one below the other, and its questions, which are answered on
// the spot. One cursor goes over links and choices.
type Lesson struct {
	desktop.Counter
	page
	lesson *lessons.Lesson
	book   *learner.Book
	text   string
	links  []lessons.Anchor
	body   markdown
	stops  []stop
	at     int  // of stops, -1 before the first
	follow bool // the cursor was moved: the view comes after it
	whole  bool // and shows all of the question
	total  int  // rows of the last drawing
	said   []reply
	noted  bool // reading to the end was reported

	commands []desktop.Command
}

// stop is something that enter acts on, and what a click can hit.
type stop struct {
	kind stopKind
	// link is the number of a link; question and choice those of a choice.
	link, question, choice int
}

type stopKind int

const (
	linkStop stopKind = iota
	choiceStop
	checkStop // of a question with several right choices: says that all are marked
)

// reply is what was said to a question.
type reply struct {
	chosen []bool
	right  bool
	wrong  bool // the last try was
}

// NewLesson makes the window of a lesson. book keeps how its questions are answered.
func NewLesson(lesson *lessons.Lesson, book *learner.Book) *Lesson {
	l := &Lesson{lesson: lesson, book: book, at: -1, said: make([]reply, len(lesson.Questions))}
	l.text, l.links = lessons.Anchors(lesson.Body, numbered)
	past := book.Record().Lessons[lesson.ID]
	for i := range l.links {
		l.stops = append(l.stops, stop{kind: linkStop, link: i})
	}
	for q := range lesson.Questions {
		question := &lesson.Questions[q]
		l.said[q] = reply{chosen: make([]bool, len(question.Choices)), right: past.Answers[q].Right}
		for c := range question.Choices {
			l.stops = append(l.stops, stop{kind: choiceStop, question: q, choice: c})
		}
		if question.Several() {
			l.stops = append(l.stops, stop{kind: checkStop, question: q})
		}
	}
	l.commands = append([]desktop.Command{
		{ID: "lesson.next", Keys: []string{"n"}, Title: "next link", Hint: 8, Disabled: l.stopless,
			Help: "Go to the next link or the next choice of a question.", Run: func() desktop.Action { return l.move(1) }},
		{ID: "lesson.previous", Keys: []string{"N"}, Title: "link before", Disabled: l.stopless,
			Help: "Go to the link or the choice before.", Run: func() desktop.Action { return l.move(-1) }},
		{ID: "lesson.question", Keys: []string{"]"}, Title: "next question", Hint: 7, Disabled: l.questionless,
			Help: "Go to the next question, past all links.", Run: func() desktop.Action { return l.toQuestion(1) }},
		{ID: "lesson.question_back", Keys: []string{"["}, Title: "question before", Disabled: l.questionless,
			Help: "Go to the question before.", Run: func() desktop.Action { return l.toQuestion(-1) }},
		{ID: "lesson.enter", Keys: []string{"enter"}, Title: "follow, choose", Hint: 9, Disabled: l.nowhere,
			Help: "Follow the link under the cursor, or choose the answer.", Run: func() desktop.Action { return l.act(l.stops[l.at]) }},
	}, l.scrolls()...)
	return l
}

// scrolls are the commands that move the view; who comes to the end has read the lesson.
func (l *Lesson) scrolls() []desktop.Command {
	commands := l.moves("lesson", l.Bump)
	for i := range commands {
		move := commands[i].Run
		commands[i].Run = func() desktop.Action { move(); return l.ended() }
	}
	return commands
}

// ended reports once that the end was in sight.
func (l *Lesson) ended() desktop.Action {
	if l.noted || l.height == 0 || l.scroll.Top+l.height < l.total {
		return nil
	}
	l.noted = true
	return session.ReadLesson{Lesson: l.lesson.ID}
}

func (l *Lesson) stopless() string {
	if len(l.stops) == 0 {
		return "this lesson has neither links nor questions"
	}
	return ""
}

func (l *Lesson) nowhere() string {
	if why := l.stopless(); why != "" {
		return why
	}
	if l.at < 0 {
		return "press n first: it goes to the links and to the questions"
	}
	return ""
}

func (l *Lesson) questionless() string {
	if len(l.lesson.Questions) == 0 {
		return "this lesson asks no question"
	}
	return ""
}

// toQuestion moves the cursor to the first choice of the next question, or of the one before; beyond the last one it
// stays there.
func (l *Lesson) toQuestion(by int) desktop.Action {
	now := -1
	if l.at >= 0 && l.stops[l.at].kind != linkStop {
		now = l.stops[l.at].question
	}
	question := max(0, min(now+by, len(l.lesson.Questions)-1))
	first := stop{kind: choiceStop, question: question}
	l.whole = true
	return l.move(slices.Index(l.stops, first) - l.at)
}

// move moves the cursor, and the view after it.
func (l *Lesson) move(by int) desktop.Action {
	l.at = max(0, min(l.at+by, len(l.stops)-1))
	l.follow = true
	l.Bump()
	return nil
}

// act does what enter or a click on a stop does.
func (l *Lesson) act(s stop) desktop.Action {
	l.Bump()
	switch s.kind {
	case linkStop:
		return follow(l.links[s.link].Link)
	case checkStop:
		return l.judge(s.question)
	}
	said := &l.said[s.question]
	if said.right {
		return nil
	}
	said.wrong = false
	if l.lesson.Questions[s.question].Several() {
		said.chosen[s.choice] = !said.chosen[s.choice]
		return nil
	}
	clear(said.chosen)
	said.chosen[s.choice] = true
	return l.judge(s.question)
}

// judge compares what was chosen with what is right, and has it kept.
func (l *Lesson) judge(question int) desktop.Action {
	said := &l.said[question]
	if said.right {
		return nil
	}
	said.right = true
	for i, c := range l.lesson.Questions[question].Choices {
		if c.Correct != said.chosen[i] {
			said.right = false
		}
	}
	said.wrong = !said.right
	return session.AnswerLesson{Lesson: l.lesson.ID, Question: question, Right: said.right}
}

// ID see desktop.Window.
func (l *Lesson) ID() string { return "lesson" }

// Title see desktop.Window.
func (l *Lesson) Title() string { return l.lesson.Title }

// Commands see desktop.Window.
func (l *Lesson) Commands() []desktop.Command { return l.commands }

// Click see desktop.Window. A click on a link or a choice does what enter does there.
func (l *Lesson) Click(t desktop.Target) desktop.Action {
	s, ok := t.(stop)
	if !ok {
		return nil
	}
	for i := range l.stops {
		if l.stops[i] == s {
			l.at = i
		}
	}
	return l.act(s)
}

// Wheel see desktop.Window.
func (l *Lesson) Wheel(delta int) {
	l.scroll.By(delta * wheelLines)
	l.Bump()
}
