# A lesson is read, its link issues the request it speaks of, its question is answered, and its last link leads on.
open lab half-migrated-rbac
go to lesson
see "L One vault, one list of grants"
see "Two lists, one reader"
follow the link "its read"
see "denied at authorization, 403 ForbiddenByRbac"
choose the answer "Nothing: the vault does not read that list"
see "▸✓ Nothing: the vault does not read that list"
choose "page down" in lesson
see "The entry is stored and shown"
go to gates
leave
come back
see "L One vault, one list of grants"
go to gates
open lab certificate-key-as-secret
go to lesson
see "L "
follow the link "about an archive" to revoked-customer-key
see "cmk-archive"
