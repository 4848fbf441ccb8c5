package az

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// What the tool's parser does with words and cobra does not, before cobra sees them.
func TestHowWordsBecomeFlags(t *testing.T) {
	root := (&tool{console: adas(t).Console}).tree()
	for line, want := range map[string]string{
		"keyvault secret set -n a --vault-name v --value x":             "--name=a|--vault-name=v|--value=x",
		"keyvault secret set -na --vault-name=v --value=x=y":            "--name=a|--vault-name=v|--value=x=y",
		"keyvault secret set -n a --vault v --tags a=b c=d --value x":   "--name=a|--vault-name=v|--tags=a=b|--tags=c=d|--value=x",
		"keyvault secret set -n a --vault v --tags --value x":           "--name=a|--vault-name=v|--tags=|--value=x",
		"keyvault secret set -n a --vault v --disabled --value x":       "--name=a|--vault-name=v|--disabled=true|--value=x",
		"keyvault secret set -n a --vault v --disabled false --value x": "--name=a|--vault-name=v|--disabled=false|--value=x",
		"keyvault key create -n a --vault v --ops sign verify -p hsm":   "--name=a|--vault-name=v|--ops=sign|--ops=verify|--protection=hsm",
		"keyvault secret show -n a --vault v --verbose -o tsv":          "--name=a|--vault-name=v|--verbose=true|--output=tsv",
		"keyvault secret show -h --nonsense":                            "--help",
		"keyvault secret set --vault v --value x":                       "! the following arguments are required: --name/-n",
		"keyvault secret show -n a --vault v stray --odd":               "! unrecognized arguments: stray --odd",
		"keyvault secret show --v x":                                    "! ambiguous option: --v could match --vault-name, --verbose, --version",
		"keyvault secret show -n --vault-name v":                        "! argument --name/-n: expected one argument",
		"keyvault nonsense":                                             "! 'nonsense' is misspelled or not recognized by the system.",
		"keyvault secret show -n a --vault v -- x":                      "! unrecognized arguments: -- x",
	} {
		c, _, rest, err := find(root, strings.Fields(line))
		var got []string
		if err == nil {
			got, err = normalise(c, rest)
		}
		s := strings.Join(got, "|")
		if err != nil {
			s = "! " + err.Error()
		}
		if s != want {
			t.Errorf("%s\n got %s\nwant %s", line, s, want)
		}
	}
}

// Whatever a value holds, it arrives as it was typed when = joins it to its flag.
func TestAValueArrivesAsItIs(t *testing.T) {
	b := adas(t)
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.StringMatching(`[^@\x00\r'][^\x00\r']{0,20}`).Draw(t, "value")
		out, complaint, status := b.do("az keyvault secret set --vault-name kv-shop -n v -o none --value='"+value+"'", "az keyvault secret show --vault-name kv-shop -n v --query value -o tsv")
		if status != 0 || out != value+"\n" {
			t.Fatalf("exit status %d: %q, want %q\n%s", status, out, value, complaint)
		}
	})
}
