package identity

import (
	"kvlab/engine/store"
	"kvlab/engine/trace"
)

// tool is a developer's tool that holds a person's sign-in.
type tool struct {
	key        string // in Host.SignedIn; there with an empty name means installed and nobody signed in
	credential string
	app        string // client ID
	absent     string // error without the tool
	nobody     string // error without a sign-in
	command    string
}

// Sources: Azure/azure-sdk-for-go sdk/azidentity developer_credential_util.go, azure_developer_cli_credential.go.
var (
	azTool = tool{"az", "AzureCLICredential", azureCLIApp, "Azure CLI not found on path",
		"ERROR: Please run 'az login' to setup account.", "az account show --query user"}
	azdTool = tool{"azd", "AzureDeveloperCLICredential", azureCLIApp, "Azure Developer CLI not found on path",
		`please run "azd auth login" from a command prompt to authenticate before using this credential`, ""}
	powershellTool = tool{"powershell", "AzurePowerShellCredential", azurePowerShellApp, "executable not found on path",
		`Please run "Connect-AzAccount" to set up an account`, ""}
)

func (e *evaluation) azureCLI() answer          { return e.developerTool(&azTool) }
func (e *evaluation) azureDeveloperCLI() answer { return e.developerTool(&azdTool) }
func (e *evaluation) azurePowerShell() answer   { return e.developerTool(&powershellTool) }

// developerTool asks a tool for a token of whoever is signed in to it. Its failures never stop the default chain.
func (e *evaluation) developerTool(t *tool) answer {
	name, installed := e.host.SignedIn[t.key]
	switch {
	case !installed:
		return missing(t.credential+": "+t.absent, "The tool is not on "+e.host.Name+".")
	case name == "":
		return missing(t.credential+": "+t.nobody, "The tool is on "+e.host.Name+", but nobody is signed in to it.")
	}
	p := store.Principals.Get(e.view, name)
	caller := e.signedIn(p, t.app)
	if caller == nil {
		a := missing(t.credential+": "+e.signInError(name, p, t.nobody), "The tool is signed in as "+name+", but the directory has no such user, or has one no more.")
		a.reason, a.command = trace.PrincipalNotFound, t.command
		return a
	}
	return answer{caller: caller, command: t.command,
		detail: "The tool is signed in as " + p.Name + ", so the program calls as " + p.Name + ".",
		evidence: []trace.Evidence{
			{Label: "signed in", Value: p.Name, Source: principalPath(p, "")},
			{Label: "object ID", Value: caller.ObjectID},
		}}
}
