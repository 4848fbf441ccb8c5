package trace

import (
	"fmt"
	"io"

	"kvlab/engine/nearest"
)

// Format is a form in which a trace leaves the program.
type Format string

const (
	Text     Format = "text"
	JSON     Format = "json"
	Markdown Format = "markdown"
	Mermaid  Format = "mermaid"
	SVG      Format = "svg"
)

// Formats lists them all.
var Formats = [...]Format{Text, JSON, Markdown, Mermaid, SVG}

// ParseFormat finds a format by its name; the error names the nearest one.
func ParseFormat(name string) (Format, error) {
	known := make([]string, len(Formats))
	for i, f := range Formats {
		if known[i] = string(f); name == string(f) {
			return f, nil
		}
	}
	hint := nearest.Hint(name, known)
	if hint == "" {
		hint = ":"
	}
	return "", fmt.Errorf("unknown format %q%s choose text, json, markdown, mermaid or svg", name, hint)
}

// Extension is what a file's name in this format ends with, its dot included.
func (f Format) Extension() string {
	switch f {
	case JSON:
		return ".json"
	case Markdown:
		return ".md"
	case Mermaid:
		return ".mmd"
	case SVG:
		return ".svg"
	}
	return ".txt"
}

// Write writes one trace in a format.
func (f Format) Write(w io.Writer, t *Trace) error {
	switch f {
	case JSON:
		return WriteJSON(w, t)
	case Markdown:
		return WriteMarkdown(w, t)
	case Mermaid:
		return WriteMermaid(w, t)
	case SVG:
		return WriteSVG(w, t)
	}
	return WriteText(w, t)
}
