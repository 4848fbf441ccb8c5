package windows

import (
	"kvlab/tui/desktop"
)

// edits are the commands of every field to type into; prefix is the window's id, changed is called after each of them.
func (t *typing) edits(prefix string, changed func()) []desktop.Command {
	edit := func(id, key, title, help string, f func()) desktop.Command {
		return desktop.Command{ID: prefix + "." + id, Keys: []string{key}, Title: title, Help: help,
			Run: func() desktop.Action {
				f()
				changed()
				return nil
			}}
	}
	return []desktop.Command{
		edit("left", "left", "left", "Move the cursor one character to the left.", func() { t.to(t.before()) }),
		edit("right", "right", "right", "Move the cursor one character to the right.", func() { t.to(t.next()) }),
		edit("word_left", "ctrl+left", "word left", "Move the cursor to the beginning of the word.", func() { t.to(t.wordLeft()) }),
		edit("word_right", "ctrl+right", "word right", "Move the cursor behind the word.", func() { t.to(t.wordRight()) }),
		edit("home", "home", "line start", "Move the cursor to the beginning of the line.", func() { t.to(t.lineStart()) }),
		edit("end", "end", "line end", "Move the cursor to the end of the line.", func() { t.to(t.lineEnd()) }),
		edit("backspace", "backspace", "erase", "Take away the character before the cursor.", func() { t.erase(t.before()) }),
		edit("delete", "delete", "delete", "Take away the character under the cursor.", func() { t.erase(t.next()) }),
		edit("erase_word", "ctrl+w", "erase word", "Take away the word before the cursor.", func() { t.erase(t.wordLeft()) }),
		edit("undo", "ctrl+u", "undo typing", "Take the last change of the text back; the lab stays as it is.", t.undo),
		edit("redo", "ctrl+y", "redo typing", "Put the change of the text back in that was taken back last.", t.redo),
	}
}
