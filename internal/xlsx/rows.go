package xlsx

import (
	"fmt"

	"thidua/internal/paper"
)

// table puts a table into rows of the sheet.
func (p *placer) table(t paper.Table) error {
	_, err := p.placeTable(t)
	return err
}

// placeTable puts a table into rows of the sheet and tells where it stands.
func (p *placer) placeTable(t paper.Table) (*tableRows, error) {
	slots, rows, err := slotsOf(t)
	if err != nil {
		return nil, err
	}
	l := tableRows{placer: p, slots: slots, at: p.grid.columnsOf(t), header: len(t.Header), size: textSize(t)}
	for r := range t.All() {
		l.group = append(l.group, r.Group)
	}
	l.measure(rows)
	l.cutTall()
	l.addRows()
	l.keepRows()
	if l.header > 0 && p.head[1] == 0 {
		p.head = [2]int{l.from[0], l.from[0] + l.header}
		if l.header < rows {
			p.head[1] = l.from[l.header]
		}
	}
	for i := range slots {
		l.put(i)
	}
	return &l, nil
}

// A tableRows finds the rows of the sheet that the rows of a table take.
type tableRows struct {
	*placer
	slots  []slot
	at     []int  // the grid's column at which each of the table's columns begins
	header int    // rows of the header
	group  []bool // of each row below it: it is a group row
	size   int    // of the text, pt

	lines   [][]line // of each slot
	heights []int    // of each row of the table
	pieces  [][]text // of each slot that is cut
	parts   [][]int  // of each row of the table: the heights of the rows of the sheet
	from    []int    // of each row of the table: the first row of the sheet
}

// zone gives the grid's columns of a slot.
func (l *tableRows) zone(s slot) zone { return zone{l.at[s.col], l.at[s.col+s.cols]} }

// need is the height in pixels that a slot asks for.
func (l *tableRows) need(i int) int { return height(len(l.lines[i]), l.slots[i].look.size) }

// measure breaks every text into lines and finds the heights of the table's rows:
// cells of one row first; what a cell over several rows lacks, the last of them gets.
func (l *tableRows) measure(rows int) {
	l.lines, l.heights = make([][]line, len(l.slots)), make([]int, rows)
	for i := range l.heights {
		l.heights[i] = height(1, l.size)
	}
	for i, s := range l.slots {
		z := l.zone(s)
		l.lines[i] = s.text.wrap(l.font, s.look.size, l.width(z.from, z.to-z.from))
		if s.value.Kind != paper.TextValue {
			l.lines[i] = l.lines[i][:1] // Excel doesn't break a number, and its column is wide enough
		}
		if s.rows == 1 {
			l.heights[s.row] = max(l.heights[s.row], l.need(i))
		}
	}
	for i, s := range l.slots {
		if s.rows > 1 {
			last := s.row + s.rows - 1
			l.heights[last] = max(l.heights[last], l.need(i)-sum(l.heights[s.row:last]))
		}
	}
}

// limit is the height that a row may have: Excel's own, and a page less the header.
func (l *tableRows) limit() int {
	head := sum(l.heights[:l.header])
	return max(min(maxRow, l.pageRoom()-head-rowPadding), height(4, l.size))
}

// cutTall cuts the texts that are too high for a row, and notes their columns.
func (l *tableRows) cutTall() {
	l.pieces = make([][]text, len(l.slots))
	limit, first, room := l.limit(), l.firstRow(), l.firstRoom()
	for i, s := range l.slots {
		need, z := l.need(i), l.zone(s)
		switch {
		case s.rows > 1:
		case need > limit:
			l.tall = append(l.tall, z.to-1)
			l.pieces[i] = s.text.pieces(l.font, s.look.size, l.width(z.from, z.to-z.from), linesIn(limit, s.look.size))
		case s.row == first && need > room:
			l.late = append(l.late, z.to-1)
		}
	}
}

// firstRow is the first row of the table below its header that is no group row.
func (l *tableRows) firstRow() int {
	i := l.header
	for i < len(l.heights) && l.group[i-l.header] {
		i++
	}
	return i
}

// firstRoom is the height left for the first row on the page of the header.
func (l *tableRows) firstRoom() int {
	above := l.sheet.heights(0, len(l.rows)) + sum(l.heights[:l.firstRow()])
	return l.pageRoom() - above%l.pageRoom()
}

// addRows adds to the sheet the rows of the table, several for one that is cut or
// higher than a row may be.
func (l *tableRows) addRows() {
	l.parts, l.from = make([][]int, len(l.heights)), make([]int, len(l.heights))
	for i, s := range l.slots {
		z := l.zone(s)
		for n, piece := range l.pieces[i] {
			lines := piece.wrap(l.font, s.look.size, l.width(z.from, z.to-z.from))
			if n == len(l.parts[s.row]) {
				l.parts[s.row] = append(l.parts[s.row], 0)
			}
			part := &l.parts[s.row][n]
			*part = max(*part, height(len(lines), s.look.size))
		}
	}
	limit := l.limit()
	for i, h := range l.heights {
		for missing := h - sum(l.parts[i]); missing > 0; missing -= limit {
			l.parts[i] = append(l.parts[i], min(missing, limit))
		}
		l.from[i] = len(l.rows)
		for _, part := range l.parts[i] {
			l.addRow(part)
		}
	}
}

// keepRows keeps the header with the first row, and a group row with the next.
func (l *tableRows) keepRows() {
	for i := range l.heights[:max(0, len(l.heights)-1)] {
		if i < l.header || l.group[i-l.header] {
			for at := l.from[i]; at < l.from[i+1]; at++ {
				l.rows[at].keep = held
			}
		}
	}
}

// put adds the cell of a slot, or those of its pieces, the last of which takes what
// rows are left.
func (l *tableRows) put(i int) {
	s, z := l.slots[i], l.zone(l.slots[i])
	last := s.row + s.rows - 1
	c := cell{
		row: l.from[s.row], col: z.from, cols: z.to - z.from,
		text: s.text, value: s.value, look: s.look, formula: l.formula(s),
	}
	end := l.from[last] + len(l.parts[last])
	for n, piece := range l.pieces[i] {
		if n == len(l.pieces[i])-1 {
			break
		}
		c.text, c.rows = piece, 1
		c.look = pieceLook(s.look, piece, n == 0, false)
		l.cells = append(l.cells, c)
		c.row++
	}
	if n := len(l.pieces[i]); n > 0 {
		c.text = l.pieces[i][n-1]
		c.look = pieceLook(s.look, c.text, n == 1, true)
	}
	c.rows = end - c.row
	l.cells = append(l.cells, c)
}

// formula gives what a sum is reckoned by; empty for what is none. SUBTOTAL leaves out
// other subtotals among its cells, and rows that a filter hides.
func (l *tableRows) formula(s slot) string {
	column := l.at[s.col]
	switch s.value.Sum {
	case paper.SumAbove:
		if s.row > l.header {
			return fmt.Sprintf("SUBTOTAL(9,%s:%s)", at(l.from[l.header], column), at(l.from[s.row]-1, column))
		}
	case paper.SumLeft:
		first := s.col
		for i := len(l.slots) - 1; i >= 0; i-- { // slots of a row stand in order
			o := l.slots[i]
			if o.row == s.row && o.col+o.cols == first && o.value.Kind != paper.TextValue && o.value.Sum != paper.SumLeft {
				first = o.col
			}
		}
		if first < s.col {
			return fmt.Sprintf("SUM(%s:%s)", at(l.from[s.row], l.at[first]), at(l.from[s.row], column-1))
		}
	case paper.NoSum:
	}
	return ""
}

// pieceLook is the look of a part of a text: no line between it and its neighbours,
// from the top of the cell, and what it begins with stays text.
func pieceLook(k look, t text, first, last bool) look {
	k.border = left | right
	if first {
		k.border |= top
	}
	if last {
		k.border |= bottom
	}
	k.middle, k.quoted = false, startsFormula(t.String())
	return k
}
