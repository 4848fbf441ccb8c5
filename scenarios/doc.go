// Package scenarios reads labs. A scenario is one TOML file: the estate, the gates a learner may flip, the requests
// they may issue, the goals to reach, hints, and the solutions that prove the goals can be reached.
//
//	sc, err := scenarios.Open("half-migrated-rbac")   // an embedded lab, or a path to a .toml file
//	err = sc.Start(lab)                               // fill an empty lab with its estate
//	t, err := lab.Evaluate(sc.Requests[0])
//	reached, err := sc.Check(lab, &progress, t)       // which goals that trace has reached
//	err = sc.Prove()                                  // can the goals be reached, and not by accident?
//
// A file says everything by name: ids and addresses that it leaves out are derived from the names, so the same file
// always makes the same lab. What is wrong with a file is reported all at once, each problem with its line, its
// column and what could have been meant (Problems).
package scenarios
