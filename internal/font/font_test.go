package font_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thidua/fonts"
	"thidua/internal/font"
)

// files are the embedded faces as they lie in the repository, by style.
func files(t testing.TB) (out [4][]byte) {
	t.Helper()
	for i, name := range []string{"Regular", "Bold", "Italic", "BoldItalic"} {
		data, err := os.ReadFile(filepath.Join("..", "..", "fonts", "Tinos-"+name+".ttf"))
		if err != nil {
			t.Fatal(err)
		}
		out[i] = data
	}
	return out
}

// The widths of Times New Roman, from its published metrics: papers must break as
// they would in the office's own font.
func TestWidthsAreThoseOfTimes(t *testing.T) {
	f, err := fonts.Tinos()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		style font.Style
		r     rune
		want  int
	}{
		{font.Regular, ' ', 250},
		{font.Regular, '\u00a0', 250},
		{font.Regular, 'A', 722},
		{font.Regular, 'a', 444},
		{font.Regular, 'W', 944},
		{font.Regular, '0', 500},
		{font.Regular, '-', 333},
		{font.Regular, 'ế', 444},
		{font.Regular, 'Đ', 722},
		{font.Regular, 'đ', 500},
		{font.Bold, 'a', 500},
		{font.Bold, 'N', 722},
		{font.Bold, 'm', 833},
		{font.Bold, ' ', 250},
		{font.Italic, 'a', 500},
		{font.Italic, 'A', 611},
		{font.Italic, 'w', 667},
		{font.BoldItalic, 'a', 500},
		{font.BoldItalic, 'A', 667},
	} {
		if got := f.Face(tt.style).Width(tt.r); got != tt.want {
			t.Errorf("style %d: %q is %d wide, want %d", tt.style, tt.r, got, tt.want)
		}
	}
	r := f.Face(font.Regular)
	if r.Ascent() != 891 || r.Descent() != 216 || r.LineGap() != 42 {
		t.Errorf("line: %d, %d, %d", r.Ascent(), r.Descent(), r.LineGap())
	}
}

const vietnamese = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵfjwz"

func TestEveryVietnameseLetter(t *testing.T) {
	f, err := fonts.Tinos()
	if err != nil {
		t.Fatal(err)
	}
	all := vietnamese + strings.ToUpper(vietnamese) + "0123456789 .,;:!?()[]/-–—%“”‘’…+=<>§°²³×½₫"
	for style, face := range f.Faces {
		for _, r := range all {
			if _, ok := face.Glyph(r); !ok || !face.Has(r) || face.Width(r) == 0 {
				t.Errorf("face %d lacks %q", style, r)
			}
		}
	}
}

func TestMissing(t *testing.T) {
	f, err := fonts.Tinos()
	if err != nil {
		t.Fatal(err)
	}
	face := f.Face(font.Regular)
	const box = 778 // width of Tinos' missing glyph
	for _, r := range []rune{'漢', '\U0001F600', -1, 0x110000} {
		if _, ok := face.Glyph(r); ok || face.Has(r) || face.Width(r) != box || face.Advance(r) != box {
			t.Errorf("%q: glyph found, or %d wide, or moves by %d", r, face.Width(r), face.Advance(r))
		}
	}
}

func TestParseKeepsData(t *testing.T) {
	data := files(t)[0]
	before := bytes.Clone(data)
	face, err := font.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(data, before) || !bytes.Equal(face.Data(), before) {
		t.Error("Parse changed the file")
	}
}

func TestDamaged(t *testing.T) {
	good := files(t)[0]
	for name, data := range map[string][]byte{
		"empty":      nil,
		"text":       []byte("đây không phải phông chữ, chỉ là một dòng chữ"),
		"collection": append([]byte("ttcf"), good[4:]...),
		"OpenType":   append([]byte("OTTO"), good[4:]...),
	} {
		if _, err := font.Parse(data); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := font.Parse(append([]byte("OTTO"), good[4:]...)); !errors.Is(err, font.ErrNotTrueType) {
		t.Errorf("OpenType: %v", err)
	}
	for _, n := range []int{3, 11, 12, 40, 200, 300} {
		if _, err := font.Parse(good[:n:n]); err == nil {
			t.Errorf("first %d bytes: no error", n)
		}
	}
	all := files(t)
	all[2] = all[2][:100]
	if _, err := font.NewFamily("Tinos", all); err == nil || !strings.Contains(err.Error(), "Tinos, face 2") {
		t.Errorf("family with a damaged face: %v", err)
	}
}

// Parse never panics, and what it accepts answers for every letter.
func FuzzParse(f *testing.F) {
	good := files(f)[0]
	f.Add(uint16(0), byte(0), uint16(4), byte(2))
	f.Add(uint16(12), byte(255), uint16(30), byte(1))
	f.Fuzz(func(t *testing.T, at uint16, a byte, at2 uint16, b byte) {
		data := bytes.Clone(good)
		data[int(at)%len(data)], data[int(at2)%len(data)] = a, b
		face, err := font.Parse(data)
		if err != nil {
			return
		}
		for _, r := range vietnamese {
			if w, by := face.Width(r), face.Advance(r); w != by {
				t.Errorf("%q is %d wide, and moves what follows by %d", r, w, by)
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	data := files(b)[0]
	for b.Loop() {
		if _, err := font.Parse(data); err != nil {
			b.Fatal(err)
		}
	}
}

// Marks are drawn whatever the font has.
func TestMarks(t *testing.T) {
	f, err := fonts.Tinos()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range "☐☑✓" {
		m, ok := font.MarkOf(r)
		if !ok || f.Face(font.Bold).Advance(r) != m.Width || m.Stroke <= 0 {
			t.Errorf("%c: %+v", r, m)
		}
		for _, l := range m.Lines {
			if min(l[0], l[2]) < 0 || max(l[0], l[2]) > m.Width {
				t.Errorf("%c: stroke %v beyond its width of %d", r, l, m.Width)
			}
		}
	}
	if _, ok := font.MarkOf('ộ'); ok || f.Face(font.Regular).Advance('n') != f.Face(font.Regular).Width('n') {
		t.Error("a letter is taken for a mark")
	}
}
