package form

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"thidua/internal/finding"
	"thidua/internal/nomination"
)

// A reviewColumn of the list of what was found.
type reviewColumn struct {
	head  string
	width int
}

var reviewColumns = []reviewColumn{
	{"STT", 6}, {"Chỗ cần xem", 26}, {"Loại", 20}, {"Mã", 9}, {"Nội dung", 52}, {"Cách sửa", 46}, {"Căn cứ", 34}, {"So với lần trước", 14},
}

// review adds the sheet that lists the findings, each with a link to its cell, and
// opens the workbook on it.
func review(f *excelize.File, r Return) error {
	s, err := newStyles(f)
	if err != nil {
		return err
	}
	b := &builder{file: f, styles: s}
	sheet := nomination.SheetReview
	index, err := f.NewSheet(sheet)
	if err != nil {
		return err
	}
	for i, c := range reviewColumns {
		if err := f.SetColWidth(sheet, columnName(i+1), columnName(i+1), float64(c.width)); err != nil {
			return err
		}
	}
	row, err := b.reviewHead(r)
	if err != nil {
		return err
	}
	if err := b.reviewLines(row, r); err != nil {
		return err
	}
	if err := landscape(f, sheet, 1); err != nil {
		return err
	}
	f.SetActiveSheet(index)
	return nil
}

// reviewHead writes what stands above the list and the list's headings, and gives their
// row.
func (b *builder) reviewHead(r Return) (row int, err error) {
	for i, line := range r.opening() {
		style := b.styles.note
		if i == 0 {
			style = b.styles.title
		}
		row++
		if err := b.text(nomination.SheetReview, 1, row, line, style); err != nil {
			return 0, err
		}
	}
	row += 2
	for i, c := range reviewColumns {
		if err := b.text(nomination.SheetReview, i+1, row, c.head, b.styles.head); err != nil {
			return 0, err
		}
	}
	return row, nil
}

// reviewLines writes the list below its headings: what was found, then what is mended.
func (b *builder) reviewLines(row int, r Return) error {
	sheets := b.file.GetSheetList()
	for i, n := range r.Notes {
		row++
		place := n.Place.Sheet
		if cell := n.Place.Cell(); cell != "" {
			place += " › " + cell
		}
		if place == "" {
			place = "Cả tệp"
		}
		if err := b.line(row, []string{strconv.Itoa(i + 1), place, n.Label(), string(n.Code), n.Message, n.Fix, n.Basis, n.State}); err != nil {
			return err
		}
		if to := linkTo(sheets, n.Place); to != "" {
			if err := b.file.SetCellHyperLink(nomination.SheetReview, cellName(2, row), to, "Location"); err != nil {
				return err
			}
		}
	}
	for i, text := range r.Mended {
		row++
		if err := b.line(row, []string{strconv.Itoa(len(r.Notes) + i + 1), "", "", "", text, "", "", Mended}); err != nil {
			return err
		}
	}
	return nil
}

// opening is what stands above the list.
func (r Return) opening() []string {
	count := map[finding.Severity]int{}
	for _, n := range r.Notes {
		count[n.Severity]++
	}
	lines := []string{
		"KẾT QUẢ KIỂM TRA TỆP ĐỀ NGHỊ KHEN THƯỞNG",
		fmt.Sprintf("Đơn vị: %s. Tệp: %s. Có %d lỗi, %d cảnh báo, %d lưu ý.", r.Unit, r.File, count[finding.Error], count[finding.Warning], count[finding.Note]),
		r.Due,
		"Sửa ngay trong tệp này (ô tô màu, rê chuột vào góc đỏ để xem), giữ nguyên tên tệp rồi gửi lại. Không cần xóa trang này.",
	}
	if r.Round != "" {
		lines = append(lines, r.Round)
	}
	return lines
}

// line writes a row of the list, as high as its longest text.
func (b *builder) line(row int, texts []string) error {
	const lineHeight, highest = 16.5, 409 // points; Excel shows no row higher than that
	high := 1
	for i, text := range texts {
		if err := b.text(nomination.SheetReview, i+1, row, text, b.styles.item); err != nil {
			return err
		}
		n := 0
		for p := range strings.SplitSeq(text, "\n") {
			n += 1 + utf8.RuneCountInString(p)/reviewColumns[i].width
		}
		high = max(high, n)
	}
	return b.file.SetRowHeight(nomination.SheetReview, row, min(highest, 4+lineHeight*float64(high)))
}

// linkTo gives the address of a cell for a link, "" where the workbook lacks its sheet.
func linkTo(sheets []string, p finding.Place) string {
	cell := p.Cell()
	if cell == "" {
		cell = "A1"
	}
	for _, name := range sheets {
		if len(notesOn(name, []Note{{Finding: finding.Finding{Place: finding.Place{Sheet: p.Sheet, Row: 1, Col: 1}}}})) > 0 {
			return "'" + strings.ReplaceAll(name, "'", "''") + "'!" + cell
		}
	}
	return ""
}
