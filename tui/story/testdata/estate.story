# The whole estate as a map: it is panned, and its boxes lead to the steps at them, or to a window where there are none.
open lab broken-dns
issue app-read
show the estate
see "Entra ID"
do not see "doors of"
pan the map by 24,3
see "doors of"
do not see "Entra ID"
pan the map by -24,-3
visit the box "Azure DNS"
see "step 13 of 25"
scrub to step 15
see "step 15 of 25"
see "Private DNS zone"
step back
see "step 14 of 25"
show the way
see "only vnet-hub"
click twice on the title of map
do not see "1 Briefing"
show the estate
pan the map by -64,0
visit the box "vm-jump"
see "W Network"
click twice on the title of network
see "1 Briefing"
