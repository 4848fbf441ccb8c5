# Two orders of the gates: with neither role nor link, the guide refuses at one gate and the service at another.
on a screen of 200x60
open lab wired-web-app
predict app-read ends allowed
see "as you said"
flip gate role-assignment
flip gate zone-link
see "denied at authorization"
switch the profile
see "P service"
see "denied at network"
step to "Public network access"
see "this step decided"
show the answer
see "HTTP status 403"
show the goals
see "goals 2/5"
take a hint
see "Each gate on the left"
go to requests
choose "foretell" in requests
issue app-read
see "denied at network"
