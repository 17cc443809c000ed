package typeset

import (
	"thidua/internal/font"
	"thidua/internal/paper"
)

// closing sets elements 9b and 7: whom copies go to, level with the signature's
// first line. It stays on the page of the last two lines before it. Without a signature
// the copies stand alone, below those of minutes.
func (s *setter) closing(b *paper.Closing, x, w Unit) {
	s.hold()
	z := &s.layout.Sizes
	words := look{style: font.BoldItalic, size: z.CopiesTo, strut: z.Body, spacing: 100, align: left}
	list := look{size: z.Copies, spacing: 104, align: left}
	lw, rw := halves(w, 0)
	s.beside(14*Pt, 0, keepNot,
		column{x: x, w: lw, set: func(x, w Unit) {
			if len(b.Copies) == 0 {
				return
			}
			s.paragraph(s.one(paper.CopiesTo), words, x, w)
			for _, t := range b.Copies {
				s.paragraph(s.one(t), list, x, w)
			}
		}},
		column{x: x + lw, w: rw, set: func(x, w Unit) {
			if !b.Signature.Empty() {
				s.sign(&b.Signature, x, w)
			}
		}})
}

// signatures sets two signing places side by side, their names level, and a third
// below both.
func (s *setter) signatures(b *paper.Signatures, x, w Unit) {
	s.hold()
	const gutter = 6 * Pt
	half := w / 2
	var columns []column
	place := func(b *paper.Signature, x Unit, level func() Unit) {
		if b == nil {
			return
		}
		columns = append(columns, column{x: x, w: half - gutter, set: func(x, w Unit) {
			s.capacity(b, x, w)
			s.space = level() - heightOf(s.strips[s.base:])
			s.name(b, x, w)
		}})
	}
	level := func() (h Unit) {
		for _, one := range []*paper.Signature{b.Left, b.Right} {
			if one != nil {
				h = max(h, s.heightOnly(func() { s.capacity(one, x, half-gutter) }))
			}
		}
		return h
	}
	place(b.Left, x, level)
	place(b.Right, x+half+gutter, level)
	if len(columns) > 0 {
		s.beside(14*Pt, 0, keepNot, columns...)
	}
	if b.Below != nil {
		if len(columns) > 0 && len(s.strips) > s.base {
			s.strips[len(s.strips)-1].keep = keepNext
		}
		s.beside(18*Pt, 0, keepNot, column{x: x + w/6, w: w * 2 / 3, set: func(x, w Unit) { s.sign(b.Below, x, w) }})
	}
}

// sign sets one signing place (element 7): capacity, hint, room for the signature,
// name.
func (s *setter) sign(b *paper.Signature, x, w Unit) {
	s.capacity(b, x, w)
	s.name(b, x, w)
}

// capacity sets what stands above a signature.
func (s *setter) capacity(b *paper.Signature, x, w Unit) {
	k := look{style: font.Bold, size: s.layout.Sizes.Body, spacing: 100, align: centred}
	for _, t := range b.Capacity {
		s.paragraph(s.one(t), k, x, w)
	}
	if b.Hint != "" {
		k.style, k.size = font.Italic, s.layout.Sizes.Hint
		s.paragraph(s.one(b.Hint), k, x, w)
	}
}

// name sets the room for a signature and the name below, which may be missing.
func (s *setter) name(b *paper.Signature, x, w Unit) {
	if b.Name == "" {
		s.push(strip{height: s.layout.SignSpace})
		return
	}
	s.space += s.layout.SignSpace
	s.paragraph(s.one(b.Name), look{style: font.Bold, size: s.layout.Sizes.Body, spacing: 100, align: centred}, x, w)
}

// hold keeps the last two lines set so far, or the last row, on the page of what
// follows.
func (s *setter) hold() {
	for n := 1; n <= 2 && len(s.strips)-n >= s.base; n++ {
		st := &s.strips[len(s.strips)-n]
		st.keep = max(st.keep, keepNext)
		if st.row != nil {
			return
		}
	}
}
