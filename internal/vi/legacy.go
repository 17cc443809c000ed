package vi

import (
	"strings"
	"unicode"
)

// An Encoding is how a text is coded that shows as Vietnamese in its own fonts only.
type Encoding int

// The encodings that offices used before Unicode.
const (
	TCVN3 Encoding = iota + 1 // ABC; fonts .VnTime, .VnArial …
	VNI                       // fonts VNI-Times, VNI-Helve …
)

// String gives the encoding's usual name.
func (e Encoding) String() string {
	switch e {
	case TCVN3:
		return "TCVN3 (ABC)"
	case VNI:
		return "VNI"
	}
	return "Unicode"
}

// EncodingOf tells from a font's name how text in it is coded, and whether the font
// shows small letters as capitals (.VnTimeH). It is 0 for a font of Unicode.
func EncodingOf(font string) (e Encoding, capitals bool) {
	lower := strings.ToLower(font)
	switch {
	case strings.HasPrefix(lower, ".vn"):
		return TCVN3, strings.HasSuffix(font, "H")
	case strings.HasPrefix(lower, "vni-"), strings.HasPrefix(lower, "vni "):
		return VNI, false
	}
	return 0, false
}

// Legacy recognises a text in an old encoding, by what it becomes: more of its words
// must be Vietnamese syllables afterwards, and nearly all that change. font is the
// cell's, "" where unknown; without it short words like "Lª" alone are evidence too
// thin unless they begin with a consonant. s must not have gone through Clean, which
// drops the soft hyphen.
//
// A text that is right as it stands is never taken: every word with a mark is a
// syllable, or some letter is one that the old codes don't have (ơ, ạ).
func Legacy(s, font string) (decoded string, e Encoding, ok bool) {
	if today(s) {
		return "", 0, false
	}
	s = NFC(s)
	marked := false
	for _, r := range s {
		if unicode.IsLetter(r) && r > 0xff {
			return "", 0, false
		}
		marked = marked || r > 0xa0 && r <= 0xff
	}
	if !marked {
		return "", 0, false
	}
	byFont, capitals := EncodingOf(font)
	best := 0
	for _, candidate := range []Encoding{TCVN3, VNI} {
		if byFont != 0 && byFont != candidate {
			continue
		}
		decode := DecodeVNI
		if candidate == TCVN3 {
			decode = func(s string) string { return DecodeTCVN3(s, capitals) }
		}
		if n := gained(s, decode, byFont != 0); n > best {
			decoded, e, best = decode(s), candidate, n
		}
	}
	return decoded, e, best > 0
}

// today reports whether a text has a Vietnamese letter beyond Latin-1, whatever composes
// with it, or none but ASCII's: then it is in no old encoding.
func today(s string) bool {
	high := false
	for _, r := range s {
		if r >= 0x100 && r < 0x250 || r >= 0x1e00 && r < 0x1f00 {
			return true
		}
		high = high || r > 0xa0
	}
	return !high
}

// gained counts how many more words are syllables once decoded; 0 where the decoded
// text is not plausible. Lone signs say nothing: "·" and "©" stand in every text.
func gained(s string, decode func(string) string, byFont bool) int {
	marked, before, after, evidence := 0, 0, 0, byFont
	for _, w := range strings.FieldsFunc(s, parts) {
		became := decode(w)
		letters := len([]rune(became))
		if !strings.ContainsFunc(w, highLatin) || letters < 2 && !byFont {
			continue
		}
		marked++
		was, is := Syllable(w), Syllable(became)
		if was {
			before++
		}
		if is {
			after++
		}
		if is && !was {
			consonant := w[0] < 0x80 && !strings.ContainsRune("aeiouyAEIOUY", rune(w[0]))
			evidence = evidence || after > 1 || letters > 2 || consonant
		}
	}
	if !evidence || after <= before || after*4 < marked*3 {
		return 0
	}
	return after - before
}

// parts reports what words are parted by. No sign beyond ASCII but the quotes and
// dashes of Unicode is one: the old codes are such signs.
func parts(r rune) bool {
	return r <= '@' || r >= '[' && r <= '`' || r >= '{' && r <= '\u00a0' || r > 0xff
}

func highLatin(r rune) bool { return r > 0xa0 && r <= 0xff }
