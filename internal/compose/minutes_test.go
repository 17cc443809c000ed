package compose

import (
	"strings"
	"testing"

	"thidua/internal/nomination"
	"thidua/internal/rule"
	"thidua/internal/rulebook"
	"thidua/internal/vi"
)

// review is a final review: the ward for the city's flag, two people for its
// certificate, and one whom the same meeting did not put forward.
func review() *scene {
	s := newScene()
	book := s.in.Rulebook
	book.Periods = []rulebook.Period{{Key: "2026-2030", Kind: rulebook.Final, First: 2026, Last: 2030}}
	book.Forms = []rulebook.Form{
		{Key: "city-flag", Name: "Cờ thi đua của UBND thành phố", Kind: rulebook.EmulationTitle, Level: nomination.LevelFinal, Period: rulebook.Final},
		{Key: "city-merit-final", Name: "Bằng khen của Chủ tịch UBND thành phố", Kind: rulebook.CommendationForm, Level: nomination.LevelFinal, Period: rulebook.Final},
	}
	s.in.Period, s.in.Date, s.in.Outcome.Period = "2026-2030", vi.Date{Year: 2030, Month: 2, Day: 8}, "2026-2030"
	r := &s.in.Case.Register
	r.Meetings[0].Period, r.Settings.Sets = "2026-2030", 1
	r.Issued = []*nomination.Issued{
		{Paper: "Biên bản (danh hiệu thi đua)", Period: "2026-2030", Number: "02/BB-HĐTĐKT", Date: vi.Date{Year: 2030, Month: 2, Day: 5}},
		{Paper: "Biên bản (hình thức khen thưởng)", Period: "2026-2030", Number: "03/BB-HĐTĐKT", Date: vi.Date{Year: 2030, Month: 2, Day: 5}},
	}
	for year := 2026; year < 2030; year++ {
		rating := nomination.RatingExcellent
		if year == 2027 {
			rating = nomination.RatingGood
		}
		s.sub.Ratings = append(s.sub.Ratings, &nomination.YearRating{Nominee: "PVHCC/CN01", Year: year, Rating: rating, Document: "Thông báo số 31/TB-UBND", Issuer: "UBND phường"})
	}
	s.sub.Services = []*nomination.Service{{
		Nominee: "PVHCC/CN01", From: vi.Date{Year: 2026, Month: 1}, Roles: []string{"Tham mưu", "Đề xuất"}, Post: "Chuyên viên", Assignment: "Quyết định số 07/QĐ-UBND",
	}}
	ward := centre()
	ward.Name, ward.Class = "Ủy ban nhân dân phường Lê Thanh Nghị", nomination.ClassWard
	s.collective(ward)
	for i, name := range []string{"Trần Quốc Bảo", "Lê Thị Mai", "Ngô Văn Hùng"} {
		p := officer()
		p.Name = name
		s.individual([]string{"CN01", "CN02", "CN03"}[i], p)
	}
	out := s.in.Outcome
	for _, v := range out.City[1:] {
		v.Form = &book.Forms[1]
		v.Criteria = []rule.Node{{Key: rule.KeyServiceMonths, Result: rule.Pass, Evidence: "49 tháng trực tiếp làm công tác cải cách hành chính trong giai đoạn 2026-2030"}}
	}
	out.Verdicts = out.City
	out.City = out.City[:3]
	out.Verdicts[3].Conclusion = &nomination.Conclusion{Meeting: "H1", Decision: nomination.ConcludedNone, Reason: "số phiếu thấp hơn."}
	return s
}

// recused puts the chair forward: he sits on the council, was voted on twice, and his
// initiative was let pass.
func recused() *scene {
	p := officer()
	p.Name, p.Post, p.Workplace = "Hoàng Đình Khải", "Phó Bí thư Đảng ủy, Chủ tịch UBND phường", "Ủy ban nhân dân phường"
	s := newScene().individual("CN01", p)
	r := &s.in.Case.Register
	r.Ballots = []*nomination.Ballot{ballot("PVHCC/CN01", 2, 7, 6, 1, 1), ballot("PVHCC/CN01", 1, 7, 4, 3, 0)}
	r.Ballots[1].Manner = nomination.MannerHands
	s.in.Outcome.City[0].Exceptions = []rule.AppliedException{{
		Fault:     "Chưa có sáng kiến nào được công nhận; cần ít nhất 01.",
		Exception: &nomination.Exception{Reason: "đang chờ quyết định", By: "Vũ Thị Thanh Hà", Document: "Thông báo số 05/TB-UBND"},
	}}
	return s
}

// unmet is a draft before anything of a meeting was written down.
func unmet() *scene {
	s := newScene().individual("CN01", officer())
	r := &s.in.Case.Register
	r.Meetings, r.Attendance, r.Ballots, r.Council = nil, nil, nil, nil
	s.in.Outcome.City[0].Conclusion.Meeting = ""
	s.in.Draft = true
	return s
}

// TestChairGivesWay: a chair who is put forward neither chairs about himself nor signs,
// and whoever was given a ballot is not said to have taken none.
func TestChairGivesWay(t *testing.T) {
	s := recused()
	outline := func() string {
		papers, _ := compose(t, load(t), s.in)
		for _, p := range papers {
			if p.Kind == "bien-ban" {
				return strings.ReplaceAll(outlinePaper(p), "~", " ")
			}
		}
		return ""
	}
	out := outline()
	for _, want := range []string{"không tham gia lấy ý kiến đối với hồ sơ của mình", "PHÓ CHỦ TỊCH THƯỜNG TRỰC HỘI ĐỒNG", "| Vũ Thị Thanh Hà\n", "07/09"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	s.in.Case.Register.Ballots[0].Issued = 8
	if out := outline(); strings.Contains(out, "không tham gia lấy ý kiến") || !strings.Contains(out, "là cá nhân được đề nghị khen thưởng") {
		t.Errorf("a ballot was given to everybody who attended:\n%s", out)
	}
}

func TestSamePerson(t *testing.T) {
	for _, c := range []struct {
		posts, name, post string
		want              bool
	}{
		{"Đảng ủy viên, Trưởng phòng", "Lương Xuân Đạt", "Trưởng phòng Văn hóa - Xã hội", true},
		{"Bí thư Đoàn phường", "lương xuân đạt", "Bí thư Đoàn Thanh niên Cộng sản Hồ Chí Minh phường", true},
		{"Chuyên viên", "Lương Xuân Đạt", "Trưởng phòng", false},
		{"Trưởng phòng", "Lương Xuân Đức", "Trưởng phòng", false},
		{"", "Lương Xuân Đạt", "Trưởng phòng", true},
		{"Trưởng phòng", "", "Trưởng phòng", false},
	} {
		if got := samePerson("Lương Xuân Đạt", c.posts, c.name, c.post); got != c.want {
			t.Errorf("%q, %s, %s: %t", c.posts, c.name, c.post, got)
		}
	}
}
