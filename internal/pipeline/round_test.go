package pipeline

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"thidua/internal/nomination"
)

// appendRow adds a row below the last one of a sheet.
func appendRow(t *testing.T, file, sheet string, values map[string]any) {
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
	written := 0
	for _, row := range rows {
		for j, cell := range row {
			value, ok := values[strings.TrimRight(cell, " *")]
			if !ok {
				continue
			}
			at, err := excelize.CoordinatesToCellName(j+1, len(rows)+1)
			if err != nil {
				t.Fatal(err)
			}
			if err := book.SetCellValue(sheet, at, value); err != nil {
				t.Fatal(err)
			}
			written++
		}
	}
	if written != len(values) {
		t.Fatalf("%d of %d values have a heading in %s", written, len(values), sheet)
	}
	if err := book.Save(); err != nil {
		t.Fatal(err)
	}
}

// TestFurtherRound has the city send the dossiers back: the next package stands beside
// the former, which stays byte for byte, whatever is built afterwards.
func TestFurtherRound(t *testing.T) {
	o := workspace(t)
	if _, err := Build(o); err != nil {
		t.Fatal(err)
	}
	results := filepath.Join(o.Workspace, "output", "2026")
	sent := tree(t, filepath.Join(results, "nop-thanh-pho"))
	packed, err := os.ReadFile(filepath.Join(results, "nop-thanh-pho.zip"))
	if err != nil {
		t.Fatal(err)
	}
	register := filepath.Join(o.Workspace, "data", "so-theo-doi.xlsx")
	appendRow(t, register, nomination.SheetResults, map[string]any{
		nomination.HeadPeriod: "2026", nomination.HeadDossier: "PVHCC/TT01", nomination.HeadLetter: "15/TTr-UBND",
		nomination.HeadOutcome: nomination.OutcomeReturned,
	})
	set(t, filepath.Join(o.Workspace, "data", "de-nghi", "PVHCC-2026.xlsx"), nomination.SheetCollectives, nomination.HeadSummary, "Tóm tắt đã bổ sung theo yêu cầu của thành phố.")
	later := o
	later.Draft = true // a draft of the next round leaves the former package alone, too
	for _, options := range []Options{o, later, o} {
		b, err := Build(options)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(b.Open, "lan-02/nop-thanh-pho/01-to-trinh") {
			t.Errorf("open first %s", b.Open)
		}
		if len(b.Kept) != 1 || b.Kept[0] != "nop-thanh-pho" {
			t.Errorf("kept %v", b.Kept)
		}
		if !sameTree(sent, tree(t, filepath.Join(results, "nop-thanh-pho"))) {
			t.Error("the former package isn't what it was")
		}
		if now, err := os.ReadFile(filepath.Join(results, "nop-thanh-pho.zip")); err != nil || string(now) != string(packed) {
			t.Errorf("the former zip isn't what it was (%v)", err)
		}
	}
	for _, name := range []string{"lan-02/nop-thanh-pho/manifest-sha256.txt", "lan-02/nop-thanh-pho.zip"} {
		if _, err := os.Stat(filepath.Join(results, name)); err != nil {
			t.Error(err)
		}
	}
	v, err := VerifyResults(results)
	if err != nil || !v.Whole() || v.Rebuilt == 0 {
		t.Errorf("verified: %+v, %v", v, err)
	}
	if kept := v.Manifest.Kept; len(kept) != 1 || kept[0] != "nop-thanh-pho" {
		t.Errorf("kept %v", kept)
	}
	for _, f := range dryRun(t, o).Files {
		if strings.Contains(f.Path, "nop-thanh-pho") {
			t.Errorf("a dry run would change %v", f)
		}
	}

	// What somebody changes in a package that was sent shows against its old sums.
	letter := filepath.Join(results, "nop-thanh-pho", "01-to-trinh.pdf")
	if err := os.WriteFile(letter, []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Build(o); err != nil {
		t.Fatal(err)
	}
	if v, err = VerifyResults(results); err != nil || v.Whole() || v.Differences[0].Path != "nop-thanh-pho/01-to-trinh.pdf" {
		t.Errorf("a changed letter of the first round: %+v, %v", v.Differences, err)
	}
}

// TestRoundByLetter: a letter listed as issued in round 3 asks for that round; the first
// is gone and the second was never made, which is said.
func TestRoundByLetter(t *testing.T) {
	o := workspace(t)
	appendRow(t, filepath.Join(o.Workspace, "data", "so-theo-doi.xlsx"), nomination.SheetIssued, map[string]any{
		nomination.HeadPaper: nomination.PaperLetter, nomination.HeadPeriod: "2026", nomination.HeadRound: 3, nomination.HeadNumber: "99/TTr-UBND",
	})
	b, err := Build(o)
	if err != nil {
		t.Fatal(err)
	}
	if b.Open != "lan-03/nop-thanh-pho/01-to-trinh.pdf" {
		t.Errorf("open first %s", b.Open)
	}
	lost := 0
	for _, l := range b.LeftOut {
		if strings.HasPrefix(l.What, "Hồ sơ đã nộp lần ") {
			lost++
		}
	}
	if lost != 2 {
		t.Errorf("left out %v", b.LeftOut)
	}
}
