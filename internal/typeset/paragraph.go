package typeset

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"thidua/internal/font"
	"thidua/internal/paper"
)

// An alignment says what is done with the room that a line leaves.
type alignment uint8

const (
	justified alignment = iota
	left
	centred
	right
)

// A look is how a paragraph is set.
type look struct {
	style   font.Style
	size    Unit
	strut   Unit // size that the lines' height is taken from; 0: size
	spacing int  // percent
	align   alignment
	indent  Unit // of the first line
	hang    Unit // of the other lines
	before  Unit // gaps to the neighbours, of which the larger counts
	after   Unit
	next    bool // kept with what follows
	heading int  // level in the outline; 0: none
}

// look gives the look of a role on the page.
func (l *Layout) look(r paper.Role) look {
	k := look{size: l.Sizes.Body, spacing: l.Spacing, indent: l.FirstIndent, before: l.ParagraphGap}
	switch r {
	case paper.Basis:
		k.style = font.Italic
	case paper.Heading1:
		k.style, k.align, k.next, k.heading = font.Bold, left, true, 1
	case paper.Heading2:
		k.style, k.align, k.next, k.heading = font.Bold, left, true, 2
	case paper.Heading3:
		k.style, k.align, k.next, k.heading = font.BoldItalic, left, true, 3
	case paper.Centred:
		k.align, k.indent = centred, 0
	case paper.CentredBold:
		k.style, k.align, k.indent = font.Bold, centred, 0
	case paper.Plain:
		k.align, k.indent = left, 0
	case paper.PlainRight:
		k.align, k.indent = right, 0
	case paper.Remark:
		k.style, k.size, k.align, k.indent = font.Italic, l.Sizes.Remark, left, 0
	}
	return k
}

// lineHeight gives the height of a line of some size and where its baseline is. What
// spacing adds stands above the letters, as office programs do it.
func (s *setter) lineHeight(size Unit, spacing int) (height, base Unit) {
	f := s.font.Face(font.Regular)
	solid := Unit(f.Ascent()+f.Descent()+f.LineGap()) * size / 1000
	height = solid * Unit(spacing) / 100
	return height, height - solid + Unit(2*f.Ascent()+f.LineGap())*size/2000
}

// A piece is a stretch of a paragraph's text in one style, of letters or of marks; it
// ends where the next begins.
type piece struct {
	start     int32
	style     font.Style
	underline bool
	marks     bool
	ink       Ink
}

// A text is a paragraph made ready for breaking: its letters with every no-break
// space as a common one, the styles, and the words of each line that "\n" ends.
type text struct {
	flat   []byte
	pieces []piece
	words  []word
	ends   []int // of the words, by line of the source

	at, flex Unit // sums so far
	spaces   int32
	open     bool // the last word goes on

	afterDash bool // the last word is a dash joined to the one before
	ragged    bool // lines of uneven length, for which compounds count
}

const noBreak = '\u00a0'

// clean gives the letter that is printed for one that was read. It is the one place
// that keeps out what no writer may be handed: control characters, letters beyond
// the Basic Multilingual Plane (on which the PDF library panics) and, as ranging
// over a string gives them, bytes that are no UTF-8. They become U+FFFD, so that a
// reader sees that something stood there. Letters the font lacks stay as they are,
// as wide as its missing glyph. A tab or carriage return is a space.
func clean(r rune) rune {
	switch {
	case ' ' <= r && r < 0x7F:
		return r // most letters
	case r == '\t' || r == '\r':
		return ' '
	case r > 0xFFFF || r != '\n' && unicode.IsControl(r):
		return utf8.RuneError
	}
	return r
}

// cleanString cleans what is not set but named, such as the title of a mark.
func cleanString(t string) string {
	out := make([]byte, 0, len(t))
	for _, r := range t {
		if r = clean(r); r == '\n' || r == noBreak {
			r = ' '
		}
		out = utf8.AppendRune(out, r)
	}
	return string(out)
}

// load takes in the runs of a paragraph.
func (s *setter) load(runs []paper.Run, k look) {
	t := &s.text
	*t = text{flat: t.flat[:0], pieces: t.pieces[:0], words: t.words[:0], ends: t.ends[:0], ragged: k.align != justified}
	for i := range runs {
		r := &runs[i]
		style := k.style
		if r.Bold {
			style |= font.Bold
		}
		if r.Italic {
			style |= font.Italic
		}
		ink := Black
		if r.Red {
			ink = Red
		}
		for str := r.Text; str != "" || len(t.pieces) == 0; {
			part, marks := kindred(str)
			str = str[len(part):]
			p := piece{start: int32(len(t.flat)), style: style, underline: r.Underline, marks: marks, ink: ink}
			if n := len(t.pieces); n == 0 || !t.pieces[n-1].like(p) {
				t.pieces = append(t.pieces, p)
			}
			t.add(part, s.font.Face(style), k.size)
		}
	}
	t.end()
}

// like reports whether a piece can go on with the text of another.
func (p piece) like(o piece) bool {
	return p.style == o.style && p.underline == o.underline && p.marks == o.marks && p.ink == o.ink
}

// kindred gives the letters that a text begins with, up to a mark, or the marks, up
// to a letter.
func kindred(str string) (part string, marks bool) {
	const lead = 0xE2 // every mark begins with it, of letters hardly any
	if strings.IndexByte(str, lead) < 0 {
		return str, false
	}
	for i, r := range str {
		_, mark := font.MarkOf(r)
		if i == 0 {
			marks = mark
		} else if mark != marks {
			return str[:i], marks
		}
	}
	return str, marks
}

// add takes in a stretch of text in one face.
func (t *text) add(str string, face *font.Face, size Unit) {
	space := Unit(face.Width(' ')) * size / 1000
	var w *word // that is open
	if t.open {
		w = &t.words[len(t.words)-1]
	}
	flat := t.flat
	for _, r := range str {
		switch r = clean(r); r {
		case '\n':
			t.flat = flat
			t.end()
			continue
		case ' ':
			t.flat = flat
			t.close()
			flat = append(flat, ' ')
			t.at, t.flex, t.spaces = t.at+space, t.flex+space, t.spaces+1
			continue
		}
		if !t.open {
			n := int32(len(flat))
			t.words = append(t.words, word{start: n, end: n, at: t.at, flex: t.flex, spaces: t.spaces})
			t.open = true
			w = &t.words[len(t.words)-1]
		}
		width := space
		if r == noBreak {
			flat = append(flat, ' ')
			w.inner, t.flex = w.inner+space, t.flex+space
			w.ties, t.spaces = w.ties+1, t.spaces+1
		} else {
			flat = utf8.AppendRune(flat, r)
			width = Unit(face.Advance(r)) * size / 1000
		}
		w.width, t.at = w.width+width, t.at+width
		w.end = int32(len(flat))
	}
	t.flat = flat
}

// close ends the word that is open. A dash between spaces joins the word before it:
// "Văn hóa - Xã hội" may be parted after the dash, not before, and rather there than
// within its halves, which are of two syllables each.
func (t *text) close() {
	if !t.open {
		return
	}
	t.open = false
	n := len(t.words)
	last := t.flat[t.words[n-1].start:t.words[n-1].end]
	switch {
	case t.afterDash:
		t.half(&t.words[n-1])
	case string(last) == "và" || string(last) == "VÀ":
		t.words[n-1].cost = andCost
	}
	t.afterDash = false
	if n-t.ended() < 2 {
		return
	}
	w, dash := &t.words[n-2], &t.words[n-1]
	if string(last) == "-" || string(last) == "–" {
		w.penalty, w.cost, t.afterDash = 0, dashCost, true
		if n-t.ended() > 2 {
			t.half(&t.words[n-3])
		}
		w.inner += dash.flex - w.flex - w.inner
		w.ties += dash.spaces - w.spaces - w.ties
		w.width = dash.at + dash.width - w.at
		w.end = dash.end
		t.words = t.words[:n-1]
	}
}

// ended is the number of words in the lines that "\n" has ended.
func (t *text) ended() int {
	if n := len(t.ends); n > 0 {
		return t.ends[n-1]
	}
	return 0
}

// end ends a line of the source. One without a word gets an empty one, so that it
// has its height.
func (t *text) end() {
	t.close()
	if len(t.words) == t.ended() {
		n := int32(len(t.flat))
		t.words = append(t.words, word{start: n, end: n, at: t.at, flex: t.flex, spaces: t.spaces})
	}
	t.ends = append(t.ends, len(t.words))
	t.afterDash = false
}

// cut divides the words that are wider than a line: at no-break spaces, those parts
// still too wide after "/" or "-", those at any letter. No letter is lost.
func (s *setter) cut(narrowest, size Unit) {
	t := &s.text
	wide := false
	for i := range t.words {
		wide = wide || t.words[i].width > narrowest
	}
	if !wide {
		return
	}
	s.divided = true
	whole := append([]word(nil), t.words...)
	t.words = t.words[:0]
	line := 0
	for i := range whole {
		w := whole[i]
		if w.width <= narrowest {
			t.words = append(t.words, w)
		} else {
			s.divide(w, narrowest, size, atSpace)
		}
		if i+1 == t.ends[line] {
			t.ends[line] = len(t.words)
			line++
		}
	}
}

// Where a word is divided, in the order of preference.
const (
	atChoice = iota // after "/" or "-" between two words, before a long symbol
	atSpace
	atSign
	atLetter
)

// divide appends the parts of a word, at least one: a word of no-break spaces alone has
// none to part and stays.
func (s *setter) divide(w word, narrowest, size Unit, where int) {
	t := &s.text
	before := len(t.words)
	part := word{start: w.start, at: w.at, flex: w.flex, spaces: w.spaces}
	flush := func(end int32, penalty int32) {
		if part.end = end; part.end == part.start {
			return
		}
		part.penalty = penalty
		if part.width > narrowest && where < atLetter {
			s.divide(part, narrowest, size, where+1)
			t.words[len(t.words)-1].penalty = penalty
		} else {
			t.words = append(t.words, part)
		}
	}
	at, flex, spaces := w.at, w.flex, w.spaces
	for i := w.start; i < w.end; {
		r, n := utf8.DecodeRune(t.flat[i:w.end])
		next := i + int32(n)
		width := Unit(s.font.Face(s.styleAt(i)).Advance(r)) * size / 1000
		if r == ' ' && (where == atSpace || where == atChoice && longSymbol(t.flat[next:w.end])) {
			flush(i, tokenPenalty)
			at, flex, spaces = at+width, flex+width, spaces+1
			part = word{start: next, at: at, flex: flex, spaces: spaces}
			i = next
			continue
		}
		if where == atLetter && i > part.start && !unicode.Is(unicode.Mn, r) {
			flush(i, cutPenalty)
			part = word{start: i, at: at, flex: flex, spaces: spaces}
		}
		part.width += width
		at += width
		if r == ' ' { // a tie
			part.inner, part.ties = part.inner+width, part.ties+1
			flex, spaces = flex+width, spaces+1
		}
		if isSign(r) && next < w.end && (where == atSign || where == atChoice && choice(t.flat[w.start:w.end], int(i-w.start))) {
			flush(next, tokenPenalty)
			part = word{start: next, at: at, flex: flex, spaces: spaces}
		}
		i = next
	}
	if part.start < w.end {
		flush(w.end, w.penalty)
	}
	if len(t.words) == before {
		t.words = append(t.words, w)
	}
	t.words[len(t.words)-1].penalty = w.penalty
}

// fit finds the best breaks. Where they leave a line that is too loose, it may also end
// after "/" or "-" between two words ("tổ chức/cá nhân") and between "số" and a symbol,
// never within the symbol of a paper, a date or a span of years. It gives the words that
// the breaks count.
func (s *setter) fit(words []word, m measure, size Unit) ([]word, []int32) {
	if s.greedy {
		return words, s.breaker.greedy(words, m)
	}
	ends := s.breaker.totalFit(words, m)
	if m.ragged {
		return words, ends
	}
	loose := loosest(words, ends, m)
	if loose <= tooWide {
		return words, ends
	}
	t := &s.text
	whole := len(t.words)
	for _, w := range words {
		if bytes.IndexAny(t.flat[w.start:w.end], "/-") > 0 && w.cost != dashCost {
			s.divide(w, m.rest, size, atChoice)
		} else {
			t.words = append(t.words, w)
		}
	}
	parts := t.words[whole:]
	t.words = t.words[:whole]
	if ends = s.breaker.totalFit(parts, m); loosest(parts, ends, m) < loose {
		return parts, ends
	}
	return words, s.breaker.totalFit(words, m)
}

// styleAt is the style of the letter at a byte of the text.
func (s *setter) styleAt(at int32) font.Style {
	p := s.text.pieces
	for i := len(p) - 1; i > 0; i-- {
		if p[i].start <= at {
			return p[i].style
		}
	}
	return p[0].style
}

// paragraph sets runs as lines of width w from x, and gives the width of the last.
func (s *setter) paragraph(runs []paper.Run, k look, x, w Unit) Unit {
	s.load(runs, k)
	indent, hang := min(k.indent, w/2), min(k.hang, w/2)
	m := measure{first: max(w-indent, Pt), rest: max(w-hang, Pt), ragged: k.align != justified}
	t := &s.text
	t.bind(min(m.first, m.rest))
	s.cut(min(m.first, m.rest), k.size)
	flat := string(t.flat)
	if k.heading > 0 {
		s.mark(flat, k.heading)
	}
	strut := k.size
	if k.strut > 0 {
		strut = k.strut
	}
	height, base := s.lineHeight(strut, k.spacing)
	first, width, from := len(s.strips), Unit(0), 0
	for n, end := range t.ends {
		words := t.words[from:end]
		from = end
		if n > 0 {
			m.first, indent = m.rest, hang
		}
		var ends []int32
		if k.align == centred {
			ends = s.breaker.balanced(words, m)
		} else {
			words, ends = s.fit(words, m, k.size)
		}
		begin := int32(0)
		for i, e := range ends {
			lx, room := x+hang, m.rest
			if i == 0 {
				lx, room = x+indent, m.first
			}
			st := strip{height: height}
			s.begin(&st)
			width = s.line(flat, words[begin:e], k, lx, base, room, i == len(ends)-1)
			s.finish(&st)
			if len(s.strips) == first {
				st.gap = k.before
			}
			s.push(st)
			begin = e
		}
	}
	s.company(first, k)
	return width
}

// company sets which lines of the paragraph that begins with strip first must stay
// on a page together: the first two, the last two, all of a heading. Of running text
// that leads up to what follows ("gồm:") the last two lines do.
func (s *setter) company(first int, k look) {
	lines := s.strips[first:]
	n := len(lines)
	for i := range lines[:n-1] {
		switch {
		case k.next && (k.heading > 0 || k.align != justified):
			lines[i].keep = keepNext
		case i == 0 || i == n-2:
			lines[i].keep = keepLines
		}
	}
	lines[n-1].after = k.after
	if k.next {
		lines[n-1].keep = keepNext
	}
}

// line places the words of one line and gives its width.
func (s *setter) line(flat string, ws []word, k look, x, base, room Unit, last bool) Unit {
	wide := natural(ws)
	flex, spaces := flexible(ws)
	var extra Unit
	if slack := room - wide; k.align == justified && spaces > 0 && (slack < 0 || !last) {
		if slack >= 0 || shrink*-slack <= flex {
			extra = floorDiv(slack, spaces)
		}
	}
	switch k.align {
	case centred:
		x += (room - wide) / 2
	case right:
		x += room - wide
	}
	from, to := ws[0].start, ws[len(ws)-1].end
	p := s.text.pieces
	for i := range p {
		end := to
		if i+1 < len(p) {
			end = min(to, p[i+1].start)
		}
		start := max(from, p[i].start)
		if start >= end {
			continue
		}
		str := flat[start:end]
		s.texts = append(s.texts, Text{X: x, Y: base, Face: p[i].style, Size: k.size, S: str, Space: extra, Ink: p[i].ink})
		if end == to && !p[i].underline {
			break
		}
		advance := s.width(str, p[i].style, k.size, extra)
		if p[i].underline {
			y := base + k.size*11/100
			s.rules = append(s.rules, Rule{x, y, x + advance, y, k.size / 20})
		}
		x += advance
	}
	return wide + extra*spaces
}

// width is how far a text goes whose spaces are widened by extra.
func (s *setter) width(t string, style font.Style, size, extra Unit) Unit {
	face := s.font.Face(style)
	var w Unit
	for _, r := range t {
		w += Unit(face.Advance(r)) * size / 1000
		if r == ' ' {
			w += extra
		}
	}
	return w
}

// floorDiv rounds towards the smaller, so that a line never goes past its measure.
func floorDiv(a, b Unit) Unit {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
