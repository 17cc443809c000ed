package evidence

import (
	"strings"

	"thidua/internal/paper"
)

// A converter turns the body of a Word file into blocks of a paper, and notes what of
// it they can't hold.
type converter struct {
	d       *document
	o       Options
	placed  []placed
	element int // of the body, from 1: the one that is being converted
	count   int // paragraphs with text so far, as a reader counts them
	tables  int
	heading string // the last one
	row     int    // of the table that is being converted; 0: none
	first   string // words with which the current paragraph begins
	fields  []*field
	omitted []omitted
	codings []coding
	bad     []badCharacter
}

// A placed is a block and where it came from.
type placed struct {
	element int
	count   int // paragraphs up to it
	level   int // of a heading, from 1; 0: none
	block   paper.Block
}

// convert goes through the body. The error is a *fault.
func (d *document) convert(o Options) (*converter, error) {
	c := &converter{d: d, o: o}
	err := d.walk(d.main, []string{"body"}, func(n *node) error {
		c.element++
		c.block(n)
		return nil
	})
	if err != nil {
		return nil, err
	}
	c.element = 0 // what follows is of the whole file
	return c, c.margins()
}

func (c *converter) block(n *node) {
	switch n.name {
	case "p":
		c.count++
		if p, level, ok := c.paragraph(n, paper.Body); ok {
			c.placed = append(c.placed, placed{c.element, c.count, level, p})
		} else {
			c.count--
		}
	case "tbl":
		c.placed = append(c.placed, placed{c.element, c.count, 0, c.table(n)})
	case "sdt":
		c.each(n.child("sdtContent"))
	case "AlternateContent":
		c.each(n.child("Choice"))
	case "customXml", "ins", "moveTo":
		c.each(n)
	case "altChunk":
		c.note(embedded, "")
	case "oMathPara":
		c.omit(equation, n.words())
	default:
		c.omit(strange, n.words())
	}
}

func (c *converter) each(n *node) {
	for _, k := range n.children {
		c.block(k)
	}
}

// paragraph converts one; ok is false where nothing of it can be printed.
func (c *converter) paragraph(n *node, role paper.Role) (out paper.Paragraph, level int, ok bool) {
	properties := n.child("pPr")
	s := c.d.shape(properties)
	c.first = n.words()
	label := ""
	if s.list != "" && s.list != "0" {
		label = c.d.numbering.next(s.list, s.listLevel)
	}
	var spans []span
	c.inline(&node{children: without(n.children, "pPr")}, s.look, &spans)
	runs := c.runs(spans)
	if len(runs) == 0 {
		return paper.Paragraph{}, 0, false
	}
	if label != "" {
		runs[0].Text = label + noBreak + runs[0].Text
	}
	out = paper.Paragraph{Role: role, Runs: runs, KeepNext: s.keepNext}
	if role != paper.Body {
		return out, 0, true
	}
	switch s.align {
	case "center":
		out.Role = paper.Centred
	case "right", "end":
		out.Role = paper.PlainRight
	default:
		level = headingLevel(s.level, out)
	}
	if level > 0 {
		c.heading = out.String()
	}
	return out, level, true
}

func without(nodes []*node, name string) []*node {
	var out []*node
	for _, n := range nodes {
		if n.name != name {
			out = append(out, n)
		}
	}
	return out
}

// The levels of headings that no style marks: units write them in bold by hand. They
// lie below those of styles.
const (
	boldHeading       = 10
	boldItalicHeading = 11
)

// headingLevel tells what level of heading a paragraph is; 0 for a text.
func headingLevel(outline int, p paper.Paragraph) int {
	const longest = 160 // letters; more is a text in bold
	text := p.String()
	switch {
	case len([]rune(text)) > longest:
		return 0
	case outline > 0:
		return outline
	case !allBold(p.Runs) || strings.HasSuffix(text, ".") || strings.HasSuffix(text, ";"):
		return 0
	}
	for _, r := range p.Runs {
		if !r.Italic {
			return boldHeading
		}
	}
	return boldItalicHeading
}

func allBold(runs []paper.Run) bool {
	for _, r := range runs {
		if !r.Bold && strings.TrimSpace(r.Text) != "" {
			return false
		}
	}
	return true
}

// flat gives the children of a name, also those wrapped by what only marks them.
func flat(n *node, name string) []*node {
	var out []*node
	for _, k := range n.children {
		switch k.name {
		case name:
			out = append(out, k)
		case "sdt":
			out = append(out, flat(k.child("sdtContent"), name)...)
		case "customXml", "ins", "moveTo":
			out = append(out, flat(k, name)...)
		}
	}
	return out
}

// table converts a table. Cells merged downwards are whole in headers only: in the
// rows the text stands in the first and the others are empty, as a table over pages
// needs it.
func (c *converter) table(n *node) paper.Table {
	c.tables++
	var t paper.Table
	var rows []paper.Row
	var down [][]bool // cells that go on from above, by row
	heads, columns := 0, 0
	for i, tr := range flat(n, "tr") {
		c.row = i + 1
		properties := tr.child("trPr")
		if properties.child("del").name != "" {
			c.omit(trackedOut, tr.words())
			continue
		}
		r, goOn, width := c.cells(tr, number(properties.child("gridBefore").attrs["val"]))
		if v, _ := properties.on("tblHeader"); v && heads == len(rows) {
			heads++
		}
		rows, down, columns = append(rows, r), append(down, goOn), max(columns, width)
	}
	c.row = 0
	t.Columns = widths(n.child("tblGrid"), columns)
	for i := range rows {
		fill(&rows[i], &down[i], len(t.Columns))
	}
	if heads == 0 && len(rows) > 1 && boldRow(rows[0]) {
		heads = 1
	}
	if heads == len(rows) {
		heads = 0
	}
	joinDown(rows[:heads], down)
	t.Header, t.Rows = rows[:heads], rows[heads:]
	return t
}

// cells converts a row after a number of columns left out; goOn tells which cells go
// on from above.
func (c *converter) cells(tr *node, before int) (r paper.Row, goOn []bool, width int) {
	if before > 0 && before < 64 {
		r.Cells, goOn, width = []paper.Cell{{Span: before}}, []bool{false}, before
	}
	for _, tc := range flat(tr, "tc") {
		p := tc.child("tcPr")
		cell := paper.Cell{Span: min(max(1, number(p.child("gridSpan").attrs["val"])), 64)}
		merge := p.child("vMerge")
		goOn = append(goOn, merge.name != "" && merge.attrs["val"] != "restart")
		c.content(tc, &cell)
		width += cell.Span
		r.Cells = append(r.Cells, cell)
	}
	return r, goOn, width
}

// content fills a cell. A table within it becomes lines of text.
func (c *converter) content(n *node, cell *paper.Cell) {
	for _, k := range n.children {
		switch k.name {
		case "p":
			p, _, ok := c.paragraph(k, paper.Plain)
			if !ok {
				continue
			}
			if cell.Paragraphs == nil {
				cell.Align, cell.HasAlign = alignment(c.d.shape(k.child("pPr")).align)
			}
			cell.Paragraphs = append(cell.Paragraphs, p)
		case "tbl":
			c.note(nested, "")
			for _, tr := range flat(k, "tr") {
				for _, tc := range flat(tr, "tc") {
					c.content(tc, cell)
				}
			}
		case "sdt":
			c.content(k.child("sdtContent"), cell)
		case "customXml", "ins", "moveTo":
			c.content(k, cell)
		case "tcPr":
		default:
			c.omit(strange, k.words())
		}
	}
}

func alignment(jc string) (paper.Align, bool) {
	switch jc {
	case "center":
		return paper.AlignCentre, true
	case "right", "end":
		return paper.AlignRight, true
	case "both", "distribute":
		return paper.AlignJustify, true
	}
	return paper.AlignLeft, false
}

// widths gives the columns their shares of the text's width, each enough for a word;
// equal ones where the file doesn't say.
func widths(grid *node, columns int) []paper.Column {
	const least = 40 // thousandths
	out := make([]paper.Column, max(1, columns))
	var given []int
	total := 0
	for _, g := range flat(grid, "gridCol") {
		given = append(given, min(number(g.attrs["w"]), 1<<16))
		total += given[len(given)-1]
	}
	if len(given) != len(out) || total == 0 || least*len(out) > 1000 {
		return out
	}
	for i, w := range given {
		out[i].Width = least + w*(1000-least*len(out))/total
	}
	return out
}

// fill widens the last cell of a row that ends early, by an empty one.
func fill(r *paper.Row, goOn *[]bool, columns int) {
	for _, cell := range r.Cells {
		columns -= cell.Span
	}
	if columns > 0 {
		r.Cells, *goOn = append(r.Cells, paper.Cell{Span: columns}), append(*goOn, false)
	}
}

func boldRow(r paper.Row) bool {
	words := false
	for _, cell := range r.Cells {
		for _, p := range cell.Paragraphs {
			words = true
			if !allBold(p.Runs) {
				return false
			}
		}
	}
	return words
}

// joinDown makes cells of a header that go on downwards one, and leaves their bold to
// the role of a header.
func joinDown(head []paper.Row, goOn [][]bool) {
	above := map[int]*paper.Cell{} // by column
	for i := range head {
		kept := make([]paper.Cell, 0, len(head[i].Cells))
		col := 0
		for j, cell := range head[i].Cells {
			top := above[col]
			if goOn[i][j] && top != nil && top.Span == cell.Span && len(cell.Paragraphs) == 0 {
				top.RowSpan = max(1, top.RowSpan) + 1
			} else {
				for k := range cell.Paragraphs {
					unbold(cell.Paragraphs[k].Runs, false)
				}
				kept = append(kept, cell)
				above[col] = &kept[len(kept)-1]
			}
			col += cell.Span
		}
		head[i].Cells = kept
	}
}

// unbold takes away the bold, and on request the italic, that the role of a paragraph
// gives anyway.
func unbold(runs []paper.Run, italic bool) {
	for i := range runs {
		runs[i].Bold = false
		runs[i].Italic = runs[i].Italic && !italic
	}
}
