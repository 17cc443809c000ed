package vi

import (
	"math"
	"testing"
)

// TestWords takes its first vectors from the allowances that decisions repeat in words.
func TestWords(t *testing.T) {
	for n, want := range map[int64]string{
		760_000:                   "bảy trăm sáu mươi nghìn",
		1_520_000:                 "một triệu năm trăm hai mươi nghìn",
		3_800_000:                 "ba triệu tám trăm nghìn",
		7_590_000:                 "bảy triệu năm trăm chín mươi nghìn",
		20_240_000:                "hai mươi triệu hai trăm bốn mươi nghìn",
		21_001_005:                "hai mươi mốt triệu không trăm linh một nghìn không trăm linh năm",
		1_000_000_000:             "một tỷ",
		0:                         "không",
		1:                         "một",
		5:                         "năm",
		10:                        "mười",
		11:                        "mười một",
		14:                        "mười bốn",
		15:                        "mười lăm",
		21:                        "hai mươi mốt",
		24:                        "hai mươi tư",
		25:                        "hai mươi lăm",
		30:                        "ba mươi",
		101:                       "một trăm linh một",
		105:                       "một trăm linh năm",
		110:                       "một trăm mười",
		115:                       "một trăm mười lăm",
		1_005:                     "một nghìn không trăm linh năm",
		1_050:                     "một nghìn không trăm năm mươi",
		1_000_005:                 "một triệu không trăm linh năm",
		1_000_000_000_000:         "một nghìn tỷ",
		2_000_000_000_000_000_001: "hai tỷ tỷ không trăm linh một",
		-1_520_000:                "âm một triệu năm trăm hai mươi nghìn",
		math.MinInt64:             "âm chín tỷ hai trăm hai mươi ba triệu ba trăm bảy mươi hai nghìn không trăm ba mươi sáu tỷ tám trăm năm mươi tư triệu bảy trăm bảy mươi lăm nghìn tám trăm linh tám",
	} {
		if got := Words(n); got != want {
			t.Errorf("Words(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestWriting(t *testing.T) {
	tests := []struct{ text, got, want string }{
		{"Họp ngày 9 tháng 06 năm 2026.", "ngày 9 tháng 06 năm 2026", "ngày 09 tháng 6 năm 2026"},
		{"Ngày 5 tháng 1 năm 2026 họp", "Ngày 5 tháng 1 năm 2026", "Ngày 05 tháng 01 năm 2026"},
		{"từ 2/9/2026", "2/9/2026", "02/9/2026"},
		{"từ 02/09/2026", "02/09/2026", "02/9/2026"},
		{"từ 5-1-2026", "5-1-2026", "05/01/2026"},
		{"đến tháng 06/2026", "tháng 06/2026", "tháng 6/2026"},
		{"đến tháng 2 năm 2027", "tháng 2 năm 2027", "tháng 02 năm 2027"},
		{"tiếp nhận 1,234 hồ sơ", "1,234", "1.234"},
		{"tiếp nhận 1,234,567.5 đồng", "1,234,567.5", "1.234.567,5"},
		{"đạt 92.67% kế hoạch", "92.67%", "92,67%"},
		{"Hoàn thành kế hoạch./.", "./.", "."},
		{"Hoàn thành kế hoạch/.", "/.", "."},

		{text: "Họp ngày 09 tháng 6 năm 2026, từ 02/9/2026 đến 31/12/2026, tháng 02/2027."},
		{text: "Tiếp nhận 1.234 hồ sơ, đạt 92,67%; tỷ lệ 2/9; mục 2.1; Nghị định số 30/2020/NĐ-CP."},
		{text: "ngày 31 tháng 2 năm 2026, 31/2/2026, tháng 13/2026"}, // no dates
		{text: "Hoàn thành kế hoạch.\nĐoạn hai."},
		{text: ""},
	}
	for _, test := range tests {
		remarks := Writing(test.text)
		switch {
		case test.got == "" && len(remarks) > 0:
			t.Errorf("Writing(%q) = %v, want nothing", test.text, remarks)
		case test.got == "":
		case len(remarks) != 1 || remarks[0].Got != test.got || remarks[0].Want != test.want || test.text[remarks[0].Start:remarks[0].End] != test.got:
			t.Errorf("Writing(%q) = %v, want %q → %q", test.text, remarks, test.got, test.want)
		}
	}
	if got := Writing("1,234 hồ sơ từ 5/1/2026./."); len(got) != 3 || got[0].Got != "1,234" || got[1].Got != "5/1/2026" || got[2].Got != "./." {
		t.Errorf("in the order of the text: %v", got)
	}
}

func TestRoman(t *testing.T) {
	for n, want := range map[int]string{1: "I", 4: "IV", 9: "IX", 14: "XIV", 39: "XXXIX", 40: "XL", 1994: "MCMXCIV", 3999: "MMMCMXCIX", 0: "0", 4000: "4000"} {
		if got := Roman(n); got != want {
			t.Errorf("Roman(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestCapital(t *testing.T) {
	for s, want := range map[string]string{"ủy ban": "Ủy ban", "đồng": "Đồng", "UBND": "UBND", "2026": "2026", "": ""} {
		if got := Capital(s); got != want {
			t.Errorf("Capital(%q) = %q, want %q", s, got, want)
		}
	}
}
