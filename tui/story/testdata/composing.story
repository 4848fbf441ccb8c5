# Requests of one's own: somebody else asks, at first only to see, then in earnest, and it is all there the next day.
open lab half-migrated-rbac
edit orders-read
set as to "milan, signed in"
see "milan, signed in at app-orders, asks kv-orders-prod"
only look at it
see "looked at yours-1, nothing carried out: allowed, 200"
go to log
see "No vault has been asked anything yet."
close log
edit reports-read
set as to "milan, signed in"
set object to "Orders-ConnectionString"
set version to "the current one"
issue it
see "yours-2: allowed, 200"
repeat the request
go to log
see "2 of 2 events"
close log
forget the request "yours-1"
see "yours-1 is off the list"
leave
come back
see "yours-2"
do not see "yours-1"
open the event "SecretGet milan"
see "milan secrets/get kv-orders-prod"
compose a request
set operation to "secrets/list"
close the dialog
do not see "yours-3"
