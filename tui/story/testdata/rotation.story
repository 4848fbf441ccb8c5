# Rotated, and one app stayed behind: an overlap, a reference that follows, and a day that passes.
open lab rotation-with-a-pinned-reference
issue tracking-reads
see "allowed, 200"
issue invoices-reads
see "SecretDisabled"
answer cause with "Its reference names the old version, and that is disabled"
see "goals 1/5"
issue enable-old
issue invoices-reads
see "goals 2/5"
let "1 day" pass
see "it is "
flip gate invoices-follows
see "goals 3/5"
run refresh invoices-key
see "Resolved"
issue disable-old
issue invoices-reads
see "goals 4/5"
answer next-time with "When the vault's log shows no more reads of it"
see "of 100 points"
wait for what is due next
leave
come back
see "Rotated, and"
show the debrief
see "of 100"
