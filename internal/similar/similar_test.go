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

// texts makes reports out of a stock of sentences, as an office that writes hundreds
// of them does; every tenth is an earlier one with a sentence changed.
func texts(n int) []string {
	r := rand.New(rand.NewPCG(1, 2))
	sentence := func() string {
		words := make([]string, 14)
		for i := range words {
			words[i] = fmt.Sprintf("tiếng%d", r.IntN(600))
		}
		return strings.Join(words, " ")
	}
	stock := make([]string, 400)
	for i := range stock {
		stock[i] = sentence()
	}
	out := make([]string, 0, n)
	for i := range n {
		if i%10 == 9 {
			out = append(out, out[r.IntN(i)]+". "+sentence())
			continue
		}
		var parts []string
		for range 12 {
			if r.IntN(2) == 0 {
				parts = append(parts, stock[r.IntN(len(stock))])
			} else {
				parts = append(parts, sentence())
			}
		}
		out = append(out, strings.Join(parts, ". "))
	}
	return out
}

// TestNearestIsExact compares with every pair counted one by one.
func TestNearestIsExact(t *testing.T) {
	all := texts(300)
	sets := shingles(all)
	var want []Match
	for later := range all {
		best := Match{Later: later}
		for earlier := range later {
			n, m := len(sets[earlier]), len(sets[later])
			shared := common(sets[earlier], sets[later], 0)
			if share := 200 * shared / (n + m); 200*shared >= 75*(n+m) && share > best.Percent {
				best.Earlier, best.Percent = earlier, share
			}
		}
		if best.Percent > 0 {
			want = append(want, best)
		}
	}
	if got := Nearest(all, 75, anyPair); !slices.Equal(got, want) || len(want) < 20 {
		t.Errorf("got %v, want %v", got, want)
	}
}

func BenchmarkNearest(b *testing.B) {
	all := texts(10000)
	for b.Loop() {
		Nearest(all, 75, anyPair)
	}
}
