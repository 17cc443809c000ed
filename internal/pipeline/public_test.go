package pipeline

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"thidua/internal/nomination"
	"thidua/internal/signed"
)

// personalNumber is a well-formed one of nobody.
const personalNumber = "001090123456"

// withPersonalNumbers adds the column Số định danh, which no form asks for, and gives
// everybody a number.
func withPersonalNumbers(t *testing.T, file string) {
	t.Helper()
	book, err := excelize.OpenFile(file)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows(nomination.SheetIndividuals)
	if err != nil {
		t.Fatal(err)
	}
	head, column := -1, 0
	for i, row := range rows {
		for _, cell := range row {
			if strings.TrimRight(cell, " *") == nomination.HeadFullName {
				head, column = i, len(row)+1
			}
		}
		value := ""
		switch {
		case i == head:
			value = nomination.HeadPersonalID
		case head >= 0 && len(row) > 1 && row[0] != "":
			value = personalNumber
		default:
			continue
		}
		at, err := excelize.CoordinatesToCellName(column, i+1)
		if err != nil {
			t.Fatal(err)
		}
		if err := book.SetCellStr(nomination.SheetIndividuals, at, value); err != nil {
			t.Fatal(err)
		}
	}
	if head < 0 {
		t.Fatalf("no heading %s in %s", nomination.HeadFullName, file)
	}
	if err := book.Save(); err != nil {
		t.Fatal(err)
	}
}

// textOf gives all text of a finished file, blanks apart.
func textOf(t *testing.T, name string, data []byte) string {
	t.Helper()
	var out strings.Builder
	if strings.HasSuffix(name, ".pdf") {
		p, err := signed.Read(data)
		if err != nil || !p.Readable {
			t.Fatalf("%s: %v", name, err)
		}
		out.WriteString(p.Text)
	} else if z, err := zip.NewReader(bytes.NewReader(data), int64(len(data))); err == nil {
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.Copy(&out, r); err != nil {
				t.Fatal(err)
			}
		}
	} else {
		out.Write(data)
	}
	return strings.Join(strings.Fields(out.String()), "")
}

// TestNoPersonalData builds the sample with personal numbers in a unit's file: no paper
// carries one, though the unit gets its own file back with it. The masked lists tell no
// more of a birth than its year, and no number that could be a telephone's.
func TestNoPersonalData(t *testing.T) {
	o := workspace(t)
	o.Public = true
	withPersonalNumbers(t, filepath.Join(o.Workspace, "data", "de-nghi", "VHXH-2026.xlsx"))
	c, err := Check(o)
	if err != nil {
		t.Fatal(err)
	}
	read := 0
	for _, p := range c.records.Individuals("2026") {
		if p.PersonalID == personalNumber {
			read++
		}
	}
	if read == 0 {
		t.Fatal("no personal number was read")
	}
	b := &Built{Checked: c}
	files, _, err := b.results(os.DirFS(o.Workspace), o)
	if err != nil {
		t.Fatal(err)
	}
	public := 0
	birth := regexp.MustCompile(`\d{1,2}/\d{1,2}/(19|20)\d\d`)
	telephone := regexp.MustCompile(`0\d{8,}`)
	for _, f := range files {
		if strings.HasPrefix(f.Path, returnsFolder+"/") && strings.HasSuffix(f.Path, ".xlsx") {
			continue
		}
		if f.Kind == evidenceKind {
			continue // a unit's scan: pictures without letters
		}
		text := textOf(t, f.Path, f.Data)
		if strings.Contains(text, personalNumber) {
			t.Errorf("%s carries a personal number", f.Path)
		}
		if !strings.HasPrefix(f.Path, "cong-khai/") || !strings.HasSuffix(f.Path, ".pdf") {
			continue
		}
		public++
		if birth.MatchString(text) || telephone.MatchString(text) {
			t.Errorf("%s: %s", f.Path, text)
		}
		if !strings.Contains(text, "1990") && strings.Contains(f.Path, "thanh-pho") {
			t.Errorf("%s doesn't tell the year of birth", f.Path)
		}
	}
	if public != 2 {
		t.Errorf("%d masked lists, want 2", public)
	}
}
