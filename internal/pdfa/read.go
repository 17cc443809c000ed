package pdfa

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// read takes apart a page's content, which consists of these lines, and refuses any
// other:
//
//	BT /F… 14.00 Tf ET                            a face is chosen
//	BT 85.04 801.88 Td (…) Tj ET                  a text, UTF-8
//	q 0.690 g BT 85.04 801.88 Td (…) Tj ET Q      in grey; in red: 0.800 0.000 0.000 rg
//	0.50 w                                        a thickness is chosen
//	30.00 781.89 m 100.00 781.89 l S              a line
//	0.275 G … 0.000 G                             a grey for lines, and black again
//	0 J, 0 j                                      ends and joins of lines: plain
//	0.000 g                                       the ink of all texts without another
//
// It draws into d, whose slices it uses again, and puts the letters into an arena.
func (r *run) read(content []byte, d *drawing, letters *arena) error {
	d.texts, d.boxes, d.rules = d.texts[:0], d.boxes[:0], d.rules[:0]
	p := lineReader{run: r, drawing: d, letters: letters}
	for len(content) > 0 {
		var line []byte
		line, content, _ = bytes.Cut(content, []byte("\n"))
		// maroto chooses the face three times for each text.
		if bytes.Equal(line, p.choice) {
			continue
		}
		if err := p.read(line); err != nil {
			return fmt.Errorf("line %.100q: %w", line, err)
		}
	}
	return nil
}

// A lineReader goes through the content of a page.
type lineReader struct {
	*run
	*drawing
	letters *arena
	text    text   // the face, size and ink of the text to come
	pen     rule   // the thickness and grey of the rule to come
	choice  []byte // the line that chose the face
}

// read reads a line.
func (p *lineReader) read(line []byte) error {
	switch l := words(line); {
	case l.begins("BT /"):
		p.choice = line
		return p.chooseFace(l)
	case l.begins("BT "):
		return p.addText(l, p.text.ink)
	case l.begins("q "):
		ink, ok := l.ink()
		if !ok || !l.begins(" BT ") || !l.ends(" Q") {
			return errLayout
		}
		return p.addText(l, ink)
	case l.ends(" l S"):
		return p.addRule(l)
	case l.ends(" w"):
		return l.only(&p.pen.thickness)
	case l.ends(" G"):
		return l.only(&p.pen.grey)
	case len(l) == 0 || string(l) == "0 J" || string(l) == "0 j":
		return nil
	default:
		ink, ok := l.ink()
		if !ok || len(l) > 0 {
			return errLayout
		}
		p.text.ink = ink
		return nil
	}
}

// chooseFace reads "F… 14.00 Tf ET".
func (p *lineReader) chooseFace(l words) error {
	name, size, _ := bytes.Cut(l, []byte(" "))
	l = size
	face, known := p.faces[string(name)]
	if !known || !l.ends(" Tf ET") {
		return errLayout
	}
	p.text.face = face
	return l.only(&p.text.size)
}

// addText reads "85.04 801.88 Td (…) Tj ET".
func (p *lineReader) addText(l words, in ink) error {
	t := p.text
	t.ink = in
	if !l.number(&t.x) || !l.begins(" ") || !l.number(&t.y) || !l.begins(" Td (") || !l.ends(") Tj ET") || t.size <= 0 {
		return errLayout
	}
	var err error
	if t.letters, err = p.letters.add(l); err != nil {
		return err
	}
	p.texts = append(p.texts, t)
	return nil
}

// addRule reads "30.00 781.89 m 100.00 781.89".
func (p *lineReader) addRule(l words) error {
	r := p.pen
	if !l.number(&r.x1) || !l.begins(" ") || !l.number(&r.y1) || !l.begins(" m ") || !l.number(&r.x2) || !l.begins(" ") || !l.number(&r.y2) || len(l) > 0 {
		return errLayout
	}
	switch {
	case r.thickness >= thickest:
		p.boxes = append(p.boxes, r)
	case r.grey != 0: // a rule is black
		return errLayout
	default:
		p.rules = append(p.rules, r)
	}
	return nil
}

// words are what is left of a line.
type words []byte

// begins takes off what the line begins with, if it does.
func (l *words) begins(with string) bool {
	rest, ok := bytes.CutPrefix(*l, []byte(with))
	*l = rest
	return ok
}

// ends takes off what the line ends with, if it does.
func (l *words) ends(with string) bool {
	rest, ok := bytes.CutSuffix(*l, []byte(with))
	*l = rest
	return ok
}

// number takes a number off the beginning, up to a space or the end.
func (l *words) number(n *int64) bool {
	end := bytes.IndexByte(*l, ' ')
	if end < 0 {
		end = len(*l)
	}
	var err error
	*n, err = parseMilli((*l)[:end])
	*l = (*l)[end:]
	return err == nil
}

// only reads a line of which but a number is left.
func (l *words) only(n *int64) error {
	if !l.number(n) || len(*l) > 0 {
		return errLayout
	}
	return nil
}

// ink takes off an ink for what is filled: "0.690 g", "0.800 0.000 0.000 rg".
func (l *words) ink() (ink, bool) {
	var i ink
	if !l.number(&i.red) {
		return i, false
	}
	if l.begins(" g") {
		return grey(i.red), true
	}
	return i, l.begins(" ") && l.number(&i.green) && l.begins(" ") && l.number(&i.blue) && l.begins(" rg")
}

// An arena holds the letters of many texts in few pieces of memory.
type arena struct{ pieces [][]uint16 }

const pieceSize = 32 << 10

func (a *arena) clear() {
	if len(a.pieces) > 0 {
		a.pieces = a.pieces[:1]
		a.pieces[0] = a.pieces[0][:0]
	}
}

// room gives the piece at work, with room for n letters.
func (a *arena) room(n int) *[]uint16 {
	last := len(a.pieces) - 1
	if last < 0 || cap(a.pieces[last])-len(a.pieces[last]) < n {
		a.pieces = append(a.pieces, make([]uint16, 0, max(n, pieceSize)))
		last++
	}
	return &a.pieces[last]
}

// add takes a string of gofpdf's apart: UTF-8, of which it escapes the bytes that a PDF
// string can't hold. A bracket without an escape would end it, or begin one within it.
func (a *arena) add(escaped []byte) ([]uint16, error) {
	piece := a.room(len(escaped))
	from, out := len(*piece), *piece
	for i := 0; i < len(escaped); {
		c := escaped[i]
		switch {
		case c == '(' || c == ')':
			return nil, errLayout
		case c == '\\' && i+1 < len(escaped):
			i++
			if c = escaped[i]; c == 'r' {
				c = '\r'
			}
			fallthrough
		case c < utf8.RuneSelf:
			out = append(out, uint16(c))
			i++
		default:
			r, n := utf8.DecodeRune(escaped[i:])
			if r == utf8.RuneError && n == 1 || r > 0xFFFF {
				return nil, errLayout
			}
			out = append(out, uint16(r))
			i += n
		}
	}
	*piece = out
	return out[from:len(out):len(out)], nil
}

// parseMilli reads a decimal number of at most three places as thousandths.
func parseMilli(b []byte) (int64, error) {
	digits, negative := bytes.CutPrefix(b, []byte("-"))
	var n int64
	places := -1 // after the point
	for _, c := range digits {
		switch {
		case c == '.' && places < 0:
			places = 0
		case '0' <= c && c <= '9' && places < 3 && n < 1e12:
			n = 10*n + int64(c-'0')
			if places >= 0 {
				places++
			}
		default:
			return 0, fmt.Errorf("number %.20q: %w", b, errLayout)
		}
	}
	if len(digits) == 0 || string(digits) == "." {
		return 0, fmt.Errorf("number %.20q: %w", b, errLayout)
	}
	for places = max(places, 0); places < 3; places++ {
		n *= 10
	}
	if negative {
		n = -n
	}
	return n, nil
}
