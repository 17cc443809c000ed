package compose

import (
	"reflect"
	"testing"

	"thidua/internal/paper"
)

// build turns filled-in markup into sections.
func build(t *testing.T, markup string) ([]paper.Section, []problem) {
	t.Helper()
	top, _, problems := readMarkup(markup, false)
	if len(problems) > 0 {
		return nil, problems
	}
	b := &builder{}
	return b.sections(top), b.problems
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
			got, problems := build(t, tt.markup)
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
		top, _, problems := readMarkup(markup, false)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		b := &builder{pictures: map[string]Picture{Emblem: {Data: []byte("ảnh"), Width: tt.width, Height: tt.height}}}
		want := append(tt.want, paper.Text(paper.Body, "Lời"))
		if got := b.sections(top)[0].Blocks; !reflect.DeepEqual(got, want) {
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
			_, problems := build(t, tt.markup)
			if len(problems) != 1 || problems[0].message != tt.want {
				t.Errorf("%+v, want %q", problems, tt.want)
			}
		})
	}
}
