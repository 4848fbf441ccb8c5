# Whoever comes for the first time is shown around once; the tour stands in nobody's way, and comes again when asked for.
for the first time
open lab broken-dns
see "Tour 1/4"
see "These are the switches"
go on
see "Tour 2/4"
see "These are the requests"
go on
see "Tour 3/4"
go on
see "Tour 4/4"
go on
do not see "Tour"
flip gate zone-link
see "undo 1"
leave
come back
do not see "Tour"
take the tour
see "Tour 1/4"
skip the tour
do not see "Tour"
