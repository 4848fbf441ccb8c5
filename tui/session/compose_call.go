package session

import (
	"strings"

	"kvlab/engine/operation"
	"kvlab/tui/az"
)

// toolWords are the words by which the Azure CLI knows an operation, behind the noun. What has none there, such as
// wrapping a key, is a call to the vault's own interface.
//
// Source: Azure/azure-cli src/azure-cli/azure/cli/command_modules/keyvault/commands.py.
var toolWords = map[string]string{
	"get": "show", "set": "set", "update": "set-attributes", "delete": "delete", "list": "list", "list-versions": "list-versions",
	"backup": "backup", "restore": "restore", "list-deleted": "list-deleted", "get-deleted": "show-deleted", "purge": "purge",
	"recover": "recover", "create": "create", "import": "import", "encrypt": "encrypt", "decrypt": "decrypt", "sign": "sign",
	"verify": "verify", "rotate": "rotate", "get-rotation-policy": "rotation-policy show",
	"set-rotation-policy": "rotation-policy update", "get-pending": "pending show", "delete-pending": "pending delete",
	"merge": "pending merge", "get-contacts": "contact list", "list-issuers": "issuer list", "get-issuer": "issuer show",
	"set-issuer": "issuer create", "update-issuer": "issuer update", "delete-issuer": "issuer delete",
}

// Call is the draft as a call: a person's by the Azure CLI, where that can, a program's by the vault's interface. What
// the call carries is left out. Empty for an unknown operation.
func (d Draft) Call() string {
	d = d.Plain()
	op, ok := operation.Find(d.Operation)
	if !ok {
		return ""
	}
	words, inTool := toolWords[d.verb()]
	if inTool && (d.As.Kind == AsPerson || op.Plane == operation.Control) {
		return d.toolCall(words)
	}
	return az.Method(op) + " https://" + d.Vault + ".vault.azure.net" + op.Path(d.Object, d.Version)
}

func (d Draft) toolCall(words string) string {
	call := []string{"az keyvault"}
	if d.collection() == operation.Vaults {
		call = append(call, words)
		if d.Vault != "" {
			call = append(call, "--name", d.Vault)
		}
		return strings.Join(call, " ")
	}
	call = append(call, d.collection().Noun(), words, "--vault-name", d.Vault)
	switch {
	case d.Object == "":
	case strings.HasPrefix(words, "issuer"):
		call = append(call, "--issuer-name", d.Object)
	default:
		call = append(call, "--name", d.Object)
	}
	if d.Version != "" {
		call = append(call, "--version", d.Version)
	}
	return strings.Join(append(call, d.carriedFlags()...), " ")
}

// carriedFlags are the flags for what the draft carries, where one word is all there is to it. Values of secrets stay
// off the screen.
func (d Draft) carriedFlags() []string {
	switch {
	case d.Operation == "secrets/set":
		return []string{"--value ..."}
	case d.verb() == "update" && d.Choice != "":
		return []string{"--enabled", map[bool]string{true: "true", false: "false"}[d.Choice == makeEnabled]}
	}
	return nil
}
