// Package themes holds the looks of the desktop, a file each. tui/theme reads them; a file of a user's own, named with
// --theme, has the same form.
package themes

import "embed"

// Files are the themes and the glyphs, by the names they have in this folder.
//
//go:embed *.toml
var Files embed.FS
