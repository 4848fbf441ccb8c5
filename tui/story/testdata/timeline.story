# Changes are taken back and put back, one by one and by a leap.
open lab wired-web-app
issue app-read
flip gate zone-link
see "denied at network"
see "undo 1"
undo
see "undo: zone-link off"
see "undo 0 U redo 1"
see "allowed, 200"
leave
come back
see "undo 0 U redo 1"
see "allowed, 200"
redo
see "denied at network"
flip gate role-assignment
flip gate secret-enabled
see "undo 3"
go to timeline
see "you are here"
go back to "the scenario's beginning"
see "took 3 changes back"
see "allowed, 200"
go back to "2026-03-02 09:00  role-assignment off"
see "put 2 changes back"
see "denied at authorization"
leave
come back
see "undone"
see "you are here"
