// Package font reads what setting and embedding need of a TrueType font: which
// letters it has, their widths, their glyphs.
//
// A Face never changes after Parse: one serves all goroutines and all papers.
package font

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// A Style picks a face of a family: bit 0 bold, bit 1 italic.
type Style uint8

// The styles.
const (
	Regular Style = iota
	Bold
	Italic
	BoldItalic
)

// A Family is the four faces of one design.
type Family struct {
	Name  string // "Tinos"
	Faces [4]*Face
}

// A Face is one parsed font file.
type Face struct {
	data       []byte
	glyphs     []uint16 // by rune of the Basic Multilingual Plane; 0: none
	widths     []uint16 // by glyph, in 1/1000 em
	advances   []uint16 // by rune of the plane, likewise, marks as they are drawn
	ascent     int
	descent    int
	lineGap    int
	unitsPerEm int
	restricted bool
}

// ErrNotTrueType is returned for a file that is no TrueType font with outlines.
var ErrNotTrueType = errors.New("not a TrueType font with glyf outlines")

const plane = 1 << 16

// sfnt is a font file: numbers stand in it with the high byte first. An offset beyond
// its end panics, which Parse turns into an error.
type sfnt []byte

func (d sfnt) u16(o int) int { return int(binary.BigEndian.Uint16(d[o:])) }
func (d sfnt) i16(o int) int { return int(int16(binary.BigEndian.Uint16(d[o:]))) }
func (d sfnt) u32(o int) int { return int(binary.BigEndian.Uint32(d[o:])) }

// Parse reads a font file. It keeps data, which must not be changed afterwards.
func Parse(data []byte) (f *Face, err error) {
	defer func() {
		// A damaged table sends an index past the end of data.
		if r := recover(); r != nil {
			f, err = nil, fmt.Errorf("damaged font: %v", r)
		}
	}()
	d := sfnt(data)
	tables, err := d.tables()
	if err != nil {
		return nil, err
	}
	f = &Face{data: data, glyphs: make([]uint16, plane), unitsPerEm: d.u16(tables["head"] + 18)}
	if f.unitsPerEm == 0 {
		return nil, errors.New("damaged font: no units per em")
	}
	if o := tables["OS/2"]; o != 0 {
		f.restricted = d.u16(o+8)&0xF == 2
	}
	f.readMetrics(d, tables)
	if err := f.readLetters(d, tables["cmap"]); err != nil {
		return nil, err
	}
	f.advances = make([]uint16, plane)
	for r := range f.advances {
		f.advances[r] = f.widths[f.glyphs[r]]
	}
	for r, m := range marks {
		f.advances[r] = uint16(m.Width)
	}
	return f, nil
}

// tables gives where each table begins. Those that we need are there.
func (d sfnt) tables() (map[string]int, error) {
	if v := d.u32(0); v != 0x00010000 && v != 0x74727565 {
		return nil, ErrNotTrueType
	}
	tables := map[string]int{}
	for i := range d.u16(4) {
		o := 12 + 16*i
		tables[string(d[o:o+4])] = d.u32(o + 8)
	}
	for _, t := range []string{"head", "hhea", "maxp", "hmtx", "cmap", "glyf", "loca"} {
		if tables[t] == 0 {
			return nil, fmt.Errorf("table %q missing: %w", t, ErrNotTrueType)
		}
	}
	return tables, nil
}

// readMetrics takes the heights of lines and the widths of all glyphs.
func (f *Face) readMetrics(d sfnt, tables map[string]int) {
	// Rounded to the nearest: what gofpdf writes into a PDF's width table.
	em := func(v int) int {
		if v < 0 {
			return -((-v*2000 + f.unitsPerEm) / (2 * f.unitsPerEm))
		}
		return (v*2000 + f.unitsPerEm) / (2 * f.unitsPerEm)
	}
	hhea := tables["hhea"]
	f.ascent, f.descent, f.lineGap = em(d.i16(hhea+4)), -em(d.i16(hhea+6)), em(d.i16(hhea+8))
	metrics := d.u16(hhea + 34)
	f.widths = make([]uint16, d.u16(tables["maxp"]+4))
	for g := range f.widths {
		f.widths[g] = uint16(em(d.u16(tables["hmtx"] + 4*min(g, metrics-1))))
	}
}

// readLetters takes the glyph of every letter of the plane from the Unicode table
// (cmap format 4).
func (f *Face) readLetters(d sfnt, cmap int) error {
	sub := 0
	for i := range d.u16(cmap + 2) {
		o := cmap + 4 + 8*i
		platform, encoding, at := d.u16(o), d.u16(o+2), cmap+d.u32(o+4)
		if (platform == 3 && encoding == 1 || platform == 0) && d.u16(at) == 4 {
			sub = at
			break
		}
	}
	if sub == 0 {
		return errors.New("font has no Unicode table (cmap format 4)")
	}
	n := d.u16(sub+6) / 2
	for s := range n {
		end, start := d.u16(sub+14+2*s), d.u16(sub+16+2*n+2*s)
		delta, offset := d.u16(sub+16+4*n+2*s), d.u16(sub+16+6*n+2*s)
		for r := start; r <= end && r != 0xFFFF; r++ {
			g := (r + delta) & 0xFFFF
			if offset != 0 {
				if g = d.u16(sub + 16 + 6*n + 2*s + offset + 2*(r-start)); g != 0 {
					g = (g + delta) & 0xFFFF
				}
			}
			if g < len(f.widths) {
				f.glyphs[r] = uint16(g)
			}
		}
	}
	return nil
}

// Glyph gives the glyph of a letter; false where the face has none.
func (f *Face) Glyph(r rune) (uint16, bool) {
	if r < 0 || r >= plane || f.glyphs[r] == 0 {
		return 0, false
	}
	return f.glyphs[r], true
}

// Has reports whether the face can print a letter.
func (f *Face) Has(r rune) bool { _, ok := f.Glyph(r); return ok }

// Width is the advance of a letter in 1/1000 em; that of the missing glyph where
// the face has none.
func (f *Face) Width(r rune) int {
	g, _ := f.Glyph(r)
	return int(f.widths[g])
}

// Ascent is the height of a line above its baseline, in 1/1000 em (table hhea).
func (f *Face) Ascent() int { return f.ascent }

// Descent is the depth of a line below its baseline, in 1/1000 em, positive.
func (f *Face) Descent() int { return f.descent }

// LineGap is what the font wants between two lines set solid, in 1/1000 em.
func (f *Face) LineGap() int { return f.lineGap }

// Embeddable reports whether the font's licence lets documents hold it (fsType of the
// table OS/2).
func (f *Face) Embeddable() bool { return !f.restricted }

// Data is the font file. It must not be changed: who writes into it takes a copy.
func (f *Face) Data() []byte { return f.data }

// NewFamily parses the four files of a family, in the order of the styles.
func NewFamily(name string, files [4][]byte) (*Family, error) {
	f := &Family{Name: name}
	for style, data := range files {
		face, err := Parse(data)
		if err != nil {
			return nil, fmt.Errorf("font %s, face %d: %w", name, style, err)
		}
		f.Faces[style] = face
	}
	return f, nil
}

// Face gives the face of a style.
func (f *Family) Face(s Style) *Face { return f.Faces[s&3] }
