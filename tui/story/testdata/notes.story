# What is written into the notes is kept with the lab.
open lab half-migrated-rbac
note "the entry counts for nothing"
go to gates
flip gate reports-role
leave
come back
see "the entry counts for nothing"
see "◉ on  Key Vault Secrets User"
