//go:build acceptance

package acceptance

import (
	"archive/zip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// The office's workbook and the city's of both periods, below output/, and how many
// native charts they have.
var workbooks = []struct {
	path   string
	charts int
}{
	{"2026/bang-tong-hop.xlsx", 2},
	{"2026/nop-thanh-pho/tong-hop.xlsx", 0},
	{"2026-2030/bang-tong-hop.xlsx", 2},
	{"2026-2030/nop-thanh-pho/tong-hop.xlsx", 0},
}

// alwaysRecalculate is a profile of LibreOffice that trusts no value in a file.
const alwaysRecalculate = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`

// asWorkbook is the format in which LibreOffice saves workbooks for Excel.
const asWorkbook = "xlsx:Calc MS Excel 2007 XML"

// convert lets LibreOffice open files and save them in another format.
func convert(t *testing.T, format string, files ...string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	user := filepath.Join(dir, "profile", "user")
	if err := os.MkdirAll(user, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(user, "registrymodifications.xcu"), []byte(alwaysRecalculate), 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{"-env:UserInstallation=file://" + dir + "/profile", "--headless", "--convert-to", format, "--outdir", dir}
	run(t, "soffice", append(args, files...)...)
	return dir
}

// named copies the workbooks under names of their own.
func named(t *testing.T) []string {
	t.Helper()
	dir := t.TempDir()
	var files []string
	for _, w := range workbooks {
		to := filepath.Join(dir, strings.ReplaceAll(w.path, "/", "-"))
		copyFile(t, filepath.Join(workspace, "output", w.path), to)
		files = append(files, to)
	}
	return files
}

// TestWorkbooksPrinted lets LibreOffice print the workbooks: the text of every cell is
// there, whole, and no line of it is cut by the edge of its cell.
func TestWorkbooksPrinted(t *testing.T) {
	files := named(t)
	dir := convert(t, "pdf", files...)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			printed := filepath.Join(dir, strings.TrimSuffix(filepath.Base(file), ".xlsx")+".pdf")
			text := run(t, "pdftotext", "-raw", printed, "-")
			if strings.Contains(text, "###") {
				t.Error("a column is too narrow for its numbers")
			}
			letters := strings.NewReplacer(" ", "", "\u00a0", "", "\n", "", "\f", "")
			text = letters.Replace(text)
			compared := 0
			for at, value := range shownCells(t, file) {
				compared++
				for _, line := range strings.Split(value, "\n") {
					if !strings.Contains(text, letters.Replace(line)) {
						t.Errorf("%s: %q is not printed whole", at, line)
					}
				}
			}
			if compared < 50 {
				t.Errorf("only %d cells were compared", compared)
			}
			pages, err := read(printed)
			if err != nil {
				t.Fatal(err)
			}
			for i := range pages {
				checkCut(t, i, &pages[i])
			}
		})
	}
}

// checkCut wants no border of a cell to run through letters. What doesn't fit its row
// goes on below its lower border.
func checkCut(t *testing.T, i int, p *page) {
	t.Helper()
	for _, w := range p.Words {
		if _, _, ok := p.cell(w); !ok {
			continue // a chart's label
		}
		x, top, base := (w.XMin+w.XMax)/2, w.baseline()-0.4*w.size(), w.baseline()
		for _, r := range p.Rules {
			if r.horizontal() && r.x1 < x && x < r.x2 && top < r.y1 && r.y1 < base {
				t.Errorf("page %d: a line runs through %q", i+1, w.Text)
			}
		}
	}
}

// TestWorkbooksCalculated takes the values from all formulas and lets LibreOffice, which
// trusts none, open and save the workbooks: every cell has the value that it had, and
// the charts are there.
func TestWorkbooksCalculated(t *testing.T) {
	files := named(t)
	var was []map[string]string
	formulas := 0
	for i, file := range files {
		was = append(was, cells(t, file))
		if got := charts(t, file); got != workbooks[i].charts {
			t.Errorf("%s has %d native charts, want %d", filepath.Base(file), got, workbooks[i].charts)
		}
		formulas += hollow(t, file)
	}
	dir := convert(t, asWorkbook, files...)
	for i, file := range files {
		saved := filepath.Join(dir, filepath.Base(file))
		is := cells(t, saved)
		for at, value := range was[i] {
			if is[at] != value {
				t.Errorf("%s %s: %q, calculated anew %q", filepath.Base(file), at, value, is[at])
			}
		}
		if got := charts(t, saved); got != workbooks[i].charts {
			t.Errorf("%s: LibreOffice found %d charts, want %d", filepath.Base(file), got, workbooks[i].charts)
		}
	}
	if formulas < 20 {
		t.Errorf("only %d formulas were calculated", formulas)
	}
}

// hollow gives every formula of a workbook a wrong value, and tells how many there are.
func hollow(t *testing.T, file string) int {
	t.Helper()
	f, err := excelize.OpenFile(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n := 0
	for at := range cells(t, file) {
		sheet, cell, _ := strings.Cut(at, "!")
		formula, err := f.GetCellFormula(sheet, cell)
		if err != nil {
			t.Fatal(err)
		}
		if formula == "" {
			continue
		}
		n++
		if err := f.SetCellValue(sheet, cell, -1); err != nil {
			t.Fatal(err)
		}
		if err := f.SetCellFormula(sheet, cell, formula); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Save(); err != nil {
		t.Fatal(err)
	}
	return n
}

// charts counts the charts of a workbook.
func charts(t *testing.T, file string) int {
	t.Helper()
	z, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	n := 0
	for _, f := range z.File {
		if ok, _ := filepath.Match("xl/charts/chart*.xml", f.Name); ok {
			n++
		}
	}
	return n
}
