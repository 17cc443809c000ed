package vi

import (
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
	fa, ma, ga := SplitName(a)
	fb, mb, gb := SplitName(b)
	for _, pair := range [...][2]string{{ga, gb}, {ma, mb}, {fa, fb}} {
		if n := c.c.CompareString(pair[0], pair[1]); n != 0 {
			return n
		}
	}
	return 0
}

// SplitName parts a person's name into family name, middle names and given name, by
// position only: the first word, the ones between, the last.
func SplitName(s string) (family, middle, given string) {
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
// whether one is near enough to offer as what was meant.
func Nearest(s string, candidates []string) (string, bool) {
	best, bestDistance := "", 1<<30
	key := []rune(Bare(Key(s)))
	for _, c := range candidates {
		if d := distance(key, []rune(Bare(Key(c)))); d < bestDistance {
			best, bestDistance = c, d
		}
	}
	return best, best != "" && bestDistance <= max(2, len(key)/2)
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
