# An archive that cannot read itself: a customer-managed key is disabled overnight, found out and put right.
open lab revoked-customer-key
issue evening-write
see "allowed, 200"
issue governance-run
see "allowed, 200"
issue archive-reads
see "KeyDisabled"
see "goals 1/6"
answer cause with "The key has expired"
see "goals 1/6"
answer cause with "The key is disabled"
see "goals 2/6"
flip gate key-enabled
issue archive-reads
see "allowed, 200"
see "goals 3/6"
flip gate key-unexpired
issue archive-writes
see "allowed, 200"
see "goals 4/6"
flip gate job-reads-keys
flip gate job-changes-keys
issue governance-run
see "denied at authorization"
see "goals 5/6"
answer worst-case with "The purge would have been refused, for purge protection is on, and the key could be recovered"
see "goals 6/6"
go to objects
see "cmk-archive"
show the debrief
see "of 100"
