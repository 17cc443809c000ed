package pipeline

import (
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"thidua/data"
	"thidua/internal/bundle"
	"thidua/internal/compose"
	"thidua/internal/finding"
	"thidua/internal/font"
	"thidua/internal/paper"
	"thidua/internal/vi"
)

// meeting is a day after the sample's council has met.
var meeting = vi.Date{Year: 2027, Month: 2, Day: 22}

// workspace writes the embedded sample into a folder of the test's own.
func workspace(t testing.TB) Options {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "data"), data.Sample); err != nil {
		t.Fatal(err)
	}
	return Options{Workspace: dir, Date: meeting}
}

func TestSampleIsClean(t *testing.T) {
	c, err := Check(workspace(t))
	if err != nil {
		t.Fatal(err)
	}
	if c.Summary.Errors != 0 || c.Summary.Warnings == 0 || c.Summary.Notes == 0 {
		t.Errorf("the sample has %+v, want no error, a warning, a note", c.Summary)
	}
	if n := len(c.Outcome.City); n != 2 {
		t.Errorf("%d dossiers are put forward, want 2", n)
	}
}

// TestFinalSampleIsClean judges the sample of the final review, on a day after its
// council has met: one flag and two people beside it are put forward.
func TestFinalSampleIsClean(t *testing.T) {
	o := workspace(t)
	o.Period, o.Date = "2026-2030", vi.Date{Year: 2030, Month: 2, Day: 20}
	c, err := Check(o)
	if err != nil {
		t.Fatal(err)
	}
	if c.Summary.Errors != 0 || c.Summary.Nominees != 5 {
		t.Errorf("the sample has %+v, want no error and 5 nominees", c.Summary)
	}
	if n := len(c.Outcome.City); n != 3 {
		t.Errorf("%d dossiers are put forward, want 3", n)
	}
}

// TestRunMakesNoDifference writes the sample's reports alone, among others, and one of
// them as a paper that is longer than a run.
func TestRunMakesNoDifference(t *testing.T) {
	set, c := reports(t)
	papers := papersOf(set)
	long := *papers[0]
	long.Sections = slices.Repeat(long.Sections, longest/len(set[0].document.Pages)+1)
	papers = append(papers, &long)
	files := pressed(t, slices.Values(slices.Repeat(papers, 3)), c.family)
	for i, p := range papers {
		alone := pressed(t, slices.Values([]*paper.Paper{p}), c.family)
		for k := i; k < len(files); k += len(papers) {
			if string(files[k].Data) != string(alone[0].Data) {
				t.Errorf("%s: file %d of %d differs from the one written alone", p.Name, k, len(files))
			}
		}
	}
}

// pressed gives the PDFs of papers, in their order.
func pressed(t testing.TB, papers iter.Seq[*paper.Paper], f *font.Family) []bundle.File {
	t.Helper()
	p := newPress(f, newSpool(), meeting, false)
	p.words = false
	for one := range papers {
		p.addPaper(one)
	}
	p.wait()
	files, _, err := p.files()
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestBlockedBuildWritesNothing puts a file that can't be read among the nominations.
func TestBlockedBuildWritesNothing(t *testing.T) {
	o := workspace(t)
	if _, err := Build(o); err != nil {
		t.Fatal(err)
	}
	sums := filepath.Join(o.Workspace, "output/2026/manifest-sha256.txt")
	before, err := os.ReadFile(sums)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(o.Workspace, "data/de-nghi/RAC-2026.xlsx"), []byte("rác"), 0o644); err != nil {
		t.Fatal(err)
	}
	o.Date = vi.Date{Year: 2027, Month: 3, Day: 1}
	b, err := Build(o)
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Written) != 0 || len(b.LeftOut) != 1 {
		t.Errorf("written %v, left out %v", b.Written, b.LeftOut)
	}
	if !slices.ContainsFunc(b.Findings, func(f finding.Finding) bool { return f.Code == finding.UnreadableFile && f.Blocks }) {
		t.Error("no blocking TD101")
	}
	if after, err := os.ReadFile(sums); err != nil || string(after) != string(before) {
		t.Errorf("the former result was touched (%v)", err)
	}
}

// reports gives the sample's reports of achievement, set on pages.
func reports(t testing.TB) ([]setPaper, *Checked) {
	t.Helper()
	o := workspace(t)
	c, err := Check(o)
	if err != nil {
		t.Fatal(err)
	}
	papers, _, faults, err := c.templates.Compose(compose.Input{
		Case: c.records, Rulebook: c.rulebook, Outcome: c.Outcome, Period: c.Period, Date: meeting, Parts: []compose.Part{compose.City},
	})
	if err != nil || len(faults) > 0 {
		t.Fatal(err, faults)
	}
	set, err := setAll(papers, c.family)
	if err != nil {
		t.Fatal(err)
	}
	set = slices.DeleteFunc(set, func(p setPaper) bool { return !strings.Contains(p.paper.Name, "bao-cao") })
	if len(set) != 2 {
		t.Fatalf("%d reports, want 2", len(set))
	}
	return set, c
}

func papersOf(set []setPaper) []*paper.Paper {
	out := make([]*paper.Paper, len(set))
	for i, p := range set {
		out[i] = p.paper
	}
	return out
}
