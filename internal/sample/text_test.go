package sample

import (
	"archive/zip"
	"maps"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	b, err := parse("thu", strings.Join([]string{
		"# Tập thể",
		"Mã hồ sơ: TT01",
		"Thành tích nổi bật:",
		"\tĐoạn một: có dấu hai chấm.",
		"\tĐoạn hai.",
		"",
		"Mã hồ sơ: TT02",
		"",
		"# Tiếp nhận",
		"| Mã đơn vị | Kỳ | Số đến |",
		"| VP | 2026 | |",
	}, "\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]row{
		"Tập thể": {
			{"Mã hồ sơ": "TT01", "Thành tích nổi bật": "Đoạn một: có dấu hai chấm.\nĐoạn hai."},
			{"Mã hồ sơ": "TT02"},
		},
		"Tiếp nhận": {{"Mã đơn vị": "VP", "Kỳ": "2026"}},
	}
	for name, rows := range want {
		got := b.rows(name)
		if len(got) != len(rows) {
			t.Fatalf("%s: %d rows, want %d", name, len(got), len(rows))
		}
		for i := range rows {
			if !maps.Equal(got[i], rows[i]) {
				t.Errorf("%s, row %d: %q, want %q", name, i, got[i], rows[i])
			}
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"Mã hồ sơ: TT01", "thu:1: "},
		{"# Tập thể\nkhông có dấu", "no colon"},
		{"# Tập thể\n\tđoạn lạc", "belongs to no value"},
		{"# Tập thể\nMã hồ sơ: 1\nMã hồ sơ: 2", "stands twice"},
		{"# Tiếp nhận\n| Kỳ | Cấp |\n| 2026 |", "row of 1 cells under 2 headings"},
	} {
		if _, err := parse("thu", tt.text); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: error %v, want one with %q", tt.text, err, tt.want)
		}
	}
}

// TestEncodeRefuses keeps a slip in the texts from being lost.
func TestEncodeRefuses(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"# Tập thê\nMã hồ sơ: TT01", `no sheet "Tập thê"`},
		{"# Tập thể\nMã hồ xơ: TT01", `no heading "Mã hồ xơ"`},
		{"# Đơn vị\nMã đơn vị: VP\n\nMã đơn vị: VP", "one record"},
		{"# Cá nhân\nNgày sinh: 31/02/1980", "is not a day"},
		{"# Đơn vị\nNgày tờ trình: 2027", "is not a day"},
		{"# Tập thể\nSố nữ: ba", "invalid syntax"},
	} {
		b, err := parse("thu", tt.text)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := b.encode(nominationLayout(annual), zip.Store); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: error %v, want one with %q", tt.text, err, tt.want)
		}
	}
}
