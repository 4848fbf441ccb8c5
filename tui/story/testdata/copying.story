# The command of a step and the whole trace go to the clipboard.
open lab broken-dns
issue app-read
step to the deciding step
copy the command
the clipboard has "az keyvault show"
copy the trace
the clipboard has "ForbiddenByConnection"
see "copied"
export as "Markdown"
the clipboard has "ForbiddenByConnection"
export as "JSON"
the clipboard has "ForbiddenByConnection"
