package compose

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/vi"
)

// placeAttr carries the place of a tag in its template; instrument writes it.
const placeAttr = "dong"

// A content says what an element may hold.
type content int

const (
	parts  content = iota // the elements listed, no text
	inline                // text in styles
	lines                 // plain text, <br/> between lines
	cells                 // text in styles, or paragraphs
)

// An element of the vocabulary.
type element struct {
	holds content
	parts []string
	attrs []attribute
}

// An attribute of an element: one of the values, or what check accepts.
type attribute struct {
	name     string
	values   []string
	number   bool // whole number above 0, or empty where optional is set
	optional bool // may be empty: the cell is text then
	length   bool // mm, one decimal at most: 12,5
	date     bool // yyyy-mm-dd or empty
	required bool
}

var (
	styles = []string{"b", "i", "u", "do", "br"}
	blocks = []string{
		"quoc-hieu", "tieu-de", "kinh-gui", "can-cu", "p", "h1", "h2", "h3", "table", "bieu-do", "bao-cao-kem-theo", "cuoi-van-ban", "chu-ky",
		"dat", "hinh", "cac-cot", "giu-lien", "khoang-cach", "sang-trang",
	}
	aligns = []string{"trai", "giua", "phai", "deu"}
)

// vocabulary is every element that a template may use. HTML's own names stand for
// what they mean in HTML; the official parts of a paper have Vietnamese names.
var vocabulary = map[string]element{
	"": {parts: []string{"section", "trang-tinh"}},

	// One section of a paper, one sheet of a workbook.
	"section": {parts: blocks, attrs: []attribute{
		{name: "huong", values: []string{"doc", "ngang"}},
		{name: "cho-ky-so", values: []string{"co"}},
		{name: "co-chu", number: true, optional: true}, // of the running text, pt; 0 or empty: as usual
		{name: "so-trang", values: []string{"khong"}},
		{name: "rong", number: true}, // of the page upright, mm
		{name: "cao", number: true},
		{name: "lech-ngang", length: true}, // of what has a fixed place: right, down
		{name: "lech-doc", length: true},
	}},
	"trang-tinh": {parts: blocks, attrs: []attribute{{name: "ten", required: true}}},

	// The head of a paper: elements 1 to 4 of the decree.
	"quoc-hieu": {parts: []string{"chu-quan", "co-quan", "so", "noi-ngay"}, attrs: []attribute{
		{name: "ben-phai", values: []string{"khong"}},
	}},
	"chu-quan": {holds: lines},
	"co-quan":  {holds: lines},
	"so":       {holds: lines},
	"noi-ngay": {holds: lines},

	// Type and subject: element 5. muc-luc is the title for contents and properties.
	"tieu-de": {parts: []string{"ten-loai", "trich-yeu", "kem-theo"}, attrs: []attribute{
		{name: "muc-luc", required: true},
		{name: "gach", values: []string{"khong"}},
	}},
	"ten-loai":  {holds: lines},
	"trich-yeu": {holds: lines},
	"kem-theo":  {holds: lines},

	// The body: elements 9a and 6.
	"kinh-gui": {parts: []string{"noi"}},
	"noi":      {holds: lines},
	"can-cu":   {holds: inline, parts: styles},
	"p": {holds: inline, parts: styles, attrs: []attribute{
		{name: "kieu", values: []string{"loi-van", "giua", "giua-dam", "trai", "phai", "ghi-chu"}},
		{name: "giu", values: []string{"co"}},
	}},
	"h1": {holds: inline, parts: styles, attrs: []attribute{{name: "danh-so", values: []string{"co"}}}},
	"h2": {holds: inline, parts: styles, attrs: []attribute{{name: "danh-so", values: []string{"co"}}}},
	"h3": {holds: inline, parts: styles, attrs: []attribute{{name: "danh-so", values: []string{"co"}}}},
	"b":  {holds: inline, parts: styles},
	"i":  {holds: inline, parts: styles},
	"u":  {holds: inline, parts: styles},
	"do": {holds: inline, parts: styles}, // red ink
	"br": {},

	"table": {parts: []string{"cot", "thead", "tbody"}, attrs: []attribute{{name: "co-chu", values: []string{"11", "12", "13"}}}},
	"cot": {attrs: []attribute{
		{name: "rong", number: true}, // percent of the text's width; absent: from what is in it
		{name: "canh", values: aligns},
	}},
	"thead": {parts: []string{"tr"}},
	"tbody": {parts: []string{"tr"}},
	"tr":    {parts: []string{"th", "td"}, attrs: []attribute{{name: "nhom", values: []string{"co"}}}},
	"th":    {holds: cells, parts: append([]string{"p"}, styles...), attrs: cellAttrs},
	"td":    {holds: cells, parts: append([]string{"p"}, styles...), attrs: cellAttrs},

	// A chart: the names of its series, and for each category a figure of each.
	"bieu-do": {parts: []string{"ten-bieu-do", "chuoi", "muc"}, attrs: []attribute{
		{name: "kieu", values: slices.Sorted(maps.Keys(chartKinds)), required: true},
		{name: "ten-muc"}, // what the categories are: heads their column in the chart's table
		{name: "nguong", number: true, optional: true}, // the line across, 0 or empty for none
		{name: "ten-nguong"},
		{name: "cao", number: true}, // of the columns, mm
		{name: "ten", values: []string{"tren", "duoi"}},
	}},
	"ten-bieu-do": {holds: lines},
	"chuoi":       {holds: lines},
	"muc":         {parts: []string{"gia-tri"}, attrs: []attribute{{name: "ten", required: true}}},
	// Its text is printed, so gives the length of the bar; without a text there is none.
	"gia-tri": {holds: lines, attrs: []attribute{{name: "so", number: true, optional: true}}},

	// Text at a place of the page, mm from its top left corner; tren is the baseline.
	"dat": {holds: inline, parts: styles, attrs: []attribute{
		{name: "trai", length: true, required: true},
		{name: "tren", length: true, required: true},
		{name: "rong", length: true, required: true},
		{name: "co-chu", number: true},
		{name: "canh", values: aligns},
	}},

	// A picture of the office's, as large as it fits into its room; nothing where the
	// office gave none. None is drawn by the program.
	"hinh": {attrs: []attribute{
		{name: "ten", values: slices.Sorted(maps.Keys(pictureNames)), required: true},
		{name: "trai", length: true, required: true},
		{name: "tren", length: true, required: true},
		{name: "rong", length: true, required: true},
		{name: "cao", length: true, required: true},
	}},

	// What holds blocks together or apart.
	"cac-cot":     {parts: []string{"ben"}},
	"ben":         {parts: blocks, attrs: []attribute{{name: "rong", number: true}}}, // percent
	"giu-lien":    {parts: blocks},
	"khoang-cach": {attrs: []attribute{{name: "cao", number: true, required: true}}}, // mm
	"sang-trang":  {},

	// What a unit wrote itself, from the Word file attached to a dossier.
	"bao-cao-kem-theo": {attrs: []attribute{{name: "ho-so", required: true}}},

	// The foot: elements 7 and 9b.
	"cuoi-van-ban": {parts: []string{"noi-nhan", "ky-ten"}},
	"noi-nhan":     {parts: []string{"noi"}},
	"chu-ky":       {parts: []string{"ky-ten"}},
	"ky-ten": {parts: []string{"quyen-han", "huong-dan", "ho-ten"}, attrs: []attribute{
		{name: "ben", values: []string{"trai", "phai", "duoi"}},
	}},
	"quyen-han": {holds: lines},
	"huong-dan": {holds: lines},
	"ho-ten":    {holds: lines},
}

// cellAttrs are those of a cell: so and ngay give a spreadsheet the value that the
// text shows; tong says that the number is the sum of its column above it (cot) or of
// the numbers to its left (hang), for which a spreadsheet gets a formula.
var cellAttrs = []attribute{
	{name: "colspan", number: true},
	{name: "rowspan", number: true},
	{name: "canh", values: aligns},
	{name: "so", number: true, optional: true},
	{name: "ngay", date: true},
	{name: "tong", values: []string{"cot", "hang"}},
}

// empty reports whether the element holds nothing: <br/>, <cot/>.
func (e element) empty() bool { return e.holds == parts && len(e.parts) == 0 }

// allows reports whether text may stand in the element.
func (e element) allows() bool { return e.holds != parts }

// mayHold lists the elements that may stand in the element.
func (e element) mayHold() []string {
	if e.holds == lines {
		return []string{"br"}
	}
	return e.parts
}

// A node is an element of a filled-in template.
type node struct {
	name     string
	row, col int // in the template
	attrs    map[string]string
	children []*node // those named "#text" hold text only
	text     string
	after    int         // offset after the name of the tag
	inked    bool        // holds text of its own
	rows     *rowBuilder // of a table: the rows of its body that are built already
}

// A parser reads markup into nodes: filled-in templates, and template sources whose
// actions were blanked, so that one set of rules holds for both.
type parser struct {
	src      string
	blanked  bool
	open     []*node
	branches []int // how many elements were open where each {{if}} began
	starts   []int // offsets after the names of all tags
	problems []problem

	// Of a filled-in template: what becomes of texts and values, nil for nothing, and
	// what is told of every element that was closed. An element that it takes is not kept.
	legible func(string) string
	closed  func(n *node, above []*node) (taken bool)
}

// readSource reads the source of a template whose actions were blanked. It gives the
// offsets after the names of all tags.
func readSource(src string) ([]int, []problem) {
	p := &parser{src: src, blanked: true}
	p.read(strings.NewReader(src))
	return p.starts, p.problems
}

// read reads markup. It reports faults of the vocabulary all, and stops at the first
// fault of form. The result is whole only where no problem is.
func (p *parser) read(from io.Reader) *node {
	top := &node{row: 1, col: 1}
	p.open = []*node{top}
	d := xml.NewDecoder(from)
	d.Strict, d.Entity = true, xml.HTMLEntity
	for {
		start := int(d.InputOffset())
		// RawToken leaves the pairing of tags to us, who know where each was opened.
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			p.malformed(start, int(d.InputOffset()), err)
			return top
		}
		if !p.take(t, start) {
			return top
		}
	}
	if n := p.top(); n != top {
		p.unclosed(n, "")
	}
	return top
}

func (p *parser) top() *node { return p.open[len(p.open)-1] }

// report notes a problem at an offset of a source, or at a node of a filled-in template.
func (p *parser) report(offset int, n *node, q problem) {
	q.row, q.col = n.row, n.col
	if p.blanked {
		q.row, q.col = position(p.src, offset)
	}
	p.problems = append(p.problems, q)
}

// take handles one token and reports whether reading can go on.
func (p *parser) take(t xml.Token, start int) bool {
	switch t := t.(type) {
	case xml.StartElement:
		p.begin(t, start)
	case xml.EndElement:
		return p.finish(t.Name.Local, start)
	case xml.CharData:
		p.chars(string(t), start)
	case xml.ProcInst:
		return p.branch(t.Target, start)
	case xml.Directive:
		p.report(start, p.top(), problem{message: "Mẫu không dùng chỉ thị <!…>.", fix: "xóa dòng này"})
	}
	return true
}

func (p *parser) begin(t xml.StartElement, start int) {
	name := t.Name.Local
	if t.Name.Space != "" {
		name = t.Name.Space + ":" + name
	}
	n := &node{name: name, after: start + 1 + len(name)}
	if p.blanked {
		n.row, n.col = position(p.src, start)
		p.starts = append(p.starts, n.after)
	} else {
		n.row, n.col = placeOf(t.Attr, p.top())
	}
	parent := p.top()
	e, known := vocabulary[name]
	holder, parentKnown := vocabulary[parent.name]
	switch {
	case !known:
		q := problem{message: "Mẫu có thẻ <" + name + "> không dùng được.", got: name, fix: "dùng một trong các thẻ của mẫu"}
		if near, ok := vi.Nearest(name, slices.Sorted(maps.Keys(vocabulary))); ok {
			q.expected, q.fix = near, "có phải là <"+near+">?"
		}
		p.report(start, n, q)
	case parentKnown && !slices.Contains(holder.mayHold(), name):
		q := problem{message: "Thẻ <" + name + "> không đặt được trong <" + parent.name + ">.", got: name, expected: strings.Join(holder.mayHold(), ", ")}
		if parent.name == "" {
			q.message = "Thẻ <" + name + "> phải nằm trong <section> (văn bản) hoặc <trang-tinh> (bảng tính)."
		}
		p.report(start, n, q)
	}
	p.attributes(n, e, known, t.Attr, start)
	parent.children = append(parent.children, n)
	p.open = append(p.open, n)
}

// placeOf gives the place that instrument wrote into a tag, else its parent's.
func placeOf(attrs []xml.Attr, parent *node) (row, col int) {
	for _, a := range attrs {
		if a.Name.Local == placeAttr {
			r, c, _ := strings.Cut(a.Value, ":")
			row, _ = strconv.Atoi(r) // written by instrument
			col, _ = strconv.Atoi(c)
			return row, col
		}
	}
	return parent.row, parent.col
}

func (p *parser) attributes(n *node, e element, known bool, attrs []xml.Attr, start int) {
	if !known {
		return
	}
	at := start
	for _, a := range attrs {
		name := a.Name.Local
		if name == placeAttr && !p.blanked {
			continue
		}
		if p.blanked {
			at = attributeOffset(p.src, at, name)
		}
		i := slices.IndexFunc(e.attrs, func(k attribute) bool { return k.name == name })
		if _, twice := n.attrs[name]; twice {
			p.report(at, n, problem{message: "Thuộc tính " + name + " viết hai lần trong thẻ <" + n.name + ">.", got: name})
			continue
		}
		if n.attrs == nil {
			n.attrs = map[string]string{}
		}
		n.attrs[name] = p.shown(a.Value)
		if i < 0 {
			p.report(at, n, unknownAttribute(n.name, name, e.attrs))
			continue
		}
		// A blank may be an action: what it gives is looked at when it is there.
		if q, ok := e.attrs[i].accept(a.Value); !ok && (!p.blanked || !strings.Contains(a.Value, " ")) {
			p.report(at, n, q)
		}
	}
	for _, k := range e.attrs {
		if _, ok := n.attrs[k.name]; k.required && !ok {
			p.report(start, n, problem{message: "Thẻ <" + n.name + "> thiếu thuộc tính " + k.name + ".", expected: k.name + `="…"`})
		}
	}
}

// shown gives a text of a filled-in template as the paper shows it.
func (p *parser) shown(s string) string {
	if p.legible == nil {
		return s
	}
	return p.legible(s)
}

// attributeOffset finds an attribute of a tag after an offset in it; that offset
// where the attribute is written in an unusual way.
func attributeOffset(src string, from int, name string) int {
	for i := from + 1; i+len(name) < len(src) && src[i] != '>'; i++ {
		if blankRune(rune(src[i-1])) && strings.HasPrefix(src[i:], name+"=") {
			return i
		}
	}
	return from
}

func unknownAttribute(element, name string, known []attribute) problem {
	q := problem{message: "Thẻ <" + element + "> không có thuộc tính " + name + ".", got: name, fix: "xóa thuộc tính này"}
	var names []string
	for _, k := range known {
		names = append(names, k.name)
	}
	if near, ok := vi.Nearest(name, names); ok {
		q.expected, q.fix = near, "có phải là "+near+"?"
	}
	return q
}

// accept reports whether a value may stand in the attribute.
func (k attribute) accept(value string) (problem, bool) {
	q := problem{message: "Giá trị “" + value + "” không dùng được cho thuộc tính " + k.name + ".", got: value}
	switch {
	case (k.optional || k.date || k.length && !k.required) && value == "":
		return q, true
	case k.number:
		n, err := strconv.Atoi(value)
		q.expected = "số nguyên"
		return q, err == nil && (n > 0 || k.optional && n == 0)
	case k.length:
		_, ok := tenths(value)
		q.expected = "số mm, nhiều nhất một chữ số thập phân"
		return q, ok
	case k.date:
		_, err := vi.ParseISO(value)
		q.expected = "ngày yyyy-mm-dd"
		return q, err == nil
	case k.values != nil:
		q.expected = strings.Join(k.values, ", ")
		return q, slices.Contains(k.values, value)
	}
	return q, true
}

// tenths reads a length in mm as 1/10 mm: "12", "12,5", "-3.5".
func tenths(value string) (int, bool) {
	digits, negative := strings.CutPrefix(value, "-")
	whole, part, decimal := strings.Cut(strings.ReplaceAll(digits, ",", "."), ".")
	if !decimal {
		part = "0"
	}
	if len(part) != 1 || len(whole) == 0 || len(whole) > 4 || strings.Trim(whole+part, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(whole + part)
	if negative {
		n = -n
	}
	return n, err == nil
}

func (p *parser) finish(name string, start int) bool {
	n := p.top()
	if n.name != name || n.name == "" {
		for _, o := range p.open[1:] {
			if o.name == name {
				p.unclosed(n, name)
				return false
			}
		}
		q := problem{message: "Thẻ đóng </" + name + "> không có thẻ mở.", got: "</" + name + ">", fix: "xóa thẻ này"}
		if n.name != "" {
			q.expected, q.fix = "</"+n.name+">", "đóng thẻ <"+n.name+"> bằng </"+n.name+">"
		}
		p.report(start, n, q)
		return false
	}
	if b := len(p.branches); b > 0 && len(p.open) <= p.branches[b-1] {
		p.report(start, n, problem{
			message: "Thẻ <" + name + "> mở ngoài nhưng đóng trong một lệnh if, range hoặc with.", got: "</" + name + ">",
			fix: "mở và đóng thẻ cùng trong hoặc cùng ngoài lệnh",
		})
		return false
	}
	if n.inked && slices.ContainsFunc(n.children, func(c *node) bool { return c.name == "p" }) {
		p.report(start, n, problem{message: "Ô của bảng có cả chữ nằm trong <p> và chữ nằm ngoài <p>.", fix: "đặt tất cả chữ của ô trong <p>"})
	}
	p.open = p.open[:len(p.open)-1]
	if p.closed != nil && len(p.problems) == 0 && p.closed(n, p.open) {
		above := p.top()
		above.children = above.children[:len(above.children)-1]
	}
	return true
}

// unclosed reports an element that isn't closed before by, or before the end.
func (p *parser) unclosed(n *node, by string) {
	if vocabulary[n.name].empty() && n.inked {
		return // ink has said what is wrong
	}
	before := "hết mẫu"
	if by != "" {
		before = "</" + by + ">"
	}
	p.problems = append(p.problems, problem{
		row: n.row, col: n.col,
		message: "Thẻ <" + n.name + "> mở ở đây chưa đóng trước " + before + ".", expected: "</" + n.name + ">", fix: "thêm </" + n.name + ">",
	})
}

func (p *parser) chars(s string, start int) {
	n := p.top()
	if i := strings.IndexFunc(s, func(r rune) bool { return !blankRune(r) }); i >= 0 {
		p.ink(start+i, n, strings.TrimSpace(s))
	}
	if vocabulary[n.name].allows() {
		n.children = append(n.children, &node{name: "#text", text: p.shown(s)})
	}
}

// ink notes that text stands in a node, which may be a fault.
func (p *parser) ink(offset int, n *node, what string) {
	e, known := vocabulary[n.name]
	switch {
	case !known:
	case e.empty():
		if !n.inked {
			p.problems = append(p.problems, problem{
				row: n.row, col: n.col, message: "Thẻ <" + n.name + "> phải tự đóng.",
				expected: "<" + n.name + "/>", fix: "viết <" + n.name + "/>",
			})
		}
		n.inked = true
	case n.name == "":
		p.report(offset, n, problem{message: "Có chữ nằm ngoài mọi thẻ, sẽ không vào văn bản.", got: what, fix: "đặt chữ này trong <p>…</p>"})
	case !e.allows():
		p.report(offset, n, problem{message: "Thẻ <" + n.name + "> không chứa chữ.", got: what, expected: strings.Join(e.parts, ", "), fix: "đặt chữ này trong một thẻ chứa chữ, như <p>"})
	case e.holds == cells:
		n.inked = true
	}
}

// branch follows the {{if}}, {{else}} and {{end}} that blank has turned into
// instructions: each branch has to close what it opens, else what comes out depends
// on the data.
func (p *parser) branch(target string, start int) bool {
	n := p.top()
	switch target {
	case "x":
		p.ink(start, n, "{{…}}")
		return true
	case "if":
		p.branches = append(p.branches, len(p.open))
		return true
	}
	last := len(p.branches) - 1
	if last < 0 {
		return true // unpaired, which scan has reported
	}
	if len(p.open) != p.branches[last] {
		p.report(n.after-1-len(n.name), n, problem{
			message:  "Thẻ <" + n.name + "> mở trong một lệnh if, range hoặc with nhưng không đóng trong đó.",
			expected: "</" + n.name + ">", fix: "mở và đóng thẻ cùng trong hoặc cùng ngoài lệnh",
		})
		return false
	}
	if target == "end" {
		p.branches = p.branches[:last]
	}
	return true
}

// malformed reports what the XML reader refused.
func (p *parser) malformed(start, end int, err error) {
	q := problem{message: "Thẻ viết sai cú pháp.", fix: "mỗi thẻ có dạng <tên thuộc-tính=\"giá trị\">…</tên> hoặc <tên/>"}
	at := start
	var s *xml.SyntaxError
	if errors.As(err, &s) {
		switch msg := s.Msg; {
		case strings.HasPrefix(msg, "invalid character entity"):
			q.message, q.fix = "Dấu & đứng một mình hoặc ký hiệu không có.", "viết &amp; cho dấu &"
			if i := strings.LastIndexByte(p.src[start:min(end, len(p.src))], '&'); i >= 0 {
				at += i
			}
		case strings.HasPrefix(msg, "unquoted or missing attribute value"), strings.HasPrefix(msg, "attribute name without ="):
			q.message, q.fix = "Giá trị của thuộc tính phải đặt trong dấu nháy kép.", "viết tên=\"giá trị\""
		case strings.HasPrefix(msg, "expected element name after <"):
			q.message, q.fix = "Dấu < đứng một mình.", "viết &lt; cho dấu <"
		case strings.HasPrefix(msg, "unexpected EOF"):
			q.message, q.fix = "Thẻ hoặc chú thích chưa kết thúc.", "thêm > hoặc -->"
		case strings.Contains(msg, "not allowed in comments"):
			q.message, q.fix = "Chú thích không được chứa hai dấu gạch nối liền nhau.", "viết một dấu gạch nối"
		}
	}
	p.report(at, p.top(), q)
}

func cell(row, col int) string { return fmt.Sprintf("%d:%d", row, col) }

// blankRune reports whether a rune is a blank that markup may collapse. The no-break
// space is none: it was put there to stay.
func blankRune(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' }
