package lessons

import (
	"os"
	"testing"

	"github.com/cockroachdb/datadriven"
)

// testdata/documents says what becomes of the lessons on testdata/shelf when they are to stand on their own.
func TestALessonStandsOnItsOwn(t *testing.T) {
	datadriven.RunTest(t, "testdata/documents", func(t *testing.T, d *datadriven.TestData) string {
		l, err := shelf{os.DirFS("testdata/shelf")}.find(d.Cmd)
		if err != nil {
			t.Fatal(err)
		}
		return l.Document(d.HasArg("answers"))
	})
}
