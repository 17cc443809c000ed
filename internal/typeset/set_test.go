package typeset

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"thidua/internal/font"
	"thidua/internal/paper"
)

const tenth = 283 // 0.1 mm

// texts gives the texts of a page below the top margin.
func texts(p Page) []Text {
	return slices.DeleteFunc(slices.Clone(p.Texts), func(t Text) bool { return t.Y < DefaultLayout().Top })
}

// find gives the text that holds a string, and its page.
func find(t testing.TB, d *Document, part string) (Text, int) {
	t.Helper()
	for i, p := range d.Pages {
		for _, x := range p.Texts {
			if strings.Contains(x.S, part) {
				return x, i
			}
		}
	}
	t.Fatalf("%q is on no page", part)
	return Text{}, 0
}

func widthOf(t testing.TB, x Text) Unit {
	s := setter{font: family(t)}
	return s.width(x.S, x.Face, x.Size, x.Space)
}

func middle(t testing.TB, x Text) Unit { return x.X + widthOf(t, x)/2 }

func near(a, b, by Unit) bool { return a-b <= by && b-a <= by }

// printed is what stands on the pages of a document below the top margin, without
// spaces, in the file's order.
func printed(d *Document) string {
	var b strings.Builder
	for _, p := range d.Pages {
		for _, t := range texts(p) {
			b.WriteString(strings.ReplaceAll(t.S, " ", ""))
		}
	}
	return b.String()
}

// samples are papers that properties are tested on.
func samples() []*paper.Paper { return []*paper.Paper{letter(), report(), minutes()} }

func TestNothingOutsideMargins(t *testing.T) {
	l := DefaultLayout()
	const tolerance = 3 * tenth
	for _, p := range samples() {
		for i, page := range setPaper(t, p).Pages {
			for _, x := range page.Texts {
				bottom := x.Y + x.Size*216/1000
				if x.X < l.Left-tolerance || x.X+widthOf(t, x) > page.Width-l.Right+tolerance || bottom > page.Height-l.Bottom+tolerance {
					t.Errorf("%s, page %d: %q at %d, %d", p.Name, i+1, x.S, x.X, x.Y)
				}
			}
			for _, r := range page.Rules {
				if r.X1 < l.Left-tolerance || r.X2 > page.Width-l.Right+tolerance || r.Y1 < l.Top-tolerance || r.Y2 > page.Height-l.Bottom+tolerance {
					t.Errorf("%s, page %d: rule %+v", p.Name, i+1, r)
				}
			}
		}
	}
}

func TestLetterhead(t *testing.T) {
	for _, tt := range []struct {
		name string
		head paper.Letterhead
	}{
		{"office", paper.Letterhead{Issuer: []string{"ỦY BAN NHÂN DÂN", "PHƯỜNG LÊ THANH NGHỊ"}, Number: "Số:      /TTr-UBND", Place: "Phường Lê Thanh Nghị, ngày 10 tháng 02 năm 2027"}},
		{"long names", paper.Letterhead{Superior: []string{"ỦY BAN NHÂN DÂN PHƯỜNG LÊ THANH NGHỊ"}, Issuer: []string{"TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG"}, Number: "Số: 12/BC-TTPVHCC", Place: "Phường Lê Thanh Nghị, ngày 20 tháng 01 năm 2027"}},
		{"one line", paper.Letterhead{Issuer: []string{"SỞ NỘI VỤ"}, Number: "Số: 1/BC", Place: "Hải Phòng, ngày 20 tháng 01 năm 2027"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := set(t, tt.head)
			number, _ := find(t, d, "Số:")
			place, _ := find(t, d, tt.head.Place)
			if number.Y != place.Y {
				t.Errorf("number at %d, place and date at %d", number.Y, place.Y)
			}
			nation, _ := find(t, d, paper.National)
			free, _ := find(t, d, paper.Motto)
			if nation.Face != font.Bold || nation.Size != 13*Pt || free.Face != font.Bold || free.Size != 14*Pt ||
				place.Face != font.Italic || place.Size != 14*Pt || number.Face != font.Regular || number.Size != 13*Pt {
				t.Errorf("faces and sizes: %+v %+v %+v %+v", nation, free, place, number)
			}
			if !near(middle(t, nation), middle(t, free), 10) || !near(middle(t, free), middle(t, place), 10) {
				t.Errorf("right column not centred: %d, %d, %d", middle(t, nation), middle(t, free), middle(t, place))
			}
			rules := d.Pages[0].Rules
			if len(rules) != 2 {
				t.Fatalf("%d rules, want 2", len(rules))
			}
			if r := rules[1]; !near(r.X1, free.X, 10) || !near(r.X2, free.X+widthOf(t, free), 10) || r.Y1 <= free.Y || r.Y1 > free.Y+6*Pt {
				t.Errorf("rule %+v under %+v", r, free)
			}
			var issuer Text // the last line above the number on the left
			for _, x := range d.Pages[0].Texts {
				if x.X < number.X+MM(40) && x.Y < number.Y && x.Face == font.Bold && x.X < nation.X {
					issuer = x
				}
			}
			r, w := rules[0], widthOf(t, issuer)
			if n := r.X2 - r.X1; n*3 < w || n*2 > w || !near((r.X1+r.X2)/2, middle(t, issuer), 10) {
				t.Errorf("rule of %d under %q of %d", r.X2-r.X1, issuer.S, w)
			}
			if !near(middle(t, number), middle(t, issuer), 10) {
				t.Errorf("number's middle %d, issuer's %d", middle(t, number), middle(t, issuer))
			}
		})
	}
}

func TestBareLetterhead(t *testing.T) {
	d := set(t, paper.Letterhead{Issuer: []string{"PHƯỜNG LÊ THANH NGHỊ"}, Bare: true})
	if got := printed(d); got != "PHƯỜNGLÊTHANHNGHỊ" {
		t.Errorf("%q", got)
	}
}

func TestTitle(t *testing.T) {
	d := set(t, paper.Title{Type: []string{"TỜ TRÌNH"}, Subject: []string{"Đề nghị tặng Bằng khen"}, Note: "(Kèm theo Tờ trình số 1/TTr-UBND)"})
	kind, _ := find(t, d, "TỜ TRÌNH")
	note, _ := find(t, d, "(Kèm theo")
	if kind.Face != font.Bold || note.Face != font.Italic {
		t.Errorf("type %+v, note %+v", kind, note)
	}
	if len(d.Pages[0].Rules) != 1 {
		t.Fatalf("%d rules", len(d.Pages[0].Rules))
	}
	r, w := d.Pages[0].Rules[0], widthOf(t, note)
	if n := r.X2 - r.X1; n*3 < w || n*2 > w || r.Y1 < note.Y {
		t.Errorf("rule %+v below a line of %d at %d", r, w, note.Y)
	}
	if want := (Mark{Title: "TỜ TRÌNH Đề nghị tặng Bằng khen", Page: 0, Y: d.Marks[0].Y}); len(d.Marks) != 1 || d.Marks[0] != want {
		t.Errorf("marks %+v", d.Marks)
	}
}

func TestRecipients(t *testing.T) {
	d := set(t, paper.Recipients{To: []string{"Chủ tịch Ủy ban nhân dân thành phố", "Sở Nội vụ"}})
	words, _ := find(t, d, "Kính gửi:")
	a, _ := find(t, d, "- Chủ tịch Ủy ban nhân dân thành phố;")
	b, _ := find(t, d, "- Sở Nội vụ.")
	colon := words.X + widthOf(t, Text{S: "Kính gửi", Size: words.Size})
	if a.X != colon || b.X != colon || a.Y <= words.Y {
		t.Errorf("colon at %d, dashes at %d and %d", colon, a.X, b.X)
	}
	if one := set(t, paper.Recipients{To: []string{"Bộ Nội vụ"}}); len(one.Pages[0].Texts) != 1 || one.Pages[0].Texts[0].S != "Kính gửi: Bộ Nội vụ" {
		t.Errorf("%+v", one.Pages[0].Texts)
	}
}

func TestRoles(t *testing.T) {
	l := DefaultLayout()
	long := prose(0, 3)
	for _, tt := range []struct {
		role   paper.Role
		face   font.Style
		size   Unit
		indent Unit
	}{
		{paper.Body, font.Regular, 14 * Pt, l.FirstIndent},
		{paper.Basis, font.Italic, 14 * Pt, l.FirstIndent},
		{paper.Heading1, font.Bold, 14 * Pt, l.FirstIndent},
		{paper.Heading3, font.BoldItalic, 14 * Pt, l.FirstIndent},
		{paper.Plain, font.Regular, 14 * Pt, 0},
		{paper.Remark, font.Italic, 12 * Pt, 0},
	} {
		lines := texts(set(t, paper.Text(tt.role, long)).Pages[0])
		if x := lines[0]; x.Face != tt.face || x.Size != tt.size || x.X != l.Left+tt.indent {
			t.Errorf("role %d: %+v", tt.role, x)
		}
		if x := lines[1]; x.X != l.Left {
			t.Errorf("role %d, second line: %+v", tt.role, x)
		}
		if x := lines[len(lines)-1]; x.Space > 0 {
			t.Errorf("role %d: last line stretched by %d", tt.role, x.Space)
		}
	}
}

// Justified lines end at the margin, none goes past it.
func TestJustification(t *testing.T) {
	d := setPaper(t, report())
	end := d.Pages[0].Width - DefaultLayout().Right
	for i, p := range d.Pages {
		for _, x := range texts(p) {
			if x.Space == 0 || x.Size != 14*Pt {
				continue
			}
			spaces := Unit(strings.Count(x.S, " "))
			if at := x.X + widthOf(t, x); at > end || at < end-spaces {
				t.Errorf("page %d: line ends at %d, margin at %d: %q", i+1, at, end, x.S)
			}
		}
	}
	if q := QualityOf(d, family(t)); q.Lines < 50 || q.Worst > 2500 || q.LooserThan2 > 0 || q.Tightest < 790 {
		t.Errorf("quality %+v", q)
	}
}

// A change of face within a line must not part or glue words.
func TestRuns(t *testing.T) {
	d := set(t, paper.Paragraph{Runs: []paper.Run{{Text: "Đồng chí "}, {Text: "Nguyễn Thị Ánh", Bold: true}, {Text: ", "}, {Text: "gương", Underline: true}, {Text: "\u00a0sáng."}}})
	var got []string
	for _, x := range d.Pages[0].Texts {
		got = append(got, x.S)
	}
	if want := []string{"Đồng chí ", "Nguyễn Thị Ánh", ", ", "gương", " sáng."}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	x, _ := find(t, d, "gương")
	if r := d.Pages[0].Rules; len(r) != 1 || r[0].X1 != x.X || r[0].X2 != x.X+widthOf(t, x) || r[0].Y1 <= x.Y {
		t.Errorf("underline %+v of %+v", r, x)
	}
	for i, x := range d.Pages[0].Texts[1:] {
		before := d.Pages[0].Texts[i]
		if at := before.X + widthOf(t, before); at != x.X {
			t.Errorf("%q begins at %d, the text before it ends at %d", x.S, x.X, at)
		}
	}
}

// What a no-break space ties stays on one line, in running text and in cells.
func TestGlueHolds(t *testing.T) {
	var words []string
	for i := range 120 {
		words = append(words, fmt.Sprintf("trước%d\u00a0sau%d và", i, i))
	}
	s := strings.Join(words, " ")
	d := set(t, body(s), paper.Table{Columns: []paper.Column{{Width: 300}, {Width: 400, Align: paper.AlignJustify}}, Rows: []paper.Row{rowOf(s, s)}})
	seen := 0
	for _, p := range d.Pages {
		for _, x := range texts(p) {
			seen += strings.Count(x.S, "trước")
			for f := range strings.FieldsSeq(x.S) {
				if n, ok := strings.CutPrefix(f, "trước"); ok && !strings.Contains(x.S+" ", " sau"+n+" ") {
					t.Errorf("parted: %q", x.S)
				}
			}
		}
	}
	if seen != 3*120 {
		t.Errorf("%d pairs on the pages, want %d", seen, 3*120)
	}
}

func TestUnprintable(t *testing.T) {
	d := set(t, body("a\x00b\xffc\U0001F600d\te"), paper.Text(paper.Heading1, "tiêu\x01đề"))
	if got := printed(d); got != "a\ufffdb\ufffdc\ufffddetiêu\ufffdđề" {
		t.Errorf("%q", got)
	}
	if d.Marks[0].Title != "tiêu\ufffdđề" {
		t.Errorf("mark %q", d.Marks[0].Title)
	}
}

func TestClosing(t *testing.T) {
	sign := paper.Signature{Capacity: []string{"TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"}, Name: "Trần Quốc Khánh"}
	d := set(t, body(prose(0, 2)), paper.Closing{Copies: []string{"- Như trên;", "- Lưu: VT."}, Signature: sign})
	words, _ := find(t, d, "Nơi nhận:")
	list, _ := find(t, d, "- Lưu: VT.")
	first, _ := find(t, d, "TM. ỦY BAN")
	last, _ := find(t, d, "CHỦ TỊCH")
	name, _ := find(t, d, "Trần Quốc Khánh")
	l := DefaultLayout()
	if words.Y != first.Y || words.X != l.Left || list.X != l.Left {
		t.Errorf("Nơi nhận at %d, %d; signature at %d", words.X, words.Y, first.Y)
	}
	if words.Face != font.BoldItalic || words.Size != 12*Pt || list.Face != font.Regular || list.Size != 11*Pt || first.Face != font.Bold || name.Face != font.Bold {
		t.Errorf("%+v %+v %+v %+v", words, list, first, name)
	}
	if free := (name.Y - name.Size*891/1000) - (last.Y + last.Size*216/1000); free < MM(25) {
		t.Errorf("%d left for the signature", free)
	}
	if !near(middle(t, first), middle(t, name), 10) {
		t.Error("name not under the capacity")
	}
}

// Wherever a page ends, two lines of the body go with the signature.
func TestClosingIsNotAlone(t *testing.T) {
	closing := paper.Closing{Copies: []string{"- Như trên;"}, Signature: paper.Signature{Capacity: []string{"CHỦ TỊCH"}, Name: "Trần Quốc Khánh"}}
	moved := 0
	for n := 15; n < 45; n++ {
		var blocks []paper.Block
		for range n {
			blocks = append(blocks, body("Một dòng."))
		}
		d := set(t, append(blocks, closing)...)
		_, page := find(t, d, "CHỦ TỊCH")
		lines := 0
		for _, x := range d.Pages[page].Texts {
			if x.S == "Một dòng." {
				lines++
			}
		}
		if lines < 2 {
			t.Errorf("%d lines: %d with the signature", n, lines)
		}
		if page > 0 {
			moved++
		}
		if _, other := find(t, d, "Trần Quốc Khánh"); other != page {
			t.Errorf("%d lines: the signature is cut", n)
		}
	}
	if moved == 0 {
		t.Error("the signature never came to a second page: the test shows nothing")
	}
}

func TestSignatures(t *testing.T) {
	d := set(t, body("Hết."), paper.Signatures{
		Left:  &paper.Signature{Capacity: []string{"THƯ KÝ"}, Hint: "(Ký, ghi rõ họ và tên)", Name: "Đỗ Thị Ngọc"},
		Right: &paper.Signature{Capacity: []string{"CHỦ TỌA"}, Name: "Hoàng Văn Sơn"},
		Below: &paper.Signature{Capacity: []string{"XÁC NHẬN"}},
	})
	a, _ := find(t, d, "THƯ KÝ")
	b, _ := find(t, d, "CHỦ TỌA")
	below, _ := find(t, d, "XÁC NHẬN")
	hint, _ := find(t, d, "(Ký")
	l := DefaultLayout()
	centre := l.Left + (d.Pages[0].Width-l.Left-l.Right)/2
	if a.Y != b.Y || a.X >= centre || b.X <= centre || !near(middle(t, below), centre, 10) || below.Y < a.Y+MM(25) || hint.Face != font.Italic {
		t.Errorf("%+v %+v %+v %+v", a, b, below, hint)
	}
	left, _ := find(t, d, "Đỗ Thị Ngọc")
	right, _ := find(t, d, "Hoàng Văn Sơn")
	if left.Y != right.Y {
		t.Errorf("names at %d and %d", left.Y, right.Y)
	}
	only := set(t, paper.Signatures{Right: &paper.Signature{Capacity: []string{"CHỦ TỌA"}}})
	if x, _ := find(t, only, "CHỦ TỌA"); x.X <= centre {
		t.Errorf("the right one alone stands at %d", x.X)
	}
}

func TestWidowsAndOrphans(t *testing.T) {
	for n := 20; n < 34; n++ {
		var blocks []paper.Block
		for range n {
			blocks = append(blocks, body("Một dòng."))
		}
		blocks = append(blocks, body(prose(0, 4)))
		d := set(t, blocks...)
		if len(d.Pages) == 1 {
			continue
		}
		count := func(p Page) (n int) {
			for _, x := range texts(p) {
				if x.S != "Một dòng." {
					n++
				}
			}
			return n
		}
		if a, b := count(d.Pages[0]), count(d.Pages[1]); a == 1 || b == 1 {
			t.Errorf("%d lines before: paragraph parted %d and %d", n, a, b)
		}
	}
}

func TestHeadingIsNotLast(t *testing.T) {
	for n := 20; n < 36; n++ {
		var blocks []paper.Block
		for range n {
			blocks = append(blocks, body("Một dòng."))
		}
		d := set(t, append(blocks, paper.Text(paper.Heading1, "I. MỤC"), paper.Text(paper.Heading2, "1. Khoản"), body(prose(1, 3)))...)
		for i, p := range d.Pages {
			all := texts(p)
			if x := all[len(all)-1]; x.Face == font.Bold {
				t.Errorf("%d lines: page %d ends with %q", n, i+1, x.S)
			}
		}
		_, page := find(t, d, "I. MỤC")
		if d.Marks[0].Page != page || d.Marks[0].Level != 1 || d.Marks[1].Level != 2 {
			t.Errorf("marks %+v", d.Marks)
		}
	}
}

func TestKeepSpaceAndPageBreak(t *testing.T) {
	three := []paper.Block{body("một"), body("hai"), body("ba")}
	for n := 20; n < 34; n++ {
		var blocks []paper.Block
		for range n {
			blocks = append(blocks, body("Một dòng."))
		}
		d := set(t, append(blocks, paper.Keep{Blocks: three})...)
		_, a := find(t, d, "một")
		if _, b := find(t, d, "ba"); a != b {
			t.Errorf("%d lines: Keep on pages %d and %d", n, a, b)
		}
	}
	d := set(t, paper.PageBreak{}, paper.Space{Height: 30}, body("một"), paper.Space{Height: 30}, body("hai"), paper.PageBreak{}, paper.PageBreak{}, paper.Space{Height: 30}, body("ba"), paper.PageBreak{})
	if len(d.Pages) != 2 {
		t.Fatalf("%d pages, want 2", len(d.Pages))
	}
	one, _ := find(t, d, "một")
	two, _ := find(t, d, "hai")
	three2, page := find(t, d, "ba")
	if one.Y != three2.Y || page != 1 || two.Y < one.Y+MM(30) {
		t.Errorf("%d, %d, %d on page %d", one.Y, two.Y, three2.Y, page)
	}
}

func TestColumns(t *testing.T) {
	d := set(t, paper.Columns{Widths: []int{300, 700}, Blocks: [][]paper.Block{{paper.Text(paper.Plain, "trái")}, {paper.Text(paper.Plain, "phải"), paper.Text(paper.Plain, "dưới")}}})
	a, _ := find(t, d, "trái")
	b, _ := find(t, d, "phải")
	if a.Y != b.Y || b.X-a.X != textWidth*3/10 {
		t.Errorf("%+v %+v", a, b)
	}
	high := set(t, paper.Columns{Blocks: [][]paper.Block{{body(prose(0, 60))}, {body(prose(1, 60))}}})
	if got, want := printed(high), strings.ReplaceAll(prose(0, 60)+prose(1, 60), " ", ""); got != want {
		t.Errorf("columns higher than a page lose text: %d bytes of %d", len(got), len(want))
	}
}

func TestPageNumbersAndDraft(t *testing.T) {
	p := letter()
	p.Sections = append(p.Sections, paper.Section{Blocks: []paper.Block{body("Phụ lục.")}})
	d := setPaper(t, p)
	l := DefaultLayout()
	number := 0
	for i, page := range d.Pages {
		if page.Number == 1 {
			number = 0
		}
		number++
		if page.Number != number {
			t.Errorf("page %d is counted %d, want %d", i+1, page.Number, number)
		}
		var got, draft *Text
		for _, x := range page.Texts {
			if x.Y >= l.Top {
				continue
			}
			if x.Ink == Grey {
				draft = &x
			} else {
				got = &x
			}
		}
		if draft == nil || draft.S != "DỰ THẢO" || draft.Face != font.Bold {
			t.Errorf("page %d: mark of the draft %+v", i+1, draft)
		}
		if number == 1 {
			if got != nil {
				t.Errorf("page %d shows %q", i+1, got.S)
			}
			continue
		}
		if got == nil || got.S != fmt.Sprint(number) || got.Size != 14*Pt || got.Face != font.Regular {
			t.Fatalf("page %d: number %+v", i+1, got)
		}
		if want := l.Left + (page.Width-l.Left-l.Right)/2; !near(middle(t, *got), want, 10) {
			t.Errorf("page %d: number's middle %d, want %d", i+1, middle(t, *got), want)
		}
		if y := got.Y - got.Size*33/100; !near(y, l.Top/2, 3*tenth) {
			t.Errorf("page %d: number at %d", i+1, got.Y)
		}
	}
	if last := d.Pages[len(d.Pages)-1]; last.Number != 1 || last.Width > last.Height {
		t.Errorf("last section: %d, %d × %d", last.Number, last.Width, last.Height)
	}
}

func TestStampStaysFree(t *testing.T) {
	d := setPaper(t, letter())
	l := DefaultLayout()
	for _, page := range d.Pages {
		if page.Width < page.Height || page.Number != 1 {
			continue
		}
		for _, x := range page.Texts {
			if x.Y < l.Top && x.X+widthOf(t, x) > page.Width-l.Right-MM(77) {
				t.Errorf("%q stands where the electronic signature has its line", x.S)
			}
		}
		return
	}
	t.Error("no first page in landscape")
}

func TestErrors(t *testing.T) {
	one := &paper.Paper{Name: "thu", Sections: []paper.Section{{Blocks: []paper.Block{body("a")}}}}
	if _, err := Set(one, nil, DefaultLayout()); !errors.Is(err, errNoFont) {
		t.Errorf("no font: %v", err)
	}
	if _, err := Set(one, &font.Family{}, DefaultLayout()); !errors.Is(err, errNoFont) {
		t.Errorf("empty family: %v", err)
	}
	for name, change := range map[string]func(*Layout){
		"margins":   func(l *Layout) { l.Left = MM(150) },
		"landscape": func(l *Layout) { l.Top = MM(180) },
		"size":      func(l *Layout) { l.Sizes.Body = 0 },
		"spacing":   func(l *Layout) { l.Spacing = 0 },
		"indent":    func(l *Layout) { l.FirstIndent = -1 },
	} {
		l := DefaultLayout()
		change(&l)
		if _, err := Set(one, family(t), l); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := Set(&paper.Paper{}, family(t), DefaultLayout()); err == nil {
		t.Error("paper without a section: no error")
	}
	if _, err := Set(&paper.Paper{Sections: []paper.Section{{Blocks: []paper.Block{nil}}}}, family(t), DefaultLayout()); err == nil {
		t.Error("nil block: no error")
	}
}

func TestSameTwice(t *testing.T) {
	if a, b := dump(setPaper(t, letter())), dump(setPaper(t, letter())); a != b {
		t.Error("two settings of one paper differ")
	}
}

// TestRed: a run in red is of that ink, and of no other face or place.
func TestRed(t *testing.T) {
	d := setPaper(t, &paper.Paper{Sections: []paper.Section{{Blocks: []paper.Block{
		paper.Paragraph{Role: paper.Plain, Runs: []paper.Run{{Text: "Tặng "}, {Text: "Giấy khen", Red: true}, {Text: " này"}}},
	}}}})
	var got []Text
	for _, x := range d.Pages[0].Texts {
		got = append(got, Text{S: x.S, Face: x.Face, Ink: x.Ink})
	}
	want := []Text{{S: "Tặng "}, {S: "Giấy khen", Ink: Red}, {S: " này"}}
	if !slices.Equal(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}
