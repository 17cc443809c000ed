package compose

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"thidua/internal/paper"
)

// build turns filled-in markup into sections.
func build(markup string, b *builder) ([]paper.Section, []problem) {
	p := &parser{closed: b.take}
	b.finish(p.read(strings.NewReader(markup)))
	if len(p.problems) > 0 {
		return nil, p.problems
	}
	sections, _ := b.sections.done()
	return sections, b.problems
}

func TestBlocks(t *testing.T) {
	for _, tt := range []struct {
		name, markup string
		want         paper.Section
	}{
		{
			"chart", `<section><bieu-do kieu="xep-hang" ten="duoi" ten-muc="Năm" nguong="10" ten-nguong="Tốp 10" cao="40">
				<ten-bieu-do>Xếp hạng</ten-bieu-do> <chuoi>Phường</chuoi>
				<muc ten="2025"><gia-tri so="7">07</gia-tri></muc> <muc ten="2026"><gia-tri></gia-tri></muc></bieu-do></section>`,
			paper.Section{Blocks: []paper.Block{paper.Chart{
				Kind: paper.RankChart, Title: "Xếp hạng", Below: true, Head: "Năm", Threshold: 10, ThresholdName: "Tốp 10", Height: 40,
				Categories: []string{"2025", "2026"},
				Series:     []paper.Series{{Name: "Phường", Data: []paper.Datum{paper.Count(7), {}}}},
			}}},
		},
		{
			"certificate", `<section huong="ngang" so-trang="khong" rong="210" cao="297" lech-ngang="1,5" lech-doc="-2"><dat trai="30" tren="90.5" rong="237" co-chu="16" canh="giua">Tặng <b>Giấy <do>khen</do></b></dat></section>`,
			paper.Section{
				Landscape: true, NoNumbers: true, Width: 210, Height: 297, ShiftX: 15, ShiftY: -20,
				Blocks: []paper.Block{paper.Placed{X: 300, Y: 905, Width: 2370, Size: 16, Align: paper.AlignCentre, Runs: []paper.Run{{Text: "Tặng "}, {Text: "Giấy ", Bold: true}, {Text: "khen", Bold: true, Red: true}}}},
			},
		},
		{
			"blocks in blocks", `<section co-chu="18"><cac-cot><ben rong="40"><p>Trái</p></ben><ben rong="60"><p>Phải</p></ben></cac-cot><giu-lien><p>☐ Đồng ý</p><khoang-cach cao="5"/></giu-lien><sang-trang/></section>`,
			paper.Section{TextSize: 18, Blocks: []paper.Block{
				paper.Columns{Widths: []int{400, 600}, Blocks: [][]paper.Block{{paper.Text(paper.Body, "Trái")}, {paper.Text(paper.Body, "Phải")}}},
				paper.Keep{Blocks: []paper.Block{paper.Text(paper.Body, "☐\u00a0Đồng ý"), paper.Space{Height: 5}}},
				paper.PageBreak{},
			}},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, problems := build(tt.markup, newBuilder())
			if len(problems) > 0 {
				t.Fatalf("%+v", problems)
			}
			if want := []paper.Section{tt.want}; !reflect.DeepEqual(got, want) {
				t.Errorf("got  %+v\nwant %+v", got, want)
			}
		})
	}
}

// TestPicture: a picture keeps its proportions in the middle of its room, and is left
// out where the office gave none.
func TestPicture(t *testing.T) {
	const markup = `<section><hinh ten="quoc-huy" trai="100" tren="10" rong="30" cao="20,4"/><p>Lời</p></section>`
	for _, tt := range []struct {
		name          string
		width, height int // pixels
		want          []paper.Block
	}{
		{"square", 500, 500, []paper.Block{paper.Image{X: 1048, Y: 100, Width: 204, Height: 204, Data: []byte("ảnh"), Alt: "Quốc huy"}}},
		{"wide", 600, 200, []paper.Block{paper.Image{X: 1000, Y: 152, Width: 300, Height: 100, Data: []byte("ảnh"), Alt: "Quốc huy"}}},
		{"as thin as a hair", 1, 4000, nil},
		{"none", 0, 0, nil},
	} {
		b := newBuilder()
		b.pictures = map[string]Picture{Emblem: {Data: []byte("ảnh"), Width: tt.width, Height: tt.height}}
		got, problems := build(markup, b)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		want := append(tt.want, paper.Text(paper.Body, "Lời"))
		if got := got[0].Blocks; !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, want %+v", tt.name, got, want)
		}
	}
}

func TestBlockFaults(t *testing.T) {
	for _, tt := range []struct{ name, markup, want string }{
		{"figures for two series", `<section><bieu-do kieu="cot"><chuoi>A</chuoi><chuoi>B</chuoi><muc ten="1"><gia-tri>1</gia-tri></muc></bieu-do></section>`, "Mục này có 1 giá trị, biểu đồ có 2 chuỗi số liệu."},
		{"no series", `<section><bieu-do kieu="cot"></bieu-do></section>`, "Biểu đồ chưa có chuỗi số liệu nào."},
		{"no number", `<section><bieu-do kieu="cot"><chuoi>A</chuoi><muc ten="1"><gia-tri>92,5%</gia-tri></muc></bieu-do></section>`, "Giá trị “92,5%” của biểu đồ không phải số nguyên và chưa có thuộc tính so."},
		{"two decimals", `<section><dat trai="1,25" tren="3" rong="4">a</dat></section>`, "Giá trị “1,25” không dùng được cho thuộc tính trai."},
		{"picture that nobody has", `<section><hinh ten="con-dau" trai="1" tren="3" rong="4" cao="4"/></section>`, "Giá trị “con-dau” không dùng được cho thuộc tính ten."},
		{"no place", `<section><dat trai="" tren="3" rong="4">a</dat></section>`, "Giá trị “” không dùng được cho thuộc tính trai."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, problems := build(tt.markup, newBuilder())
			if len(problems) != 1 || problems[0].message != tt.want {
				t.Errorf("%+v, want %q", problems, tt.want)
			}
		})
	}
}

// TestManyRowsAndSections: a long table and many sections are packed, and the same comes
// out as of few.
func TestManyRowsAndSections(t *testing.T) {
	row := func(i int) string {
		switch i % 5 {
		case 0:
			return fmt.Sprintf(`<tr><td rowspan="2">%d</td><td so="%d">%d</td></tr>`, i, i, i)
		case 1:
			return `<tr><td>tiếp</td></tr>`
		}
		return fmt.Sprintf(`<tr><td>%d</td><td><p>Một</p><p><b>Hai</b></p></td></tr>`, i)
	}
	var body strings.Builder
	for i := range 2*fewRows + 3 {
		body.WriteString(row(i))
	}
	table := `<table><cot rong="20"/><cot canh="phai"/><thead><tr><th>TT</th><th>Số</th></tr></thead><tbody>%s</tbody></table>`
	long, problems := build("<section>"+fmt.Sprintf(table, body.String())+"</section>", newBuilder())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	got := long[0].Blocks[0].(paper.Table)
	if got.Rows != nil || got.Len() != 2*fewRows+3 || len(got.Header) != 1 || len(got.Columns) != 2 {
		t.Fatalf("%d rows, %d of them not packed; header %+v", got.Len(), len(got.Rows), got.Header)
	}
	i := 0
	for r := range got.All() {
		from := i - i%5
		part, _ := build("<section>"+fmt.Sprintf(table, row(from)+row(from+1)+row(from+2)+row(from+3)+row(from+4))+"</section>", newBuilder())
		if want := part[0].Blocks[0].(paper.Table).Rows[i%5]; !reflect.DeepEqual(*r, want) {
			t.Fatalf("row %d: %+v, want %+v", i, *r, want)
		}
		i++
	}

	b := newBuilder()
	const sections = 3 * fewSections
	if _, problems = build(strings.Repeat(`<section so-trang="khong"><p>Lời</p></section>`, sections), b); len(problems) > 0 {
		t.Fatal(problems)
	}
	few, many := b.sections.done()
	if few != nil || many.Count != sections {
		t.Fatalf("%d sections not packed, %+v packed", len(few), many)
	}
	for s := range many.All() {
		if want := (paper.Section{NoNumbers: true, Blocks: []paper.Block{paper.Text(paper.Body, "Lời")}}); !reflect.DeepEqual(*s, want) {
			t.Fatalf("%+v, want %+v", *s, want)
		}
	}
}

// TestColumnsBehindRows: rows are looked at by the columns of their table, also by those
// that stand behind them.
func TestColumnsBehindRows(t *testing.T) {
	const row = `<tbody><tr><td>a</td><td>b</td></tr></tbody>`
	for _, tt := range []struct{ name, table, want string }{
		{"behind", row + `<cot/><cot/>`, ""},
		{"behind two bodies", row + row + `<cot/><cot/>`, ""},
		{"on both sides", `<cot/><cot/>` + row + `<cot/>`, "Bảng khai báo thêm cột sau khi đã có hàng."},
		{"one too few", `<cot/>` + row, "Hàng này có 2 ô, bảng có 1 cột."},
		{"none", row, "Bảng chưa khai báo các cột."},
	} {
		sections, problems := build("<section><table>"+tt.table+"</table></section>", newBuilder())
		switch {
		case tt.want != "" && (len(problems) != 1 || problems[0].message != tt.want):
			t.Errorf("%s: %+v, want %q", tt.name, problems, tt.want)
		case tt.want == "" && (len(problems) > 0 || len(sections[0].Blocks[0].(paper.Table).Rows) != strings.Count(tt.table, "<tr>")):
			t.Errorf("%s: %+v, %+v", tt.name, problems, sections)
		}
	}
}
