package vi

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A Remark is a place in a text that isn't written as Decree 30 asks.
type Remark struct {
	Start, End int    // in bytes of the text
	Got        string // what stands there
	Want       string // what should; "" for what should go
}

// The forms that Writing looks at. A date needs its year: "2/9" may be a share.
var (
	longDate   = regexp.MustCompile(`(?i)\b(ngày) +(\d{1,2}) +(tháng) +(\d{1,2}) +(năm) +(\d{4})\b`)
	longMonth  = regexp.MustCompile(`(?i)\b(tháng) +(\d{1,2})( +năm +|/)(\d{4})\b`)
	shortDate  = regexp.MustCompile(`\b\d{1,2}[-/.]\d{1,2}[-/.]\d{4}\b`)
	commaGroup = regexp.MustCompile(`\b\d{1,3}(?:,\d{3})+(?:\.\d+)?\b`)
	dotPercent = regexp.MustCompile(`\b(\d+)\.(\d{1,2})( ?%)`)
	closing    = regexp.MustCompile(`\.?/\.(?:/\.)*\s*$`)
)

// Writing lists what in a unit's text isn't written as Decree 30 asks (annex I, part
// I, II.4.b, II.6): days below 10 and the months 1 and 2 with a nought, other months
// without; thousands after dots and decimals after a comma; no "./." before the paper
// ends. Remarks stand in the order of the text and don't overlap. "1,234" may be a
// decimal rightly written: it is remarked where nothing else tells, for people to decide.
func Writing(s string) []Remark {
	var out []Remark
	add := func(at []int, want string) {
		overlaps := slices.ContainsFunc(out, func(r Remark) bool { return at[0] < r.End && r.Start < at[1] })
		if got := s[at[0]:at[1]]; got != want && !overlaps {
			out = append(out, Remark{at[0], at[1], got, want})
		}
	}
	number := func(at []int, group int) int {
		n, _ := strconv.Atoi(s[at[2*group]:at[2*group+1]]) // digits by the pattern
		return n
	}
	dated := longDate.FindAllStringSubmatchIndex(s, -1)
	for _, m := range dated {
		d := Date{Year: number(m, 6), Month: number(m, 4), Day: number(m, 2)}
		if d.Whole() {
			day, month := twoDigits(d.Day, d.Month)
			add(m[:2], strings.Join([]string{s[m[2]:m[3]], day, s[m[6]:m[7]], month, s[m[10]:m[11]], strconv.Itoa(d.Year)}, " "))
		}
	}
	for _, m := range longMonth.FindAllStringSubmatchIndex(s, -1) {
		inDate := slices.ContainsFunc(dated, func(d []int) bool { return d[0] <= m[0] && m[1] <= d[1] })
		if n := number(m, 2); !inDate && n >= 1 && n <= 12 {
			_, month := twoDigits(1, n)
			add(m[:2], s[m[2]:m[3]]+" "+month+s[m[6]:m[1]])
		}
	}
	for _, m := range shortDate.FindAllStringIndex(s, -1) {
		if d, ok := ParseDate(s[m[0]:m[1]]); ok && d.Whole() {
			add(m, d.Short())
		}
	}
	for _, m := range commaGroup.FindAllStringIndex(s, -1) {
		whole, fraction, cut := strings.Cut(strings.ReplaceAll(s[m[0]:m[1]], ",", " "), ".")
		want := strings.ReplaceAll(whole, " ", ".")
		if cut {
			want += "," + fraction
		}
		add(m, want)
	}
	for _, m := range dotPercent.FindAllStringSubmatchIndex(s, -1) {
		add(m[:2], s[m[2]:m[3]]+","+s[m[4]:m[1]])
	}
	if m := closing.FindStringIndex(s); m != nil {
		add(m, ".")
	}
	slices.SortFunc(out, func(a, b Remark) int { return cmp.Compare(a.Start, b.Start) })
	return out
}
