# The smallest screen shows one window at a time, and all there is to do can be done.
on a screen of 40x10
open lab half-migrated-rbac
issue reports-read
see "denied at authorization"
step to the deciding step
see "✗ No role assignment grants it"
flip gate reports-role
see "Goal reached"
flip gate reports-policy
see "100 of 100 points"
resize to 39x9
see "40"
resize to 120x40
see "goals 2/2"
resize to 40x10
leave
come back
go to gates
see "◉ on  Key Vault Secrets User"
