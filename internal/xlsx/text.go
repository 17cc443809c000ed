package xlsx

import (
	"strings"

	"thidua/internal/font"
	"thidua/internal/paper"
)

// A style is a font.Style with bit 2 for underlined and bit 3 for red.
type style uint8

const (
	underlined style = 4
	red        style = 8
)

func (s style) face() font.Style { return font.Style(s & 3) }

// A text is what stands in a cell: letters, each with its style. Paragraphs are
// parted by "\n", as Alt+Enter does.
type text struct {
	runes  []rune
	styles []style
}

// textOf joins paragraphs to the text of a cell. Base is added to every style.
func textOf(ps []paper.Paragraph, base style) text {
	var t text
	for i, p := range ps {
		if i > 0 {
			t.add("\n", base)
		}
		for _, r := range p.Runs {
			s := base | roleStyle(p.Role)
			if r.Bold {
				s |= style(font.Bold)
			}
			if r.Italic {
				s |= style(font.Italic)
			}
			if r.Underline {
				s |= underlined
			}
			if r.Red {
				s |= red
			}
			t.add(r.Text, s)
		}
	}
	return t
}

// plainText is a text in one style.
func plainText(s string, in style) text {
	var t text
	t.add(s, in)
	return t
}

// roleStyle is the look that a paragraph's role gives to its letters.
func roleStyle(r paper.Role) style {
	switch r {
	case paper.Heading1, paper.Heading2, paper.CentredBold:
		return style(font.Bold)
	case paper.Heading3:
		return style(font.BoldItalic)
	case paper.Basis, paper.Remark:
		return style(font.Italic)
	}
	return 0
}

func (t *text) add(s string, in style) {
	for _, r := range s {
		t.runes = append(t.runes, r)
		t.styles = append(t.styles, in)
	}
}

// String gives the letters.
func (t text) String() string { return string(t.runes) }

// slice gives a part of a text.
func (t text) slice(from, to int) text { return text{t.runes[from:to], t.styles[from:to]} }

// A run is a stretch in one style.
type run struct {
	s  string
	in style
}

// runs parts the text where the style changes. Spaces and line ends take the style
// of what goes before, so that they part nothing.
func (t text) runs() []run {
	var out []run
	from := 0
	for i := 1; i <= len(t.runes); i++ {
		if i < len(t.runes) && (t.styles[i] == t.styles[from] || isSpace(t.runes[i]) && t.styles[i]&underlined == 0) {
			continue
		}
		out = append(out, run{string(t.runes[from:i]), t.styles[from]})
		from = i
	}
	return out
}

func isSpace(r rune) bool { return r == ' ' || r == '\n' || r == '\t' }

// A line is a stretch of a text on one line of its cell, without the space or line
// end that it was broken at; next is where the following line begins.
type line struct{ from, to, next int }

// Excel rounds every letter to whole pixels on the screen, and to the printer's on
// paper: measured text gets this much of the width in percent, the rest is reserve.
const usable = 95

// padding is what Excel and LibreOffice keep free left and right in a cell together, px.
const padding = 7

// pixels turns the sum of a text's widths in 1/1000 em times its size in pt into
// pixels: 1 pt is 4/3 px.
func pixels(em, size int) int { return (em*size*4 + 2999) / 3000 }

// measure gives a text's width on one line in pixels, without reserve.
func (t text) measure(f *font.Family, size int) int {
	em := 0
	for i, r := range t.runes {
		em += f.Face(t.styles[i].face()).Width(r)
	}
	return pixels(em, size)
}

// wrap breaks a text into the lines that a cell of a width in pixels shows. It breaks
// at spaces, and within a word only where the word is wider than the cell, as Excel
// does.
func (t text) wrap(f *font.Family, size, width int) []line {
	limit := max(1, (width-padding)*usable*30/(4*size)) // in 1/1000 em: 1 px is 3000/(4*size)
	var out []line
	from, blank, em := 0, -1, 0 // blank: the last place to break; em: since from
	for i := 0; i < len(t.runes); i++ {
		r := t.runes[i]
		if r == '\n' {
			out = append(out, line{from, i, i + 1})
			from, blank, em = i+1, -1, 0
			continue
		}
		em += f.Face(t.styles[i].face()).Width(r)
		if r == ' ' || r == '\t' {
			blank = i // a space may hang over the edge
			continue
		}
		if em <= limit || i == from {
			continue
		}
		if blank >= from {
			out = append(out, line{from, blank, blank + 1})
			from = blank + 1
		} else {
			out = append(out, line{from, i, i})
			from = i
		}
		blank, em = -1, 0
		for j := from; j <= i; j++ {
			em += f.Face(t.styles[j].face()).Width(t.runes[j])
		}
	}
	return append(out, line{from, len(t.runes), len(t.runes)})
}

// even breaks a text that needs several lines into lines about as long as each
// other: a year doesn't stand alone below a long title.
func (t text) even(f *font.Family, size, width int) text {
	lines := t.wrap(f, size, width)
	if len(lines) == 1 {
		return t
	}
	least := t.longestWord(f, size)*100/usable + padding
	for w := width - 8; w > least; w -= 8 {
		closer := t.wrap(f, size, w)
		if len(closer) > len(lines) {
			break
		}
		lines = closer
	}
	var out text
	for i, l := range lines {
		if i > 0 {
			out.add("\n", t.styles[l.from-1])
		}
		out.runes = append(out.runes, t.runes[l.from:l.to]...)
		out.styles = append(out.styles, t.styles[l.from:l.to]...)
	}
	return out
}

// lastLine gives what follows the last line end.
func (t text) lastLine() text {
	from := len(t.runes)
	for from > 0 && t.runes[from-1] != '\n' {
		from--
	}
	return t.slice(from, len(t.runes))
}

// longestWord gives the width of the widest word in pixels.
func (t text) longestWord(f *font.Family, size int) int {
	widest, em := 0, 0
	for i, r := range t.runes {
		if isSpace(r) {
			em = 0
			continue
		}
		em += f.Face(t.styles[i].face()).Width(r)
		widest = max(widest, em)
	}
	return pixels(widest, size)
}

// pieces cuts a text into parts of at most n lines each: at the end of a paragraph or
// sentence in the last third of a part where there is one, else where the part is
// full. The space or line end at a cut is dropped.
func (t text) pieces(f *font.Family, size, width, n int) []text {
	var out []text
	for {
		lines := t.wrap(f, size, width)
		if len(lines) <= n {
			return append(out, t)
		}
		to, next := lines[n-1].to, lines[n-1].next
		for at := to; at > lines[n*2/3].from; at-- {
			if t.endsSentence(at) {
				to, next = at, at+1
				break
			}
		}
		out, t = append(out, t.slice(0, to)), t.slice(next, len(t.runes))
	}
}

// endsSentence reports whether a paragraph or a sentence ends before a letter.
func (t text) endsSentence(at int) bool {
	return t.runes[at] == '\n' || t.runes[at] == ' ' && strings.ContainsRune(".;:!?", t.runes[at-1])
}

// lineHeight is the height of a line of text in pixels: what Excel gives a row of
// Times New Roman (11 pt: 20 px, 12 pt: 21, 13 pt: 22, 14 pt: 25), rounded up.
func lineHeight(size int) int { return (size*175 + 99) / 100 }

// rowPadding is kept free above and below the text of a row together, px.
const rowPadding = 4

// height is the height of n lines in pixels.
func height(n, size int) int { return n*lineHeight(size) + rowPadding }
