package lessons

import (
	"strings"
	"unicode/utf8"
)

// readBody takes the lines between the two blocks and follows their links.
func (f *file) readBody(from, to int) {
	if from > to {
		return
	}
	body := strings.Join(f.lines[from:to], "\n")
	f.lesson.Body = strings.TrimSpace(body) + "\n"
	if strings.TrimSpace(body) == "" {
		f.report(min(from+1, len(f.lines)), 1, "", "there is no text between the two blocks")
	}
	rest := 0
	for _, m := range link.FindAllStringSubmatchIndex(body, -1) {
		f.strayLinks(body, rest, m[4], from)
		rest = m[5]
		l, err := ParseLink(body[m[4]:m[5]])
		if err == nil {
			err = f.follow(l)
		}
		if err != nil {
			f.reportIn(body, m[4], from, err.Error())
		}
	}
	f.strayLinks(body, rest, len(body), from)
}

// strayLinks reports addresses of ours between two offsets that are no links: nobody could follow them.
func (f *file) strayLinks(body string, at, end, from int) {
	for {
		i := strings.Index(body[at:end], scheme)
		if i < 0 {
			return
		}
		f.reportIn(body, at+i, from, "a link is written [words]("+scheme+"…)")
		at += i + len(scheme)
	}
}

// reportIn notes a problem at an offset of the body, which begins on the line after the first from lines.
func (f *file) reportIn(body string, offset, from int, message string) {
	before := body[:offset]
	line := from + strings.Count(before, "\n") + 1
	f.report(line, utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])+1, "", message)
}
