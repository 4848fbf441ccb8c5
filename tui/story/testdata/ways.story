# Undone, and something else done: the way that was left stays on the timeline, to be compared, taken again and forgotten.
open lab wired-web-app
issue app-read
flip gate role-assignment
flip gate secret-enabled
see "denied at authorization"
undo
undo
see "allowed, 200"
flip gate zone-link
see "denied at network"
compare with the way of "role-assignment off"
see "steps differ"
go over to the way of "role-assignment off"
see "denied at authorization"
see "◌ off Sql-ConnectionString is"
leave
come back
go over to the way of "zone-link off"
see "denied at network"
see "◉ on  Sql-ConnectionString is"
forget the way of "role-assignment off"
do not see "another way"
see "denied at network"
