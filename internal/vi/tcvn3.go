package vi

import "strings"

// tcvn3Letters pairs each letter with its code in TCVN 5712-3 (ABC), whose codes show
// as Latin-1 letters and signs in every font but its own. ư is U+00AD, the soft hyphen.
//
// Capitals with a tone have no code: they are the small letter's, set in a font whose
// name ends in H (.VnTimeH).
const (
	tcvn3Letters = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂÊÔƠƯĐ"
	tcvn3Codes   = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢£¤¥¦§"
)

var fromTCVN3 = func() map[rune]rune {
	from := map[rune]rune{}
	letters := []rune(tcvn3Letters)
	for i, code := range []rune(tcvn3Codes) {
		from[code] = letters[i]
	}
	return from
}()

// DecodeTCVN3 gives a text typed for TCVN3 fonts as Unicode. With capitals the font
// was one of capitals, and everything is. A sign that is no code stays.
//
// Without such a font people still type capitals, and the letters with tones among
// them stay small (NGUYễN): in a word of capitals they are raised.
func DecodeTCVN3(s string, capitals bool) string {
	out := []rune(s)
	for i, r := range out {
		if letter, ok := fromTCVN3[r]; ok {
			out[i] = letter
		}
	}
	if capitals {
		return Upper(string(out))
	}
	return raise(string(out))
}

// raise gives words of capitals their small letters with marks as capitals. A word
// counts that has two plain capitals and no plain small letter; where there is one
// and the whole text has no plain small letter, shorter words go with it.
func raise(s string) string {
	plainSmall := func(r rune) bool { return r >= 'a' && r <= 'z' }
	all := !strings.ContainsFunc(s, plainSmall)
	shouted := false
	words := strings.SplitAfter(s, " ")
	for i, w := range words {
		capitals := 0
		for _, r := range w {
			if r >= 'A' && r <= 'Z' {
				capitals++
			}
		}
		if capitals >= 2 && !strings.ContainsFunc(w, plainSmall) {
			raised := strings.ToUpper(w)
			shouted = shouted || raised != w
			words[i] = raised
		}
	}
	if all && shouted {
		return strings.ToUpper(s)
	}
	return strings.Join(words, "")
}
