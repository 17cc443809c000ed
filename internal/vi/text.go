// Package vi holds what the software knows of the Vietnamese language: one Unicode
// form, keys for matching and ordering, dates and counts as Decree 30 writes them.
//
// What the user typed is never rewritten. Folding (tone placement, case, marks)
// makes keys to match by; texts are printed as they came, in NFC.
package vi

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Clean gives a value as the software keeps it: NFC, Icelandic eths mended to đ,
// invisible characters gone, every blank one space, line ends "\n", nothing at the
// ends. Control characters stay, for intake to report.
func Clean(s string) string {
	if plain(s) {
		return s
	}
	return clean(s)
}

// clean is Clean for any text.
func clean(s string) string {
	s = norm.NFC.String(s)
	s = strings.ReplaceAll(s, "\r\n", "\n")
	var b strings.Builder
	b.Grow(len(s))
	blank, breaks := false, 0
	for _, r := range s {
		switch r = Letter(r); r {
		case -1:
			continue
		case '\n':
			breaks++
			continue
		case ' ', '\u00a0':
			blank = true
			continue
		}
		if b.Len() > 0 {
			switch {
			case breaks > 0:
				b.WriteByte('\n')
			case blank:
				b.WriteByte(' ')
			}
		}
		blank, breaks = false, 0
		b.WriteRune(r)
	}
	// What an invisible character parted may compose now.
	return norm.NFC.String(b.String())
}

// Letter gives a letter as the software keeps it: every blank a space, or a no-break
// space where it ties, every line end "\n", Icelandic eths mended to đ, and -1 for what
// can't be seen.
func Letter(r rune) rune {
	switch r {
	case '\t', '\u2002', '\u2003', '\u2009':
		return ' '
	case '\u2007', '\u202f':
		return '\u00a0'
	case '\r', '\u2028', '\u2029', '\v':
		return '\n'
	case '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad':
		return -1
	case 'Ð':
		return 'Đ'
	case 'ð':
		return 'đ'
	}
	return r
}

// plain reports whether Clean has nothing to do, as with nearly every value that was
// typed on a computer: composed Latin letters, punctuation, single blanks.
func plain(s string) bool {
	blank := true
	for _, r := range s {
		was := blank
		blank = r == ' ' || r == '\n'
		switch {
		case blank && was:
			return false
		case blank, r > ' ' && r < 0x7f:
		case r == 'Ð', r == 'ð':
			return false
		case r >= 0xc0 && r < 0x250, r >= 0x1e00 && r < 0x1f00, r >= 0x2010 && r < 0x2028:
			// Every one of them is composed, and none composes with the one before.
		default:
			return false
		}
	}
	return s == "" || !blank
}

// toned lists the vowels whose tone mark stands on either of two, the old spelling
// first, by what follows: hòa and hoà are one word. Of each its letter without a tone
// comes with it.
var toned = map[rune]struct {
	plain  rune
	before string // toned letters before it, and what it becomes after each
	after  []rune
}{
	'a': {'o', "òóỏõọ", []rune("àáảãạ")},
	'e': {'o', "òóỏõọ", []rune("èéẻẽẹ")},
	'y': {'u', "ùúủũụ", []rune("ỳýỷỹỵ")},
}

// Key gives what two spellings of one value share: NFC, lower case, single spaces,
// one tone placement. Letters with other marks stay apart: thưởng is not thường.
func Key(s string) string {
	s = Clean(s)
	if isKey(s) {
		return s
	}
	b := make([]byte, 0, len(s)+utf8.UTFMax)
	last := rune(0)
	for _, r := range s {
		switch {
		case r == '\n':
			r = ' '
		case r < utf8.RuneSelf:
			if r >= 'A' && r <= 'Z' {
				r += 'a' - 'A'
			}
		default:
			r = unicode.ToLower(r)
		}
		if last >= utf8.RuneSelf && (r == 'a' || r == 'e' || r == 'y') {
			t := toned[r]
			if n := strings.IndexRune(t.before, last); n >= 0 {
				b = utf8.AppendRune(b[:len(b)-utf8.RuneLen(last)], t.plain)
				r = t.after[utf8.RuneCountInString(t.before[:n])]
			}
		}
		b, last = utf8.AppendRune(b, r), r
	}
	return string(b)
}

// isKey reports whether a clean text is its own key, as far as that is seen at once.
func isKey(s string) bool {
	last := rune(0)
	for _, r := range s {
		switch {
		case r >= 'A' && r <= 'Z', r == '\n', r == utf8.RuneError:
			return false
		case (r == 'a' || r == 'e' || r == 'y') && last >= utf8.RuneSelf:
			return false // its tone mark may have to move
		case r >= utf8.RuneSelf && unicode.ToLower(r) != r:
			return false
		}
		last = r
	}
	return true
}

// Bare takes all marks away and gives lower case: "Đặng" becomes "dang". For file
// names and for guessing what was meant, never for deciding that two things are one.
func Bare(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case r == 'đ':
			b.WriteByte('d')
		case !unicode.Is(unicode.Mn, r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Slug gives a name as a file name: ASCII letters, digits and single hyphens, lower
// case, at most limit bytes, cut between words where that is possible.
func Slug(s string, limit int) string {
	words := strings.FieldsFunc(Bare(s), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	out := ""
	for _, w := range words {
		next := w
		if out != "" {
			next = out + "-" + w
		}
		if len(next) > limit {
			break
		}
		out = next
	}
	if out == "" && len(words) > 0 {
		out = words[0][:min(limit, len(words[0]))]
	}
	return out
}

// Count writes a number of people or things as official lists do: below ten with a
// leading zero, "01", "09", "12"; thousands parted by a dot.
func Count(n int) string {
	if n >= 0 && n < 1000 {
		return fmt.Sprintf("%02d", n)
	}
	return Thousands(int64(n))
}

// Thousands writes a whole number with a dot after every three digits: 1.234.567.
func Thousands(n int64) string {
	s := fmt.Sprint(n)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "." + s[i:]
	}
	return sign + s
}

// NFC composes a text, "e" with its marks into "ệ", and leaves everything else.
func NFC(s string) string { return norm.NFC.String(s) }

// Capital gives a text with its first letter a capital, as it begins a sentence.
func Capital(s string) string {
	_, size := utf8.DecodeRuneInString(s)
	return Upper(s[:size]) + s[size:]
}

// Upper gives capitals, as headings and office names are printed.
func Upper(s string) string { return strings.ToUpper(norm.NFC.String(s)) }
