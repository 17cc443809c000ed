package casetest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// Excel's own number formats.
const (
	percentFormat = 9  // 0%
	dateFormat    = 14 // d/m/yyyy of the system
	momentFormat  = 22 // d/m/yyyy h:mm
)

// errorMark begins the formula that stands for an Excel error until write puts the
// error itself there: excelize can't.
const errorMark = "ERROR:"

var errorFormula = regexp.MustCompile(`<c r="([A-Z]+\d+)"[^>]*><f>` + errorMark + `([^<]*)</f>(?:<v>[^<]*</v>|<v/>)?</c>`)

// write makes the workbook's file.
func (b *workbook) write() ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close()
	styles := map[int]int{}
	for _, format := range []int{percentFormat, dateFormat, momentFormat} {
		id, err := f.NewStyle(&excelize.Style{NumFmt: format})
		if err != nil {
			return nil, err
		}
		styles[format] = id
	}
	if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &b.epoch}); err != nil {
		return nil, err
	}
	for i, s := range b.sheets {
		if i == 0 {
			if err := f.SetSheetName("Sheet1", s.name); err != nil {
				return nil, err
			}
		} else if _, err := f.NewSheet(s.name); err != nil {
			return nil, err
		}
		if err := b.writeSheet(f, s, styles); err != nil {
			return nil, fmt.Errorf("%s: %w", s.name, err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		return nil, err
	}
	return putErrors(out.Bytes())
}

func (b *workbook) writeSheet(f *excelize.File, s *sheet, styles map[int]int) error {
	for i, row := range s.rows {
		for j, value := range row {
			if value == "" {
				continue
			}
			cell, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err != nil {
				return err
			}
			format, err := b.writeCell(f, s.name, cell, value)
			if err != nil {
				return fmt.Errorf("%s: %w", cell, err)
			}
			if format != 0 {
				if err := f.SetCellStyle(s.name, cell, cell, styles[format]); err != nil {
					return err
				}
			}
		}
	}
	for _, area := range s.merges {
		first, last, _ := strings.Cut(area, ":")
		if err := f.MergeCell(s.name, first, last); err != nil {
			return err
		}
	}
	return nil
}

// writeCell writes one cell and gives the number format that it needs, 0 for none.
func (b *workbook) writeCell(f *excelize.File, sheet, cell, value string) (int, error) {
	switch {
	case strings.HasPrefix(value, "#%"):
		n, err := strconv.ParseFloat(value[2:], 64)
		if err != nil {
			return 0, err
		}
		return percentFormat, f.SetCellFloat(sheet, cell, n, -1, 64)
	case value[0] == '#':
		n, err := strconv.ParseFloat(value[1:], 64)
		if err != nil {
			return 0, err
		}
		return 0, f.SetCellFloat(sheet, cell, n, -1, 64)
	case value[0] == '@':
		format, layout := dateFormat, "2006-01-02"
		if strings.Contains(value, "T") {
			format, layout = momentFormat, "2006-01-02T15:04"
		}
		t, err := time.Parse(layout, value[1:])
		if err != nil {
			return 0, err
		}
		return format, f.SetCellFloat(sheet, cell, b.serial(t), -1, 64)
	case value[0] == '=':
		return 0, f.SetCellFormula(sheet, cell, value[1:])
	case value[0] == '!':
		return 0, f.SetCellFormula(sheet, cell, errorMark+value[1:])
	}
	return 0, f.SetCellStr(sheet, cell, strings.TrimPrefix(value, "'"))
}

// serial counts days as Excel does.
func (b *workbook) serial(t time.Time) float64 {
	first := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if b.epoch {
		first = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return t.Sub(first).Hours() / 24
}

// putErrors puts Excel errors in the place of their marks.
func putErrors(data []byte) ([]byte, error) {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, file := range r.File {
		part, err := file.Open()
		if err != nil {
			return nil, err
		}
		text, err := io.ReadAll(part)
		if err != nil {
			return nil, err
		}
		if strings.HasPrefix(file.Name, "xl/worksheets/") {
			text = errorFormula.ReplaceAll(text, []byte(`<c r="$1" t="e"><v>$2</v></c>`))
		}
		target, err := w.Create(file.Name)
		if err != nil {
			return nil, err
		}
		if _, err := target.Write(text); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
