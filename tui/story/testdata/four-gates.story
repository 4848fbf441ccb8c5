# The wired web app refuses at each of its four gates, and works again.
open lab wired-web-app
see "goals 0/5"
issue app-read
see "allowed, 200"
flip gate managed-identity
see "failed at identity, no HTTP answer"
see "goals 1/5"
flip gate managed-identity
flip gate role-assignment
see "denied at authorization, 403 ForbiddenByRbac"
see "goals 2/5"
flip gate role-assignment
flip gate zone-link
see "denied at network, 403 ForbiddenByConnection"
see "goals 3/5"
flip gate zone-link
flip gate secret-enabled
see "denied at object, 403 SecretDisabled"
flip gate secret-enabled
see "goals 5/5"
see "undo 8"
show the debrief
see "of 100"
