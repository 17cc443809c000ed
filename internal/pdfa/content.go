package pdfa

import (
	"strconv"

	"thidua/internal/font"
)

// A drawing is what stands on one page, in 1/1000 pt, its origin bottom left on
// the canvas.
type drawing struct {
	height int64 // of the canvas
	texts  []text
	boxes  []rule // as thick as their longer side: filled, behind the texts
	rules  []rule
}

type text struct {
	x, y, size int64
	ink        ink
	face       font.Style
	letters    []uint16 // Unicode, of the Basic Multilingual Plane
}

// An ink is a colour, its parts from 0 to 1000; the zero ink is black.
type ink struct{ red, green, blue int64 }

func grey(n int64) ink { return ink{n, n, n} }

// append writes the operator that chooses the ink for what is filled.
func (i ink) append(b []byte) []byte {
	if i == grey(i.red) {
		return append(appendMilli(b, i.red), " g\n"...)
	}
	b = append(appendMilli(b, i.red), ' ')
	b = append(appendMilli(b, i.green), ' ')
	return append(appendMilli(b, i.blue), " rg\n"...)
}

type rule struct {
	x1, y1, x2, y2, thickness int64
	grey                      int64
}

// thickest is the thickness, in 1/1000 pt, from which a line is a box: Thickest of
// package typeset, whose rules are all thinner.
const thickest = 3000

// marks gives what is drawn for a text, if it consists of marks of forms.
func (t *text) marks() []font.Mark {
	var out []font.Mark
	for _, l := range t.letters {
		m, ok := font.MarkOf(rune(l))
		if !ok {
			return nil
		}
		out = append(out, m)
	}
	return out
}

// append writes the drawing as a content stream: shift is added to each Y, spaces
// holds what each text's spaces are widened by, fonts the codes of the letters.
//
// Each text is placed from the one before (Td), and a face, ink or thickness is
// named only where it changes. The texts come after the boxes that they may stand on,
// before the rules. Rules go on for half their thickness beyond their ends, which
// closes the corners of tables.
func (d *drawing) append(b []byte, shift int64, spaces []int64, fonts *[4]*embedding) []byte {
	b = d.appendBoxes(b, shift)
	rules := d.rules
	var at text
	open, widened := false, int64(0)
	for i := range d.texts {
		t := &d.texts[i]
		if len(t.letters) == 0 {
			continue
		}
		if !open {
			b, open = append(b, "BT\n"...), true
		}
		if t.ink != at.ink {
			b = t.ink.append(b)
		}
		if t.face != at.face || t.size != at.size {
			b = append(b, '/', 'F', '0'+byte(t.face), ' ')
			b = append(appendMilli(b, t.size), " Tf\n"...)
		}
		y := t.y + shift
		b = append(appendMilli(b, t.x-at.x), ' ')
		b = append(appendMilli(b, y-at.y), " Td"...)
		if marks := t.marks(); marks != nil {
			b = appendSpan(b, t, fonts[t.face])
			rules = appendStrokes(rules, t, marks)
		} else {
			b, widened = fonts[t.face].appendShow(b, t, spaces[i], widened)
		}
		at = *t
		at.y = y
	}
	if open {
		b = append(b, "ET\n"...)
	}
	if len(rules) == 0 {
		return b
	}
	b = append(b, "2 J\n"...)
	thickness := int64(-1)
	for i, r := range rules {
		if r.thickness != thickness {
			if i > 0 {
				b = append(b, "S\n"...)
			}
			thickness = r.thickness
			b = append(appendMilli(b, thickness), " w\n"...)
		}
		b = append(appendMilli(b, r.x1), ' ')
		b = append(appendMilli(b, r.y1+shift), " m "...)
		b = append(appendMilli(b, r.x2), ' ')
		b = append(appendMilli(b, r.y2+shift), " l\n"...)
	}
	return append(b, "S\n"...)
}

// appendBoxes fills the boxes.
func (d *drawing) appendBoxes(b []byte, shift int64) []byte {
	shade := int64(0)
	for _, r := range d.boxes {
		if r.grey != shade {
			shade = r.grey
			b = grey(shade).append(b)
		}
		x, y, w, h := r.x1, r.y1-r.thickness/2, r.x2-r.x1, r.thickness
		if r.x1 == r.x2 {
			x, y, w, h = r.x1-r.thickness/2, min(r.y1, r.y2), r.thickness, max(r.y1-r.y2, r.y2-r.y1)
		}
		b = append(appendMilli(b, x), ' ')
		b = append(appendMilli(b, y+shift), ' ')
		b = append(appendMilli(b, w), ' ')
		b = append(appendMilli(b, h), " re f\n"...)
	}
	if shade != 0 {
		b = ink{}.append(b)
	}
	return b
}

// appendSpan writes a text of marks for those who search or copy: blanks, which stand
// for the marks by their ActualText (ISO 32000-1, 14.9.4). Readers take note of it
// only where something is shown.
func appendSpan(b []byte, t *text, e *embedding) []byte {
	b = append(b, "\n/Span<</ActualText<FEFF"...)
	for _, l := range t.letters {
		b = appendHex(b, l)
	}
	b = append(b, ">>>BDC("...)
	for range t.letters {
		b = e.append(b, blank)
	}
	return append(b, ")Tj EMC\n"...)
}

// appendStrokes adds what is drawn for a text of marks, before its page is shifted.
func appendStrokes(rules []rule, t *text, marks []font.Mark) []rule {
	x := t.x
	for _, m := range marks {
		for _, l := range m.Lines {
			at := func(i int) int64 { return divide(int64(l[i])*t.size, 1000) }
			rules = append(rules, rule{
				x1: x + at(0), y1: t.y + at(1), x2: x + at(2), y2: t.y + at(3),
				thickness: divide(int64(m.Stroke)*t.size, 1000),
			})
		}
		x += divide(int64(m.Width)*t.size, 1000)
	}
	return rules
}

// appendShow writes a text with wider spaces and gives by how much they are widened for
// the text that follows. Codes of two bytes know no Tw: there each space is followed by
// a move, in 1/1000 of the size, rounded to a tenth.
func (e *embedding) appendShow(b []byte, t *text, space, widened int64) ([]byte, int64) {
	if e.wide && space != 0 {
		move := divide(-space*10_000, t.size)
		b = append(b, "[("...)
		for i, l := range t.letters {
			b = e.append(b, t.letters[i:i+1])
			if l == ' ' && i+1 < len(t.letters) {
				b = append(appendMilli(append(b, ')'), move*100), '(')
			}
		}
		return append(b, ")]TJ\n"...), widened
	}
	if space != widened {
		b = append(appendMilli(append(b, ' '), space), " Tw"...)
	}
	return append(e.append(append(b, '('), t.letters), ")Tj\n"...), space
}

// append writes the codes of letters within a string.
func (e *embedding) append(b []byte, letters []uint16) []byte {
	if e.wide {
		for _, l := range letters {
			b = appendByte(appendByte(b, byte(e.code[l]>>8)), byte(e.code[l]))
		}
		return b
	}
	for _, l := range letters {
		b = appendByte(b, byte(e.code[l]))
	}
	return b
}

func appendByte(b []byte, c byte) []byte {
	switch c {
	case '(', ')', '\\':
		return append(b, '\\', c)
	case '\r': // bare, it would read as a line end, which is \n
		return append(b, '\\', 'r')
	}
	return append(b, c)
}

// divide rounds to the nearest, halves away from zero. b is positive.
func divide(a, b int64) int64 {
	if a < 0 {
		return -divide(-a, b)
	}
	return (a + b/2) / b
}

// appendMilli writes thousandths as a decimal number, as short as it goes.
func appendMilli(b []byte, n int64) []byte {
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	whole, rest := n/1000, n%1000
	if whole > 0 || rest == 0 {
		b = strconv.AppendInt(b, whole, 10)
	}
	if rest > 0 {
		b = append(b, '.', '0'+byte(rest/100))
		if rest %= 100; rest > 0 {
			b = append(b, '0'+byte(rest/10))
			if rest %= 10; rest > 0 {
				b = append(b, '0'+byte(rest))
			}
		}
	}
	return b
}
