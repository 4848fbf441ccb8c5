package az

import "strings"

// elsewhere lists what the Azure CLI has below a group and the lab does not play: such a command is refused as not
// simulated, which says more than that it is misspelled.
//
// Source: Azure/azure-cli src/azure-cli/azure/cli/command_modules.
func elsewhere(group string) []string {
	switch group {
	case "az", "":
		return strings.Fields(topGroups)
	case "keyvault":
		return strings.Fields(vaultGroups)
	case "keyvault key":
		return strings.Fields("random get-policy-template get-attestation")
	case "keyvault network-rule", "keyvault role", "keyvault storage":
		return nil
	}
	return nil
}

const topGroups = `account acr ad advisor aks apim app appconfig appservice aro backup batch bicep billing bot cache cdn cloud
cognitiveservices config configure consumption container containerapp cosmosdb data-boundary databoxedge deployment
deployment-scripts disk disk-access disk-encryption-set dls dms dnc eventgrid eventhubs extension feature feedback find
functionapp group hdinsight identity image infra-insights interactive iot lab lock login logout managed-cassandra
managedapp managedservices maps mariadb monitor mysql netappfiles network policy postgres ppg private-link provider
redis relay resource resourcemanagement restore-point role search security self-test servicebus sf sig signalr
snapshot sql ssh sshkey stack staticwebapp storage survey synapse tag term ts upgrade version vm vmss webapp`

const vaultGroups = `backup check-name create delete-policy key-restore network-rule private-endpoint-connection
private-link-resource region restore role security-domain setting storage update update-hsm wait wait-hsm`
