package pdfa

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"thidua/internal/font"
)

// An embedding is one face as it goes into a file. It never changes.
type embedding struct {
	name       string   // with the tag of the subset: "ABCDEF+Tinos-Bold"
	wide       bool     // codes of two bytes, for more letters than one byte tells apart
	code       []uint16 // by letter
	first      int      // the code of the first width
	widths     []byte   // of the codes from there, in 1/1000 em
	descriptor string
	file       []byte // deflated
	length     int    // of the font file before
	toUnicode  []byte // deflated
	sum        [sha256.Size]byte
}

// encode gives each letter its code. One byte is enough for any text in Vietnamese: it
// makes contents half as long, and spaces can be widened by Tw, which works on the
// one-byte code 32 only (ISO 32000-1, 9.3.3). So ASCII keeps its own codes; the others
// get those that are free from 0x80 on, never that of a line end, which would need an
// escape. Else the codes are the places in the order of the letters, from 1.
func encode(letters []uint16) (code []uint16, wide bool) {
	code = make([]uint16, int(letters[len(letters)-1])+1)
	taken := [256]bool{0: true, '\n': true, '\r': true}
	for _, l := range letters {
		if ' ' <= l && l <= '~' {
			code[l], taken[l] = l, true
		}
	}
	free := byte(0x80)
	for _, l := range letters {
		if code[l] != 0 {
			continue
		}
		for n := 0; taken[free]; free++ {
			if n++; n == len(taken) {
				for i, l := range letters {
					code[l] = uint16(i + 1)
				}
				return code, true
			}
		}
		code[l], taken[free] = uint16(free), true
	}
	return code, false
}

// An embedder makes the embeddings of one face and keeps the first of them. A kept one
// is the same as one made anew, so no file depends on the files before it.
type embedder struct {
	family *font.Family
	style  font.Style

	mu       sync.Mutex
	outlines *outlines // parsed where a file uses the face
	tier     []uint8
	known    map[string]*embedding
}

// mostKept bounds what an embedder keeps, about 15 KB each.
const mostKept = 100

// A text of some length uses most letters of the language, but hardly ever the same as
// another text: an own font for each would have to be made and deflated each time. So
// what uses more than few letters gets the letters of whole tiers, a little more than
// it needs, and nearly all files of a job share their fonts.
const few = 60

// tiers are letters that are used together: those of running text, and those that only
// words in capitals have besides.
var tiers = [...]string{
	" !%'()+,-./0123456789:;?ABCDEFGHIKLMNOPQRSTUVXYabcdefghiklmnopqrstuvwxyz" +
		"àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹÁÂÔÝĐƯỦ–“”…",
	"ÀÃÈÉÊÌÍÒÓÕÙÚĂĨŨƠẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỨỪỬỮỰỲỴỶỸJWZ",
}

// tierOf gives for each letter the bit of its tier; none for letters of no tier and for
// those that the face lacks.
func tierOf(f *font.Face) []uint8 {
	out := make([]uint8, 1<<16)
	for i, t := range tiers {
		for _, r := range t {
			if f.Has(r) {
				out[r] = 1 << i
			}
		}
	}
	return out
}

// round gives the letters with those of the tiers that they are part of, in order.
func (e *embedder) round(letters []uint16, whole uint8) []uint16 {
	out := slices.Clone(letters)
	for i, t := range tiers {
		if whole>>i&1 == 0 {
			continue
		}
		for _, r := range t {
			if e.tier[r] != 0 {
				out = append(out, uint16(r))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// embed gives an embedding that has the letters, which are in order.
func (e *embedder) embed(letters []uint16) (*embedding, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.outlines == nil {
		face := e.family.Face(e.style)
		o, err := parseOutlines(face)
		if err != nil {
			return nil, fmt.Errorf("font %s, face %d: %w", e.family.Name, e.style, err)
		}
		e.outlines, e.tier, e.known = o, tierOf(face), map[string]*embedding{}
	}
	// The key is the tiers and the letters beside them.
	whole, key := uint8(0), make([]byte, 1, 2*few+1)
	for _, l := range letters {
		if tier := e.tier[l]; tier != 0 && len(letters) > few {
			whole |= tier
		} else {
			key = append(key, byte(l>>8), byte(l))
		}
	}
	key[0] = whole
	if known := e.known[string(key)]; known != nil {
		return known, nil
	}
	made, err := e.make(e.round(letters, whole))
	if err != nil {
		return nil, fmt.Errorf("font %s, face %d: %w", e.family.Name, e.style, err)
	}
	if len(e.known) < mostKept {
		e.known[string(key)] = made
	}
	return made, nil
}

// make makes the subset for letters.
func (e *embedder) make(letters []uint16) (*embedding, error) {
	o := e.outlines
	code, wide := encode(letters)
	var table []byte
	if !wide {
		table = cmap(letters, code)
	}
	file, err := o.subset(letters, table)
	if err != nil {
		return nil, err
	}
	out := &embedding{
		name:       tag(file) + "+" + o.name(e.family.Name, e.style),
		wide:       wide,
		code:       code,
		descriptor: o.descriptor(e.style),
		file:       fontDeflaters.append(nil, file),
		length:     len(file),
		toUnicode:  fontDeflaters.append(nil, toUnicode(letters, code, wide)),
	}
	out.first, out.widths = o.widths(letters, code)
	out.sum = sha256.Sum256(slices.Concat(out.file, out.toUnicode, out.widths))
	return out, nil
}

// widths gives the widths from the first code to the last; 0 where there is no letter.
func (o *outlines) widths(letters, code []uint16) (first int, list []byte) {
	first, last := math.MaxUint16, 0
	for _, l := range letters {
		first, last = min(first, int(code[l])), max(last, int(code[l]))
	}
	widths := make([]int, last+1)
	for _, l := range letters {
		widths[code[l]] = o.face.Width(rune(l))
	}
	for i, w := range widths[first:] {
		if i > 0 {
			list = append(list, ' ')
		}
		list = strconv.AppendInt(list, int64(w), 10)
	}
	return first, list
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
func toUnicode(letters, code []uint16, wide bool) []byte {
	ends, form := "<00><FF>", "<%02X><%04X>\n"
	if wide {
		ends, form = "<0000><FFFF>", "<%04X><%04X>\n"
	}
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n" +
		"/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n" + ends + "\nendcodespacerange\n")
	const most = 100 // entries a block, as CMaps allow
	for block := range slices.Chunk(letters, most) {
		fmt.Fprintf(&b, "%d beginbfchar\n", len(block))
		for _, l := range block {
			fmt.Fprintf(&b, form, code[l], l)
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n")
	return b.Bytes()
}
