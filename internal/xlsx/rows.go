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

// placeTable puts a table into rows of the sheet and tells where it stands. Its cells are
// made when they are written.
func (p *placer) placeTable(t paper.Table) (*tableRows, error) {
	l := &tableRows{placer: p, table: t, at: p.grid.columnsOf(t), header: len(t.Header), size: textSize(&t), pieces: map[spot][]text{}, parts: map[int][]int{}}
	for range l.header {
		l.group = append(l.group, false)
	}
	for r := range t.All() {
		l.group = append(l.group, r.Group)
	}
	if err := l.measure(); err != nil {
		return nil, err
	}
	l.addRows()
	l.keepRows()
	if l.header > 0 && p.head[1] == 0 {
		p.head = [2]int{l.from[0], l.from[l.header]}
	}
	p.tables = append(p.tables, l)
	return l, nil
}

// A spot is the place of a slot in its table.
type spot struct{ row, col int }

// A tableRows finds the rows of the sheet that the rows of a table take.
type tableRows struct {
	*placer
	table  paper.Table
	at     []int  // the grid's column at which each of the table's columns begins
	header int    // rows of the header
	group  []bool // of each row: it is a group row below the header
	size   int    // of the text, pt

	heights []int           // of each row of the table
	pieces  map[spot][]text // of slots that are cut
	parts   map[int][]int   // of each row with such: the heights of the rows of the sheet
	from    []int           // of each row of the table, and of what follows it: the first row of the sheet
}

// zone gives the grid's columns of a slot.
func (l *tableRows) zone(s *slot) zone { return zone{l.at[s.col], l.at[s.col+s.cols]} }

// lines tells how many lines a slot's text takes.
func (l *tableRows) lines(s *slot) int {
	if s.value.Kind != paper.TextValue {
		return 1 // Excel doesn't break a number, and its column is wide enough
	}
	z := l.zone(s)
	return len(s.text.wrap(l.font, s.look.size, l.width(z.from, z.to-z.from)))
}

// measure finds the heights of the table's rows: cells of one row first; what a cell over
// several rows lacks, the last of them gets. Then it cuts what is too high for a row.
func (l *tableRows) measure() error {
	l.heights = make([]int, len(l.group))
	for i := range l.heights {
		l.heights[i] = height(1, l.size)
	}
	cut, first := map[int]bool{}, l.firstRow() // rows with a slot to be cut, or to be told of
	for slots, err := range slotsOf(&l.table) {
		if err != nil {
			return err
		}
		needs := make([]int, len(slots))
		for i := range slots {
			s := &slots[i]
			needs[i] = height(l.lines(s), s.look.size)
			if s.rows > 1 {
				continue
			}
			l.heights[s.row] = max(l.heights[s.row], needs[i])
			// What is above is known, but for a header's own height.
			if s.row < l.header && needs[i] > l.least() || s.row >= l.header && needs[i] > l.limit() || s.row == first && needs[i] > l.firstRoom() {
				cut[s.row] = true
			}
		}
		for i := range slots {
			if s := &slots[i]; s.rows > 1 {
				last := s.row + s.rows - 1
				l.heights[last] = max(l.heights[last], needs[i]-sum(l.heights[s.row:last]))
			}
		}
	}
	return l.cutTall(cut)
}

// limit is the height that a row may have: Excel's own, and a page less the header.
func (l *tableRows) limit() int {
	head := sum(l.heights[:l.header])
	return max(min(maxRow, l.pageRoom()-head-rowPadding), l.least())
}

// least is the height that a row may have however high the header is.
func (l *tableRows) least() int { return height(4, l.size) }

// cutTall cuts the texts that are too high for a row, and notes their columns. Only some
// rows can have such.
func (l *tableRows) cutTall(rows map[int]bool) error {
	if len(rows) == 0 {
		return nil
	}
	limit, first, room := l.limit(), l.firstRow(), l.firstRoom()
	for slots, err := range slotsOf(&l.table) {
		if err != nil {
			return err
		}
		for i := range slots {
			s := &slots[i]
			if s.rows > 1 || !rows[s.row] {
				continue
			}
			need, z := height(l.lines(s), s.look.size), l.zone(s)
			switch {
			case need > limit:
				l.tall = append(l.tall, z.to-1)
				l.cut(s, linesIn(limit, s.look.size))
			case s.row == first && need > room:
				l.late = append(l.late, z.to-1)
			}
		}
	}
	return nil
}

// cut cuts the text of a slot into pieces of so many lines, each for a row of the sheet.
func (l *tableRows) cut(s *slot, lines int) {
	z := l.zone(s)
	w := l.width(z.from, z.to-z.from)
	pieces := s.text.pieces(l.font, s.look.size, w, lines)
	l.pieces[spot{s.row, s.col}] = pieces
	for n, piece := range pieces {
		if n == len(l.parts[s.row]) {
			l.parts[s.row] = append(l.parts[s.row], 0)
		}
		part := &l.parts[s.row][n]
		*part = max(*part, height(len(piece.wrap(l.font, s.look.size, w)), s.look.size))
	}
}

// firstRow is the first row of the table below its header that is no group row.
func (l *tableRows) firstRow() int {
	i := l.header
	for i < len(l.group) && l.group[i] {
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
	limit := l.limit()
	for i, h := range l.heights {
		own := l.parts[i]
		for missing := h - sum(own); missing > 0; missing -= limit {
			own = append(own, min(missing, limit))
		}
		l.from = append(l.from, len(l.rows))
		for _, part := range own {
			l.addRow(part)
		}
	}
	l.from = append(l.from, len(l.rows))
}

// keepRows keeps the header with the first row, and a group row with the next.
func (l *tableRows) keepRows() {
	for i := range l.heights[:max(0, len(l.heights)-1)] {
		if i < l.header || l.group[i] {
			for at := l.from[i]; at < l.from[i+1]; at++ {
				l.rows[at].keep = held
			}
		}
	}
}

// all gives the cells of the table, those of rows together that a cell joins. They hold
// until the next are given. Next is the first row of the sheet that none of them is in.
func (l *tableRows) all(yield func(cells []cell, next int) error) error {
	var cells []cell
	for slots, err := range slotsOf(&l.table) {
		if err != nil {
			return err
		}
		cells = cells[:0]
		next := 0
		for i := range slots {
			s := &slots[i]
			cells = l.put(cells, s, slots)
			next = max(next, l.from[s.row+s.rows])
		}
		if err := yield(cells, next); err != nil {
			return err
		}
	}
	return nil
}

// put adds the cell of a slot, or those of its pieces, the last of which takes what
// rows are left.
func (l *tableRows) put(cells []cell, s *slot, group []slot) []cell {
	z := l.zone(s)
	c := cell{
		row: l.from[s.row], col: z.from, cols: z.to - z.from,
		text: s.text, value: s.value, look: s.look, formula: l.formula(s, group),
	}
	end := l.from[s.row+s.rows]
	pieces := l.pieces[spot{s.row, s.col}]
	for n, piece := range pieces {
		if n == len(pieces)-1 {
			break
		}
		c.text, c.rows = piece, 1
		c.look = pieceLook(s.look, piece, n == 0, false)
		cells = append(cells, c)
		c.row++
	}
	if n := len(pieces); n > 0 {
		c.text = pieces[n-1]
		c.look = pieceLook(s.look, c.text, n == 1, true)
	}
	c.rows = end - c.row
	return append(cells, c)
}

// formula gives what a sum is reckoned by; empty for what is none. SUBTOTAL leaves out
// other subtotals among its cells, and rows that a filter hides.
func (l *tableRows) formula(s *slot, group []slot) string {
	column := l.at[s.col]
	switch s.value.Sum {
	case paper.SumAbove:
		if s.row > l.header {
			return fmt.Sprintf("SUBTOTAL(9,%s:%s)", at(l.from[l.header], column), at(l.from[s.row]-1, column))
		}
	case paper.SumLeft:
		first := s.col
		for i := len(group) - 1; i >= 0; i-- { // slots of a row stand in order
			o := &group[i]
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
