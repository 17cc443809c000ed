package docx

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"thidua/internal/paper"
)

// shares turns thousandths into twips. Columns without a share divide what is left
// equally.
func shares(columns []paper.Column, w int) []int {
	sum, blank := 0, 0
	for _, c := range columns {
		sum += min(max(c.Width, 0), 1000)
		if c.Width <= 0 {
			blank++
		}
	}
	rest := 0
	if blank > 0 {
		rest = max(1000-sum, 100)
		sum += rest
	}
	out := make([]int, len(columns))
	for i, c := range columns {
		if c.Width > 0 {
			out[i] = w * min(c.Width, 1000) / max(sum, 1000)
		} else {
			out[i] = w * rest / blank / max(sum, 1000)
		}
	}
	return out
}

// asked gives what the content of each column asks for: room for its longest word at
// least, for its longest text on one line at most.
func asked(t *paper.Table, columns, size int) (least, most []int) {
	least, most = make([]int, columns), make([]int, columns)
	const longest = 7800 // a text beyond is broken anyhow
	header := paper.Table{Rows: t.Header}
	for i, part := range []*paper.Table{&header, t} {
		covered := make([]int, columns) // rows that a cell above still covers
		for r := range part.All() {
			col := 0
			for _, c := range r.Cells {
				for col < columns && covered[col] > 0 {
					col++
				}
				if c.Span <= 1 && c.RowSpan <= 1 && col < columns {
					for _, p := range c.Paragraphs {
						if i == 1 || t.Len() == 0 { // words of the header break
							most[col] = max(most[col], min(about(p.String(), size), longest))
						}
						for _, word := range pieces(p.String()) {
							wide := about(word, size)
							if i == 0 {
								wide += wide / 10 // bold; some letters are wider than estimated
							}
							least[col] = max(least[col], wide)
						}
					}
				}
				for end := min(col+max(c.Span, 1), columns); col < end; col++ {
					covered[col] = c.RowSpan
				}
			}
			for i := range covered {
				covered[i] = max(covered[i]-1, 0)
			}
		}
	}
	for i := range least {
		least[i] += 2*cellMargin + 40 // widths are estimates
		most[i] = max(most[i]+2*cellMargin, least[i])
	}
	return least, most
}

// cellSize is the size of the letters of a table in the section at work, pt.
func (b *body) cellSize(t *paper.Table) int {
	s := *styleOf("OBang")
	if t.Size > 0 {
		s.size = t.Size
	}
	return b.enlarged(&s)
}

// pieces cuts a text where Word may end a line in a column: at words, and after a hyphen
// within one.
func pieces(s string) []string {
	var out []string
	for _, word := range words(s) {
		from := 0
		for i, r := range word {
			if strings.HasSuffix(word[:i], "-") && !unicode.IsSpace(r) {
				out, from = append(out, word[from:i]), i
			}
		}
		out = append(out, word[from:])
	}
	return out
}

// fitted gives columns that say nothing of their width what their content asks for:
// the longest word at least, the rest by the length of their texts, of which one beyond
// two fifths of the table breaks anyhow.
func fitted(least, most []int, w int) []int {
	most = slices.Clone(most)
	sumLeast, sumMost := 0, 0
	for i := range least {
		most[i] = max(least[i], min(most[i], w*2/5))
		sumLeast, sumMost = sumLeast+least[i], sumMost+most[i]
	}
	out := make([]int, len(least))
	for i := range out {
		if sumLeast >= w || sumMost == sumLeast {
			out[i] = w * least[i] / max(sumLeast, 1)
		} else {
			out[i] = least[i] + (w-sumLeast)*(most[i]-least[i])/(sumMost-sumLeast)
		}
	}
	return out
}

// roomy gives columns too narrow for their longest word, which Word would cut anywhere,
// what others can spare.
func roomy(widths, least []int) []int {
	lack, spare := 0, 0
	for i, w := range widths {
		lack += max(least[i]-w, 0)
		spare += max(w-least[i], 0)
	}
	if lack == 0 || spare == 0 {
		return widths
	}
	given := min(lack, spare)
	out := make([]int, len(widths))
	for i, w := range widths {
		if w < least[i] {
			out[i] = w + given*(least[i]-w)/lack
		} else {
			out[i] = w - given*(w-least[i])/spare
		}
	}
	return out
}

// A covering is a cell that goes on downwards, by the column where it begins.
type covering struct{ rows, span int }

// table writes a table whose header comes again on every page.
func (b *body) table(t *paper.Table, w int) error {
	columns := len(t.Columns)
	for r := range t.Every() {
		n := 0
		for _, c := range r.Cells {
			n += min(max(c.Span, 1), 63)
		}
		columns = min(max(columns, n), 63) // Word's limit
	}
	if columns == 0 {
		return nil
	}
	given := append(t.Columns[:min(len(t.Columns), columns):min(len(t.Columns), columns)], make([]paper.Column, max(0, columns-len(t.Columns)))...)
	least, most := asked(t, columns, b.cellSize(t))
	widths := roomy(shares(given, w), least)
	if blank(given) {
		widths = fitted(least, most, w)
	}
	total := 0
	for _, c := range widths {
		total += c
	}
	fmt.Fprintf(&b.out, `<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="%d" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`, total)
	for _, c := range widths {
		fmt.Fprintf(&b.out, `<w:gridCol w:w="%d"/>`, c)
	}
	b.out.WriteString(`</w:tblGrid>`)
	covered := map[int]covering{}
	high := headHeight(t, widths, b.cellSize(t))
	for i := range t.Header {
		b.tableRow(t, &t.Header[i], given, widths, covered, high)
	}
	clear(covered) // a cell of the header ends with it
	for r := range t.All() {
		b.tableRow(t, r, given, widths, covered, 0)
		if err := b.pass(); err != nil {
			return err
		}
	}
	b.out.WriteString(`</w:tbl>`)
	b.space(gap)
	return nil
}

func blank(columns []paper.Column) bool {
	for _, c := range columns {
		if c.Width > 0 {
			return false
		}
	}
	return true
}

// fitting gives the cells of a row for the columns that no cell above covers. What
// stands beyond the last is put into the last cell, so that nothing is lost.
func fitting(cells []paper.Cell, columns int, covered map[int]covering) []paper.Cell {
	room := columns
	for _, c := range covered {
		if c.rows > 0 {
			room -= c.span
		}
	}
	var out []paper.Cell
	for _, c := range cells {
		if n := len(out); room <= 0 && n > 0 {
			out[n-1].Paragraphs = append(slices.Clip(out[n-1].Paragraphs), c.Paragraphs...)
			continue
		}
		c.Span = min(max(c.Span, 1), max(room, 1))
		room -= c.Span
		out = append(out, c)
	}
	return out
}

// headHeight is what the rows of a header are high at least: LibreOffice forgets, where
// it repeats them, what a cell over several rows needs.
func headHeight(t *paper.Table, widths []int, size int) int {
	high := 1
	for i := range t.Header {
		col := 0
		for _, c := range t.Header[i].Cells {
			if c.RowSpan > 1 && i == 0 && col < len(widths) {
				n := 0
				for _, p := range c.Paragraphs {
					n += lines(p.String(), size, max(widths[col]-2*cellMargin, 1))
				}
				high = max(high, (n*size*24+80)/min(c.RowSpan, len(t.Header)))
			}
			col += max(c.Span, 1)
		}
	}
	return high
}

// tableRow writes a row; one of the header is high at least so many twips, one of the
// body has 0.
func (b *body) tableRow(t *paper.Table, r *paper.Row, columns []paper.Column, widths []int, covered map[int]covering, high int) {
	header := high > 0
	cells := fitting(r.Cells, len(widths), covered)
	b.out.WriteString(`<w:tr><w:trPr>`)
	if header || whole(cells, widths, b.cellSize(t)) {
		b.out.WriteString(`<w:cantSplit/>`)
	}
	if header {
		fmt.Fprintf(&b.out, `<w:trHeight w:val="%d" w:hRule="atLeast"/><w:tblHeader/>`, high)
	}
	b.out.WriteString(`</w:trPr>`)
	col := 0
	goOn := func() {
		for covered[col].rows > 0 && col < len(widths) {
			c := covered[col]
			b.openCell(widths, col, c.span, `<w:vMerge/>`)
			b.paragraph(look{style: "OBang"}, nil)
			b.out.WriteString(`</w:tc>`)
			covered[col] = covering{c.rows - 1, c.span}
			col += c.span
		}
	}
	for i := range cells {
		c := &cells[i]
		goOn()
		span := min(max(c.Span, 1), len(widths)-col)
		if r.Group && i == len(cells)-1 {
			span = len(widths) - col
		}
		if span < 1 {
			break
		}
		more := ""
		if c.RowSpan > 1 {
			more = `<w:vMerge w:val="restart"/>`
			covered[col] = covering{c.RowSpan - 1, span}
		}
		if header {
			more += `<w:vAlign w:val="center"/>`
		}
		b.openCell(widths, col, span, more)
		l := b.cellLook(t, c, columns[col], header)
		if r.Group && !header {
			l.bold, l.keep, l.align = true, true, "center"
			if span == len(widths) {
				l.align = "left"
			}
		}
		b.cell(c, l)
		b.out.WriteString(`</w:tc>`)
		col += span
	}
	goOn()
	if col < len(widths) {
		b.openCell(widths, col, len(widths)-col, "")
		b.paragraph(look{style: "OBang"}, nil)
		b.out.WriteString(`</w:tc>`)
	}
	b.out.WriteString(`</w:tr>`)
}

// openCell opens a cell over some columns; more are the rest of its properties.
func (b *body) openCell(widths []int, col, span int, more string) {
	w := 0
	for _, c := range widths[col:min(col+span, len(widths))] {
		w += c
	}
	fmt.Fprintf(&b.out, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, w)
	if span > 1 {
		fmt.Fprintf(&b.out, `<w:gridSpan w:val="%d"/>`, span)
	}
	b.out.WriteString(more + `</w:tcPr>`)
}

var alignments = map[paper.Align]string{paper.AlignLeft: "left", paper.AlignCentre: "center", paper.AlignRight: "right", paper.AlignJustify: "both"}

// whole tells whether a row is low enough to be kept on one page.
func whole(cells []paper.Cell, widths []int, size int) bool {
	const most = 20 // lines, about a third of a page
	col := 0
	for i := range cells {
		w, n := 0, 0
		for k := col; k < min(col+max(cells[i].Span, 1), len(widths)); k++ {
			w += widths[k]
		}
		for _, p := range cells[i].Paragraphs {
			for _, line := range strings.Split(p.String(), "\n") {
				n += lines(line, size, max(w-2*cellMargin, 1))
			}
		}
		if n > most || cells[i].RowSpan > 1 {
			return false
		}
		col += max(cells[i].Span, 1)
	}
	return true
}

// cellLook is the look of a cell's paragraphs.
func (b *body) cellLook(t *paper.Table, c *paper.Cell, column paper.Column, header bool) look {
	l := look{style: "OBang", align: alignments[column.Align]}
	if header {
		l.style, l.align = "DauBang", ""
	}
	if c.HasAlign {
		l.align = alignments[c.Align]
	}
	if t.Size > 0 {
		s := *styleOf(l.style)
		s.size = t.Size
		l.size = b.enlarged(&s)
	}
	return l
}

// cell writes the paragraphs of a cell; a cell without any gets an empty one.
func (b *body) cell(c *paper.Cell, l look) {
	if len(c.Paragraphs) == 0 {
		b.paragraph(l, nil)
	}
	for _, p := range c.Paragraphs {
		k := l
		switch p.Role {
		case paper.Centred:
			k.align = "center"
		case paper.CentredBold:
			k.align, k.bold = "center", true
		case paper.PlainRight:
			k.align = "right"
		case paper.Heading1, paper.Heading2:
			k.bold = true
		case paper.Heading3:
			k.bold, k.italic = true, true
		case paper.Basis, paper.Remark:
			k.italic = true
		}
		b.paragraph(k, p.Runs)
	}
}
