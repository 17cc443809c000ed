package casetest

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// A Case is one case of a txtar file, whose parts are called "case/section".
type Case struct {
	Name     string
	Sections []Section // in the order of the file
}

// A Section of a case: what it starts from, or what is wanted of it.
type Section struct{ Name, Text string }

// Section gives the text of a section; "" where there is none.
func (c *Case) Section(name string) string {
	for _, s := range c.Sections {
		if s.Name == name {
			return s.Text
		}
	}
	return ""
}

// Cases takes a file apart.
func Cases(a *txtar.Archive) []*Case {
	var out []*Case
	at := map[string]*Case{}
	for _, f := range a.Files {
		name, section, _ := strings.Cut(f.Name, "/")
		if at[name] == nil {
			at[name] = &Case{Name: name}
			out = append(out, at[name])
		}
		at[name].Sections = append(at[name].Sections, Section{section, string(f.Data)})
	}
	return out
}

// A File is a file of cases.
type File struct {
	Path    string
	Name    string // without folder and extension: the code or clause that it holds to
	Archive *txtar.Archive
}

// Files reads the files that match a pattern; there has to be one.
func Files(t *testing.T, pattern string) []File {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no testdata: %v", err)
	}
	var out []File
	for _, p := range paths {
		archive, err := txtar.ParseFile(p)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, File{p, strings.TrimSuffix(filepath.Base(p), ".txtar"), archive})
	}
	return out
}

// Check runs the cases of every file testdata/*.txtar and holds the sections that run
// gives against those of the case, if it has them, or with update writes them there. A
// file that is named after a code needs a case whose "want" finds it and one in which
// it isn't found.
func Check(t *testing.T, update bool, run func(*testing.T, *Case) map[string]string) {
	t.Helper()
	for _, file := range Files(t, "testdata/*.txtar") {
		fired, silent := false, false
		for _, c := range Cases(file.Archive) {
			t.Run(file.Name+"/"+c.Name, func(t *testing.T) {
				got := run(t, c)
				has := strings.Contains(got["want"], file.Name+" ")
				fired, silent = fired || has, silent || !has
				if !slices.ContainsFunc(c.Sections, func(s Section) bool { _, ok := got[s.Name]; return ok }) {
					t.Error("nothing is wanted of this case")
				}
				for i, s := range c.Sections {
					text, ok := got[s.Name]
					switch {
					case ok && update:
						c.Sections[i].Text = text
					case ok && text != s.Text:
						t.Errorf("%s:\n%s\nwant:\n%s", s.Name, text, s.Text)
					}
				}
				if update {
					c.write(file.Archive)
				}
			})
		}
		if strings.HasPrefix(file.Name, "TD") && (!fired || !silent) {
			t.Errorf("%s needs a case in which it is found (%t) and one in which it is not (%t)", file.Name, fired, silent)
		}
		if update {
			if err := os.WriteFile(file.Path, txtar.Format(file.Archive), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// write puts the sections back into the archive that they come from.
func (c *Case) write(a *txtar.Archive) {
	for i, f := range a.Files {
		if name, section, _ := strings.Cut(f.Name, "/"); name == c.Name {
			a.Files[i].Data = []byte(c.Section(section))
		}
	}
}

// Golden holds a text against a file of testdata and says the first line that differs,
// or with update writes it there.
func Golden(t *testing.T, update bool, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	line := func(lines []string, i int) string {
		return strings.Join(lines[min(i, len(lines)):min(i+1, len(lines))], "")
	}
	gotLines, want := strings.Split(got, "\n"), strings.Split(string(b), "\n")
	for i := range max(len(gotLines), len(want)) {
		if g, w := line(gotLines, i), line(want, i); g != w || i >= min(len(gotLines), len(want)) {
			t.Fatalf("%s:%d differs\n got %s\nwant %s", file, i+1, g, w)
		}
	}
}
