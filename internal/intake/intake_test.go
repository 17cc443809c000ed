package intake_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"thidua/fonts"
	"thidua/internal/casetest"
	"thidua/internal/font"
	"thidua/internal/intake"
)

var update = flag.Bool("update", false, "write what came out into testdata")

// A scenario is one case of a txtar file, whose sections are
//
//	-- name/edit --       edits of casetest's base workspace
//	-- name/period --     the period to check, else the register's
//	-- name/options --    words of accept-encoding, writing
//	-- name/put/file --   a file to add, named as findings name it
//	-- name/want --       the findings
type scenario struct {
	edit, period, options, want string
	put                         [][2]string
}

func scenarios(a *txtar.Archive) (names []string, cases map[string]*scenario) {
	cases = map[string]*scenario{}
	for _, f := range a.Files {
		name, section, _ := strings.Cut(f.Name, "/")
		s := cases[name]
		if s == nil {
			s = &scenario{}
			cases[name] = s
			names = append(names, name)
		}
		switch section {
		case "edit":
			s.edit = string(f.Data)
		case "period":
			s.period = strings.TrimSpace(string(f.Data))
		case "options":
			s.options = string(f.Data)
		case "want":
			s.want = string(f.Data)
		default:
			s.put = append(s.put, [2]string{strings.TrimPrefix(section, "put/"), string(f.Data)})
		}
	}
	return names, cases
}

// tinos is the face whose letters may be used.
var tinos = sync.OnceValue(func() *font.Face {
	family, err := fonts.Tinos()
	if err != nil {
		panic(err)
	}
	return family.Face(font.Regular)
})

func (s *scenario) run(t *testing.T) string {
	t.Helper()
	w := casetest.Base()
	if err := w.Edit(s.edit); err != nil {
		t.Fatal(err)
	}
	for _, p := range s.put {
		if err := w.Put(p[0], p[1]); err != nil {
			t.Fatal(err)
		}
	}
	fsys, err := w.FS()
	if err != nil {
		t.Fatal(err)
	}
	_, found, err := intake.Read(fsys, intake.Options{
		Period: s.period, Printable: tinos().Has,
		AcceptEncoding: strings.Contains(s.options, "accept-encoding"), Writing: strings.Contains(s.options, "writing"),
	})
	if err != nil {
		t.Fatal(err)
	}
	return casetest.Format(found)
}

// TestFindings runs testdata: a file for each code, with cases in which it is found
// and cases near to them in which it is not.
func TestFindings(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no testdata: %v", err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		names, cases := scenarios(archive)
		code := strings.TrimSuffix(filepath.Base(file), ".txtar")
		fired, silent := false, false
		for _, name := range names {
			t.Run(code+"/"+name, func(t *testing.T) {
				s := cases[name]
				got := s.run(t)
				if *update {
					for i, f := range archive.Files {
						if f.Name == name+"/want" {
							archive.Files[i].Data = []byte(got)
						}
					}
				} else if got != s.want {
					t.Errorf("got:\n%s\nwant:\n%s", got, s.want)
				}
				if strings.HasPrefix(code, "TD") {
					has := strings.Contains(got, code+" ")
					fired, silent = fired || has, silent || !has
				}
			})
		}
		if strings.HasPrefix(code, "TD") && (!fired || !silent) {
			t.Errorf("%s needs a case in which it is found (%t) and one in which it is not (%t)", code, fired, silent)
		}
		if *update {
			if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestBase makes sure that what the cases start from has nothing wrong in it.
func TestBase(t *testing.T) {
	if got := new(scenario).run(t); got != "" {
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
