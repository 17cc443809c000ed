package intake

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/vi"
)

// readTable reads a sheet into records, a row each.
func readTable[T any](r *reader, table nomination.Table[T]) ([]*T, *nomination.Sheet) {
	schema := table.Schema()
	sheet, g := r.locate(schema)
	rows := newRowReader(r, schema, sheet, g)
	var out []*T
	for i := range g.rows {
		row := &g.rows[i]
		if !rows.holdsRecord(row) {
			continue
		}
		record := table.New(nomination.Row{Sheet: sheet, Number: row.number})
		r.nominee, rows.row = rows.nominee(row), row
		for _, f := range table.Fields {
			if col, ok := sheet.Columns[f.Head]; ok {
				if v, ok := rows.value(f.Column, row.cell(col), sheet.Place(row.number, col)); ok {
					f.Set(record, v)
				}
			}
		}
		r.nominee = ""
		out = append(out, record)
	}
	return out, sheet
}

// A rowReader judges and reads the rows of one sheet.
type rowReader struct {
	*reader
	schema   nomination.Schema
	sheet    *nomination.Sheet
	grid     *grid
	columns  map[int]*nomination.Column // by the sheet's columns
	leading  [2]*nomination.Column      // the first two required: code and name
	ended    bool                       // a footer was seen: what follows may be signatures
	unheaded map[int]bool               // columns without a heading already reported
	headed   map[int]bool               // columns with a heading, known or not
	row      *row                       // that is being read; nil in a sheet of pairs
}

func newRowReader(r *reader, schema nomination.Schema, sheet *nomination.Sheet, g *grid) *rowReader {
	rows := &rowReader{reader: r, schema: schema, sheet: sheet, grid: g, columns: map[int]*nomination.Column{}, unheaded: map[int]bool{}, headed: g.headed}
	n := 0
	for i := range schema.Columns {
		c := &schema.Columns[i]
		if c.Required && n < len(rows.leading) {
			rows.leading[n] = c
			n++
		}
		if col, ok := sheet.Columns[c.Head]; ok {
			rows.columns[col] = c
		}
	}
	return rows
}

// value reads a cell and reports why it can't. It reports false where there is
// nothing to set.
func (r *rowReader) value(col nomination.Column, c *cell, at finding.Place) (nomination.Value, bool) {
	if c == nil {
		if col.Required {
			r.reportEmpty(col, at)
		}
		return nomination.Value{}, false
	}
	switch c.kind {
	case errorCell:
		r.report(finding.Finding{
			Code: finding.BrokenCell, Place: at, Message: fmt.Sprintf("Ô %q đang báo lỗi %s của Excel.", col.Head, c.text), Got: c.text,
			Fix: "sửa công thức, hoặc ghi thẳng giá trị vào ô",
		})
		return nomination.Value{}, false
	case unsavedResult:
		r.report(finding.Finding{
			Code: finding.BrokenCell, Place: at, Message: fmt.Sprintf("Ô %q là công thức chưa có kết quả lưu trong tệp.", col.Head),
			Fix: "mở tệp bằng Excel rồi lưu lại, hoặc ghi thẳng giá trị vào ô",
		})
		return nomination.Value{}, false
	}
	r.checkCharacters(col, c.text, at)
	r.checkCoding(col, c, at)
	r.checkWriting(col, c, at)
	r.checkSource(col, c, at)
	v, bad := r.parse(col, c)
	if bad != nil {
		if bad.code == finding.BadDate || bad.code == finding.NotInList {
			bad.fix = r.elsewhere(col, c, at) + bad.fix
		}
		r.report(finding.Finding{
			Code: bad.code, Place: at, Message: fmt.Sprintf("%s %q: %s", r.noun(), col.Head, bad.message), Expected: bad.expected,
			Got: short(c.text), Fix: bad.fix,
		})
		// A code written wrongly still tells rows apart.
		return v, bad.code == finding.BadCode && v.Text != ""
	}
	return v, true
}

// longestCell is how many characters Excel keeps in a cell.
const longestCell = 32767

// checkSource warns of a value that may not be what its author meant: taken from
// another file, or as long as Excel lets a text be.
func (r *rowReader) checkSource(col nomination.Column, c *cell, at finding.Place) {
	if c.note != nil && c.note.linked {
		r.report(finding.Finding{
			Code: finding.BrokenCell, Severity: finding.Warning, Place: at, Got: short(c.text),
			Message: fmt.Sprintf("Ô %q lấy giá trị từ tệp Excel khác; giá trị đọc được (%q) là của lần lưu gần nhất.", col.Head, short(c.text)),
			Fix:     "ghi thẳng giá trị vào ô",
		})
	}
	if n := utf8.RuneCountInString(c.text); n >= longestCell {
		r.report(finding.Finding{
			Code: finding.BeyondLimits, Severity: finding.Warning, Place: at,
			Message: fmt.Sprintf("Ô %q có %s ký tự, hết mức một ô Excel giữ được (%s): phần cuối có thể đã bị cắt.", col.Head, vi.Thousands(int64(n)), vi.Thousands(longestCell)),
			Fix:     "rút gọn, hoặc gửi bản đầy đủ thành tệp Báo cáo thành tích kèm theo",
		})
	}
}

// noun says what a heading names in this sheet.
func (r *rowReader) noun() string {
	if r.schema.Pairs {
		return "Mục"
	}
	return "Cột"
}

func (r *rowReader) reportEmpty(col nomination.Column, at finding.Place) {
	f := finding.Finding{
		Code: finding.RequiredEmpty, Place: at, Message: fmt.Sprintf("Ô %q bắt buộc nhưng để trống.", col.Head), Expected: col.Head,
		Fix: fmt.Sprintf("điền %q", col.Head),
	}
	if m, ok := r.grid.mergedInto(at.Row, at.Col); ok {
		first := r.sheet.Place(m.top, m.left)
		f.Message = fmt.Sprintf("Ô %q nằm trong vùng gộp bắt đầu từ ô %s; ô gộp chỉ tính cho ô đầu nên ô này là trống.", col.Head, first.Cell())
		f.Fix, f.Related = "bỏ gộp ô rồi ghi giá trị vào từng hàng", []finding.Place{first}
	}
	r.report(f)
}

// checkCharacters reports characters that no document may hold or the font can't
// print; paper would show nothing in their place.
func (r *rowReader) checkCharacters(col nomination.Column, text string, at finding.Place) {
	var bad []rune
	for _, c := range text {
		if c < rune(len(r.letters)) && r.letters[c] {
			continue
		}
		wrong := c < ' ' && c != '\n' || c >= 0x7f && c < 0xa0 || c > 0xffff || c == '\ufffd' ||
			r.printable != nil && c >= ' ' && !r.printable(c)
		if !wrong && c < rune(len(r.letters)) {
			r.letters[c] = true
		}
		if wrong && !slices.Contains(bad, c) {
			bad = append(bad, c)
		}
	}
	if len(bad) == 0 {
		return
	}
	names := make([]string, len(bad))
	for i, c := range bad {
		names[i] = fmt.Sprintf("U+%04X", c)
		if c >= ' ' && (c < 0x7f || c >= 0xa0) && !privateUse(c) {
			names[i] = fmt.Sprintf("%c (%s)", c, names[i])
		}
	}
	got := strings.Join(names, ", ")
	r.report(finding.Finding{
		Code: finding.BadCharacter, Place: at, Message: fmt.Sprintf("Ô %q có ký tự không in được: %s.", col.Head, got), Got: got,
		Fix: "xóa ký tự đó, hoặc thay bằng chữ, dấu thường dùng",
	})
}

// privateUse holds the bullets and ticks of symbol fonts: they show as boxes.
func privateUse(c rune) bool { return c >= 0xe000 && c <= 0xf8ff || c > 0xeffff }

// nominee gives the dossier that a row is about, as far as its code can be read.
func (r *rowReader) nominee(row *row) nomination.ID {
	for _, c := range r.schema.Columns {
		if c.Kind != nomination.DossierCode && c.Kind != nomination.DossierReference {
			continue
		}
		if at := row.cell(r.sheet.Columns[c.Head]); at != nil && at.kind != errorCell && at.kind != unsavedResult {
			if text := r.display(at); r.unit != nobody && (r.unit != "" || strings.Contains(text, "/")) {
				return nomination.NewID(r.unit, text)
			}
		}
	}
	return ""
}

// exampleKey begins the code of an example row, however it is spelled.
var exampleKey = vi.Key(nomination.ExamplePrefix)

// holdsRecord tells rows that are records from the example of a form, subtotals and
// footers, which it reports, and from rows that hold nothing.
func (r *rowReader) holdsRecord(row *row) bool {
	r.reportUnheaded(row)
	code := row.cell(r.sheet.Columns[r.schema.Columns[0].Head])
	named, required := false, false
	for i := range row.cells {
		c := &row.cells[i]
		if col := r.columns[c.col]; col != nil {
			required = required || col.Required
			named = named || (col == r.leading[0] || col == r.leading[1]) && !footerWords(c.text)
		}
	}
	switch {
	case code != nil && strings.HasPrefix(vi.Key(code.text), exampleKey):
		r.skip(row, "Hàng ví dụ của biểu mẫu, không đọc.")
		return false
	case numbersColumns(row):
		r.skip(row, "Hàng đánh số cột của biểu mẫu, không đọc.")
		return false
	case code != nil && r.titlesSection(row, code):
		r.skip(row, fmt.Sprintf("Hàng tên mục, không có hồ sơ nên không đọc: %q.", short(code.text)))
		return false
	case named && (code == nil || !footerWords(code.text)):
		return true
	}
	footer := slices.IndexFunc(row.cells, func(c cell) bool { return footerWords(c.text) })
	switch {
	case footer >= 0:
		r.ended = true
		r.skip(row, fmt.Sprintf("Hàng cộng hoặc chân trang, không đọc: %q.", short(row.cells[footer].text)))
	case required && !r.ended:
		return true
	case r.speaks(row):
		r.skip(row, fmt.Sprintf("Hàng không có mã, không có tên nên không đọc: %q.", short(row.cells[0].text)))
	}
	return false
}

// numbersColumns reports whether a row only counts columns, as forms do below their
// headings: (1) (2) (3) or 1 2 3. Two such cells in a row are no dossier yet.
func numbersColumns(row *row) bool {
	if len(row.cells) < 3 {
		return false
	}
	before := 0
	for i, c := range row.cells {
		n, err := strconv.Atoi(strings.Trim(c.text, "()[] "))
		if err != nil || i > 0 && n != before+1 || n < 0 {
			return false
		}
		before = n
	}
	return true
}

// titlesSection reports whether a row holds nothing but words where its code should be
// ("II. Khối cơ quan"): a code has no spaces, and a dossier says more.
func (r *rowReader) titlesSection(row *row, code *cell) bool {
	said := 0
	for _, c := range row.cells {
		if r.columns[c.col] != nil {
			said++
		}
	}
	return said == 1 && r.columns[code.col].Kind == nomination.DossierCode && strings.ContainsAny(code.text, " \n")
}

// speaks reports whether a row without code and name still says something: more than
// a running number printed in advance.
func (r *rowReader) speaks(row *row) bool {
	return slices.ContainsFunc(row.cells, func(c cell) bool {
		return r.columns[c.col] != nil || c.kind == textCell && len([]rune(c.text)) > 3
	})
}

func (r *rowReader) skip(row *row, message string) {
	r.report(finding.Finding{Code: finding.RowSkipped, Place: r.sheet.Place(row.number, row.cells[0].col), Message: message})
}

// reportUnheaded warns once of each column that holds values below no heading.
func (r *rowReader) reportUnheaded(row *row) {
	for _, c := range row.cells {
		if r.headed[c.col] || r.unheaded[c.col] || footerWords(c.text) || r.ended {
			continue
		}
		r.unheaded[c.col] = true
		r.report(finding.Finding{
			Code: finding.UnknownHeading, Place: r.sheet.Place(r.sheet.HeadRow, c.col),
			Message: fmt.Sprintf("Cột %s không có tiêu đề nên không dùng (từ hàng %d có ghi %q).", finding.ColumnName(c.col), row.number, short(c.text)),
			Got:     c.text, Fix: "thêm tiêu đề đúng biểu mẫu, hoặc xóa cột",
		})
	}
}

// footers are the words that begin a subtotal or what stands below a table.
var footers = []string{
	"tổng cộng", "tổng số", "cộng:", "người lập", "lập bảng", "thủ trưởng", "xác nhận của", "danh sách này", "danh sách có",
	"danh sách gồm", "ấn định danh sách", "(ký", "ký tên", "ký và ghi rõ", "nơi nhận",
}

// placeAndDate is the line above a signature: "Bình An, ngày 05 tháng 01 năm 2027",
// figures often left to be filled in by hand.
var placeAndDate = regexp.MustCompile(`^([\pL .-]{1,40}, ?)?ngày [\d. …]* ?tháng [\d. …]* ?năm [\d. …]*$`)

// footerWords reports whether a text begins a subtotal, a footer or a signature.
func footerWords(text string) bool {
	key := vi.Key(short(text))
	return placeAndDate.MatchString(key) || strings.TrimRight(key, " .:") == "cộng" || slices.ContainsFunc(footers, func(w string) bool { return strings.HasPrefix(key, w) })
}
