package pdfa

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"thidua/internal/font"
)

// outlines is a font file taken apart as far as a subset needs it.
type outlines struct {
	face    *font.Face
	tables  map[string][]byte
	glyphs  int // how many
	metrics int // how many of them have an advance of their own
	long    bool
}

var errFont = errors.New("damaged font")

// kept are the tables that a PDF reader asks of an embedded TrueType font (ISO 32000-1,
// 9.9), in the order of their names. "cvt ", "fpgm" and "prep" hold hints and may be
// missing; cmap is there where letters are chosen by its codes and not by their glyphs.
var kept = []string{"cmap", "cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"}

func parseOutlines(f *font.Face) (*outlines, error) {
	data := f.Data()
	o := &outlines{face: f, tables: map[string][]byte{}}
	if len(data) < 12 {
		return nil, errFont
	}
	n := int(u16(data, 4))
	if len(data) < 12+16*n {
		return nil, errFont
	}
	for i := range n {
		entry := data[12+16*i:]
		at, length := uint64(u32(entry, 8)), uint64(u32(entry, 12))
		if at+length > uint64(len(data)) {
			return nil, fmt.Errorf("table %q: %w", entry[:4], errFont)
		}
		o.tables[string(entry[:4])] = data[at : at+length]
	}
	for _, t := range []struct {
		name string
		size int
	}{{"head", 54}, {"hhea", 36}, {"maxp", 6}} {
		if len(o.tables[t.name]) < t.size {
			return nil, fmt.Errorf("table %q: %w", t.name, errFont)
		}
	}
	o.glyphs = int(u16(o.tables["maxp"], 4))
	o.metrics = int(u16(o.tables["hhea"], 34))
	o.long = u16(o.tables["head"], 50) != 0
	entry := 2
	if o.long {
		entry = 4
	}
	if o.metrics < 1 || o.metrics > o.glyphs || len(o.tables["hmtx"]) < 4*o.metrics+2*(o.glyphs-o.metrics) || len(o.tables["loca"]) < entry*(o.glyphs+1) {
		return nil, fmt.Errorf("glyph tables: %w", errFont)
	}
	return o, nil
}

// glyph gives a glyph's description: empty for a space.
func (o *outlines) glyph(g uint16) ([]byte, error) {
	if int(g) >= o.glyphs {
		return nil, fmt.Errorf("no glyph %d: %w", g, errFont)
	}
	loca, i := o.tables["loca"], int(g)
	from, to := 2*uint32(u16(loca, 2*i)), 2*uint32(u16(loca, 2*i+2))
	if o.long {
		from, to = u32(loca, 4*i), u32(loca, 4*i+4)
	}
	if from > to || int(to) > len(o.tables["glyf"]) {
		return nil, fmt.Errorf("glyph %d: %w", g, errFont)
	}
	return o.tables["glyf"][from:to], nil
}

// subset makes a font of the letters' glyphs: the missing glyph first, then theirs in
// order, then parts of composite ones. A glyph that two letters share ("Đ" and the
// Icelandic "Ð") is there twice, so that each letter has a code of its own and comes
// out of the file as it was written. Cmap may be nil.
func (o *outlines) subset(letters []uint16, cmap []byte) ([]byte, error) {
	chosen := make([]uint16, 1, len(letters)+16)
	for _, l := range letters {
		g, ok := o.face.Glyph(rune(l))
		if !ok {
			return nil, fmt.Errorf("no glyph for %U", rune(l))
		}
		chosen = append(chosen, g)
	}
	glyf, hmtx := make([]byte, 0, 100*len(chosen)), make([]byte, 0, 4*cap(chosen))
	loca := make([]uint32, 1, len(chosen)+17)
	for i := 0; i < len(chosen); i++ { // chosen grows on the way
		src, err := o.glyph(chosen[i])
		if err != nil {
			return nil, err
		}
		from := len(glyf)
		glyf = append(glyf, src...)
		if chosen, err = renumber(glyf[from:], chosen); err != nil {
			return nil, err
		}
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
		loca = append(loca, uint32(len(glyf)))
		hmtx = append(hmtx, o.metric(int(chosen[i]))...)
	}
	head, hhea, maxp := slices.Clone(o.tables["head"]), slices.Clone(o.tables["hhea"]), slices.Clone(o.tables["maxp"])
	put16(hhea, 34, uint16(len(chosen)))
	put16(maxp, 4, uint16(len(chosen)))
	tables := map[string][]byte{
		"cmap": cmap, "cvt ": o.tables["cvt "], "fpgm": o.tables["fpgm"], "prep": o.tables["prep"],
		"glyf": glyf, "head": head, "hhea": hhea, "hmtx": hmtx, "loca": locate(loca, head), "maxp": maxp,
	}
	return sfnt(tables), nil
}

// cmap writes which glyph of a subset each code of one byte stands for, in the one table
// that a font with codes of its own needs (ISO 32000-1, 9.6.6.4; PDF/A allows no second
// one unless Microsoft's is there): Macintosh, Roman, format 0.
func cmap(letters, code []uint16) []byte {
	const header, length = 12, 6 + 256
	table := make([]byte, header+length)
	for at, v := range map[int]uint16{2: 1, 4: 1, 10: header, header + 2: length} {
		put16(table, at, v)
	}
	for i, l := range letters {
		table[header+6+int(code[l])] = byte(i + 1)
	}
	return table
}

// metric gives a glyph's advance and left bearing. In a font whose last advance
// serves all further glyphs, those have only a bearing of their own.
func (o *outlines) metric(g int) []byte {
	hmtx := o.tables["hmtx"]
	if g < o.metrics {
		return hmtx[4*g : 4*g+4]
	}
	last, bearing := 4*(o.metrics-1), 4*o.metrics+2*(g-o.metrics)
	return []byte{hmtx[last], hmtx[last+1], hmtx[bearing], hmtx[bearing+1]}
}

// renumber makes a composite glyph name its parts by their places in chosen, where
// it adds those that are missing. Simple glyphs stay as they are.
func renumber(glyph []byte, chosen []uint16) ([]uint16, error) {
	const header, words, oneScale, more, twoScales, matrix = 10, 1 << 0, 1 << 3, 1 << 5, 1 << 6, 1 << 7
	if len(glyph) < header || int16(u16(glyph, 0)) >= 0 {
		return chosen, nil
	}
	for at := header; ; {
		if at+4 > len(glyph) {
			return nil, fmt.Errorf("composite glyph: %w", errFont)
		}
		flags, part := u16(glyph, at), u16(glyph, at+2)
		i := slices.Index(chosen, part)
		if i < 0 {
			if len(chosen) > 0xFFFF {
				return nil, fmt.Errorf("too many glyphs: %w", errFont)
			}
			i = len(chosen)
			chosen = append(chosen, part)
		}
		put16(glyph, at+2, uint16(i))
		if flags&more == 0 {
			return chosen, nil
		}
		at += 6
		if flags&words != 0 {
			at += 2
		}
		switch {
		case flags&oneScale != 0:
			at += 2
		case flags&twoScales != 0:
			at += 4
		case flags&matrix != 0:
			at += 8
		}
	}
}

// locate writes where the glyphs begin, in the short form where that reaches, and
// notes the form in head.
func locate(offsets []uint32, head []byte) []byte {
	long := offsets[len(offsets)-1] > 2*0xFFFF
	var loca []byte
	for _, o := range offsets {
		if long {
			loca = binary.BigEndian.AppendUint32(loca, o)
		} else {
			loca = binary.BigEndian.AppendUint16(loca, uint16(o/2))
		}
	}
	put16(head, 50, 0)
	if long {
		put16(head, 50, 1)
	}
	return loca
}

// sfnt puts tables together to a font file with its checksums.
func sfnt(tables map[string][]byte) []byte {
	var names []string
	size := 12
	for _, name := range kept {
		if len(tables[name]) > 0 {
			names = append(names, name)
			size += 16 + len(tables[name]) + 3
		}
	}
	n, power, exponent := len(names), 1, 0
	for power*2 <= n {
		power, exponent = power*2, exponent+1
	}
	out := append(make([]byte, 0, size), 0, 1, 0, 0)
	for _, v := range []int{n, 16 * power, exponent, 16 * (n - power)} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	out = append(out, make([]byte, 16*n)...)
	head := 0
	for i, name := range names {
		at, table := len(out), tables[name]
		if name == "head" {
			head = at
			clear(table[8:12]) // the whole file's checksum, below
		}
		out = append(out, table...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
		entry := out[12+16*i:]
		copy(entry, name)
		put32(entry, 4, checksum(out[at:]))
		put32(entry, 8, uint32(at))
		put32(entry, 12, uint32(len(table)))
	}
	put32(out, head+8, 0xB1B0AFBA-checksum(out))
	return out
}

// checksum adds up words of four bytes; len(b) is a multiple of four.
func checksum(b []byte) (sum uint32) {
	for ; len(b) >= 4; b = b[4:] {
		sum += binary.BigEndian.Uint32(b)
	}
	return sum
}

func u16(b []byte, at int) uint16      { return binary.BigEndian.Uint16(b[at:]) }
func u32(b []byte, at int) uint32      { return binary.BigEndian.Uint32(b[at:]) }
func put16(b []byte, at int, v uint16) { binary.BigEndian.PutUint16(b[at:], v) }
func put32(b []byte, at int, v uint32) { binary.BigEndian.PutUint32(b[at:], v) }
