package compose

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/nomination"
	"thidua/internal/paper"
	"thidua/internal/vi"
)

// A builder turns the nodes of a filled-in template into blocks of a paper. The parser
// has seen to it that every node stands where it may.
type builder struct {
	sheet    bool // a spreadsheet: no lines of ours to keep together
	title    string
	ward     string                          // proper name of the ward: "Lê Thanh Nghị"
	reports  map[nomination.ID][]paper.Block // that units wrote themselves
	pictures map[string]Picture              // of the office's, by their names in templates
	counts   [3]int                          // of numbered headings in the section
	problems []problem

	sections hoard[paper.Section]
	sheets   []paper.Sheet
}

func newBuilder() *builder {
	return &builder{sections: hoard[paper.Section]{most: fewSections, pack: paper.NewSections}}
}

func (b *builder) report(n *node, message, expected string) {
	b.problems = append(b.problems, problem{row: n.row, col: n.col, message: message, expected: expected})
}

// take builds what can stand by itself as soon as it is closed, so that its nodes
// needn't be kept: a section, a sheet, a row of a table's body.
func (b *builder) take(n *node, above []*node) bool {
	parent := above[len(above)-1]
	switch {
	case parent.name == "" && b.sheet:
		b.addSheet(n)
		return true
	case parent.name == "":
		b.addSection(n)
		return true
	case n.name == "tr" && parent.name == "tbody":
		table := above[len(above)-2]
		if table.rows == nil {
			columns := table.count("cot")
			if columns == 0 || table.count("tbody") > 1 || parent.count("tr") > 1 {
				return false // columns that are told behind rows: they are all built at the end
			}
			table.rows = newRowBuilder(columns)
		}
		table.rows.add(b, n)
		return true
	}
	return false
}

// addSection builds a section of a paper.
func (b *builder) addSection(n *node) {
	if n.name != "section" {
		b.report(n, "Mẫu này là một văn bản, không phải bảng tính.", "<section>")
		return
	}
	b.counts = [3]int{}
	b.sections.add(paper.Section{
		Landscape: n.attrs["huong"] == "ngang", Stamp: n.attrs["cho-ky-so"] == "co", Blocks: b.blocks(n),
		TextSize: number(n, "co-chu"), NoNumbers: n.attrs["so-trang"] == "khong",
		Width: number(n, "rong"), Height: number(n, "cao"),
		ShiftX: length(n, "lech-ngang"), ShiftY: length(n, "lech-doc"),
	})
}

// addSheet builds a sheet of a workbook.
func (b *builder) addSheet(n *node) {
	name := n.attrs["ten"]
	switch {
	case n.name != "trang-tinh":
		b.report(n, "Mẫu này là bảng tính, không phải văn bản.", "<trang-tinh>")
		return
	case name == "" || len([]rune(name)) > 31 || strings.ContainsAny(name, `:\/?*[]`):
		b.report(n, "Tên trang tính “"+name+"” không dùng được trong Excel.", `1 đến 31 ký tự, không có : \ / ? * [ ]`)
	case slices.ContainsFunc(b.sheets, func(s paper.Sheet) bool { return vi.Key(s.Name) == vi.Key(name) }):
		b.report(n, "Có hai trang tính cùng tên “"+name+"”.", "mỗi trang tính một tên")
	}
	b.counts = [3]int{}
	b.sheets = append(b.sheets, paper.Sheet{Name: name, Blocks: b.blocks(n)})
}

// finish reports what the whole lacks. Top is the node above all that was built.
func (b *builder) finish(top *node) {
	switch {
	case b.sheet && len(b.sheets) == 0:
		b.report(top, "Mẫu không có trang tính nào.", "<trang-tinh>")
	case !b.sheet && b.sections.len() == 0:
		b.report(top, "Mẫu không có phần nào.", "<section>")
	}
}

// A hoard gathers what may become many: then it packs them.
type hoard[T paper.Row | paper.Section] struct {
	most int // kept as they are
	few  []T
	many *paper.Pack[T] // nil while there are few
	pack func() *paper.Pack[T]
}

func (h *hoard[T]) add(one T) {
	if h.many == nil && len(h.few) < h.most {
		h.few = append(h.few, one)
		return
	}
	if h.many == nil {
		h.many = h.pack()
		for i := range h.few {
			h.many.Add(&h.few[i])
		}
		h.few = nil
	}
	h.many.Add(&one)
}

func (h *hoard[T]) len() int {
	if h.many != nil {
		return h.many.Count
	}
	return len(h.few)
}

// done gives what was gathered, in one form or the other.
func (h *hoard[T]) done() ([]T, *paper.Pack[T]) {
	if h.many != nil {
		h.many.Done()
	}
	return h.few, h.many
}

// Sections and rows that a paper or a table may have without being packed: a hundred
// certificates are a quarter of a megabyte, five hundred rows one.
const (
	fewSections = 100
	fewRows     = 500
)

func (b *builder) blocks(parent *node) []paper.Block {
	var out []paper.Block
	for n := range parent.elements() {
		switch n.name {
		case "quoc-hieu":
			out = append(out, b.letterhead(n))
		case "tieu-de":
			if b.title == "" {
				b.title = strings.ReplaceAll(tidy(n.attrs["muc-luc"]), noBreak, " ")
			}
			out = append(out, paper.Title{
				Type: b.lines(n, "ten-loai"), Subject: b.titleLines(n, "trich-yeu"),
				Note: strings.Join(b.lines(n, "kem-theo"), " "), NoRule: n.attrs["gach"] == "khong",
			})
		case "kinh-gui":
			out = append(out, paper.Recipients{To: b.each(n, "noi")})
		case "can-cu", "p", "h1", "h2", "h3":
			if p := b.paragraph(n); len(p.Runs) > 0 {
				out = append(out, p)
			}
		case "table":
			out = append(out, b.table(n))
		case "bieu-do":
			out = append(out, b.chart(n))
		case "dat":
			if runs := b.runs(n); len(runs) > 0 {
				out = append(out, paper.Placed{
					X: length(n, "trai"), Y: length(n, "tren"), Width: length(n, "rong"),
					Size: number(n, "co-chu"), Align: align(n.attrs["canh"]), Runs: runs,
				})
			}
		case "hinh":
			if i, ok := b.image(n); ok {
				out = append(out, i)
			}
		case "cac-cot":
			out = append(out, b.columns(n))
		case "giu-lien":
			out = append(out, paper.Keep{Blocks: b.blocks(n)})
		case "khoang-cach":
			out = append(out, paper.Space{Height: number(n, "cao")})
		case "sang-trang":
			out = append(out, paper.PageBreak{})
		case "bao-cao-kem-theo":
			out = append(out, b.attached(n)...)
		case "cuoi-van-ban":
			out = append(out, b.closing(n))
		case "chu-ky":
			out = append(out, b.signatures(n))
		}
	}
	return out
}

// pictureNames says what the pictures show that templates may name.
var pictureNames = map[string]string{Emblem: "Quốc huy"}

// image puts a picture into the room that the template keeps for it: as large as it
// fits with its proportions, in the middle.
func (b *builder) image(n *node) (paper.Image, bool) {
	name := n.attrs["ten"]
	p, ok := b.pictures[name]
	if !ok || p.Width < 1 || p.Height < 1 {
		return paper.Image{}, false
	}
	x, y, width, height := length(n, "trai"), length(n, "tren"), length(n, "rong"), length(n, "cao")
	w, h := width, height
	if p.Width*height > p.Height*width {
		h = width * p.Height / p.Width
	} else {
		w = height * p.Width / p.Height
	}
	return paper.Image{
		X: x + (width-w)/2, Y: y + (height-h)/2, Width: max(w, 1), Height: max(h, 1), Data: p.Data, Alt: pictureNames[name],
	}, w > 0 && h > 0
}

func (b *builder) letterhead(n *node) paper.Letterhead {
	return paper.Letterhead{
		Superior: b.lines(n, "chu-quan"),
		Issuer:   b.lines(n, "co-quan"),
		Number:   strings.Join(b.lines(n, "so"), " "),
		Place:    strings.Join(b.lines(n, "noi-ngay"), " "),
		Bare:     n.attrs["ben-phai"] == "khong",
	}
}

// lines gives the lines of all children of a name.
func (b *builder) lines(parent *node, name string) []string {
	var out []string
	for n := range parent.elements() {
		if n.name != name {
			continue
		}
		for line := range strings.SplitSeq(b.words(n), "\n") {
			if line != "" {
				out = append(out, line)
			}
		}
	}
	return out
}

// titleLines gives lines of a title, in which the ward's name is not parted.
func (b *builder) titleLines(parent *node, name string) []string {
	out := b.lines(parent, name)
	if b.ward == "" || b.sheet {
		return out
	}
	for i := range out {
		out[i] = strings.ReplaceAll(out[i], b.ward, strings.ReplaceAll(b.ward, " ", noBreak))
	}
	return out
}

// each gives one text for each child of a name.
func (b *builder) each(parent *node, name string) []string {
	var out []string
	for n := range parent.elements() {
		if s := strings.ReplaceAll(b.words(n), "\n", " "); n.name == name && s != "" {
			out = append(out, s)
		}
	}
	return out
}

// words gives the text of an element that holds lines.
func (b *builder) words(n *node) string {
	s := ""
	for _, r := range b.runs(n) {
		s += r.Text
	}
	return s
}

var roles = map[string]paper.Role{
	"can-cu": paper.Basis, "h1": paper.Heading1, "h2": paper.Heading2, "h3": paper.Heading3,
	"p": paper.Body, "loi-van": paper.Body, "giua": paper.Centred, "giua-dam": paper.CentredBold,
	"trai": paper.Plain, "phai": paper.PlainRight, "ghi-chu": paper.Remark,
}

func (b *builder) paragraph(n *node) paper.Paragraph {
	p := paper.Paragraph{Role: roles[n.name], Runs: b.runs(n), KeepNext: n.attrs["giu"] == "co"}
	if kind := n.attrs["kieu"]; kind != "" {
		p.Role = roles[kind]
	}
	if n.attrs["danh-so"] == "co" && len(p.Runs) > 0 {
		p.Runs[0].Text = b.number(n.name) + noBreak + p.Runs[0].Text
	}
	return p
}

// number counts a heading on: I. – 1. – 1.1.; a heading starts those below it anew.
func (b *builder) number(name string) string {
	level := int(name[1] - '1')
	b.counts[level]++
	clear(b.counts[level+1:])
	switch level {
	case 0:
		return vi.Roman(b.counts[0]) + "."
	case 1:
		return strconv.Itoa(b.counts[1]) + "."
	}
	return fmt.Sprintf("%d.%d.", b.counts[1], b.counts[2])
}

// runs gives the text of an element in its styles, blanks collapsed as markup
// collapses them, none at the ends of lines.
func (b *builder) runs(n *node) []paper.Run {
	var all []paper.Run
	collect(n, paper.Run{}, &all)
	paper.Squeeze(all)
	var out []paper.Run
	for _, r := range all {
		if k := len(out) - 1; k >= 0 && out[k].Like(r) {
			out[k].Text += r.Text
		} else if r.Text != "" {
			out = append(out, r)
		}
	}
	return b.finishRuns(out)
}

// finishRuns trims the end of a paragraph and ties its words. A spreadsheet gets
// plain spaces instead: its cells are searched and edited, and wrap by themselves.
func (b *builder) finishRuns(runs []paper.Run) []paper.Run {
	if k := len(runs) - 1; k >= 0 {
		runs[k].Text = strings.TrimRight(runs[k].Text, " \n")
	}
	for i := range runs {
		if b.sheet {
			runs[i].Text = strings.ReplaceAll(runs[i].Text, noBreak, " ")
		} else {
			runs[i].Text = glue(runs[i].Text)
		}
	}
	return slices.DeleteFunc(runs, func(r paper.Run) bool { return r.Text == "" })
}

// collect gathers the runs below a node. Line breaks of the markup are blanks; only
// <br/> ends a line.
func collect(n *node, style paper.Run, out *[]paper.Run) {
	switch n.name {
	case "#text":
		style.Text = strings.Map(func(r rune) rune {
			if blankRune(r) {
				return ' '
			}
			return r
		}, n.text)
		*out = append(*out, style)
		return
	case "br":
		style.Text = "\n"
		*out = append(*out, style)
		return
	case "b":
		style.Bold = true
	case "i":
		style.Italic = true
	case "u":
		style.Underline = true
	case "do":
		style.Red = true
	}
	for _, c := range n.children {
		collect(c, style, out)
	}
}

// tidy collapses the blanks of an attribute.
func tidy(s string) string { return strings.Join(strings.FieldsFunc(s, blankRune), " ") }

func (b *builder) table(n *node) paper.Table {
	t := paper.Table{Size: number(n, "co-chu")}
	total := 0
	var head, body []*node // what take has left
	for c := range n.elements() {
		switch c.name {
		case "cot":
			w := number(c, "rong")
			total += w
			t.Columns = append(t.Columns, paper.Column{Width: 10 * w, Align: align(c.attrs["canh"])})
		case "thead":
			head = append(head, slices.Collect(c.elements())...)
		case "tbody":
			body = append(body, slices.Collect(c.elements())...)
		}
	}
	switch {
	case len(t.Columns) == 0:
		b.report(n, "Bảng chưa khai báo các cột.", `<cot rong="…"/> cho mỗi cột`)
		return t
	case total > 100:
		b.report(n, fmt.Sprintf("Các cột của bảng rộng tổng cộng %d phần trăm bề ngang.", total), "không quá 100")
	}
	header := newRowBuilder(len(t.Columns))
	for _, r := range head {
		header.add(b, r)
	}
	t.Header, _ = header.done()
	rows := n.rows
	switch {
	case rows == nil:
		rows = newRowBuilder(len(t.Columns))
	case rows.columns != len(t.Columns):
		b.report(n, "Bảng khai báo thêm cột sau khi đã có hàng.", `mọi <cot/> đứng trước <tbody>`)
	}
	for _, r := range body {
		rows.add(b, r)
	}
	t.Rows, t.Long = rows.done()
	return t
}

// A rowBuilder builds the rows of a table one after the other and sees that their cells,
// with those that reach down from rows above, fill its columns.
type rowBuilder struct {
	hoard[paper.Row]
	columns int
	reach   []int // rows that a cell above still covers, by column
}

func newRowBuilder(columns int) *rowBuilder {
	return &rowBuilder{hoard: hoard[paper.Row]{most: fewRows, pack: paper.NewRows}, columns: columns, reach: make([]int, columns)}
}

// add builds a row.
func (t *rowBuilder) add(b *builder, n *node) {
	r := paper.Row{Group: n.attrs["nhom"] == "co"}
	col := 0
	for c := range n.elements() {
		for col < t.columns && t.reach[col] > 0 {
			col++
		}
		cell := b.cell(c)
		for range max(1, cell.Span) {
			if col < t.columns {
				t.reach[col] = max(1, cell.RowSpan)
			}
			col++
		}
		r.Cells = append(r.Cells, cell)
	}
	for col < t.columns && t.reach[col] > 0 {
		col++
	}
	if col != t.columns {
		b.report(n, fmt.Sprintf("Hàng này có %d ô, bảng có %d cột.", col, t.columns), fmt.Sprintf("%d ô, kể cả colspan", t.columns))
	}
	for i := range t.reach {
		t.reach[i] = max(0, t.reach[i]-1)
	}
	t.hoard.add(r)
}

func (b *builder) cell(n *node) paper.Cell {
	c := paper.Cell{Span: number(n, "colspan"), RowSpan: number(n, "rowspan")}
	if a := n.attrs["canh"]; a != "" {
		c.Align, c.HasAlign = align(a), true
	}
	if v := n.attrs["so"]; v != "" {
		i, _ := strconv.ParseInt(v, 10, 64) // the parser has looked at it
		c.Value = paper.Value{Kind: paper.IntegerValue, Number: i, Sum: sums[n.attrs["tong"]]}
	}
	if d, err := vi.ParseISO(n.attrs["ngay"]); err == nil {
		c.Value = paper.Value{Kind: paper.DateValue, Date: [3]int{d.Year, d.Month, d.Day}}
	}
	if n.hasParagraphs() {
		for p := range n.elements() {
			q := b.paragraph(p)
			if p.attrs["kieu"] == "" {
				q.Role = paper.Plain
			}
			if len(q.Runs) > 0 {
				c.Paragraphs = append(c.Paragraphs, q)
			}
		}
		return c
	}
	if runs := b.runs(n); len(runs) > 0 {
		c.Paragraphs = []paper.Paragraph{{Role: paper.Plain, Runs: runs}}
	}
	return c
}

func (b *builder) columns(n *node) paper.Columns {
	var out paper.Columns
	for c := range n.elements() {
		out.Widths = append(out.Widths, 10*number(c, "rong"))
		out.Blocks = append(out.Blocks, b.blocks(c))
	}
	return out
}

// sums are the values of tong; without it a number is no sum.
var sums = map[string]paper.Sum{"cot": paper.SumAbove, "hang": paper.SumLeft}

var chartKinds = map[string]paper.ChartKind{"thanh-ngang": paper.BarChart, "cot": paper.ColumnChart, "xep-hang": paper.RankChart}

// chart turns a chart, whose figures stand by category, into series. Each category
// has a figure, or an empty one, for each series.
func (b *builder) chart(n *node) paper.Chart {
	out := paper.Chart{
		Kind: chartKinds[n.attrs["kieu"]], Below: n.attrs["ten"] == "duoi", Height: number(n, "cao"),
		Title: strings.Join(b.lines(n, "ten-bieu-do"), " "), Head: tidy(n.attrs["ten-muc"]),
		Threshold: int64(number(n, "nguong")), ThresholdName: tidy(n.attrs["ten-nguong"]),
	}
	for _, name := range b.each(n, "chuoi") {
		out.Series = append(out.Series, paper.Series{Name: name})
	}
	if len(out.Series) == 0 {
		b.report(n, "Biểu đồ chưa có chuỗi số liệu nào.", "<chuoi>tên chuỗi</chuoi>")
	}
	for c := range n.elements() {
		if c.name != "muc" {
			continue
		}
		out.Categories = append(out.Categories, tidy(c.attrs["ten"]))
		i := 0
		for v := range c.elements() {
			if i < len(out.Series) {
				out.Series[i].Data = append(out.Series[i].Data, b.datum(v))
			}
			i++
		}
		if i != len(out.Series) {
			b.report(c, fmt.Sprintf("Mục này có %d giá trị, biểu đồ có %d chuỗi số liệu.", i, len(out.Series)), fmt.Sprintf("%d <gia-tri>", len(out.Series)))
		}
	}
	return out
}

func (b *builder) datum(n *node) paper.Datum {
	d := paper.Datum{Number: int64(number(n, "so")), Text: strings.ReplaceAll(b.words(n), "\n", " ")}
	if n.attrs["so"] == "" && d.Text != "" {
		var err error
		if d.Number, err = strconv.ParseInt(d.Text, 10, 64); err != nil {
			b.report(n, "Giá trị “"+d.Text+"” của biểu đồ không phải số nguyên và chưa có thuộc tính so.", `so="…"`)
		}
	}
	return d
}

func (b *builder) closing(n *node) paper.Closing {
	var out paper.Closing
	signed := 0
	for c := range n.elements() {
		switch c.name {
		case "noi-nhan":
			out.Copies = append(out.Copies, b.each(c, "noi")...)
		case "ky-ten":
			out.Signature = b.signature(c)
			signed++
		}
	}
	// Copies alone stand below the signatures of minutes (model 1.9).
	if signed > 1 || signed == 0 && len(out.Copies) == 0 {
		b.report(n, fmt.Sprintf("Cuối văn bản có %d chỗ ký.", signed), "một <ky-ten>")
	}
	return out
}

func (b *builder) signatures(n *node) paper.Signatures {
	var out paper.Signatures
	for c := range n.elements() {
		s := b.signature(c)
		place := map[string]**paper.Signature{"trai": &out.Left, "phai": &out.Right, "duoi": &out.Below}[c.attrs["ben"]]
		switch {
		case place == nil:
			b.report(c, "Chỗ ký chưa nói đứng bên nào.", `ben="trai", ben="phai" hoặc ben="duoi"`)
		case *place != nil:
			b.report(c, "Có hai chỗ ký ở cùng một bên.", "mỗi bên một chỗ ký")
		default:
			*place = &s
		}
	}
	return out
}

func (b *builder) signature(n *node) paper.Signature {
	return paper.Signature{
		Capacity: b.lines(n, "quyen-han"),
		Hint:     strings.Join(b.lines(n, "huong-dan"), " "),
		Name:     strings.Join(b.lines(n, "ho-ten"), " "),
	}
}

func align(s string) paper.Align {
	return map[string]paper.Align{"giua": paper.AlignCentre, "phai": paper.AlignRight, "deu": paper.AlignJustify}[s]
}

// number gives an attribute that the parser has found to be a number; 0 where it is absent.
func number(n *node, name string) int {
	i, _ := strconv.Atoi(n.attrs[name])
	return i
}

// length gives an attribute that the parser has found to be a length, in 1/10 mm; 0
// where it is absent.
func length(n *node, name string) int {
	i, _ := tenths(n.attrs[name])
	return i
}

func (n *node) hasParagraphs() bool {
	return slices.ContainsFunc(n.children, func(c *node) bool { return c.name == "p" })
}

// count tells how many children of a name there are.
func (n *node) count(name string) int {
	out := 0
	for c := range n.elements() {
		if c.name == name {
			out++
		}
	}
	return out
}

// elements goes over the children that are no text.
func (n *node) elements() func(yield func(*node) bool) {
	return func(yield func(*node) bool) {
		for _, c := range n.children {
			if c.name != "#text" && !yield(c) {
				return
			}
		}
	}
}
