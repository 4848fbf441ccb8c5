# The name that was not free: nothing is created over what was deleted, and purge protection holds back even its owner.
open lab deleted-and-purged
see "goals 0/5"
issue pipeline-sets-prod
see "409"
answer in-the-way with "The deleted secret is kept, and its name with it"
see "Say what is in the pipeline's way"
see "goals 1/5"

# As sofia at the console: what lies there can be seen, and cannot be destroyed.
az keyvault secret list-deleted --vault-name kv-orders-prod --query "[].name"
see "Payment-ApiKey"
press ctrl+l
az keyvault secret purge --vault-name kv-orders-prod --name Payment-ApiKey
see "(Forbidden)"
press ctrl+t
see "secrets/purge"
see "denied at object, 403 Forbidden"
issue sofia-purges-prod
see "goals 2/5"

# What was deleted is recovered, and its name is in use again, by the right secret.
az keyvault secret recover --vault-name kv-orders-prod --name Payment-ApiKey --query name
issue prod-reads
see "allowed, 200"
see "goals 3/5"
az keyvault secret recover --vault-name kv-orders-test --name Payment-ApiKey --query name
issue test-reads
see "goals 4/5"
go to objects
see "Payment-ApiKey"
answer without-it with "Nothing: it forbids only to purge before the retention is over"
see "of 100 points"
show the debrief
see "of 100"
