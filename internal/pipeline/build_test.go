package pipeline

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"thidua/internal/bundle"
	"thidua/internal/nomination"
)

// TestBlockedBuildWritesWhatIsFit spoils a dossier that was put forward: the city's
// package is left out, with the reason, and the unit gets its workbook back.
func TestBlockedBuildWritesWhatIsFit(t *testing.T) {
	o := workspace(t)
	if _, err := Build(o); err != nil {
		t.Fatal(err)
	}
	set(t, filepath.Join(o.Workspace, "data", "de-nghi", "PVHCC-2026.xlsx"), nomination.SheetInitiatives, nomination.HeadApplied, "Không")
	b, err := Build(o)
	if err != nil {
		t.Fatal(err)
	}
	if !b.Outcome.CityBlocked || b.Outcome.Unfit {
		t.Errorf("city blocked %v, unfit %v", b.Outcome.CityBlocked, b.Outcome.Unfit)
	}
	if len(b.LeftOut) == 0 || !strings.Contains(b.LeftOut[0].Why, "lỗi chặn") {
		t.Errorf("left out %v", b.LeftOut)
	}
	output := os.DirFS(filepath.Join(o.Workspace, "output", "2026"))
	if _, err := fs.Stat(output, "tra-don-vi/PVHCC/PVHCC-2026.xlsx"); err != nil {
		t.Error(err)
	}
	// A package of other data than those now checked would not be told apart.
	if city, err := fs.Glob(output, "nop-thanh-pho*"); err != nil || len(city) > 0 {
		t.Errorf("the former package stands beside the new results: %v (%v)", city, err)
	}
	o.Draft = true
	if b, err = Build(o); err != nil {
		t.Fatal(err)
	}
	if len(b.LeftOut) > 0 && strings.Contains(b.LeftOut[0].Why, "lỗi chặn") || len(b.Written) < 5 {
		t.Errorf("draft: written %v, left out %v", b.Written, b.LeftOut)
	}
}

// set writes a value below a heading, in every row of a sheet that has a value there.
func set(t *testing.T, file, sheet, heading, value string) {
	t.Helper()
	book, err := excelize.OpenFile(file)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	column := 0
	for i, row := range rows {
		for j, cell := range row {
			if strings.TrimRight(cell, " *") == heading {
				column = j + 1
			} else if column == j+1 && cell != "" {
				at, err := excelize.CoordinatesToCellName(j+1, i+1)
				if err != nil {
					t.Fatal(err)
				}
				if err := book.SetCellValue(sheet, at, value); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if column == 0 {
		t.Fatalf("no heading %s in %s", heading, sheet)
	}
	if err := book.Save(); err != nil {
		t.Fatal(err)
	}
}

// TestUnverifiedBases wants to hear of a legal basis that nobody has verified as soon as
// a paper cites it, the appraisal before any letter.
func TestUnverifiedBases(t *testing.T) {
	c, err := Check(workspace(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{letterKind, appraisalKind} {
		told := c.unverified([]bundle.File{{Kind: kind}}, meeting)
		if extra := len(told) - len(c.unverified(nil, meeting)); extra == 0 {
			t.Errorf("nothing is told of the bases of %s", kind)
		}
	}
}
