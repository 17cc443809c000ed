package typeset

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"thidua/internal/font"
	"thidua/internal/paper"
)

// Room between a cell's rules and its text.
const (
	padSide = 4 * Pt
	padTop  = 2 * Pt
)

// A table being set.
type table struct {
	edges   []Unit // X of the columns' borders: one more than columns
	columns []paper.Column
	size    Unit
	header  strip
	repeat  bool
	heads   []Unit // by column of figures in the middle: room before the decimal comma
	tails   []Unit // by column of figures: room after it
	set     bool   // some of it
}

// A row of a table, which a page may divide between lines.
type row struct {
	table  *table
	cells  []cell
	height Unit
	whole  bool // in a Keep block: not to be divided
}

// A cell spans columns from … to-1. One that covers several rows is a cell of each,
// with its lines in the first.
type cell struct {
	from, to int
	lines    []strip
	below    bool // the row below is covered too: no rule between
}

// table sets a table as a strip for its header and one for each row.
func (s *setter) table(b *paper.Table, x, w Unit) {
	t := &table{columns: columnsOf(b), size: s.layout.Sizes.Table}
	if b.Size > 0 {
		t.size = Unit(min(b.Size, 1000)) * Pt * s.layout.Sizes.Body / s.usual.Body
		t.size = min(max(t.size, smallest), largest)
	}
	if len(t.columns) == 0 {
		return
	}
	t.edges = s.edges(s.columnWidths(t, b, w), x, w)
	if b.Long != nil {
		// What has gone to pages can't be taken back: such a table is measured before.
		if least, _ := s.wants(t, b); t.divides(least) {
			t.widen(least)
		}
		s.tableRows(t, b)
		return
	}
	from := s.here()
	s.divided = false
	s.within++
	s.tableRows(t, b)
	if s.divided {
		if least, _ := s.wants(t, b); t.widen(least) {
			s.back(from)
			s.tableRows(t, b)
		}
	}
	s.within--
}

// divides reports whether a word of a column is wider than that, where each column should
// have the width that its content asks for at least.
func (t *table) divides(least []Unit) bool {
	for i, want := range least {
		if want-Pt > t.edges[i+1]-t.edges[i] {
			return true
		}
	}
	return false
}

// tableRows sets the header and the rows of a table whose columns are known.
func (s *setter) tableRows(t *table, b *paper.Table) {
	t.header, t.repeat, t.set = strip{}, false, false
	rows := b.All()
	if len(b.Header) > 0 && !s.setHeader(t, b.Header) {
		// Rows like the others, or those would have no room.
		rows = b.Every()
	}
	t.align(s, rows)
	first, n := len(s.strips), 0
	for together := range groups(rows) {
		s.rows(t, together)
		had := n
		if n += len(together); n >= few {
			if had < few {
				s.pair(first)
			}
			s.advance()
		}
	}
	if n >= few {
		s.pair(len(s.strips) - 2)
	}
	if t.set {
		s.strips[len(s.strips)-1].after = s.layout.ParagraphGap + 2*Pt
	}
}

// pushPart appends a strip of a table. The first stands off what is above.
func (s *setter) pushPart(t *table, st strip) {
	if !t.set {
		st.gap = s.layout.ParagraphGap
	}
	t.set = true
	s.push(st)
}

// groups parts rows where no cell reaches from one into the next. A group holds until the
// next.
func groups(rows iter.Seq[*paper.Row]) iter.Seq[[]paper.Row] {
	return func(yield func([]paper.Row) bool) {
		var group []paper.Row
		reach := 0 // rows of the group as far as they are known
		for r := range rows {
			for i := range r.Cells {
				reach = max(reach, len(group)+max(r.Cells[i].RowSpan, 1))
			}
			group = append(group, *r)
			if len(group) >= reach {
				if !yield(group) {
					return
				}
				group, reach = group[:0], 0
			}
		}
		if len(group) > 0 {
			yield(group) // a cell reaches beyond the table
		}
	}
}

// columnsOf gives the columns of a table, of which a careless caller may have named
// none, or fewer than there are cells in a row.
func columnsOf(b *paper.Table) []paper.Column {
	if len(b.Columns) > 0 {
		return b.Columns
	}
	n := 0
	for r := range b.Every() {
		wide := 0
		for j := range r.Cells {
			wide += max(1, min(r.Cells[j].Span, 64))
		}
		n = max(n, wide)
	}
	if n == 0 {
		return nil
	}
	return make([]paper.Column, min(n, 64))
}

// shares turns thousandths into widths. Columns without a share divide what is left
// equally; shares that add up to more than the whole shrink in proportion.
func shares(columns []paper.Column, w Unit) []Unit {
	sum, blank := Unit(0), Unit(0)
	for _, c := range columns {
		sum += Unit(min(max(c.Width, 0), 1000))
		if c.Width <= 0 {
			blank++
		}
	}
	out := make([]Unit, len(columns))
	if blank > 0 {
		// At least a tenth of an equal part for those that were given none.
		rest := max(1000-sum, 100*blank/Unit(len(columns)))
		for i, c := range columns {
			if c.Width <= 0 {
				out[i] = w * rest / blank / max(sum+rest, 1000)
			}
		}
		sum += rest
	}
	sum = max(sum, 1000)
	for i, c := range columns {
		if c.Width > 0 {
			out[i] = w * Unit(min(c.Width, 1000)) / sum
		}
	}
	return out
}

// edges gives where the columns' borders are. A table narrower than the text stands
// in its middle.
func (s *setter) edges(widths []Unit, x, w Unit) []Unit {
	total := Unit(0)
	for _, c := range widths {
		total += c
	}
	if w-total < Pt { // what rounding has left
		widths[len(widths)-1] += w - total
		total = w
	}
	edges := make([]Unit, len(widths)+1)
	edges[0] = x + (w-total)/2
	for i, c := range widths {
		edges[i+1] = edges[i] + c
	}
	return edges
}

// columnWidths gives columns the shares they ask for, and divides what is left among
// those that ask for none by what is in them.
func (s *setter) columnWidths(t *table, b *paper.Table, w Unit) []Unit {
	var blank []int
	given := Unit(0)
	for i, c := range t.columns {
		if c.Width <= 0 {
			blank = append(blank, i)
		}
		given += Unit(min(max(c.Width, 0), 1000))
	}
	if len(blank) == 0 {
		return shares(t.columns, w)
	}
	least, most := s.wants(t, b)
	l, m := make([]Unit, len(blank)), make([]Unit, len(blank))
	need := Unit(0)
	for i, col := range blank {
		l[i], m[i] = least[col], most[col]
		need += l[i]
	}
	// Columns with a share yield only to words that would else be cut, and never more
	// than half of it.
	room := max(w-w*given/1000, min(need, w/2))
	if given == 0 {
		room = w
	}
	out := make([]Unit, len(t.columns))
	for i, c := range t.columns {
		if c.Width > 0 {
			out[i] = (w - room) * Unit(min(c.Width, 1000)) / given
		}
	}
	for i, wide := range fitted(l, m, room) {
		out[blank[i]] = wide
	}
	return out
}

// widen gives columns that are narrower than their widest word, which is cut there, what
// others can spare: at most a fifth of their widths, and never for a column of more than
// two fifths of the table. Those that lack least come first; one for which too little is
// left gets nothing. It reports whether any column got what it lacks.
func (t *table) widen(least []Unit) bool {
	n := len(least)
	lack, spare := make([]Unit, n), make([]Unit, n)
	var spares, given Unit
	var narrow []int
	for i := range least {
		have := t.edges[i+1] - t.edges[i]
		if want := min(least[i], (t.edges[n]-t.edges[0])*2/5); have < want {
			lack[i], narrow = want-have, append(narrow, i)
		} else {
			spare[i] = min(have-want, have/5)
			spares += spare[i]
		}
	}
	slices.SortStableFunc(narrow, func(a, b int) int { return cmp.Compare(lack[a], lack[b]) })
	for _, i := range narrow {
		if given+lack[i] > spares {
			lack[i] = 0
		}
		given += lack[i]
	}
	if given == 0 {
		return false
	}
	moved := Unit(0)
	for i := range n - 1 { // the last edge stays
		moved += lack[i] - (given*spare[i]+spares-1)/spares
		t.edges[i+1] += moved
	}
	return true
}

// fitted gives columns the widths that their content asks for: each at least its
// widest word, and of the rest the more the longer its texts are. A column of long
// texts counts for 40 percent of the table at most, so that names beside it are not
// broken at every word.
func fitted(least, most []Unit, w Unit) []Unit {
	var sumLeast, sumMost, sumMore Unit
	n := len(least)
	more := make([]Unit, n) // what a column of long texts could use beyond its share
	for i := range most {
		want := max(least[i], most[i])
		most[i] = max(least[i], min(most[i], w*40/100))
		more[i] = want - most[i]
		sumLeast += least[i]
		sumMost += most[i]
		sumMore += more[i]
	}
	out := make([]Unit, n)
	for i := range out {
		switch {
		case sumMost <= w && sumMore > 0:
			out[i] = most[i] + (w-sumMost)*more[i]/sumMore
		case sumMost <= w:
			out[i] = w * most[i] / sumMost
		case sumLeast >= w:
			out[i] = w * least[i] / sumLeast
		default:
			out[i] = least[i] + (w-sumLeast)*(most[i]-least[i])/(sumMost-sumLeast)
		}
	}
	return out
}

// wants gives for each column the width of its widest word and of its longest line.
func (s *setter) wants(t *table, b *paper.Table) (least, most []Unit) {
	n := len(t.columns)
	least, most = make([]Unit, n), make([]Unit, n)
	for i := range most {
		least[i], most[i] = 2*padSide, 2*padSide
	}
	want := func(rows []paper.Row, header bool) bool {
		spots, ok := spotsOf(rows, n)
		for i := range spots {
			sp := &spots[i]
			if sp.source.Span > 1 || rows[sp.row].Group {
				continue
			}
			word, line := s.extent(sp.source, t.size, header)
			least[sp.from] = max(least[sp.from], word+2*padSide+Pt)
			if !header || b.Len() == 0 {
				most[sp.from] = max(most[sp.from], line+2*padSide+Pt)
			}
		}
		return ok
	}
	want(b.Header, true)
	for rows := range groups(b.All()) {
		if !want(rows, false) {
			break // those beyond have no place that is sure
		}
	}
	return least, most
}

// extent gives the width of a cell's widest word and of its longest line.
func (s *setter) extent(c *paper.Cell, size Unit, header bool) (word, line Unit) {
	k := look{size: size}
	if header {
		k.style = font.Bold
	}
	for i := range c.Paragraphs {
		s.load(c.Paragraphs[i].Runs, k)
		from := 0
		for _, end := range s.text.ends {
			ws := s.text.words[from:end]
			line = max(line, natural(ws))
			for j := range ws {
				word = max(word, ws[j].width)
			}
			from = end
		}
	}
	return word, line
}

// setHeader sets the header as one strip. It reports false, and sets nothing, where
// that would be higher than half the page, or where cells cover a row that has some.
func (s *setter) setHeader(t *table, rows []paper.Row) bool {
	n := len(t.columns)
	spots, ok := spotsOf(rows, n)
	if !ok {
		return false
	}
	heights := make([]Unit, len(rows))
	texts, rules := len(s.texts), len(s.rules)
	for i := range spots {
		sp := &spots[i]
		sp.lines = s.cell(t, sp.source, sp.from, sp.to, true)
		sp.height = heightOf(sp.lines) + 2*padTop
		if sp.rows == 1 {
			heights[sp.row] = max(heights[sp.row], sp.height)
		}
	}
	reach(spots, heights)
	tops := make([]Unit, len(rows)+1)
	for i, h := range heights {
		tops[i+1] = tops[i] + h
	}
	st := strip{height: tops[len(rows)], keep: keepNext, head: t}
	if st.height > s.bottom/2 {
		s.texts, s.rules = s.texts[:texts], s.rules[:rules]
		return false
	}
	st.ink = s.ink
	st.text0, st.text1 = int32(len(s.texts)), int32(len(s.texts))
	st.rule0 = int32(len(s.rules))
	line := func(x1, y1, x2, y2 Unit) {
		s.rules = append(s.rules, Rule{x1, y1, x2, y2, thin})
	}
	for _, sp := range spots {
		x1, x2 := t.edges[sp.from], t.edges[sp.to]
		y1, y2 := tops[sp.row], tops[sp.row+sp.rows]
		y := y1 + (y2-y1-sp.height)/2 + padTop
		for i, l := range sp.lines {
			if i > 0 {
				y += l.gap
			}
			y += l.space
			st.parts = append(st.parts, part{strip: l, y: y})
			y += l.height
		}
		line(x1, y1, x2, y1)
		line(x1, y1, x1, y2)
		if sp.to == n {
			line(x2, y1, x2, y2)
		}
	}
	line(t.edges[0], st.height, t.edges[n], st.height)
	st.rule1 = int32(len(s.rules))
	t.header, t.repeat = st, true
	t.header.marks = nil
	s.pushPart(t, st)
	return true
}

// free counts the columns of a header's row that no cell above covers.
func free(busy []int) int {
	n := 0
	for _, b := range busy {
		if b == 0 {
			n++
		}
	}
	return n
}

// gather gives the cells of a row for n columns. What stands beyond the last is put
// into the last cell: a wrong row looks wrong, but nothing of it is lost.
func gather(cells []paper.Cell, n int) []paper.Cell {
	col := 0
	for i := range cells {
		col += min(max(cells[i].Span, 1), n)
		if col < n || i+1 == len(cells) {
			continue
		}
		out := append([]paper.Cell(nil), cells[:i+1]...)
		last := &out[i]
		last.Paragraphs = last.Paragraphs[:len(last.Paragraphs):len(last.Paragraphs)]
		for _, c := range cells[i+1:] {
			last.Paragraphs = append(last.Paragraphs, c.Paragraphs...)
		}
		return out
	}
	return cells
}

// A spot is where a cell stands in rows, of which it may cover several.
type spot struct {
	cell
	source    *paper.Cell
	row, rows int
	height    Unit // that its text asks for
}

// spotsOf finds the places of cells in rows of n columns. It reports false where
// cells cover a row that has some of its own.
func spotsOf(rows []paper.Row, n int) ([]spot, bool) {
	busy := make([]int, n) // rows that a cell above still covers
	var out []spot
	for r := range rows {
		room := free(busy)
		if room == 0 && len(rows[r].Cells) > 0 {
			return out, false
		}
		col := 0
		cells := gather(rows[r].Cells, room)
		for i := range cells {
			for col < n && busy[col] > 0 {
				col++
			}
			if col == n {
				break
			}
			wide := cells[i].Span
			if rows[r].Group && i == len(cells)-1 {
				wide = n
			}
			sp := spot{cell: cell{from: col, to: col + 1}, source: &cells[i], row: r, rows: min(max(cells[i].RowSpan, 1), len(rows)-r)}
			for sp.to-sp.from < wide && sp.to < n && busy[sp.to] == 0 {
				sp.to++
			}
			for ; col < sp.to; col++ {
				busy[col] = sp.rows
			}
			out = append(out, sp)
		}
		for i := range busy {
			busy[i] = max(busy[i]-1, 0)
		}
	}
	return out, true
}

// reach makes the last of the rows that a cell covers higher where its text needs
// more than they have.
func reach(spots []spot, heights []Unit) {
	for _, sp := range spots {
		have := Unit(0)
		for _, h := range heights[sp.row : sp.row+sp.rows] {
			have += h
		}
		heights[sp.row+sp.rows-1] += max(sp.height-have, 0)
	}
}

// few is how many rows a table has before any of them is said to stand alone.
const few = 3

// pair keeps a low row from standing alone, with the next: the first of the table below
// the header at the foot of a page, and the last at the top of one. Strips are told by
// their number.
func (s *setter) pair(i int) {
	rows := s.strips[i : i+2]
	low := s.bottom / 16 // three lines
	if rows[0].keep == keepNot && rows[0].height+rows[1].height <= 2*low {
		rows[0].keep = keepPair
	}
}

// rows sets the rows of a group.
func (s *setter) rows(t *table, group []paper.Row) {
	if len(group) == 1 || !s.rowsTogether(t, group) {
		for i := range group {
			s.row(t, &group[i])
		}
	}
}

// rowsTogether sets rows of which some cells cover several, and keeps them on a page.
// It reports false, and sets nothing, where they are higher than half the page: then
// each row goes by itself, the text of such a cell in its first.
func (s *setter) rowsTogether(t *table, rows []paper.Row) bool {
	n := len(t.columns)
	spots, ok := spotsOf(rows, n)
	if !ok {
		return false
	}
	texts, rules := len(s.texts), len(s.rules)
	set, heights := make([]*row, len(rows)), make([]Unit, len(rows))
	for i := range set {
		set[i] = &row{table: t, whole: true}
		heights[i] = t.size + 2*padTop
	}
	for i := range spots {
		sp := &spots[i]
		sp.lines = s.cell(t, sp.source, sp.from, sp.to, rows[sp.row].Group)
		sp.height = heightOf(sp.lines) + 2*padTop
		if sp.rows == 1 {
			heights[sp.row] = max(heights[sp.row], sp.height)
		}
		for k := range sp.rows {
			c := cell{from: sp.from, to: sp.to, below: k < sp.rows-1}
			if k == 0 {
				c.lines = sp.lines
			}
			r := set[sp.row+k]
			r.cells = append(r.cells, c)
		}
	}
	reach(spots, heights)
	total := Unit(0)
	for i, r := range set {
		r.height = heights[i]
		total += r.height
		r.fill(n)
	}
	if total > s.bottom/2 {
		s.texts, s.rules = s.texts[:texts], s.rules[:rules]
		return false
	}
	for i, r := range set {
		st := strip{height: r.height, row: r}
		if i < len(set)-1 || rows[i].Group {
			st.keep = keepNext
		}
		s.pushPart(t, st)
	}
	return true
}

// fill puts the cells of a row in order and empty ones where it has none.
func (r *row) fill(n int) {
	slices.SortFunc(r.cells, func(a, b cell) int { return a.from - b.from })
	col := 0
	for i := 0; i <= len(r.cells); i++ {
		next := n
		if i < len(r.cells) {
			next = r.cells[i].from
		}
		if col < next {
			r.cells = slices.Insert(r.cells, i, cell{from: col, to: next})
		}
		if i < len(r.cells) {
			col = r.cells[i].to
		}
	}
}

// row sets a row of the body by itself.
func (s *setter) row(t *table, b *paper.Row) {
	one := []paper.Row{*b}
	spots, _ := spotsOf(one, len(t.columns)) // no row above covers it
	r := &row{table: t}
	for _, sp := range spots {
		sp.lines = s.cell(t, sp.source, sp.from, sp.to, b.Group)
		r.cells = append(r.cells, sp.cell)
	}
	r.fill(len(t.columns))
	r.measure()
	st := strip{height: r.height, row: r}
	if b.Group {
		st.keep = keepNext
	}
	s.pushPart(t, st)
}

// measure sets the height of a row from its cells.
func (r *row) measure() {
	r.height = 0
	for i := range r.cells {
		r.height = max(r.height, heightOf(r.cells[i].lines)+2*padTop)
	}
	if r.height == 2*padTop {
		r.height += r.table.size
	}
}

// cell sets the paragraphs of a cell. strong is for headers and group rows.
func (s *setter) cell(t *table, c *paper.Cell, from, to int, strong bool) []strip {
	x, w := t.edges[from]+padSide, max(t.edges[to]-t.edges[from]-2*padSide, Pt)
	group := to-from == len(t.columns)
	align := alignOf(t.columns[from].Align)
	if strong && !group {
		align = centred
	} else if strong {
		align = left
	}
	if c.HasAlign {
		align = alignOf(c.Align)
	}
	if figure := figureOf(c); !strong && to-from == 1 && figure != "" && t.tails[from] > 0 {
		head, tail := s.halvesOf(figure, t.size)
		switch align {
		case right:
			w = max(w-t.tails[from]+min(tail, t.tails[from]), Pt)
		case centred:
			x += (t.heads[from] - head - t.tails[from] + tail) / 2
		}
	}
	strips := s.apart(func() {
		for i := range c.Paragraphs {
			p := &c.Paragraphs[i]
			k := s.inCell(p.Role, t.size, align)
			if strong {
				k.style |= font.Bold
			}
			k.next = p.KeepNext
			s.paragraph(p.Runs, k, x, w)
		}
	})
	start := len(s.cells)
	s.cells = append(s.cells, strips...)
	return s.cells[start:len(s.cells):len(s.cells)]
}

// align finds the columns of figures: flush right or in the middle, nothing else in
// them. Their decimal commas come to stand below each other.
func (t *table) align(s *setter, rows iter.Seq[*paper.Row]) {
	n := len(t.columns)
	t.heads, t.tails = make([]Unit, n), make([]Unit, n)
	if !slices.ContainsFunc(t.columns, func(c paper.Column) bool { return c.Align == paper.AlignRight || c.Align == paper.AlignCentre }) {
		return
	}
	words := make([]bool, n)
	for group := range groups(rows) {
		spots, ok := spotsOf(group, n)
		if !ok {
			clear(t.heads)
			clear(t.tails)
			return
		}
		for _, sp := range spots {
			if words[sp.from] || group[sp.row].Group || sp.to-sp.from > 1 || blankCell(sp.source) {
				continue
			}
			figure := figureOf(sp.source)
			words[sp.from] = figure == ""
			head, tail := s.halvesOf(figure, t.size)
			t.heads[sp.from], t.tails[sp.from] = max(t.heads[sp.from], head), max(t.tails[sp.from], tail)
		}
	}
	for i, c := range t.columns {
		fits := t.heads[i]+t.tails[i]+2*padSide <= t.edges[i+1]-t.edges[i]
		if words[i] || !fits || c.Align != paper.AlignRight && c.Align != paper.AlignCentre {
			t.tails[i] = 0
		}
	}
}

func blankCell(c *paper.Cell) bool {
	for i := range c.Paragraphs {
		if len(c.Paragraphs[i].Runs) > 0 {
			return false
		}
	}
	return true
}

// figureOf gives the text of a cell that holds one figure, as papers write it:
// "1.250", "92,86%"; empty for any other.
func figureOf(c *paper.Cell) string {
	if len(c.Paragraphs) != 1 || len(c.Paragraphs[0].Runs) != 1 {
		return ""
	}
	text := c.Paragraphs[0].Runs[0].Text
	if len(text) > 32 || strings.Trim(text, "0123456789.,%-–") != "" {
		return ""
	}
	return text
}

// halvesOf gives the widths of a figure up to its decimal comma or percent sign, and from
// there on.
func (s *setter) halvesOf(figure string, size Unit) (head, tail Unit) {
	at := strings.IndexAny(figure, ",%")
	if at < 0 {
		at = len(figure)
	}
	return s.width(figure[:at], font.Regular, size, 0), s.width(figure[at:], font.Regular, size, 0)
}

func alignOf(a paper.Align) alignment {
	switch a {
	case paper.AlignCentre:
		return centred
	case paper.AlignRight:
		return right
	case paper.AlignJustify:
		return justified
	}
	return left
}

// inCell gives the look of a role within a table: no indent, the table's size, the
// cell's alignment unless the role is one itself.
func (s *setter) inCell(r paper.Role, size Unit, align alignment) look {
	role := s.layout.look(r)
	k := look{style: role.style, size: size, spacing: s.layout.TableSpacing, align: align, before: padTop}
	switch r {
	case paper.Centred, paper.CentredBold, paper.PlainRight:
		k.align = role.align
	}
	return k
}

// divide cuts a row so that the first part is at most room high. It reports false
// where that would part lines that belong together or leave a cell behind; forced
// says that there is no other way.
func (r *row) divide(room Unit, forced bool) (head, tail *row, ok bool) {
	head, tail = &row{table: r.table}, &row{table: r.table}
	moved, left := 0, 0
	for _, c := range r.cells {
		n := 0
		for h := 2 * padTop; n < len(c.lines); n++ {
			if n > 0 {
				h += c.lines[n].gap
			}
			if h += c.lines[n].space + c.lines[n].height; h > room {
				break
			}
		}
		if n < len(c.lines) {
			legal := n
			for legal > 0 && c.lines[legal-1].keep != keepNot {
				legal--
			}
			if legal > 0 {
				n = legal
			} else if !forced {
				return nil, nil, false
			}
		}
		moved += n
		left += len(c.lines) - n
		head.cells = append(head.cells, cell{from: c.from, to: c.to, lines: c.lines[:n:n]})
		tail.cells = append(tail.cells, cell{from: c.from, to: c.to, lines: c.lines[n:]})
	}
	if moved == 0 || left == 0 {
		return nil, nil, false
	}
	head.measure()
	tail.measure()
	return head, tail, true
}
