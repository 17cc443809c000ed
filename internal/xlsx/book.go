package xlsx

import (
	"archive/zip"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"thidua/internal/font"
	"thidua/internal/paper"
	"thidua/internal/workbook"
)

// fontName is the font that official papers are written in; every PC of an office
// has it.
const fontName = "Times New Roman"

// Measures of the workbook: at 12 pt the digits of Times New Roman, which column
// widths are counted in, are exactly 8 pixels wide.
const (
	normalSize  = 12
	digitPixels = 8.0
	pointPixel  = 0.75 // of a pixel, pt
)

// A book writes sheets into a workbook.
type book struct {
	file   *excelize.File
	styles map[look]int
}

// writeBook makes the workbook and writes it.
func writeBook(w io.Writer, b *paper.Book, sheets []*sheet, o Options) (err error) {
	k := &book{file: excelize.NewFile(), styles: map[look]int{}}
	defer func() {
		if e := k.file.Close(); err == nil {
			err = e
		}
	}()
	if err := k.prepare(b, o); err != nil {
		return err
	}
	for i, s := range sheets {
		name := b.Sheets[i].Name
		if i == 0 {
			err = k.file.SetSheetName("Sheet1", name)
		} else {
			_, err = k.file.NewSheet(name)
		}
		if err != nil {
			return fmt.Errorf("sheet %q: %w", name, err)
		}
		if err := k.sheet(name, s, o); err != nil {
			return fmt.Errorf("sheet %q: %w", name, err)
		}
	}
	return workbook.Write(w, k.file, zip.Deflate)
}

// prepare sets what belongs to the whole workbook: its normal font and its properties.
func (k *book) prepare(b *paper.Book, o Options) error {
	if err := k.file.SetDefaultFont(fontName); err != nil {
		return err
	}
	size := float64(normalSize)
	normal := k.file.Styles.Fonts.Font[0]
	normal.Sz.Val, normal.Scheme = &size, nil
	if err := k.file.SetAppProps(&excelize.AppProperties{Application: "thidua"}); err != nil {
		return err
	}
	created := o.Created.UTC().Format(time.RFC3339)
	return k.file.SetDocProps(&excelize.DocProperties{
		Title: b.Title, Creator: b.Author, LastModifiedBy: b.Author,
		Created: created, Modified: created, Language: "vi-VN",
	})
}

// sheet writes one sheet.
func (k *book) sheet(name string, s *sheet, o Options) error {
	// From the last: excelize puts each before those that it has, and streams them so.
	for i, w := range slices.Backward(s.cols) {
		col, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := k.file.SetColWidth(name, col, col, float64(w)/digitPixels); err != nil {
			return err
		}
	}
	for _, r := range s.rules {
		if err := k.rule(name, s, r); err != nil {
			return err
		}
	}
	for _, c := range s.charts {
		if err := k.drawChart(name, c); err != nil {
			return err
		}
	}
	if err := k.print(name, s, o); err != nil {
		return err
	}
	// Last, because what is streamed can't be changed any more.
	return k.rows(name, s)
}

// at gives the A1 name of a cell counted from 0.
func at(row, col int) string {
	name, err := excelize.CoordinatesToCellName(col+1, row+1)
	if err != nil {
		return "A1" // below 1 or above XFD: lay counts from 0 and has few columns
	}
	return name
}

// corners names the first and the last of the cells that are merged into one.
func (c *cell) corners() (first, last string) {
	return at(c.row, c.col), at(c.row+c.rows-1, c.col+c.cols-1)
}

// rows writes the rows of a sheet one after the other, so that a long one needn't stand
// in memory.
func (k *book) rows(name string, s *sheet) error {
	out, err := k.file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	w := rowWriter{book: k, sheet: s, out: out, open: map[int]map[int]excelize.Cell{}}
	small := slices.Clone(s.cells)
	slices.SortStableFunc(small, func(a, b cell) int { return cmp.Compare(a.row, b.row) })
	for _, t := range s.tables {
		n, _ := slices.BinarySearchFunc(small, t.from[0], func(c cell, row int) int { return cmp.Compare(c.row, row) })
		if err := w.write(small[:n], t.from[0]); err != nil {
			return err
		}
		small = small[n:]
		if err := t.all(w.write); err != nil {
			return err
		}
	}
	if err := w.write(small, len(s.rows)); err != nil {
		return err
	}
	return out.Flush()
}

// A rowWriter writes the rows of a sheet.
type rowWriter struct {
	*book
	sheet  *sheet
	out    *excelize.StreamWriter
	next   int                           // row
	open   map[int]map[int]excelize.Cell // what is to be written into rows, by row and column
	values []any
}

// write takes cells, then writes the rows up to one that none of them is in.
func (w *rowWriter) write(cells []cell, upTo int) error {
	for i := range cells {
		if err := w.add(&cells[i]); err != nil {
			return err
		}
	}
	for ; w.next < upTo; w.next++ {
		clear(w.values)
		w.values = w.values[:0]
		row := w.open[w.next]
		for col := range len(w.sheet.cols) {
			if c, ok := row[col]; ok {
				w.values = append(w.values, c)
			} else {
				w.values = append(w.values, nil)
			}
		}
		delete(w.open, w.next)
		high := excelize.RowOpts{Height: float64(w.sheet.rows[w.next].height) * pointPixel}
		if err := w.out.SetRow(at(w.next, 0), w.values, high); err != nil {
			return err
		}
	}
	return nil
}

// add puts a cell into all rows and columns that it covers.
func (w *rowWriter) add(c *cell) error {
	first, last := c.corners()
	runs := c.text.runs()
	if len(runs) == 1 {
		c.look.style = runs[0].in
	}
	id, err := w.style(c.look)
	if err != nil {
		return err
	}
	for row := c.row; row < c.row+c.rows; row++ {
		if w.open[row] == nil {
			w.open[row] = map[int]excelize.Cell{}
		}
		for col := c.col; col < c.col+c.cols; col++ {
			w.open[row][col] = excelize.Cell{StyleID: id}
		}
	}
	w.open[c.row][c.col] = excelize.Cell{StyleID: id, Formula: c.formula, Value: c.content(runs)}
	if first == last {
		return nil
	}
	return w.out.MergeCell(first, last)
}

// content gives a cell's content with its type; nil for none.
func (c *cell) content(runs []run) any {
	switch c.value.Kind {
	case paper.IntegerValue:
		return c.value.Number
	case paper.DecimalValue:
		return float64(c.value.Number) / 100
	case paper.DateValue:
		d := c.value.Date
		return dayNumber(d[0], d[1], d[2])
	case paper.TextValue:
	}
	switch {
	case len(c.text.runes) == 0:
		return nil
	case len(runs) == 1:
		return c.text.String()
	}
	rich := make([]excelize.RichTextRun, len(runs))
	for i, r := range runs {
		rich[i] = excelize.RichTextRun{Text: r.s, Font: fontOf(r.in, c.look.size)}
	}
	return rich
}

// dayNumber is the number of a day in Excel, which counts from 30/12/1899.
func dayNumber(year, month, day int) int64 {
	since := time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)
	return int64(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Sub(since).Hours() / 24)
}

func fontOf(s style, size int) *excelize.Font {
	f := &excelize.Font{
		Family: fontName, Size: float64(size), Color: "000000",
		Bold: s.face()&font.Bold != 0, Italic: s.face()&font.Italic != 0,
	}
	if s&underlined != 0 {
		f.Underline = "single"
	}
	if s&red != 0 {
		f.Color = "CC0000"
	}
	return f
}

var horizontal = map[paper.Align]string{
	paper.AlignLeft: "left", paper.AlignCentre: "center", paper.AlignRight: "right", paper.AlignJustify: "justify",
}

// style gives the number of a look's style.
func (k *book) style(l look) (int, error) {
	if id, ok := k.styles[l]; ok {
		return id, nil
	}
	s := &excelize.Style{
		Font:      fontOf(l.style, l.size),
		Alignment: &excelize.Alignment{Horizontal: horizontal[l.align], Vertical: "top", WrapText: l.format == ""},
	}
	if l.middle {
		s.Alignment.Vertical = "center"
	}
	for _, e := range []struct {
		edge edges
		name string
	}{{left, "left"}, {right, "right"}, {top, "top"}, {bottom, "bottom"}} {
		if l.border&e.edge != 0 {
			s.Border = append(s.Border, excelize.Border{Type: e.name, Color: "000000", Style: 1})
		}
	}
	if l.format != "" {
		s.CustomNumFmt = &l.format
	}
	id, err := k.file.NewStyle(s)
	if err != nil {
		return 0, err
	}
	if l.quoted {
		// excelize has no name for it: the mark that an apostrophe typed before a text leaves.
		yes := true
		xfs := k.file.Styles.CellXfs
		quoted := xfs.Xf[id]
		quoted.QuotePrefix = &yes
		xfs.Xf = append(xfs.Xf, quoted)
		xfs.Count = len(xfs.Xf)
		id = len(xfs.Xf) - 1
	}
	k.styles[l] = id
	return id, nil
}

// rule draws a line: a rectangle of one pixel, because a line drawn between two cells
// would have to end in the same row to the pixel, and an underline isn't what the
// decree means.
func (k *book) rule(name string, s *sheet, r rule) error {
	col, x := 0, r.x
	for col < len(s.cols)-1 && x >= s.cols[col] {
		x -= s.cols[col]
		col++
	}
	return k.file.AddShape(name, &excelize.Shape{
		Cell: at(r.row, col), Type: "rect", Width: uint(max(1, r.length)), Height: 1,
		Format: excelize.GraphicOptions{OffsetX: x, OffsetY: 1, Positioning: "oneCell"},
		Fill:   excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"000000"}},
		Line:   excelize.LineOptions{Type: excelize.LineNone},
	})
}

// print sets how a sheet is shown and printed: A4 landscape, as wide as the page,
// header rows frozen and repeated, numbered from the second page on.
func (k *book) print(name string, s *sheet, o Options) error {
	f := k.file
	one, high, a4, landscape := 1, 0, 9, "landscape"
	if s.pages == 1 {
		high = 1 // what is measured to fit must not be parted by a rounding
	}
	firstPage := uint(1)
	if err := f.SetPageLayout(name, &excelize.PageLayoutOptions{
		Size: &a4, Orientation: &landscape, FitToWidth: &one, FitToHeight: &high, FirstPageNumber: &firstPage,
	}); err != nil {
		return err
	}
	yes, no := true, false
	if err := f.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &yes}); err != nil {
		return err
	}
	topMargin, side, outer, header := 20/25.4, 30/25.4, 15/25.4, 10/25.4
	if err := f.SetPageMargins(name, &excelize.PageLayoutMarginsOptions{
		Top: &topMargin, Bottom: &topMargin, Left: &side, Right: &outer,
		Header: &header, Footer: &header, Horizontally: &yes,
	}); err != nil {
		return err
	}
	if err := f.SetHeaderFooter(name, headerFooter(o)); err != nil {
		return err
	}
	zoom := 85.0
	if err := f.SetSheetView(name, 0, &excelize.ViewOptions{ShowGridLines: &no, ZoomScale: &zoom}); err != nil {
		return err
	}
	for i, r := range s.rows {
		if r.newPage && i > 0 {
			if err := f.InsertPageBreak(name, at(i, 0)); err != nil {
				return err
			}
		}
	}
	return k.names(name, s)
}

// headerFooter numbers the pages in the middle of the top margin, not the first
// (annex I, II.7 of the decree).
func headerFooter(o Options) *excelize.HeaderFooterOptions {
	no := false
	mark := ""
	if o.Draft {
		mark = `&R&"` + fontName + `,Bold"&14DỰ THẢO`
	}
	return &excelize.HeaderFooterOptions{
		DifferentFirst: true, ScaleWithDoc: &no,
		FirstHeader: mark,
		OddHeader:   `&C&"` + fontName + `,Regular"&14&P` + mark,
	}
}

// names sets the print area, and the rows that are repeated and frozen.
func (k *book) names(name string, s *sheet) error {
	if len(s.rows) == 0 {
		return nil
	}
	used := "A1:" + at(len(s.rows)-1, len(s.cols)-1)
	if err := k.file.SetSheetDimension(name, used); err != nil {
		return err
	}
	// Codes such as 01 are text on purpose: no green corners.
	if err := k.file.AddIgnoredErrors(name, used, excelize.IgnoredErrorsNumberStoredAsText); err != nil {
		return err
	}
	quoted := "'" + strings.ReplaceAll(name, "'", "''") + "'!"
	last, err := excelize.CoordinatesToCellName(len(s.cols), len(s.rows), true)
	if err != nil {
		return err
	}
	if err := k.file.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Area", RefersTo: quoted + "$A$1:" + last, Scope: name,
	}); err != nil {
		return err
	}
	if s.head[1] == 0 {
		return nil
	}
	if err := k.file.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("%s$%d:$%d", quoted, s.head[0]+1, s.head[1]), Scope: name,
	}); err != nil {
		return err
	}
	return k.file.SetPanes(name, &excelize.Panes{
		Freeze: true, YSplit: s.head[1], TopLeftCell: at(s.head[1], 0), ActivePane: "bottomLeft",
		Selection: []excelize.Selection{{SQRef: at(s.head[1], 0), ActiveCell: at(s.head[1], 0), Pane: "bottomLeft"}},
	})
}
