package plain

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// hostile is a text that would clear a screen, ring, write backwards, hide and break lines.
const hostile = `\u001b[2J\u001b]0;owned\u0007\u009b31m\u202eback\u200b\u0000\r\n`

// hostileLab is a lab in which every text that may be anything is hostile.
func hostileLab(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile("testdata/hostile.toml")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "hostile.toml")
	if err := os.WriteFile(file, []byte(strings.ReplaceAll(string(text), "HOSTILE", hostile)), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// typed are lines of all commands, with what they take.
var typed = []string{"labs", "lesson", "lesson 1", "lesson \x1b[2J", "briefing", "goals", "hint", "hint", "solution", "solution yes", "notes", "note n\x1b[2J", "questions", "answer 2 1", "answer 2 2", "answer 1 \x1b[2J", "debrief", "gates", "flip 1", "flip 2",
	"flip \x1b]0;x\x07", "requests", "issue 1", "issue 2", "issue 3", "trace", "trace object", "trace \x9b", "next", "back", "step", "step 3", "step \u202e",
	"deciding", "compare", "fixes", "preview 1", "apply 1", "1", "2", "map", "map 2", "objects", "object 1", "object \x00", "consumers",
	"refresh 1", "log", "log 3", "timeline", "travel 1", "travel 0", "undo", "redo", "reset", "clock", "advance 3d", "advance next", "advance \x1b",
	`az keyvault secret show --vault-name kvh -n db`, `az keyvault secret set --vault-name kv -n db --value $'\e[2J\r\n'`,
	`az keyvault secret list --vault-name kvh -o table`, `shell printf '\033[2J\r\x9b\n'`, `shell echo $'\e[1m`, "az \x1b[2J", "why", "profile", "profile service",
	"about 1", "about \x1b", "retry", "retry yes", "score", "progress", "follow 1", "follow 99", "quiz", "quiz 1", "quiz four all", "reply 1", "reply 1 3", "reply \x1b", "strike 1", "strike 9",
	"compose", "cancel", "", "back", "done", "compose 1", "compose 2 object=\x1b[2J", "compose as=app object=db", "compose operation=secrets/set value=\x1b[2J", "compose vault=none", "compose \x1b", "edit 1", "edit 3 as=\x9b", "object=db", "object=\"\x1b[2J\"",
	"look 1", "look 2 other", "look \x1b", "repeat", "forget 4", "forget 1", "forget \x1b", "branches", "branch 1", "branch 2", "branch \x1b", "forget-branch 1", "forget-branch 1 yes", "compare branch 1", "compare change 0", "compare change \x1b",
	"predict", "predict on", "predict off", "predict 1", "predict 1 allowed", "predict 2 denied network", "predict 1 \x1b", "issue 1 unasked",
	"next gate", "next refusal", "back gate", "back refusal", "next \x1b", "into", "out", "step over", "step into", "step out", "step back", "step authorization.model", "first", "last",
	"run", "run back", "run \x1b", "play", "breaks", "break", "break 1", "break 99", "break outcome fail", "break \x1b", "origin", "origin 1", "origin \x1b", "caller",
	"export", "export text here", "export json here", "export svg here", "export markdown here", "export mmd here", "export \x1b", "export json",
	"keep", "drop", "preview 1", "compare profile", "compare before", "compare pin", "compare 2", "compare \x1b", "difference 1", "pin", "vaults", "reveal 1", "reveal 1 1", "reveal \x1b",
	"access", "access kvh", "access 1", "access \x1b", "grants 1", "grants 1 write", "grants \x1b", "hosts", "network", "network 2", "network \x1b", "network 1 \x1b",
	"log all", "log 403", "log -x \x1b", "event 1", "event \x1b", "recall 1", "recall 9", "get 1", "get kvh", "enable 1", "disable 1", "rotate 1", "delete 1", "delete kvh", "recover 1", "recover kvh", "purge 1", "purge \x1b",
	"timeline all", "timeline 2", "advance 1", "history", "complete az keyvault sec", "complete \x1b", "tour", "find secret", "find \x1b", "again", "help all", "help read", "1", "3",
	"profile guide", "profile \x1b", "help", "help az", "\x1b[A", "\x1b[2J\x1b[H", "\xff\xfe", "quit\x00", "open \x1b[2J", "anew \x1b[2J yes", ""}

func TestEachLineIsAnsweredInTheHostileLab(t *testing.T) {
	said := converse(t, inMemory(hostileLab(t)), typed...)
	if obeyed := steers(said); obeyed != "" {
		t.Errorf("a terminal obeys %q", obeyed)
	}
	for _, shown := range []string{`\x1b[2J`, `\u009b31m`, `\u202eback`, `\u200b`} {
		if !strings.Contains(said, shown) {
			t.Errorf("%s is not shown", shown)
		}
	}
	if strings.Contains(said, "]0;owned") && !strings.Contains(said, `\x1b]0;owned\x07`) {
		t.Error("the window's title is half shown")
	}
}

func TestALineThatIsTooLongIsSkipped(t *testing.T) {
	said := converse(t, inMemory("broken-dns"), "goals", strings.Repeat("x", 3*longest), "goals")
	if strings.Count(said, "Goals:") != 2 || strings.Count(said, "longer than 64 KB") != 1 {
		t.Errorf("it says\n%s", said)
	}
}

// Commands are pasted as they are written for a real subscription, over several lines.
func TestAnAzCommandGoesOnInTheNextLine(t *testing.T) {
	command := []string{`az keyvault secret list \`, `  --vault-name kv-shop-prod \`, `  --query "[].name" -o tsv`, "goals"}
	said := converse(t, inMemory("broken-dns"), command...)
	if !strings.Contains(said, "\nSql-ConnectionString\nExit status 0.\n") || !strings.Contains(said, "Goals:") {
		t.Errorf("it says\n%s", said)
	}
	if said := converse(t, inMemory("broken-dns"), command[:2]...); !strings.Contains(said, "Exit status 0.") {
		t.Errorf("when the input ends in between, it says\n%s", said)
	}
	if said := converse(t, inMemory("broken-dns"), `goals \`, "gates"); !strings.Contains(said, "stands alone") || !strings.Contains(said, "Gates:") {
		t.Errorf("another command goes on:\n%s", said)
	}
	long := strings.Repeat("az "+strings.Repeat("x", longest/2)+"\\\n", 3)
	if said := converse(t, inMemory("broken-dns"), long, "goals"); strings.Count(said, "longer than 64 KB") != 1 || !strings.Contains(said, "Goals:") {
		t.Errorf("a command that is too long: it says\n%.300s", said)
	}
}

// FuzzTalk types anything. It must come to an end, and nothing that is said may steer a terminal.
func FuzzTalk(f *testing.F) {
	for lines := range slices.Chunk(typed, 12) {
		f.Add(strings.Join(lines, "\n"))
	}
	f.Add("i 1\r\nd\rn\n\n\n1\n1 1\nq\nn")
	f.Add("az <<E\nx\nE\naz \\\nkeyvault \\\nlist")
	f.Add("shell while true; do :; done")
	o := inMemory(hostileLab(f))
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 2000 || opens(text) {
			return
		}
		var out strings.Builder
		if err := Run(context.Background(), strings.NewReader(text), &out, o); err != nil {
			t.Fatal(err)
		}
		if obeyed := steers(out.String()); obeyed != "" {
			t.Errorf("a terminal obeys %q", obeyed)
		}
		if !strings.HasSuffix(out.String(), "Nothing was kept, as --ephemeral says.\n") {
			t.Errorf("it ends with\n%s", &out)
		}
	})
}

// opens reports whether a line opens a lab or a file: what those hold is not what is tried here.
func opens(text string) bool {
	for line := range strings.Lines(text) {
		word, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		if c, err := find(word); err == nil && (c.name == "open" || c.name == "anew" || c.name == "labs") {
			return true
		}
	}
	return false
}
