package objects

import "strings"

// Geography is the part of the world a location belongs to: backups do not leave it. A location that is not in the
// table counts as a geography of its own.
//
// Source: the list of Azure regions and geographies on Microsoft Learn (reliability/regions-list).
func Geography(location string) string {
	name := strings.ToLower(strings.ReplaceAll(location, " ", ""))
	if g, ok := geographies[name]; ok {
		return g
	}
	return name
}

var geographies = func() map[string]string {
	m := map[string]string{}
	for geography, locations := range map[string]string{
		"United States":  "eastus eastus2 centralus northcentralus southcentralus westcentralus westus westus2 westus3",
		"Europe":         "northeurope westeurope",
		"United Kingdom": "uksouth ukwest",
		"Germany":        "germanywestcentral germanynorth",
		"France":         "francecentral francesouth",
		"Switzerland":    "switzerlandnorth switzerlandwest",
		"Norway":         "norwayeast norwaywest",
		"Sweden":         "swedencentral swedensouth",
		"Canada":         "canadacentral canadaeast",
		"Brazil":         "brazilsouth brazilsoutheast",
		"Asia Pacific":   "eastasia southeastasia",
		"Australia":      "australiaeast australiasoutheast australiacentral australiacentral2",
		"Japan":          "japaneast japanwest",
		"Korea":          "koreacentral koreasouth",
		"India":          "centralindia southindia westindia",
		"South Africa":   "southafricanorth southafricawest",
		"UAE":            "uaenorth uaecentral",
	} {
		for location := range strings.FieldsSeq(locations) {
			m[location] = geography
		}
	}
	return m
}()
