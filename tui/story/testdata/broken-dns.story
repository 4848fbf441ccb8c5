# A private endpoint that nobody takes: the map shows where the way parts, the window of the network says why.
open lab broken-dns
issue app-read
see "denied at network, 403 ForbiddenByConnection"
step to the deciding step
see "Public network access"
go to map
see "only vnet-hub"
see "198.51.100.20"
go to network
see "What address has the name?"
see "198.51.100.20"
flip gate zone-link
see "goals 1/1"
go to network
see "10.10.2.4"
leave
come back
see "goals 1/1"
see "◉ on  DNS zone linked"
show the debrief
see "of 100"
