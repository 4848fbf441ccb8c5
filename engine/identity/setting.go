package identity

import (
	"strings"

	"kvlab/engine/trace"
)

// credentials selects what the program uses: the default chain, a part of it, or one credential that its code
// picks. It is not ok when there is no such credential.
func (e *evaluation) credentials() ([]credential, bool) {
	switch name := e.host.Credential; {
	case name == "", strings.EqualFold(name, "default"), strings.EqualFold(name, "DefaultAzureCredential"):
		e.chained = true
		return e.restricted()
	default:
		list := named(name)
		if list == nil {
			e.unknownCredential(name)
			return nil, false
		}
		e.setting("credential", "credential", name, "The program's code uses "+list[0].name+" alone, so no other credential stands in when it fails.")
		return list, true
	}
}

// restricted reads AZURE_TOKEN_CREDENTIALS.
func (e *evaluation) restricted() ([]credential, bool) {
	value := e.host.TokenCredentials
	var list []credential
	switch {
	case value == "":
		return chain[:], true
	case strings.EqualFold(value, "prod"):
		list = chain[:deployed]
	case strings.EqualFold(value, "dev"):
		list = chain[deployed:]
	default:
		list = named(value)
	}
	if list == nil {
		e.badTokenCredentials(value)
		return nil, false
	}
	e.setting("AZURE_TOKEN_CREDENTIALS", "token_credentials", value, "AZURE_TOKEN_CREDENTIALS leaves only these in the chain: "+names(list)+".")
	return list, true
}

func named(name string) []credential {
	for i := range chain {
		if strings.EqualFold(chain[i].name, name) {
			return chain[i : i+1]
		}
	}
	return nil
}

func names(list []credential) string {
	s := list[0].name
	for i := range list[1:] {
		s += ", " + list[i+1].name
	}
	return s
}

const settingTitle = "Credentials the program may use"

func (e *evaluation) setting(label, fact, value, detail string) {
	e.add(trace.Step{ID: "identity.setting", Outcome: trace.Info, Title: settingTitle, Detail: detail,
		Evidence: []trace.Evidence{{Label: label, Value: value, Source: hostPath(e.host, fact)}}})
}

// badTokenCredentials is a value that keeps the chain from being built at all.
func (e *evaluation) badTokenCredentials(value string) {
	e.add(trace.Step{ID: "identity.setting", Outcome: trace.Fail, Title: settingTitle,
		Detail:   "AZURE_TOKEN_CREDENTIALS is neither dev nor prod nor the name of a credential of the chain, so the program stops before it asks for any token.",
		Evidence: []trace.Evidence{{Label: "AZURE_TOKEN_CREDENTIALS", Value: value, Source: hostPath(e.host, "token_credentials")}},
		Reason:   trace.Because(trace.BadSetting)})
	e.fault(`invalid AZURE_TOKEN_CREDENTIALS value "` + value + `". Valid values are "dev", "prod", or the name of any credential type in the default chain. ` +
		`See https://aka.ms/azsdk/go/identity/docs#DefaultAzureCredential for more information`)
}

func (e *evaluation) unknownCredential(name string) {
	e.add(trace.Step{ID: "identity.setting", Outcome: trace.Fail, Title: settingTitle,
		Detail:   "No credential is called " + name + ". The lab knows " + names(chain[:]) + ".",
		Evidence: []trace.Evidence{{Label: "credential", Value: name, Source: hostPath(e.host, "credential")}},
		Reason:   trace.Because(trace.BadSetting)})
	e.fault("no credential is called " + name)
}
