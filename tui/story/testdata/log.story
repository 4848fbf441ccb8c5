# Every request stands in the vault's log, and an event opens the trace behind it.
open lab half-migrated-rbac
issue orders-read
issue reports-read
see "denied at authorization"
flip gate reports-role
go to log
see "SecretGet"
open the event "app-reports"
see "reports"
