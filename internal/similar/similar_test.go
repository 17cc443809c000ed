package similar

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

const report = "Tham mưu ban hành kế hoạch cải cách hành chính, tiếp nhận và trả kết quả 4.215 hồ sơ trước hạn, rút ngắn 30% thời gian giải quyết, không để hồ sơ quá hạn."

func anyPair(int, int) bool { return true }

func TestNearest(t *testing.T) {
	changed := strings.Replace(report, "4.215", "3.980", 1)
	spelled := strings.ToUpper(report)
	other := "Xây dựng sổ tay thủ tục một trang cho người cao tuổi, tập huấn cho 12 tổ dân phố, cập nhật dữ liệu dân cư hằng tuần."
	for _, test := range []struct {
		name  string
		texts []string
		want  []Match
	}{
		{"same words", []string{report, spelled}, []Match{{0, 1, 100}}},
		{"one figure", []string{report, changed}, []Match{{0, 1, 87}}},
		{"nearest of two", []string{changed, report, spelled}, []Match{{0, 1, 87}, {1, 2, 100}}},
		{"another report", []string{report, other}, nil},
		{"set phrase", []string{"Hoàn thành tốt nhiệm vụ được giao.", "Hoàn thành tốt nhiệm vụ được giao."}, nil},
		{"nothing", []string{"", ""}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := Nearest(test.texts, 75, anyPair); !slices.Equal(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
	if got := Nearest([]string{report, report}, 75, func(int, int) bool { return false }); got != nil {
		t.Errorf("got %v of texts that may not be compared", got)
	}
}

// reports makes texts out of a stock of sentences, as an office that writes hundreds of
// them does: a share of the sentences, in percent, is from the stock, the others are
// nobody else's. Every tenth text is an earlier one with a sentence added.
func reports(n, sentences, stock, share int) []string {
	r := rand.New(rand.NewPCG(1, 2))
	sentence := func() string {
		words := make([]string, 14)
		for i := range words {
			words[i] = fmt.Sprintf("tiếng%d", r.IntN(600))
		}
		return strings.Join(words, " ")
	}
	phrases := make([]string, stock)
	for i := range phrases {
		phrases[i] = sentence()
	}
	out := make([]string, 0, n)
	for i := range n {
		if i%10 == 9 {
			out = append(out, out[r.IntN(i)]+". "+sentence())
			continue
		}
		var parts []string
		for range sentences {
			if r.IntN(100) < share {
				parts = append(parts, phrases[r.IntN(len(phrases))])
			} else {
				parts = append(parts, sentence())
			}
		}
		out = append(out, strings.Join(parts, ". "))
	}
	return out
}

// everyPair is what Nearest promises, counted pair by pair.
func everyPair(texts []string, percent int, comparable func(earlier, later int) bool) []Match {
	sets, _, _ := shingles(texts)
	var out []Match
	for later := range texts {
		best := Match{Later: later}
		for earlier := range later {
			n, m := len(sets[earlier]), len(sets[later])
			if n < shortest || m < shortest || !comparable(earlier, later) {
				continue
			}
			shared := common(sets[earlier], sets[later], 0)
			if share := 200 * shared / (n + m); share >= percent && share > best.Percent {
				best.Earlier, best.Percent = earlier, share
			}
		}
		if best.Percent > 0 {
			out = append(out, best)
		}
	}
	return out
}

func TestNearestIsExact(t *testing.T) {
	for _, test := range []struct {
		name                            string
		n, sentences, stock, share, min int // min: matches without which the case says nothing
	}{
		{"own words", 300, 12, 400, 50, 20},
		{"set phrases", 300, 6, 12, 90, 70},
		{"the same texts", 300, 2, 4, 100, 250},
		{"short and long", 300, 1, 3, 50, 100},
	} {
		texts := reports(test.n, test.sentences, test.stock, test.share)
		for _, percent := range []int{1, 50, 75, 90, 100} {
			for name, comparable := range map[string]func(a, b int) bool{
				"any":         anyPair,
				"other units": func(a, b int) bool { return a%3 != b%3 },
				"one partner": func(a, b int) bool { return a == b-10 },
			} {
				got, want := Nearest(texts, percent, comparable), everyPair(texts, percent, comparable)
				if !slices.Equal(got, want) {
					t.Errorf("%s at %d%%, %s: got %v, want %v", test.name, percent, name, got, want)
				}
				if percent == 75 && name == "any" && len(want) < test.min {
					t.Errorf("%s: only %d matches", test.name, len(want))
				}
			}
		}
	}
}

// FuzzNearest holds the search against every pair: the syllables are the bytes.
func FuzzNearest(f *testing.F) {
	f.Add([]byte("abcdefghijklmnop|abcdefghijklmnop|abcdefgxhijklmnop|ab"), 75)
	f.Add([]byte("aaaaaaaaaaaabaaaaaac|aabbaabbaabbabababa"), 1)
	f.Fuzz(func(t *testing.T, data []byte, percent int) {
		if percent < 1 || percent > 100 || len(data) > 2000 {
			return
		}
		var texts []string
		for _, part := range strings.Split(string(data), "|") {
			words := make([]string, len(part))
			for i := range words {
				words[i] = fmt.Sprint(part[i])
			}
			texts = append(texts, strings.Join(words, " "))
		}
		other := func(a, b int) bool { return (a+b)%4 != 0 }
		if got, want := Nearest(texts, percent, other), everyPair(texts, percent, other); !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	})
}

// BenchmarkNearest measures texts in their writers' own words, and the hard cases:
// all out of a dozen set phrases, and all one text but for a sentence.
func BenchmarkNearest(b *testing.B) {
	for _, size := range []int{100, 1000, 10_000} {
		for _, c := range []struct {
			name  string
			texts []string
		}{
			{"own words", reports(size, 12, 400, 50)},
			{"set phrases", reports(size, 6, 12, 75)},
			{"one text", reports(size, 10, 1, 90)},
		} {
			b.Run(fmt.Sprintf("%s/texts=%d", c.name, size), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					Nearest(c.texts, 75, anyPair)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(size*b.N), "ns/text")
			})
		}
	}
}
