# The impossible 403, from the list to the score: why a grant that everybody can see does not count.
open lab half-migrated-rbac
see "goals 0/2"
press D
see "there are goals left to reach"

# Say first how it will end.
predict reports-read ends denied at authorization
see "denied at authorization, 403 ForbiddenByRbac"
see "as you said"
see "step 1 of"

# Why it ends so.
step to the deciding step
see "this step decided"
step back
see "Access policy entry app-reports"
see "ignored, idle model"
see "The vault consults Azure RBAC, so this entry does nothing."
open the evidence
see "as at first: half-migrated-rbac.toml,"

# Two ways out. The first one breaks somebody else.
show the fixes
see "1 reports-role on"
see "breaks orders-read"
preview fix 2
see "what if: rbac-model off"
drop the fix
preview fix 1
see "what if: reports-role on"
keep the fix
see "Goal reached: The reports app reads its secret"
see "goals 1/2"
undo
see "undo: "
redo
see "redo: "

# Clear up.
flip gate reports-policy
see "100 of 100 points"
see "goals 2/2"
show the debrief
see "Least privilege, 20 of 20"
see "Forecasts: 1 of 1 right"
see "Next:"
close the dialog
leave
come back
see "goals 2/2"
show the debrief
see "100 of 100"
