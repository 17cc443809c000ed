package typeset

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"thidua/internal/paper"
)

func data(numbers ...int64) (out []paper.Datum) {
	for _, n := range numbers {
		if n < 0 {
			out = append(out, paper.Datum{}) // a year without a rank
		} else {
			out = append(out, paper.Count(n))
		}
	}
	return out
}

func ranks() paper.Chart {
	return paper.Chart{
		Kind: paper.RankChart, Title: "Xếp hạng cải cách hành chính", Categories: []string{"2022", "2023", "2024", "2025", "2026"},
		Series: []paper.Series{{Name: "Phường", Data: data(14, 11, -1, 10, 4)}}, Threshold: 10, ThresholdName: "Tốp 10",
	}
}

func proposals(kind paper.ChartKind) paper.Chart {
	return paper.Chart{
		Kind: kind, Title: "Số đề nghị theo đơn vị", Below: true, Head: "Đơn vị",
		Categories: []string{"Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường", "Phòng Văn hóa - Xã hội", "Công an phường"},
		Series:     []paper.Series{{Name: "Tập thể", Data: data(1, 0, 2)}, {Name: "Cá nhân", Data: data(3, 12, 5)}},
	}
}

// What a chart says is in the text of its page, in the order of reading.
func TestChartText(t *testing.T) {
	for _, tt := range []struct {
		name  string
		chart paper.Chart
		want  string
	}{
		{"ranks", ranks(), "Xếp hạng cải cách hành chính 14 2022 11 2023 – 2024 10 2025 04 2026 Tốp 10"},
		{"bars", proposals(paper.BarChart), "Tập thể Cá nhân Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường 01 03 Phòng Văn hóa - Xã hội 00 12 Công an phường 02 05 Số đề nghị theo đơn vị"},
		{"columns", proposals(paper.ColumnChart), "Tập thể Cá nhân 01 03 Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường 00 12 Phòng Văn hóa - Xã hội 02 05 Công an phường Số đề nghị theo đơn vị"},
		{"without data", paper.Chart{Title: "Trống", Head: "Đơn vị"}, "Trống Đơn vị"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := set(t, tt.chart)
			if got, want := printed(d), strings.ReplaceAll(tt.want, " ", ""); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

// A longer bar is a larger number or a better rank; the columns of ranks within the
// threshold, and only those, cross its line.
func TestBars(t *testing.T) {
	p := set(t, ranks()).Pages[0]
	var heights []Unit
	for _, b := range p.Boxes {
		heights = append(heights, b.Height)
	}
	if len(heights) != 4 || !slices.IsSorted(heights) || heights[0] == heights[1] {
		t.Fatalf("heights of the columns: %v", heights)
	}
	line := slices.IndexFunc(p.Rules, func(r Rule) bool { return r.X2-r.X1 == 4*Pt })
	for i, b := range p.Boxes {
		if crosses := b.Y < p.Rules[line].Y1; crosses != (i >= 2) {
			t.Errorf("column %d from %d, threshold at %d", i, b.Y, p.Rules[line].Y1)
		}
	}
	p = set(t, proposals(paper.BarChart)).Pages[0]
	var widths []string
	for _, b := range p.Boxes[2:] { // two belong to the legend
		widths = append(widths, fmt.Sprint((b.Width*12+p.Boxes[4].Width/2)/p.Boxes[4].Width))
	}
	if got := strings.Join(widths, " "); got != "1 3 12 2 5" {
		t.Errorf("lengths of bars: %s", got)
	}
}

// Charts of any size stay within the margins and lose nothing; where there is no room
// to draw, their table is set.
func TestChartsInAnyRoom(t *testing.T) {
	l := DefaultLayout()
	for n := 1; n <= 40; n += 3 {
		c := paper.Chart{Kind: paper.ChartKind(n % 3), Title: "Biểu đồ", Threshold: int64(n % 5), ThresholdName: "Mức"}
		want := 0
		for i := range n {
			c.Categories = append(c.Categories, fmt.Sprintf("Đơn vị số %d", i+1))
		}
		for k := range 1 + n%4 {
			s := paper.Series{Name: fmt.Sprintf("Chuỗi %d", k+1)}
			for i := range n {
				s.Data = append(s.Data, paper.Datum{Number: int64(i*k) - 3, Text: "ø"})
				want++
			}
			c.Series = append(c.Series, s)
		}
		for _, share := range []int{1000, 400, 150} {
			d := set(t, paper.Columns{Widths: []int{share, 1000 - share}, Blocks: [][]paper.Block{{c}, {body("x")}}})
			got := 0
			for i, p := range d.Pages {
				for _, x := range texts(p) {
					got += strings.Count(x.S, "ø")
					if x.X < l.Left || x.X+widthOf(t, x) > p.Width-l.Right+Pt || x.Y > p.Height-l.Bottom {
						t.Errorf("%d categories, page %d: %q at %d, %d", n, i+1, x.S, x.X, x.Y)
					}
				}
				for _, b := range p.Boxes {
					if b.X < l.Left || b.X+b.Width > p.Width-l.Right || b.Y < l.Top || b.Y+b.Height > p.Height-l.Bottom || max(b.Width, b.Height) < Thickest {
						t.Errorf("%d categories, page %d: box %+v", n, i+1, b)
					}
				}
			}
			if got != want {
				t.Errorf("%d categories on %d thousandths: %d figures, want %d", n, share, got, want)
			}
		}
	}
}

func TestMarksInText(t *testing.T) {
	d := set(t, paper.Paragraph{Role: paper.Plain, Runs: []paper.Run{{Text: "Ý kiến: ☐☑Có"}, {Text: "✓", Bold: true}}})
	var got []string
	for i, x := range d.Pages[0].Texts {
		got = append(got, x.S)
		if i > 0 {
			before := d.Pages[0].Texts[i-1]
			if at := before.X + widthOf(t, before); at != x.X {
				t.Errorf("%q at %d, the text before it ends at %d", x.S, x.X, at)
			}
		}
	}
	if want := []string{"Ý kiến: ", "☐☑", "Có", "✓"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// Placed text stands on the page that the text before it has reached, at its place,
// and moves nothing.
func TestPlaced(t *testing.T) {
	p := paper.Placed{X: 300, Y: 905, Width: 1000, Size: 20, Align: paper.AlignRight, Runs: []paper.Run{{Text: "Nguyễn Thị Ánh"}}}
	blocks := []paper.Block{body("Trước."), paper.PageBreak{}, body("Giữa."), body("Sau.")}
	plain := set(t, blocks...)
	d := setPaper(t, &paper.Paper{Name: "thu", Sections: []paper.Section{{Blocks: slices.Insert(slices.Clone(blocks), 3, paper.Block(p)), ShiftX: 15, ShiftY: -20, NoNumbers: true}}})
	x, page := find(t, d, "Nguyễn")
	if page != 1 || x.Size != 20*Pt || !near(x.Y, MM(88.5), 10) || !near(x.X+widthOf(t, x), MM(131.5), 10) {
		t.Errorf("on page %d: %+v", page+1, x)
	}
	for _, s := range []string{"Trước.", "Giữa.", "Sau."} {
		a, n := find(t, plain, s)
		if b, m := find(t, d, s); a != b || n != m {
			t.Errorf("%q is moved from %+v to %+v", s, a, b)
		}
	}
	if n := len(d.Pages[1].Texts); n != 3 {
		t.Errorf("page 2 has %d texts, want 3 and no number", n)
	}
}

// An image stands at its place, moved like placed text, and on the page of its turn.
func TestImage(t *testing.T) {
	i := paper.Image{X: 1385, Y: 200, Width: 200, Height: 210, Data: []byte("PNG")}
	d := setPaper(t, &paper.Paper{Name: "thu", Sections: []paper.Section{{Blocks: []paper.Block{body("a"), paper.PageBreak{}, body("b"), i}, ShiftX: 10, ShiftY: -5}}})
	if len(d.Pages) != 2 || len(d.Pages[0].Images) != 0 || len(d.Pages[1].Images) != 1 {
		t.Fatalf("%d pages", len(d.Pages))
	}
	got := d.Pages[1].Images[0]
	if !near(got.X, MM(139.5), 10) || !near(got.Y, MM(19.5), 10) || !near(got.Width, MM(20), 10) || !near(got.Height, MM(21), 10) || string(got.Data) != "PNG" {
		t.Errorf("%+v", got)
	}
}

func TestSectionOptions(t *testing.T) {
	head := paper.Letterhead{Issuer: []string{"ỦY BAN NHÂN DÂN"}}
	table := paper.Table{Size: 12, Columns: []paper.Column{{Width: 500}}, Rows: []paper.Row{rowOf("Ô")}}
	d := setPaper(t, &paper.Paper{Name: "thu", Sections: []paper.Section{
		{TextSize: 18, Landscape: true, Width: 148, Height: 210, Blocks: []paper.Block{head, body("Lớn"), table}},
		{Blocks: []paper.Block{body("Thường"), table}},
	}})
	for _, tt := range []struct {
		s    string
		page int
		size Unit
	}{{"ỦY BAN", 0, 13 * Pt}, {"Lớn", 0, 18 * Pt}, {"Ô", 0, 12 * Pt * 18 / 14}, {"Thường", 1, 14 * Pt}} {
		if x, page := find(t, d, tt.s); x.Size != tt.size || page != tt.page {
			t.Errorf("%q on page %d in %d", tt.s, page, x.Size)
		}
	}
	if p := d.Pages[0]; !near(p.Width, MM(210), 2) || !near(p.Height, MM(148), 2) {
		t.Errorf("page of %d × %d", p.Width, p.Height)
	}
	tiny := &paper.Paper{Name: "thu", Sections: []paper.Section{{Width: 50, Height: 50}}}
	if _, err := Set(tiny, family(t), DefaultLayout()); err == nil {
		t.Error("a page without room is set")
	}
}

// A chart stands on one page, its title and legend with it.
func TestChartWhole(t *testing.T) {
	c := proposals(paper.BarChart)
	c.Below = false
	for lines := 30; lines < 44; lines++ {
		var blocks []paper.Block
		for range lines {
			blocks = append(blocks, paper.Text(paper.Plain, "Một dòng"))
		}
		d := set(t, append(blocks, c)...)
		page := map[int]bool{}
		for i, p := range d.Pages {
			for _, x := range p.Texts {
				if x.S == c.Title || x.S == c.Series[0].Name || slices.Contains(c.Categories, x.S) {
					page[i] = true
				}
			}
			if len(p.Boxes) > 0 {
				page[i] = true
			}
		}
		if len(page) != 1 {
			t.Errorf("after %d lines a chart is on %d pages", lines, len(page))
		}
	}
}
