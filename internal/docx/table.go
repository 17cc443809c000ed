package docx

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

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

// fitted gives columns that say nothing of their width what their content asks for:
// the widest word at least, the rest by the length of their texts.
func fitted(t *paper.Table, columns, w int) []int {
	const letter = 130 // twips of a letter of 12 pt, about
	least, most := make([]int, columns), make([]int, columns)
	for _, rows := range [][]paper.Row{t.Header, t.Rows} {
		for _, r := range rows {
			col := 0
			for _, c := range r.Cells {
				if c.Span <= 1 && c.RowSpan <= 1 && col < columns {
					for _, p := range c.Paragraphs {
						most[col] = max(most[col], letter*min(utf8.RuneCountInString(p.String()), 60))
						for _, word := range strings.Fields(p.String()) {
							least[col] = max(least[col], letter*utf8.RuneCountInString(word))
						}
					}
				}
				col += max(c.Span, 1)
			}
		}
	}
	sumLeast, sumMost := 0, 0
	for i := range least {
		least[i] += 200 // the cell's margins
		most[i] = max(most[i]+200, least[i])
		sumLeast, sumMost = sumLeast+least[i], sumMost+most[i]
	}
	out := make([]int, columns)
	for i := range out {
		if sumLeast >= w || sumMost == sumLeast {
			out[i] = w * least[i] / max(sumLeast, 1)
		} else {
			out[i] = least[i] + (w-sumLeast)*(most[i]-least[i])/(sumMost-sumLeast)
		}
	}
	return out
}

// A covering is a cell that goes on downwards, by the column where it begins.
type covering struct{ rows, span int }

// table writes a table whose header comes again on every page.
func (b *body) table(t *paper.Table, w int) {
	columns := len(t.Columns)
	for _, rows := range [][]paper.Row{t.Header, t.Rows} {
		for _, r := range rows {
			n := 0
			for _, c := range r.Cells {
				n += min(max(c.Span, 1), 63)
			}
			columns = min(max(columns, n), 63) // Word's limit
		}
	}
	if columns == 0 {
		return
	}
	given := append(t.Columns[:min(len(t.Columns), columns):min(len(t.Columns), columns)], make([]paper.Column, max(0, columns-len(t.Columns)))...)
	widths := shares(given, w)
	if blank(given) {
		widths = fitted(t, columns, w)
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
	for i := range t.Header {
		b.tableRow(t, &t.Header[i], given, widths, covered, true)
	}
	clear(covered) // a cell of the header ends with it
	for i := range t.Rows {
		b.tableRow(t, &t.Rows[i], given, widths, covered, false)
	}
	b.out.WriteString(`</w:tbl>`)
	b.space(gap)
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

// tableRow writes a row.
func (b *body) tableRow(t *paper.Table, r *paper.Row, columns []paper.Column, widths []int, covered map[int]covering, header bool) {
	b.out.WriteString(`<w:tr><w:trPr>`)
	if header {
		b.out.WriteString(`<w:cantSplit/><w:tblHeader/>`)
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
	cells := fitting(r.Cells, len(widths), covered)
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
		b.cell(t, c, columns[col], r.Group, header)
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

// cell writes the paragraphs of a cell; a cell without any gets an empty one.
func (b *body) cell(t *paper.Table, c *paper.Cell, column paper.Column, group, header bool) {
	l := look{style: "OBang", align: alignments[column.Align], keep: group}
	if header {
		l.style, l.align = "DauBang", ""
	}
	if c.HasAlign {
		l.align = alignments[c.Align]
	}
	if group && !header {
		l.bold, l.align = true, "center"
	}
	if t.Size > 0 {
		s := *styleOf(l.style)
		s.size = t.Size
		l.size = b.enlarged(&s)
	}
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
