package typeset

import (
	"slices"
	"strings"
	"testing"

	"thidua/internal/paper"
)

func TestChoice(t *testing.T) {
	for _, c := range [][2]string{ // | where a word may be parted
		{"chức/cá", "chức/|cá"},
		{"và/hoặc", "và/|hoặc"},
		{"tế-xã", "tế-|xã"},
		{"Đảng/Nhà", "Đảng/|Nhà"},
		{"Côn-xtăng-tin", "Côn-|xtăng-|tin"},
		{"01/BB-HĐTĐKT", "01/BB-HĐTĐKT"},
		{"(634/QĐ-UBND)", "(634/QĐ-UBND)"},
		{"/TTr-VHXH", "/TTr-VHXH"},
		{"QĐ-TTg", "QĐ-TTg"},
		{"15/01/2027", "15/01/2027"},
		{"2026-2030", "2026-2030"},
		{"12/2026-nay", "12/2026-nay"},
		{"km/h", "km/h"},
		{"TCVN/ISO", "TCVN/ISO"},
		{"-", "-"},
		{"a/", "a/"},
		{"./.", "./."},
	} {
		got, word := "", []byte(c[0])
		for i, r := range c[0] {
			got += string(r)
			if isSign(r) && choice(word, i) {
				got += "|"
			}
		}
		if got != c[1] {
			t.Errorf("%q", got)
		}
	}
}

func TestBond(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int32
	}{
		{"ngày 15", "tháng 01", datePenalty},
		{"tháng 01", "năm 2027", datePenalty},
		{"hằng", "tháng 01", 0},
		{"Quyết", "định", 0},
		{"định", "số 12/QĐ-UBND", citePenalty},
		{"định;", "số 12/QĐ-UBND", 0},
		{"một", "số", 0},
		{"khoản 2", "Điều 5", citePenalty},
		{"điểm a", "khoản 2", citePenalty},
		{"khoản", "Điều 5", 0},
		{"ông Nguyễn", "Văn", namePenalty},
		{"Lê", "Thanh", namePenalty},
		{"Hà,", "Thanh", 0},
		{"ỦY", "BAN", 0},
		{"phường", "Lê", 0},
		{"", "Lê", 0},
	} {
		if got := bond([]byte(c.a), []byte(c.b)); got != c.want {
			t.Errorf("%q, %q: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

// No line of text at any measure ends within the symbol of a paper or a date that
// would have had room on a line.
func TestSymbolsWhole(t *testing.T) {
	f := family(t)
	text := strings.ReplaceAll("Căn cứ Quyết định số_2162/QĐ-UBND ngày_09 tháng_6 năm_2026 và Biên bản số_01/BB-HĐTĐKT ngày_15/01/2027, các tổ chức/cá nhân giai đoạn 2026-2030 thực hiện Tờ trình số_123/TTr-VHXH theo Kế hoạch.", "_", "\u00a0")
	whole := []string{"2162/QĐ-UBND", "01/BB-HĐTĐKT", "15/01/2027,", "2026-2030", "123/TTr-VHXH"}
	for _, role := range []paper.Role{paper.Body, paper.Plain} {
		for mm := 50; mm < 165; mm++ {
			s := &setter{layout: DefaultLayout(), font: f, ink: &ink{}, bottom: MM(250)}
			s.paragraph([]paper.Run{{Text: text}}, s.layout.look(role), 0, MM(float64(mm)))
			var words []string
			for _, x := range s.texts {
				words = append(words, strings.Fields(x.S)...)
			}
			for _, w := range whole {
				if !slices.Contains(words, w) {
					t.Fatalf("role %d, %d mm: %q is parted: %q", role, mm, w, words)
				}
			}
		}
	}
}

// A word may end with a no-break space, as cells that were copied from elsewhere do: at no
// measure does a letter of it get lost.
func TestTieAtTheEndOfAWord(t *testing.T) {
	f := family(t)
	const once = "Các tổ\u00a0chức/cá\u00a0nhân-đoàn\u00a0 theo\u00a0khu/phường\u00a0 \u00a0- \u00a0/\u00a0-\u00a0 "
	text := strings.Repeat(once, 3)
	want := strings.NewReplacer(" ", "", "\u00a0", "").Replace(text)
	for _, role := range []paper.Role{paper.Body, paper.Plain} {
		for mm := 5; mm < 165; mm++ {
			s := &setter{layout: DefaultLayout(), font: f, ink: &ink{}, bottom: MM(250)}
			s.paragraph([]paper.Run{{Text: text}}, s.layout.look(role), 0, MM(float64(mm)))
			got := ""
			for _, x := range s.texts {
				got += strings.ReplaceAll(x.S, " ", "")
			}
			if got != want {
				t.Fatalf("role %d, %d mm: %q, want %q", role, mm, got, want)
			}
		}
	}
}
