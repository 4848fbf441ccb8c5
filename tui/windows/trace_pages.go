package windows

import (
	"strconv"

	uv "github.com/charmbracelet/ultraviolet"

	"kvlab/engine/trace"
	"kvlab/tui/desktop"
)

// drawAnswer is what the caller sees, word for word, and what a profile would change about it.
func (t *Trace) drawAnswer(c desktop.Canvas) {
	th, r := c.Theme, &t.session.Reading
	resp := r.Trace.Response
	var out []paragraph
	add := func(text string, style uv.Style, indent int) {
		out = append(out, paragraph{text: text, style: style, indent: indent})
	}
	if resp.Status != 0 {
		add("HTTP status "+strconv.Itoa(resp.Status), th.Strong, 0)
	}
	for _, line := range []struct {
		name  string
		value *string
	}{{"code", resp.Code}, {"inner code", resp.InnerCode}} {
		if line.value != nil {
			add(line.name+"  "+*line.value, th.Text, 2)
		}
	}
	if resp.Message != nil {
		add("message", th.Muted, 0)
		for _, line := range trace.VisibleLines(*resp.Message) {
			add(line, th.Text, 2)
		}
	}
	if resp.ClientError != nil {
		add("No HTTP answer came. The client program prints:", th.Muted, 0)
		for _, line := range trace.VisibleLines(*resp.ClientError) {
			add(line, th.Text, 2)
		}
	}
	for _, line := range r.Content {
		add(line, th.Code, 2)
	}
	for _, note := range r.Trace.Notes {
		add(th.Glyph.Bullet+" "+note, th.Warn, 0)
	}
	t.text.draw(c, out)
}
