package signed

import (
	"encoding/binary"
	"encoding/hex"
	"unicode/utf16"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// A font says what its codes mean (ISO 32000-1, 9.10.3).
type font struct {
	width   int // bytes of a code
	unicode map[string]string
}

// font reads a font's ToUnicode map; nil where there is none.
func (r *reader) font(o types.Object) *font {
	number := -1
	if ref, ok := o.(types.IndirectRef); ok {
		number = ref.ObjectNumber.Value()
		if f, ok := r.fonts[number]; ok {
			return f
		}
	}
	var f *font
	if d := r.dict(o); d != nil && r.get(d["ToUnicode"]) != nil {
		f = &font{width: 1, unicode: map[string]string{}}
		if r.get(d["Subtype"]) == types.Name("Type0") {
			f.width = 2
		}
		f.read(r.unpacked(d["ToUnicode"]))
	}
	if number >= 0 {
		r.fonts[number] = f
	}
	return f
}

// maxMapped bounds the codes of a font: there are no more of two bytes.
const maxMapped = 1 << 16

// read reads the single codes and the ranges of a ToUnicode map.
func (f *font) read(cmap []byte) {
	l := lexer{src: cmap}
	var strings []string
	open := -1 // where the texts of a range begin that has one for each code
	for {
		t, ok := l.next()
		switch {
		case !ok:
			return
		case t.kind == shown:
			strings = append(strings, t.text)
		case t.kind == other && t.text == "[":
			open = len(strings)
		case t.kind == other && t.text == "]":
			if open >= 2 {
				for i, text := range strings[open:] {
					f.addAt(strings[open-2], uint64(i), decode(text))
				}
				strings = strings[:open-2]
			}
			open = -1
		case t.kind != operator:
		case t.text == "endbfchar":
			for i := 0; i+1 < len(strings); i += 2 {
				f.add(strings[i], decode(strings[i+1]))
			}
		case t.text == "endbfrange":
			for i := 0; i+2 < len(strings); i += 3 {
				f.addRange(strings[i], strings[i+1], strings[i+2])
			}
		}
		if t.kind == operator {
			strings = strings[:0]
		}
	}
}

func (f *font) add(code, text string) {
	if len(f.unicode) < maxMapped {
		f.unicode[code] = text
	}
}

// addRange adds a range whose last letter counts up.
func (f *font) addRange(first, last, text string) {
	to := []rune(decode(text))
	if len(first) != len(last) || len(to) == 0 {
		return
	}
	for i := uint64(0); number(first)+i <= number(last) && len(f.unicode) < maxMapped; i++ {
		f.addAt(first, i, string(to))
		to[len(to)-1]++
	}
}

// addAt adds the code that is so many after another.
func (f *font) addAt(first string, after uint64, text string) {
	if len(first) == 0 || len(first) > 4 {
		return
	}
	var code [4]byte
	binary.BigEndian.PutUint32(code[:], uint32(number(first)+after))
	f.add(string(code[4-len(first):]), text)
}

func number(code string) uint64 {
	var n uint64
	for i := range len(code) {
		n = n<<8 | uint64(code[i])
	}
	return n
}

// decode reads UTF-16, the high byte first.
func decode(s string) string {
	units := make([]uint16, 0, len(s)/2)
	for i := 0; i+1 < len(s); i += 2 {
		units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return string(utf16.Decode(units))
}

// The kinds of token that matter here.
type kind int

const (
	operator kind = iota
	name
	shown // a string, literal or in digits
	other // numbers, brackets
)

type token struct {
	kind kind
	text string
}

// A lexer takes content streams and maps apart (ISO 32000-1, 7.8.2). What it doesn't
// understand it goes over.
type lexer struct {
	src []byte
	at  int
}

func (l *lexer) next() (token, bool) {
	for l.at < len(l.src) {
		c := l.src[l.at]
		switch {
		case blank(c):
			l.at++
		case c == '%':
			for l.at < len(l.src) && l.src[l.at] != '\n' && l.src[l.at] != '\r' {
				l.at++
			}
		case c == '(':
			return token{shown, l.literal()}, true
		case c == '<' && l.peek() != '<':
			return token{shown, l.digits()}, true
		case c == '/':
			l.at++
			return token{name, l.word()}, true
		case delimiter(c):
			l.at++
			return token{other, string(c)}, true
		default:
			word := l.word()
			if c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.' {
				return token{other, word}, true
			}
			return token{operator, word}, true
		}
	}
	return token{}, false
}

func (l *lexer) peek() byte {
	if l.at+1 < len(l.src) {
		return l.src[l.at+1]
	}
	return 0
}

func blank(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func delimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

func (l *lexer) word() string {
	from := l.at
	for l.at < len(l.src) && !blank(l.src[l.at]) && !delimiter(l.src[l.at]) {
		l.at++
	}
	return string(l.src[from:l.at])
}

// literal reads a string in brackets, with its escapes.
func (l *lexer) literal() string {
	var out []byte
	depth := 0
	for ; l.at < len(l.src); l.at++ {
		c := l.src[l.at]
		switch c {
		case '\\':
			out = l.escape(out)
			continue
		case '(':
			if depth++; depth == 1 {
				continue
			}
		case ')':
			if depth--; depth == 0 {
				l.at++
				return string(out)
			}
		}
		out = append(out, c)
	}
	return string(out)
}

// escape reads what follows a backslash, and stops at its last byte.
func (l *lexer) escape(out []byte) []byte {
	l.at++
	if l.at >= len(l.src) {
		return out
	}
	switch c := l.src[l.at]; c {
	case 'n':
		return append(out, '\n')
	case 'r':
		return append(out, '\r')
	case 't':
		return append(out, '\t')
	case 'b':
		return append(out, '\b')
	case 'f':
		return append(out, '\f')
	case '\n':
		return out
	case '\r':
		if l.peek() == '\n' {
			l.at++
		}
		return out
	default:
		if c < '0' || c > '7' {
			return append(out, c)
		}
		n := 0
		for i := 0; i < 3 && l.at < len(l.src) && l.src[l.at] >= '0' && l.src[l.at] <= '7'; i++ {
			n = n*8 + int(l.src[l.at]-'0')
			l.at++
		}
		l.at--
		return append(out, byte(n))
	}
}

// digits reads a string in hexadecimal digits.
func (l *lexer) digits() string {
	var out []byte
	for l.at++; l.at < len(l.src) && l.src[l.at] != '>'; l.at++ {
		if !blank(l.src[l.at]) {
			out = append(out, l.src[l.at])
		}
	}
	l.at++
	if len(out)%2 == 1 {
		out = append(out, '0')
	}
	text, err := hex.DecodeString(string(out))
	if err != nil {
		return ""
	}
	return string(text)
}

// skipImage goes over the bytes of a picture that stands in the content itself.
func (l *lexer) skipImage() {
	for ; l.at+3 < len(l.src); l.at++ {
		if blank(l.src[l.at]) && l.src[l.at+1] == 'E' && l.src[l.at+2] == 'I' && blank(l.src[l.at+3]) {
			l.at += 3
			return
		}
	}
	l.at = len(l.src)
}
