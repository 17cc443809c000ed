package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"thidua/fonts"
	"thidua/internal/font"
	"thidua/internal/paper"
)

var created = time.Date(2027, 2, 10, 0, 0, 0, 0, time.FixedZone("+07", 7*60*60))

func tinos(t testing.TB) *font.Family {
	t.Helper()
	f, err := fonts.Tinos()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// write gives the bytes of a workbook.
func write(t testing.TB, b *paper.Book, o Options) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, b, tinos(t), o); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// reopen reads a workbook back.
func reopen(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

func must[T any](t testing.TB) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func cellOf(s string) paper.Cell {
	return paper.Cell{Paragraphs: []paper.Paragraph{paper.Text(paper.Plain, s)}}
}

func rowOf(texts ...string) paper.Row {
	var r paper.Row
	for _, s := range texts {
		r.Cells = append(r.Cells, cellOf(s))
	}
	return r
}

func integer(shown string, n int64) paper.Cell {
	c := cellOf(shown)
	c.Value = paper.Value{Kind: paper.IntegerValue, Number: n}
	return c
}

func decimal(shown string, hundredths int64) paper.Cell {
	c := cellOf(shown)
	c.Value = paper.Value{Kind: paper.DecimalValue, Number: hundredths}
	return c
}

func date(y, m, d int) paper.Cell {
	return paper.Cell{Value: paper.Value{Kind: paper.DateValue, Date: [3]int{y, m, d}}}
}

func one(name string, blocks ...paper.Block) *paper.Book {
	return &paper.Book{Name: "tong-hop", Title: "Tổng hợp", Author: "Ủy ban nhân dân phường", Sheets: []paper.Sheet{{Name: name, Blocks: blocks}}}
}

const achievement = "Chủ động tham mưu ban hành kế hoạch cải cách hành chính năm 2026; rút ngắn thời gian giải quyết 42 thủ tục thuộc lĩnh vực hộ tịch, chứng thực từ 05 ngày xuống 03 ngày làm việc; tỷ lệ hồ sơ giải quyết đúng và trước hạn đạt 99,6%. "

// list is a table as the ward's lists are: a header of two rows, a group, rows.
func list(rows ...paper.Row) paper.Table {
	span := func(s string, rows, cols int) paper.Cell {
		c := cellOf(s)
		c.RowSpan, c.Span = rows, cols
		return c
	}
	return paper.Table{
		Columns: []paper.Column{
			{Width: 40, Align: paper.AlignCentre},
			{Width: 160},
			{Width: 90, Align: paper.AlignCentre},
			{Width: 90, Align: paper.AlignCentre},
			{Width: 160},
			{Width: 360, Align: paper.AlignJustify},
			{Width: 100, Align: paper.AlignRight},
		},
		Header: []paper.Row{
			{Cells: []paper.Cell{
				span("TT", 2, 1), span("Họ và tên", 2, 1), span("Ngày sinh", 1, 2),
				span("Chức vụ, đơn vị công tác", 2, 1), span("Tóm tắt thành tích", 2, 1), span("Tỷ lệ (%)", 2, 1),
			}},
			rowOf("Nam", "Nữ"),
		},
		Rows: append([]paper.Row{{Group: true, Cells: []paper.Cell{cellOf("I"), cellOf("CÁ NHÂN")}}}, rows...),
	}
}

func person(n int64, summary string) paper.Row {
	return paper.Row{Cells: []paper.Cell{
		integer(fmt.Sprintf("%02d", n), n), cellOf("Nguyễn Thị Ngọc Huyền"), cellOf(""), date(1985, 9, 3),
		cellOf("Phó Trưởng phòng Văn hóa - Xã hội"), cellOf(summary), decimal("87,50", 8750),
	}}
}

// official is a sheet with everything an official list has.
func official(rows ...paper.Row) *paper.Book {
	return one("Cá nhân",
		paper.Letterhead{
			Issuer: []string{"ỦY BAN NHÂN DÂN", "PHƯỜNG LÊ THANH NGHỊ"},
			Number: "Số:       /DS-UBND", Place: "Phường Lê Thanh Nghị, ngày      tháng 02 năm 2027",
		},
		paper.Title{Type: []string{"DANH SÁCH TRÍCH NGANG"}, Subject: []string{"Cá nhân đề nghị tặng Bằng khen năm 2026"}},
		list(rows...),
		paper.Text(paper.Body, "Danh sách có 02 cá nhân./."),
		paper.Closing{
			Copies:    []string{"- Như trên;", "- Lưu: VT."},
			Signature: paper.Signature{Capacity: []string{"TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"}, Name: "Nguyễn Văn Minh"},
		})
}

func TestTypes(t *testing.T) {
	table := paper.Table{Columns: []paper.Column{{}, {}}, Rows: []paper.Row{
		{Cells: []paper.Cell{cellOf("số thứ tự"), integer("07", 7)}},
		{Cells: []paper.Cell{cellOf("tiền thưởng"), integer("3.510.000", 3510000)}},
		{Cells: []paper.Cell{cellOf("năm"), integer("2026", 2026)}},
		{Cells: []paper.Cell{cellOf("không ghi"), integer("", -12)}},
		{Cells: []paper.Cell{cellOf("ghi khác"), integer("12/45", 3)}},
		{Cells: []paper.Cell{cellOf("điểm"), decimal("87,5", 8750)}},
		{Cells: []paper.Cell{cellOf("tỷ lệ"), decimal("99,60%", 9960)}},
		{Cells: []paper.Cell{cellOf("âm"), decimal("", -5)}},
		{Cells: []paper.Cell{cellOf("ngày sinh"), date(1985, 9, 3)}},
		{Cells: []paper.Cell{cellOf("ngày đầu"), date(1900, 3, 1)}},
		{Cells: []paper.Cell{cellOf("ngày quá xa"), date(1890, 5, 19)}},
		{Cells: []paper.Cell{cellOf("chữ"), cellOf("0123")}},
	}}
	f := reopen(t, write(t, one("Kiểu", table), Options{}))
	for i, want := range []struct{ raw, format string }{
		{"7", "00"},
		{"3510000", "#,##0"},
		{"2026", "0"},
		{"-12", "0"},
		{"3", "0"},
		{"87.5", "0.0"},
		{"99.6", `0.00"%"`},
		{"-0.05", "0.00"},
		{"31293", "dd/mm/yyyy"}, // 03/09/1985
		{"61", "dd/mm/yyyy"},
		{"19/05/1890", ""},
		{"0123", ""},
	} {
		at := fmt.Sprintf("B%d", i+1)
		if got := must[string](t)(f.GetCellValue("Kiểu", at, excelize.Options{RawCellValue: true})); got != want.raw {
			t.Errorf("%s holds %q, want %q", at, got, want.raw)
		}
		kind := must[excelize.CellType](t)(f.GetCellType("Kiểu", at))
		if text := want.format == ""; (kind == excelize.CellTypeInlineString) != text {
			t.Errorf("%s has type %v", at, kind)
		}
		style := must[*excelize.Style](t)(f.GetStyle(must[int](t)(f.GetCellStyle("Kiểu", at))))
		format := ""
		if style.CustomNumFmt != nil {
			format = *style.CustomNumFmt
		}
		if format != want.format && (want.format != "0" && want.format != "0.00" && want.format != "#,##0" || style.NumFmt == 0) {
			t.Errorf("%s has format %q (%d), want %q", at, format, style.NumFmt, want.format)
		}
		if style.Font.Family != "Times New Roman" || len(style.Border) != 4 {
			t.Errorf("%s: font %q, %d borders", at, style.Font.Family, len(style.Border))
		}
	}
}

func TestNoFormulas(t *testing.T) {
	texts := []string{
		"=1+1", "+84 220 3850 000", "-5", "@SUM(A1)", "=HYPERLINK(\"http://x\")", "=" + strings.Repeat("a", 400),
		"{=1}", "'=1", "_x000D_", "_x005F_x0041_ và _x00e9_", "<b>&amp;", "a\tb", " đầu và cuối ", "dòng một\ndòng hai", "=cmd|' /C calc'!A0",
	}
	var rows []paper.Row
	for _, s := range texts {
		rows = append(rows, rowOf(s))
	}
	data := write(t, one("Chữ", paper.Table{Columns: []paper.Column{{}}, Rows: rows}), Options{})
	f := reopen(t, data)
	for i, want := range texts {
		at := fmt.Sprintf("A%d", i+1)
		if got := must[string](t)(f.GetCellValue("Chữ", at)); got != want {
			t.Errorf("%s holds %q, want %q", at, got, want)
		}
		if got := must[string](t)(f.GetCellFormula("Chữ", at)); got != "" {
			t.Errorf("%s is the formula %q", at, got)
		}
		quoted := f.Styles.CellXfs.Xf[must[int](t)(f.GetCellStyle("Chữ", at))].QuotePrefix
		if (quoted != nil && *quoted) != strings.ContainsRune("=+-@", rune(want[0])) {
			t.Errorf("%s: quoted is wrong for %q", at, want)
		}
	}
	if xml := xmlOf(t, f, "xl/worksheets/sheet1.xml"); strings.Contains(xml, "<f>") || strings.Contains(xml, "<f ") {
		t.Error("the sheet has formulas")
	}
}

// xmlOf gives a part of a reopened workbook as it stands in the file.
func xmlOf(t testing.TB, f *excelize.File, name string) string {
	t.Helper()
	data, ok := f.Pkg.Load(name)
	if !ok {
		t.Fatalf("no part %s", name)
	}
	b, ok := data.([]byte)
	if !ok {
		t.Fatalf("part %s is a %T", name, data)
	}
	return string(b)
}

func TestRichText(t *testing.T) {
	mixed := paper.Cell{Paragraphs: []paper.Paragraph{
		{Runs: []paper.Run{{Text: "Bà "}, {Text: "Trần Thị Bình", Bold: true, Red: true}}},
		{Runs: []paper.Run{{Text: "=nghỉ hưu", Italic: true, Underline: true}}},
	}}
	whole := paper.Cell{Paragraphs: []paper.Paragraph{{Runs: []paper.Run{{Text: "Tất cả ", Bold: true}, {Text: "đậm", Bold: true}}}}}
	f := reopen(t, write(t, one("Chữ", paper.Table{Columns: []paper.Column{{}, {}}, Rows: []paper.Row{{Cells: []paper.Cell{mixed, whole}}}}), Options{}))
	runs := must[[]excelize.RichTextRun](t)(f.GetCellRichText("Chữ", "A1"))
	var got []string
	for _, r := range runs {
		got = append(got, fmt.Sprintf("%q %v %v %q %g %s", r.Text, r.Font.Bold, r.Font.Italic, r.Font.Underline, r.Font.Size, r.Font.Color))
	}
	want := []string{`"Bà " false false "" 12 000000`, `"Trần Thị Bình\n" true false "" 12 CC0000`, `"=nghỉ hưu" false true "single" 12 000000`}
	if !slices.Equal(got, want) {
		t.Errorf("runs are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	style := must[*excelize.Style](t)(f.GetStyle(must[int](t)(f.GetCellStyle("Chữ", "B1"))))
	if !style.Font.Bold || must[string](t)(f.GetCellValue("Chữ", "B1")) != "Tất cả đậm" {
		t.Error("a text in one style is not a plain bold cell")
	}
}

func TestMerges(t *testing.T) {
	f := reopen(t, write(t, official(person(1, "Một"), person(2, "Hai")), Options{}))
	var got []string
	for _, m := range must[[]excelize.MergeCell](t)(f.GetMergeCells("Cá nhân")) {
		got = append(got, m[0]+" "+strings.ReplaceAll(m[1], "\n", "|"))
	}
	for _, want := range []string{
		"A10:A11 TT", "B10:B11 Họ và tên", "C10:D10 Ngày sinh", "F10:F11 Tóm tắt thành tích", "B12:G12 CÁ NHÂN",
		"A1:D1 ỦY BAN NHÂN DÂN", "E2:G2 Độc lập - Tự do - Hạnh phúc", "A6:G6 DANH SÁCH TRÍCH NGANG",
		"A18:E20 - Như trên;|- Lưu: VT.", "F20:G20 Nguyễn Văn Minh",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("no merge %q among %q", want, got)
		}
	}
	overlaps(t, lays(t, official(person(1, "Một"))))
}

// lays gives the first sheet of a book laid out, with the cells of its tables among the
// others.
func lays(t testing.TB, b *paper.Book) *sheet {
	t.Helper()
	s := must[*sheet](t)(lay(b.Sheets[0].Blocks, tinos(t)))
	for _, table := range s.tables {
		if err := table.all(func(cells []cell, _ int) error {
			s.cells = append(s.cells, cells...)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// overlaps fails where two cells cover the same place, or one lies outside the sheet:
// Excel calls such a file damaged.
func overlaps(t *testing.T, s *sheet) {
	t.Helper()
	taken := map[[2]int]int{}
	for i, c := range s.cells {
		if c.rows < 1 || c.cols < 1 || c.row+c.rows > len(s.rows) || c.col+c.cols > len(s.cols) {
			t.Errorf("cell %q at %d,%d covers %d×%d of %d×%d", c.text, c.row, c.col, c.rows, c.cols, len(s.rows), len(s.cols))
		}
		for y := c.row; y < c.row+c.rows; y++ {
			for x := c.col; x < c.col+c.cols; x++ {
				if j, ok := taken[[2]int{y, x}]; ok {
					t.Errorf("cells %q and %q cover row %d, column %d", s.cells[j].text, c.text, y, x)
				}
				taken[[2]int{y, x}] = i
			}
		}
	}
}

func TestPrintSetup(t *testing.T) {
	b := official(person(1, "Một"))
	b.Sheets[0].Name = "Bình's & xét"
	f := reopen(t, write(t, b, Options{Created: created}))
	name := b.Sheets[0].Name
	l := must[excelize.PageLayoutOptions](t)(f.GetPageLayout(name))
	if *l.Size != 9 || *l.Orientation != "landscape" || *l.FitToWidth != 1 || *l.FitToHeight != 1 {
		t.Errorf("page is %d %s %d×%d", *l.Size, *l.Orientation, *l.FitToWidth, *l.FitToHeight)
	}
	if p := must[excelize.SheetPropsOptions](t)(f.GetSheetProps(name)); !*p.FitToPage {
		t.Error("does not fit the page")
	}
	m := must[excelize.PageLayoutMarginsOptions](t)(f.GetPageMargins(name))
	for what, mm := range map[string][2]float64{
		"top": {*m.Top, 20}, "bottom": {*m.Bottom, 20}, "left": {*m.Left, 30}, "right": {*m.Right, 15},
	} {
		if d := mm[0]*25.4 - mm[1]; d > 0.01 || d < -0.01 {
			t.Errorf("%s margin is %.2f mm", what, mm[0]*25.4)
		}
	}
	if !*m.Horizontally {
		t.Error("not centred")
	}
	h := must[*excelize.HeaderFooterOptions](t)(f.GetHeaderFooter(name))
	if h.OddHeader != `&C&"Times New Roman,Regular"&14&P` || h.FirstHeader != "" || !h.DifferentFirst {
		t.Errorf("header is %+v", h)
	}
	panes := must[excelize.Panes](t)(f.GetPanes(name))
	if !panes.Freeze || panes.YSplit != 11 || panes.TopLeftCell != "A12" {
		t.Errorf("panes are %+v", panes)
	}
	var got []string
	for _, n := range f.GetDefinedName() {
		got = append(got, n.Name+" "+n.RefersTo+" "+n.Scope)
	}
	want := []string{
		"_xlnm.Print_Area 'Bình''s & xét'!$A$1:$G$19 " + name,
		"_xlnm.Print_Titles 'Bình''s & xét'!$10:$11 " + name,
	}
	if !slices.Equal(got, want) {
		t.Errorf("names are %q, want %q", got, want)
	}
	d := must[*excelize.DocProperties](t)(f.GetDocProps())
	if d.Creator != b.Author || d.Title != b.Title || d.Created != "2027-02-09T17:00:00Z" || d.Modified != d.Created || d.LastModifiedBy != b.Author {
		t.Errorf("properties are %+v", d)
	}
}

// TestOnePage holds that a list a little too long for a page is reduced to one, and a
// longer one goes on over pages as wide as its own.
func TestOnePage(t *testing.T) {
	pages := func(n int) (width, high int) {
		var rows []paper.Row
		for i := range n {
			rows = append(rows, person(int64(i+1), "Một"))
		}
		b := official(rows...)
		l := must[excelize.PageLayoutOptions](t)(reopen(t, write(t, b, Options{})).GetPageLayout("Cá nhân"))
		return sum(lays(t, b).cols), *l.FitToHeight
	}
	seen := map[string]bool{}
	for n := range 12 {
		width, high := pages(n)
		switch {
		case high == 1 && width == pageWidth:
			seen["whole"] = true
		case high == 1 && width <= pageWidth*100/smallest:
			seen["reduced"] = true
		case high == 0 && width == pageWidth:
			seen["pages"] = true
		default:
			t.Errorf("%d rows: %d px wide, %d pages high", n, width, high)
		}
	}
	if len(seen) != 3 {
		t.Errorf("only %v", seen)
	}
}

func TestLongTitleIsBrokenEvenly(t *testing.T) {
	b := official(person(1, "Một"))
	b.Sheets[0].Blocks[1] = paper.Title{Subject: []string{strings.Repeat("Phong trào thi đua ", 7) + "năm 2026"}}
	s := lays(t, b)
	for _, c := range s.cells {
		if !strings.HasPrefix(c.text.String(), "Phong trào") {
			continue
		}
		lines := strings.Split(c.text.String(), "\n")
		if len(lines) != 2 || len(lines[1]) < len(lines[0])*3/4 {
			t.Errorf("lines are %q", lines)
		}
		return
	}
	t.Error("no title")
}

func TestDraft(t *testing.T) {
	f := reopen(t, write(t, official(person(1, "Một")), Options{Draft: true}))
	h := must[*excelize.HeaderFooterOptions](t)(f.GetHeaderFooter("Cá nhân"))
	if !strings.HasSuffix(h.OddHeader, "DỰ THẢO") || !strings.HasSuffix(h.FirstHeader, "DỰ THẢO") {
		t.Errorf("header is %+v", h)
	}
}

func TestTwoTablesAreNotFrozen(t *testing.T) {
	f := reopen(t, write(t, one("Hai bảng", list(person(1, "a")), list(person(2, "b"))), Options{}))
	if p := must[excelize.Panes](t)(f.GetPanes("Hai bảng")); p.Freeze {
		t.Error("one of two headers is frozen")
	}
	if names := f.GetDefinedName(); len(names) != 1 {
		t.Errorf("names are %v", names)
	}
}

func TestWidths(t *testing.T) {
	f := reopen(t, write(t, official(person(1, "Một")), Options{}))
	total := 0.0
	var got []float64
	for _, c := range "ABCDEFG" {
		w := must[float64](t)(f.GetColWidth("Cá nhân", string(c))) * digitPixels
		got, total = append(got, w), total+w
	}
	if total > pageWidth || total < pageWidth-10 {
		t.Errorf("sheet is %g px wide, the page %d", total, pageWidth)
	}
	// A date of ten letters in 12 pt: eight digits of 8 px, two strokes of 4.4.
	if got[3] < 73+padding {
		t.Errorf("the column of dates is %g px wide", got[3])
	}
	if got[5] < 2*got[1] || got[5] > 2.5*got[1] {
		t.Errorf("shares 360 and 160 became %g and %g", got[5], got[1])
	}

	narrow := paper.Table{Columns: []paper.Column{{Width: 10}, {Width: 990}}, Rows: []paper.Row{{Cells: []paper.Cell{integer("123.456.789.000", 123456789000), cellOf("a")}}}}
	s := lays(t, one("Hẹp", narrow))
	if need := plainText("123.456.789.000", 0).measure(tinos(t), 12); s.cols[0] < need+padding {
		t.Errorf("a number of %d px stands in a column of %d", need, s.cols[0])
	}
}

// TestHeights measures every cell again, as Excel does on the screen: whole words, 21
// px a line of 12 pt, no reserve in width.
func TestHeights(t *testing.T) {
	f := tinos(t)
	var rows []paper.Row
	for n := range 8 {
		rows = append(rows, person(int64(n+1), strings.Repeat(achievement, n)))
	}
	for _, b := range []*paper.Book{official(rows...), official(person(1, strings.Repeat(achievement, 40)), person(2, "x"))} {
		s := lays(t, b)
		overlaps(t, s)
		perLine := map[int]int{11: 20, 12: 21, 13: 22, 14: 25}
		for _, c := range s.cells {
			lines := screenLines(f, c, s.width(c.col, c.cols)-padding)
			if have, need := s.heights(c.row, c.row+c.rows), lines*perLine[c.look.size]; have < need {
				t.Errorf("%.40q needs %d px and has %d", c.text, need, have)
			}
		}
		for i, r := range s.rows {
			if r.height > maxRow || r.height+s.headHeight() > s.pageRoom() {
				t.Errorf("row %d is %d px high", i+1, r.height)
			}
		}
	}
}

func screenLines(f *font.Family, c cell, width int) int {
	n := 0
	for _, p := range strings.Split(c.text.String(), "\n") {
		used := 0
		n++
		for _, w := range strings.SplitAfter(p, " ") {
			length := plainText(w, c.look.style).measure(f, c.look.size)
			if bare := plainText(strings.TrimRight(w, " "), c.look.style).measure(f, c.look.size); used > 0 && used+bare > width {
				n, used = n+1, 0
			}
			used += length
		}
	}
	return n
}

// TestCut holds that a text too high for a row is cut at the ends of sentences, that
// nothing of it is lost, and that the other cells go over all its rows.
func TestCut(t *testing.T) {
	whole := strings.TrimSpace(strings.Repeat(achievement, 30))
	f := reopen(t, write(t, official(person(1, whole), person(2, "Hai")), Options{}))
	var pieces []string
	row := 13
	for ; ; row++ {
		s := must[string](t)(f.GetCellValue("Cá nhân", fmt.Sprintf("F%d", row)))
		if s == "Hai" {
			break
		}
		pieces = append(pieces, s)
	}
	if len(pieces) < 3 {
		t.Fatalf("%d pieces", len(pieces))
	}
	if got := strings.Join(pieces, " "); got != whole {
		t.Errorf("text of %d bytes became one of %d, beginning %.60q", len(whole), len(got), got)
	}
	for i, p := range pieces {
		if !strings.HasSuffix(p, ".") && !strings.HasSuffix(p, ";") {
			t.Errorf("piece %d ends %q", i, p[max(0, len(p)-20):])
		}
	}
	merged := false
	for _, m := range must[[]excelize.MergeCell](t)(f.GetMergeCells("Cá nhân")) {
		merged = merged || m[0] == fmt.Sprintf("B13:B%d", row-1)
	}
	if !merged {
		t.Error("the name does not go over the rows of its text")
	}
}

// TestWiden holds that a text a little too high for its row widens the sheet instead.
func TestWiden(t *testing.T) {
	short, tall := lays(t, official(person(1, achievement))), lays(t, official(person(1, strings.Repeat(achievement, 6))))
	if sum(tall.cols) <= sum(short.cols) || sum(tall.cols) > pageWidth*110/smallest {
		t.Errorf("sheet is %d px wide, with a short text %d", sum(tall.cols), sum(short.cols))
	}
	pieces := 0
	for _, c := range tall.cells {
		if strings.HasPrefix(c.text.String(), achievement[:20]) {
			pieces++
		}
	}
	if pieces != 1 {
		t.Errorf("the text is in %d pieces", pieces)
	}
}

// TestSignatureStaysTogether fills the page so that every place of the signature on it
// comes up, and looks where the pages would end.
func TestSignatureStaysTogether(t *testing.T) {
	for n := range 30 {
		var rows []paper.Row
		for i := range n {
			rows = append(rows, person(int64(i+1), "Một"))
		}
		s := lays(t, official(rows...))
		first := len(s.rows) - 6 // last line of the text, gap, two lines, room, name
		used := 0
		for i, r := range s.rows {
			if used+r.height > s.pageRoom() || r.newPage {
				if i > first {
					t.Errorf("%d rows: a page ends before row %d of %d", n, i+1, len(s.rows))
				}
				used = s.headHeight()
			}
			used += r.height
		}
	}
}

func TestSameBytes(t *testing.T) {
	b := official(person(1, achievement), person(2, strings.Repeat(achievement, 30)))
	b.Sheets = append(b.Sheets, paper.Sheet{Name: "Tập thể", Blocks: b.Sheets[0].Blocks})
	want := write(t, b, Options{Created: created})
	for range 10 {
		if got := write(t, b, Options{Created: created}); !bytes.Equal(got, want) {
			t.Fatal("bytes differ")
		}
	}
	if core := xmlOf(t, reopen(t, want), "docProps/core.xml"); regexp.MustCompile(`xuri|2006-09`).MatchString(core) {
		t.Errorf("properties of the library: %s", core)
	}
}

func TestErrors(t *testing.T) {
	table := func(t paper.Table) *paper.Book { return one("Bảng", t) }
	two := []paper.Column{{}, {}}
	tooFar := cellOf("a")
	tooFar.RowSpan = 2
	for _, c := range []struct {
		name string
		book *paper.Book
		want error
	}{
		{"no sheets", &paper.Book{}, ErrSheetName},
		{"no name", one(" "), ErrSheetName},
		{"32 letters", one(strings.Repeat("ậ", 32)), ErrSheetName},
		{"slash", one("a/b"), ErrSheetName},
		{"bracket", one("a]"), ErrSheetName},
		{"apostrophe", one("'a"), ErrSheetName},
		{"kept by Excel", one("History"), ErrSheetName},
		{"twice", &paper.Book{Sheets: []paper.Sheet{{Name: "Tập thể"}, {Name: "tập THỂ"}}}, ErrSheetName},
		{"line end in a name", one("a\nb"), ErrSheetName},
		{"too long", table(paper.Table{Columns: two, Rows: []paper.Row{rowOf(strings.Repeat("ă", 32768))}}), ErrTooLong},
		{"too long outside a table", one("a", paper.Text(paper.Body, strings.Repeat("ă ", 20000))), ErrTooLong},
		{"control character", table(paper.Table{Columns: two, Rows: []paper.Row{rowOf("a\x01")}}), ErrCharacter},
		{"not UTF-8", table(paper.Table{Columns: two, Rows: []paper.Row{rowOf("a\xff")}}), ErrCharacter},
		{"no columns", table(paper.Table{Rows: []paper.Row{rowOf("a")}}), ErrTable},
		{"too many cells", table(paper.Table{Columns: two, Rows: []paper.Row{rowOf("a", "b", "c")}}), ErrTable},
		{"span too wide", table(paper.Table{Columns: two, Rows: []paper.Row{{Cells: []paper.Cell{{Span: 3}}}}}), ErrTable},
		{"header reaches into rows", table(paper.Table{Columns: two, Header: []paper.Row{{Cells: []paper.Cell{tooFar}}}, Rows: []paper.Row{rowOf("a")}}), ErrTable},
		{"no such day", table(paper.Table{Columns: two, Rows: []paper.Row{{Cells: []paper.Cell{date(2026, 2, 30)}}}}), ErrDate},
		{"columns", one("a", paper.Columns{}), ErrBlock},
		{"placed text", one("a", paper.Placed{}), ErrBlock},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out bytes.Buffer
			if err := Write(&out, c.book, tinos(t), Options{}); !errors.Is(err, c.want) {
				t.Errorf("error is %v, want %v", err, c.want)
			}
			if out.Len() > 0 {
				t.Errorf("%d bytes were written", out.Len())
			}
		})
	}
}

func TestWriterFails(t *testing.T) {
	broken := errors.New("disk full")
	r, w := io.Pipe()
	if err := r.CloseWithError(broken); err != nil {
		t.Fatal(err)
	}
	if err := Write(w, official(), tinos(t), Options{}); !errors.Is(err, broken) {
		t.Errorf("error is %v", err)
	}
}

func TestLongestTextFits(t *testing.T) {
	s := strings.Repeat("ă", maxCell)
	f := reopen(t, write(t, one("Dài", paper.Table{Columns: []paper.Column{{}, {}}, Rows: []paper.Row{rowOf(s, "b")}}), Options{}))
	got := ""
	for i := 1; ; i++ {
		v := must[string](t)(f.GetCellValue("Dài", fmt.Sprintf("A%d", i)))
		if v == "" {
			break
		}
		got += v
	}
	if got != s {
		t.Errorf("%d bytes of %d came back", len(got), len(s))
	}
}

func BenchmarkWrite(b *testing.B) {
	var rows []paper.Row
	for n := range 500 {
		rows = append(rows, person(int64(n+1), strings.Repeat(achievement, n%4)))
	}
	book, f := official(rows...), tinos(b)
	for b.Loop() {
		if err := Write(io.Discard, book, f, Options{Created: created}); err != nil {
			b.Fatal(err)
		}
	}
}

// TestColumnsStandInOrder: Excel calls a sheet damaged whose columns don't ascend.
func TestColumnsStandInOrder(t *testing.T) {
	data := write(t, official(person(1, achievement)), Options{})
	z := must[*zip.Reader](t)(zip.NewReader(bytes.NewReader(data), int64(len(data))))
	r := must[fs.File](t)(z.Open("xl/worksheets/sheet1.xml"))
	defer r.Close()
	last := 0
	for _, m := range regexp.MustCompile(`<col [^>]*?min="(\d+)"`).FindAllSubmatch(must[[]byte](t)(io.ReadAll(r)), -1) {
		n := must[int](t)(strconv.Atoi(string(m[1])))
		if n <= last {
			t.Errorf("column %d stands behind column %d", n, last)
		}
		last = n
	}
	if last < 2 {
		t.Errorf("%d columns", last)
	}
}
