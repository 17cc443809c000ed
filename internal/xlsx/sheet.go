package xlsx

import (
	"cmp"
	"fmt"
	"slices"

	"thidua/internal/font"
	"thidua/internal/paper"
)

// The page, in pixels of 1/96 inch: A4 landscape with the margins of papers that
// stand upright (20, 20, 30, 15 mm), so 252 × 170 mm for the text. Four pixels less
// in width keep LibreOffice, which rounds columns up, from printing at 99 %.
const (
	pageWidth  = 952 - 4
	pageHeight = 642
	maxRow     = 545 // 409 pt: the highest row of Excel
	smallest   = 85  // percent to which a sheet may be reduced in print to show tall rows
)

// A sheet is laid out: columns, rows and cells, counted from 0, sizes in pixels.
type sheet struct {
	cols   []int
	rows   []row
	cells  []cell       // but those of tables
	tables []*tableRows // one below the other
	rules  []rule
	charts []chart
	head   [2]int // rows of the table's header, first and one past the last: frozen and repeated

	pages int // how many it is printed on

	tall []int // columns with a cell that is too high for its row, once for each such cell
	late []int // columns that keep a table's first row from the page of its header, likewise
}

// A row of a sheet.
type row struct {
	height  int
	keep    keep // with the row below
	newPage bool // a page begins with it
}

// A keep says whether a page may end below a row.
type keep uint8

const (
	free   keep = iota
	wanted      // only where the page would else be half empty
	held        // never
)

// A cell is a rectangle of the sheet with a text or a value in it.
type cell struct {
	row, col   int
	rows, cols int
	text       text
	value      paper.Value
	look       look
	formula    string // that gives the value, without "="
}

// A look is all of a cell's form, and the key of its style.
type look struct {
	style  style // of the text, where it has only one
	size   int   // pt
	align  paper.Align
	middle bool // vertically; else at the top
	border edges
	format string // of a number or date
	quoted bool   // stays text when it is edited, though it begins like a formula
}

// Edges are the sides of a cell that have a line.
type edges uint8

const (
	left edges = 1 << iota
	right
	top
	bottom
	boxed = left | right | top | bottom
)

// A rule is a drawn line, as the decree wants under the issuer, the motto and the
// subject: its start is x pixels from the left of the sheet, a little below the upper
// edge of a row.
type rule struct{ row, x, length int }

// few is the number of pages up to which a sheet is reduced to save one.
const few = 3

// lay lays a sheet out, as wide as the page; or wider, to be reduced in print, where
// that saves one of few pages, or shows a row that would else be too high. Of what
// does equally well the narrowest is taken.
func lay(blocks []paper.Block, f *font.Family) (*sheet, error) {
	g, err := newGrid(blocks, f)
	if err != nil {
		return nil, err
	}
	best, err := place(blocks, g, f)
	if err != nil {
		return nil, err
	}
	if best.pages <= few {
		for percent := 102; percent <= 10000/smallest && best.pages > 1; percent += 3 {
			s, err := place(blocks, g.scaled(percent), f)
			if err != nil {
				return nil, err
			}
			best = better(best, s)
		}
	}
	for s := best; len(s.tall)+len(s.late) > 0 && sum(g.widths) < pageWidth*100/smallest; {
		g.widen(append(s.tall, s.late...))
		if s, err = place(blocks, g, f); err != nil {
			return nil, err
		}
		best = better(best, s)
	}
	return best, nil
}

// better gives the better of two sheets, the first where they are as good.
func better(a, b *sheet) *sheet {
	order := cmp.Or(cmp.Compare(len(b.tall), len(a.tall)), cmp.Compare(min(b.pages, few+1), min(a.pages, few+1)),
		cmp.Compare(len(b.late), len(a.late)))
	if order < 0 {
		return b
	}
	return a
}

// place puts the blocks into rows of a grid, one below the other.
func place(blocks []paper.Block, g *grid, f *font.Family) (*sheet, error) {
	p := &placer{sheet: &sheet{cols: slices.Clone(g.widths)}, grid: g, font: f}
	if err := p.blocks(blocks); err != nil {
		return nil, err
	}
	if g.header != 1 {
		p.head = [2]int{} // two headers can't both be repeated
	}
	p.paginate()
	return p.sheet, nil
}

// pageRoom is the height of a page in the sheet's own pixels: more than on paper
// where a wide sheet is reduced.
func (s *sheet) pageRoom() int {
	return pageHeight * max(pageWidth, sum(s.cols)) / pageWidth
}

// headHeight is the height of the header that is repeated on every page.
func (s *sheet) headHeight() int { return s.heights(s.head[0], s.head[1]) }

func (s *sheet) heights(from, to int) int {
	h := 0
	for _, r := range s.rows[from:to] {
		h += r.height
	}
	return h
}

// paginate follows the page breaks that a program will make, and sets one by hand
// where rows that belong together would be parted: a signature from its place. Where
// all of a page belongs together there is nothing to be done.
func (s *sheet) paginate() {
	room, start, used := s.pageRoom(), 0, 0
	s.pages = 1
	for i := 0; i < len(s.rows); i++ {
		if i == start || !s.rows[i].newPage && used+s.rows[i].height <= room {
			used += s.rows[i].height
			continue
		}
		at := i
		if !s.rows[i].newPage {
			at = s.breakBefore(start, i)
			s.rows[at].newPage = at < i
		}
		s.pages++
		start, used, i = at, 0, at
		if s.head[1] > 0 && at >= s.head[1] {
			used = s.headHeight()
		}
		used += s.rows[at].height
	}
}

// breakBefore finds where a page that began at start ends when row i doesn't fit.
func (s *sheet) breakBefore(start, i int) int {
	for _, least := range []keep{wanted, held} {
		at := i
		for at > start && s.rows[at-1].keep >= least {
			at--
		}
		half := s.pageRoom() / 2
		if at > start && (least == held || s.heights(start, at) >= half) {
			return at
		}
	}
	return i
}

// A placer puts blocks into a sheet.
type placer struct {
	*sheet
	grid *grid
	font *font.Family
}

func (p *placer) blocks(blocks []paper.Block) error {
	for i, b := range blocks {
		if err := p.block(b); err != nil {
			return fmt.Errorf("block %d: %w", i+1, err)
		}
	}
	return nil
}

func (p *placer) block(b paper.Block) error {
	switch b := b.(type) {
	case paper.Letterhead:
		return p.letterhead(b)
	case paper.Title:
		return p.title(b)
	case paper.Paragraph:
		return p.paragraph(b)
	case paper.Table:
		return p.table(b)
	case paper.Chart:
		return p.chart(b)
	case paper.Closing:
		return p.closing(b)
	case paper.Signatures:
		return p.signatures(b)
	case paper.Keep:
		return p.kept(b)
	case paper.Space:
		p.addRow(max(1, b.Height*96*10/254))
	case paper.PageBreak:
		p.addRow(1)
		p.rows[len(p.rows)-1].newPage = true
	default:
		return fmt.Errorf("%w: %T", ErrBlock, b)
	}
	return nil
}

func (p *placer) kept(k paper.Keep) error {
	from := len(p.rows)
	if err := p.blocks(k.Blocks); err != nil {
		return err
	}
	p.keepTogether(from)
	return nil
}

// keepTogether keeps the rows from one to the last on a page.
func (p *placer) keepTogether(from int) {
	for i := from; i < len(p.rows)-1; i++ {
		p.rows[i].keep = held
	}
}

// addRow adds a row and gives its index.
func (p *placer) addRow(height int) int {
	p.rows = append(p.rows, row{height: height})
	return len(p.rows) - 1
}

// put adds a cell with text, and makes its row high enough.
func (p *placer) put(c cell) error {
	if err := checkText(c.text.String()); err != nil {
		return fmt.Errorf("row %d: %w", c.row+1, err)
	}
	p.cells = append(p.cells, c)
	if c.rows == 1 {
		lines := c.text.wrap(p.font, c.look.size, p.width(c.col, c.cols))
		p.rows[c.row].height = max(p.rows[c.row].height, height(len(lines), c.look.size))
	}
	return nil
}

// width is that of some columns.
func (s *sheet) width(col, n int) int { return sum(s.cols[col : col+n]) }

// A zone is a stretch of columns that a block stands in: from, and one past the last.
type zone struct{ from, to int }

// whole is the sheet's full width.
func (p *placer) whole() zone { return zone{0, len(p.cols)} }

// halves parts the sheet at the column nearest to a share of its width in
// thousandths. The grid has a column near those that are asked for.
func (p *placer) halves(share int) (zone, zone) {
	want, x, at, nearest := sum(p.cols)*share/1000, 0, 1, 1<<30
	for i, w := range p.cols[:len(p.cols)-1] {
		x += w
		if d := abs(x - want); d < nearest {
			at, nearest = i+1, d
		}
	}
	at = min(at, len(p.cols)-1)
	return zone{0, at}, zone{at, len(p.cols)}
}

// span adds a cell of one row over a zone.
func (p *placer) span(at int, z zone, t text, l look) error {
	return p.put(cell{row: at, col: z.from, rows: 1, cols: z.to - z.from, text: t, look: l})
}

// ruleBelow draws a line under the middle of a zone, at the top of a row.
func (p *placer) ruleBelow(at int, z zone, length int) {
	x, w := p.width(0, z.from), p.width(z.from, z.to-z.from)
	length = min(length, w-padding)
	p.rules = append(p.rules, rule{at, x + (w-length)/2, length})
}

func sum(ns []int) int {
	total := 0
	for _, n := range ns {
		total += n
	}
	return total
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
