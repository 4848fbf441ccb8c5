package main

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"mvdan.cc/sh/v3/shell"

	"kvlab/lessons"
	"kvlab/tui/prose"
)

// A lesson's block of code marked "console" is a command and what it prints, and "status=N" behind that word the exit
// status when it is not 0. A line of "…" stands for any lines, and "…" in a line for the rest of it or a part.
type example struct {
	line   int // in the lesson's text
	status int
	args   []string
	want   string
}

var fenced = regexp.MustCompile("(?ms)^```(.*?)\n(.*?)^```$")

// examples are the blocks of a text. Beside them there may be blocks marked "text", which show no command; code of any
// other kind could not be carried out.
func examples(t *testing.T, body string) []example {
	t.Helper()
	var list []example
	for _, m := range fenced.FindAllStringSubmatchIndex(body, -1) {
		info, text := body[m[2]:m[3]], body[m[4]:m[5]]
		x := example{line: strings.Count(body[:m[0]], "\n") + 1}
		if info == "text" && !strings.Contains(text, "$") {
			continue
		}
		mark, status, _ := strings.Cut(info, " status=")
		if status != "" {
			x.status, _ = strconv.Atoi(status)
		}
		command, ok := strings.CutPrefix(text, "$ kvlab ")
		if mark != "console" || !ok {
			t.Fatalf("line %d: a block of code is marked console and begins with $ kvlab: %q", x.line, info)
		}
		x.args, x.want = splitCommand(t, command)
		list = append(list, x)
	}
	return list
}

// splitCommand takes the command off a block: it goes on while its quotes are open or a line ends with a backslash.
func splitCommand(t *testing.T, text string) (args []string, rest string) {
	t.Helper()
	command := ""
	for text != "" {
		line, after, _ := strings.Cut(text, "\n")
		command, text = command+line+"\n", after
		if strings.HasSuffix(line, `\`) || strings.Count(command, "'")%2 == 1 {
			continue
		}
		args, err := shell.Fields(command, func(string) string { return "" })
		if err != nil {
			t.Fatalf("%s: %v", command, err)
		}
		return args, text
	}
	t.Fatalf("the command does not end: %s", command)
	return nil, ""
}

// prints reports whether an output is the one that a lesson shows.
func (x *example) prints(output string) bool {
	var pattern strings.Builder
	for line := range strings.Lines(x.want) {
		if line = strings.TrimRight(line, " \n"); line == "…" {
			pattern.WriteString(`(?:.*\n)*?`)
			continue
		}
		pattern.WriteString(strings.ReplaceAll(regexp.QuoteMeta(line), "…", ".*") + ` *\n`)
	}
	return regexp.MustCompile(`^` + pattern.String() + `$`).MatchString(output)
}

// What a lesson shows is what the program does.
func TestEveryCommandOfALessonDoesWhatItSays(t *testing.T) {
	for _, h := range lessons.Catalogue() {
		t.Run(h.ID, func(t *testing.T) {
			t.Chdir(t.TempDir())
			l, err := lessons.Find(h.ID)
			if err != nil {
				t.Fatal(err)
			}
			list := examples(t, l.Body)
			if len(list) < 2 {
				t.Errorf("a lesson has two commands to try at least, this one has %d", len(list))
			}
			for _, x := range list {
				var out bytes.Buffer
				if status := run(t.Context(), x.args, &out, &out); status != x.status {
					t.Errorf("line %d: %v: exit status %d, want %d", x.line, x.args, status, x.status)
				}
				if !x.prints(out.String()) {
					t.Errorf("line %d: %v prints\n%s\nnot\n%s", x.line, x.args, out.String(), x.want)
				}
			}
		})
	}
}

// The commands that stand in the place of links work as well. Opening a lab takes a terminal, so there the lab is
// validated by its name alone.
func TestTheCommandsOfLinksWork(t *testing.T) {
	ran := regexp.MustCompile("\\(run `kvlab ([^`]*)`\\)")
	done := map[string]bool{}
	for _, h := range lessons.Catalogue() {
		l, err := lessons.Find(h.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range ran.FindAllStringSubmatch(l.Document(false), -1) {
			args := strings.Fields(m[1])
			if len(args) == 1 {
				args = append([]string{"run"}, args...)
			}
			if line := strings.Join(args, " "); !done[line] {
				done[line] = true
				var out bytes.Buffer
				if status := run(t.Context(), args, &out, &out); status != statusFine && status != statusRefused {
					t.Errorf("%s: kvlab %s: exit status %d\n%s", h.ID, line, status, out.String())
				}
			}
		}
	}
	if len(done) < 8 {
		t.Errorf("only %d commands were found: %v", len(done), done)
	}
}

// A harness that takes anything would prove nothing.
func TestAnExampleThatPrintsOtherwiseIsNoticed(t *testing.T) {
	for _, c := range []struct {
		name, want, output string
		prints             bool
	}{
		{"the same", "a\nb\n", "a\nb\n", true},
		{"a line less", "a\n", "a\nb\n", false},
		{"a line more", "a\nb\n", "a\n", false},
		{"lines left out in the middle", "a\n…\nd\n", "a\nb\nc\nd\n", true},
		{"none left out where some may be", "a\n…\nd\n", "a\nd\n", true},
		{"another end", "a\n…\nd\n", "a\nb\nc\n", false},
		{"a part of a line left out", "version … is current\n", "version 0a1b is current\n", true},
		{"a part that spans lines", "version … is current\n", "version\n0a1b is current\n", false},
		{"no pattern but itself", "a.c\n", "abc\n", false},
		{"spaces at the end of a line", "a\n", "a  \n", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if x := (&example{want: c.want}); x.prints(c.output) != c.prints {
				t.Errorf("%q shown as %q: prints is %v", c.output, c.want, !c.prints)
			}
		})
	}
}

// On paper of any width no line of prose is too long, and no line of code is touched.
func TestALessonIsLaidOutForItsWidth(t *testing.T) {
	for _, h := range lessons.Catalogue() {
		l, err := lessons.Find(h.ID)
		if err != nil {
			t.Fatal(err)
		}
		document := l.Document(true)
		inCode := map[string]bool{}
		for _, m := range fenced.FindAllStringSubmatch(document, -1) {
			for line := range strings.Lines(m[2]) {
				inCode["  "+strings.TrimSuffix(line, "\n")] = true
			}
		}
		for _, width := range []int{40, 80, 120} {
			text, err := prose.Layout(document, width, prose.Plain)
			if err != nil {
				t.Fatal(err)
			}
			seen := map[string]bool{}
			for line := range strings.Lines(text) {
				line = strings.TrimSuffix(line, "\n")
				seen[line] = true
				if !inCode[line] && utf8.RuneCountInString(line) > width && strings.Contains(strings.TrimSpace(line), " ") {
					t.Errorf("%s for %d columns: %s", h.ID, width, line)
				}
			}
			for line := range inCode {
				if !seen[line] {
					t.Errorf("%s for %d columns has lost a line of code: %s", h.ID, width, line)
				}
			}
		}
	}
}
