package form_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xuri/excelize/v2"

	"thidua/data"
	"thidua/internal/finding"
	"thidua/internal/form"
	"thidua/internal/intake"
	"thidua/internal/nomination"
	"thidua/internal/rulebook"
	"thidua/internal/vi"
)

var day = vi.Date{Year: 2027, Month: 1, Day: 5}

// sampleRegister reads the register of the sample workspace.
func sampleRegister(t testing.TB) (*nomination.Register, []byte) {
	t.Helper()
	src, err := data.Sample.ReadFile("so-theo-doi.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	c, _, err := intake.Read(fstest.MapFS{"data/so-theo-doi.xlsx": {Data: src}}, intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return &c.Register, src
}

// blank is a form of the unit VHXH.
func blank(t testing.TB, period string) []byte {
	t.Helper()
	register, _ := sampleRegister(t)
	book, faults := rulebook.Parse("ke-hoach.yaml", data.Rulebook)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	u, ok := register.Unit("VHXH")
	if !ok {
		t.Fatal("no unit VHXH")
	}
	var b bytes.Buffer
	if err := form.Blank(&b, form.Request{Unit: u, Period: period, Register: register, Rulebook: book, Date: day}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// read gives what intake finds in a workbook of a unit beside the sample's register.
func read(t *testing.T, name, period string, workbook []byte) (*nomination.Case, []finding.Finding) {
	t.Helper()
	_, register := sampleRegister(t)
	c, found, err := intake.Read(fstest.MapFS{
		"data/so-theo-doi.xlsx": {Data: register}, "data/de-nghi/" + name: {Data: workbook},
	}, intake.Options{Period: period})
	if err != nil {
		t.Fatal(err)
	}
	return c, slices.DeleteFunc(found, func(f finding.Finding) bool { return f.Place.File != name })
}

func TestEmptyFormLacksOnlyTheAnswer(t *testing.T) {
	for _, period := range []string{"2026", "2026-2030"} {
		name := form.FileName("VHXH", period)
		_, found := read(t, name, period, blank(t, period))
		var wrong []string
		for _, f := range found {
			if f.Code != finding.RowSkipped {
				wrong = append(wrong, string(f.Code)+" "+f.Place.String())
			}
		}
		if want := []string{"TD201 " + name + " › Đơn vị › B7"}; !slices.Equal(wrong, want) {
			t.Errorf("%s: found %q, want %q", period, wrong, want)
		}
	}
}

// fill writes values below the headings of a form's sheet, as a unit would.
func fill(t *testing.T, f *excelize.File, sheet string, values map[string]any) {
	t.Helper()
	heads, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for i, text := range heads[2] {
		if v, ok := values[nomination.HeadKey(text)]; ok {
			at, _ := excelize.CoordinatesToCellName(i+1, 5)
			if err := f.SetCellValue(sheet, at, v); err != nil {
				t.Fatal(err)
			}
			delete(values, nomination.HeadKey(text))
		}
	}
	if len(values) > 0 {
		t.Fatalf("sheet %s: no headings for %v in %v", sheet, values, heads[2])
	}
}

func TestFilledFormIsClean(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(blank(t, "2026")))
	if err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellValue(nomination.SheetUnit, "B7", "Có"); err != nil {
		t.Fatal(err)
	}
	fill(t, f, nomination.SheetIndividuals, map[string]any{
		nomination.HeadDossierCode: "CN01", nomination.HeadFullName: "Trần Thị Bình", nomination.HeadSex: "Nữ",
		nomination.HeadBorn: "1985", nomination.HeadKey(nomination.HeadPartyPost): "Chuyên viên", nomination.HeadWorkplace: "Phòng Văn hóa - Xã hội",
		nomination.HeadProposedForm: "Giấy khen của Chủ tịch UBND phường", nomination.HeadSummary: "Hoàn thành tốt việc được giao.",
		nomination.HeadInitiatives: "SK01",
	})
	fill(t, f, nomination.SheetInitiatives, map[string]any{
		nomination.HeadInitiatives: "SK01", nomination.HeadInitiativeName: "Đặt lịch hẹn", nomination.HeadAuthors: "Trần Thị Bình (100%)",
		nomination.HeadDecisionDate: 46182, // 09/6/2026, as Excel keeps what is typed into a date cell
	})
	var filled bytes.Buffer
	if err := f.Write(&filled); err != nil {
		t.Fatal(err)
	}
	c, found := read(t, "VHXH-2026.xlsx", "2026", filled.Bytes())
	for _, x := range found {
		if x.Code != finding.RowSkipped {
			t.Errorf("%s %s: %s", x.Code, x.Place, x.Message)
		}
	}
	if n := len(c.Individuals("2026")); n != 1 {
		t.Fatalf("%d individuals read", n)
	}
	if got := c.Individuals("2026")[0].Born; got != (vi.Date{Year: 1985}) {
		t.Errorf("born %v", got)
	}
	if got := c.Submissions[0].Initiatives[0].DecisionDate; got != (vi.Date{Year: 2026, Month: 6, Day: 9}) {
		t.Errorf("decision of %v", got)
	}
}

func TestFormIsFixedAndGuarded(t *testing.T) {
	b := blank(t, "2026")
	if !bytes.Equal(b, blank(t, "2026")) {
		t.Error("two forms differ")
	}
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if i, _ := f.GetSheetIndex(nomination.SheetRatings); i >= 0 {
		t.Error("a year's form asks for the ratings of several years")
	}
	if visible, _ := f.GetSheetVisible(nomination.SheetLists); visible {
		t.Error("the lists are shown")
	}
	for _, sheet := range f.GetSheetList() {
		rules, err := f.GetDataValidations(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rules {
			if len(r.Formula1) > 255 || strings.HasPrefix(r.Formula1, `"`) {
				t.Errorf("%s %s: list %s", sheet, r.Sqref, r.Formula1)
			}
		}
		if len(rules) == 0 && sheet == nomination.SheetIndividuals {
			t.Error("no lists for individuals")
		}
	}
	locked := func(at string) bool {
		id, err := f.GetCellStyle(nomination.SheetIndividuals, at)
		if err != nil {
			t.Fatal(err)
		}
		s, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		return s.Protection == nil || s.Protection.Locked
	}
	if !locked("B3") || locked("B5") || locked("B700") {
		t.Errorf("locked: heading %v, cell %v, cell far below %v", locked("B3"), locked("B5"), locked("B700"))
	}
	size, orientation := 0, ""
	if l, err := f.GetPageLayout(nomination.SheetIndividuals); err == nil {
		size, orientation = *l.Size, *l.Orientation
	}
	if size != 9 || orientation != "landscape" {
		t.Errorf("paper %d %s", size, orientation)
	}
}

// notes says what was found in the sent workbook below.
func notes(cells ...string) []form.Note {
	var out []form.Note
	for _, c := range cells {
		col, row, _ := excelize.CellNameToCoordinates(c)
		at := finding.Place{File: "VHXH-2026.xlsx", Sheet: nomination.SheetIndividuals, Row: row, Col: col}
		f := finding.New(finding.RequiredEmpty, at, "Ô bắt buộc nhưng để trống.")
		f.Fix = "điền vào."
		out = append(out, form.Note{Finding: f})
	}
	return out
}

// sent is a unit's workbook with things of its own: a note, a formula, a further
// sheet with merged cells, hidden columns and rows, a list to choose from and a name, a
// fill, its own conditional format.
func sent(t testing.TB) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(blank(t, "2026")))
	if err != nil {
		t.Fatal(err)
	}
	fillStyle, err := f.NewStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"00FF00"}}})
	if err != nil {
		t.Fatal(err)
	}
	bold, err := f.NewConditionalStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.NewSheet("Riêng")
	for _, e := range []error{
		err,
		f.SetCellValue(nomination.SheetIndividuals, "A5", "CN01"),
		f.SetCellFormula("Riêng", "B2", "1+COUNTA('Cá nhân'!A5:A9)"),
		f.SetCellStyle(nomination.SheetIndividuals, "B5", "B5", fillStyle),
		f.SetColWidth("Riêng", "C", "C", 33.5),
		f.SetColVisible("Riêng", "E:F", false),
		f.SetRowVisible("Riêng", 7, false),
		f.SetRowHeight("Riêng", 3, 41),
		f.MergeCell("Riêng", "B4", "D6"),
		f.SetCellValue("Riêng", "B4", "ghi chú riêng của đơn vị"),
		f.SetCellFormula("Riêng", "B3", "SUM(B2,2)"),
		f.SetCellHyperLink("Riêng", "C2", "'Cá nhân'!A5", "Location"),
		f.AddDataValidation("Riêng", ownList()),
		f.SetDefinedName(&excelize.DefinedName{Name: "DanhSachRieng", RefersTo: "Riêng!$B$2:$B$6"}),
		f.AddComment("Riêng", excelize.Comment{Cell: "B2", Author: "Anh Tùng", Paragraph: []excelize.RichTextRun{{Text: "đã cộng lại"}}}),
		f.SetColVisible(nomination.SheetIndividuals, "J", false),
		f.AddComment(nomination.SheetIndividuals, excelize.Comment{Cell: "B5", Author: "Chị Hoa", Paragraph: []excelize.RichTextRun{{Text: "hỏi lại phòng <nội vụ>"}}}),
		f.SetConditionalFormat(nomination.SheetIndividuals, "A5:A9", []excelize.ConditionalFormatOptions{{Type: "formula", Criteria: "A5=1", Format: &bold}}),
	} {
		if e != nil {
			t.Fatal(e)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func ownList() *excelize.DataValidation {
	v := excelize.NewDataValidation(true)
	v.SetSqref("D2:D9")
	v.SetSqrefDropList("$B$2:$B$6")
	v.SetError(excelize.DataValidationErrorStyleStop, "Sai", "chọn trong danh sách")
	return v
}

func annotate(t *testing.T, workbook []byte, n []form.Note) []byte {
	t.Helper()
	var b bytes.Buffer
	err := form.Annotate(&b, form.Return{Workbook: workbook, File: "VHXH-2026.xlsx", Unit: "Phòng", Due: "Hạn gửi lại: ngày 12/02/2027.", Notes: n})
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// comments gives the notes of a sheet by cell.
func comments(t *testing.T, workbook []byte, sheet string) map[string]string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(workbook))
	if err != nil {
		t.Fatal(err)
	}
	all, err := f.GetComments(sheet)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, c := range all {
		s := c.Author + "|" + c.Text
		for _, r := range c.Paragraph {
			s += r.Text
		}
		if _, twice := out[c.Cell]; twice {
			t.Errorf("two notes on %s", c.Cell)
		}
		out[c.Cell] = s
	}
	return out
}

// TestReturnLosesNothing compares every cell, width, height and note with what was sent.
func TestReturnLosesNothing(t *testing.T) {
	before := sent(t)
	after := annotate(t, before, notes("B5", "C5"))
	a, err := excelize.OpenReader(bytes.NewReader(before))
	if err != nil {
		t.Fatal(err)
	}
	b, err := excelize.OpenReader(bytes.NewReader(after))
	if err != nil {
		t.Fatal(err)
	}
	if want := append(a.GetSheetList(), nomination.SheetReview); !slices.Equal(b.GetSheetList(), want) {
		t.Fatalf("sheets %q, want %q", b.GetSheetList(), want)
	}
	for _, sheet := range a.GetSheetList() {
		for row := 1; row <= 50; row++ {
			for col := 1; col <= 24; col++ {
				at, _ := excelize.CoordinatesToCellName(col, row)
				if x, y := cellOf(t, a, sheet, at), cellOf(t, b, sheet, at); x != y {
					t.Errorf("%s %s: %+v, was %+v", sheet, at, y, x)
				}
			}
		}
		was, is := comments(t, before, sheet), comments(t, after, sheet)
		for at, text := range was {
			if !strings.HasPrefix(is[at], text) {
				t.Errorf("%s %s: note %q, was %q", sheet, at, is[at], text)
			}
		}
		if x, y := layoutOf(t, a, sheet), layoutOf(t, b, sheet); !reflect.DeepEqual(x, y) {
			t.Errorf("%s: %+v, was %+v", sheet, y, x)
		}
	}
	if x, y := a.GetDefinedName(), b.GetDefinedName(); !reflect.DeepEqual(x, y) || len(x) == 0 {
		t.Errorf("names %+v, were %+v", y, x)
	}
	is := comments(t, after, nomination.SheetIndividuals)
	for _, at := range []string{"B5", "C5"} {
		if !strings.Contains(is[at], "TD201: Ô bắt buộc nhưng để trống.\nCách sửa: điền vào.") {
			t.Errorf("note on %s: %q", at, is[at])
		}
	}
	formats, err := b.GetConditionalFormats(nomination.SheetIndividuals)
	if err != nil || len(formats) != 2 {
		t.Errorf("conditional formats %v %v, want the unit's and ours", formats, err)
	}
	if ok, to, _ := b.GetCellHyperLink(nomination.SheetReview, "B7"); !ok || to != "'Cá nhân'!B5" {
		t.Errorf("link %q", to)
	}
}

// A cell as it is compared.
type cell struct {
	value, formula string
	kind           excelize.CellType
	style          int
	looks          string // what the style says
	link           string
	width, height  float64
}

// A layout is what a sheet has besides its cells.
type layout struct {
	lists         []*excelize.DataValidation
	merged        []string
	hiddenColumns []string
	hiddenRows    []int
	visible       bool
	panes         excelize.Panes
	page          excelize.PageLayoutOptions
	protection    excelize.SheetProtectionOptions
}

func layoutOf(t *testing.T, f *excelize.File, sheet string) layout {
	t.Helper()
	var l layout
	var err [6]error
	l.lists, err[0] = f.GetDataValidations(sheet)
	l.visible, err[1] = f.GetSheetVisible(sheet)
	l.panes, err[2] = f.GetPanes(sheet)
	l.page, err[3] = f.GetPageLayout(sheet)
	l.protection, err[4] = f.GetSheetProtection(sheet)
	areas, e := f.GetMergeCells(sheet)
	err[5] = e
	for _, m := range areas {
		l.merged = append(l.merged, m.GetStartAxis()+":"+m.GetEndAxis())
	}
	for n := 1; n <= 40; n++ {
		name, _ := excelize.ColumnNumberToName(n)
		if shown, e := f.GetColVisible(sheet, name); e != nil || !shown {
			l.hiddenColumns = append(l.hiddenColumns, name)
		}
		if shown, e := f.GetRowVisible(sheet, n); e != nil || !shown {
			l.hiddenRows = append(l.hiddenRows, n)
		}
	}
	if e := errors.Join(err[:]...); e != nil {
		t.Fatal(e)
	}
	return l
}

func cellOf(t *testing.T, f *excelize.File, sheet, at string) cell {
	t.Helper()
	var c cell
	var err [8]error
	col, row, e := excelize.SplitCellName(at)
	c.value, err[0] = f.GetCellValue(sheet, at, excelize.Options{RawCellValue: true})
	c.formula, err[1] = f.GetCellFormula(sheet, at)
	c.kind, err[2] = f.GetCellType(sheet, at)
	c.style, err[3] = f.GetCellStyle(sheet, at)
	c.width, err[4] = f.GetColWidth(sheet, col)
	c.height, err[5] = f.GetRowHeight(sheet, row)
	_, c.link, err[6] = f.GetCellHyperLink(sheet, at)
	style, e7 := f.GetStyle(c.style)
	looks, e8 := json.Marshal(style)
	c.looks, err[7] = string(looks), errors.Join(e7, e8)
	if e = errors.Join(append(err[:], e)...); e != nil {
		t.Fatal(e)
	}
	return c
}

// TestReturnAgain sends a returned workbook back: our words are replaced, not added to.
func TestReturnAgain(t *testing.T) {
	once := annotate(t, sent(t), notes("B5", "C5", "D5"))
	again := annotate(t, once, notes("B5", "D5"))
	is := comments(t, again, nomination.SheetIndividuals)
	for _, at := range []string{"B5", "D5"} {
		if n := strings.Count(is[at], "KẾT QUẢ KIỂM TRA"); n != 1 {
			t.Errorf("%s: %d times ours in %q", at, n, is[at])
		}
	}
	if !strings.HasPrefix(is["B5"], "Chị Hoa|hỏi lại phòng <nội vụ>\n") {
		t.Errorf("the unit's own note: %q", is["B5"])
	}
	if !strings.Contains(is["C5"], "không còn ý kiến") {
		t.Errorf("a mended cell says %q", is["C5"])
	}
	f, err := excelize.OpenReader(bytes.NewReader(again))
	if err != nil {
		t.Fatal(err)
	}
	formats, err := f.GetConditionalFormats(nomination.SheetIndividuals)
	if err != nil || len(formats) != 2 {
		t.Errorf("conditional formats %v %v, want the unit's and ours", formats, err)
	}
	if _, found := read(t, "VHXH-2026.xlsx", "2026", again); slices.ContainsFunc(found, func(f finding.Finding) bool { return f.Got == nomination.SheetReview }) {
		t.Errorf("a returned workbook is read with %v", found)
	}
	clean := annotate(t, again, nil)
	if c := comments(t, clean, nomination.SheetIndividuals); strings.Contains(c["B5"], "KIỂM TRA") {
		t.Errorf("a clean workbook still says %q", c["B5"])
	}
}

func TestReturnOfRubbish(t *testing.T) {
	var b bytes.Buffer
	if err := form.Annotate(&b, form.Return{Workbook: []byte("rác")}); !errors.Is(err, form.ErrUnreadable) {
		t.Errorf("error %v", err)
	}
	if b.Len() > 0 {
		t.Error("something was written")
	}
}

// FuzzAnnotate gives any bytes as a workbook: it goes back whole, or not at all.
func FuzzAnnotate(f *testing.F) {
	whole := sent(f)
	f.Add(whole)
	f.Add(whole[:len(whole)-30])
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) { annotated(t, data) })
}

// FuzzAnnotateNotes gives any texts as the parts in which a workbook keeps its notes
// and their boxes, which are changed byte by byte.
func FuzzAnnotateNotes(f *testing.F) {
	parts := map[string]string{}
	whole := sent(f)
	z, err := zip.NewReader(bytes.NewReader(whole), int64(len(whole)))
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range z.File {
		r, err := file.Open()
		if err != nil {
			f.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			f.Fatal(err)
		}
		parts[file.Name] = string(text)
	}
	var names []string
	comments, shapes := "", ""
	for name, text := range parts {
		names = append(names, name)
		if strings.Contains(text, "Chị Hoa") {
			comments = name
			shapes = strings.NewReplacer("comments", "drawings/vmlDrawing", ".xml", ".vml").Replace(name)
		}
	}
	slices.Sort(names)
	if parts[comments] == "" || parts[shapes] == "" {
		f.Fatalf("no notes in %q and %q of %q", comments, shapes, names)
	}
	f.Add(parts[comments], parts[shapes])
	f.Fuzz(func(t *testing.T, a, b string) {
		var out bytes.Buffer
		w := zip.NewWriter(&out)
		for _, name := range names {
			text := parts[name]
			switch name {
			case comments:
				text = a
			case shapes:
				text = b
			}
			part, err := w.CreateHeader(&zip.FileHeader{Name: name})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.WriteString(part, text); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		annotated(t, out.Bytes())
	})
}

// annotated puts notes into a workbook that may be anything. What comes out opens; an
// error comes with nothing written.
func annotated(t *testing.T, data []byte) {
	t.Helper()
	var b bytes.Buffer
	if err := form.Annotate(&b, form.Return{Workbook: data, Notes: notes("B5", "C5")}); err != nil {
		if b.Len() > 0 {
			t.Errorf("error %v with %d bytes written", err, b.Len())
		}
		return
	}
	f, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatalf("what goes back doesn't open: %v", err)
	}
	defer f.Close()
	if i, err := f.GetSheetIndex(nomination.SheetReview); err != nil || i < 0 {
		t.Errorf("no list of what was found (%v)", err)
	}
}

func TestRegisterHasEverySheet(t *testing.T) {
	book, _ := rulebook.Parse("ke-hoach.yaml", data.Rulebook)
	var b bytes.Buffer
	if err := form.Register(&b, book, day); err != nil {
		t.Fatal(err)
	}
	if _, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len())); err != nil {
		t.Fatal(err)
	}
	_, found, err := intake.Read(fstest.MapFS{"data/so-theo-doi.xlsx": {Data: b.Bytes()}}, intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if f.Code != finding.NothingHere && (f.Code != finding.RequiredEmpty || f.Place.Sheet != nomination.SheetSettings) {
			t.Errorf("%s %s: %s", f.Code, f.Place, f.Message)
		}
	}
}
