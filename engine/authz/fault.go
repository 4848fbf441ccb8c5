package authz

import (
	"math/bits"

	"kvlab/engine/trace"
)

// faults are what keeps a grant from granting; none is a grant that counts. They stand in the order in which they
// are worth hearing about: the first is the reason a step gives.
type faults uint16

const (
	wrongPrincipal  faults = 1 << iota // it names another id of the caller, or a dead one
	roleMissing                        // there is no such role
	notAssignable                      // Azure does not let this role be assigned at this scope
	otherTenant                        // an access policy entry for another tenant
	otherScope                         // the scope does not contain what is asked for
	otherCollection                    // rights on other collections only
	controlOnly                        // actions, but no data action
	excluded                           // the same definition takes the action out again
	notCovered                         // the action or permission is not in it
	notOnBehalf                        // a compound entry whose application the caller does not come through
	notYet                             // it has not reached the vault yet
	expired                            // it has ended
)

// reasons names each fault, in the same order. A role that cannot be assigned at a scope is not to be found there.
var reasons = [...]trace.Reason{trace.WrongPrincipal, trace.RoleNotFound, trace.RoleNotFound, trace.OtherTenant, trace.OtherScope,
	trace.OtherObjectType, trace.ControlPlaneOnly, trace.ExcludedByNot, trace.ActionNotCovered, trace.NeedsOnBehalfOf,
	trace.NotPropagated, trace.GrantExpired}

// reason is the first fault's; there must be one.
func (f faults) reason() trace.Reason { return reasons[bits.TrailingZeros16(uint16(f))] }

func (f faults) has(g faults) bool { return f&g != 0 }

// first is the first of several faults by itself.
func (f faults) first() faults { return f & -f }
