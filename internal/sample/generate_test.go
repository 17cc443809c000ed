package sample

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thidua/internal/nomination"
)

func generate(t *testing.T, o Options) []File {
	t.Helper()
	files, err := Generate(o)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestGenerateSameBytes(t *testing.T) {
	o := Options{Units: 4, Nominees: 25, Seed: 7}
	assertSame(t, generate(t, o), generate(t, o))

	o2 := o
	o2.Seed = 8
	a, b := generate(t, o), generate(t, o2)
	if string(a[1].Data) == string(b[1].Data) {
		t.Error("another seed gives the same workbook")
	}
}

func TestGenerateCounts(t *testing.T) {
	for _, o := range []Options{{Units: 1}, {Units: 3, Nominees: 2}, {Units: 7, Nominees: 61}} {
		files := generate(t, o)
		if len(files) != o.Units+1 {
			t.Errorf("%+v: %d files, want %d", o, len(files), o.Units+1)
		}
		people := map[string]bool{}
		nominees, collectives := 0, 0
		for _, f := range files[1:] {
			w := open(t, f)
			for _, sheet := range []string{nomination.SheetCollectives, nomination.SheetIndividuals} {
				rows, err := w.GetRows(sheet)
				if err != nil {
					t.Fatal(err)
				}
				for _, r := range rows[headRow:] {
					nominees++
					if sheet == nomination.SheetCollectives {
						collectives++
					}
					if key := sheet + r[1] + r[3]; people[key] {
						t.Errorf("%+v: %s twice", o, key)
					} else {
						people[key] = true
					}
				}
			}
		}
		if nominees != o.Nominees || collectives != (o.Nominees+2)/3 {
			t.Errorf("%+v: %d nominees, %d of them collectives", o, nominees, collectives)
		}
	}
}

// TestGenerateConcludesOneOfEach holds the city's quota.
func TestGenerateConcludesOneOfEach(t *testing.T) {
	w := open(t, generate(t, Options{Units: 5, Nominees: 90})[0])
	rows, err := w.GetRows(nomination.SheetConclusions)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, r := range rows[headRow:] {
		switch _, code, _ := strings.Cut(r[1], "/"); r[3] {
		case nomination.ConcludedCity:
			got["city "+code[:2]]++
		default:
			got[r[3]]++
		}
	}
	want := map[string]int{"city TT": 1, "city CN": 1, nomination.ConcludedNone: 7, nomination.ConcludedCertificate: 81}
	for k, n := range want {
		if got[k] != n {
			t.Errorf("%s: %d, want %d", k, got[k], n)
		}
	}
}

// TestGenerateFinal holds what the final review asks for besides: ratings of the four
// years that are over for all, months of service for individuals alone.
func TestGenerateFinal(t *testing.T) {
	files := generate(t, Options{Units: 3, Nominees: 12, Period: finalReview})
	got := map[string]int{}
	for _, f := range files[1:] {
		if !strings.HasSuffix(f.Path, "-2026-2030.xlsx") {
			t.Errorf("%s is named for another period", f.Path)
		}
		w := open(t, f)
		for _, sheet := range []string{nomination.SheetCollectives, nomination.SheetIndividuals, nomination.SheetInitiatives, nomination.SheetRatings, nomination.SheetServices} {
			rows, err := w.GetRows(sheet)
			if err != nil {
				t.Fatal(err)
			}
			got[sheet] += len(rows[headRow:])
		}
	}
	want := map[string]int{
		nomination.SheetCollectives: 4, nomination.SheetIndividuals: 8, nomination.SheetInitiatives: 24,
		nomination.SheetRatings: 48, nomination.SheetServices: 16,
	}
	for sheet, n := range want {
		if got[sheet] != n {
			t.Errorf("%s: %d rows, want %d", sheet, got[sheet], n)
		}
	}
}

func TestGenerateRefuses(t *testing.T) {
	for _, o := range []Options{{}, {Units: -1, Nominees: 1}, {Units: 1, Nominees: -1}, {Units: 1, Period: "2027"}} {
		if _, err := Generate(o); err == nil {
			t.Errorf("%+v: no error", o)
		}
	}
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	files := generate(t, Options{Units: 2, Nominees: 3})
	if err := Write(dir, files); err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		got, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(f.Path)))
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != string(f.Data) {
			t.Errorf("%s was written otherwise", f.Path)
		}
	}
}

func BenchmarkGenerate(b *testing.B) {
	for b.Loop() {
		if _, err := Generate(Options{Units: 20, Nominees: 200, Seed: 1}); err != nil {
			b.Fatal(err)
		}
	}
}
