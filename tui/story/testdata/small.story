# The first hour on the screen that every terminal has.
on a screen of 80x24
open lab wired-web-app
see "goals 0/5"
issue app-read
see "allowed, 200"
flip gate zone-link
see "denied at network, 403 ForbiddenByConnection"
step to the end
see "object.result"
step to the start
see "step 1 of"
step
step
step back
see "step 2 of"
undo
see "allowed, 200"
leave
come back
see "allowed, 200"
see "goals 1/5"
redo
see "denied at network"
