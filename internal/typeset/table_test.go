package typeset

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"thidua/internal/font"
	"thidua/internal/paper"
)

func cellOf(s string) paper.Cell {
	return paper.Cell{Paragraphs: []paper.Paragraph{paper.Text(paper.Plain, s)}}
}

func rowOf(cells ...string) paper.Row {
	var r paper.Row
	for _, s := range cells {
		r.Cells = append(r.Cells, cellOf(s))
	}
	return r
}

func TestHeaderOnEachPage(t *testing.T) {
	b := paper.Table{Columns: []paper.Column{{Width: 100}, {Width: 900}}, Header: []paper.Row{rowOf("STT", "Nội dung")}}
	for i := range 90 {
		b.Rows = append(b.Rows, rowOf(fmt.Sprint(i+1), prose(i, 1)))
	}
	d := set(t, body("Trước."), b)
	if len(d.Pages) < 3 {
		t.Fatalf("%d pages", len(d.Pages))
	}
	for i, p := range d.Pages {
		all := texts(p)
		if i == 0 {
			all = all[1:]
		}
		if all[0].S != "STT" || all[1].S != "Nội dung" || all[0].Face != font.Bold {
			t.Errorf("page %d begins with %q, %q", i+1, all[0].S, all[1].S)
		}
		if i > 0 && all[0].Y > DefaultLayout().Top+MM(8) {
			t.Errorf("page %d: header at %d", i+1, all[0].Y)
		}
	}
}

// A row goes whole to the next page unless it is higher than one or leaves a void;
// then it goes on over pages line by line.
func TestRowOverPages(t *testing.T) {
	long := prose(0, 120)
	d := set(t, paper.Table{Columns: []paper.Column{{Width: 100}, {Width: 900}}, Header: []paper.Row{rowOf("STT", "Nội dung")}, Rows: []paper.Row{rowOf("1", long), rowOf("2", "sau")}})
	if len(d.Pages) < 3 {
		t.Fatalf("%d pages", len(d.Pages))
	}
	got := strings.ReplaceAll(printed(d), "STTNộidung", "")
	if want := "1" + strings.ReplaceAll(long, " ", "") + "2sau"; got != want {
		t.Errorf("text of a row over pages: %d bytes of %d", len(got), len(want))
	}
	l := DefaultLayout()
	for i, p := range d.Pages {
		var low Unit
		for _, x := range texts(p) {
			low = max(low, x.Y)
		}
		var upright, across int
		for _, r := range p.Rules {
			if r.Y2 > low && r.X1 == r.X2 && r.Y2 <= p.Height-l.Bottom {
				upright++
			}
			if r.Y1 > low && r.Y1 == r.Y2 {
				across++
			}
		}
		if upright != 3 || across != 1 {
			t.Errorf("page %d: the part of the row is closed by %d upright rules and %d across", i+1, upright, across)
		}
	}

	short := paper.Table{Columns: []paper.Column{{Width: 1000}}}
	for i := range 40 {
		short.Rows = append(short.Rows, rowOf(fmt.Sprintf("hàng %d: %s", i, prose(i, 2))))
	}
	for i, p := range set(t, short).Pages {
		if all := texts(p); !strings.HasPrefix(all[0].S, "hàng ") {
			t.Errorf("page %d begins within a row: %q", i+1, all[0].S)
		}
	}
}

func TestGroupRowIsKept(t *testing.T) {
	for n := 20; n < 50; n++ {
		b := paper.Table{Columns: make([]paper.Column, 2), Header: []paper.Row{rowOf("a", "b")}}
		for range n {
			b.Rows = append(b.Rows, rowOf("x", "y"))
		}
		b.Rows = append(b.Rows, paper.Row{Group: true, Cells: []paper.Cell{cellOf("II. CÁ NHÂN")}}, rowOf("người", "z"))
		d := set(t, b)
		group, page := find(t, d, "II. CÁ NHÂN")
		if _, next := find(t, d, "người"); next != page {
			t.Errorf("%d rows: group on page %d, its first row on %d", n, page+1, next+1)
		}
		if group.Face != font.Bold || group.X > DefaultLayout().Left+5*Pt {
			t.Fatalf("group %+v", group)
		}
	}
}

func TestSpanningHeader(t *testing.T) {
	h := func(s string, span, deep int) paper.Cell {
		c := cellOf(s)
		c.Span, c.RowSpan = span, deep
		return c
	}
	d := set(t, paper.Table{
		Columns: []paper.Column{{Width: 200}, {Width: 400}, {Width: 400}},
		Header:  []paper.Row{{Cells: []paper.Cell{h("STT", 1, 2), h("Xếp hạng", 2, 1)}}, {Cells: []paper.Cell{h("2025", 1, 1), h("2026", 1, 1)}}},
		Rows:    []paper.Row{rowOf("1", "4", "2")},
	})
	l := DefaultLayout()
	tt, _ := find(t, d, "STT")
	rank, _ := find(t, d, "Xếp hạng")
	year, _ := find(t, d, "2025")
	if want := l.Left + textWidth*6/10; !near(middle(t, rank), want, Pt) {
		t.Errorf("Xếp hạng around %d, want %d", middle(t, rank), want)
	}
	if want := l.Left + textWidth*4/10; !near(middle(t, year), want, Pt) {
		t.Errorf("2025 around %d, want %d", middle(t, year), want)
	}
	if tt.Y <= rank.Y || tt.Y >= year.Y {
		t.Errorf("STT at %d is not between %d and %d", tt.Y, rank.Y, year.Y)
	}
}

func TestAlignment(t *testing.T) {
	b := paper.Table{Columns: []paper.Column{{Width: 250}, {Width: 250, Align: paper.AlignCentre}, {Width: 250, Align: paper.AlignRight}, {Width: 250}}}
	r := rowOf("trái", "giữa", "95,57", "riêng")
	r.Cells[3].Align, r.Cells[3].HasAlign = paper.AlignRight, true
	b.Rows = []paper.Row{r}
	d := set(t, b)
	l := DefaultLayout()
	at := func(i Unit) Unit { return l.Left + textWidth*i/4 }
	x, _ := find(t, d, "trái")
	y, _ := find(t, d, "giữa")
	z, _ := find(t, d, "95,57")
	w, _ := find(t, d, "riêng")
	if x.X != at(0)+padSide || !near(middle(t, y), (at(1)+at(2))/2, 10) || !near(z.X+widthOf(t, z), at(3)-padSide, 10) || !near(w.X+widthOf(t, w), at(4)-padSide, 10) {
		t.Errorf("%d %d %d %d", x.X, y.X, z.X, w.X)
	}
	if x.Size != 12*Pt {
		t.Errorf("size %d", x.Size)
	}
}

// Without widths a column of numbers stays narrow, none is narrower than its longest
// word, and all fill the text's width.
func TestFittedColumns(t *testing.T) {
	d := set(t, paper.Table{Header: []paper.Row{rowOf("STT", "Họ và tên", "Tóm tắt thành tích")}, Rows: []paper.Row{rowOf("1", "Nguyễn Thị Ánh Tuyết", prose(0, 6)), rowOf("2", "Lê Nam", prose(2, 3))}})
	l := DefaultLayout()
	name, _ := find(t, d, "Nguyễn Thị Ánh Tuyết") // on one line
	text, _ := find(t, d, "Thực hiện")
	if name.X-l.Left > MM(16) || text.X-name.X > MM(50) || text.X-name.X < MM(35) {
		t.Errorf("columns begin at %d, %d, %d", l.Left, name.X, text.X)
	}
	var end Unit
	for _, r := range d.Pages[0].Rules {
		end = max(end, r.X2)
	}
	if end != l.Left+textWidth {
		t.Errorf("table ends at %d, text at %d", end, l.Left+textWidth)
	}
}

func TestShares(t *testing.T) {
	for _, tt := range []struct {
		given []int
		want  []Unit
	}{
		{[]int{500, 500}, []Unit{500, 500}},
		{[]int{200, 300}, []Unit{200, 300}},
		{[]int{0, 0}, []Unit{500, 500}},
		{[]int{600, 0, 0}, []Unit{600, 200, 200}},
		{[]int{1000, 1000}, []Unit{500, 500}},
		{[]int{1000, 0}, []Unit{952, 47}},
		{[]int{-5, 500}, []Unit{500, 500}},
	} {
		columns := make([]paper.Column, len(tt.given))
		for i, g := range tt.given {
			columns[i].Width = g
		}
		if got := shares(columns, 1000); fmt.Sprint(got) != fmt.Sprint(tt.want) {
			t.Errorf("%v: %v, want %v", tt.given, got, tt.want)
		}
	}
}

// Rows that don't agree with the columns lose nothing.
func TestWrongRows(t *testing.T) {
	for name, b := range map[string]paper.Table{
		"too many cells":  {Columns: make([]paper.Column, 2), Rows: []paper.Row{rowOf("a", "b", "c", "d")}},
		"too few cells":   {Columns: make([]paper.Column, 6), Rows: []paper.Row{rowOf("a", "b", "c", "d")}},
		"no columns":      {Rows: []paper.Row{rowOf("a"), rowOf("b", "c", "d")}},
		"header too wide": {Columns: make([]paper.Column, 2), Header: []paper.Row{rowOf("a", "b", "c")}, Rows: []paper.Row{rowOf("d")}},
		"header covered":  {Columns: make([]paper.Column, 1), Header: []paper.Row{{Cells: []paper.Cell{{RowSpan: 3, Paragraphs: cellOf("a").Paragraphs}}}, rowOf("b", "c")}, Rows: []paper.Row{rowOf("d")}},
		"spans":           {Columns: make([]paper.Column, 2), Rows: []paper.Row{{Cells: []paper.Cell{{Span: 1 << 40, Paragraphs: cellOf("a").Paragraphs}, cellOf("b")}}, {Cells: []paper.Cell{{Span: -3, Paragraphs: cellOf("c").Paragraphs}, cellOf("d")}}}},
		"group":           {Columns: make([]paper.Column, 2), Rows: []paper.Row{{Group: true, Cells: []paper.Cell{cellOf("a"), cellOf("b"), cellOf("c")}}, rowOf("d")}},
	} {
		if got := printed(set(t, b)); got != "abcd" {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// A cell over several rows of the body keeps these together, its text in the first,
// no rule between them under it.
func TestRowSpanInBody(t *testing.T) {
	wide := cellOf("Phòng Văn hóa - Xã hội")
	wide.RowSpan = 3
	var rows []paper.Row
	for i := range 40 {
		rows = append(rows,
			paper.Row{Cells: []paper.Cell{wide, cellOf(fmt.Sprintf("a%d", i)), cellOf("x")}},
			rowOf(fmt.Sprintf("b%d", i), "y"), rowOf(fmt.Sprintf("c%d", i), "z"))
	}
	d := set(t, paper.Table{Columns: []paper.Column{{Width: 200}, {Width: 400}, {Width: 400}}, Header: []paper.Row{rowOf("A", "B", "C")}, Rows: rows})
	if len(d.Pages) < 2 {
		t.Fatal("all on one page: the test shows nothing")
	}
	for i := range 40 {
		a, page := find(t, d, fmt.Sprintf("a%d", i))
		b, second := find(t, d, fmt.Sprintf("b%d", i))
		c, third := find(t, d, fmt.Sprintf("c%d", i))
		if page != second || page != third || a.X != b.X || b.X != c.X {
			t.Errorf("group %d on pages %d, %d, %d at %d, %d, %d", i, page, second, third, a.X, b.X, c.X)
		}
		for _, r := range d.Pages[page].Rules {
			if r.Y1 == r.Y2 && r.Y1 > a.Y && r.Y1 < c.Y && r.X1 < a.X-padSide {
				t.Errorf("group %d: rule %+v through the first column", i, r)
			}
		}
	}
	lines := 0
	for _, p := range d.Pages {
		for _, x := range p.Texts {
			lines += strings.Count(x.S, "Phòng")
		}
	}
	if lines != 40 {
		t.Errorf("the cell's text is printed %d times, want 40", lines)
	}
}

// A cell over rows that are higher than half a page leaves these to go on over pages.
func TestTallRowSpan(t *testing.T) {
	wide := cellOf(prose(0, 12))
	wide.RowSpan = 2
	d := set(t, paper.Table{Rows: []paper.Row{{Cells: []paper.Cell{wide, cellOf(prose(1, 20))}}, rowOf(prose(2, 20))}})
	want := prose(0, 12) + prose(1, 20) + prose(2, 20)
	if got, all := letters(printed(d)), letters(want); len(d.Pages) < 2 || !maps.Equal(got, all) {
		t.Errorf("%d pages; letters are lost or made", len(d.Pages))
	}
}

func TestDecimalCommas(t *testing.T) {
	right := []paper.Column{{Width: 500}, {Width: 500, Align: paper.AlignRight}}
	centred := []paper.Column{{Width: 500}, {Width: 500, Align: paper.AlignCentre}}
	for _, columns := range [][]paper.Column{right, centred} {
		d := set(t, paper.Table{Columns: columns, Header: []paper.Row{rowOf("Đơn vị", "Tỷ lệ")}, Rows: []paper.Row{rowOf("a", "92,86%"), rowOf("b", "7%"), rowOf("c", "100"), rowOf("d", "1.250,5"), {Cells: []paper.Cell{cellOf("e"), {}}}}})
		var at []Unit
		for _, s := range []string{"92,86%", "7%", "100", "1.250,5"} {
			x, _ := find(t, d, s)
			whole, _, _ := strings.Cut(strings.TrimSuffix(s, "%"), ",")
			at = append(at, x.X+widthOf(t, Text{S: whole, Size: x.Size}))
		}
		for _, x := range at[1:] {
			if !near(x, at[0], 2) {
				t.Errorf("commas at %v", at)
			}
		}
	}
	// With a word among the figures the column is flush right as it is.
	d := set(t, paper.Table{Columns: right, Rows: []paper.Row{rowOf("a", "92,86%"), rowOf("b", "không có")}})
	a, _ := find(t, d, "92,86%")
	b, _ := find(t, d, "không có")
	if !near(a.X+widthOf(t, a), b.X+widthOf(t, b), 2) {
		t.Errorf("right edges differ: %+v, %+v", a, b)
	}
}

// Columns without a share get what the others leave, by what is in them.
func TestColumnsWithoutShare(t *testing.T) {
	tbl := paper.Table{
		Columns: []paper.Column{{Width: 100}, {}, {}, {Width: 200}},
		Header:  []paper.Row{rowOf("STT", "Họ và tên", "Thành tích", "Ghi chú")},
		Rows:    []paper.Row{rowOf("1", "H’Hen Niê", prose(0, 2), ""), rowOf("2", "Y Thơm Niê Kđăm", prose(1, 3), "")},
	}
	s := &setter{ink: &ink{}, layout: DefaultLayout(), font: family(t)}
	got := s.columnWidths(&table{columns: tbl.Columns, size: 12 * Pt}, &tbl, textWidth)
	sum := Unit(0)
	for _, w := range got {
		sum += w
	}
	if !near(got[0], textWidth/10, 10) || !near(got[3], textWidth/5, 10) || !near(sum, textWidth, 10) || got[2] < got[1]*2 {
		t.Errorf("widths %v of %d", got, textWidth)
	}
	if name := s.width("Y Thơm Niê Kđăm", font.Regular, 12*Pt, 0); got[1] < name+2*padSide {
		t.Errorf("a name of %d has %d", name, got[1])
	}
}

// A low row stands alone neither below the header nor at the top of a page, unless a
// page is saved by that.
func TestPairs(t *testing.T) {
	rows := func(n int) paper.Table {
		b := paper.Table{Columns: make([]paper.Column, 2)}
		b.Header = []paper.Row{{Cells: []paper.Cell{cellOf("TT"), cellOf("Họ và tên")}}}
		for i := range n {
			b.Rows = append(b.Rows, paper.Row{Cells: []paper.Cell{cellOf(strconv.Itoa(i + 1)), cellOf("Nguyễn Văn An")}})
		}
		return b
	}
	numbers := func(p Page) (n int) {
		for _, x := range p.Texts {
			if _, err := strconv.Atoi(x.S); err == nil && x.Size == 12*Pt {
				n++
			}
		}
		return n
	}
	full := 0 // rows on a whole page
	for n := 30; full == 0; n++ {
		if d := set(t, rows(n)); len(d.Pages) == 2 {
			full = n - 1
			if a, b := numbers(d.Pages[0]), numbers(d.Pages[1]); a != n-2 || b != 2 {
				t.Errorf("%d rows: %d and %d", n, a, b)
			}
		}
	}
	blocks := []paper.Block{rows(full + 1)}
	saved := false
	for len(blocks) < 100 {
		blocks = append(blocks, paper.Text(paper.Plain, "Một dòng"))
		d := set(t, blocks...)
		if len(d.Pages) > 2 {
			break
		}
		saved = numbers(d.Pages[1]) == 1
	}
	if !saved {
		t.Error("two rows together cost a page")
	}
	for lines := 30; lines < 50; lines++ {
		var blocks []paper.Block
		for range lines {
			blocks = append(blocks, paper.Text(paper.Plain, "Một dòng"))
		}
		for i, p := range set(t, append(blocks, rows(20))...).Pages {
			if numbers(p) == 1 {
				t.Errorf("after %d lines one row on page %d", lines, i+1)
			}
		}
	}
}

// A column too narrow for a word gets room from the others, as long as they have some.
func TestWiden(t *testing.T) {
	narrow := []paper.Column{{Width: 100}, {Width: 900}}
	const symbol, longer = "01/BB-HĐTĐKT", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
	d := set(t, paper.Table{Columns: narrow, Rows: []paper.Row{rowOf(symbol, prose(0, 2)), rowOf("02", "b")}})
	x, _ := find(t, d, symbol)
	if end := x.X + widthOf(t, x); d.Pages[0].Rules[2].X1 < end {
		t.Errorf("%q ends at %d, its column at %d", symbol, end, d.Pages[0].Rules[2].X1)
	}
	d = set(t, paper.Table{Columns: narrow, Rows: []paper.Row{rowOf(longer+longer, prose(0, 2))}})
	if got, want := printed(d), strings.ReplaceAll(longer+longer+prose(0, 2), " ", ""); got != want {
		t.Errorf("got %q", got)
	}
}

// TestLongPaperIsSetAsItComes holds that pages which are handed over while the rest is
// still to be set are those that would be set of the whole at once. A Keep block that no
// page holds changes nothing; one within another is set whole.
func TestLongPaperIsSetAsItComes(t *testing.T) {
	f := family(t)
	table := paper.Table{
		Columns: []paper.Column{{Width: 60}, {}, {Align: paper.AlignRight}},
		Header:  []paper.Row{{Cells: []paper.Cell{cellOf("TT"), cellOf("Nội dung"), cellOf("Số")}}},
	}
	for i := range 1500 {
		r := paper.Row{Cells: []paper.Cell{cellOf(strconv.Itoa(i)), cellOf(strings.Repeat("Nội dung của hàng này ", 1+i*7%23)), cellOf("12,5")}}
		switch {
		case i%50 == 0:
			r = paper.Row{Group: true, Cells: []paper.Cell{cellOf("Nhóm")}}
		case i%31 == 0:
			r.Cells[0].RowSpan = 3
		case i%31 == 1 || i%31 == 2:
			if (i-i%31)%50 != 0 && i%50 != 1 && i > 31 {
				r.Cells = r.Cells[1:]
			}
		case i == 700: // higher than a page
			r.Cells[1] = cellOf(strings.Repeat("Một hàng rất cao. ", 900))
		}
		table.Rows = append(table.Rows, r)
	}
	table.Long = paper.NewRows()
	for i := range table.Rows {
		table.Long.Add(&table.Rows[i])
	}
	table.Long.Done()
	table.Rows = nil
	var blocks []paper.Block
	for i := range 400 {
		blocks = append(blocks, paper.Text(paper.Role(i%5), strings.Repeat("Lời văn của bản báo cáo dài. ", 1+i%9)))
	}
	blocks = append(blocks, table, paper.Text(paper.Body, "Sau bảng."), paper.Signatures{Right: &paper.Signature{Capacity: []string{"CHỦ TỊCH"}, Name: "A"}})
	of := func(blocks ...paper.Block) *paper.Paper {
		return &paper.Paper{Title: "Báo cáo", Sections: []paper.Section{{Blocks: blocks}}}
	}
	kept := paper.Keep{Blocks: blocks}
	long, whole := of(blocks...), of(paper.Keep{Blocks: []paper.Block{kept}})
	want, err := Set(whole, f, DefaultLayout())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []*paper.Paper{long, of(kept)} {
		got, err := Set(p, f, DefaultLayout())
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Pages) < 50 || len(got.Pages) != len(want.Pages) {
			t.Fatalf("%d pages, want %d", len(got.Pages), len(want.Pages))
		}
		for i := range want.Pages {
			if !reflect.DeepEqual(got.Pages[i], want.Pages[i]) {
				t.Fatalf("page %d differs:\n%+v\nwant\n%+v", i+1, got.Pages[i].Texts, want.Pages[i].Texts)
			}
		}
		if !reflect.DeepEqual(got.Marks, want.Marks) {
			t.Error("other marks")
		}
	}
	full, pages := errors.New("disk full"), 0
	_, err = SetPages(long, f, DefaultLayout(), func(Page) error {
		pages++
		return full
	})
	if !errors.Is(err, full) || pages != 1 {
		t.Errorf("error %v after %d pages, want the first's", err, pages)
	}
}
