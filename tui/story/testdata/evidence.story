# What a step looked at stands in a window of its kind, and every window scrolls under the mouse.
open lab wired-web-app
see "The shop's web app reads its"
wheel down over briefing
do not see "The shop's web app reads its"
wheel up over briefing
see "The shop's web app reads its"
issue app-read
step to "Which version is meant"
open its window
see "6 Objects"
see "Sql-ConnectionString"
go to trace
click "Answer"
see "HTTP status 200"
go to notes
type "all is well"
see "all is well"
