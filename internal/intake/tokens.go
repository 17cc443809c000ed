package intake

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// longestText bounds a text and anything else that is read as one piece, in bytes: many
// times what Excel lets a cell hold (32,767 characters), and little memory.
const longestText = 4 << 20

// A tokenKind tells what was read of a part.
type tokenKind uint8

const (
	otherToken tokenKind = iota // comments, instructions: nothing for a reader of cells
	startTag
	endTag
	charData
)

// A token of a part. Its slices hold until the next one is read.
type token struct {
	kind  tokenKind
	name  []byte      // of a tag, without its prefix
	attrs []attribute // of a start tag
	text  []byte      // of character data
}

// attr gives the value of an attribute without a prefix, nil where there is none.
func (t *token) attr(name string) []byte {
	for _, a := range t.attrs {
		if !a.prefixed && string(a.name) == name {
			return a.value
		}
	}
	return nil
}

// An attribute of a start tag, its name without the prefix that it may have.
type attribute struct {
	name, value []byte
	prefixed    bool
}

// tokens walks the XML of a part. Tags and texts as Excel writes them are read here,
// several times as fast as by encoding/xml; whatever is unusual, and all that is wrong,
// is left to encoding/xml, a token at a time, so that one set of rules holds.
type tokens struct {
	data    []byte
	at      int
	token   token
	pending bool   // an empty tag was read: its end comes next
	scratch []byte // texts with entities
	open    [][]byte
	rooted  bool // a tag was opened
}

func newTokens(data []byte) *tokens { return &tokens{data: data} }

var errTags = errors.New("tags don't match")

// next reads a token and sees to it that each tag ends as it began: what stands between
// others would be lost without a word. It gives io.EOF after the last token of a part that
// is whole, errTooLong for a token longer than longestText.
func (t *tokens) next() (*token, error) {
	read, err := t.raw()
	switch {
	case errors.Is(err, io.EOF) && (len(t.open) > 0 || !t.rooted):
		return nil, io.ErrUnexpectedEOF
	case err != nil:
		return nil, err
	}
	switch read.kind {
	case startTag:
		t.open, t.rooted = append(t.open, read.name), true
	case endTag:
		last := len(t.open) - 1
		if last < 0 || !bytes.Equal(t.open[last], read.name) {
			return nil, errTags
		}
		t.open = t.open[:last]
	}
	return read, nil
}

// raw reads a token, whatever it stands in.
func (t *tokens) raw() (*token, error) {
	t.token.attrs, t.scratch = t.token.attrs[:0], t.scratch[:0]
	switch {
	case t.pending:
		t.pending, t.token.kind = false, endTag
		return &t.token, nil
	case t.at == len(t.data):
		return nil, io.EOF
	}
	start := t.at
	var ok bool
	switch rest := t.data[t.at:]; {
	case rest[0] != '<':
		ok = t.chars()
	case len(rest) > 1 && rest[1] == '/':
		ok = t.end()
	case len(rest) > 1 && nameBytes[rest[1]] == beginsName:
		ok = t.start()
	}
	if !ok {
		t.at, t.token.attrs, t.scratch = start, t.token.attrs[:0], t.scratch[:0]
		return t.unusual()
	}
	if t.at-start > longestText {
		return nil, errTooLong
	}
	return &t.token, nil
}

// unusual lets encoding/xml read one token.
func (t *tokens) unusual() (*token, error) {
	source := &boundedReader{bytes.NewReader(t.data[t.at:]), longestText}
	d := xml.NewDecoder(source)
	d.CharsetReader = asUTF8
	read, err := d.RawToken()
	if err != nil {
		return nil, err
	}
	t.at += int(d.InputOffset())
	switch read := read.(type) {
	case xml.StartElement:
		t.token.kind, t.token.name = startTag, []byte(read.Name.Local)
		for _, a := range read.Attr {
			t.token.attrs = append(t.token.attrs, attribute{[]byte(a.Name.Local), []byte(a.Value), a.Name.Space != ""})
		}
		t.pending = t.data[t.at-2] == '/'
	case xml.EndElement:
		t.token.kind, t.token.name = endTag, []byte(read.Name.Local)
	case xml.CharData:
		t.token.kind, t.token.text = charData, read
	default:
		t.token.kind = otherToken
	}
	return &t.token, nil
}

// asUTF8 passes on a part whose declaration names another encoding than what it comes
// in by now (utf8Of), or UTF-8 by another of its names.
func asUTF8(label string, r io.Reader) (io.Reader, error) {
	switch strings.ToLower(label) {
	case "utf8", "us-ascii", "ascii", "utf-16", "utf-16le", "utf-16be":
		return r, nil
	}
	return nil, fmt.Errorf("encoding %q", label)
}

// utf8Of gives a part in UTF-8, in which nearly all are; UTF-16, which a workbook may be
// in too, is known by its byte order mark.
func utf8Of(data []byte) []byte {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		order = binary.LittleEndian
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		order = binary.BigEndian
	default:
		return data
	}
	units := make([]uint16, 0, len(data)/2)
	for i := 2; i+1 < len(data); i += 2 {
		units = append(units, order.Uint16(data[i:]))
	}
	return []byte(string(utf16.Decode(units)))
}

// tagsOf walks a part of the package up to the end of its root, and gives each start tag
// with its depth, that of the root being 1, and the name of what it is in at depth 2.
func tagsOf(data []byte, visit func(t *token, depth int, section string)) error {
	d, depth, section := newTokens(data), 0, ""
	for {
		t, err := d.next()
		switch {
		case errors.Is(err, io.EOF):
			return io.ErrUnexpectedEOF
		case err != nil:
			return err
		}
		switch t.kind {
		case startTag:
			if depth++; depth == 2 {
				section = string(t.name)
			}
			visit(t, depth, section)
		case endTag:
			if depth--; depth == 0 {
				return nil
			}
		}
	}
}

// A boundedReader gives so many bytes more.
type boundedReader struct {
	*bytes.Reader
	left int
}

func (r *boundedReader) ReadByte() (byte, error) {
	if r.left == 0 {
		return 0, errTooLong
	}
	r.left--
	return r.Reader.ReadByte()
}

// What a byte may be in a name. Other alphabets than ours are unusual.
const (
	noName     = iota
	inName     // but not at its start
	beginsName // or goes on
)

var nameBytes = func() (table [256]uint8) {
	for c := byte('a'); c <= 'z'; c++ {
		table[c], table[c-'a'+'A'] = beginsName, beginsName
	}
	for c := byte('0'); c <= '9'; c++ {
		table[c] = inName
	}
	table['_'], table['-'], table['.'] = beginsName, inName, inName
	return table
}()

// name reads a name with at most one prefix, and gives it whole and without. It reports
// false for any other.
func (t *tokens) name() (whole, local []byte, ok bool) {
	start, from := t.at, t.at
	for t.at < len(t.data) {
		c := t.data[t.at]
		if c == ':' && from == start && t.at > start {
			from = t.at + 1
		} else if k := nameBytes[c]; k == noName || k == inName && t.at == from {
			break
		}
		t.at++
	}
	// A letter of another alphabet or a second colon goes on with the name.
	ok = t.at > from && t.at < len(t.data) && t.data[t.at] != ':' && t.data[t.at] < utf8.RuneSelf
	return t.data[start:t.at], t.data[from:t.at], ok
}

// blanks passes over white space.
func (t *tokens) blanks() {
	for t.at < len(t.data) && (t.data[t.at] == ' ' || t.data[t.at] == '\n' || t.data[t.at] == '\t' || t.data[t.at] == '\r') {
		t.at++
	}
}

// passed reports whether a byte comes next, and passes over it.
func (t *tokens) passed(c byte) bool {
	if t.at < len(t.data) && t.data[t.at] == c {
		t.at++
		return true
	}
	return false
}

// end reads "</name>".
func (t *tokens) end() bool {
	t.at += len("</")
	_, local, ok := t.name()
	t.blanks()
	t.token.kind, t.token.name = endTag, local
	return ok && t.passed('>')
}

// start reads "<name attribute="value">" or "<name/>".
func (t *tokens) start() bool {
	t.at++
	_, local, ok := t.name()
	t.token.kind, t.token.name = startTag, local
	for ok {
		t.blanks()
		if t.passed('>') {
			return true
		}
		if t.passed('/') {
			t.pending = t.passed('>')
			return t.pending
		}
		var whole, name, value []byte
		if whole, name, ok = t.name(); !ok {
			break
		}
		t.blanks()
		if ok = t.passed('='); !ok {
			break
		}
		t.blanks()
		if value, ok = t.quoted(); ok {
			t.token.attrs = append(t.token.attrs, attribute{name, value, len(whole) > len(name)})
		}
	}
	return false
}

// quoted reads the value of an attribute. It reports false for one that has to be
// looked at more closely, with entities for instance.
func (t *tokens) quoted() ([]byte, bool) {
	if t.at == len(t.data) || t.data[t.at] != '"' && t.data[t.at] != '\'' {
		return nil, false
	}
	start := t.at + 1
	n := bytes.IndexByte(t.data[start:], t.data[t.at])
	if n < 0 {
		return nil, false
	}
	t.at = start + n + 1
	value := t.data[start : start+n]
	high := false
	for _, c := range value {
		switch k := textBytes[c]; {
		case k == highText:
			high = true
		case k != plainText && c != '>' && c != ']':
			return nil, false
		}
	}
	return value, !high || legible(value)
}

// What a byte is in a text.
const (
	plainText  = iota
	endOfText  // <
	entityText // &
	closeText  // ], which may begin what CDATA sections end with
	highText   // of a letter that isn't ASCII
	oddText    // a control character, a line end to be made even
)

var textBytes = func() (table [256]uint8) {
	for c := range table {
		switch {
		case c >= utf8.RuneSelf:
			table[c] = highText
		case c < ' ' && c != '\n' && c != '\t':
			table[c] = oddText
		}
	}
	table['<'], table['&'], table[']'] = endOfText, entityText, closeText
	return table
}()

// legible reports whether a text is UTF-8 without the two characters that no document
// may hold.
func legible(s []byte) bool {
	return utf8.Valid(s) && !bytes.Contains(s, []byte("\uffff")) && !bytes.Contains(s, []byte("\ufffe"))
}

// chars reads character data up to the next tag.
func (t *tokens) chars() bool {
	start, kept := t.at, t.at // kept: what is before it is in scratch
	high := false
	for ; t.at < len(t.data); t.at++ {
		switch textBytes[t.data[t.at]] {
		case endOfText:
			return t.took(start, kept, high)
		case highText:
			high = true
		case closeText:
			if bytes.HasPrefix(t.data[t.at:], []byte("]]>")) {
				return false
			}
		case oddText:
			return false
		case entityText:
			c, size := entity(t.data[t.at:])
			if size == 0 {
				return false
			}
			t.scratch = utf8.AppendRune(append(t.scratch, t.data[kept:t.at]...), c)
			t.at += size - 1
			kept = t.at + 1
		}
	}
	return t.took(start, kept, high)
}

// took makes a token of the character data that was read.
func (t *tokens) took(start, kept int, high bool) bool {
	t.token.kind, t.token.text = charData, t.data[start:t.at]
	if kept > start {
		t.scratch = append(t.scratch, t.data[kept:t.at]...)
		t.token.text = t.scratch
	}
	return !high || legible(t.data[start:t.at])
}

// entity reads one of XML's own entities or a number that stands for a character every
// document may hold. size is 0 for any other.
func entity(s []byte) (c rune, size int) {
	end := bytes.IndexByte(s[:min(len(s), len("&#x10ffff;"))], ';')
	if end < 0 {
		return 0, 0
	}
	switch name := s[1:end]; string(name) {
	case "amp":
		c = '&'
	case "lt":
		c = '<'
	case "gt":
		c = '>'
	case "quot":
		c = '"'
	case "apos":
		c = '\''
	default:
		if c = numbered(name); c != '\t' && c != '\n' && c != '\r' && (c < ' ' || c >= 0xd800) {
			return 0, 0
		}
	}
	return c, end + 1
}

// numbered gives the character of "#233" or "#xe9", 0 where it is neither.
func numbered(name []byte) (c rune) {
	digits, ok := bytes.CutPrefix(name, []byte("#"))
	hex, sixteen := bytes.CutPrefix(digits, []byte("x"))
	if sixteen {
		digits = hex
	}
	for _, d := range digits {
		switch {
		case d >= '0' && d <= '9' && sixteen:
			c = c<<4 | rune(d-'0')
		case d >= '0' && d <= '9':
			c = c*10 + rune(d-'0')
		case sixteen && d|' ' >= 'a' && d|' ' <= 'f':
			c = c<<4 | rune(d|' '-'a'+10)
		default:
			return 0
		}
	}
	if !ok {
		return 0
	}
	return c
}
