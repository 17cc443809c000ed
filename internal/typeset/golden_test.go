package typeset

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thidua/internal/paper"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// dump writes a document as text: each line with its place in mm, its face and size.
func dump(d *Document) string {
	var b strings.Builder
	mm := func(u Unit) string { return fmt.Sprintf("%.2f", float64(u)*25.4/72000) }
	for i, p := range d.Pages {
		fmt.Fprintf(&b, "-- page %d (%d): %s × %s, %d rules --\n", i+1, p.Number, mm(p.Width), mm(p.Height), len(p.Rules))
		for _, t := range p.Texts {
			fmt.Fprintf(&b, "%7s %7s  %-10s %s", mm(t.X), mm(t.Y), faceName(t), t.S)
			if t.Space != 0 {
				fmt.Fprintf(&b, "  [%+d]", t.Space)
			}
			b.WriteByte('\n')
		}
		for _, r := range p.Rules {
			fmt.Fprintf(&b, "rule %s,%s – %s,%s\n", mm(r.X1), mm(r.Y1), mm(r.X2), mm(r.Y2))
		}
	}
	for _, m := range d.Marks {
		fmt.Fprintf(&b, "mark %d, page %d at %s: %s\n", m.Level, m.Page+1, mm(m.Y), m.Title)
	}
	return b.String()
}

func faceName(t Text) string {
	s := fmt.Sprintf("%g", float64(t.Size)/1000) + []string{"", " b", " i", " bi"}[t.Face]
	s += [...]string{"", " grey", " red"}[t.Ink]
	return s
}

func TestGolden(t *testing.T) {
	for name, p := range map[string]*paper.Paper{"letter": letter(), "report": report(), "minutes": minutes()} {
		t.Run(name, func(t *testing.T) {
			got := dump(setPaper(t, p))
			file := filepath.Join("testdata", name+".txt")
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got == string(want) {
				return
			}
			g, w := strings.Split(got, "\n"), strings.Split(string(want), "\n")
			for i := range min(len(g), len(w)) {
				if g[i] != w[i] {
					t.Fatalf("%s:%d\ngot  %s\nwant %s", file, i+1, g[i], w[i])
				}
			}
			t.Fatalf("%d lines, want %d", len(g), len(w))
		})
	}
}

// minutes has what the other samples lack: no place, a long name, columns, a table
// that leaves its widths to us, a row higher than a page.
func minutes() *paper.Paper {
	c := func(s string) paper.Cell {
		return paper.Cell{Paragraphs: []paper.Paragraph{paper.Text(paper.Plain, s)}}
	}
	return &paper.Paper{Name: "03-bien-ban", Sections: []paper.Section{{Blocks: []paper.Block{
		paper.Letterhead{Superior: []string{"ỦY BAN NHÂN DÂN PHƯỜNG LÊ THANH NGHỊ"}, Issuer: []string{"HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG"}, Number: "Số:      /BB-HĐTĐKT"},
		paper.Title{Type: []string{"BIÊN BẢN"}, Subject: []string{"Họp xét khen thưởng năm 2026"}},
		body("1. Thời gian bắt đầu: 08 giờ 00 phút, ngày 25 tháng 01 năm 2027.\n2. Địa điểm: Phòng họp tầng 2."),
		paper.Columns{Widths: []int{500, 500}, Blocks: [][]paper.Block{
			{paper.Text(paper.Plain, "Có mặt: 13/14 thành viên Hội đồng, có danh sách kèm theo biên bản này.")},
			{paper.Text(paper.Plain, "Vắng: 01 (có lý do)."), paper.Text(paper.PlainRight, "92,86%")},
		}},
		paper.Table{
			Header: []paper.Row{{Cells: []paper.Cell{c("STT"), c("Nội dung ý kiến"), c("Kết luận")}}},
			Rows: []paper.Row{
				{Cells: []paper.Cell{c("1"), c(prose(0, 30)), c("Đồng ý")}},
				{Cells: []paper.Cell{c("2"), c(prose(4, 1)), c("Yêu cầu bổ sung")}},
			},
		},
		paper.Keep{Blocks: []paper.Block{paper.Space{Height: 5}, body("Cuộc họp kết thúc vào 10 giờ 30 phút cùng ngày./."), paper.Signatures{
			Left:  &paper.Signature{Capacity: []string{"THƯ KÝ"}, Name: "Đỗ Thị Bích Ngọc"},
			Right: &paper.Signature{Capacity: []string{"CHỦ TỌA", "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG"}, Name: "Hoàng Văn Sơn"},
		}}},
	}}}}
}
