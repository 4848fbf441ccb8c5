package identity

import (
	"kvlab/engine/estate"
	"kvlab/engine/trace"
)

// ending is how a credential's attempt ended.
type ending int

const (
	issued      ending = iota // a token
	unavailable               // nothing here for this credential to work with: a chain tries the next one
	refused                   // authentication failed: a chain stops
)

// answer is what a credential's attempt came to.
type answer struct {
	ending ending
	// caller is who the token names, or would name if the attempt had not been refused; nil when unknown.
	caller *estate.Caller
	// message is the error as the SDK prints it, empty for a token.
	message string
	// reason is why, for an attempt that failed outside a chain or was refused.
	reason   trace.Reason
	detail   string
	evidence []trace.Evidence
	command  string
}

// missing is the answer of a credential that finds nothing to work with.
func missing(message, detail string) answer {
	return answer{ending: unavailable, message: message, reason: trace.Unavailable, detail: detail}
}

// unbuilt is the answer of a credential that cannot even be constructed. The chain puts the credential's name before
// the message; a program that constructs it by itself sees the message without this prefix.
//
// Source: Azure/azure-sdk-for-go sdk/azidentity/default_azure_credential.go (defaultCredentialErrorReporter).
func (e *evaluation) unbuilt(prefix, message, detail string) answer {
	if !e.chained {
		message = message[len(prefix):]
	}
	return missing(message, detail)
}

// report writes the step of an attempt. Inside a chain an unavailable credential is nothing to worry about.
func (e *evaluation) report(c *credential, a *answer) {
	step := trace.Step{ID: c.step, Outcome: trace.Pass, Title: c.name, Detail: a.detail, Evidence: a.evidence, Command: a.command}
	switch {
	case a.ending == unavailable && e.chained:
		step.Outcome, step.Reason = trace.Info, trace.Because(trace.Unavailable)
	case a.ending != issued:
		step.Outcome, step.Reason = trace.Fail, trace.Because(a.reason)
	}
	e.add(step)
}
