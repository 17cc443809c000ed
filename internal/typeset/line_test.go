package typeset

import (
	"math"
	"strings"
	"testing"
	"unicode"

	"thidua/internal/font"
	"thidua/internal/paper"
)

// loaded gives the words of a text, ready for breaking at a measure.
func loaded(t testing.TB, str string, narrowest Unit) (*setter, []word) {
	t.Helper()
	s := &setter{ink: &ink{}, layout: DefaultLayout(), font: family(t)}
	k := s.layout.look(paper.Body)
	s.load([]paper.Run{{Text: str}}, k)
	s.text.bind(narrowest)
	s.cut(narrowest, k.size)
	return s, s.text.words
}

// textWidth is the width of an upright page's text.
const textWidth = 467717 // 165 mm

// looseness is the loosest justified line in thousandths, and the sum of squares of
// how far lines are from natural.
func looseness(ws []word, ends []int32, m measure) (worst int64, sum float64) {
	from := int32(0)
	for i, end := range ends {
		line := ws[from:end]
		if flex, _ := flexible(line); flex > 0 && i < len(ends)-1 {
			slack := m.line(int(from)) - natural(line)
			worst = max(worst, int64((flex+slack)*1000/flex))
			sum += math.Pow(float64(slack)/float64(flex), 2)
		}
		from = end
	}
	return worst, sum
}

// Total fit must earn its keep: against filling line by line its worst line is never
// looser on these texts, and all lines together are nearer to natural spaces.
func TestTotalFitAgainstGreedy(t *testing.T) {
	m := measure{first: textWidth - MM(12.7), rest: textWidth}
	var total, simple float64
	var worstTotal, worstSimple int64
	for i := range 40 {
		s, ws := loaded(t, prose(i, 2+i%6), m.first)
		w1, q1 := looseness(ws, s.breaker.totalFit(ws, m), m)
		w2, q2 := looseness(ws, s.breaker.greedy(ws, m), m)
		total, simple = total+q1, simple+q2
		worstTotal, worstSimple = max(worstTotal, w1), max(worstSimple, w2)
	}
	t.Logf("worst line: total fit %d, greedy %d; sum of squares: %.1f, %.1f", worstTotal, worstSimple, total, simple)
	if worstTotal > worstSimple || total >= simple {
		t.Errorf("total fit is no better than greedy: worst %d against %d, squares %.1f against %.1f", worstTotal, worstSimple, total, simple)
	}
	if worstTotal > 2000 {
		t.Errorf("worst line %d thousandths of the natural space", worstTotal)
	}
}

// In a measure where greedy leaves a gap of more than 2.5 spaces and another break
// exists, that other is taken.
func TestNoGapWhereAnotherBreakExists(t *testing.T) {
	// The long group would leave the second line nearly empty.
	str := "Ủy ban nhân dân phường giao cho phòng Văn hóa - Xã hội và " + strings.ReplaceAll("Trung tâm Phục vụ hành chính công phường", " ", "\u00a0") + " tổ chức thực hiện việc này cho kịp thời hạn."
	s := &setter{ink: &ink{}}
	var ws []word
	found := false
	for w := MM(70); w < MM(165); w += MM(0.5) {
		m := measure{first: w, rest: w}
		s, ws = loaded(t, str, w)
		loose, _ := looseness(ws, s.breaker.greedy(ws, m), m)
		fit, _ := looseness(ws, s.breaker.totalFit(ws, m), m)
		if fit > loose && loose <= 2500 && fit > 2500 {
			t.Errorf("measure %d: total fit sets a line at %d, greedy none above %d", w, fit, loose)
		}
		found = found || loose > 2500 && fit <= 2500
	}
	if !found {
		t.Error("no measure in which total fit avoids a gap that greedy leaves: the test shows nothing")
	}
}

// The symbol of a paper is parted after its "/" or "-" only where a line would else
// be too loose, and then the lines are still flush.
func TestSignsAreTheLastResort(t *testing.T) {
	parted := 0
	for mm := 60; mm <= 165; mm += 3 {
		w := MM(float64(mm))
		s := &setter{ink: &ink{}, layout: DefaultLayout(), font: family(t)}
		s.paragraph([]paper.Run{{Text: "Căn cứ Kế hoạch số\u00a02162/KH-UBND-VHXH-TTPVHCC-TĐKT ngày\u00a009 tháng\u00a06 năm\u00a02026 của Ủy ban nhân dân thành phố về phong trào thi đua."}}, look{size: 14 * Pt, spacing: 100}, 0, w)
		for i, x := range s.texts {
			if i < len(s.texts)-1 && x.Space != 0 {
				if end := widthOf(t, x); end > w || end < w-Unit(strings.Count(x.S, " ")) {
					t.Errorf("%d mm: %q ends at %d of %d", mm, x.S, end, w)
				}
			}
			if last := x.S[len(x.S)-1]; i < len(s.texts)-1 && (last == '-' || last == '/') {
				parted++
				m := measure{first: w, rest: w}
				if whole := loosest(s.text.words, s.breaker.totalFit(s.text.words, m), m); whole <= tooWide {
					t.Errorf("%d mm: %q is parted, though no line need be looser than %d", mm, x.S, whole)
				}
			}
		}
	}
	if parted == 0 {
		t.Error("the symbol is never parted: the test shows nothing")
	}
}

func lineTexts(s *setter, ws []word, ends []int32) []string {
	var out []string
	from := int32(0)
	for _, end := range ends {
		out = append(out, string(s.text.flat[ws[from].start:ws[end-1].end]))
		from = end
	}
	return out
}

func TestBreaks(t *testing.T) {
	tests := []struct {
		name, text string
		mm         float64
		want       string
	}{
		{"one line", "Độc lập - Tự do", 100, "Độc lập - Tự do"},
		{"glue holds", "đã có hơn 05\u00a0năm\u00a0công\u00a0tác", 38, "đã có hơn|05 năm công tác"},
		{"dash stays with the word before", "Phòng Văn hóa - Xã hội", 36, "Phòng Văn hóa -|Xã hội"},
		{"slash only where too wide", "số 118/QĐ-UBND ngày", 34, "số|118/QĐ-UBND|ngày"},
		{"slash", "118/QĐ-UBND-VHXH-TTPVHCC", 40, "118/QĐ-UBND-|VHXH-TTPVHCC"},
		{"glue yields before letters", "ngày\u00a015\u00a0tháng\u00a002\u00a0năm\u00a02027", 24, "ngày 15|tháng 02|năm 2027"},
		{"letters", "mmmmmmmmmm", 20, "mmmmm|mmmmm"},
		{"spaces in a row", "Số:      /TTr", 60, "Số:      /TTr"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := measure{first: MM(tt.mm), rest: MM(tt.mm), ragged: true}
			s, ws := loaded(t, tt.text, m.rest)
			got := strings.Join(lineTexts(s, ws, s.breaker.totalFit(ws, m)), "|")
			if got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

// Names of offices in a letterhead break where a secretary would break them.
func TestBalancedNames(t *testing.T) {
	for _, want := range []string{
		"UBND PHƯỜNG|LÊ THANH NGHỊ",
		"PHÒNG VĂN HÓA - XÃ HỘI",
		"HỘI ĐỒNG|THI ĐUA - KHEN THƯỞNG",
		"PHÒNG KINH TẾ,|HẠ TẦNG VÀ ĐÔ THỊ",
		"TRUNG TÂM PHỤC VỤ|HÀNH CHÍNH CÔNG",
		"VĂN PHÒNG HỘI ĐỒNG NHÂN DÂN|VÀ ỦY BAN NHÂN DÂN PHƯỜNG",
		"BAN CHỈ HUY QUÂN SỰ|PHƯỜNG LÊ THANH NGHỊ",
	} {
		m := measure{first: 178 * Pt, rest: 178 * Pt, ragged: true}
		s := &setter{ink: &ink{}, layout: DefaultLayout(), font: family(t)}
		s.load([]paper.Run{{Text: strings.ReplaceAll(want, "|", " "), Bold: strings.HasPrefix(want, "PHÒNG V")}}, look{size: 13 * Pt, align: centred})
		if strings.Contains(want, "VĂN PHÒNG") {
			m.first, m.rest = 220*Pt, 220*Pt
		}
		s.text.bind(m.rest)
		ws := s.text.words
		if got := strings.Join(lineTexts(s, ws, s.breaker.balanced(ws, m)), "|"); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestBalanced(t *testing.T) {
	m := measure{first: textWidth, rest: textWidth, ragged: true}
	s, ws := loaded(t, "Đề nghị tặng Bằng khen của Chủ tịch Ủy ban nhân dân thành phố cho các tập thể và cá nhân", m.rest)
	greedy := lineTexts(s, ws, s.breaker.greedy(ws, m))
	lines := lineTexts(s, ws, s.breaker.balanced(ws, m))
	if len(lines) != len(greedy) || len(lines) != 2 {
		t.Fatalf("%d lines, greedy %d", len(lines), len(greedy))
	}
	a, b := s.width(lines[0], font.Regular, 14*Pt, 0), s.width(lines[1], font.Regular, 14*Pt, 0)
	if a > 2*b || b > 2*a {
		t.Errorf("uneven lines: %q", lines)
	}
}

// FuzzBreak holds every way of breaking to its promises, whatever the text.
func FuzzBreak(f *testing.F) {
	f.Add("Thực hiện Kế hoạch số 85/KH-UBND của Ủy ban nhân dân phường", uint16(300), false)
	f.Add("a\u00a0b\u00a0c dddddddddddddddddddd - eeee/ffff-gggg", uint16(20), true)
	f.Add("\n\n - \n x\xff\U0001F600", uint16(1), false)
	f.Add("\u00a0", uint16(2), false) // wider than its line
	f.Add("\u00a0\u00a0\n\u00a0 a\u00a0", uint16(2), true)
	f.Fuzz(func(t *testing.T, str string, pts uint16, ragged bool) {
		if len(str) > 2000 {
			return
		}
		w := max(Unit(pts), 1) * Pt
		s, words := loaded(t, str, w)
		flat := string(s.text.flat)
		var all strings.Builder
		from := 0
		for _, end := range s.text.ends {
			ws := words[from:end]
			from = end
			m := measure{first: w, rest: w, ragged: ragged}
			for name, ends := range map[string][]int32{
				"greedy":   append([]int32(nil), s.breaker.greedy(ws, m)...),
				"balanced": append([]int32(nil), s.breaker.balanced(ws, m)...),
				"fit":      append([]int32(nil), s.breaker.totalFit(ws, m)...),
			} {
				begin := int32(0)
				for _, e := range ends {
					if e <= begin {
						t.Fatalf("%s: line ends %v", name, ends)
					}
					line := ws[begin:e]
					flex, _ := flexible(line)
					if over := natural(line) - w; len(line) > 1 && over > 0 && (name != "fit" || ragged || shrink*over > flex) {
						t.Fatalf("%s: line of %d words over its measure by %d", name, len(line), over)
					}
					begin = e
				}
				if int(begin) != len(ws) {
					t.Fatalf("%s: %d of %d words set", name, begin, len(ws))
				}
			}
			for _, l := range lineTexts(s, ws, s.breaker.totalFit(ws, measure{first: w, rest: w, ragged: ragged})) {
				all.WriteString(l)
			}
		}
		bare := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if got, want := bare(all.String()), bare(flat); got != want {
			t.Fatalf("text %q, want %q", got, want)
		}
		for i := range words {
			if words[i].penalty == 0 || words[i].width <= w {
				continue
			}
			if n := len([]rune(flat[words[i].start:words[i].end])); n > 1 && !strings.ContainsFunc(flat[words[i].start:words[i].end], isMark) {
				t.Fatalf("a part of %d letters is wider than the line", n)
			}
		}
	})
}

func isMark(r rune) bool { return unicode.Is(unicode.Mn, r) }

func BenchmarkTotalFit(b *testing.B) {
	m := measure{first: textWidth - MM(12.7), rest: textWidth}
	s, ws := loaded(b, prose(0, 7), m.first)
	b.ReportAllocs()
	for b.Loop() {
		s.breaker.totalFit(ws, m)
	}
}

func BenchmarkGreedy(b *testing.B) {
	m := measure{first: textWidth - MM(12.7), rest: textWidth}
	s, ws := loaded(b, prose(0, 7), m.first)
	b.ReportAllocs()
	for b.Loop() {
		s.breaker.greedy(ws, m)
	}
}

func BenchmarkSetReport(b *testing.B) {
	f, p := family(b), report()
	l := DefaultLayout()
	b.ReportAllocs()
	var d *Document
	for b.Loop() {
		var err error
		if d, err = Set(p, f, l); err != nil {
			b.Fatal(err)
		}
	}
	q := QualityOf(d, f)
	b.ReportMetric(float64(len(d.Pages)), "pages")
	b.ReportMetric(float64(q.Worst)/1000, "worst-looseness")
}
