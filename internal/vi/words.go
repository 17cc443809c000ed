package vi

import (
	"strconv"
	"strings"
)

var digitWords = [...]string{"không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"}

// Words writes a whole number in words, as amounts of money are repeated: "hai mươi
// mốt triệu không trăm linh một nghìn không trăm linh năm". Northern usage: linh,
// nghìn, tỷ; mốt, tư and lăm after mươi; empty hundreds within are said.
func Words(n int64) string {
	if n < 0 {
		// The least number has no opposite: as unsigned it has.
		return "âm " + words(-uint64(n))
	}
	return words(uint64(n))
}

func words(n uint64) string {
	if n == 0 {
		return digitWords[0]
	}
	const billion = 1_000_000_000
	var out []string
	if n >= billion {
		// Past nine digits the names begin anew: nghìn tỷ, triệu tỷ, tỷ tỷ.
		out = append(out, words(n/billion), "tỷ")
	}
	rest := n % billion
	for _, group := range []struct {
		n    uint64
		name string
	}{{rest / 1_000_000, "triệu"}, {rest / 1000 % 1000, "nghìn"}, {rest % 1000, ""}} {
		if group.n == 0 {
			continue
		}
		out = append(out, hundreds(group.n, len(out) > 0)...)
		if group.name != "" {
			out = append(out, group.name)
		}
	}
	return strings.Join(out, " ")
}

// hundreds writes three digits; within a number an empty hundred is said.
func hundreds(n uint64, within bool) []string {
	var out []string
	h, t, u := n/100, n/10%10, n%10
	if h > 0 || within {
		out = append(out, digitWords[h], "trăm")
	}
	switch {
	case t == 0 && u > 0 && len(out) > 0:
		out = append(out, "linh")
	case t == 1:
		out = append(out, "mười")
	case t > 1:
		out = append(out, digitWords[t], "mươi")
	}
	switch {
	case u == 0:
	case u == 1 && t > 1:
		out = append(out, "mốt")
	case u == 4 && t > 1:
		out = append(out, "tư")
	case u == 5 && t > 0:
		out = append(out, "lăm")
	default:
		out = append(out, digitWords[u])
	}
	return out
}

// Roman writes a number as sections and annexes are numbered: "XIV". Outside 1 to 3999
// it stays in digits.
func Roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, d := range []struct {
		value int
		sign  string
	}{
		{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"},
	} {
		for ; n >= d.value; n -= d.value {
			b.WriteString(d.sign)
		}
	}
	return b.String()
}
