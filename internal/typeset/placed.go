package typeset

import (
	"thidua/internal/paper"
)

// placed sets text at its place on the page: a strip without height, which neither
// takes room nor changes the gap between its neighbours.
func (s *setter) placed(b *paper.Placed) {
	k := look{size: s.layout.Sizes.Body, spacing: 100, align: alignOf(b.Align)}
	if b.Size > 0 {
		k.size = min(max(Unit(min(b.Size, 1000))*Pt, smallest), largest)
	}
	x, w := tenths(b.X)+s.shiftX, max(tenths(b.Width), Pt)
	_, base := s.lineHeight(k.size, k.spacing)
	st := strip{fixed: true}
	st.stack(s.apart(func() { s.paragraph(b.Runs, k, x, w) }), tenths(b.Y)+s.shiftY-base)
	s.still(st)
}

// still pushes a strip that has its own place on the page.
func (s *setter) still(st strip) {
	space := s.space
	s.space = 0
	if n := len(s.strips); n > s.base {
		st.after = s.strips[n-1].after
		st.keep = s.strips[n-1].keep
		s.push(st)
		s.strips[n].gap = 0
	} else {
		s.push(st)
	}
	s.space = space
}
