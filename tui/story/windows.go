package story

// window is one of the program's windows: its name, the shorter one that a narrow task bar has, and its key.
type window struct{ name, short, key string }

// windows are those that stories can go to. A test of the program compares them with its plans.
var windows = [...]window{
	{"briefing", "brief", "1"}, {"gates", "gates", "2"}, {"requests", "reqs", "3"}, {"map", "map", "4"}, {"trace", "trace", "5"},
	{"objects", "objs", "6"}, {"log", "log", "7"}, {"timeline", "time", "8"}, {"clock", "clock", "9"}, {"console", "az", "0"},
	{"access", "access", "A"}, {"network", "net", "W"}, {"compare", "comp", "C"}, {"lesson", "lesson", "L"}, {"notes", "notes", "M"},
	{"stage", "stage", "f5"}, // of a talk
}

// Windows are the names and keys of the windows that stories know.
func Windows() map[string]string {
	out := map[string]string{}
	for _, w := range windows {
		out[w.name] = w.key
	}
	return out
}

func windowNames() []string {
	var names []string
	for _, w := range windows {
		names = append(names, w.name)
	}
	return names
}

// windowOf is the window of a name, nil for none.
func windowOf(name string) *window {
	for i := range windows {
		if windows[i].name == name {
			return &windows[i]
		}
	}
	return nil
}

// digit reports whether the window's key is typed as a letter nowhere: with alt it holds even in a field.
func (w *window) digit() bool { return w.key <= "9" }

// typed reports whether the window takes letters as text.
func (w *window) typed() bool { return w.name == "console" || w.name == "notes" }
