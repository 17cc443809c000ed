package sample

import (
	"bytes"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"thidua/internal/nomination"
	"thidua/internal/vi"
	"thidua/internal/workbook"
)

// packed is when the sample says its workbooks were made: a Monday on which the
// invented office was open.
var packed = time.Date(2027, 2, 15, 8, 0, 0, 0, time.UTC)

// Rows of the sheets that the sample writes: a title as people put it above their
// tables, then the headings, then the values.
const (
	titleRow = 1
	headRow  = 2
	firstRow = 3
)

// Heights in points. Excel shows no row higher than 409 pt.
const (
	lineHeight = 16.5
	maxHeight  = 409
	maxLines   = 24 // lines that such a row shows
)

// Widths in characters.
const (
	widest    = 160 // of a column of long texts
	pageWidth = 180 // that a landscape page shows in letters that can still be read
)

// office wrote the forms and keeps the register, as the files' properties say.
const office = "Phòng Văn hóa - Xã hội phường Lê Thanh Nghị"

// A layout says which sheets a workbook has, and what stands above their tables.
type layout struct {
	schemas []nomination.Schema
	titles  map[string]string // by sheet; a sheet without one is titled by its name
}

// nominationLayout is that of a unit's workbook for a period; the sheets that only
// the final review asks for are left out of a year's.
func nominationLayout(period string) layout {
	when := "NĂM " + period
	if period == finalReview {
		when = "GIAI ĐOẠN " + period
	}
	l := layout{
		titles: map[string]string{
			nomination.SheetUnit:        "ĐỀ NGHỊ KHEN THƯỞNG PHONG TRÀO THI ĐUA ĐẨY MẠNH CẢI CÁCH HÀNH CHÍNH, " + when,
			nomination.SheetCollectives: "TẬP THỂ ĐỀ NGHỊ KHEN THƯỞNG",
			nomination.SheetIndividuals: "CÁ NHÂN ĐỀ NGHỊ KHEN THƯỞNG",
			nomination.SheetInitiatives: "SÁNG KIẾN LÀM CĂN CỨ ĐỀ NGHỊ",
			nomination.SheetRatings:     "KẾT QUẢ XẾP LOẠI TỪNG NĂM",
			nomination.SheetServices:    "QUÁ TRÌNH TRỰC TIẾP LÀM CÔNG TÁC CẢI CÁCH HÀNH CHÍNH",
		},
	}
	for _, s := range nomination.WorkbookSchemas() {
		if period == finalReview || s.Name != nomination.SheetRatings && s.Name != nomination.SheetServices {
			l.schemas = append(l.schemas, s)
		}
	}
	return l
}

// registerLayout is that of the office's own book.
func registerLayout() layout {
	return layout{
		schemas: nomination.RegisterSchemas(),
		titles: map[string]string{
			nomination.SheetSettings: "SỔ THEO DÕI THI ĐUA, KHEN THƯỞNG CẢI CÁCH HÀNH CHÍNH",
		},
	}
}

// encode gives the book as the bytes of an .xlsx file, the same each time. Method is
// that of the zip: zip.Store or zip.Deflate.
func (b *book) encode(l layout, method uint16) ([]byte, error) {
	if err := b.check(l); err != nil {
		return nil, err
	}
	f := excelize.NewFile()
	defer f.Close()
	w := writer{file: f}
	if err := w.book(b, l); err != nil {
		return nil, fmt.Errorf("%s: %w", b.name, err)
	}
	var buf bytes.Buffer
	if err := workbook.Write(&buf, f, method); err != nil {
		return nil, fmt.Errorf("%s: %w", b.name, err)
	}
	return buf.Bytes(), nil
}

// check refuses a sheet or a heading that the layout doesn't have: a slip in the
// texts would otherwise be lost in silence.
func (b *book) check(l layout) error {
	known := map[string]nomination.Schema{}
	for _, s := range l.schemas {
		known[s.Name] = s
	}
	for _, s := range b.sheets {
		schema, ok := known[s.name]
		if !ok {
			return fmt.Errorf("%s: no sheet %q in the schema", b.name, s.name)
		}
		if schema.Pairs && len(s.rows) > 1 {
			return fmt.Errorf("%s: sheet %q holds items of one record, not %d", b.name, s.name, len(s.rows))
		}
		for _, r := range s.rows {
			for _, head := range slices.Sorted(maps.Keys(r)) {
				if c, ok := schema.Column(head); !ok || c.Unasked {
					return fmt.Errorf("%s: no heading %q in sheet %q", b.name, head, s.name)
				}
			}
		}
	}
	return nil
}

// A writer puts one book into an excelize file.
type writer struct {
	file   *excelize.File
	styles styles // in tables, where short values stand in the middle of their columns
	left   styles // in sheets of two columns
}

func (w *writer) book(b *book, l layout) error {
	if err := w.file.SetDefaultFont(face); err != nil {
		return err
	}
	var err error
	if w.styles, err = newStyles(w.file, "center"); err != nil {
		return err
	}
	if w.left, err = newStyles(w.file, "left"); err != nil {
		return err
	}
	for i, schema := range l.schemas {
		if i == 0 {
			err = w.file.SetSheetName("Sheet1", schema.Name)
		} else {
			_, err = w.file.NewSheet(schema.Name)
		}
		if err != nil {
			return err
		}
		title := l.titles[schema.Name]
		if title == "" {
			title = vi.Upper(schema.Name)
		}
		if schema.Pairs {
			err = w.pairs(schema, title, b.rows(schema.Name))
		} else {
			err = w.table(schema, title, b.rows(schema.Name))
		}
		if err != nil {
			return fmt.Errorf("sheet %s: %w", schema.Name, err)
		}
	}
	w.file.SetActiveSheet(0)
	return w.properties()
}

// properties sets author and dates, for which excelize has its own otherwise.
func (w *writer) properties() error {
	when := packed.Format(time.RFC3339)
	return w.file.SetDocProps(&excelize.DocProperties{
		Creator: office, LastModifiedBy: office, Created: when, Modified: when, Language: "vi-VN",
	})
}

// pairs writes a sheet of two columns: every item of the schema, those without a
// value too, so that people see what may be filled in.
func (w *writer) pairs(s nomination.Schema, title string, rows []row) error {
	items := row{}
	if len(rows) == 1 {
		items = rows[0]
	}
	if err := w.frame(s.Name, title, []string{nomination.HeadItem, nomination.HeadValue}, []int{32, 70}); err != nil {
		return err
	}
	for i, c := range s.Columns {
		n := firstRow + i
		if err := w.cell(s.Name, 1, n, nomination.Text, c.Head, w.left); err != nil {
			return err
		}
		if err := w.cell(s.Name, 2, n, c.Kind, items[c.Head], w.left); err != nil {
			return err
		}
		if err := w.height(s.Name, n, linesIn(items[c.Head], 70)); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) table(s nomination.Schema, title string, rows []row) error {
	var heads []string
	var widths []int
	var columns []nomination.Column
	for _, c := range s.Columns {
		if c.Unasked {
			continue
		}
		heads, widths, columns = append(heads, c.Head), append(widths, widthFor(c, rows)), append(columns, c)
	}
	if err := w.frame(s.Name, title, heads, widths); err != nil {
		return err
	}
	for i, r := range rows {
		lines := 1
		for k, c := range columns {
			lines = max(lines, linesIn(r[c.Head], widths[k]))
			if err := w.cell(s.Name, k+1, firstRow+i, c.Kind, r[c.Head], w.styles); err != nil {
				return fmt.Errorf("row %d, %s: %w", firstRow+i, c.Head, err)
			}
		}
		if err := w.height(s.Name, firstRow+i, lines); err != nil {
			return err
		}
	}
	return nil
}

// widthFor gives a column's width in characters: the schema's, or for a text whose
// row would be higher than Excel shows, as much more as it takes.
func widthFor(c nomination.Column, rows []row) int {
	width := c.Width
	for _, r := range rows {
		for width < widest && linesIn(r[c.Head], width) > maxLines {
			width += 5
		}
	}
	return width
}

// frame writes title and headings and sets widths, panes and print set-up.
func (w *writer) frame(sheet, title string, heads []string, widths []int) error {
	if err := w.text(sheet, 1, titleRow, title, w.styles.title); err != nil {
		return err
	}
	lines := 1
	for i, h := range heads {
		column, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := w.file.SetColWidth(sheet, column, column, float64(widths[i])); err != nil {
			return err
		}
		if err := w.text(sheet, i+1, headRow, h, w.styles.head); err != nil {
			return err
		}
		lines = max(lines, linesIn(h, widths[i]-2))
	}
	if err := w.height(sheet, headRow, lines); err != nil {
		return err
	}
	total := 0
	for _, n := range widths {
		total += n
	}
	return w.print(sheet, 1+(total-1)/pageWidth)
}

// print sets A4 landscape, as many pages wide as the columns need, with the headings
// on every page; where there are several, code and name beside them too.
func (w *writer) print(sheet string, wide int) error {
	const a4 = 9
	high := 0
	landscape, size, fit := "landscape", a4, true
	if err := w.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{
		Size: &size, Orientation: &landscape, FitToWidth: &wide, FitToHeight: &high,
	}); err != nil {
		return err
	}
	if err := w.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	if err := w.file.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{OddFooter: "&C&P"}); err != nil {
		return err
	}
	titles := fmt.Sprintf("'%s'!$%d:$%d", sheet, headRow, headRow)
	panes := &excelize.Panes{Freeze: true, YSplit: headRow, TopLeftCell: fmt.Sprintf("A%d", firstRow), ActivePane: "bottomLeft"}
	if wide > 1 {
		titles = fmt.Sprintf("'%s'!$A:$B,%s", sheet, titles)
		panes.XSplit, panes.ActivePane = 2, "bottomRight"
		panes.TopLeftCell = fmt.Sprintf("C%d", firstRow)
	}
	if err := w.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: titles, Scope: sheet}); err != nil {
		return err
	}
	return w.file.SetPanes(sheet, panes)
}

// cell writes a value as the type that its column's kind asks for. An empty one gets
// its style alone.
func (w *writer) cell(sheet string, col, row int, kind nomination.Kind, value string, st styles) error {
	at, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		return err
	}
	v, style, err := typed(kind, value, st)
	if err != nil {
		return err
	}
	if err := w.file.SetCellStyle(sheet, at, at, style); err != nil || v == nil {
		return err
	}
	return w.file.SetCellValue(sheet, at, v)
}

// excelEpoch is the day 0 of Excel's calendar, as it counts after February 1900.
var excelEpoch = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)

// typed gives a value as Excel keeps it, nil for none, with the style to show it.
func typed(kind nomination.Kind, value string, st styles) (any, int, error) {
	switch kind {
	case nomination.Date, nomination.BirthDate:
		d, ok := vi.ParseDate(value)
		switch {
		case value == "":
			return nil, st.date, nil
		case ok && d.Whole():
			return daysSinceEpoch(d), st.date, nil
		case ok && kind == nomination.BirthDate:
			return value, st.text, nil // a year alone is no Excel date
		}
		return nil, 0, fmt.Errorf("%q is not a day", value)
	case nomination.Moment:
		if value == "" {
			return nil, st.moment, nil
		}
		t, err := time.Parse("02/01/2006 15:04", value)
		if err != nil {
			return nil, 0, err
		}
		// excelize cuts a number off after 15 digits instead of rounding it, and 10:45
		// would show as 10:44.
		days := t.Sub(excelEpoch).Hours() / 24
		return math.Round(days*1e9) / 1e9, st.moment, nil
	case nomination.Whole, nomination.Ordinal, nomination.Year:
		if value == "" {
			return nil, st.number, nil
		}
		n, err := strconv.Atoi(value)
		return n, st.number, err
	case nomination.Decimal:
		if value == "" {
			return nil, st.decimal, nil
		}
		x, err := strconv.ParseFloat(strings.Replace(value, ",", ".", 1), 64)
		return x, st.decimal, err
	}
	if value == "" {
		return nil, st.text, nil
	}
	return value, st.text, nil
}

func daysSinceEpoch(d vi.Date) int {
	day := time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
	return int(day.Sub(excelEpoch).Hours() / 24)
}

func (w *writer) text(sheet string, col, row int, value string, style int) error {
	at, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		return err
	}
	if err := w.file.SetCellStyle(sheet, at, at, style); err != nil {
		return err
	}
	return w.file.SetCellStr(sheet, at, value)
}

func (w *writer) height(sheet string, row, lines int) error {
	return w.file.SetRowHeight(sheet, row, min(maxHeight, 4+lineHeight*float64(lines)))
}

// linesIn estimates how many lines a text takes in a column of a width in characters.
func linesIn(text string, width int) int {
	n := 0
	for paragraph := range strings.SplitSeq(text, "\n") {
		n += 1 + utf8.RuneCountInString(paragraph)/max(1, width)
	}
	return n
}
