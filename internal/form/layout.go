package form

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/vi"
)

// The face of every paper of the office.
const (
	face     = "Times New Roman"
	faceSize = 12
)

// A cellLook is how the values of a kind of column are shown and kept.
type cellLook int

const (
	textLook cellLook = iota // kept as typed: codes, months and years of birth must not become numbers or dates
	numberLook
	decimalLook
	dateLook
	momentLook
	looks
)

// look gives the look of a kind. A birth date stays text: a year alone is legal there,
// which Excel would show as a day in 1905.
func look(k nomination.Kind) cellLook {
	switch k {
	case nomination.Whole, nomination.Ordinal, nomination.Year:
		return numberLook
	case nomination.Decimal:
		return decimalLook
	case nomination.Date:
		return dateLook
	case nomination.Moment:
		return momentLook
	}
	return textLook
}

// styles are the numbers by which excelize knows the looks of cells. Cells for values
// are not locked; everything else is.
type styles struct {
	title, note, head, item, example, list int
	ruled, open                            [looks]int // with lines, and without for rows further down
}

func newStyles(f *excelize.File) (styles, error) {
	var s styles
	var err error
	add := func(into *int, style *excelize.Style) {
		if err == nil {
			*into, err = f.NewStyle(style)
		}
	}
	font := func(change func(*excelize.Font)) *excelize.Font {
		o := &excelize.Font{Family: face, Size: faceSize}
		change(o)
		return o
	}
	add(&s.title, &excelize.Style{Font: font(func(o *excelize.Font) { o.Size, o.Bold = 14, true })})
	add(&s.note, &excelize.Style{Font: font(func(o *excelize.Font) { o.Italic = true })})
	add(&s.head, &excelize.Style{
		Font:      font(func(o *excelize.Font) { o.Bold = true }),
		Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true},
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E7EEF7"}},
		Border:    lines(),
	})
	add(&s.item, &excelize.Style{Font: font(func(*excelize.Font) {}), Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}, Border: lines()})
	text := "@"
	add(&s.example, &excelize.Style{
		Font:       font(func(o *excelize.Font) { o.Italic, o.Color = true, "7F7F7F" }),
		Alignment:  &excelize.Alignment{Vertical: "top", WrapText: true},
		Border:     lines(),
		Protection: &excelize.Protection{}, CustomNumFmt: &text,
	})
	add(&s.list, &excelize.Style{Font: font(func(*excelize.Font) {}), CustomNumFmt: &text})
	for i, format := range [looks]string{"@", "0", "0.00", "dd/mm/yyyy", "dd/mm/yyyy hh:mm"} {
		style := &excelize.Style{
			Font:       font(func(*excelize.Font) {}),
			Alignment:  &excelize.Alignment{Horizontal: "left", Vertical: "top", WrapText: true},
			Protection: &excelize.Protection{}, CustomNumFmt: &format,
		}
		add(&s.open[i], style)
		style.Border = lines()
		add(&s.ruled[i], style)
	}
	return s, err
}

func lines() []excelize.Border {
	var b []excelize.Border
	for _, side := range []string{"left", "top", "right", "bottom"} {
		b = append(b, excelize.Border{Type: side, Color: "000000", Style: 1})
	}
	return b
}

// frame writes title and headings and sets widths, panes and print set-up.
func (b *builder) frame(s nomination.Schema, heads []string, widths []int, wide int) error {
	sheet := s.Name
	if err := b.text(sheet, 1, titleRow, vi.Upper(sheet), b.styles.title); err != nil {
		return err
	}
	if err := b.text(sheet, 1, noteRow, sheetNote(s, b.example), b.styles.note); err != nil {
		return err
	}
	high := 1
	for i, h := range heads {
		if err := b.file.SetColWidth(sheet, columnName(i+1), columnName(i+1), float64(widths[i])); err != nil {
			return err
		}
		if err := b.text(sheet, i+1, headRow, h, b.styles.head); err != nil {
			return err
		}
		high = max(high, 1+utf8.RuneCountInString(h)/max(1, widths[i]-3))
	}
	const lineHeight = 16.5 // points
	if err := b.file.SetRowHeight(sheet, headRow, 6+lineHeight*float64(high)); err != nil {
		return err
	}
	return b.print(sheet, wide)
}

// print sets A4 landscape, as many pages wide as the columns need, with the headings
// on every page; where there are several, code and name beside them too.
func (b *builder) print(sheet string, wide int) error {
	if err := landscape(b.file, sheet, wide); err != nil {
		return err
	}
	titles := fmt.Sprintf("'%s'!$%d:$%d", sheet, headRow, headRow)
	panes := &excelize.Panes{Freeze: true, YSplit: headRow, TopLeftCell: fmt.Sprintf("A%d", firstRow), ActivePane: "bottomLeft"}
	if wide > 1 {
		titles = fmt.Sprintf("'%s'!$A:$B,%s", sheet, titles)
		panes.XSplit, panes.ActivePane, panes.TopLeftCell = 2, "bottomRight", fmt.Sprintf("C%d", firstRow)
	}
	if err := b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: titles, Scope: sheet}); err != nil {
		return err
	}
	return b.file.SetPanes(sheet, panes)
}

// landscape sets A4 landscape and a page number.
func landscape(f *excelize.File, sheet string, wide int) error {
	a4, high, orientation, fit := 9, 0, "landscape", true
	if err := f.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &a4, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &high}); err != nil {
		return err
	}
	if err := f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	return f.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{OddFooter: "&C&P"})
}

// protect locks the headings against slips, without a password: whoever has to can
// lift it. Rows and columns may be sized, added, removed, sorted.
func (b *builder) protect(sheet string) error {
	return b.file.ProtectSheet(sheet, &excelize.SheetProtectionOptions{
		SelectLockedCells: true, SelectUnlockedCells: true, FormatCells: true, FormatColumns: true, FormatRows: true,
		InsertRows: true, DeleteRows: true, InsertHyperlinks: true, Sort: true, AutoFilter: true,
	})
}

// body gives empty cells the look of their column's values.
func (b *builder) body(sheet string, col, from, to int, kind nomination.Kind) error {
	return b.file.SetCellStyle(sheet, cellName(col, from), cellName(col, to), b.styles.ruled[look(kind)])
}

// hint puts a column's hint into a note on its heading.
func (b *builder) hint(sheet string, col, row int, c nomination.Column) error {
	if c.Hint == "" {
		return nil
	}
	text := strings.TrimSuffix(c.Hint, ".") + "."
	if c.Kind == nomination.Choice || c.Kind == nomination.Choices {
		text += "\n- " + strings.Join(c.Values, "\n- ")
	}
	return addNote(b.file, sheet, cellName(col, row), "Cách ghi", text)
}

// addNote adds a note whose box is as high as its text.
func addNote(f *excelize.File, sheet, at, author, text string) error {
	const width, lineHeight, letters = 320, 20, 42
	high := 1
	for line := range strings.SplitSeq(text, "\n") {
		high += 1 + utf8.RuneCountInString(line)/letters
	}
	return f.AddComment(sheet, excelize.Comment{
		Cell: at, Author: author, Width: width, Height: uint(lineHeight * min(high, 30)),
		Paragraph: []excelize.RichTextRun{{Text: text, Font: &excelize.Font{Family: face, Size: 11}}},
	})
}

func (b *builder) text(sheet string, col, row int, value string, style int) error {
	at := cellName(col, row)
	if err := b.file.SetCellStyle(sheet, at, at, style); err != nil {
		return err
	}
	return b.file.SetCellStr(sheet, at, value)
}

// columnName and cellName write addresses; the numbers are those of a schema, far
// within what a sheet has.
func columnName(col int) string { return finding.ColumnName(col) }

func cellName(col, row int) string { return finding.Place{Sheet: "-", Row: row, Col: col}.Cell() }
