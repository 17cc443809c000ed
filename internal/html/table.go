package html

import (
	"slices"
	"strconv"

	"thidua/internal/paper"
)

// table prints a table whose columns have their shares of the text's width.
func (p *printer) table(b *paper.Table) {
	style, class := "", "grid"
	whole := width(b.Columns)
	if whole < 1000 {
		style = "width:" + percent(whole) // it stands in the middle
	}
	if slices.ContainsFunc(b.Columns, func(c paper.Column) bool { return c.Width > 0 }) {
		class += " fixed"
	}
	if b.Size > 0 {
		style = joined(style, "font-size:"+ofBody(b.Size), ";")
	}
	if style != "" {
		style = ` style="` + style + `"`
	}
	p.print(`<table class="`, class, `"`, style, ">\n")
	if len(b.Columns) > 0 {
		p.print("<colgroup>")
		for _, c := range b.Columns {
			if c.Width > 0 {
				p.print(`<col style="width:`, percent(c.Width*1000/whole), `"/>`)
			} else {
				p.print("<col/>")
			}
		}
		p.print("</colgroup>\n")
	}
	header := paper.Table{Rows: b.Header}
	p.rows("thead", "th", b.Columns, &header)
	p.rows("tbody", "td", b.Columns, b)
	p.print("</table>\n")
}

// width gives the share that a table has of the text's width: all of it, unless every
// column has a share of its own and they leave something.
func width(columns []paper.Column) int {
	sum := 0
	for _, c := range columns {
		if c.Width <= 0 {
			return 1000
		}
		sum += c.Width
	}
	if len(columns) == 0 {
		return 1000
	}
	return min(sum, 1000)
}

// ofBody gives a size in pt as a share of the running text's 14 pt, with which tables
// grow.
func ofBody(size int) string { return strconv.FormatFloat(float64(size)/bodySize, 'f', 3, 64) + "em" }

// percent writes thousandths: 125 is "12.5%".
func percent(n int) string {
	s := strconv.Itoa(n / 10)
	if n%10 != 0 {
		s += "." + strconv.Itoa(n%10)
	}
	return s + "%"
}

// rows prints the header or the body, as the rows of a table. Cells stand in the first
// free column, so that each has its column's alignment also beside one that reaches down
// from above.
func (p *printer) rows(part, tag string, columns []paper.Column, of *paper.Table) {
	if of.Len() == 0 {
		return
	}
	p.print("<", part, ">\n")
	reach := make([]int, len(columns)) // rows that a cell above still covers, by column
	for r := range of.All() {
		class := ""
		if r.Group {
			class = "group"
		}
		p.open("tr", class)
		col := 0
		for j := range r.Cells {
			for col < len(reach) && reach[col] > 0 {
				col++
			}
			c := &r.Cells[j]
			p.cell(tag, c, alignIn(c, columns, col, tag == "th" || r.Group))
			for range max(1, c.Span) {
				if col < len(reach) {
					reach[col] = max(1, c.RowSpan)
				}
				col++
			}
		}
		for k := range reach {
			reach[k] = max(0, reach[k]-1)
		}
		p.print("</tr>\n")
	}
	p.print("</", part, ">\n")
}

// alignIn gives the class of a cell's alignment; empty for what its kind of row has
// anyway. A strong cell, of a header or a group row, is centred, but the words over a
// whole table begin at its left.
func alignIn(c *paper.Cell, columns []paper.Column, col int, strong bool) string {
	a := paper.AlignLeft
	switch {
	case c.HasAlign:
		a = c.Align
	case strong && len(columns) > 0 && c.Span >= len(columns):
		return "left"
	case strong:
		return ""
	case col < len(columns):
		a = columns[col].Align
	}
	if class := textAlign(a); class != "" || !strong {
		return class
	}
	return "left"
}

// textAlign names an alignment; left is what text has anyway.
func textAlign(a paper.Align) string {
	switch a {
	case paper.AlignCentre:
		return "centre"
	case paper.AlignRight:
		return "right"
	case paper.AlignJustify:
		return "justify"
	}
	return ""
}

func (p *printer) cell(tag string, c *paper.Cell, align string) {
	p.print("<", tag)
	for _, a := range []struct {
		name  string
		value int
	}{{"colspan", c.Span}, {"rowspan", c.RowSpan}} {
		if a.value > 1 {
			p.print(" ", a.name, `="`, strconv.Itoa(a.value), `"`)
		}
	}
	if align != "" {
		p.print(` class="`, align, `"`)
	}
	p.print(">")
	for i := range c.Paragraphs {
		q := &c.Paragraphs[i]
		class := classOf(q.Role)
		if q.Role == paper.Plain {
			class = "" // the cell's own look
		}
		p.open("p", class)
		p.runs(q.Runs)
		p.print("</p>")
	}
	p.print("</", tag, ">")
}
