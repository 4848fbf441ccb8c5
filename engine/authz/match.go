package authz

import "strings"

// matches reports whether an action pattern covers an action. A star stands for any run of characters, slashes
// included; letter case does not matter. Actions are ASCII.
func matches(pattern, action string) bool {
	if pattern == action {
		return true
	}
	star := strings.IndexByte(pattern, '*')
	if star < 0 {
		return len(pattern) == len(action) && sameFold(pattern, action)
	}
	return len(action) >= star && sameFold(pattern[:star], action[:star]) && glob(pattern[star:], action[star:])
}

func matchesAny(patterns []string, action string) bool {
	for _, p := range patterns {
		if matches(p, action) {
			return true
		}
	}
	return false
}

// glob matches from a star on. When a run of plain characters does not fit, the last star swallows one character
// more: going back to earlier stars could gain nothing.
func glob(pattern, s string) bool {
	p, i := 0, 0
	star, mark := -1, 0
	for i < len(s) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, i
			p++
		case p < len(pattern) && lower(pattern[p]) == lower(s[i]):
			p++
			i++
		case star >= 0:
			mark++
			p, i = star+1, mark
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}

// sameFold compares strings of one length without regard to the case of ASCII letters.
func sameFold(a, b string) bool {
	if a == b {
		return true
	}
	for i := range len(a) {
		if lower(a[i]) != lower(b[i]) {
			return false
		}
	}
	return true
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
