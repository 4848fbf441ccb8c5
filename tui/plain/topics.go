package plain

import (
	"strconv"

	"kvlab/engine"
	"kvlab/tui/session"
)

// The commands, topic by topic, in the order in which help lists them.

func labCommands() []command {
	return []command{
		{"labs", "l", "", "list the labs, how you fared with them, and which is the one to do next", "", true, alone((*talk).listLabs)},
		{"about", "", "LAB", "read what a lab is about, before it is opened", "", true, (*talk).aboutLab},
		{"open", "", "LAB", "open a lab by its number, its id or its file", "It goes on where you left it, here or at the desktop. The lab that is open is kept and left.", true, (*talk).openLab},
		{"briefing", "", "", "read what happened, and what to do", "", false, alone((*talk).briefing)},
		{"goals", "", "", "list the goals, and which are reached", "", false, alone((*talk).goals)},
		{"retry", "", "yes", "bring the lab back to its start and begin a new try", "No goal is reached then, and no hint was asked for. The best score stays.", false,
			sure("retry", "the goals you reached would be open again, and the lab as it was at first", (*talk).retry)},
		{"anew", "", "LAB yes", "throw away what is stored of a lab, and begin it again", "Changes and notes are gone then, and undo brings nothing back. Scores stay.", true, (*talk).anew},
	}
}

func learnCommands() []command {
	return []command{
		{"hint", "h", "", "read the next hint", "The price is said first, and hint once more reads it.", false, alone((*talk).hint)},
		{"solution", "", "yes", "read a solution, and give its points up", "", false, (*talk).solution},
		{"questions", "", "", "read the questions of the goals, and what can be answered", "", false, alone((*talk).questions)},
		{"answer", "a", "GOAL CHOICE", "answer a goal's question by the choice's number or text", "Where one question is open, its goal may be left out.", false, (*talk).choose},
		{"score", "", "", "read your score, part by part", "", false, alone((*talk).score)},
		{"debrief", "", "", "read the score, and what there is to take along, when all goals are reached", "", false, alone((*talk).debrief)},
		{"progress", "", "", "read what you have done in all labs and lessons, and what is next", "", true, alone((*talk).progress)},
		{"lesson", "", "[LESSON]", "read a lesson, or the list of them", "", true, (*talk).lesson},
		{"follow", "", "LINK", "follow a link of the lesson that was read last, by its number", "", true, (*talk).follow},
		{"quiz", "", "[LESSON] [all]", "answer the questions of a lesson, one after the other", "Without a name it is the lesson that was read last. Questions that you have answered are left out, unless you add all.", true, (*talk).askQuiz},
		{"reply", "", "CHOICE ...", "answer the question of the lesson that was read last", "Choices are named by their numbers. Where several are right, give all of them: reply 1 3.", true, (*talk).reply},
		{"present", "", "", "read the lab told as for a class, with what a speaker says to it", "Every outcome stands in it: it gives the way out away.", false, alone((*talk).present)},
		{"notes", "", "", "read what you have written about this lab", "", false, alone((*talk).notes)},
		{"note", "", "TEXT", "write a line down, for here and for the desktop", "", false, (*talk).note},
		{"strike", "", "LINE", "take a line of your notes away, by its number", "", false, (*talk).strike},
	}
}

func tryCommands() []command {
	return []command{
		{"gates", "g", "", "list the gates, and how they stand", "", false, alone((*talk).gates)},
		{"flip", "f", "GATE", "turn a gate over", "The last request is evaluated again at once.", false, (*talk).flip},
		{"requests", "r", "", "list the requests, yours behind the scenario's, and how they ended", "", false, alone((*talk).requests)},
		{"issue", "i", "REQUEST", "carry a request out", "With predict on, it asks first how the request will end.", false, (*talk).issue},
		{"compose", "", "[REQUEST] [PART=WHAT ...]", "put a request of your own together, part by part or in one line",
			"It begins as REQUEST is, or from the operator's place. In one line: compose as=app-orders operation=secrets/get object=db. " +
				"Parts are from, as, operation, vault, object, version and what the operation carries, such as value; a value goes to the end of the line. Names that the lab does not have can be asked for as well.", false, (*talk).compose},
		{"edit", "", "REQUEST [PART=WHAT ...]", "make another request out of one that there is", "The one that there is stays as it is.", false, (*talk).edit},
		{"look", "", "REQUEST [other]", "see what would come of a request; nothing is carried out", "With other it is read as well how the profile would decide that the lab does not follow.", false, (*talk).lookAt},
		{"repeat", "", "", "issue once more what was issued last, by its name, by hand or at the console", "", false, alone((*talk).repeat)},
		{"forget", "", "REQUEST", "take one of your own requests off the list", "What it did and what the log says of it stay.", false, (*talk).forget},
		{"predict", "p", "[REQUEST [ENDING]]", "say how a request will end, and carry it out",
			"The ending is allowed, or the gate that stops it: predict REQUEST denied network. Denied and failed count alike: what is judged is the gate. " +
				"Without an ending it asks. predict alone says how often you were right, predict on asks before every issue, predict off does not.", false, (*talk).predict},
		{"profile", "", "[guide|service]", "read whose behaviour the lab follows, or change it", "", false, (*talk).profile},
		{"reset", "", "", "bring the lab back to its start; undo takes that back", "", false, alone((*talk).reset)},
	}
}

func readCommands() []command {
	return []command{
		{"trace", "t", "[GATE]", "read why the last request ended so: every step, or those of one gate", "", false, (*talk).trace},
		{"next", "n", "[gate|refusal]", "read the next step, or the next gate, or where the next gate refuses", "After into it goes from evidence to evidence, after out from gate to gate.", false, along(1)},
		{"back", "b", "[gate|refusal]", "read the step before, or the gate or the refusal before", "", false, along(-1)},
		{"into", "", "", "step finer: from a gate into its steps, from a step into its evidence", "", false, traced((*talk).into)},
		{"out", "", "", "step coarser: from evidence to its step, from a step to its gate", "", false, traced((*talk).out)},
		{"step", "s", "[N|ID|over|into|out|back]", "read a step by its number or its id, or this one again", "step over, into, out and back do what next, into, out and back do.", false, (*talk).step},
		{"first", "", "", "read the first step", "", false, traced(func(t *talk) error { return t.moveTo(0) })},
		{"last", "", "", "read the last step", "", false, traced(func(t *talk) error { return t.moveTo(t.open.Reading.Steps() - 1) })},
		{"deciding", "d", "", "read the step that decided", "", false, traced(func(t *talk) error { return t.moveTo(t.open.Reading.Deciding()) })},
		{"run", "", "[back]", "go on to the next breakpoint, or to the one before", "", false, (*talk).runOn},
		{"play", "", "", "read step after step, up to a breakpoint or the end", "", false, traced((*talk).play)},
		{"breaks", "", "", "list the breakpoints that are set, and those that could be", "", false, traced((*talk).listBreaks)},
		{"break", "", "[BREAKPOINT]", "set a breakpoint or take it away: at this step, or one of the list", "By its number after breaks, or in words: break outcome fail, break gate network.", false, (*talk).toggleBreak},
		{"origin", "", "[EVIDENCE]", "read where the evidence of this step has its values from: the scenario's line, and the change that set it", "One piece alone by its number or its name.", false, (*talk).origin},
		{"caller", "", "", "read the answer as its caller saw it", "", false, traced((*talk).readCaller)},
		{"export", "", "[FORMAT] [here]", "save the trace to a new file: text, markdown, mermaid, svg or json", "No file is ever overwritten. With here it is read out, and not saved.", false, (*talk).export},
		{"map", "m", "[REQUEST]", "read the way of a request, place by place", "", false, (*talk).way},
	}
}

func mendCommands() []command {
	return []command{
		{"fixes", "", "", "search the smallest changes that would open the last request", "", false, traced((*talk).findFixes)},
		{"preview", "", "FIX", "read how everything would end with a fix, and lay that beside the trace", "Nothing is changed: keep makes the changes, drop forgets them.", false, (*talk).preview},
		{"keep", "", "", "make the changes of the fix that was previewed, which one undo takes back", "", false, alone((*talk).keepFix)},
		{"drop", "", "", "forget the fix that was previewed", "", false, alone((*talk).dropFix)},
		{"apply", "", "FIX", "make the changes of a fix at once", "", false, (*talk).apply},
		{"compare", "c", "[before|profile|pin|branch N|change N|REQUEST]", "read where two traces differ",
			"Without a word it compares with what was laid beside the trace last: at first that is the trace before the last change. " +
				"profile is how the other profile would decide, pin is the pinned trace, branch N and change N how this request would end there, REQUEST another request as it would end now.", false, (*talk).compare},
		{"difference", "", "N", "go to a step that differs, by its number after compare", "", false, (*talk).toDifference},
		{"pin", "", "", "keep this trace, to compare later ones with it", "", false, traced((*talk).pin)},
	}
}

func lookCommands() []command {
	return []command{
		{"vaults", "", "", "list the vaults, and how they are set", "", false, alone((*talk).vaults)},
		{"objects", "o", "", "list what is in the vaults, deleted things included", "", false, alone((*talk).listObjects)},
		{"object", "", "OBJECT", "read an object with its versions; values stay masked", "", false, (*talk).object},
		{"reveal", "", "OBJECT [VERSION]", "read the value of a secret", "It is the lab's own view: nobody asks the vault for it, and nothing is logged.", false, (*talk).reveal},
		{"access", "", "[VAULT|OBJECT]", "list who may do what in a vault, or with an object", "", false, (*talk).readAccess},
		{"grants", "", "WHO [WHAT]", "read why somebody may do something or not: every grant, and what became of it", "WHO is a number or a name of access. WHAT is read, list, write and so on; read is meant when it is left out.", false, (*talk).grants},
		{"hosts", "", "", "list the hosts that requests can come from", "", false, alone((*talk).hosts)},
		{"network", "", "[HOST [VAULT]]", "read the way from a host to a vault: name, connection, rules", "", false, (*talk).network},
		{"log", "", "[N|WORD ...]", "read the vaults' own log: the last N entries, or those that have all words",
			"A word is part of an operation, a status (403, 4xx), a caller, an address, an object. A word after a minus must not be there. N is at most 99; log all reads all that is known.", false, (*talk).log},
		{"event", "", "N", "read all about an entry of the log, by its number", "", false, (*talk).event},
		{"recall", "", "N", "evaluate the request behind an entry of the log as the lab is now, and open its trace", "Nothing is carried out.", false, (*talk).recall},
		{"consumers", "", "", "list who uses the vaults by themselves, and how they fare", "", false, alone((*talk).consumers)},
		{"refresh", "", "CONSUMER", "let a consumer look at its vault again", "", false, (*talk).refresh},
	}
}

func handCommands() []command {
	const what = "It is an ordinary request with a trace and an entry in the log, and the operator needs the right to it. "
	return []command{
		{"get", "", "OBJECT [VERSION]", "read an object as the operator", what + "Of a deleted one it reads what is left.", false, byHand((*session.Held).Read)},
		{"enable", "", "OBJECT [VERSION]", "turn a version on", what, false, byHand(turning(true))},
		{"disable", "", "OBJECT [VERSION]", "turn a version off", what, false, byHand(turning(false))},
		{"rotate", "", "KEY", "give a key a new version", what, false, byHand((*session.Held).Rotate)},
		{"delete", "", "OBJECT|VAULT", "delete an object or a vault", what + "It can be recovered until the retention is over.", false, byHand((*session.Held).Delete)},
		{"recover", "", "OBJECT|VAULT", "bring back what was deleted", what, false, byHand((*session.Held).Recover)},
		{"purge", "", "OBJECT|VAULT", "destroy what was deleted for good", what + "Only undo brings it back.", false, byHand((*session.Held).Purge)},
	}
}

func timeCommands() []command {
	return []command{
		{"timeline", "", "[N|all]", "list the changes that were made, the last N of them, the branches that leave there, and where you stand", "", false, (*talk).timeline},
		{"travel", "", "N", "take changes back, or put them back, until the first N are in effect", "What was taken back can be put back until something else is changed: that makes a branch of it. travel 0 goes to the start.", false, (*talk).travel},
		{"branches", "", "", "list the ways that the lab has left, with their first changes", "What was taken back becomes such a way when something else is changed. A lab keeps " + strconv.Itoa(engine.MostBranches) + " of them.", false, alone((*talk).branches)},
		{"branch", "", "N", "go over to another way: back to where it leaves, then all of its changes", "The way that you leave becomes a branch, so you can come back. Numbers stand in branches and in timeline.", false, (*talk).branch},
		{"forget-branch", "", "N yes", "take a branch away for good; nothing brings it back", "", false, (*talk).forgetBranch},
		{"undo", "u", "", "take the last change back", "", false, alone((*talk).undo)},
		{"redo", "", "", "put it in effect again", "", false, alone((*talk).redo)},
		{"clock", "", "", "read the lab's time, and what is due", "", false, alone((*talk).clock)},
		{"advance", "", "90d|12h|P1Y|next|N", "let the lab's time pass: a length, to the next thing that is due, or to one by its number after clock", "", false, (*talk).advance},
	}
}

func consoleCommands() []command {
	return []command{
		{"az", "", "...", "run an Azure CLI command against the lab; a line that ends in \\ goes on", "", false, (*talk).az},
		{"shell", "", "LINE", "run any line of the az console: variables, pipes, its own words", "shell help lists its words. A line that ends in \\ goes on.", false, (*talk).shell},
		{"history", "", "", "list the lines typed at the az console last, in earlier sittings as well", "", false, alone((*talk).history)},
		{"complete", "", "LINE", "list what the last word of a line may become", "complete az keyvault sec", false, (*talk).complete},
		{"why", "", "", "open the trace of the last request that an az command made", "", false, alone((*talk).why)},
	}
}

func talkCommands() []command {
	return []command{
		{"help", "?", "[TOPIC|COMMAND|all]", "the topics, the commands of one, or what one command does", "", true, (*talk).help},
		{"tour", "", "", "read how to work here, in a few lines", "", true, alone((*talk).tour)},
		{"find", "", "WORD ...", "find a command, lab, lesson, request, gate, goal or step that has all words", "", true, (*talk).findAnything},
		{"again", "", "", "repeat the last answer", "An empty line says only where you are.", true, alone((*talk).again)},
		{"quit", "q", "", "keep everything and leave; the end of the input does the same", "", true, alone((*talk).quit)},
	}
}

// traced makes a command of something that takes nothing but needs a trace.
func traced(run func(*talk) error) func(*talk, string) error {
	return alone(func(t *talk) error {
		if t.open.Reading.Trace == nil {
			return errNoTrace
		}
		return run(t)
	})
}
