package estate_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"kvlab/engine/estate"
)

func TestHowLongAnAuthorityTakes(t *testing.T) {
	for delay, want := range map[time.Duration]time.Duration{0: 10 * time.Minute, time.Hour: time.Hour, time.Second: time.Second} {
		if got := (&estate.Issuer{Delay: delay}).AnswersAfter(); got != want {
			t.Errorf("a delay of %s makes %s", delay, got)
		}
	}
}

func TestAnIssuerDoesNotPrintWhatIsPrivate(t *testing.T) {
	i := estate.Issuer{Password: estate.Private("p4ss"), Authority: &estate.Authority{Private: estate.Private("numb3rs")}}
	raw, err := json.Marshal(i)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{string(raw), fmt.Sprintf("%v %+v %#v", i, *i.Authority, i.Authority)} {
		if strings.Contains(text, "p4ss") || strings.Contains(text, "numb3rs") {
			t.Error(text)
		}
	}
}
