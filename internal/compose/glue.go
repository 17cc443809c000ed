package compose

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"thidua/internal/vi"
)

const noBreak = "\u00a0"

// ordinals are words whose number follows them: "năm 2026", "khoản 2". The number
// then belongs to the word before it, not to the one after.
var ordinals = map[string]bool{
	"ngày": true, "tháng": true, "năm": true, "quý": true, "số": true, "thứ": true, "hạng": true,
	"điều": true, "khoản": true, "mục": true, "chương": true, "phần": true, "top": true, "tốp": true,
	"lần": true, "khóa": true, "khoá": true,
}

// titles stand before a person's name.
var titles = map[string]bool{"ông": true, "bà": true, "đồng chí": true}

// degrees stand before a person's name or another degree: "ThS. Nguyễn", "PGS. TS. Lê".
var degrees = map[string]bool{
	"GS.": true, "PGS.": true, "TS.": true, "ThS.": true, "CN.": true, "KS.": true, "BS.": true, "DS.": true, "LS.": true,
	"GS.TS.": true, "PGS.TS.": true, "BSCKI.": true, "BSCKII.": true, "NGND.": true, "NGƯT.": true, "TTND.": true, "TTƯT.": true,
}

// glue ties words that a line must not part with no-break spaces: a number and its
// unit ("05 năm", "98,5 %"), a word and its number ("ngày 09", "Điều 5"), a span
// ("2026 - 2030"), a box and its first word ("☐ Đồng ý"), a title, degree or initial
// and its name ("ông Nguyễn", "ThS. Trần", "N. V."), and "Chủ tịch", which stands in
// most titles. It changes nothing else.
func glue(s string) string {
	words := strings.Split(s, " ")
	if len(words) < 2 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 8)
	b.WriteString(words[0])
	for i := 1; i < len(words); i++ {
		before := ""
		if i > 1 {
			before = words[i-2]
		}
		if tied(before, words[i-1], words[i]) {
			b.WriteString(noBreak)
		} else {
			b.WriteByte(' ')
		}
		b.WriteString(words[i])
	}
	return b.String()
}

// tied reports whether two neighbours stay on one line; before is the word ahead of them.
// What is quickly seen of the next word is asked first: every text comes through here.
func tied(before, word, next string) bool {
	if word == "" || next == "" {
		return false
	}
	r, _ := utf8.DecodeRuneInString(next)
	switch {
	case word == "☐" || word == "☑": // a box to tick and what it stands for
		return true
	case (startsWithDigit(next) || strings.HasPrefix(next, noBreak) || isRoman(next)) && isOrdinal(word):
		return true
	case isPoint(word): // a point of a law has a letter
		return isLetter(next)
	case unicode.IsUpper(r) && (isTitle(before, word) || isInitial(word)):
		return true
	case strings.EqualFold(word, "chủ") && strings.EqualFold(next[:min(len(next), len("tịch"))], "tịch"):
		return true
	case strings.HasPrefix(next, "%"):
		return isNumber(word)
	case next == "-" || next == "–":
		return isNumber(word)
	case word == "-" || word == "–":
		return isNumber(before) && startsWithDigit(next)
	}
	return isNumber(word) && unicode.IsLower(r) && !isOrdinal(before) && before != "-" && before != "–"
}

func isOrdinal(word string) bool {
	return ordinals[strings.ToLower(strings.TrimLeft(word, "(“\""))]
}

func isTitle(before, word string) bool {
	w := strings.ToLower(strings.TrimLeft(word, "(“-"))
	return titles[w] || titles[strings.ToLower(before)+" "+w]
}

// isRoman reports whether a word is a small Roman number, as chapters have it.
func isRoman(s string) bool {
	s = strings.TrimRight(s, ".,;:)”")
	return s != "" && len(s) <= 5 && strings.Trim(s, "IVX") == ""
}

func isPoint(word string) bool {
	return strings.EqualFold(strings.TrimLeft(word, "(“"), "điểm")
}

// isLetter reports whether a word is one small letter: "a", "đ,".
func isLetter(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return (r >= 'a' && r <= 'z' || r == 'đ') && strings.Trim(s[n:], ".,;:)”") == ""
}

// isInitial reports whether a word is a degree, or the first letter of a name.
func isInitial(word string) bool {
	word = strings.TrimLeft(word, "(“-")
	if degrees[word] {
		return true
	}
	r, n := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r) && word[n:] == "." && !isRoman(word)
}

func startsWithDigit(s string) bool { return s[0] >= '0' && s[0] <= '9' }

// isNumber reports whether a word is a number with nothing after it: "05", "1.234,5",
// "(98" but not "2026," or "09/6/2026".
func isNumber(s string) bool {
	s = strings.TrimLeft(s, "(“")
	if s == "" || !startsWithDigit(s) || s[len(s)-1] == '.' || s[len(s)-1] == ',' {
		return false
	}
	return strings.Trim(s, "0123456789.,") == ""
}

// entitled puts Ông or Bà before a person's name, tied to it.
func entitled(sex, name string) string {
	switch vi.Key(sex) {
	case "nam":
		return "Ông" + noBreak + name
	case "nữ":
		return "Bà" + noBreak + name
	}
	return "Ông (bà)" + noBreak + name
}

// spellOut writes the abbreviation UBND in full, as papers that go up to the city
// do inside sentences. The symbols of papers (2162/QĐ-UBND) stay.
func spellOut(s string) string {
	words := strings.Split(s, " ")
	for i, w := range words {
		if strings.Trim(w, "(“”),.;:") == "UBND" {
			full := "Ủy ban nhân dân"
			words[i] = strings.Replace(w, "UBND", full, 1)
		}
	}
	return strings.Join(words, " ")
}

// sentence ends a text with one full stop. Where there is no text it leaves a dotted
// line to write on.
func sentence(s string) string {
	if s = strings.TrimRight(s, " .;,"); s == "" {
		return strings.Repeat("…", 12)
	}
	return s + "."
}

// paragraphs parts a text at its line breaks: in a workbook's cell each of them
// starts a new paragraph.
func paragraphs(s string) []string {
	out := strings.Split(s, "\n")
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return slices.DeleteFunc(out, func(p string) bool { return p == "" })
}
