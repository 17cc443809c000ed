package intake

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/vi"
)

// headings within this many rows count: letterheads and notes stand above a table.
const headingRows = 20

// locate finds a sheet and its heading row, and reports what is wrong with the
// headings. The rows are those below; none where the sheet is absent or has no headings.
func (r *reader) locate(schema nomination.Schema) (*nomination.Sheet, *grid) {
	sheet := &nomination.Sheet{File: r.file, Name: schema.Name}
	i := r.sheetIndex(schema.Name)
	if i < 0 {
		sheet.Index = len(r.book.names)
		if schema.Mandatory {
			fix := fmt.Sprintf("lấy lại biểu mẫu có trang %q", schema.Name)
			if near, ok := vi.Nearest(schema.Name, r.strangers()); ok {
				fix = fmt.Sprintf("có phải trang %q? Nếu đúng, đổi tên trang thành %q", near, schema.Name)
			}
			r.report(finding.Finding{Code: finding.NotANomination, Place: r.whole(), Message: fmt.Sprintf("Thiếu trang %q.", schema.Name), Expected: schema.Name, Fix: fix})
		}
		return sheet, &grid{}
	}
	sheet.Index = i
	g, err := r.book.readGrid(r.book.parts[i], r.limits)
	place := finding.Place{File: r.file, Sheet: schema.Name, Index: i}
	switch {
	case errors.Is(err, errTooManyColumns):
		r.report(finding.Finding{Code: finding.BeyondLimits, Place: place, Message: fmt.Sprintf("Trang %q có hàng ghi quá %s cột.", schema.Name, vi.Thousands(int64(r.limits.Columns))), Fix: "xóa các cột thừa bên phải bảng"})
		return sheet, &grid{}
	case errors.Is(err, errTooManyCells):
		r.report(finding.Finding{Code: finding.BeyondLimits, Place: place, Message: fmt.Sprintf("Trang %q có quá %s ô.", schema.Name, vi.Thousands(int64(r.limits.Cells))), Fix: "xóa các hàng, cột thừa, hoặc chia thành nhiều tệp"})
		return sheet, &grid{}
	case errors.Is(err, errTooLong):
		r.report(finding.Finding{Code: finding.BeyondLimits, Place: place, Message: fmt.Sprintf("Trang %q có ô chữ dài hơn %d MB.", schema.Name, longestText>>20), Fix: "tìm ô chữ quá dài rồi cắt bớt, hoặc chép số liệu sang biểu mẫu mới"})
		return sheet, &grid{}
	case errors.Is(err, errTooManyRows):
		r.report(finding.Finding{Code: finding.BeyondLimits, Place: place, Message: fmt.Sprintf("Trang %q có quá %s hàng.", schema.Name, vi.Thousands(int64(r.limits.Rows))), Fix: "xóa các hàng thừa, hoặc chia thành nhiều tệp"})
		return sheet, &grid{}
	case err != nil:
		r.report(finding.Finding{Code: finding.UnreadableFile, Place: place, Message: fmt.Sprintf("Trang %q bị hỏng, không đọc được.", schema.Name), Fix: "mở tệp bằng Excel rồi lưu lại; không được thì lấy lại tệp gốc"})
		return sheet, &grid{}
	case len(g.rows) == 0 && !schema.Mandatory:
		return sheet, g
	}
	if schema.Pairs {
		schema = nomination.Schema{Name: schema.Name, Columns: []nomination.Column{{Head: nomination.HeadItem, Required: true}, {Head: nomination.HeadValue, Required: true}}}
	}
	below := r.readHeadings(schema, sheet, g)
	r.recognise(below)
	return sheet, below
}

// sheetIndex finds a sheet that has cells, -1 where there is none of that name.
func (r *reader) sheetIndex(name string) int {
	i := slices.IndexFunc(r.book.names, func(n string) bool { return vi.Clean(n) == name })
	if i < 0 || r.book.parts[i] == "" {
		return -1
	}
	return i
}

// strangers lists the sheets of the workbook that no schema names.
func (r *reader) strangers() []string {
	schemas := nomination.WorkbookSchemas()
	if r.register {
		schemas = nomination.RegisterSchemas()
	}
	var out []string
	for i, name := range r.book.names {
		name = vi.Clean(name)
		known := slices.ContainsFunc(schemas, func(s nomination.Schema) bool { return s.Name == name })
		if !known && name != nomination.SheetGuide && name != nomination.SheetLists && name != nomination.SheetReview {
			out = append(out, r.book.names[i])
		}
	}
	return out
}

// reportStrangers warns of sheets that nothing is read from; empty ones say nothing.
func (r *reader) reportStrangers() {
	for _, name := range r.strangers() {
		i := slices.Index(r.book.names, name)
		if !r.book.holdsCells(r.book.parts[i]) {
			continue
		}
		r.report(finding.Finding{
			Code: finding.UnknownHeading, Place: finding.Place{File: r.file, Sheet: name, Index: i},
			Message: fmt.Sprintf("Trang %q không thuộc biểu mẫu nên không dùng.", name), Got: name,
			Fix: "nếu trang có số liệu cần xét, chép vào đúng trang của biểu mẫu",
		})
	}
}

// readHeadings picks the heading row, fills in the sheet's columns and gives the rows below.
func (r *reader) readHeadings(schema nomination.Schema, sheet *nomination.Sheet, g *grid) *grid {
	known := newHeads(schema.Columns)
	best, most := -1, 1
	found := map[string]bool{}
	for i, row := range g.rows {
		if row.number > headingRows || most == len(schema.Columns) {
			break
		}
		clear(found)
		for _, c := range row.cells {
			if head, ok := known.of(c.text); ok {
				found[head] = true
			}
		}
		if len(found) > most {
			best, most = i, len(found)
		}
	}
	if best < 0 {
		var required []string
		for _, c := range schema.Columns {
			if c.Required {
				required = append(required, c.Head)
			}
		}
		r.report(finding.Finding{
			Code: finding.MissingHeading, Place: finding.Place{File: r.file, Sheet: schema.Name, Index: sheet.Index, Row: 1, Col: 1},
			Message:  fmt.Sprintf("Không thấy hàng tiêu đề trong %d hàng đầu của trang %q.", headingRows, schema.Name),
			Expected: strings.Join(required, " | "), Fix: "chép lại hàng tiêu đề từ biểu mẫu",
		})
		return &grid{}
	}
	heads := g.rows[best]
	sheet.HeadRow, sheet.Columns = heads.number, map[string]int{}
	var strangers []cell
	for _, c := range heads.cells {
		head, ok := known.of(c.text)
		first, twice := sheet.Columns[head]
		switch {
		case !ok:
			strangers = append(strangers, c)
		case twice:
			r.report(twiceHeading(head, sheet.Place(heads.number, c.col), sheet.Place(heads.number, first)))
		default:
			sheet.Columns[head] = c.col
		}
	}
	r.reportHeadings(schema, sheet, strangers)
	below := &grid{rows: g.rows[best+1:], merges: g.merges, headed: map[int]bool{}}
	for _, c := range heads.cells {
		below.headed[c.col] = true
	}
	return below
}

// heads finds the known heading that a cell is. Any cell of the first rows may be one,
// and few are.
type heads struct {
	byKey   map[string]string
	begin   map[rune]bool // what they begin with
	longest int           // bytes of a key
}

func newHeads(columns []nomination.Column) heads {
	h := heads{byKey: make(map[string]string, len(columns)), begin: map[rune]bool{}}
	for _, c := range columns {
		key := headKey(c.Head)
		first, _ := utf8.DecodeRuneInString(key)
		h.byKey[key], h.begin[first], h.longest = c.Head, true, max(h.longest, len(key))
	}
	return h
}

// of gives the heading that a cleaned text is. A key begins as its text does, and ends
// where the text does unless that ends with a hint or a star.
func (h heads) of(text string) (string, bool) {
	first, _ := utf8.DecodeRuneInString(text)
	if !h.begin[first] || len(text) > h.longest && !strings.ContainsAny(text[len(text)-1:], ")]*") {
		return "", false
	}
	head, ok := h.byKey[nomination.HeadKey(text)]
	return head, ok
}

// headKeys keeps the keys of the schema's headings: every sheet of every workbook has
// the same.
var headKeys sync.Map

func headKey(head string) string {
	key, ok := headKeys.Load(head)
	if !ok {
		key, _ = headKeys.LoadOrStore(head, nomination.HeadKey(head))
	}
	return key.(string)
}

func twiceHeading(head string, later, earlier finding.Place) finding.Finding {
	return finding.Finding{
		Code: finding.MissingHeading, Place: later, Message: fmt.Sprintf("Tiêu đề %q có hai lần; chỉ đọc lần đầu (ô %s).", head, earlier.Cell()),
		Got: head, Fix: "xóa hoặc đổi tên một trong hai", Related: []finding.Place{earlier},
	}
}

// A wording is how findings speak of what a schema asks for by name: a column, or an item
// of a sheet with two columns.
type wording struct{ one, capital, added, renamed, mended string }

var (
	columnWording = wording{"cột", "Cột", "thêm cột", "sửa tiêu đề thành", "sửa lại tiêu đề"}
	itemWording   = wording{"mục", "Mục", "thêm hàng", "sửa thành", "sửa lại tên mục"}
)

// reportMissing names the required columns or items that a sheet lacks, and gives all
// that it lacks. strangers are those that nobody asked for.
func (r *reader) reportMissing(w wording, schema nomination.Schema, sheet *nomination.Sheet, has func(head string) bool, strangers []string) (missing []string) {
	for _, c := range schema.Columns {
		if has(c.Head) {
			continue
		}
		missing = append(missing, c.Head)
		if !c.Required {
			continue
		}
		f := finding.Finding{
			Code: finding.MissingHeading, Place: sheet.Head(), Message: fmt.Sprintf("Trang %q thiếu %s %q.", schema.Name, w.one, c.Head),
			Expected: c.Head, Fix: fmt.Sprintf("%s %q theo biểu mẫu", w.added, c.Head),
		}
		if near, ok := vi.Nearest(nomination.HeadKey(c.Head), strangers); ok {
			f.Got, f.Fix = near, fmt.Sprintf("có phải %s %q? Nếu đúng, %s %q", w.one, short(near), w.renamed, c.Head)
		}
		r.report(f)
	}
	return missing
}

// reportStranger names a column or item that nobody asked for; near is the missing one
// that it may stand for, if there is one.
func (r *reader) reportStranger(w wording, at finding.Place, text, near string) {
	f := finding.Finding{
		Code: finding.UnknownHeading, Place: at,
		Message: fmt.Sprintf("%s %q không có trong biểu mẫu nên không dùng.", w.capital, short(text)), Got: text,
	}
	if near != "" {
		f.Expected, f.Fix = near, fmt.Sprintf("có phải %s %q? Nếu đúng, %s", w.one, near, w.mended)
	}
	r.report(f)
}

// reportHeadings names required headings that are missing and headings that nobody asked for.
func (r *reader) reportHeadings(schema nomination.Schema, sheet *nomination.Sheet, strangers []cell) {
	texts := make([]string, len(strangers))
	for i, c := range strangers {
		texts[i] = c.text
	}
	has := func(head string) bool { _, ok := sheet.Columns[head]; return ok }
	missing := r.reportMissing(columnWording, schema, sheet, has, texts)
	for _, c := range strangers {
		if numbering(c.text) {
			continue
		}
		near, _ := vi.Nearest(nomination.HeadKey(c.text), missing)
		r.reportStranger(columnWording, sheet.Place(sheet.HeadRow, c.col), c.text, near)
	}
}

// numbering reports whether a heading is that of a running number, which says nothing.
func numbering(head string) bool {
	switch vi.Key(nomination.HeadKey(head)) {
	case "stt", "tt", "số tt":
		return true
	}
	return false
}
