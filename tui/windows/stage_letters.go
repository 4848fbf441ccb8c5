package windows

import (
	"strings"

	uv "github.com/charmbracelet/ultraviolet"

	"kvlab/tui/desktop"
)

// letterRows is the height of the letters that are seen from the last row, letterGap what is between two of them.
const (
	letterRows = 5
	letterGap  = 2
)

// letters are digits and those letters that outcomes and gates are written with, drawn with what every terminal has.
var letters = map[rune][letterRows]string{
	'0': {" #### ", "##  ##", "##  ##", "##  ##", " #### "},
	'1': {"  ##  ", " ###  ", "  ##  ", "  ##  ", " #### "},
	'2': {" #### ", "##  ##", "   ## ", "  ##  ", "######"},
	'3': {" #### ", "##  ##", "   ## ", "##  ##", " #### "},
	'4': {"##  ##", "##  ##", "######", "    ##", "    ##"},
	'5': {"######", "##    ", "##### ", "    ##", "##### "},
	'6': {" #### ", "##    ", "##### ", "##  ##", " #### "},
	'7': {"######", "    ##", "   ## ", "  ##  ", "  ##  "},
	'8': {" #### ", "##  ##", " #### ", "##  ##", " #### "},
	'9': {" #### ", "##  ##", " #####", "    ##", " #### "},
	'A': {" #### ", "##  ##", "######", "##  ##", "##  ##"},
	'B': {"##### ", "##  ##", "##### ", "##  ##", "##### "},
	'C': {" #### ", "##  ##", "##    ", "##  ##", " #### "},
	'D': {"##### ", "##  ##", "##  ##", "##  ##", "##### "},
	'E': {"######", "##    ", "####  ", "##    ", "######"},
	'H': {"##  ##", "##  ##", "######", "##  ##", "##  ##"},
	'I': {"##", "##", "##", "##", "##"},
	'J': {"    ##", "    ##", "    ##", "##  ##", " #### "},
	'K': {"##  ##", "## ## ", "####  ", "## ## ", "##  ##"},
	'L': {"##    ", "##    ", "##    ", "##    ", "######"},
	'N': {"##  ##", "### ##", "######", "## ###", "##  ##"},
	'O': {" #### ", "##  ##", "##  ##", "##  ##", " #### "},
	'R': {"##### ", "##  ##", "##### ", "## ## ", "##  ##"},
	'S': {" #####", "##    ", " #### ", "    ##", "##### "},
	'T': {"######", "  ##  ", "  ##  ", "  ##  ", "  ##  "},
	'U': {"##  ##", "##  ##", "##  ##", "##  ##", " #### "},
	'W': {"##   ##", "##   ##", "## # ##", "### ###", "##   ##"},
	'Y': {"##  ##", "##  ##", " #### ", "  ##  ", "  ##  "},
	'Z': {"######", "   ## ", "  ##  ", " ##   ", "######"},
	'?': {" #### ", "##  ##", "   ## ", "      ", "  ##  "},
	' ': {"  ", "  ", "  ", "  ", "  "},
}

// inLargeLetters is a word in letters of several rows; nil when a letter is missing or the word is too wide.
func inLargeLetters(word string, width int) []string {
	var rows [letterRows]strings.Builder
	for i, r := range []rune(word) {
		l, ok := letters[r]
		if !ok {
			return nil
		}
		for y := range rows {
			if i > 0 {
				rows[y].WriteString(strings.Repeat(" ", letterGap))
			}
			rows[y].WriteString(l[y])
		}
	}
	out := make([]string, letterRows)
	for y := range rows {
		if out[y] = rows[y].String(); desktop.Width(out[y]) > width {
			return nil
		}
	}
	return out
}

// stageRow is a row of the stage.
type stageRow struct {
	lead  string // a sign, left of the text
	mark  uv.Style
	text  string
	style uv.Style
}
