package az

import (
	"errors"

	"github.com/spf13/cobra"

	"kvlab/engine/estate"
)

// vaults are the commands about vaults themselves. They go to Azure Resource Manager, not to the vault.
func (t *tool) vaults() []*cobra.Command {
	return []*cobra.Command{
		t.vaultCommand("show", "Show details of a vault.", "vaults/get", vaultShape),
		t.vaultCommand("show-deleted", "Show details of a deleted vault.", "vaults/get-deleted", deletedVault),
		t.vaultCommand("recover", "Recover a vault.", "vaults/recover", vaultShape),
		t.vaultCommand("delete", "Delete a vault.", "vaults/delete", nil),
		t.vaultCommand("purge", "Permanently delete the specified vault.", "vaults/purge", nil),
		t.vaultList("list", "List vaults.", "vaults/list", vaultLine),
		t.vaultList("list-deleted", "Get information about the deleted vaults in a subscription.", "vaults/list-deleted", deletedVault),
		t.setPolicy(),
	}
}

// vaultNameUsage is the help of --name where it names a vault.
const vaultNameUsage = "Name of the Vault."

// vaultFlags are those that name a vault to Resource Manager.
func vaultFlags(c *cobra.Command, p *place) {
	var group, location, hsm string
	var noWait bool
	f := c.Flags()
	f.StringVarP(&p.vault, "name", "n", "", vaultNameUsage)
	f.StringVarP(&group, "resource-group", "g", "", "Proceed only if Key Vault belongs to the specified resource group.")
	f.StringVarP(&location, "location", "l", "", "Location of the deleted Vault.")
	f.StringVar(&hsm, "hsm-name", "", "Name of the HSM. There is none in a lab.")
	f.BoolVar(&noWait, "no-wait", false, "Do not wait for the long-running operation to finish.")
}

// vaultCommand is a command about one vault; without a shape it prints nothing.
func (t *tool) vaultCommand(name, short, id string, shape func(*atlas, *estate.Vault) object) *cobra.Command {
	var p place
	c := t.command(name, short, func() (any, error) {
		vault, err := t.vault(id, p)
		if err != nil || shape == nil {
			return nil, err
		}
		a, err := t.atlas()
		if err != nil {
			return nil, err
		}
		return shape(a, vault), nil
	})
	vaultFlags(c, &p)
	return need(c, "name")
}

// vault makes a request about one vault.
func (t *tool) vault(id string, p place) (*estate.Vault, error) {
	c, err := t.ask(id, p, nil)
	if e, ok := errors.AsType[*refusal](err); ok {
		e.shown = true // Resource Manager's 404 has that status with every command
	}
	if err != nil {
		return nil, err
	}
	if len(c.Vaults) == 0 {
		return &estate.Vault{Name: p.vault}, nil
	}
	return &c.Vaults[0], nil
}

func (t *tool) vaultList(name, short, id string, shape func(*atlas, *estate.Vault) object) *cobra.Command {
	var group, kind string
	c := t.command(name, short, func() (any, error) {
		c, err := t.ask(id, place{}, nil)
		if err != nil {
			return nil, err
		}
		a, err := t.atlas()
		if err != nil {
			return nil, err
		}
		lines := []any{}
		for i := range c.Vaults {
			if group != "" && c.Vaults[i].ResourceGroup != group {
				continue
			}
			lines = append(lines, shape(a, &c.Vaults[i]))
		}
		return lines, nil
	})
	c.Flags().StringVarP(&group, "resource-group", "g", "", "Proceed only if Key Vault belongs to the specified resource group.")
	c.Flags().StringVar(&kind, "resource-type", "", "When --resource-type is not specified the command will list all your Vaults and HSMs.")
	return c
}

// errModel is what the tool itself says to an access policy for a vault that does not read any.
//
// Source: Azure/azure-cli src/azure-cli/azure/cli/command_modules/keyvault/custom.py.
var errModel = &toolError{text: "Cannot set policies to a vault with '--enable-rbac-authorization' specified"}

func (t *tool) setPolicy() *cobra.Command {
	var p place
	var ignored [4]list
	var who [3]string
	c := t.command("set-policy", "Update security policy settings for a Key Vault.", func() (any, error) {
		vault, err := t.vault("vaults/get", p)
		if err != nil {
			return nil, err
		}
		info, err := t.console.lab.Info()
		if err != nil {
			return nil, err
		}
		if vault.InForce(info.Profile) == estate.RBAC {
			return nil, errModel
		}
		return nil, notSimulated("keyvault set-policy")
	})
	vaultFlags(c, &p)
	for i, kind := range []string{"secret", "key", "certificate", "storage"} {
		c.Flags().Var(&ignored[i], kind+"-permissions", "Space-separated list of "+kind+" permissions to assign.")
	}
	for i, kind := range []string{"object-id", "spn", "upn"} {
		c.Flags().StringVar(&who[i], kind, "", "The principal that will receive permissions.")
	}
	return need(c, "name")
}
