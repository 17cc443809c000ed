package sample

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"thidua/internal/nomination"
)

func open(t *testing.T, f File) *excelize.File {
	t.Helper()
	w, err := excelize.OpenReader(bytes.NewReader(f.Data))
	if err != nil {
		t.Fatalf("%s: %v", f.Path, err)
	}
	t.Cleanup(func() { w.Close() })
	return w
}

func byPath(t *testing.T, files []File, name string) File {
	t.Helper()
	for _, f := range files {
		if f.Path == name {
			return f
		}
	}
	t.Fatalf("no file %s", name)
	return File{}
}

// TestHeadingsAreTheSchemas opens every workbook and holds its sheets and headings
// against the schema, in the schema's order.
func TestHeadingsAreTheSchemas(t *testing.T) {
	for _, f := range sampleBooks(t) {
		_, period, _ := strings.Cut(strings.TrimSuffix(path.Base(f.Path), ".xlsx"), "-")
		l := nominationLayout(period)
		if strings.HasSuffix(f.Path, register+".xlsx") {
			l = registerLayout()
		}
		w := open(t, f)
		for i, schema := range l.schemas {
			if got := w.GetSheetName(i); got != schema.Name {
				t.Fatalf("%s: sheet %d is %q, want %q", f.Path, i, got, schema.Name)
			}
			rows, err := w.GetRows(schema.Name)
			if err != nil {
				t.Fatal(err)
			}
			want := []string{nomination.HeadItem, nomination.HeadValue}
			if !schema.Pairs {
				want = nil
				for _, c := range schema.Columns {
					if !c.Unasked {
						want = append(want, c.Head)
					}
				}
			}
			if got := rows[headRow-1]; !slices.Equal(got, want) {
				t.Errorf("%s, %s: headings %q, want %q", f.Path, schema.Name, got, want)
			}
		}
	}
}

// TestCellTypes reads values raw, as a reader has to.
func TestCellTypes(t *testing.T) {
	files := sampleFiles(t)
	tests := []struct {
		file, sheet, cell string
		kind              excelize.CellType
		raw, shown        string
	}{
		{"data/so-theo-doi.xlsx", "Tiếp nhận", "E3", excelize.CellTypeUnset, "46412", "25/01/2027"},
		{"data/so-theo-doi.xlsx", "Tiếp nhận", "F3", excelize.CellTypeSharedString, "96", "96"},
		{"data/so-theo-doi.xlsx", "Xếp hạng CCHC", "D5", excelize.CellTypeUnset, "3", "3"},
		{"data/so-theo-doi.xlsx", "Xếp hạng CCHC", "E5", excelize.CellTypeUnset, "95.08", "95.08"},
		{"data/so-theo-doi.xlsx", "Cuộc họp", "D3", excelize.CellTypeUnset, "46436.333333333", "18/02/2027 08:00"},
		{"data/so-theo-doi.xlsx", "Cuộc họp", "E3", excelize.CellTypeUnset, "46436.447916667", "18/02/2027 10:45"},
		{"data/de-nghi/PVHCC-2026.xlsx", "Cá nhân", "D3", excelize.CellTypeUnset, "30805", "03/05/1984"},
		{"data/de-nghi/MTTQ-2026.xlsx", "Cá nhân", "D3", excelize.CellTypeSharedString, "1966", "1966"},
		{"data/de-nghi/PVHCC-2026.xlsx", "Đơn vị", "B5", excelize.CellTypeSharedString, "2026", "2026"},
	}
	for _, tt := range tests {
		w := open(t, byPath(t, files, tt.file))
		at := fmt.Sprintf("%s %s %s", tt.file, tt.sheet, tt.cell)
		kind, err := w.GetCellType(tt.sheet, tt.cell)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := w.GetCellValue(tt.sheet, tt.cell, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		shown, err := w.GetCellValue(tt.sheet, tt.cell)
		if err != nil {
			t.Fatal(err)
		}
		if kind != tt.kind || raw != tt.raw || shown != tt.shown {
			t.Errorf("%s: type %d, raw %q, shown %q; want %d, %q, %q", at, kind, raw, shown, tt.kind, tt.raw, tt.shown)
		}
	}
}

// TestNothingIsCut holds every value of the texts against the workbook made of it.
func TestNothingIsCut(t *testing.T) {
	files := sampleBooks(t)
	for _, f := range files {
		b, err := readText(strings.TrimSuffix(path.Base(f.Path), ".xlsx"))
		if err != nil {
			t.Fatal(err)
		}
		w := open(t, f)
		for _, s := range b.sheets {
			rows, err := w.GetRows(s.name, excelize.Options{RawCellValue: true})
			if err != nil {
				t.Fatal(err)
			}
			var cells []string
			for _, r := range rows {
				cells = append(cells, r...)
			}
			for _, r := range s.rows {
				for head, value := range r {
					if len(value) > 20 && !slices.Contains(cells, value) {
						t.Errorf("%s, %s, %s: %.40q… isn't in the workbook", f.Path, s.name, head, value)
					}
				}
			}
		}
	}
}

func TestPrintSetUp(t *testing.T) {
	// Pages that a sheet's columns take side by side, where it isn't one.
	pages := map[string]int{"Tập thể": 5, "Cá nhân": 4, "Sáng kiến": 2}
	w := open(t, byPath(t, sampleFiles(t), "data/de-nghi/VP-2026.xlsx"))
	for _, sheet := range w.GetSheetList() {
		p, err := w.GetPageLayout(sheet)
		if err != nil {
			t.Fatal(err)
		}
		if *p.Size != 9 || *p.Orientation != "landscape" || *p.FitToWidth != max(1, pages[sheet]) || *p.FitToHeight != 0 {
			t.Errorf("%s: paper %d, %s, fit to %d by %d pages", sheet, *p.Size, *p.Orientation, *p.FitToWidth, *p.FitToHeight)
		}
	}
	if titles := w.GetDefinedName(); len(titles) != len(w.GetSheetList()) {
		t.Errorf("%d sheets repeat their headings, want all %d", len(titles), len(w.GetSheetList()))
	}
}
