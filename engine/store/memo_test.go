package store

import (
	"errors"
	"testing"
)

func TestAMemoIsMadeOnceForEachContent(t *testing.T) {
	s := memory(t)
	v := s.View()
	defer v.Close()
	made := 0
	length := func(raw []byte) (int, error) {
		made++
		if len(raw) == 0 {
			return 0, errors.New("nothing to measure")
		}
		return len(raw), nil
	}
	for range 2 {
		for _, raw := range []string{"one", "three"} {
			if n, err := Memo(v, "length", []byte(raw), length); err != nil || n != len(raw) {
				t.Errorf("%q: %d, %v", raw, n, err)
			}
		}
	}
	if made != 2 {
		t.Errorf("made %d times", made)
	}
	for range 2 {
		if _, err := Memo(v, "length", nil, length); err == nil {
			t.Error("an error was lost")
		}
	}
	if made != 4 {
		t.Errorf("an error was kept: made %d times", made)
	}
	if double, err := Memo(v, "double", []byte("one"), func(raw []byte) (int, error) { return 2 * len(raw), nil }); err != nil || double != 6 {
		t.Errorf("another kind of the same content: %d, %v", double, err)
	}
}
