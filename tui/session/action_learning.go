package session

import "kvlab/tui/learner"

// Actions of learning that the desktop carries out itself.
type (
	// Foretell opens the dialog that asks how a request will end, windows.NewPredict. Its answer issues the request.
	Foretell struct{ Request string }
	// ShowDebrief opens the dialog with the score, windows.NewDebrief.
	ShowDebrief struct{}
	// OpenLesson opens a lesson by its id, windows.NewLesson.
	OpenLesson struct{ Lesson string }
	// OpenWindow goes to a window by its name: briefing, gates, requests, map, trace, and whatever else there is.
	// At is the state path of a fact to go to in it; empty for none.
	OpenWindow struct{ Window, At string }
	// RunRequest issues a request of a lab, and opens the lab first when it is not the one on the desktop.
	RunRequest struct{ Lab, Request string }
	// JumpStep moves the reader to the step of that id in the open trace (Reading.Seek) and goes to the trace.
	JumpStep struct{ Step string }
)

// Actions of learning that know their own job.
type (
	// Foretold is the answer to Foretell: it issues the request and notes whether the forecast came true.
	Foretold struct {
		Request string
		Said    learner.Ending
	}
	// AskForecasts turns the question before each request on or off.
	AskForecasts struct{ On bool }
	// SeeSolution notes that a solution is shown.
	SeeSolution struct{}
	// Finish scores the lab and keeps the score, once for each try. It does nothing before all goals are reached.
	Finish struct{}
	// Retry brings the lab back to its start and begins a new try: no goal is reached, and no hint was asked for.
	Retry struct{}
	// ReadLesson notes that a lesson was opened, AnswerLesson how one of its questions was answered.
	ReadLesson   struct{ Lesson string }
	AnswerLesson struct {
		Lesson   string
		Question int
		Right    bool
	}
)
