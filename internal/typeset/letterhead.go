package typeset

import (
	"strings"

	"thidua/internal/font"
	"thidua/internal/paper"
)

// Rules of the elements: thickness, distance below a baseline's line, height of the
// strip that holds one.
const (
	thin      = Pt / 2
	shortRule = 3 * Pt / 4
	ruleDown  = 2 * Pt
	titleDown = 4 * Pt // mixed case has descenders, and dots below letters
	ruleRoom  = 8 * Pt
)

// headGap is the least room between the issuer's names and the national heading.
const headGap = 6 * Pt

// numberRoom is left between the rule under a body's name and the number, and so above
// place and date: their distances are those of the decree's models.
const numberRoom = 11 * Pt / 2

// one makes a paragraph's runs of a string.
func (s *setter) one(t string) []paper.Run {
	return []paper.Run{{Text: t}}
}

// leftShare divides the width of the text between the issuer and the national
// heading, in percent; annex I, part I, IV draws them about so. leastShare is what
// the issuer keeps where a long name of a place needs more on the right.
const (
	leftShare  = 44
	leastShare = 36
)

// halves gives the columns of a letterhead or closing. The right one is at least as
// wide as need, if the left one has enough then.
func halves(w, need Unit) (left, right Unit) {
	right = min(max(w-w*leftShare/100, need), w-w*leastShare/100)
	return w - right, right
}

// letterhead sets elements 1 to 4. The lines of both columns stand on one grid, so
// that those beside each other share a baseline, last the number and the date.
// In the file's text the issuer's column comes whole before the national heading.
func (s *setter) letterhead(b *paper.Letterhead, x, w Unit) {
	z := &s.layout.Sizes
	height, _ := s.lineHeight(z.Motto, 100)
	need := s.width(paper.National, font.Bold, z.National, 0) + Pt
	dated := z.Motto
	if wide := s.width(cleanString(b.Place), font.Italic, dated, 0) + Pt; wide <= w-w*leastShare/100 {
		need = max(need, wide)
	} else {
		dated = min(dated, 13*Pt) // the least that the decree allows
	}
	lw, rw := halves(w, need)
	// Beside the names of the issuer stands the national heading, not the date, which
	// may be longer: the names have the room up to that.
	names := max(lw, lw+(rw-s.width(paper.National, font.Bold, z.National, 0))/2) - headGap
	if b.Bare {
		names = lw - headGap
	}
	issued := len(b.Superior)+len(b.Issuer) > 0 || b.Number != ""

	var lines int // of the issuer's names
	issuer := column{x: x, w: names, set: func(x, w Unit) {
		lines = s.issuer(b, x, w)
		if b.Number != "" {
			if !b.Bare {
				s.space = Unit(max(2-lines, 0))*height + numberRoom
			}
			s.paragraph(s.one(b.Number), s.headLook(font.Regular, z.Number), x, w)
		}
	}}
	heading := column{x: x + lw, w: rw, set: func(x, w Unit) {
		rows := 2
		if b.Bare {
			rows = 0
			s.push(strip{height: ruleRoom})
		} else {
			s.paragraph(s.one(paper.National), s.headLook(font.Bold, z.National), x, w)
			s.rule(x+w/2, s.paragraph(s.one(paper.Motto), s.headLook(font.Bold, z.Motto), x, w), ruleDown)
		}
		if b.Place != "" {
			s.space = Unit(max(lines-rows, 0)) * height
			if !b.Bare {
				s.space += numberRoom
			}
			if !issued && !b.Bare {
				_, right := halves(w, need)
				x, w = x+w-right, right
			}
			s.paragraph(s.one(b.Place), s.headLook(font.Italic, dated), x, w)
		}
	}}
	const after = 12 * Pt
	switch {
	case !issued && !b.Bare: // nobody issues it: the heading stands in the middle
		heading.x, heading.w = x, w
		s.beside(0, after, keepNext, heading)
	case b.Bare && b.Place == "":
		s.beside(0, after, keepNext, issuer)
	default:
		s.beside(0, after, keepNext, issuer, heading)
	}
}

// headLook is the look of a line of a letterhead. All have one height, whatever
// their size.
func (s *setter) headLook(style font.Style, size Unit) look {
	return look{style: style, size: size, strut: s.layout.Sizes.Motto, spacing: 100, align: centred}
}

// issuer sets the names of the bodies with the rule below, and gives the number of
// their lines.
func (s *setter) issuer(b *paper.Letterhead, x, w Unit) int {
	first, last := len(s.strips), Unit(0)
	for _, t := range b.Superior {
		s.paragraph(s.one(t), s.headLook(font.Regular, s.layout.Sizes.National), x, w)
	}
	for _, t := range b.Issuer {
		last = s.paragraph(s.one(t), s.headLook(font.Bold, s.layout.Sizes.National), x, w)
	}
	lines := len(s.strips) - first
	if len(b.Issuer) > 0 {
		s.rule(x+w/2, last*5/12, ruleDown)
	} else {
		s.push(strip{height: ruleRoom})
	}
	return lines
}

// rule draws a short rule down below the line set last, its middle at x.
func (s *setter) rule(x, length, down Unit) {
	st := strip{height: ruleRoom + down - ruleDown}
	s.begin(&st)
	s.rules = append(s.rules, Rule{x - length/2, down, x - length/2 + length, down, shortRule})
	s.finish(&st)
	if n := len(s.strips); n > s.base {
		s.strips[n-1].keep = keepNext
	}
	s.push(st)
}

// setTitle sets type, subject and note of a paper, with the rule below (element 5a).
func (s *setter) setTitle(b *paper.Title, x, w Unit) {
	k := look{style: font.Bold, size: s.layout.Sizes.Body, spacing: 108, align: centred, next: true}
	s.mark(s.nameOf(b), 0)
	k.before = 12 * Pt
	var last Unit
	set := func(lines []string) {
		for _, t := range lines {
			last = s.paragraph(s.one(t), k, x, w)
			k.before = 0
		}
	}
	first := len(s.strips)
	set(b.Type)
	set(b.Subject)
	if b.Note != "" {
		k.style = font.Italic
		set([]string{b.Note})
	}
	if !b.NoRule && last > 0 {
		s.rule(x+w/2, last*5/12, titleDown)
	}
	if n := len(s.strips); n > first {
		s.strips[n-1].after = 12 * Pt
		s.strips[n-1].keep = keepNext
	}
}

// nameOf is what the outline calls the paper or annex that a title begins. The first
// title is the paper's.
func (s *setter) nameOf(b *paper.Title) string {
	s.titled = true
	if t := s.title; t != "" {
		s.title = ""
		return cleanString(t)
	}
	return cleanString(strings.Join(append(b.Type[:len(b.Type):len(b.Type)], b.Subject...), " "))
}

// recipients sets element 9a: one recipient on the line of the words "Kính gửi",
// several on lines of their own, the dashes below the colon.
func (s *setter) recipients(b *paper.Recipients, x, w Unit) {
	size := s.layout.Sizes.Body
	k := look{size: size, spacing: s.layout.Spacing, align: left, before: s.layout.ParagraphGap, next: true}
	words := strings.TrimSuffix(paper.Salutation, ":")
	colon := s.width(words, font.Regular, size, 0)
	dash := s.width("- ", font.Regular, size, 0)
	first := len(s.strips)
	if len(b.To) == 1 {
		t := paper.Salutation + " " + b.To[0]
		wide := s.width(cleanString(t), font.Regular, size, 0)
		k.hang = colon + s.width(": ", font.Regular, size, 0)
		k.indent = 0
		if wide < w {
			x, w = x+(w-wide)/2, wide
		} else {
			x, w = x+s.layout.FirstIndent, w-s.layout.FirstIndent
		}
		s.paragraph(s.one(t), k, x, w)
	} else if len(b.To) > 1 {
		items := b.Lines()
		widest := Unit(0)
		for _, t := range items {
			widest = max(widest, s.width(cleanString(t), font.Regular, size, 0))
		}
		free := max(w-colon-widest, 2*s.layout.FirstIndent) / 2
		x, w = x+free, w-free
		s.paragraph(s.one(paper.Salutation), k, x, w)
		k.indent, k.hang, k.before = colon, colon+dash, 0
		for _, t := range items {
			s.paragraph(s.one(t), k, x, w)
		}
	}
	if n := len(s.strips); n > first {
		s.strips[n-1].after = 12 * Pt
	}
}
