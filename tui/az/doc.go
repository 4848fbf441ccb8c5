// Package az is a console for the commands people really type: it runs lines of a shell, in which az is the Azure CLI
// and the Azure CLI talks to a lab.
//
//	c, err := az.New(lab, az.Operator{User: "ada", Host: "vm-jump"}, az.Options{Dir: "."})
//	status := c.Run(ctx, "az keyvault secret show --vault-name kv-shop --name db --query value -o tsv", streams)
//
// Three layers, each knowing only the next. The shell (shell.go) has quoting, variables, pipes and $(...) from an
// interpreter of Bash; it knows no programs but az and the lab's own words (words.go), and no files but those below
// the console's directory (files.go). The tool (tool.go) is a tree of cobra commands, a file for each group, whose
// flags, texts and exit statuses are those of the Azure CLI. A command makes requests (ask.go), one operation.Request
// each, and the lab decides about them as about any other: there is no side door. What comes back is put into the
// shape that the tool's libraries give it (shape_*.go) and printed (output.go, table.go).
//
// az rest is the tool's way to operations without a command of their own. It speaks the service's JSON (rest.go,
// wire_*.go).
//
// Nothing here knows a terminal, reads a clock or waits.
package az
