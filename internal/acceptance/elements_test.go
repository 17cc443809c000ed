//go:build acceptance

package acceptance

import (
	"slices"
	"strings"
	"testing"
)

// A form is what a kind of paper must have, and what it can't have.
type form struct {
	types   []string // what its parts may be called (element 5), the first page first
	number  bool     // element 3
	place   bool     // element 4
	bases   bool     // căn cứ
	closing bool     // Nơi nhận, and a signature beside it
	sides   []string // signatures side by side, from left to right
	ends    bool     // the text ends with ./.
	phrases []string // found by a search, in this order

	plain       bool // no letterhead, no rule under the title
	certificate bool // at places of its own
	uncounted   bool // no page numbers
}

var forms = map[string]form{
	// For the city.
	"to-trinh": {
		types: []string{"TỜ TRÌNH"}, number: true, place: true, bases: true, closing: true, ends: true,
		phrases: []string{
			"TỜ TRÌNH", "Kính gửi:", "- Chủ tịch Ủy ban nhân dân thành phố;", "- Sở Nội vụ (Ban Thi đua - Khen thưởng).",
			"Căn cứ Luật Thi đua, khen thưởng", "có thành tích xuất sắc", "xem xét, quyết định./.", "Nơi nhận:", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH",
		},
	},
	"danh-sach": {types: []string{"DANH SÁCH"}, ends: true, phrases: []string{"DANH SÁCH", "Kèm theo Tờ trình số"}},
	"bien-ban": {
		types: []string{"BIÊN BẢN"}, number: true, sides: []string{"THƯ KÝ", "CHỦ TỌA"}, ends: true,
		phrases: []string{"BIÊN BẢN", "Thời gian bắt đầu:", "Địa điểm:", "Thành phần tham dự:", "Chủ trì (chủ tọa):", "Thư ký (người ghi biên bản):", "Nội dung", "THƯ KÝ", "CHỦ TỌA", "Nơi nhận:"},
	},
	"bien-ban-kiem-phieu": {types: []string{"BIÊN BẢN KIỂM PHIẾU"}, number: true, sides: []string{"TỔ KIỂM PHIẾU", "CHỦ TỌA"}, ends: true},
	"trich-ngang":         {types: []string{"DANH SÁCH TRÍCH NGANG"}, ends: true},
	"bao-cao-tap-the":     {types: []string{"BÁO CÁO THÀNH TÍCH"}, place: true},
	"bao-cao-ca-nhan":     {types: []string{"BÁO CÁO THÀNH TÍCH"}, place: true},
	"muc-luc":             {types: []string{"MỤC LỤC VĂN BẢN, TÀI LIỆU"}, phrases: []string{"MỤC LỤC VĂN BẢN, TÀI LIỆU", "(1)", "(7)"}},

	// For the ward.
	"to-trinh-phong":    {types: []string{"TỜ TRÌNH"}, number: true, place: true, bases: true, closing: true, ends: true},
	"quyet-dinh":        {types: []string{"QUYẾT ĐỊNH", "DANH SÁCH"}, number: true, place: true, bases: true, closing: true, ends: true},
	"giay-khen":         {certificate: true, uncounted: true, phrases: []string{"GIẤY KHEN", "Quyết định số", "Số sổ vàng:"}},
	"giay-khen-in-phoi": {certificate: true, uncounted: true},
	"ky-nhan":           {types: []string{"DANH SÁCH"}, sides: []string{"NGƯỜI LẬP", "TRƯỞNG PHÒNG"}},
	"thong-bao":         {types: []string{"THÔNG BÁO"}, number: true, place: true, closing: true, ends: true},

	// For the leaders' meeting.
	"bao-cao-hop":     {types: []string{"BÁO CÁO"}, number: true, place: true, closing: true, ends: true},
	"tham-dinh":       {types: []string{"BÁO CÁO", "PHỤ LỤC"}, number: true, place: true, bases: true, closing: true, ends: true},
	"phieu-binh-xet":  {types: []string{"PHIẾU BÌNH XÉT"}, plain: true, uncounted: true},
	"bang-kiem-phieu": {types: []string{"BẢNG KIỂM PHIẾU"}},

	// For the units.
	"phieu-yeu-cau-bo-sung": {types: []string{"PHIẾU YÊU CẦU"}, number: true, place: true, closing: true},
	"van-ban-tra-loi":       {types: []string{"THÔNG BÁO"}, number: true, place: true, closing: true, ends: true},

	// Between the meetings.
	"bao-cao-phong-trao": {types: []string{"BÁO CÁO", "PHỤ LỤC"}, number: true, place: true, closing: true, ends: true},
}

// TestLetterhead measures elements 1 to 5 of the decree on the first page of every paper
// and annex.
func TestLetterhead(t *testing.T) {
	eachPaper(t, func(t *testing.T, s *sheaf) {
		f := s.form()
		if f.certificate {
			return
		}
		for i := range s.pages {
			p := &s.pages[i]
			if !p.first() && !f.plain {
				continue
			}
			checkTitle(t, p, s)
			motto, ok := p.find("Độc lập - Tự do - Hạnh phúc")
			if f.plain || !ok && i > 0 { // an annex needs none
				continue
			}
			national := must(t, p, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
			if !ok {
				t.Fatal("no motto")
			}
			wantLook(t, p, national, 13, true, false)
			wantLook(t, p, motto, 14, true, false)
			wantCentred(t, motto, middle(national), 0.5*mm)
			if r, ok := p.ruleBelow(motto); !ok {
				t.Error("no rule under the motto")
			} else if from, to := span(motto); abs(r.length()-(to-from)) > 0.5*mm || abs(r.x1-from) > 0.5*mm {
				t.Errorf("the rule under the motto is %s long, its line %s", inMM(r.length()), inMM(to-from))
			}
			issuer := checkIssuer(t, p, national)
			checkDate(t, p, motto, issuer, f.number && i == 0, f.place && i == 0)
		}
	})
}

// checkIssuer wants 13 pt, the last name bold, and under it a rule of a third to a half
// of its line. It gives this line.
func checkIssuer(t *testing.T, p *page, national []word) []word {
	t.Helper()
	left, _ := span(national)
	first := p.line(national[0], 0, left)
	if len(first) == 0 {
		t.Fatal("no issuer beside the national heading")
	}
	last, r, ok := p.ruleUnder(first, 0, left)
	if !ok {
		t.Fatal("no rule under the issuer")
	}
	for line := first; ; line = p.below(line[0].baseline(), 0, left) {
		bold := !strings.HasPrefix(said(first), "UBND") || line[0] == last[0]
		if look, ok := p.look(said(line)); ok && line[0] == last[0] && look.bold() != bold {
			t.Errorf("%q: bold is %t", said(line), look.bold())
		}
		if abs(line[0].size()-13) > 0.1 {
			t.Errorf("%q is set in %.2f pt, want 13", said(line), line[0].size())
		}
		if line[0] == last[0] {
			break
		}
	}
	wantShortRule(t, "issuer", r, last)
	return last
}

// checkDate wants number and date, where a paper has them, on one baseline: the number
// in 13 pt under the issuer, the date in 14 pt, italic, under the motto.
func checkDate(t *testing.T, p *page, motto, issuer []word, wantNumber, wantPlace bool) {
	t.Helper()
	left, _ := span(motto)
	var number, place []word
	if words, ok := p.find("Phường Lê Thanh Nghị, ngày"); ok && words[0].baseline()-motto[0].baseline() < 100 {
		place = p.line(words[0], words[0].XMin-1, p.Width)
		left = words[0].XMin - 1
	}
	for _, w := range p.Words {
		if w.Text == "Số:" && w.XMin < left && w.baseline() > issuer[0].baseline() && w.baseline()-issuer[0].baseline() < 40 {
			number = p.line(w, 0, left)
		}
	}
	if (number != nil) != wantNumber || (place != nil) != wantPlace {
		t.Fatalf("number %q and place %q: want %t and %t", said(number), said(place), wantNumber, wantPlace)
	}
	if number != nil {
		wantLook(t, p, number[:1], 13, false, false)
		wantCentred(t, number, middle(issuer), 0.5*mm)
	}
	if place != nil {
		wantLook(t, p, place, 14, false, true)
		wantCentred(t, place, middle(motto), 0.5*mm)
	}
	if number != nil && place != nil && abs(number[0].baseline()-place[0].baseline()) > 0.2*mm {
		t.Errorf("number and date stand on different lines: %s and %s", inMM(number[0].baseline()), inMM(place[0].baseline()))
	}
}

// checkTitle wants the type as large as the running text, bold, centred on the text area, the subject below
// alike, and under them a rule of a third to a half of the last line.
func checkTitle(t *testing.T, p *page, s *sheaf) {
	t.Helper()
	f := s.form()
	var title []word
	for _, name := range f.types {
		for _, w := range p.Words {
			if line := p.line(w, 0, p.Width); title == nil && said(line) == name {
				title = line
			}
		}
	}
	if title == nil {
		t.Fatalf("no title: want one of %q", f.types)
	}
	wantLook(t, p, title, s.body(), true, false)
	wantCentred(t, title, p.centre(), 0.3*mm)
	subject := p.below(title[0].baseline(), 0, p.Width)
	wantLook(t, p, subject, s.body(), true, false)
	wantCentred(t, subject, p.centre(), 0.3*mm)
	if f.plain {
		return
	}
	last, r, ok := p.ruleUnder(title, 0, p.Width)
	if !ok {
		t.Fatal("no rule under the subject")
	}
	wantShortRule(t, "subject", r, last)
}

// TestBases wants the legal bases in 14 pt, italic, each ending with a semicolon, the
// last with a full stop.
func TestBases(t *testing.T) {
	eachPaper(t, func(t *testing.T, s *sheaf) {
		var bases []string
		open := false
		for i := range s.pages {
			for _, l := range s.pages[i].styled {
				text := l.text()
				begins := strings.HasPrefix(text, "Căn cứ ") || strings.HasPrefix(text, "Theo đề nghị ")
				switch {
				case !l.italic() || l.bold():
					open = open && text == "" // a page's number, a blank
				case begins:
					bases, open = append(bases, text), true
				case open:
					bases[len(bases)-1] += " " + text
				}
				if open && l.size != 14 {
					t.Errorf("%q is set in %d pt", text, l.size)
				}
			}
		}
		if (len(bases) > 0) != s.form().bases {
			t.Fatalf("%d legal bases", len(bases))
		}
		for i, b := range bases {
			if want := map[bool]string{false: ";", true: "."}[i == len(bases)-1]; !strings.HasSuffix(b, want) {
				t.Errorf("%q: want %q at the end", b, want)
			}
		}
	})
}

// inTable reports whether upright rules stand beside a baseline: a table's or a chart's.
func (p *page) inTable(y float64) bool {
	return slices.ContainsFunc(p.Rules, func(r rule) bool { return r.vertical() && r.y1 < y && y < r.y2+1 })
}

// bold reports whether a line begins with bold letters. Narrow neighbours in a table are
// one stretch.
func (p *page) bold(line []word) bool {
	return slices.ContainsFunc(p.styled, func(s styled) bool {
		left, text := float64(s.Left), s.text()
		return s.bold() && (abs(left-line[0].XMin) < 2 && strings.HasPrefix(said(line), text) ||
			left < line[0].XMin+2 && strings.Contains(text, said(line)))
	})
}

// lines gives the lines of running text of a page from top to bottom, those of a size
// that begin at the left edge or near it, outside of tables.
func (p *page) lines(size float64) [][]word {
	var out [][]word
	for _, w := range p.Words {
		if w.XMin > p.left()+25*mm || abs(w.size()-size) > 0.1 || p.inTable(w.baseline()) {
			continue
		}
		line := p.line(w, 0, p.Width)
		indent := w.XMin - p.left()
		apart := p.bold(line) || abs(middle(line)-p.centre()) < 1
		if line[0] != w || apart && abs(indent) > 1 && abs(indent-12.7*mm) > 1 {
			continue // within a line; a title, a note below it, a signature
		}
		out = append(out, line)
	}
	slices.SortFunc(out, func(a, b []word) int { return int(100 * (a[0].baseline() - b[0].baseline())) })
	return out
}

// TestRunningText measures the lines of paragraphs: the first 12.7 mm from the edge, the
// others at it, 1.15 to 1.2 times a single line apart, all but the last up to the right
// edge but in headings, the last with plain spaces; 6 pt between paragraphs.
func TestRunningText(t *testing.T) {
	measured := 0
	eachPaper(t, func(t *testing.T, s *sheaf) {
		size := s.body()
		if s.form().certificate || s.form().plain {
			return
		}
		single := size * 1.149 // of Times New Roman
		for i := range s.pages {
			p := &s.pages[i]
			lines := p.lines(size)
			for k, line := range lines {
				indent := line[0].XMin - p.left()
				if abs(indent) > 0.3*mm && abs(indent-12.7*mm) > 0.3*mm {
					t.Errorf("page %d: %q begins %s from the edge", i+1, said(line), inMM(indent))
				}
				if k+1 == len(lines) || abs(indent) > 13*mm {
					continue
				}
				next := lines[k+1]
				down := next[0].baseline() - line[0].baseline()
				switch goesOn := abs(next[0].XMin-p.left()) < 0.3*mm; {
				case goesOn && down < 1.3*single:
					measured++
					_, to := span(line)
					// A heading is not stretched.
					if to > p.right()+0.3*mm || to < p.right()-0.3*mm && !p.bold(line) {
						t.Errorf("page %d: %q ends at %s, want %s", i+1, said(line), inMM(to), inMM(p.right()))
					}
					if down < 1.145*single || down > 1.205*single {
						t.Errorf("page %d: after %q %.2f lines", i+1, said(line), down/single)
					}
				case !goesOn:
					checkLastLine(t, line, size)
					if down < 1.145*single+6-0.1 {
						t.Errorf("page %d: %.1f pt between paragraphs, after %q", i+1, down-1.15*single, said(line))
					}
				}
			}
		}
	})
	if measured < 500 {
		t.Errorf("only %d lines were measured", measured)
	}
}

// checkLastLine wants plain spaces. Room left for a number or a day is five or more.
func checkLastLine(t *testing.T, line []word, size float64) {
	t.Helper()
	for i := 1; i < len(line); i++ {
		gap := (line[i].XMin - line[i-1].XMax) / size
		if gap > space+0.02 && gap < 4*space {
			t.Errorf("the last line %q is stretched: %.2f spaces", said(line), gap/space)
			return
		}
	}
}

// TestTables wants the letters of tables in 12 or 13 pt, and at the top of every table,
// and of every page that it goes on to, a header: bold, its lines centred in their cells.
func TestTables(t *testing.T) {
	cells, headers := 0, 0
	eachPaper(t, func(t *testing.T, s *sheaf) {
		if s.form().certificate {
			return
		}
		for i := range s.pages {
			p := &s.pages[i]
			head := p.headers()
			for _, w := range p.Words {
				left, right, ok := p.cell(w)
				if !ok {
					continue
				}
				cells++
				if s.body() == 14 && (w.size() < 11.9 || w.size() > 13.1) {
					t.Errorf("page %d: %q in a table is set in %.1f pt", i+1, w.Text, w.size())
				}
				line := p.line(w, left, right)
				if line[0] != w || !slices.ContainsFunc(head, func(h [2]float64) bool { return h[0] < w.baseline() && w.baseline() < h[1] }) {
					continue
				}
				headers++
				if !p.bold(line) {
					t.Errorf("page %d: %q in the header of a table is not bold", i+1, said(line))
				}
				wantCentred(t, line, (left+right)/2, 0.5*mm)
			}
		}
	})
	if cells < 1000 || headers < 200 {
		t.Errorf("only %d words and %d lines of headers were measured", cells, headers)
	}
}

// cell gives the left and right edge of the cell of a table that a word stands in.
func (p *page) cell(w word) (left, right float64, ok bool) {
	left, right = 0, p.Width
	y := w.baseline() - 2
	for _, r := range p.Rules {
		switch {
		case !r.vertical() || y < r.y1 || y > r.y2:
		case r.x1 <= w.XMin+0.5:
			left = max(left, r.x1)
		default:
			right = min(right, r.x1)
		}
	}
	return left, right, left > 0 && right < p.Width
}

// headers gives the upper and lower edges of the first rows of a page's tables: from a
// line across with none of the table's upright rules above it to the next one that goes
// all the way.
func (p *page) headers() [][2]float64 {
	across := map[int]float64{} // lengths by y, in 1/10 pt
	var ys []int
	for _, r := range p.Rules {
		if y := int(r.y1 * 10); r.horizontal() && (p.inTable(r.y1+3) || p.inTable(r.y1-3)) {
			if across[y] == 0 {
				ys = append(ys, y)
			}
			across[y] += r.length()
		}
	}
	slices.Sort(ys)
	var out [][2]float64
	top, full := -1, 0.0
	for _, y := range ys {
		at := float64(y) / 10
		switch {
		case !p.inTable(at - 3):
			top, full = y, across[y]
		case top >= 0 && across[y] > 0.99*full:
			out = append(out, [2]float64{float64(top) / 10, at})
			top = -1
		}
	}
	return out
}

// TestSignatures wants Nơi nhận at the left edge, 12 pt bold italic over 11 pt, level
// with the signature; 25 mm or more for the signature, and at least two lines above on
// the same page.
func TestSignatures(t *testing.T) {
	eachPaper(t, func(t *testing.T, s *sheaf) {
		f := s.form()
		for i := range s.pages {
			p := &s.pages[i]
			if words, ok := p.find("Nơi nhận:"); ok {
				checkCopies(t, p, words)
				if f.closing {
					capacity := p.line(words[0], p.centre(), p.right()+1)
					if len(capacity) == 0 {
						t.Fatal("no signature level with Nơi nhận")
					}
					checkSignature(t, p, capacity, p.centre(), p.Width, s.body())
				}
				f.closing = false
			}
			if len(f.sides) == 2 {
				left, ok := p.find(f.sides[0])
				right, also := p.find(f.sides[1])
				if ok && also {
					if abs(left[0].baseline()-right[0].baseline()) > 0.2*mm {
						t.Error("the signatures aren't level")
					}
					checkSignature(t, p, left, 0, p.centre(), s.body())
					checkSignature(t, p, right, p.centre(), p.Width, s.body())
					f.sides = nil
				}
			}
		}
		if f.closing || f.sides != nil {
			t.Error("no signature")
		}
	})
}

func checkCopies(t *testing.T, p *page, words []word) {
	t.Helper()
	wantLook(t, p, words, 12, true, true)
	if abs(words[0].XMin-p.left()) > 0.3*mm {
		t.Errorf("Nơi nhận begins at %s", inMM(words[0].XMin))
	}
	copies := 0
	for _, w := range p.Words {
		if w.baseline() > words[0].baseline()+1 && w.XMin < p.centre() && abs(w.size()-11) < 0.1 {
			copies++
		}
	}
	if copies < 2 {
		t.Error("no list of copies in 11 pt")
	}
}

// checkSignature wants a signing place, whose first line and width are given, with room
// for a signature, and with text above it.
func checkSignature(t *testing.T, p *page, capacity []word, from, to, size float64) {
	t.Helper()
	wantLook(t, p, capacity, size, true, false)
	last := capacity
	for {
		name := p.below(last[0].baseline(), from, to)
		name = slices.DeleteFunc(name, func(w word) bool { return w.size() < 12.5 }) // Nơi nhận
		if len(name) == 0 {
			break
		}
		if name[0].baseline()-last[0].baseline() > 2*14 {
			room := name[0].baseline() - capital*name[0].size() - last[0].baseline() - descent*last[0].size()
			if room < 25*mm {
				t.Errorf("%s for the signature of %q", inMM(room), said(name))
			}
			wantLook(t, p, name, size, true, false)
			break
		}
		last = name
	}
	above := map[int]bool{}
	for _, w := range p.Words {
		if w.baseline() < capacity[0].baseline()-10 && w.YMax > 20*mm {
			above[int(w.baseline())/6] = true
		}
	}
	if len(above) < 2 {
		t.Errorf("%q stands alone on its page", said(capacity))
	}
}

func wantShortRule(t *testing.T, what string, r rule, line []word) {
	t.Helper()
	from, to := span(line)
	share := r.length() / (to - from)
	if share < 0.32 || share > 0.51 {
		t.Errorf("the rule under the %s is %.2f of its line, want 1/3 to 1/2", what, share)
	}
	if abs((r.x1+r.x2)/2-(from+to)/2) > 0.5*mm {
		t.Errorf("the rule under the %s is not centred", what)
	}
}

// wantLook holds the size, weight and slope of a line against what is wanted.
func wantLook(t *testing.T, p *page, line []word, size float64, bold, italic bool) {
	t.Helper()
	if len(line) == 0 {
		t.Error("no line")
		return
	}
	if got := line[0].size(); abs(got-size) > 0.1 {
		t.Errorf("%q is set in %.2f pt, want %.0f", said(line), got, size)
	}
	if look, ok := p.look(said(line)); ok && (look.bold() != bold || look.italic() != italic) {
		t.Errorf("%q: bold %t, italic %t", said(line), look.bold(), look.italic())
	}
}

func wantCentred(t *testing.T, line []word, at, tolerance float64) {
	t.Helper()
	if len(line) > 0 && abs(middle(line)-at) > tolerance {
		t.Errorf("%q is centred at %s, want %s", said(line), inMM(middle(line)), inMM(at))
	}
}
