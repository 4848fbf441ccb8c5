package story

import (
	"errors"
	"fmt"
	"image"
	"strings"

	"kvlab/engine/nearest"
	"kvlab/scenarios"
)

// Problem is a line that says nothing that could be played.
type Problem struct {
	File string
	Line int
	Err  error
}

// Error implements error.
func (p *Problem) Error() string { return fmt.Sprintf("%s:%d: %v", p.File, p.Line, p.Err) }

// Unwrap see errors.Is.
func (p *Problem) Unwrap() error { return p.Err }

// Parse reads a story. All problems of a text come together.
func Parse(file, text string) (*Story, error) { return parse(file, text, openLab) }

// parse see Parse. open opens a lab by its id.
func parse(file, text string, open func(string) (*scenarios.Scenario, error)) (*Story, error) {
	p := &parser{story: &Story{File: file, Size: image.Pt(120, 40)}, verbs: verbs(), slots: slots(open)}
	var errs []error
	for i, line := range strings.Split(text, "\n") {
		if err := p.line(i+1, strings.TrimRight(line, "\r")); err != nil {
			errs = append(errs, &Problem{file, i + 1, err})
		}
	}
	if len(errs) == 0 && len(p.story.Lines) == 0 {
		errs = append(errs, &Problem{file, 1, errors.New("the story says nothing")})
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return p.story, nil
}

// parser reads a story line by line.
type parser struct {
	story *Story
	verbs []verb
	slots map[string]slot
	lab   *scenarios.Scenario // the one that is open at this line
}

var errLate = errors.New("this belongs to the first lines, before anything happens")

func (p *parser) line(number int, text string) error {
	words, bare, err := split(text)
	if err != nil {
		return err
	}
	if len(words) == 0 {
		p.title(text)
		return nil
	}
	v, said, err := p.match(words, bare)
	switch {
	case err != nil:
		return err
	case v.set != nil && len(p.story.Lines) > 0:
		return errLate
	case v.set != nil:
		v.set(p.story, &said)
		return nil
	}
	if said.lab != nil {
		p.lab = said.lab
	}
	p.story.Lines = append(p.story.Lines, Line{number, bare, v, said})
	return nil
}

// title takes the first comment of a story.
func (p *parser) title(text string) {
	if comment, ok := strings.CutPrefix(strings.TrimSpace(text), "#"); ok && p.story.Title == "" {
		p.story.Title = strings.TrimSpace(comment)
	}
}

// match finds the verb of a line. Where words fit a form and what stands in its slots does not, that is the problem.
func (p *parser) match(words []word, bare string) (*verb, said, error) {
	var problem error
	for i := range p.verbs {
		v := &p.verbs[i]
		form := strings.Fields(v.form)
		if !p.fits(form, words) {
			continue
		}
		s, err := p.fill(form, words, bare)
		if err == nil {
			return v, s, nil
		}
		if problem == nil {
			problem = err
		}
	}
	if problem == nil {
		problem = p.strange(words[0].text, bare)
	}
	return nil, said{}, problem
}

// fits reports whether the words of a line stand where a form has them.
func (p *parser) fits(form []string, words []word) bool {
	last := form[len(form)-1]
	open := last == "KEYS" || last == "REST"
	if len(words) < len(form) || len(words) > len(form) && !open {
		return false
	}
	for i, f := range form {
		if _, slot := p.slots[f]; !slot && (words[i].quoted || words[i].text != f) {
			return false
		}
	}
	return true
}

// fill reads what stands in the slots of a form.
func (p *parser) fill(form []string, words []word, bare string) (said, error) {
	var s said
	for i, f := range form {
		switch read := p.slots[f]; {
		case f == "KEYS":
			for _, w := range words[i:] {
				s.keys = append(s.keys, w.text)
			}
		case f == "REST":
			s.rest = bare[words[i].at:]
		case read != nil:
			if err := read(&s, p.lab, words[i]); err != nil {
				return said{}, err
			}
		}
	}
	return s, nil
}

// strange is a line that no verb can read; it names the verbs that are like it.
func (p *parser) strange(head, bare string) error {
	var heads, like []string
	for i := range p.verbs {
		heads = append(heads, strings.Fields(p.verbs[i].form)[0])
	}
	near := nearest.Name(head, heads)
	for i := range p.verbs {
		if heads[i] == near {
			like = append(like, p.verbs[i].form)
		}
	}
	if len(like) == 0 {
		return fmt.Errorf("no sentence reads %q", bare)
	}
	return fmt.Errorf("no sentence reads %q, did you mean: %s", bare, strings.Join(like, " | "))
}
