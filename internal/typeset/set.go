package typeset

import (
	"fmt"
	"slices"
	"sync"

	"thidua/internal/font"
	"thidua/internal/paper"
)

// Set sets a paper on pages. It never changes p, whose texts may hold anything; it
// fails for a layout that leaves no room, and for a paper without a section or with
// a block of a kind unknown.
func Set(p *paper.Paper, f *font.Family, l Layout) (*Document, error) {
	s := newSetter(p, f, l)
	defer s.release()
	return s.document(p)
}

// SetPages sets a paper as Set does, but hands its pages over one by one: of a paper of
// thousands of pages no more is held than what the next page may still change. It gives
// the marks. An error of take ends it.
func SetPages(p *paper.Paper, f *font.Family, l Layout, take func(Page) error) ([]Mark, error) {
	s := newSetter(p, f, l)
	defer s.release()
	s.take = take
	err := s.paper(p)
	return s.outline, err
}

// setters have set a paper each. Their buffers serve the next one: nothing of a document
// points into them.
var setters = sync.Pool{New: func() any { return &setter{ink: &ink{}} }}

// newSetter makes a setter ready for a paper, its buffers empty.
func newSetter(p *paper.Paper, f *font.Family, l Layout) *setter {
	s := setters.Get().(*setter)
	t, b := &s.text, &s.breaker
	*s = setter{
		layout: l, usual: l.Sizes, font: f, title: p.Title,
		strips: s.strips[:0], marks: s.marks[:0],
		ink:     &ink{texts: s.texts[:0], rules: s.rules[:0], boxes: s.boxes[:0], cells: s.cells[:0]},
		text:    text{flat: t.flat, pieces: t.pieces, words: t.words, ends: t.ends},
		breaker: breaker{nodes: b.nodes, active: b.active, ends: b.ends},
	}
	return s
}

// release gives the buffers back, but not those that a long paper has made large.
func (s *setter) release() {
	const long = 50 // pages
	if s.done > long {
		return
	}
	s.take, s.outline = nil, nil
	setters.Put(s)
}

// document sets a paper and gathers its pages.
func (s *setter) document(p *paper.Paper) (*Document, error) {
	var d Document
	s.take = func(page Page) error {
		d.Pages = append(d.Pages, page)
		return nil
	}
	if err := s.paper(p); err != nil {
		return nil, err
	}
	d.Marks = s.outline
	return &d, nil
}

// paper sets a paper.
func (s *setter) paper(p *paper.Paper) error {
	if err := s.layout.check(s.font); err != nil {
		return err
	}
	if p.Len() == 0 {
		return fmt.Errorf("paper %q has no section", p.Name)
	}
	for section := range p.All() {
		s.section(section, p.Draft)
		if s.err != nil {
			return fmt.Errorf("paper %q: %w", p.Name, s.err)
		}
	}
	if !s.titled && p.Title != "" {
		s.outline = append([]Mark{{Title: cleanString(p.Title), Y: s.layout.Top}}, s.outline...)
	}
	return nil
}

// A setter holds the state and the buffers of one paper. Blocks become strips, strips
// are put on pages.
type setter struct {
	layout Layout // of the section
	usual  Sizes  // of the paper
	font   *font.Family
	err    error

	take    func(Page) error
	done    int    // pages that were taken
	outline []Mark // of the paper

	title  string // of the paper, until a title block has taken it
	titled bool

	// Strips of the section or, from base on, of the column or cell at work. space is
	// what Space blocks ask for before the next strip; pageBreak, that it begins a page.
	strips    []strip
	base      int
	space     Unit
	pageBreak bool
	marks     []Mark // of the headings whose first strip is to come
	within    int    // columns, cells and kept blocks around what is being set
	keeping   int    // first strip of the kept block that is all that is around; -1: there is more
	flow      flow   // of the section's strips onto pages

	bottom         Unit // height of the text area
	shiftX, shiftY Unit // of what has a fixed place

	// What strips, cells and parts point into: no slice of it that stays is
	// ever written twice.
	*ink

	text    text
	breaker breaker
	greedy  bool // lines are filled one by one
	divided bool // a word was wider than its column
}

// An ink is an arena of what is drawn. A paper begins another when it has gone to pages,
// so that those of long papers go as their pages do.
type ink struct {
	texts []Text
	rules []Rule
	boxes []Box
	cells []strip
}

// A keep says why no page may end between a strip and the next. Where a page has no
// other end, weaker reasons yield first.
type keep uint8

const (
	keepNot   keep = iota
	keepPair       // a low row of a table and its neighbour, where that costs no page
	keepLines      // two lines at least on either page
	keepNext       // a heading and what it heads, a signature and the last lines
	keepWhole      // a Keep block
)

// A strip is a slice of the page that isn't divided: a line, a letterhead, a table's
// row (which a page may divide where it must). Its texts have their X on the page and
// their Y from the strip's top.
type strip struct {
	height Unit
	gap    Unit // to the strip above; nothing at the top of a page, column or cell
	space  Unit // likewise, but kept at the top of a column
	after  Unit // gap that the next strip has at least

	ink          *ink // nil where nothing is drawn
	text0, text1 int32
	rule0, rule1 int32
	box0, box1   int32
	parts        []part // strips within this one
	image        *Image // its place is the page's
	fixed        bool   // Y is from the page's top, not the strip's

	keep  keep
	page  bool // begins a page
	row   *row
	head  *table // the header of this table
	marks []Mark
}

// A part is a strip within another.
type part struct {
	strip strip
	y     Unit
	top   bool // a row that needs its own upper rule
}

// begin and finish enclose what is drawn for a strip.
func (s *setter) begin(st *strip) {
	st.ink = s.ink
	st.text0, st.rule0, st.box0 = int32(len(s.texts)), int32(len(s.rules)), int32(len(s.boxes))
}

func (s *setter) finish(st *strip) {
	st.text1, st.rule1, st.box1 = int32(len(s.texts)), int32(len(s.rules)), int32(len(s.boxes))
}

// push appends a strip to the column at work.
func (s *setter) push(st strip) {
	if n := len(s.strips); n > s.base {
		st.gap = max(st.gap, s.strips[n-1].after)
	} else {
		st.gap = 0
	}
	st.space += s.space
	st.page = st.page || s.pageBreak
	if len(s.marks) > 0 {
		st.marks = append(st.marks, s.marks...)
		s.marks = s.marks[:0]
	}
	s.space, s.pageBreak = 0, false
	s.strips = append(s.strips, st)
}

// mark names the place of the next strip.
func (s *setter) mark(title string, level int) {
	if title != "" {
		s.marks = append(s.marks, Mark{Title: title, Level: level})
	}
}

// apart sets a column or cell by itself and gives its strips, which hold until the
// next call of push.
func (s *setter) apart(set func()) []strip {
	base, space, pageBreak := s.base, s.space, s.pageBreak
	s.base, s.space, s.pageBreak = len(s.strips), 0, false
	s.within++
	set()
	s.within--
	column := s.strips[s.base:]
	s.strips = s.strips[:s.base]
	s.base, s.space, s.pageBreak = base, space, pageBreak
	return column
}

// A position is how far a setter has come.
type position struct {
	strips, texts, rules, boxes, cells int

	space     Unit
	pageBreak bool
	marks     []Mark
}

func (s *setter) here() position {
	return position{
		len(s.strips), len(s.texts), len(s.rules), len(s.boxes), len(s.cells),
		s.space, s.pageBreak, slices.Clone(s.marks),
	}
}

// back takes back what was set since a position.
func (s *setter) back(p position) {
	s.strips, s.texts, s.rules = s.strips[:p.strips], s.texts[:p.texts], s.rules[:p.rules]
	s.boxes, s.cells = s.boxes[:p.boxes], s.cells[:p.cells]
	s.space, s.pageBreak, s.marks = p.space, p.pageBreak, p.marks
}

// heightOf is the height of strips set below each other.
func heightOf(strips []strip) Unit {
	var h Unit
	for i := range strips {
		if i > 0 {
			h += strips[i].gap
		}
		h += strips[i].space + strips[i].height
	}
	return h
}

// heightOnly is the height of what set would set. Nothing of it stays.
func (s *setter) heightOnly(set func()) Unit {
	from := s.here()
	h := heightOf(s.apart(set))
	s.back(from)
	return h
}

// A column is blocks that stand beside others.
type column struct {
	x, w Unit
	set  func(x, w Unit)
}

// beside sets columns side by side as one strip. Where they are higher than a page,
// which no office's paper is, they follow one another instead, so that nothing is
// lost. Their texts are in the order of reading: a column whole, then the next.
func (s *setter) beside(before, after Unit, k keep, columns ...column) {
	all := strip{gap: before, after: after, keep: k}
	var tall [][]strip
	for _, c := range columns {
		strips := s.apart(func() { c.set(c.x, c.w) })
		strips = append([]strip(nil), strips...)
		tall = append(tall, strips)
		all.height = max(all.height, all.stack(strips, 0))
	}
	if all.height <= s.bottom {
		if all.height > 0 || len(all.parts) > 0 {
			s.push(all)
		}
		return
	}
	for _, strips := range tall {
		for i, st := range strips {
			if i == 0 {
				st.gap = before
			}
			s.push(st)
		}
	}
}

// stack takes strips in as parts, the first at y, each below the one before, and
// gives where the last one ends. The strips are copied.
func (st *strip) stack(strips []strip, y Unit) Unit {
	for i, one := range strips {
		if i > 0 {
			y += one.gap
		}
		y += one.space
		one.keep = keepNot
		st.parts = append(st.parts, part{strip: one, y: y, top: one.row != nil && (i == 0 || !strips[i-1].of(one.row.table))})
		y += one.height
	}
	return y
}

// of reports whether the strip is a row or the header of a table.
func (st *strip) of(t *table) bool {
	return st.row != nil && st.row.table == t || st.head == t
}

// section sets a section on pages of its own.
func (s *setter) section(sec *paper.Section, draft bool) {
	usual := s.layout
	l := &s.layout
	defer func() { *l = usual }()
	l.Sizes = l.Sizes.enlarged(sec.TextSize)
	if sec.Width > 0 && sec.Height > 0 {
		l.Width, l.Height = millimetres(sec.Width), millimetres(sec.Height)
	}
	if err := l.check(s.font); err != nil {
		s.err = err
		return
	}
	width, height := l.Width, l.Height
	if sec.Landscape {
		width, height = height, width
	}
	s.bottom = height - l.Top - l.Bottom
	s.shiftX, s.shiftY = tenths(sec.ShiftX), tenths(sec.ShiftY)
	s.strips, s.base, s.space, s.pageBreak, s.keeping = s.strips[:0], 0, 0, false, -1
	s.flow = flow{width: width, height: height, numbered: !sec.NoNumbers, draft: draft}
	for _, b := range sec.Blocks {
		s.block(b, l.Left, width-l.Left-l.Right)
		s.advance()
	}
	s.pages()
}

// far is beyond every page, mm: lengths that a careless caller gives end there.
const far = 3000

// millimetres gives a caller's length.
func millimetres(n int) Unit { return Unit(min(max(n, -far), far)) * 72000 * 10 / 254 }

// tenths gives a caller's length in 1/10 mm.
func tenths(n int) Unit { return Unit(min(max(n, -10*far), 10*far)) * 72000 / 254 }

func (s *setter) blocks(blocks []paper.Block, x, w Unit) {
	for _, b := range blocks {
		s.block(b, x, w)
	}
}

func (s *setter) block(b paper.Block, x, w Unit) {
	switch b := b.(type) {
	case paper.Letterhead:
		s.letterhead(&b, x, w)
	case paper.Title:
		s.setTitle(&b, x, w)
	case paper.Recipients:
		s.recipients(&b, x, w)
	case paper.Paragraph:
		k := s.layout.look(b.Role)
		k.next = k.next || b.KeepNext
		s.paragraph(b.Runs, k, x, w)
	case paper.Table:
		s.table(&b, x, w)
	case paper.Chart:
		s.chart(&b, x, w)
	case paper.Placed:
		s.placed(&b)
	case paper.Image:
		s.still(strip{fixed: true, image: &Image{
			X: tenths(b.X) + s.shiftX, Y: tenths(b.Y) + s.shiftY, Width: tenths(b.Width), Height: tenths(b.Height), Data: b.Data,
		}})
	case paper.Closing:
		s.closing(&b, x, w)
	case paper.Signatures:
		s.signatures(&b, x, w)
	case paper.Columns:
		s.columns(&b, x, w)
	case paper.Keep:
		s.keep(&b, x, w)
	case paper.Space:
		// Beyond a page's height it would be the same: the next strip begins a page.
		s.space = min(s.space+MM(1)*Unit(min(max(b.Height, 0), 1000)), s.bottom)
	case paper.PageBreak:
		s.pageBreak = true
	default:
		s.err = fmt.Errorf("block of an unknown kind: %T", b)
	}
}

// keep holds what its blocks give together, if it fits on a page.
func (s *setter) keep(b *paper.Keep, x, w Unit) {
	outer := s.keeping
	if s.keeping = -1; s.within == 0 {
		s.keeping = len(s.strips)
	}
	first, within := len(s.strips), s.within
	s.within++
	s.blocks(b.Blocks, x, w)
	if s.within > within { // else it went to pages
		s.whole(first)
	}
	s.within, s.keeping = within, outer
}

// whole holds the strips from first on together, if they fit on a page.
func (s *setter) whole(first int) {
	strips := s.strips[first:]
	if len(strips) == 0 || heightOf(strips) > s.bottom {
		return
	}
	for i := range strips[:len(strips)-1] {
		strips[i].keep = keepWhole
	}
	for i := range strips {
		strips[i].page = strips[i].page && i == 0
		if strips[i].row != nil {
			strips[i].row.whole = true
		}
	}
}

// columns sets blocks side by side, with 4 mm between them.
func (s *setter) columns(b *paper.Columns, x, w Unit) {
	const gutter = 4 * 2835 // 4 mm
	n := len(b.Blocks)
	if n == 0 {
		return
	}
	given := make([]paper.Column, n)
	for i := range given {
		if i < len(b.Widths) {
			given[i].Width = b.Widths[i]
		}
	}
	widths := shares(given, w)
	columns := make([]column, n)
	for i := range columns {
		columns[i] = column{x: x, w: max(widths[i]-gutter, Pt), set: func(x, w Unit) { s.blocks(b.Blocks[i], x, w) }}
		if i == n-1 {
			columns[i].w = widths[i]
		}
		x += widths[i]
	}
	s.beside(s.layout.ParagraphGap, 0, keepNot, columns...)
}
