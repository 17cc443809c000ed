package intake_test

import (
	"flag"
	"fmt"
	"strings"
	"sync"
	"testing"

	"thidua/fonts"
	"thidua/internal/casetest"
	"thidua/internal/font"
	"thidua/internal/intake"
)

var update = flag.Bool("update", false, "write what came out into testdata")

// tinos is the face whose letters may be used.
var tinos = sync.OnceValue(func() *font.Face {
	family, err := fonts.Tinos()
	if err != nil {
		panic(err)
	}
	return family.Face(font.Regular)
})

// found gives what intake finds in the workspace of a case.
func found(t *testing.T, c *casetest.Case) string {
	t.Helper()
	w := casetest.Base()
	if err := w.Edit(c.Section("edit")); err != nil {
		t.Fatal(err)
	}
	for _, s := range c.Sections {
		if name, ok := strings.CutPrefix(s.Name, "put/"); ok {
			if err := w.Put(name, s.Text); err != nil {
				t.Fatal(err)
			}
		}
	}
	fsys, err := w.FS()
	if err != nil {
		t.Fatal(err)
	}
	options := c.Section("options")
	_, findings, err := intake.Read(fsys, intake.Options{
		Period: strings.TrimSpace(c.Section("period")), Printable: tinos().Has,
		AcceptEncoding: strings.Contains(options, "accept-encoding"), Writing: strings.Contains(options, "writing"),
	})
	if err != nil {
		t.Fatal(err)
	}
	return casetest.Format(findings)
}

// TestFindings runs testdata: a file for each code, with cases in which it is found
// and cases near to them in which it is not. The sections of a case are
//
//	-- name/edit --       edits of casetest's base workspace
//	-- name/period --     the period to check, else the register's
//	-- name/options --    words of accept-encoding, writing
//	-- name/put/file --   a file to add, named as findings name it
//	-- name/want --       the findings
func TestFindings(t *testing.T) {
	casetest.Check(t, *update, func(t *testing.T, c *casetest.Case) map[string]string {
		return map[string]string{"want": found(t, c)}
	})
}

// TestBase makes sure that what the cases start from has nothing wrong in it.
func TestBase(t *testing.T) {
	if got := found(t, &casetest.Case{}); got != "" {
		t.Errorf("the base workspace has findings:\n%s", got)
	}
}

func ExampleRead() {
	fsys, _ := casetest.Base().FS()
	c, _, _ := intake.Read(fsys, intake.Options{})
	s := c.Submissions[0]
	fmt.Println(s.Unit, s.Period, s.Individuals[0].Name, s.Individuals[0].Born.Short(), s.Individuals[0].Row.At("Mã sáng kiến"))
	fmt.Println(s.Initiatives[0].Authors, c.Register.Ranks[0].Score, c.Register.Meetings[0].End.Format("15:04"))
	// Output:
	// VHXH 2026 Trần Thị Hòa 09/3/1986 VHXH-2026.xlsx › Cá nhân › L2
	// [{Trần Thị Hòa 60} {Vũ Thị Lan 40}] 92,67 10:30
}
