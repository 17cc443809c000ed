package pdfa

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"strconv"
	"strings"

	"thidua/internal/font"
)

// An embedding is one face as it goes into one file.
type embedding struct {
	name       string // with the tag of the subset: "ABCDEF+Tinos-Bold"
	widths     []byte // of the codes from 1, in 1/1000 em
	descriptor string
	file       []byte // deflated
	length     int    // of the font file before
	toUnicode  []byte // deflated
}

// embed makes the subset for the letters that the file at hand uses of a face.
func (fin *finisher) embed(s font.Style) (*embedding, error) {
	if fin.outlines[s] == nil {
		o, err := parseOutlines(fin.family.Face(s))
		if err != nil {
			return nil, fmt.Errorf("font %s, face %d: %w", fin.family.Name, s, err)
		}
		fin.outlines[s] = o
	}
	o, letters := fin.outlines[s], fin.used[s].letters
	file, err := o.subset(letters)
	if err != nil {
		return nil, fmt.Errorf("font %s, face %d: %w", fin.family.Name, s, err)
	}
	e := &embedding{
		name:       tag(file) + "+" + o.name(fin.family.Name, s),
		descriptor: o.descriptor(s),
		file:       deflate(file),
		length:     len(file),
		toUnicode:  deflate(toUnicode(letters)),
	}
	for i, l := range letters {
		if i > 0 {
			e.widths = append(e.widths, ' ')
		}
		e.widths = strconv.AppendInt(e.widths, int64(o.face.Width(rune(l))), 10)
	}
	return e, nil
}

// tag is the prefix that marks a subset: six capitals (ISO 32000-1, 9.6.4), here of
// the content, so that different subsets of a font differ in name too.
func tag(file []byte) string {
	sum := sha256.Sum256(file)
	b := make([]byte, 6)
	for i := range b {
		b[i] = 'A' + sum[i]%26
	}
	return string(b)
}

// name gives the font's PostScript name (entry 6 of its name table), else one made
// of the family's.
func (o *outlines) name(family string, s font.Style) string {
	table := o.tables["name"]
	for i := 0; len(table) >= 6 && i < int(u16(table, 2)); i++ {
		at := 6 + 12*i
		if at+12 > len(table) {
			break
		}
		platform, id := u16(table, at), u16(table, at+6)
		from := int(u16(table, 4)) + int(u16(table, at+10))
		to := from + int(u16(table, at+8))
		if id != 6 || platform != 3 || to > len(table) {
			continue
		}
		if n := plainName(string(bytes.ReplaceAll(table[from:to], []byte{0}, nil))); n != "" { // UTF-16 of ASCII
			return n
		}
	}
	return plainName(family) + [4]string{"", "-Bold", "-Italic", "-BoldItalic"}[s]
}

// plainName keeps of a name what needs no escape in a PDF.
func plainName(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '-' || '0' <= r && r <= '9' || 'A' <= r && r <= 'Z' || 'a' <= r && r <= 'z' {
			return r
		}
		return -1
	}, s)
}

// descriptor gives what a reader needs to replace the font or choose hints. There is
// no standard source for StemV (the thickness of upright stems); by the weight
// is customary.
func (o *outlines) descriptor(s font.Style) string {
	head, upem := o.tables["head"], o.unitsPerEm()
	em := func(b []byte, at int) int64 { return divide(1000*int64(int16(u16(b, at))), upem) }
	capHeight, stem, angle, flags := int64(o.face.Ascent()), 80, int64(0), 4 // symbolic: codes are the file's own
	if os2 := o.tables["OS/2"]; len(os2) >= 90 && u16(os2, 0) >= 2 {
		capHeight = em(os2, 88)
	}
	if s&font.Bold != 0 {
		stem = 140
	}
	if s&font.Italic != 0 {
		flags |= 64
	}
	if post := o.tables["post"]; len(post) >= 8 {
		angle = divide(1000*int64(int32(u32(post, 4))), 1<<16)
	}
	return fmt.Sprintf("/Flags %d/FontBBox[%d %d %d %d]/ItalicAngle %s/Ascent %d/Descent %d/CapHeight %d/StemV %d",
		flags, em(head, 36), em(head, 38), em(head, 40), em(head, 42), appendMilli(nil, angle),
		o.face.Ascent(), -o.face.Descent(), capHeight, stem)
}

// unitsPerEm is not 0: font.Parse refuses such a font.
func (o *outlines) unitsPerEm() int64 { return int64(u16(o.tables["head"], 18)) }

// toUnicode maps codes to letters, one by one: some readers get short ranges wrong.
func toUnicode(letters []uint16) []byte {
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n" +
		"/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n")
	const most = 100 // entries a block, as CMaps allow
	for from := 0; from < len(letters); from += most {
		block := letters[from:min(from+most, len(letters))]
		fmt.Fprintf(&b, "%d beginbfchar\n", len(block))
		for i, l := range block {
			fmt.Fprintf(&b, "<%04X><%04X>\n", from+i+1, l)
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n")
	return b.Bytes()
}
