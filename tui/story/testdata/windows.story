# Windows are moved, sized, put away and found again where they were left, and so is the place in the trace.
on a screen of 200x60
open lab wired-web-app
issue app-read
step to the deciding step
step back
see trace at 60,17 of 140x42
move trace by -10,-6
see trace at 50,11 of 140x42
size trace by -20,-4
see trace at 50,11 of 120x38
move map by -20,8
minimize requests
close briefing
see "3 requests▾"
do not see "1 briefing"
zoom trace
do not see "4 Map"
zoom trace
see "4 Map"
step
remember the screen
leave
come back
see the same screen
tile the windows
see "4 Map"
cascade the windows
put the windows back
see "1 Briefing"
see "3 Requests"
