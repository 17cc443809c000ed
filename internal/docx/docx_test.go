package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"thidua/internal/paper"
)

var created = time.Date(2027, time.February, 22, 0, 0, 0, 0, time.UTC)

func cellOf(s string) paper.Cell {
	return paper.Cell{Paragraphs: []paper.Paragraph{paper.Text(paper.Plain, s)}}
}

// everything is a paper with a block of each kind, and its words in the order of
// reading.
func everything() (*paper.Paper, []string) {
	wide := cellOf("đầu rộng")
	wide.Span = 2
	deep := cellOf("đầu cao")
	deep.RowSpan = 2
	p := &paper.Paper{Name: "thu", Title: "Thử <mọi> phần & khối", Author: "Phòng A", Sections: []paper.Section{
		{Blocks: []paper.Block{
			paper.Letterhead{Superior: []string{"UBND PHƯỜNG A"}, Issuer: []string{"PHÒNG B"}, Number: "Số: 1/TTr", Place: "Phường A, ngày 1"},
			paper.Title{Type: []string{"TỜ TRÌNH"}, Subject: []string{"Về việc thử"}, Note: "(Kèm theo)"},
			paper.Recipients{To: []string{"Chủ tịch", "Sở Nội vụ"}},
			paper.Paragraph{Role: paper.Body, Runs: []paper.Run{{Text: "chữ thường "}, {Text: "đậm", Bold: true, Red: true}, {Text: "☑ đạt\ndòng hai", Italic: true}}},
			paper.Text(paper.Heading1, "I. MỤC"),
			paper.Table{
				Columns: []paper.Column{{Width: 100}, {Width: 500}, {Width: 400, Align: paper.AlignRight}},
				Header:  []paper.Row{{Cells: []paper.Cell{deep, wide}}, {Cells: []paper.Cell{cellOf("trái"), cellOf("phải")}}},
				Rows:    []paper.Row{{Group: true, Cells: []paper.Cell{cellOf("nhóm")}}, {Cells: []paper.Cell{cellOf("1"), {}, cellOf("2")}}, {Cells: []paper.Cell{cellOf("thiếu ô")}}},
			},
			paper.Chart{Title: "Biểu đồ", Head: "Năm", Categories: []string{"2026"}, Series: []paper.Series{{Name: "Hạng", Data: []paper.Datum{paper.Count(3)}}}},
			paper.Columns{Widths: []int{500, 500}, Blocks: [][]paper.Block{{paper.Text(paper.Plain, "cột một")}, {paper.Table{Rows: []paper.Row{{Cells: []paper.Cell{cellOf("cột hai")}}}}}}},
			paper.Keep{Blocks: []paper.Block{paper.Text(paper.Body, "giữ một"), paper.Text(paper.Body, "giữ hai")}},
			paper.Space{Height: 5},
			paper.PageBreak{},
			paper.Placed{X: 300, Y: 500, Width: 1000, Runs: []paper.Run{{Text: "chỗ cố định"}}},
			paper.Image{X: 10, Y: 10, Width: 100, Height: 100, Data: []byte("\x89PNG\r\n\x1a\n"), Alt: "hình"},
			paper.Closing{Copies: []string{"- Như trên;"}, Signature: paper.Signature{Capacity: []string{"CHỦ TỊCH"}, Name: "Người Ký"}},
		}},
		{Landscape: true, NoNumbers: true, TextSize: 18, Blocks: []paper.Block{
			paper.Text(paper.Body, "trang ngang"),
			paper.Signatures{Left: &paper.Signature{Capacity: []string{"THƯ KÝ"}, Hint: "(Ký)"}, Right: &paper.Signature{Capacity: []string{"CHỦ TỌA"}, Name: "Tên Hai"}, Below: &paper.Signature{Capacity: []string{"XÁC NHẬN"}, Name: "Tên Ba"}},
		}},
	}}
	return p, []string{
		"UBND PHƯỜNG A", "PHÒNG B", paper.National, paper.Motto, "Số: 1/TTr", "Phường A, ngày 1", "TỜ TRÌNH", "Về việc thử", "(Kèm theo)",
		"Kính gửi:", "- Chủ tịch;", "- Sở Nội vụ.", "chữ thường đậm☑ đạt|dòng hai", "I. MỤC",
		"đầu cao", "đầu rộng", "trái", "phải", "nhóm", "1", "2", "thiếu ô", "Biểu đồ", "Năm", "Hạng", "2026", "03",
		"cột một", "cột hai", "giữ một", "giữ hai", "chỗ cố định", "Nơi nhận:", "- Như trên;", "CHỦ TỊCH", "Người Ký",
		"trang ngang", "THƯ KÝ", "(Ký)", "CHỦ TỌA", "Tên Hai", "XÁC NHẬN", "Tên Ba",
	}
}

func written(t *testing.T, p *paper.Paper) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, p, Options{Created: created}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// unpack gives the parts of a file, each held to be well-formed where it is XML.
func unpack(t *testing.T, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(b)
		if strings.HasSuffix(f.Name, ".xml") || strings.HasSuffix(f.Name, ".rels") {
			d := xml.NewDecoder(bytes.NewReader(b))
			for {
				if _, err := d.Token(); errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					t.Fatalf("%s: %v", f.Name, err)
				}
			}
		}
	}
	return parts
}

// paragraphs gives the texts of a body's paragraphs that have one, line breaks as "|".
func paragraphs(t *testing.T, body string) []string {
	t.Helper()
	var out []string
	d := xml.NewDecoder(strings.NewReader(body))
	text, inText := "", false
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		switch v := token.(type) {
		case xml.StartElement:
			inText = v.Name.Local == "t"
			if v.Name.Local == "br" {
				text += "|"
			}
		case xml.CharData:
			if inText {
				text += string(v)
			}
		case xml.EndElement:
			inText = false
			if v.Name.Local == "p" && text != "" {
				out, text = append(out, text), ""
			}
		}
	}
}

// TestEverything holds that every block's words come out, in the order of reading, and
// that a reader finds every part that is named.
func TestEverything(t *testing.T) {
	p, want := everything()
	parts := unpack(t, written(t, p))
	if got := paragraphs(t, parts["word/document.xml"]); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	var relations struct {
		Relationship []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		}
	}
	if err := xml.Unmarshal([]byte(parts["word/_rels/document.xml.rels"]), &relations); err != nil {
		t.Fatal(err)
	}
	for _, r := range relations.Relationship {
		if _, ok := parts["word/"+r.Target]; !ok {
			t.Errorf("%s names %s, which is missing", r.ID, r.Target)
		}
	}
	body := parts["word/document.xml"]
	for what, n := range map[string]int{
		`<w:tblHeader/>`: 3, `w:vMerge w:val="restart"`: 1, `<w:vMerge/>`: 1, `<w:gridSpan w:val="2"/>`: 2,
		`w:orient="landscape"`: 1, `<w:titlePg/>`: 2, `<w:pgNumType w:start="1"/>`: 2, `<w:pageBreakBefore/>`: 1, `txbx`: 0, `Segoe UI Symbol`: 4,
		`w:top="1134" w:right="850" w:bottom="1134" w:left="1701"`: 2, `<w:sz w:val="36"/>`: 6, `<w:color w:val="CC0000"/>`: 1,
	} {
		if got := strings.Count(body, what); got != n {
			t.Errorf("%s stands %d times, want %d", what, got, n)
		}
	}
	if !strings.Contains(parts["docProps/core.xml"], "<dc:title>Thử &lt;mọi&gt; phần &amp; khối</dc:title>") {
		t.Errorf("properties: %s", parts["docProps/core.xml"])
	}
	for _, slot := range []string{"ascii", "hAnsi", "eastAsia", "cs"} {
		if !strings.Contains(parts["word/styles.xml"], "w:"+slot+`="Times New Roman"`) {
			t.Errorf("the slot %s has no face", slot)
		}
	}
}

// TestStylesAreDefined holds that a paragraph names no style that the file lacks.
func TestStylesAreDefined(t *testing.T) {
	p, _ := everything()
	parts := unpack(t, written(t, p))
	for _, piece := range strings.Split(parts["word/document.xml"], `<w:pStyle w:val="`)[1:] {
		id, _, _ := strings.Cut(piece, `"`)
		if !strings.Contains(parts["word/styles.xml"], `w:styleId="`+id+`"`) {
			t.Errorf("no style %q", id)
		}
	}
	for role, id := range roleStyles {
		if styleOf(id).id != id {
			t.Errorf("role %d: no style %q", role, id)
		}
	}
}

func TestSameBytesTwice(t *testing.T) {
	p, _ := everything()
	first := written(t, p)
	for range 5 {
		if !bytes.Equal(first, written(t, p)) {
			t.Fatal("the second file differs")
		}
	}
}

// TestWideEnough holds that a column is as wide as its longest word, also below a cell
// over several rows, and that titles break into lines of about the same length.
func TestWideEnough(t *testing.T) {
	deep, wide := cellOf("TT"), cellOf("Năm sinh")
	deep.RowSpan, wide.Span = 2, 2
	table := &paper.Table{
		Header: []paper.Row{{Cells: []paper.Cell{deep, wide, deep}}, {Cells: []paper.Cell{cellOf("Nam"), cellOf("Nữ")}}},
		Rows:   []paper.Row{{Cells: []paper.Cell{cellOf("1"), cellOf("a"), cellOf("b"), cellOf("ngày\u00a030/10/2026")}}},
	}
	least, _ := asked(table, 4, 12)
	for i, word := range []string{"1", "Nam", "Nữ", "ngày 30/10/2026"} {
		if want := about(word, 12); least[i] < want || least[i] > want+300 {
			t.Errorf("column %d asks for %d, %q is %d wide", i, least[i], word, want)
		}
	}
	if got := fmt.Sprintf("%q", pieces("số 1475/QĐ-UBND, 2026\u00a0-\u00a02029 -")); got != fmt.Sprintf("%q", []string{"số", "1475/QĐ-", "UBND,", "2026\u00a0-\u00a02029", "-"}) {
		t.Errorf("lines end at %s", got)
	}
	total := 0
	for i, w := range roomy([]int{4000, 300, 300, 500}, least) {
		if total += w; w < least[i] {
			t.Errorf("column %d has %d, asks for %d", i, w, least[i])
		}
	}
	if total > 5100 || total < 5096 {
		t.Errorf("columns of 5100 became %d", total)
	}
	l := balanced(look{}, "UBND PHƯỜNG LÊ THANH NGHỊ", 13, 3400)
	if room := 3400 - l.left - l.right; about("UBND PHƯỜNG LÊ", 13) <= room || about("LÊ THANH NGHỊ", 13) > room {
		t.Errorf("a column of %d breaks the name of the ward elsewhere", room)
	}
	if l := balanced(look{}, "MỘT HAI BA", 13, 10); l.left < 0 || l.left > 5 {
		t.Errorf("a column without room is indented by %d", l.left)
	}
}

// TestDraft holds that every page of a draft says so, and no other's.
func TestDraft(t *testing.T) {
	p, _ := everything()
	for _, draft := range []bool{false, true} {
		p.Draft = draft
		parts := unpack(t, written(t, p))
		for _, name := range []string{"word/header1.xml", "word/header2.xml"} {
			if got := strings.Contains(parts[name], draftMark); got != draft {
				t.Errorf("draft %t: %s marked: %t", draft, name, got)
			}
		}
	}
}

// TestWrongData: what no paper should hold is written all the same, or refused with a
// reason; never a file that Word can't open.
func TestWrongData(t *testing.T) {
	p := &paper.Paper{Sections: []paper.Section{{Blocks: []paper.Block{
		paper.Text(paper.Body, "a\x00b\x1bc"),
		paper.Table{},
		paper.Table{Rows: []paper.Row{{Cells: []paper.Cell{{Span: 1 << 40, Paragraphs: cellOf("d").Paragraphs}, cellOf("e")}}, {Cells: []paper.Cell{{Span: -3, RowSpan: 9, Paragraphs: cellOf("f").Paragraphs}}}}},
		paper.Columns{},
		paper.Letterhead{},
		paper.Title{},
		paper.Recipients{},
		paper.Signatures{},
		paper.Closing{},
		paper.Space{Height: -5},
	}}}}
	got := paragraphs(t, unpack(t, written(t, p))["word/document.xml"])
	if s := fmt.Sprint(got); !strings.HasPrefix(s, "[a\ufffdb\ufffdc d e f ") {
		t.Errorf("%q", got)
	}
	for name, p := range map[string]*paper.Paper{
		"no section": {},
		"no picture": {Sections: []paper.Section{{Blocks: []paper.Block{paper.Image{Data: []byte("GIF89a")}}}}},
		"nil block":  {Sections: []paper.Section{{Blocks: []paper.Block{nil}}}},
	} {
		var out bytes.Buffer
		if err := Write(&out, p, Options{}); err == nil || out.Len() > 0 {
			t.Errorf("%s: error %v, %d bytes", name, err, out.Len())
		}
	}
}

// TestFitted: a long text leaves the other columns room for theirs, and a long heading
// asks for its words only.
func TestFitted(t *testing.T) {
	table := &paper.Table{
		Header: []paper.Row{{Cells: []paper.Cell{cellOf("TT"), cellOf("Tóm tắt"), cellOf("Kết luận của Hội đồng về hồ sơ này")}}},
		Rows:   []paper.Row{{Cells: []paper.Cell{cellOf("1"), cellOf(strings.Repeat("thành tích ", 60)), cellOf("Tặng Giấy khen")}}},
	}
	least, most := asked(table, 3, 12)
	w := fitted(least, most, 9000)
	if want := about("Tặng Giấy khen", 12); w[2] < want || w[2] > 2*want || w[1] < 5000 {
		t.Errorf("columns of %v; the last asks for %d", w, want)
	}
}

// TestSigned: a signature has two lines before it on its page, also where each is a
// paragraph.
func TestSigned(t *testing.T) {
	sign := paper.Signatures{Right: &paper.Signature{Capacity: []string{"CHỦ TỌA"}}}
	last := paper.Text(paper.Body, "Cuộc họp kết thúc vào 10 giờ.")
	for _, c := range []struct {
		blocks []paper.Block
		want   int
	}{
		{[]paper.Block{paper.Text(paper.Body, "Một."), paper.Text(paper.Body, "Hai."), last, sign}, 2},
		{[]paper.Block{paper.Text(paper.Body, "Một."), paper.Text(paper.Body, strings.Repeat("dài ", 40)), sign}, 1},
		{[]paper.Block{paper.Table{Rows: []paper.Row{{Cells: []paper.Cell{{Paragraphs: []paper.Paragraph{paper.Text(paper.Body, "Ô")}}}}}}, last, sign}, 1},
	} {
		p := &paper.Paper{Name: "thu", Sections: []paper.Section{{Blocks: c.blocks}}}
		parts := unpack(t, written(t, p))
		if got := strings.Count(parts["word/document.xml"], `"/><w:keepNext/>`) - strings.Count(parts["word/document.xml"], `"Signature"/><w:keepNext/>`); got != c.want {
			t.Errorf("%d paragraphs are kept with the next, want %d", got, c.want)
		}
	}
}
