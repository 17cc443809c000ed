package vi

import (
	"slices"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// A Collator orders Vietnamese text as CLDR does: a ă â b c d đ e ê …, tones after
// letters (none, huyền, hỏi, ngã, sắc, nặng). It is not for several goroutines.
type Collator struct{ c *collate.Collator }

// NewCollator makes a Collator.
func NewCollator() *Collator { return &Collator{collate.New(language.Vietnamese)} }

// Compare orders texts of any kind.
func (c *Collator) Compare(a, b string) int { return c.c.CompareString(a, b) }

// CompareNames orders people's names by given name, then middle names, then family
// name (Tên, Đệm, Họ): Nguyễn Văn An stands before Lê Bình.
func (c *Collator) CompareNames(a, b string) int {
	fa, ma, ga := splitName(a)
	fb, mb, gb := splitName(b)
	for _, pair := range [...][2]string{{ga, gb}, {ma, mb}, {fa, fb}} {
		if n := c.c.CompareString(pair[0], pair[1]); n != 0 {
			return n
		}
	}
	return 0
}

// splitName parts a person's name into family name, middle names and given name, by
// position only: the first word, the ones between, the last.
func splitName(s string) (family, middle, given string) {
	w := strings.Fields(s)
	switch len(w) {
	case 0:
		return "", "", ""
	case 1:
		return "", "", w[0]
	}
	return w[0], strings.Join(w[1:len(w)-1], " "), w[len(w)-1]
}

// Nearest gives the candidate most like s, by letters without their marks, and
// whether one is near enough to offer as what was meant: a third of its letters
// wrong at most, or words left out or added. Another number is never near: nobody
// who writes SK12 means SK01, but SK1 may.
func Nearest(s string, candidates []string) (string, bool) {
	key := Bare(Key(s))
	letters, words := []rune(key), strings.Fields(key)
	best, bestDistance := "", -1
	for _, c := range candidates {
		other := Bare(Key(c))
		runes := []rune(other)
		d := distance(letters, runes)
		near := numbers(key) == numbers(other) && (d <= max(1, min(len(letters), len(runes))/3) || shareWords(words, strings.Fields(other)))
		if near && len(letters) > 1 && (bestDistance < 0 || d < bestDistance) {
			best, bestDistance = c, d
		}
	}
	return best, bestDistance >= 0
}

// numbers gives the numbers in a text, without leading zeros.
func numbers(s string) string {
	var out []string
	for _, run := range strings.FieldsFunc(s, func(r rune) bool { return r < '0' || r > '9' }) {
		out = append(out, strings.TrimLeft(run, "0"))
	}
	return strings.Join(out, " ")
}

// shareWords reports whether the shorter list has no word that the longer one lacks.
func shareWords(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	for _, w := range a {
		if !slices.Contains(b, w) {
			return false
		}
	}
	return len(a) > 0
}

// distance is the number of letters to insert, drop or exchange (Levenshtein).
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
