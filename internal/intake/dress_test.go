package intake_test

import (
	"archive/zip"
	"bytes"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"thidua/internal/casetest"
	"thidua/internal/intake"
)

const dressedName = "data/de-nghi/VHXH-2026.xlsx"

// dressed writes a workbook again with other names or texts of its parts; nil for
// either leaves them.
func dressed(t *testing.T, data []byte, name, text func(string) string) []byte {
	t.Helper()
	from, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var parts []string
	for _, f := range from.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		as, s := f.Name, string(part)
		if text != nil {
			s = text(s)
		}
		if name != nil {
			as = name(as)
		}
		parts = append(parts, as, s)
	}
	return zipped(t, parts...)
}

var (
	rowsForm    = regexp.MustCompile(`(?s)<sheetData>(.*)</sheetData>`)
	rowForm     = regexp.MustCompile(`(?s)<row .*?</row>`)
	numberForm  = regexp.MustCompile(`<row r="\d+"`)
	addressForm = regexp.MustCompile(`<c r="[A-Z]+\d+"`)
)

// TestDress reads one workbook as other programs than Excel may write it: nothing of
// what it says may change.
func TestDress(t *testing.T) {
	replaced := func(old, by string) func(string) string {
		return func(s string) string { return strings.ReplaceAll(s, old, by) }
	}
	tests := []struct {
		title      string
		name, text func(string) string
	}{
		{title: "as it is"},
		{title: "UTF-16", text: func(s string) string {
			return "\xff\xfe" + wide(strings.Replace(s, `encoding="UTF-8"`, `encoding="UTF-16"`, 1))
		}},
		{title: "byte order mark", text: func(s string) string { return "\ufeff" + s }},
		{title: "another name of UTF-8", text: replaced(`encoding="UTF-8"`, `encoding="utf8"`)},
		{title: "names in capitals", name: strings.ToUpper},
		{title: "targets in capitals", text: replaced("worksheets/sheet", "Worksheets/Sheet")},
		{title: "names from the root", name: func(s string) string { return "/" + s }},
		{title: "names of Windows", name: replaced("/", `\`)},
		{title: "escaped targets", name: replaced("sheet3", "sheet 3"), text: replaced("worksheets/sheet3", "worksheets/sheet%203")},
		{title: "addresses in small letters", text: func(s string) string { return addressForm.ReplaceAllStringFunc(s, strings.ToLower) }},
		{title: "rows without numbers", text: func(s string) string { return numberForm.ReplaceAllString(s, "<row") }},
		{title: "rows from the bottom up", text: func(s string) string {
			return rowsForm.ReplaceAllStringFunc(s, func(s string) string {
				rows := rowForm.FindAllString(s, -1)
				slices.Reverse(rows)
				return "<sheetData>" + strings.Join(rows, "") + "</sheetData>"
			})
		}},
		{title: "formatted cells that say they are text", text: emptyTexts},
	}
	fsys := edited(t, "VHXH-2026.xlsx › Cá nhân › D2 = mùa xuân")
	good := fsys[dressedName].Data
	wantCase, wantFound := read(t, fsys, intake.Options{})
	for _, test := range tests {
		t.Run(test.title, func(t *testing.T) {
			fsys[dressedName].Data = dressed(t, good, test.name, test.text)
			c, found := read(t, fsys, intake.Options{})
			if got, want := casetest.Format(found), casetest.Format(wantFound); got != want {
				t.Fatalf("findings:\n%s\nwant\n%s", got, want)
			}
			got, want := c.Submissions[0], wantCase.Submissions[0]
			if len(got.Individuals) != len(want.Individuals) || got.Individuals[0].Name != want.Individuals[0].Name ||
				got.Collectives[0].Achievements != want.Collectives[0].Achievements || got.Initiatives[0].Name != want.Initiatives[0].Name {
				t.Errorf("got %+v", got)
			}
		})
	}
}

// TestTornParts: what can't be as Excel writes it is the sheet's fault or the file's;
// no cell of it is taken for another or left out.
func TestTornParts(t *testing.T) {
	const row = `<row r="2"><c r="A2" t="inlineStr"><is><t>CN09</t></is></c>`
	const sheet = "TD101 error! KTHTDT-2026.xlsx › Cá nhân: Trang \"Cá nhân\" bị hỏng"
	for title, xml := range map[string]string{
		"a cell twice":            row + `<c r="B2" t="inlineStr"><is><t>An</t></is></c><c r="B2" t="inlineStr"><is><t>Ba</t></is></c></row>`,
		"a cell of another row":   row + `<c r="B7" t="inlineStr"><is><t>An</t></is></c></row>`,
		"a cell without a column": row + `<c r="7" t="inlineStr"><is><t>An</t></is></c></row>`,
		"a row of no number":      `<row r="x"><c t="inlineStr"><is><t>CN09</t></is></c></row>`,
		"tags that don't match":   row + `</rov>`,
		"another end":             row + `</row></sheetData></row>`,
	} {
		t.Run(title, func(t *testing.T) {
			fsys := edited(t, "")
			fsys["data/de-nghi/KTHTDT-2026.xlsx"] = &fstest.MapFile{Data: sheetBook(t, func(write func(string)) { write(xml) })}
			_, found := read(t, fsys, intake.Options{})
			if got := casetest.Format(found); !strings.Contains(got, sheet) {
				t.Errorf("want %s, got:\n%s", sheet, got)
			}
		})
	}
	t.Run("a sheet without anything", func(t *testing.T) {
		fsys := edited(t, "")
		sheets := 0
		fsys[dressedName].Data = dressed(t, fsys[dressedName].Data, nil, func(s string) string {
			if strings.Contains(s, "<sheetData>") {
				if sheets++; sheets == 3 {
					return ""
				}
			}
			return s
		})
		_, found := read(t, fsys, intake.Options{})
		if got := casetest.Format(found); !strings.Contains(got, "TD101 error! VHXH-2026.xlsx › ") {
			t.Errorf("findings:\n%s", got)
		}
	})
}

// emptyTexts puts a cell that is only formatted at the end of each row.
func emptyTexts(s string) string {
	return rowForm.ReplaceAllStringFunc(s, func(row string) string {
		number := strings.SplitN(row, `"`, 3)[1]
		return strings.TrimSuffix(row, "</row>") + `<c r="ZZ` + number + `" t="s"/></row>`
	})
}
