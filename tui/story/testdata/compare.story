# Two traces side by side: now and pinned, now and before, one profile and the other.
open lab half-migrated-rbac
issue orders-read
see "allowed, 200"
pin the trace
issue reports-read
see "denied at authorization"
compare with the pinned
see "steps differ"
see "C Compare:"
compare with the other profile
see "profile"
flip gate reports-role
compare with before
see "was"
