package html

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"thidua/internal/casetest"
	"thidua/internal/paper"
	"thidua/internal/typeset"
)

var update = flag.Bool("update", false, "write the golden files anew")

// everything is a paper with each kind of block, and texts that mustn't become markup.
func everything() *paper.Paper {
	cell := func(s string) paper.Cell {
		return paper.Cell{Paragraphs: []paper.Paragraph{paper.Text(paper.Plain, s)}}
	}
	return &paper.Paper{
		Kind: "to-trinh", Name: "01-to-trinh", Title: "Tờ trình “thử” <b>", Draft: true,
		Sections: []paper.Section{{Blocks: []paper.Block{
			paper.Letterhead{
				Superior: []string{"UBND PHƯỜNG LÊ THANH NGHỊ"}, Issuer: []string{"PHÒNG VĂN HÓA", "- XÃ HỘI"},
				Number: "Số:      /TTr-UBND", Place: "Phường Lê Thanh Nghị, ngày 05 tháng 02 năm 2027",
			},
			paper.Title{Type: []string{"TỜ TRÌNH"}, Subject: []string{"Về việc đề nghị", "khen thưởng"}, Note: "(Kèm theo)"},
			paper.Recipients{To: []string{"Chủ tịch Ủy ban nhân dân thành phố;", "Sở Nội vụ"}},
			paper.Recipients{To: []string{"Sở Nội vụ."}},
			paper.Text(paper.Basis, "Căn cứ Luật Thi đua, khen thưởng."),
			paper.Text(paper.Heading1, "I. KẾT QUẢ"), paper.Text(paper.Heading2, "1. Phạm vi"), paper.Text(paper.Heading3, "1.1. Cụ thể"),
			paper.Paragraph{KeepNext: true, Runs: []paper.Run{
				{Text: "Chi < 5 % & “đạt”"}, {Text: " đậm", Bold: true}, {Text: " nghiêng\nhai", Italic: true}, {Text: " cả ba", Bold: true, Italic: true, Underline: true}, {Text: " đỏ", Red: true},
			}},
			paper.Text(paper.Centred, "giữa"), paper.Text(paper.CentredBold, "giữa đậm"), paper.Text(paper.Plain, "trái"),
			paper.Text(paper.PlainRight, "phải"), paper.Text(paper.Remark, "ghi chú"),
			paper.Keep{Blocks: []paper.Block{paper.Text(paper.Body, "một chỗ")}},
			paper.Columns{Widths: []int{600, 400}, Blocks: [][]paper.Block{{paper.Text(paper.Body, "trái")}, {paper.Text(paper.Body, "phải")}}},
			paper.Space{Height: 12},
			paper.PageBreak{},
			paper.Chart{
				Title: "Xếp hạng", Head: "Năm", Categories: []string{"2026", "2027"},
				Series: []paper.Series{{Name: "Hạng", Data: []paper.Datum{paper.Count(3)}}}, Threshold: 10, ThresholdName: "Tốp 10",
			},
			paper.Closing{Copies: []string{"- Như trên;", "- Lưu: VT."}, Signature: paper.Signature{Capacity: []string{"TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"}, Name: "Hoàng Đình Khải"}},
			paper.Closing{Copies: []string{"- Lưu: VT."}},
		}}, {Landscape: true, Stamp: true, Blocks: []paper.Block{
			paper.Letterhead{Issuer: []string{"ỦY BAN NHÂN DÂN"}, Bare: true},
			paper.Title{Type: []string{"DANH SÁCH"}, NoRule: true},
			paper.Table{
				Size: 13, Columns: []paper.Column{{Width: 75, Align: paper.AlignCentre}, {Width: 400}, {Width: 225, Align: paper.AlignRight}},
				Header: []paper.Row{
					{Cells: []paper.Cell{{RowSpan: 2, Paragraphs: cell("TT").Paragraphs}, {Span: 2, Paragraphs: cell("Kết quả").Paragraphs}}},
					{Cells: []paper.Cell{cell("Tên"), cell("Số")}},
				},
				Rows: []paper.Row{
					{Group: true, Cells: []paper.Cell{{Span: 3, Paragraphs: cell("I. Tập thể").Paragraphs}}},
					{Cells: []paper.Cell{cell("1"), {RowSpan: 2, Paragraphs: append(cell("Phòng A").Paragraphs, paper.Text(paper.CentredBold, "hai"))}, cell("98,5")}},
					{Cells: []paper.Cell{cell("2"), cell("7")}},
					{Cells: []paper.Cell{{}, {HasAlign: true, Align: paper.AlignJustify, Paragraphs: cell("đều").Paragraphs}, {HasAlign: true, Paragraphs: cell("trái").Paragraphs}}},
				},
			},
			paper.Table{Columns: make([]paper.Column, 1), Rows: []paper.Row{{Cells: []paper.Cell{cell("một cột")}}}},
			paper.Signatures{
				Left:  &paper.Signature{Capacity: []string{"THƯ KÝ"}, Hint: "(Ký, ghi rõ họ và tên)", Name: "Trần Thị Bình"},
				Right: &paper.Signature{Capacity: []string{"CHỦ TỌA"}},
				Below: &paper.Signature{Capacity: []string{"XÁC NHẬN"}, Name: "Hoàng Đình Khải"},
			},
		}}, {Width: 210, Height: 297, Landscape: true, TextSize: 18, ShiftX: 5, ShiftY: -12, Blocks: []paper.Block{
			paper.Placed{X: 400, Y: 905, Width: 2000, Size: 22, Align: paper.AlignCentre, Runs: []paper.Run{{Text: "Trần Thị Bình", Bold: true}}},
			paper.Placed{X: 400, Y: 1000, Width: 1000, Runs: []paper.Run{{Text: "☑ có"}}},
			paper.Image{X: 1385, Y: 200, Width: 200, Height: 200, Data: []byte("\x89PNG\r\n"), Alt: "Quốc huy"},
			paper.Image{Width: 10, Height: 10, Data: []byte("\xff\xd8")},
		}}},
	}
}

func TestWrite(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, everything()); err != nil {
		t.Fatal(err)
	}
	// The look is in style.css; the golden file holds what is written of the paper.
	_, body, ok := strings.Cut(b.String(), "<body>")
	if !ok {
		t.Fatal("no body")
	}
	casetest.Golden(t, *update, "everything.html", "<body>"+body)
}

func TestWriteBook(t *testing.T) {
	var b bytes.Buffer
	book := &paper.Book{Name: "tong-hop", Title: "Bảng tổng hợp", Sheets: []paper.Sheet{
		{Name: "Tập thể", Blocks: []paper.Block{paper.Text(paper.Body, "a & b")}},
		{Name: "Cá <nhân>"},
	}}
	if err := WriteBook(&b, book, false); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<title>Bảng tổng hợp</title>", "Trang tính: Tập thể</p>", "a &amp; b", "Cá &lt;nhân&gt;"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in the page", want)
		}
	}
	if n := strings.Count(b.String(), `<section class="sheet wide">`); n != 2 {
		t.Errorf("%d wide sheets, want 2", n)
	}
}

// TestSameBytes: the page depends on the paper alone, which stays as it was.
func TestSameBytes(t *testing.T) {
	p := everything()
	var first, second bytes.Buffer
	if err := Write(&first, p); err != nil {
		t.Fatal(err)
	}
	if err := Write(&second, p); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("the second page differs from the first")
	}
}

// TestSelfContained: nothing is fetched, no script runs.
func TestSelfContained(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, everything()); err != nil {
		t.Fatal(err)
	}
	for _, not := range []string{"http", "url(", "<script", "<link", `src="/`, "@import"} {
		if strings.Contains(b.String(), not) {
			t.Errorf("%q in the page", not)
		}
	}
}

// TestMarkup: every tag is closed, whatever a text holds, and every class has a look.
func TestMarkup(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, everything()); err != nil {
		t.Fatal(err)
	}
	src := strings.Replace(b.String(), "<!DOCTYPE html>", "", 1)
	d := xml.NewDecoder(strings.NewReader(src))
	looks := strings.FieldsFunc(style, func(r rune) bool { return r != '-' && (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	plain := []string{"heading", "type", "subject"} // named for readers; they look as what holds them
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		for _, a := range e.Attr {
			for class := range strings.FieldsSeq(a.Value) {
				if a.Name.Local == "class" && !slices.Contains(plain, class) && !slices.Contains(looks, class) {
					t.Errorf("class %q has no look", class)
				}
			}
		}
	}
}

// An unknownBlock takes a known block's place in the tree and is none.
type unknownBlock struct{ paper.Block }

func TestUnknownBlock(t *testing.T) {
	var b bytes.Buffer
	p := &paper.Paper{Name: "thu", Sections: []paper.Section{{Blocks: []paper.Block{paper.Keep{Blocks: []paper.Block{unknownBlock{}}}}}}}
	if err := Write(&b, p); err == nil || b.Len() > 0 {
		t.Errorf("error %v, %d bytes written", err, b.Len())
	}
}

// TestMeasures holds the page against the one that typeset sets.
func TestMeasures(t *testing.T) {
	l := typeset.DefaultLayout()
	mm := func(u typeset.Unit) string { return fmt.Sprintf("%gmm", float64(u*254/720)/1000) }
	near := func(u typeset.Unit) string { // what rounding to 1/1000 pt has moved
		for tenths := range 5000 {
			if x := float64(tenths) / 10; typeset.MM(x) == u {
				return fmt.Sprintf("%gmm", x)
			}
		}
		return mm(u)
	}
	for _, want := range []string{
		fmt.Sprintf("width: %s; min-height: %s", near(l.Width), near(l.Height)),
		fmt.Sprintf("padding: %s %s %s %s", near(l.Top), near(l.Right), near(l.Bottom), near(l.Left)),
		fmt.Sprintf("margin: %s %s %s %s", near(l.Top), near(l.Right), near(l.Bottom), near(l.Left)),
		"text-indent: " + near(l.FirstIndent),
		fmt.Sprintf("font: %dpt/%.2f", l.Sizes.Body/typeset.Pt, float64(l.Spacing)/100),
		fmt.Sprintf("margin: %dpt 0 0; text-align: justify", l.ParagraphGap/typeset.Pt),
	} {
		if !strings.Contains(style, want) {
			t.Errorf("style.css has no %q", want)
		}
	}
}
