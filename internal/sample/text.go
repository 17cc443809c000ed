package sample

import (
	"fmt"
	"strings"
)

// A book is a workbook before it is written: its sheets, each with rows of values
// under headings, as people would type them.
type book struct {
	name   string // of the file, without its folder
	sheets []*sheet
}

type sheet struct {
	name string
	rows []row
}

// A row holds values by heading. A line break parts paragraphs.
type row map[string]string

// rows gives the rows of a sheet, none where the book lacks it.
func (b *book) rows(name string) []row {
	for _, s := range b.sheets {
		if s.name == name {
			return s.rows
		}
	}
	return nil
}

// period tells a unit's workbook's period by its name.
func (b *book) period() string {
	_, period, _ := strings.Cut(b.name, "-")
	return period
}

// parse reads a book from the text in which the sample is kept:
//
//	# Tập thể
//	Mã hồ sơ: TT01
//	Tên tập thể: Trung tâm …
//	Thành tích nổi bật:
//		First paragraph.
//		Second paragraph.
//
//	Mã hồ sơ: TT02
//	…
//
//	# Tiếp nhận
//	| Mã đơn vị | Kỳ   |
//	| VP        | 2026 |
//
// A blank line ends a row; a line that begins with a tab goes on with the value
// above as a further paragraph; short rows stand as a table, headings first.
func parse(name, text string) (*book, error) {
	p := parser{book: &book{name: name}}
	for i, line := range strings.Split(text, "\n") {
		if err := p.line(line); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, i+1, err)
		}
	}
	return p.book, nil
}

type parser struct {
	book    *book
	sheet   *sheet
	columns []string // of the table being read
	row     row      // being read; nil between rows
	heading string   // to which the next paragraph belongs
}

func (p *parser) line(line string) error {
	title, isSheet := strings.CutPrefix(line, "# ")
	switch {
	case isSheet:
		p.sheet = &sheet{name: title}
		p.book.sheets = append(p.book.sheets, p.sheet)
		p.row, p.columns = nil, nil
		return nil
	case strings.TrimSpace(line) == "":
		p.row, p.columns = nil, nil
		return nil
	case p.sheet == nil:
		return fmt.Errorf("%q stands before the first sheet", line)
	case strings.HasPrefix(line, "|"):
		return p.cells(line)
	case strings.HasPrefix(line, "\t"):
		return p.paragraph(strings.TrimSpace(line))
	}
	return p.field(line)
}

func (p *parser) field(line string) error {
	heading, value, ok := strings.Cut(line, ":")
	if !ok {
		return fmt.Errorf("%q has no colon after a heading", line)
	}
	if p.row == nil {
		p.row = row{}
		p.sheet.rows = append(p.sheet.rows, p.row)
	}
	if _, twice := p.row[heading]; twice {
		return fmt.Errorf("%q stands twice in a row", heading)
	}
	p.heading = heading
	p.row[heading] = strings.TrimSpace(value)
	return nil
}

func (p *parser) paragraph(text string) error {
	if p.row == nil {
		return fmt.Errorf("paragraph %q belongs to no value", text)
	}
	if before := p.row[p.heading]; before != "" {
		text = before + "\n" + text
	}
	p.row[p.heading] = text
	return nil
}

func (p *parser) cells(line string) error {
	cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	if p.columns == nil {
		p.columns = cells
		return nil
	}
	if len(cells) != len(p.columns) {
		return fmt.Errorf("row of %d cells under %d headings", len(cells), len(p.columns))
	}
	r := row{}
	for i, c := range cells {
		if c != "" {
			r[p.columns[i]] = c
		}
	}
	p.sheet.rows = append(p.sheet.rows, r)
	return nil
}
