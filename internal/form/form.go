// Package form makes the workbooks that people fill in and gets back to them what was
// found in those: blank forms for the units, an empty register for the office, and a
// unit's own workbook with the findings in its cells.
//
// Sheets, headings and lists are nomination's schema, the register's units and the
// rulebook's award forms; nothing of them is said a second time here. The same request
// gives the same bytes.
package form

import (
	"archive/zip"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/xuri/excelize/v2"

	"thidua/internal/nomination"
	"thidua/internal/rulebook"
	"thidua/internal/vi"
	"thidua/internal/workbook"
)

// A Request says whose blank form is wanted.
type Request struct {
	Unit     *nomination.Unit
	Period   string
	Register *nomination.Register // its units fill lists
	Rulebook *rulebook.Rulebook   // its award forms fill lists
	Date     vi.Date              // the day that the file says it was made
}

// Blank writes a unit's empty nomination workbook. The sheets that only the final
// review asks for are left out of a year's form.
func Blank(w io.Writer, r Request) error {
	kind := rulebook.Year
	if p, ok := r.Rulebook.PeriodByKey(r.Period); ok {
		kind = p.Kind
	}
	b, err := newBuilder()
	if err != nil {
		return err
	}
	defer b.file.Close()
	b.example = true
	for _, u := range r.Register.Units {
		if u.Class != nomination.ClassWard {
			b.units = append(b.units, u.Name)
		}
	}
	b.collective, b.individual = formNames(r.Rulebook, kind)
	prefilled := map[string]string{
		nomination.HeadUnitCode:        r.Unit.Code,
		nomination.HeadUnitName:        r.Unit.Name,
		nomination.HeadNominatedPeriod: r.Period,
		nomination.HeadUnitHead:        r.Unit.Head,
		nomination.HeadUnitHeadPost:    r.Unit.HeadPost,
	}
	if err := b.guide("HƯỚNG DẪN GHI TỆP ĐỀ NGHỊ KHEN THƯỞNG", unitGuide(r)); err != nil {
		return err
	}
	for _, s := range nomination.WorkbookSchemas() {
		if kind == rulebook.Year && (s.Name == nomination.SheetRatings || s.Name == nomination.SheetServices) {
			continue
		}
		if err := b.sheet(s, prefilled); err != nil {
			return fmt.Errorf("form of %s, sheet %s: %w", r.Unit.Code, s.Name, err)
		}
	}
	return b.write(w, nomination.SheetUnit, r.Date)
}

// Register writes the office's empty register.
func Register(w io.Writer, book *rulebook.Rulebook, date vi.Date) error {
	b, err := newBuilder()
	if err != nil {
		return err
	}
	defer b.file.Close()
	for _, f := range book.Forms {
		if !slices.Contains(b.collective, f.Name) {
			b.collective = append(b.collective, f.Name)
		}
	}
	b.individual = b.collective
	b.readings = book.Readings
	if err := b.guide("HƯỚNG DẪN GHI SỔ THEO DÕI", registerGuide); err != nil {
		return err
	}
	for _, s := range nomination.RegisterSchemas() {
		if err := b.sheet(s, nil); err != nil {
			return fmt.Errorf("register, sheet %s: %w", s.Name, err)
		}
	}
	return b.write(w, nomination.SheetSettings, date)
}

// formNames gives the names of the award forms of a kind of period, for collectives
// and for individuals, each once.
func formNames(book *rulebook.Rulebook, kind string) (collective, individual []string) {
	for _, f := range book.Forms {
		if f.Period != kind {
			continue
		}
		if f.Collective != nil && !slices.Contains(collective, f.Name) {
			collective = append(collective, f.Name)
		}
		if f.Individual != nil && !slices.Contains(individual, f.Name) {
			individual = append(individual, f.Name)
		}
	}
	return collective, individual
}

// Rows of a form's sheet: a title, how to fill it in, the headings, and below them
// what people write. The example stands in the first of those rows.
const (
	titleRow = 1
	noteRow  = 2
	headRow  = 3
	firstRow = 4
	ruled    = 20   // rows drawn with lines
	lastRow  = 1000 // to which lists reach
)

// pageWidth is how many characters a landscape page shows so that they can be read.
const pageWidth = 180

// A builder puts one form together.
type builder struct {
	file                   *excelize.File
	styles                 styles
	lists                  []list
	example                bool     // each table gets an example row
	units                  []string // names, as a proposal for Đơn vị công tác
	collective, individual []string // award forms
	readings               []rulebook.Reading
}

func newBuilder() (*builder, error) {
	f := excelize.NewFile()
	if err := f.SetDefaultFont(face); err != nil {
		return nil, err
	}
	s, err := newStyles(f)
	if err != nil {
		return nil, err
	}
	if err := f.SetSheetName("Sheet1", nomination.SheetGuide); err != nil {
		return nil, err
	}
	return &builder{file: f, styles: s}, nil
}

// write adds the lists and gives the bytes; the sheet to fill in first stands open.
func (b *builder) write(w io.Writer, first string, date vi.Date) error {
	if err := b.writeLists(); err != nil {
		return err
	}
	i, err := b.file.GetSheetIndex(first)
	if err != nil {
		return err
	}
	b.file.SetActiveSheet(i)
	when := date.Time().Format(time.RFC3339)
	if err := b.file.SetDocProps(&excelize.DocProperties{Creator: "thidua", LastModifiedBy: "thidua", Created: when, Modified: when, Language: "vi-VN"}); err != nil {
		return err
	}
	return workbook.Write(w, b.file, zip.Deflate)
}

// sheet adds one sheet of the schema.
func (b *builder) sheet(s nomination.Schema, prefilled map[string]string) error {
	if _, err := b.file.NewSheet(s.Name); err != nil {
		return err
	}
	var err error
	if s.Pairs {
		err = b.pairs(s, prefilled)
	} else {
		err = b.table(s)
	}
	if err != nil {
		return err
	}
	return b.protect(s.Name)
}

func sheetNote(s nomination.Schema, example bool) string {
	note := "Mục có dấu * bắt buộc ghi. Rê chuột vào góc đỏ của tiêu đề để xem cách ghi."
	if s.Pairs {
		return note
	}
	note += " Mỗi hàng một hồ sơ hoặc một nội dung; không gộp ô, không đổi tiêu đề."
	if example {
		note += " Hàng chữ nghiêng là ví dụ, chương trình không đọc."
	}
	return note
}

// pairs lays out a sheet of the two columns Mục and Nội dung: every item, with what
// is known already.
func (b *builder) pairs(s nomination.Schema, prefilled map[string]string) error {
	if err := b.frame(s, []string{nomination.HeadItem, nomination.HeadValue}, []int{34, 70}, 1); err != nil {
		return err
	}
	for i, c := range s.Columns {
		row := firstRow + i
		if err := b.text(s.Name, 1, row, title(c), b.styles.item); err != nil {
			return err
		}
		if err := b.hint(s.Name, 1, row, c); err != nil {
			return err
		}
		if err := b.body(s.Name, 2, row, row, c.Kind); err != nil {
			return err
		}
		if v := prefilled[c.Head]; v != "" {
			at := cellName(2, row)
			if err := b.file.SetCellStr(s.Name, at, v); err != nil {
				return err
			}
		}
		if err := b.validate(s, c, 2, row, row); err != nil {
			return err
		}
	}
	return nil
}

// table lays out a sheet with a record a row.
func (b *builder) table(s nomination.Schema) error {
	var heads []string
	var widths []int
	var columns []nomination.Column
	for _, c := range s.Columns {
		if !c.Unasked {
			heads, widths, columns = append(heads, title(c)), append(widths, c.Width), append(columns, c)
		}
	}
	total := 0
	for i, c := range columns {
		total += widths[i]
		name := columnName(i + 1)
		if err := b.file.SetColStyle(s.Name, name, b.styles.open[look(c.Kind)]); err != nil {
			return err
		}
	}
	if err := b.frame(s, heads, widths, 1+(total-1)/pageWidth); err != nil {
		return err
	}
	for i, c := range columns {
		if err := b.hint(s.Name, i+1, headRow, c); err != nil {
			return err
		}
		if err := b.body(s.Name, i+1, firstRow, firstRow+ruled-1, c.Kind); err != nil {
			return err
		}
		if err := b.validate(s, c, i+1, firstRow, lastRow); err != nil {
			return err
		}
		if b.example {
			if err := b.text(s.Name, i+1, firstRow, b.exampleOf(s, i, c), b.styles.example); err != nil {
				return err
			}
		}
	}
	return nil
}

// title is a heading as forms show it.
func title(c nomination.Column) string {
	if c.Required {
		return c.Head + " *"
	}
	return c.Head
}
