package identity_test

import (
	"slices"
	"testing"
	"time"

	"kvlab/engine/estate"
	"kvlab/engine/identity"
	"kvlab/engine/store"
)

func TestCredentialsHaveTheirEndsAhead(t *testing.T) {
	in := func(hours int) time.Time { return noon.Add(time.Duration(hours) * time.Hour) }
	s, err := store.Open("", store.Options{InMemory: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	secrets := []estate.ClientSecret{{Name: "past", Expires: noon}, {Name: "main", Expires: in(3)}, {Name: "for-good"}, {Name: "far", Expires: in(9)}}
	if err := s.Load(&estate.Estate{
		Hosts: []estate.Host{{Name: "web", TokenExpires: in(1)}, {Name: "job"}, {Name: "old", TokenExpires: noon}},
		Principals: []estate.Principal{{Name: "ada", Token: &estate.Token{Ends: in(2)}}, {Name: "api", ClientSecrets: secrets},
			{Name: "gone", Absent: true, Token: &estate.Token{Ends: in(2)}, ClientSecrets: secrets}},
	}); err != nil {
		t.Fatal(err)
	}
	v := s.View()
	defer v.Close()
	var got []string
	for _, x := range identity.Due(v, noon, in(8)) {
		got = append(got, x.At.Format("15 ")+string(x.Kind)+": "+x.What)
	}
	want := []string{"13 token: the token that web holds on to ends", "14 token: tokens of ada from before the change of its groups have ended",
		"15 expiry: client secret main of api expires"}
	if slices.Sort(got); !slices.Equal(got, want) {
		t.Errorf("\n got %q\nwant %q", got, want)
	}
}
