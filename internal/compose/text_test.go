package compose

import (
	"slices"
	"strings"
	"testing"

	"thidua/internal/nomination"
	"thidua/internal/paper"
	"thidua/internal/vi"
)

func TestGlue(t *testing.T) {
	for _, c := range [][2]string{
		{"đạt 99,3 % trong 05 năm", "đạt 99,3~% trong 05~năm"},
		{"ngày 09 tháng 6 năm 2026 của phường", "ngày~09 tháng~6 năm~2026 của phường"},
		{"giai đoạn 2026 - 2030 tại", "giai đoạn 2026~-~2030 tại"},
		{"ông Nguyễn Văn An và bà Lê Thị", "ông~Nguyễn Văn An và bà~Lê Thị"},
		{"một ông già", "một ông già"},
		{"điểm a khoản 2 Điều 103", "điểm~a khoản~2 Điều~103"},
		{"(điểm đ, khoản 1 Mục III) đạt điểm cao", "(điểm~đ, khoản~1 Mục~III) đạt điểm cao"},
		{"mục Việc cần làm, chương trình", "mục Việc cần làm, chương trình"},
		{"PGS. TS. Lê Văn An, ThS. Trần B. Minh", "PGS.~TS.~Lê Văn An, ThS.~Trần B.~Minh"},
		{"hạng A. Đơn vị đạt I. Kết quả", "hạng A.~Đơn vị đạt I. Kết quả"},
		{"Quyết định số 2162/QĐ-UBND ngày 09", "Quyết định số~2162/QĐ-UBND ngày~09"},
		{"Thi đua - Khen thưởng", "Thi đua - Khen thưởng"},
		{"hồ sơ 21.460, trước hạn 12. Năm 2026 phường", "hồ sơ 21.460, trước hạn 12. Năm~2026 phường"},
		{"Phó Chủ tịch, CHỦ TỊCH", "Phó Chủ~tịch, CHỦ~TỊCH"},
		{"tổ 5 Trần Phú", "tổ 5 Trần Phú"},
		{"", ""},
		{" ", " "},
		{"a  05  năm", "a  05  năm"},
		{"5 -", "5~-"},
		{"- 5", "- 5"},
		{"chủ t", "chủ t"},
	} {
		got := strings.ReplaceAll(glue(c[0]), noBreak, "~")
		if got != c[1] {
			t.Errorf("glue(%q) = %q, want %q", c[0], got, c[1])
		}
	}
}

func FuzzGlue(f *testing.F) {
	f.Add("ngày 09 tháng 6 năm 2026 - 98,5 % ông A")
	f.Fuzz(func(t *testing.T, s string) {
		if got := glue(s); strings.ReplaceAll(got, noBreak, " ") != strings.ReplaceAll(s, noBreak, " ") {
			t.Errorf("glue(%q) = %q changes more than blanks", s, got)
		}
	})
}

func TestSpellOut(t *testing.T) {
	for _, c := range [][2]string{
		{"Chủ tịch UBND phường", "Chủ tịch Ủy ban nhân dân phường"},
		{"Quyết định số 2162/QĐ-UBND của (UBND)", "Quyết định số 2162/QĐ-UBND của (Ủy ban nhân dân)"},
		{"", ""},
	} {
		if got := spellOut(c[0]); got != c[1] {
			t.Errorf("spellOut(%q) = %q, want %q", c[0], got, c[1])
		}
	}
}

// TestDataIsNoMarkup: what a unit writes stays text, wherever it is printed.
func TestDataIsNoMarkup(t *testing.T) {
	const nasty = `<b>&amp; "x" 'y' {{.Name}} </td></p><!-- --> ]]>`
	c, p := centre(), officer()
	c.Name, c.Situation, c.Summary, c.Women = nasty, nasty, nasty, 0
	p.Name, p.Achievements, p.Workplace = nasty, nasty+"\n"+nasty, nasty
	s := newScene().collective(c).individual("CN01", p)
	papers, books := compose(t, load(t), s.in)
	if len(papers) != 7 || len(books) != 1 {
		t.Fatalf("%d papers, %d books", len(papers), len(books))
	}
	plain := func(s string) string { return strings.ReplaceAll(s, noBreak, " ") }
	for _, p := range papers[1:] { // the letter adds to names
		out := plain(outlinePaper(p))
		if n := strings.Count(out, nasty); n == 0 {
			t.Errorf("%s has lost the text:\n%s", p.Name, out)
		}
	}
	report := plain(outlinePaper(papers[len(papers)-1]))
	if n := strings.Count(report, "  body "+nasty+"\n"); n != 2 {
		t.Errorf("achievements stand in %d paragraphs, want 2:\n%s", n, report)
	}
	if strings.Contains(report, "*"+nasty) || strings.Count(report, "  right ") != 1 {
		t.Errorf("data became markup:\n%s", report)
	}
}

// TestUnprintableData: characters that no document may hold are errors of the data;
// a draft shows where they stand.
func TestUnprintableData(t *testing.T) {
	p := officer()
	p.Achievements = "một\x00hai\x1bba\xffbốn\ufffe"
	papers, _ := compose(t, load(t), newScene().individual("CN01", p).in)
	if out := outlinePaper(papers[len(papers)-1]); !strings.Contains(out, "một\ufffdhai\ufffdba\ufffdbốn\ufffd\n") {
		t.Error(out)
	}
}

// TestPersonalIDIsPrintedNowhere holds what the record promises.
func TestPersonalIDIsPrintedNowhere(t *testing.T) {
	p := officer()
	p.PersonalID = "030085001234"
	papers, books := compose(t, load(t), newScene().individual("CN01", p).in)
	out := outlineBook(books[0])
	for _, p := range papers {
		out += outlinePaper(p)
	}
	if strings.Contains(out, p.PersonalID) {
		t.Error("a personal number is printed")
	}
}

func TestSigner(t *testing.T) {
	chair := nomination.Individual{Nominee: nomination.Nominee{Name: "Hoàng Đình Khải"}, Post: "Bí thư, Chủ tịch UBND phường"}
	namesake := nomination.Individual{Nominee: nomination.Nominee{Name: "Hoàng Đình Khải"}, Post: "Chuyên viên"}
	for _, c := range []struct {
		name   string
		who    nomination.Individual
		change func(*nomination.Register)
		want   string
	}{
		{"another", officer(), func(*nomination.Register) {}, "TM. ỦY BAN NHÂN DÂN/CHỦ TỊCH/Hoàng Đình Khải"},
		{"the signer", chair, func(*nomination.Register) {}, "KT. CHỦ TỊCH/PHÓ CHỦ TỊCH/Vũ Thị Thanh Hà"},
		{"of the same name", namesake, func(*nomination.Register) {}, "TM. ỦY BAN NHÂN DÂN/CHỦ TỊCH/Hoàng Đình Khải"},
		{"no deputy", chair, func(r *nomination.Register) { r.Signers = r.Signers[:1] }, "TM. ỦY BAN NHÂN DÂN/CHỦ TỊCH/Hoàng Đình Khải"},
		{"deputy alone", officer(), func(r *nomination.Register) { r.Signers = r.Signers[1:] }, "KT. CHỦ TỊCH/PHÓ CHỦ TỊCH/Vũ Thị Thanh Hà"},
		{"acting", officer(), func(r *nomination.Register) { r.Signers[0].Capacity = "Q." }, "TM. ỦY BAN NHÂN DÂN/Q. CHỦ TỊCH/Hoàng Đình Khải"},
		{"nobody", officer(), func(r *nomination.Register) { r.Signers = nil }, "TM. ỦY BAN NHÂN DÂN/CHỦ TỊCH/"},
		{"of other papers", officer(), func(r *nomination.Register) { r.Signers[0].Paper = "Quyết định" }, "KT. CHỦ TỊCH/PHÓ CHỦ TỊCH/Vũ Thị Thanh Hà"},
	} {
		s := newScene().individual("CN01", c.who)
		c.change(&s.in.Case.Register)
		g := newOffice(s.in, newSet(s.in, s.in.Outcome.City)).Signer
		if got := strings.Join(append(g.Capacity, g.Name), "/"); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestBasesFollowTheDay(t *testing.T) {
	in := annual().in
	for _, c := range []struct {
		day  vi.Date
		want string
	}{
		{vi.Date{Year: 2023, Month: 12, Day: 31}, ""},
		{vi.Date{Year: 2025, Month: 6, Day: 30}, "Nghị định số 98/2023/NĐ-CP"},
		{vi.Date{Year: 2025, Month: 7, Day: 1}, "Luật Thi đua, khen thưởng"},
	} {
		got := bases(in, "to-trinh", c.day)
		held := slices.ContainsFunc(got, func(b string) bool { return c.want != "" && strings.Contains(b, c.want) })
		decree := slices.ContainsFunc(got, func(b string) bool { return strings.Contains(b, "98/2023") })
		if held != (c.want != "") || decree != strings.Contains(c.want, "98/2023") {
			t.Errorf("%s: %q", c.day.ISO(), got)
		}
		for i, b := range got {
			if !strings.HasSuffix(b, listEnd(i, len(got))) || !strings.HasPrefix(b, "Căn cứ ") {
				t.Errorf("%s: %q ends wrongly", c.day.ISO(), b)
			}
		}
	}
}

func TestReportNames(t *testing.T) {
	got := reportName(12, strings.Repeat("Tổ công tác liên ngành ", 20))
	if n := len(got + ".docx"); n > maxFileName || !strings.HasPrefix(got, "05.12-bao-cao-to-cong-tac") {
		t.Errorf("%s: %d bytes", got, n)
	}
	if got := reportName(1, "Đặng Thị Ánh"); got != "05.01-bao-cao-dang-thi-anh" {
		t.Error(got)
	}
}

func TestPercent(t *testing.T) {
	for _, c := range []struct {
		part, whole int
		want        string
	}{{8, 9, "88,9%"}, {9, 9, "100%"}, {4, 5, "80%"}, {0, 9, "0%"}, {2, 3, "66,7%"}} {
		if got := percent(c.part, c.whole); got != c.want {
			t.Errorf("percent(%d, %d) = %s, want %s", c.part, c.whole, got, c.want)
		}
	}
}

func TestNothingConcluded(t *testing.T) {
	papers, books, found, err := load(t).Compose(newScene().in)
	if len(papers)+len(books)+len(found) > 0 || err != nil {
		t.Error(papers, books, found, err)
	}
	if _, _, _, err := load(t).Compose(Input{}); err == nil {
		t.Error("no error without records")
	}
}

func TestSameTwice(t *testing.T) {
	set, in := load(t), crowd().in
	text := func() string {
		papers, books := compose(t, set, in)
		s := outlineBook(books[0])
		for _, p := range papers {
			s += outlinePaper(p)
		}
		return s
	}
	if first := text(); first != text() {
		t.Error("the same input gives different papers")
	}
}

// TestRuns holds how blanks of the markup collapse.
func TestRuns(t *testing.T) {
	for _, c := range [][2]string{
		{"<p>\n  một\n  <b> hai </b> ba </p>", "một *hai *ba"},
		{"<p>một<br/> hai <br/></p>", "một↵hai"},
		{"<p><i>một </i> <br/>hai</p>", "/một/↵hai"},
		{"<p>a&nbsp;&nbsp;b</p>", "a~~b"},
		{"<p><b><i>x</i></b></p>", "/*x*/"},
		{"<p> </p>", ""},
	} {
		sections, problems := build("<section>"+c[0]+"</section>", newBuilder())
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		got := ""
		for _, b := range sections[0].Blocks {
			got += runs(b.(paper.Paragraph))
		}
		got = strings.NewReplacer(noBreak, "~", "\n", "↵").Replace(got)
		if got != c[1] {
			t.Errorf("%s: %q, want %q", c[0], got, c[1])
		}
	}
}
