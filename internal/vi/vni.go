package vi

import (
	"strings"
	"unicode"
)

// VNI writes a letter and then, as another letter of Latin-1, its mark: aù is á, aá
// is ấ. A few letters are one code: ñ is đ, ô is ơ, ö is ư, and i keeps to itself.
// Capitals have capital marks.
const (
	vniPlain   = "ùøûõï"  // sắc, huyền, hỏi, ngã, nặng on a e o u y ô(ơ) ö(ư)
	vniRoof    = "âáàåãä" // â and its tones, on a e o
	vniBreve   = "êéèúüë" // ă and its tones, on a
	vniSingles = "íìæóòîñôö"
	vniLetters = "íìỉĩịỵđơư"
)

// vniBases lists what marks may follow, and what letters come of it, in the order of
// the marks. ỵ is a code of its own.
var vniBases = []struct{ base, marks, letters string }{
	{"a", vniPlain, "áàảãạ"},
	{"a", vniRoof, "âấầẩẫậ"},
	{"a", vniBreve, "ăắằẳẵặ"},
	{"e", vniPlain, "éèẻẽẹ"},
	{"e", vniRoof, "êếềểễệ"},
	{"o", vniPlain, "óòỏõọ"},
	{"o", vniRoof, "ôốồổỗộ"},
	{"ô", vniPlain, "ớờởỡợ"},
	{"u", vniPlain, "úùủũụ"},
	{"ö", vniPlain, "ứừửữự"},
	{"y", "ùøûõ", "ýỳỷỹ"},
}

var fromVNI = vniTable()

// vniTable gives the letter of each pair of codes, single codes paired with 0.
func vniTable() map[[2]rune]rune {
	from := map[[2]rune]rune{}
	put := func(base, mark, letter rune) {
		from[[2]rune{base, mark}] = letter
		from[[2]rune{unicode.ToUpper(base), mark}] = unicode.ToUpper(letter)
		from[[2]rune{unicode.ToUpper(base), unicode.ToUpper(mark)}] = unicode.ToUpper(letter)
	}
	for _, b := range vniBases {
		letters := []rune(b.letters)
		for i, mark := range []rune(b.marks) {
			put([]rune(b.base)[0], mark, letters[i])
		}
	}
	letters := []rune(vniLetters)
	for i, code := range []rune(vniSingles) {
		put(code, 0, letters[i])
	}
	return from
}

// DecodeVNI gives a text typed for VNI fonts as Unicode, the longest code first. A
// sign that is no code stays. After a capital a small mark is read as well.
func DecodeVNI(s string) string {
	in := []rune(s)
	var b strings.Builder
	for i := 0; i < len(in); i++ {
		if i+1 < len(in) {
			if letter, ok := fromVNI[[2]rune{in[i], in[i+1]}]; ok {
				b.WriteRune(letter)
				i++
				continue
			}
		}
		if letter, ok := fromVNI[[2]rune{in[i], 0}]; ok {
			b.WriteRune(letter)
			continue
		}
		b.WriteRune(in[i])
	}
	return b.String()
}
