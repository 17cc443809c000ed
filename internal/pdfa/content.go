package pdfa

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf8"

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

// thickest is the thickness, in 1/1000 pt, from which a line is a box. Package pdf
// draws none of its rules so thick.
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

// operands are the operators that gofpdf writes for maroto's texts and lines, and
// what stands before each.
var operands = map[string][]kind{
	"BT": {}, "ET": {}, "q": {}, "Q": {}, "S": {},
	"g": {numeral}, "rg": {numeral, numeral, numeral}, "G": {numeral}, "J": {numeral}, "j": {numeral}, "w": {numeral},
	"Tf": {name, numeral}, "Td": {numeral, numeral}, "Tj": {quoted},
	"m": {numeral, numeral}, "l": {numeral, numeral},
}

// read takes apart a page's content, which consists of these lines, and refuses any
// other:
//
//	BT /F… 14.00 Tf ET                            a face is chosen
//	BT 85.04 801.88 Td (…) Tj ET                  a text, UTF-8
//	q 0.690 g BT 85.04 801.88 Td (…) Tj ET Q      in grey; in red: 0.800 0.000 0.000 rg
//	0.50 w                                        a thickness is chosen
//	30.00 781.89 m 100.00 781.89 l S              a line
//	0.275 G … 0.000 G                             a grey for lines, and black again
//
// It draws into d, whose slices it uses again, and puts the letters into an arena.
func (r *run) read(content []byte, d *drawing, letters *arena) error {
	d.texts, d.boxes, d.rules = d.texts[:0], d.boxes[:0], d.rules[:0]
	var (
		state   text // face, size, ink and place of the text to come
		outside ink
		pen     rule
		args    []token
		s       = scanner{b: content}
		// maroto chooses the face three times for each text: the line that did so last,
		// which needs no reading again.
		choice scannedLine
	)
	for {
		choice.skip(&s)
		tok, err := s.next()
		if err != nil {
			return err
		}
		if tok.kind != operator && tok.kind != end {
			args = append(args, tok)
			continue
		}
		if tok.kind == end && len(args) == 0 {
			return nil
		}
		want, known := operands[string(tok.text)]
		if !known || !ofKinds(args, want) {
			return fmt.Errorf("operator %.20q with %d operands: %w", tok.text, len(args), errLayout)
		}
		switch string(tok.text) {
		case "BT":
			choice.begin(&s)
		case "ET":
			choice.end(&s)
		case "q":
			outside = state.ink
		case "Q":
			state.ink = outside
		case "g":
			state.ink = grey(args[0].number)
		case "rg":
			state.ink = ink{args[0].number, args[1].number, args[2].number}
		case "G":
			pen.grey = args[0].number
		case "J", "j": // ends and joins of lines: plain
			if args[0].number != 0 {
				return fmt.Errorf("operator %s with %s: %w", tok.text, args[0].text, errLayout)
			}
		case "Tf":
			var ok bool
			if state.face, ok = r.faces[string(args[0].text)]; !ok {
				return fmt.Errorf("no face %.50q: %w", args[0].text, errLayout)
			}
			state.size = args[1].number
			choice.chosen = true
		case "Td":
			state.x, state.y = args[0].number, args[1].number
		case "Tj":
			if state.size <= 0 {
				return fmt.Errorf("text without a face: %w", errLayout)
			}
			if state.letters, err = letters.add(args[0].text); err != nil {
				return err
			}
			d.texts = append(d.texts, state)
		case "w":
			pen.thickness = args[0].number
		case "m":
			pen.x1, pen.y1 = args[0].number, args[1].number
		case "l":
			pen.x2, pen.y2 = args[0].number, args[1].number
		case "S":
			switch {
			case pen.thickness >= thickest:
				d.boxes = append(d.boxes, pen)
			case pen.grey != 0:
				return fmt.Errorf("a rule in grey: %w", errLayout)
			default:
				d.rules = append(d.rules, pen)
			}
		}
		args = args[:0]
	}
}

// A scannedLine is a line "BT /F… Tf ET" with the line end before it.
type scannedLine struct {
	from   int // of the line at hand
	chosen bool
	line   []byte
}

func (l *scannedLine) begin(s *scanner) { l.from, l.chosen = s.i-len("\nBT"), false }

func (l *scannedLine) end(s *scanner) {
	if l.chosen && l.from >= 0 {
		l.line = s.b[l.from:s.i]
	}
	l.chosen = false
}

// skip goes past lines that are the same again.
func (l *scannedLine) skip(s *scanner) {
	if l.line == nil || s.i == len(s.b) || s.b[s.i] != '\n' {
		return
	}
	for bytes.HasPrefix(s.b[s.i:], l.line) && s.i+len(l.line) < len(s.b) && s.b[s.i+len(l.line)] == '\n' {
		s.i += len(l.line)
	}
}

// ofKinds reports whether operands are of some kinds.
func ofKinds(args []token, kinds []kind) bool {
	if len(args) != len(kinds) {
		return false
	}
	for i := range args {
		if args[i].kind != kinds[i] {
			return false
		}
	}
	return true
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
// string can't hold.
func (a *arena) add(escaped []byte) ([]uint16, error) {
	piece := a.room(len(escaped))
	from, out := len(*piece), *piece
	for i := 0; i < len(escaped); {
		c := escaped[i]
		switch {
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
				return nil, fmt.Errorf("text %.50q: %w", escaped, errLayout)
			}
			out = append(out, uint16(r))
			i += n
		}
	}
	*piece = out
	return out[from:len(out):len(out)], nil
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

// A token is a word of a content stream.
type token struct {
	kind   kind
	text   []byte // name without its slash, string without its brackets, still escaped
	number int64  // in thousandths
}

type kind int

const (
	end kind = iota
	operator
	numeral
	name
	quoted
)

type scanner struct {
	b []byte
	i int
}

func (s *scanner) next() (token, error) {
	for s.i < len(s.b) && (s.b[s.i] == ' ' || s.b[s.i] == '\n') {
		s.i++
	}
	if s.i == len(s.b) {
		return token{}, nil
	}
	if s.b[s.i] == '(' {
		return s.string()
	}
	from := s.i
	for s.i < len(s.b) && s.b[s.i] != ' ' && s.b[s.i] != '\n' {
		s.i++
	}
	word := s.b[from:s.i]
	switch c := word[0]; {
	case c == '/':
		return token{kind: name, text: word[1:]}, nil
	case c == '-' || c == '.' || '0' <= c && c <= '9':
		n, err := parseMilli(word)
		return token{kind: numeral, text: word, number: n}, err
	}
	return token{kind: operator, text: word}, nil
}

func (s *scanner) string() (token, error) {
	from := s.i + 1
	for i := from; i < len(s.b); i++ {
		switch s.b[i] {
		case '\\':
			i++
		case ')':
			s.i = i + 1
			return token{kind: quoted, text: s.b[from:i]}, nil
		case '(':
			return token{}, fmt.Errorf("bracket within a text: %w", errLayout)
		}
	}
	return token{}, fmt.Errorf("text without an end: %w", errLayout)
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
