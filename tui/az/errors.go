package az

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"kvlab/engine/trace"
)

// Exit statuses of the tool.
const (
	statusError   = 1
	statusUsage   = 2
	statusMissing = 3 // a show command whose object is not there
)

// usageError is a command line that the tool does not take.
type usageError struct{ text, advice string }

func (e *usageError) Error() string { return e.text }

// toolError is what the tool itself says no to, before or after it asked the service.
type toolError struct {
	text   string
	status int // 0 means statusError
}

func (e *toolError) Error() string { return e.text }

func fail(format string, args ...any) error { return &toolError{text: fmt.Sprintf(format, args...)} }

// notSimulated is about a command that exists, and that the lab does not play.
func notSimulated(command string) error {
	return fail("az %s is not simulated yet: nothing was done. az keyvault --help lists what is", command)
}

// refusal is a request that the service refused, or that got no answer.
type refusal struct {
	response trace.Response
	vault    string
	// shown says that a show command asked: the tool then has a status of its own for 404.
	shown bool
}

func (e *refusal) Error() string {
	if e.response.Status == 0 {
		return noAnswer(e.response, e.vault)
	}
	return odata(e.response)
}

// missing reports whether what was asked for is not there.
func (e *refusal) missing() bool { return e.response.Status == 404 }

func (e *refusal) status() int {
	if e.shown && e.missing() {
		return statusMissing
	}
	return statusError
}

// odata is an error of the service as azure-core prints it.
//
// Source: Azure/azure-sdk-for-python sdk/core/azure-core exceptions.py (ODataV4Format).
func odata(r trace.Response) string {
	code, message := text(r.Code), strings.ReplaceAll(text(r.Message), "\r\n", "\n")
	s := "(" + code + ") " + message + "\nCode: " + code + "\nMessage: " + message
	if inner := text(r.InnerCode); inner != "" {
		s += "\nInner error: {\n    \"code\": " + strconv.Quote(inner) + "\n}"
	}
	return s
}

// noAnswer is what the tool prints when no HTTP answer came. A trace's client error is in the words of a program in
// Go; for the two that the tool words otherwise, these are the tool's own, as far as they are known.
func noAnswer(r trace.Response, vault string) string {
	said := text(r.ClientError)
	host := strings.ToLower(vault) + vaultSuffix
	switch {
	case strings.Contains(said, "no such host"):
		return "Failed to resolve '" + host + "' ([Errno -2] Name or service not known)"
	case strings.Contains(said, "i/o timeout") && strings.HasPrefix(said, "dial tcp"):
		return "Connection to " + host + " timed out."
	}
	return said
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// flagError is what pflag says about a value, in the tool's words.
func flagError(err error) error {
	wrong, ok := errors.AsType[*pflag.InvalidValueError](err)
	if !ok {
		return &usageError{text: err.Error()}
	}
	f := wrong.GetFlag()
	if e, ok := errors.AsType[choiceError](err); ok {
		return &usageError{text: "'" + e.word + "' is not a valid value for '--" + f.Name + "'. Allowed values: " + strings.Join(e.choices, ", ") + ".",
			advice: e.advice()}
	}
	kind := f.Value.Type()
	if e, ok := errors.AsType[typeError](err); ok {
		kind = e.kind
	}
	return &usageError{text: "argument " + both(f) + ": invalid " + kind + " value: '" + wrong.GetValue() + "'"}
}

// report prints what went wrong on the error stream, and returns the exit status.
func (t *tool) report(err error) int {
	if err == nil {
		return 0
	}
	status, advice := statusError, ""
	if e, ok := errors.AsType[*usageError](err); ok {
		status, advice = statusUsage, e.advice
	} else if e, ok := errors.AsType[*refusal](err); ok {
		status = e.status()
	} else if e, ok := errors.AsType[*toolError](err); ok && e.status != 0 {
		status = e.status
	}
	fmt.Fprintln(t.err, "ERROR: "+visible(err.Error()))
	if advice != "" {
		fmt.Fprintln(t.err, visible(advice))
	}
	return status
}

// explain follows a command with the traces of what it asked, or a refusal that a person reads with how to get them.
func (t *tool) explain() {
	if t.console.options.Trace {
		writeTraces(t.err, t.traces)
		return
	}
	o := t.console.options
	if !o.Person || o.Why == "" || len(t.traces) == 0 || t.globals.quiet {
		return
	}
	if last := t.traces[len(t.traces)-1]; last.Verdict != trace.Allowed {
		fmt.Fprintln(t.err, "hint: "+trace.Summary(last)+"; "+o.Why)
	}
}

func writeTraces(w io.Writer, traces []*trace.Trace) {
	for _, t := range traces {
		fmt.Fprintln(w)
		_ = trace.WriteText(w, t) // a reader that is gone needs no trace
	}
}

// warn prints what the tool tells beside its result.
func (t *tool) warn(format string, args ...any) {
	if !t.globals.quiet {
		fmt.Fprintln(t.err, "WARNING: "+visible(fmt.Sprintf(format, args...)))
	}
}

// visible is text of several lines with nothing in it that a terminal obeys.
func visible(s string) string { return strings.Join(trace.VisibleLines(s), "\n") }

// hint is a text in parentheses for a person, and nothing for a program.
func (c *Console) hint(s string) string {
	if !c.options.Person || s == "" {
		return ""
	}
	return " (" + s + ")"
}
