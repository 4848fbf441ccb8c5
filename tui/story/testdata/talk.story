# The endpoint that nobody takes, told to a class to its end; a window shows more on the way, and nobody's own lab is touched.
present lab broken-dns
see "Stage 1/12"
see "The shop moved its vault behind a private endpoint"
go on
go on
see "Stage 3/12"
go back
see "Stage 2/12"
blank the screen
do not see "kvlab"
light the screen
see "Stage 2/12"
go to gates
see "DNS zone linked"
do not see "Stage 2/12"
bring the stage back
see "Stage 2/12"
do not see "DNS zone linked"
go to log
see "No vault has been asked anything yet."
go on
see "How will it end?"
do not see "No vault has been asked anything yet."
go on
go on
go on
see "Network: something is amiss"
go on
go on
see "denied at network"
go on
go on
go on
see "goals 1/1"
go on to the end
see "What was to be learned"
leave
open lab broken-dns
see "goals 0/1"
see "undo 0"
