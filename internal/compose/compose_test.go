package compose

import (
	"flag"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"thidua/internal/casetest"
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
			casetest.Golden(t, *update, name+".txtar", string(txtar.Format(&got)))
		})
	}
}
