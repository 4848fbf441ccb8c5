# What has a name is found by it: the palette leads to an object, and what a step looked at to where that lies.
open lab half-migrated-rbac
find the secret "Reports-ConnectionString"
see "Secret Reports-ConnectionString"
find the vault "kv-orders-prod"
see "Vault kv-orders-prod"
issue orders-read
step to the end
step back
open its window
see "Secret Orders-ConnectionString"
edit orders-read
do not see "The vault decides"
move the dialog by 20,-4
see "The vault decides"
close the dialog
