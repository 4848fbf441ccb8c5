package lessons

import "testing"

func TestALinkIsReadAndCanBeTyped(t *testing.T) {
	for _, c := range []struct {
		address string
		want    Link
		command string
	}{
		{"kvlab:lab/broken-dns", Link{Kind: ToLab, Lab: "broken-dns"}, "kvlab broken-dns"},
		{"kvlab:request/broken-dns/app-read", Link{Kind: ToRequest, Lab: "broken-dns", Name: "app-read"}, "kvlab run broken-dns --request app-read"},
		{"kvlab:lesson/four-gates", Link{Kind: ToLesson, Name: "four-gates"}, "kvlab lesson four-gates"},
		{"kvlab:step/network.dns.zone", Link{Kind: ToStep, Name: "network.dns.zone"}, ""},
		{"kvlab:window/map", Link{Kind: ToWindow, Name: "map"}, ""},
	} {
		t.Run(c.address, func(t *testing.T) {
			l, err := ParseLink(c.address)
			if err != nil || l != c.want {
				t.Errorf("got %+v, %v, want %+v", l, err, c.want)
			}
			if l.Command() != c.command {
				t.Errorf("the command is %q, want %q", l.Command(), c.command)
			}
		})
	}
}

func TestWhatIsNoLink(t *testing.T) {
	for _, address := range []string{"", "kvlab:", "kvlab:lab", "kvlab:lab/", "kvlab:request/broken-dns", "kvlab:request/broken-dns/",
		"kvlab:planet/mars", "https://example.org/lab/broken-dns", "KVLAB:lab/broken-dns", " kvlab:lab/broken-dns"} {
		if l, err := ParseLink(address); err == nil {
			t.Errorf("%q is read as %+v", address, l)
		}
	}
}
