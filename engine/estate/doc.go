// Package estate holds the nouns of the simulated world as plain structs: tenants and principals, scopes, hosts,
// vaults, grants, networks. No I/O and no decisions: the gates read these values and judge.
//
// Entities refer to one another by name, as a scenario file does. Grants are the exception: they hold object IDs,
// because in the real service that is all they hold, and a grant to a dead or wrong id is a lesson of its own.
//
// Values that come out of a store view are shared between readers. Treat them as read-only; copy before changing.
//
// Absent marks an entity that is defined in the lab but not there at the moment, so that a gate can put it back.
package estate
