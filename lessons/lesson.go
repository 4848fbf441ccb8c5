package lessons

// Lesson is one lesson, read and checked.
type Lesson struct {
	Head
	Body      string // Markdown, without the title
	Questions []Question
}

// Head is what a list shows of a lesson.
type Head struct {
	ID, Title string
	Level     string // beginner, intermediate or advanced
	Minutes   int    // how long it takes to read and to try
	// Needs are the lessons to read first, Labs the scenarios that go with it.
	Needs, Labs []string
	// Sources are where its facts come from, in the order they matter.
	Sources []string
}

// Question asks about what was read.
type Question struct {
	Text    string
	Choices []Choice
	// Explain says why, for those who were right as well.
	Explain string
}

// Choice is one possible answer.
type Choice struct {
	Text    string
	Correct bool
}

// Several reports whether more than one choice is correct, so that all of them have to be found.
func (q *Question) Several() bool {
	correct := 0
	for _, c := range q.Choices {
		if c.Correct {
			correct++
		}
	}
	return correct > 1
}
