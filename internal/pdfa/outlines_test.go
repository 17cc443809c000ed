package pdfa

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"thidua/internal/font"
)

// vietnamese holds all letters of a Vietnamese office that a paper may print.
const vietnamese = " 0123456789.,;:!?()[]/\\%+-–“”\"'…" +
	"aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵfjwz" +
	"AÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬBCDĐEÈÉẺẼẸÊỀẾỂỄỆGHIÌÍỈĨỊKLMNOÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢPQRSTUÙÚỦŨỤƯỪỨỬỮỰVXYỲÝỶỸỴFJWZ"

func runes(s string) []uint16 {
	var u repertoire
	for _, r := range s {
		u.add([]uint16{uint16(r)})
	}
	return u.sorted()
}

// TestSubsetDrawsTheSameLetters compares each letter's outline and metrics in the
// subset with the font's, down through the parts of composite letters.
func TestSubsetDrawsTheSameLetters(t *testing.T) {
	composites := 0
	for s, face := range family(t).Faces {
		full, err := parseOutlines(face)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{vietnamese, "Ễ", "Ðđ Đ", ""} {
			letters := runes(text)
			file, err := full.subset(letters, nil)
			if err != nil {
				t.Fatal(err)
			}
			if sum := checksum(file); sum != 0xB1B0AFBA {
				t.Errorf("face %d, %q: checksum %X", s, text, sum)
			}
			part := parseSubset(t, file)
			for i, l := range append([]uint16{0}, letters...) {
				g := uint16(0)
				if i > 0 {
					g, _ = face.Glyph(rune(l))
				}
				composites += sameGlyph(t, full, g, part, uint16(i))
			}
		}
	}
	if composites == 0 {
		t.Error("no composite letter seen: nothing is shown of them")
	}
}

// parseSubset reads a subset as a font; it has no letters, so font.Parse won't.
func parseSubset(t *testing.T, file []byte) *outlines {
	t.Helper()
	o := &outlines{tables: map[string][]byte{}}
	for i := range int(u16(file, 4)) {
		e := file[12+16*i:]
		table := file[u32(e, 8) : u32(e, 8)+u32(e, 12)]
		padded := append(bytes.Clone(table), make([]byte, (4-len(table)%4)%4)...)
		if string(e[:4]) == "head" {
			clear(padded[8:12])
		}
		if checksum(padded) != u32(e, 4) {
			t.Errorf("table %q: wrong checksum", e[:4])
		}
		o.tables[string(e[:4])] = table
	}
	o.glyphs, o.metrics = int(u16(o.tables["maxp"], 4)), int(u16(o.tables["hhea"], 34))
	o.long = u16(o.tables["head"], 50) == 1
	if want := 2 * (o.glyphs + 1); !o.long && len(o.tables["loca"]) != want {
		t.Fatalf("loca of %d bytes, want %d", len(o.tables["loca"]), want)
	}
	return o
}

// sameGlyph compares two glyphs and gives the number of composite ones it saw.
func sameGlyph(t *testing.T, a *outlines, ga uint16, b *outlines, gb uint16) int {
	t.Helper()
	x, err := a.glyph(ga)
	if err != nil {
		t.Fatal(err)
	}
	y, err := b.glyph(gb)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.metric(int(ga)), b.metric(int(gb))) {
		t.Errorf("glyph %d: metrics %v, want %v", ga, b.metric(int(gb)), a.metric(int(ga)))
	}
	x, y = bytes.Clone(x), bytes.Clone(y)
	var partsX, partsY []uint16
	if partsX, err = renumber(x, nil); err != nil {
		t.Fatal(err)
	}
	if partsY, err = renumber(y, nil); err != nil {
		t.Fatal(err)
	}
	// Both now name their parts 0, 1, …; ends are padded to four bytes.
	if !bytes.Equal(bytes.TrimRight(x, "\x00"), bytes.TrimRight(y, "\x00")) || len(partsX) != len(partsY) {
		t.Fatalf("glyph %d is drawn otherwise", ga)
	}
	seen := min(len(partsX), 1)
	for i := range partsX {
		seen += sameGlyph(t, a, partsX[i], b, partsY[i])
	}
	return seen
}

// TestSubsetDependsOnTheLettersOnly gives the same letters in another order.
func TestSubsetDependsOnTheLettersOnly(t *testing.T) {
	o, err := parseOutlines(family(t).Face(font.Regular))
	if err != nil {
		t.Fatal(err)
	}
	a, err := o.subset(runes("Hải Phòng"), nil)
	if err != nil {
		t.Fatal(err)
	}
	b, err := o.subset(runes("gnòhP iảH Hải"), nil)
	if err != nil {
		t.Fatal(err)
	}
	c, err := o.subset(runes("Hải Dương"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a, b) || tag(a) != tag(b) {
		t.Error("other bytes for the same letters")
	}
	if bytes.Equal(a, c) || tag(a) == tag(c) {
		t.Error("same bytes for other letters")
	}
}

// TestDamagedFont cuts off and overwrites a font: an error, or a font of some kind,
// but never a panic.
func TestDamagedFont(t *testing.T) {
	whole := family(t).Face(font.Bold).Data()
	letters := runes(vietnamese)
	failed := 0
	try := func(data []byte) {
		face, err := font.Parse(data)
		if err != nil {
			return
		}
		o, err := parseOutlines(face)
		if err == nil {
			_, err = o.subset(letters, nil)
			o.name("Tinos", font.Bold)
			o.descriptor(font.Bold)
		}
		if err != nil {
			failed++
		}
	}
	for n := 0; n < len(whole); n += 97 {
		try(bytes.Clone(whole[:n]))
	}
	for n := 12; n < len(whole); n += 31 {
		data := bytes.Clone(whole)
		data[n] ^= 0xFF
		try(data)
	}
	if failed == 0 {
		t.Error("no damage was noticed")
	}
}

func TestLetterWithoutGlyph(t *testing.T) {
	o, err := parseOutlines(family(t).Face(font.Regular))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.subset([]uint16{'a', 0x4E00}, nil); err == nil {
		t.Error("no error for a letter that the font lacks")
	}
	if _, err := o.glyph(0xFFFF); !errors.Is(err, errFont) {
		t.Errorf("glyph beyond the last: error %v", err)
	}
}

// TestTiers embeds texts of like letters: long ones share a font, short ones and letters
// beside the tiers have their own; whichever comes first, each is the same.
func TestTiers(t *testing.T) {
	running := "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022; xét đề nghị của Trưởng phòng Văn hóa - Xã hội, " +
		"Ủy ban nhân dân phường Lê Thanh Nghị báo cáo kết quả rõ ràng, gọn nhẹ; chuyển đổi số, giải quyết đúng hạn trực tuyến, bảo đảm kỷ cương, dễ hiểu"
	texts := []string{running, running + " (80%)", running + " ĐỂ TRÌNH", running + " ±", "Ngày 20 tháng 02"}
	forwards, backwards := NewFinisher(family(t)), NewFinisher(family(t))
	made := make([]*embedding, len(texts))
	var err error
	for i, s := range texts {
		if made[i], err = forwards.faces[0].embed(runes(s)); err != nil {
			t.Fatal(err)
		}
		for _, l := range runes(s) {
			if made[i].code[l] == 0 {
				t.Errorf("%q: no code for %q", s, rune(l))
			}
		}
	}
	if made[0] != made[1] {
		t.Error("two texts of the same tier have a font each")
	}
	for i := len(texts) - 1; i >= 0; i-- {
		again, err := backwards.faces[0].embed(runes(texts[i]))
		if err != nil {
			t.Fatal(err)
		}
		if again.name != made[i].name || !slices.Equal(again.file, made[i].file) || !slices.Equal(again.toUnicode, made[i].toUnicode) {
			t.Errorf("%q has another font in another order", texts[i])
		}
		if i != 1 && i > 0 && again.name == made[0].name {
			t.Errorf("%q has the font of running text", texts[i])
		}
	}
	if n, most := len(made[4].file), len(made[0].file)/2; n > most {
		t.Errorf("a date's font has %d bytes, more than %d", n, most)
	}
}

// TestCodes encodes all letters of an office in one byte each, by which the font's own
// table finds their glyphs, and more letters than that in two.
func TestCodes(t *testing.T) {
	letters := runes(vietnamese)
	code, wide := encode(letters)
	o, err := parseOutlines(family(t).Face(font.Regular))
	if err != nil {
		t.Fatal(err)
	}
	file, err := o.subset(letters, cmap(letters, code))
	if err != nil {
		t.Fatal(err)
	}
	table := parseSubset(t, file).tables["cmap"]
	if wide || u16(table, 2) != 1 || u32(table, 8) != 12 || u16(table, 12) != 0 || len(table) != 12+int(u16(table, 14)) {
		t.Fatalf("wide %v, table %x", wide, table)
	}
	seen := map[uint16]bool{}
	for i, l := range letters {
		c := code[l]
		if c == 0 || c == '\n' || c == '\r' || c > 0xFF || seen[c] || l < 0x80 && c != l || int(table[18+c]) != i+1 {
			t.Errorf("letter %q has code %d, which draws glyph %d, want %d", rune(l), c, table[18+c], i+1)
		}
		seen[c] = true
	}
	for n, want := range map[int]bool{253: false, 254: true} {
		many := make([]uint16, n)
		for i := range many {
			many[i] = uint16(0x1000 + i)
		}
		if code, wide := encode(many); wide != want || code[0x1000] == 0 {
			t.Errorf("%d letters: two bytes %v, want %v", n, wide, want)
		}
	}
}
