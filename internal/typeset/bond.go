package typeset

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// What Vietnamese and its office papers say of where lines end. Every space is a place
// to break. What must not be parted, the caller ties with no-break spaces; what should
// rather not be is known here by its letters.

// Penalties for ending a line between two words that belong together.
const (
	datePenalty     = 120 // "ngày 15 tháng 01 | năm 2027"
	citePenalty     = 100 // "Quyết định | số 12/QĐ-UBND", "khoản 2 | Điều 5"
	compoundPenalty = 200 // "Ủy | ban", in cells and headings
	namePenalty     = 60  // "Lê | Thanh Nghị"
)

// bond gives the penalty for ending a line between two words, of which each may be
// several syllables that the caller has tied.
func bond(a, b []byte) int32 {
	if len(a) < 2 || len(b) < 2 {
		return 0
	}
	switch b[0] {
	case 't':
		if leads(b, "tháng ") && (leads(a, "ngày ") || leads(a, "Ngày ")) {
			return datePenalty
		}
	case 'n':
		if leads(b, "năm ") && (leads(a, "tháng ") || leads(a, "Tháng ")) {
			return datePenalty
		}
	case 's':
		if leads(b, "số ") && ends(a) {
			return citePenalty
		}
	default:
		if cites(a) && cites(b) {
			return citePenalty
		}
		if proper(b) && proper(a[bytes.LastIndexByte(a, ' ')+1:]) && ends(a) {
			return namePenalty
		}
	}
	return 0
}

func leads(word []byte, with string) bool {
	return len(word) >= len(with) && string(word[:len(with)]) == with
}

// cites reports whether a word is a part of a law with its number: "khoản 2".
func cites(word []byte) bool {
	at := bytes.IndexByte(word, ' ')
	if at < 0 {
		return false
	}
	switch string(word[:at]) {
	case "điểm", "Điểm", "khoản", "Khoản", "điều", "Điều", "mục", "Mục", "chương", "Chương", "phần", "Phần":
		return true
	}
	return false
}

// ends reports whether a word ends with a letter, so that no sign parts it from the next.
func ends(word []byte) bool {
	r, _ := utf8.DecodeLastRune(word)
	return unicode.IsLetter(r)
}

// proper reports whether a syllable has one capital letter, its first, as those of the
// names of people and places have.
func proper(syllable []byte) bool {
	r, n := utf8.DecodeRune(syllable)
	if !unicode.IsUpper(r) {
		return false
	}
	r, _ = utf8.DecodeRune(syllable[n:])
	return unicode.IsLower(r)
}

func isSign(r rune) bool { return r == '/' || r == '-' }

// choice reports whether the sign at a byte of a word stands between two words of the
// language, as in "tổ chức/cá nhân" or "và/hoặc". The symbols of papers, dates, spans
// of years, ranks and abbreviations ("01/BB-HĐTĐKT", "15/01/2027", "3/45", "km/h") are
// not parted.
func choice(word []byte, at int) bool {
	from := bytes.LastIndexByte(word[:at], ' ') + 1
	if to := bytes.IndexByte(word[at:], ' '); to >= 0 {
		word = word[:at+to]
	}
	if bytes.ContainsAny(word[from:], "0123456789") {
		return false
	}
	r, n := utf8.DecodeLastRune(word[from:at])
	before, _ := utf8.DecodeLastRune(word[from : at-n])
	after, n := utf8.DecodeRune(word[at+1:])
	next, _ := utf8.DecodeRune(word[at+1+n:])
	return unicode.IsLower(r) && unicode.IsLetter(before) && unicode.IsLetter(after) && unicode.IsLower(next)
}

// longSymbol reports whether a text begins with the symbol of a paper or a date in
// figures, "2162/QĐ-UBND": long enough to leave a hole in the line before, so that the
// word it is tied to may have to stay there. One whose number is still blank may not.
func longSymbol(text []byte) bool {
	if len(text) == 0 || text[0] < '0' || text[0] > '9' { // empty: a space ends its word
		return false
	}
	if end := bytes.IndexByte(text, ' '); end >= 0 {
		text = text[:end]
	}
	return len(text) > 8 && bytes.IndexByte(text, '/') > 0
}

// bind notes where words belong together, in the lines of the source that are wider than
// a line can be: the others, most of those in tables, are not broken.
func (t *text) bind(narrowest Unit) {
	from := 0
	for _, end := range t.ends {
		words := t.words[from:end]
		from = end
		if natural(words) <= narrowest {
			continue
		}
		for i := range words[1:] {
			w, next := &words[i], &words[i+1]
			before, after := t.flat[w.start:w.end], t.flat[next.start:next.end]
			if next.cost == dashCost { // it is the word before the dash that counts
				after = after[:bytes.LastIndexByte(after, ' ')]
			}
			w.penalty = max(w.penalty, bond(before, after))
			if t.ragged && compound(before, after) {
				w.cost, w.penalty = max(w.cost, compoundCost), max(w.penalty, compoundPenalty)
			}
		}
	}
}

// half notes that a word and the next are one half of a compound with a dash, unless
// a sign ends it.
func (t *text) half(w *word) {
	if r, _ := utf8.DecodeLastRune(t.flat[w.start:w.end]); unicode.IsLetter(r) {
		w.penalty, w.cost = max(w.penalty, halfPenalty), halfCost
	}
}

// compound reports whether two syllables are one of the compounds, a sign after them or
// not.
func compound(a, b []byte) bool {
	const longest = 16 // bytes of a syllable with a sign
	if len(a) > longest || len(b) > longest {
		return false
	}
	lower := make([]byte, 0, 4*longest) // stays on the stack
	lower = append(appendLower(lower, a), ' ')
	return compounds[string(appendLower(lower, bytes.TrimRight(b, ",;:.")))]
}

func appendLower(to, syllable []byte) []byte {
	for i := 0; i < len(syllable); {
		r, n := utf8.DecodeRune(syllable[i:])
		to = utf8.AppendRune(to, unicode.ToLower(r))
		i += n
	}
	return to
}

// compounds are words of two syllables in the names of offices and of papers: a
// heading is not parted within them, a cell rather not.
var compounds = map[string]bool{
	"ủy ban": true, "uỷ ban": true, "hội đồng": true, "nhân dân": true, "văn phòng": true, "trung tâm": true, "phục vụ": true,
	"hành chính": true, "kinh tế": true, "hạ tầng": true, "đô thị": true, "văn hóa": true, "xã hội": true, "thi đua": true,
	"khen thưởng": true, "chỉ huy": true, "quân sự": true, "công an": true, "mặt trận": true, "tổ quốc": true, "việt nam": true,
	"phụ nữ": true, "thanh niên": true, "cựu chiến": true, "nông dân": true, "công đoàn": true, "tiểu học": true, "trung học": true,
	"cơ sở": true, "mầm non": true, "y tế": true, "chủ tịch": true, "thành phố": true, "đơn vị": true, "cơ quan": true,
	"danh sách": true, "danh hiệu": true, "hình thức": true, "thành tích": true, "quyết định": true, "đề nghị": true, "kế hoạch": true,
	"báo cáo": true, "kết quả": true, "thực hiện": true, "phong trào": true, "cải cách": true, "giai đoạn": true, "xuất sắc": true,
	"bằng khen": true, "giấy khen": true, "tập thể": true, "cá nhân": true, "lao động": true, "tiên tiến": true, "chiến sĩ": true,
	"sáng kiến": true, "công tác": true, "tài liệu": true, "văn bản": true, "trích ngang": true, "địa bàn": true,
	"tổ dân": true, "dân phố": true, "cộng đồng": true, "công nghệ": true, "chức vụ": true, "thẩm định": true, "chuyên viên": true,
}
