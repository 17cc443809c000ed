package compose

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"thidua/internal/paper"
	"thidua/templates"
)

var update = flag.Bool("update", false, "write the golden files anew")

// load gives the embedded templates, which have no fault.
func load(t *testing.T) *Templates {
	t.Helper()
	set, found := Load(templates.FS, nil)
	for _, f := range found {
		t.Fatalf("%s %s: %s (%s; %s)", f.Code, f.Place, f.Message, f.Got, f.Fix)
	}
	return set
}

// compose writes the papers of a scene, which raises no finding.
func compose(t *testing.T, set *Templates, in Input) ([]*paper.Paper, []*paper.Book) {
	t.Helper()
	papers, books, found, err := set.Compose(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		t.Fatalf("%s %s: %s (%s)", f.Code, f.Place, f.Message, f.Expected)
	}
	return papers, books
}

func TestPapers(t *testing.T) {
	set := load(t)
	for name, s := range map[string]*scene{"annual": annual(), "crowd": crowd(), "alone": alone(), "mourned": mourned(), "review": review(), "recused": recused(), "unmet": unmet()} {
		t.Run(name, func(t *testing.T) {
			papers, books := compose(t, set, s.in)
			var entries []Entry
			for i, p := range papers {
				entries = append(entries, Entry{Paper: p, First: 3*i + 1, Last: 3*i + 1 + i%3})
			}
			contents, found, err := set.Contents(s.in, entries)
			if err != nil || len(found) > 0 {
				t.Fatal(err, found)
			}
			var got txtar.Archive
			for _, p := range append([]*paper.Paper{contents}, papers...) {
				got.Files = append(got.Files, txtar.File{Name: p.Name, Data: []byte(outlinePaper(p))})
			}
			for _, b := range books {
				got.Files = append(got.Files, txtar.File{Name: b.Name, Data: []byte(outlineBook(b))})
			}
			golden(t, name+".txtar", string(txtar.Format(&got)))
		})
	}
}

// golden holds a text against testdata and says the first line that differs.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(string(b), "\n")
	for i, line := range strings.Split(got, "\n") {
		if i >= len(want) || line != want[i] {
			t.Fatalf("%s:%d differs\n got %s\nwant %s", file, i+1, line, strings.Join(want[min(i, len(want)):min(i+1, len(want))], ""))
		}
	}
	if n := strings.Count(got, "\n") + 1; n < len(want) {
		t.Fatalf("%s: %d lines, want %d", file, n, len(want))
	}
}
