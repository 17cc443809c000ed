package typeset

import (
	"slices"
	"strconv"

	"thidua/internal/font"
)

// A flow is what is known of the pages of a section, on which its strips are put.
type flow struct {
	width, height   Unit
	numbered, draft bool
	number          int // pages so far
	enough          int // strips with which it is worth while to look for whole pages
}

// pages puts the strips of a section, or what is left of them, on pages. Where the last
// page is mostly empty and rows of tables that stand apart would save it, they do.
func (s *setter) pages() {
	paired := slices.ContainsFunc(s.strips, func(st strip) bool { return st.keep == keepPair })
	strips, before, done, named := slices.Clone(s.strips), s.flow.number, s.done, len(s.outline)
	pages, used := s.fill()
	if paired && len(pages) > 1 && used <= s.bottom/2 {
		marks := slices.Clone(s.outline[named:])
		s.strips, s.flow.number, s.done, s.outline = strips, before, done, s.outline[:named] // filling divides rows
		for i := range s.strips {
			if s.strips[i].keep == keepPair {
				s.strips[i].keep = keepNot
			}
		}
		if apart, _ := s.fill(); len(apart) < len(pages) {
			pages = apart
		} else {
			s.outline = append(s.outline[:named], marks...)
		}
		s.done = done + len(pages)
	}
	for _, p := range pages {
		s.hand(p)
	}
}

// fill puts strips on pages and gives how much of the last one they take.
func (s *setter) fill() (pages []Page, used Unit) {
	for i := 0; s.flow.number == 0 || i < len(s.strips); {
		p := s.setPage(&i)
		pages, used = append(pages, p.page), p.y
	}
	return pages, used
}

// setPage sets the page that begins with strip i, and makes i the first of the next.
func (s *setter) setPage(i *int) *pageSetter {
	s.flow.number++
	p := &pageSetter{setter: s, page: Page{Width: s.flow.width, Height: s.flow.height, Number: s.flow.number}}
	p.furnish(s.flow.numbered, s.flow.draft)
	*i = p.fill(*i)
	s.done++
	return p
}

// hand hands over a page.
func (s *setter) hand(p Page) {
	if s.err == nil {
		s.err = s.take(p)
	}
}

// advance puts strips on pages while others of the section are still to come, as far as
// these can't change the pages. What follows may still be kept with the last two strips;
// a page depends on its strips and on the first that has no room on it.
func (s *setter) advance() {
	const many, last = 200, 2
	if s.err != nil || len(s.strips) < max(many, s.flow.enough) {
		return
	}
	if s.within == 1 && s.keeping >= 0 && heightOf(s.strips[s.keeping:]) > s.bottom {
		s.within, s.keeping = 0, -1 // no page holds it: it is as if it weren't kept
	}
	if s.within > 0 {
		return
	}
	i := 0
	for s.err == nil {
		p := pageSetter{setter: s}
		if h := p.head(i); h != nil {
			p.y = h.height
		}
		if full, _ := p.reach(i); full+last >= len(s.strips) {
			break
		}
		s.hand(s.setPage(&i).page)
	}
	if i > 0 {
		n := copy(s.strips, s.strips[i:])
		clear(s.strips[n:])
		s.strips = s.strips[:n]
	}
	const much = 4000 // texts: some dozens of pages
	if len(s.texts) > much {
		s.ink = &ink{}
	}
	s.flow.enough = 2 * len(s.strips)
}

// A pageSetter fills one page.
type pageSetter struct {
	*setter
	page Page
	y    Unit
}

const draftMark = "DỰ THẢO"

// furnish sets what stands in the top margin: the page's number in its middle
// (element 14), not on the first page, and for a draft the mark at its left. The
// right end, where an electronic signature has its line of 77 × 9 mm, stays free.
// Both come first in the file's text, as they do on the paper.
func (p *pageSetter) furnish(numbered, draft bool) {
	l := &p.layout
	size := l.Sizes.PageCount
	const figure = 66 // height of a figure in percent of the size
	base := (l.Top + size*figure/100) / 2
	if draft {
		p.page.Texts = append(p.page.Texts, Text{X: l.Left, Y: base, Face: font.Bold, Size: size, S: draftMark, Ink: Grey})
	}
	if numbered && p.page.Number > 1 {
		n := strconv.Itoa(p.page.Number)
		w := p.page.Width - l.Left - l.Right
		x := l.Left + (w-p.width(n, font.Regular, size, 0))/2
		p.page.Texts = append(p.page.Texts, Text{X: x, Y: base, Size: size, S: n})
	}
}

// fill puts strips on the page from number i on and gives the first of the next page.
func (p *pageSetter) fill(i int) int {
	strips := p.strips
	if i >= len(strips) {
		return i
	}
	if h := p.head(i); h != nil {
		p.put(h, true)
	}
	full, forced := p.reach(i)
	end := full
	if full < len(strips) && !forced {
		end = p.legal(i, full)
		if strips[full].row != nil && p.splits(i, end, full) {
			return p.split(i, full)
		}
	}
	if end == i {
		end = i + 1 // a strip higher than the page: it must stand somewhere
	}
	p.putAll(i, end)
	return end
}

// head gives the header that a page beginning with strip i repeats; nil for none.
func (p *pageSetter) head(i int) *strip {
	t := tableOf(&p.strips[i])
	if t == nil || !t.repeat {
		return nil
	}
	return &t.header
}

// tableOf is the table that a strip goes on with, if it is a row.
func tableOf(st *strip) *table {
	if st.row == nil {
		return nil
	}
	return st.row.table
}

// reach tells how many strips the page has room for, and whether a break ends it.
func (p *pageSetter) reach(i int) (int, bool) {
	used := p.y
	for j := i; j < len(p.strips); j++ {
		if p.strips[j].page && j > i {
			return j, true
		}
		if used += p.step(i, j); used > p.bottom {
			return j, false
		}
	}
	return len(p.strips), false
}

// step is the height that strip j takes on a page that begins with i.
func (p *pageSetter) step(i, j int) Unit {
	st := &p.strips[j]
	if j == i {
		return st.height
	}
	return st.gap + st.space + st.height
}

// legal is the last place up to end where the page may end: with no reason against
// it, else with the weakest.
func (p *pageSetter) legal(i, end int) int {
	for k := keepNot; k <= keepWhole; k++ {
		for j := end; j > i; j-- {
			if p.strips[j-1].keep <= k {
				return j
			}
		}
	}
	return i
}

// splits decides whether the row that no longer fits is divided. A row goes whole to
// the next page if it fits there and leaves not more than a fifth of this one empty.
func (p *pageSetter) splits(i, end, full int) bool {
	r := p.strips[full].row
	used, atEnd := p.y, p.y
	for j := i; j < full; j++ {
		used += p.step(i, j)
		if j < end {
			atEnd = used
		}
	}
	head := Unit(0)
	if r.table.repeat {
		head = r.table.header.height
	}
	if r.height <= p.bottom-head && (r.whole || p.bottom-atEnd <= p.bottom/5) && end > i {
		return false
	}
	_, _, ok := r.divide(p.roomFor(i, full, used), end == i)
	return ok
}

// roomFor is the height left for strip full where used is taken.
func (p *pageSetter) roomFor(i, full int, used Unit) Unit {
	return p.bottom - used - p.step(i, full) + p.strips[full].height
}

// split puts strips i to full-1 and the first part of row full on the page.
func (p *pageSetter) split(i, full int) int {
	st := p.strips[full]
	used := p.y
	for j := i; j < full; j++ {
		used += p.step(i, j)
	}
	head, tail, ok := st.row.divide(p.roomFor(i, full, used), p.legal(i, full) == i)
	if !ok {
		return i
	}
	first, rest := st, st
	first.row, first.height = head, head.height
	rest.row, rest.height, rest.marks = tail, tail.height, nil
	p.strips[full] = first
	p.putAll(i, full+1)
	p.strips[full] = rest
	return full
}

// putAll puts strips i to end-1 below each other.
func (p *pageSetter) putAll(i, end int) {
	n := len(p.page.Texts)
	for j := i; j < end; j++ {
		n += p.strips[j].count()
	}
	if texts := p.page.Texts; n > cap(texts) {
		p.page.Texts = append(make([]Text, 0, n), texts...)
	}
	for j := i; j < end; j++ {
		st := &p.strips[j]
		top := true
		if j > i {
			p.y += st.gap + st.space
			top = st.row != nil && !p.strips[j-1].of(st.row.table)
		} else if st.row != nil && st.row.table.repeat {
			top = false
		}
		p.put(st, top)
	}
}

// count is how many texts a strip has.
func (st *strip) count() int {
	n := int(st.text1 - st.text0)
	for i := range st.parts {
		n += st.parts[i].strip.count()
	}
	if st.row == nil {
		return n
	}
	for i := range st.row.cells {
		lines := st.row.cells[i].lines
		for j := range lines {
			n += lines[j].count()
		}
	}
	return n
}

// put puts a strip at the current height. top says that a row has nothing of its
// table above it.
func (p *pageSetter) put(st *strip, top bool) {
	y := p.layout.Top + p.y
	p.draw(st, y, top)
	p.y += st.height
}

// draw puts a strip, its top at y on the page.
func (p *pageSetter) draw(st *strip, y Unit, top bool) {
	if st.fixed {
		y = 0
	}
	if st.image != nil {
		p.page.Images = append(p.page.Images, *st.image)
	}
	for _, m := range st.marks {
		m.Page, m.Y = p.done, y
		p.outline = append(p.outline, m)
	}
	if st.ink != nil {
		for _, b := range st.ink.boxes[st.box0:st.box1] {
			b.Y += y
			p.page.Boxes = append(p.page.Boxes, b)
		}
		for _, t := range st.ink.texts[st.text0:st.text1] {
			t.Y += y
			p.page.Texts = append(p.page.Texts, t)
		}
	}
	for i := range st.parts {
		p.draw(&st.parts[i].strip, y+st.parts[i].y, st.parts[i].top)
	}
	if st.ink != nil {
		for _, r := range st.ink.rules[st.rule0:st.rule1] {
			r.Y1, r.Y2 = r.Y1+y, r.Y2+y
			p.rule(r)
		}
	}
	if st.row != nil {
		p.drawRow(st.row, y, top)
	}
}

// drawRow puts the lines of a row's cells and the rules around them.
func (p *pageSetter) drawRow(r *row, y Unit, top bool) {
	x := r.table.edges
	bottom := y + r.height
	if top {
		p.rule(Rule{x[0], y, x[len(x)-1], y, thin})
	}
	for i := range r.cells {
		c := &r.cells[i]
		at := y + padTop
		for j := range c.lines {
			l := &c.lines[j]
			if j > 0 {
				at += l.gap
			}
			at += l.space
			p.draw(l, at, false)
			at += l.height
		}
		p.rule(Rule{x[c.from], y, x[c.from], bottom, thin})
	}
	p.rule(Rule{x[len(x)-1], y, x[len(x)-1], bottom, thin})
	from := 0 // the cell that a rule at the foot begins with
	for i := range r.cells {
		switch {
		case r.cells[i].below:
			from = i + 1
		case i+1 == len(r.cells) || r.cells[i+1].below:
			p.rule(Rule{x[r.cells[from].from], bottom, x[r.cells[i].to], bottom, thin})
		}
	}
}

// rule adds a rule to the page. One that goes on with an upright rule right above it
// lengthens that: the columns of a table are single strokes.
func (p *pageSetter) rule(r Rule) {
	rules := p.page.Rules
	if r.X1 == r.X2 {
		const back = 200 // more than a header has
		for i := len(rules) - 1; i >= max(0, len(rules)-back); i-- {
			o := &rules[i]
			if o.X1 == r.X1 && o.X2 == r.X1 && o.Y2 == r.Y1 && o.Thickness == r.Thickness {
				o.Y2 = r.Y2
				return
			}
		}
	}
	p.page.Rules = append(rules, r)
}
