// Package authz is the second gate: may the caller do this?
//
// A vault consults one of two authorization models, never both. Under Azure RBAC a role assignment grants when its
// role covers the operation's data action and its scope is the object or something above it; a deny assignment wins
// over every role. Under access policies an entry of the vault grants when it holds the operation's permission for
// the collection. The grants of the other model are read as well, only to say of each that it was ignored.
//
// Deciding and telling are apart: a question is decided into a ruling, one verdict for every grant that names the
// caller or was meant for them, and the ruling is told in steps.
//
//	authorization.model       which model is in force
//	authorization.action      what the operation needs
//	authorization.scope       the scopes a role assignment counts at
//	authorization.assignment  one role assignment of the caller
//	authorization.deny        one deny assignment that names the caller, or everybody
//	authorization.policy      one access policy entry of the caller
//	authorization.result      the decision
//
// Managing a vault is another matter than using it: there Azure RBAC decides in any case, by actions in place of data
// actions, and the steps bear the same ids.
//
// Roles are data: roles.json holds the built-in ones as Azure publishes them.
package authz
