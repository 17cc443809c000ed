package compose

import (
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"thidua/internal/casetest"
	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/rule"
	"thidua/internal/rulebook"
	"thidua/internal/vi"
)

// judged builds the year as the desk sees it: nominees with their trees, some of
// whom the council has turned down. All people in it are invented.
func judged() *scene {
	s := newScene()
	r := &s.in.Case.Register
	r.Units = append(r.Units, &nomination.Unit{Code: "VHXH", Name: "Phòng Văn hóa - Xã hội", Head: "Lương Xuân Đạt", HeadPost: "Trưởng phòng"})
	r.Meetings[0].Period = "2026"
	b := s.in.Rulebook
	b.Periods = []rulebook.Period{
		{Key: "2026", Kind: rulebook.Year, First: 2026, Last: 2026, Clause: "III.2.a"},
		{Key: "2027", Kind: rulebook.Year, First: 2027, Last: 2027, Clause: "III.2.a"},
	}
	b.Forms[0].Level, b.Forms[0].Period = nomination.LevelCity, rulebook.Year
	b.Forms = append(b.Forms, rulebook.Form{
		Key: "ward-certificate", Name: "Giấy khen của Chủ tịch UBND phường", Kind: rulebook.CommendationForm,
		Level: nomination.LevelWard, Period: rulebook.Year,
	})
	quota := &rulebook.Quota{Form: "city-merit", Collective: 1, Individual: 1, Clause: "III.2.a", Basis: "điểm a khoản 2 Mục III Kế hoạch (số lượng)"}
	s.in.Outcome.Bounds = []rule.Bound{{Form: &b.Forms[0], Most: 1, Quota: quota}, {Form: &b.Forms[0], Individual: true, Most: 1, Quota: quota}}
	b.Deadlines = []rulebook.Deadline{{Level: nomination.LevelCity, Period: rulebook.Year, Month: 2, Day: 15, Clause: "III.3.a", Basis: "điểm a khoản 3 Mục III Kế hoạch"}}
	b.Readings = []rulebook.Reading{{Key: rulebook.DeadlineBefore, About: "Hồ sơ gửi đúng ngày 15/02 có kịp hạn không", Clause: "III.3", Choices: []rulebook.Choice{{Key: rulebook.BeforeStrict, Text: "Không"}}}}
	s.in.Outcome.Readings = []rule.ReadingInForce{{Key: rulebook.DeadlineBefore, Choice: rulebook.BeforeStrict, Decided: &nomination.ReadingChoice{By: "Chủ tịch UBND phường", Document: "Thông báo số 05/TB-UBND"}}}
	s.sub.Nominates = true
	s.in.Parts = []Part{Meeting, Units}
	return s
}

// leaf is an answered criterion with a clause of the plan.
func leaf(key, label string, result rule.Result, evidence, sentence string) rule.Node {
	return rule.Node{
		Key: key, Label: label, Result: result, Clause: "III.2.a", Basis: "điểm a khoản 2 Mục III Kế hoạch (cá nhân)",
		Sentence: sentence, Evidence: evidence,
	}
}

// person nominates somebody for the city's award with a tree of answers.
func (s *scene) person(code, name, rating string, decision string, leaves ...rule.Node) *rule.Verdict {
	p := officer()
	p.Name, p.Rating = name, rating
	p.ID, p.Submission, p.Form = nomination.NewID("PVHCC", code), s.sub, s.in.Rulebook.Forms[0].Name
	v := &rule.Verdict{
		Nominee: p.ID, Name: name, Individual: &p, Form: &s.in.Rulebook.Forms[0], Flips: []string{},
		Criteria: []rule.Node{{Key: rule.KeyAllOf, Children: leaves}},
	}
	for _, n := range leaves {
		if v.Result = rule.Pass; n.Result == rule.Fail {
			v.Result = rule.Fail
			break
		}
	}
	if decision != "" {
		v.Conclusion = &nomination.Conclusion{Period: "2026", Nominee: p.ID, Meeting: "H1", Decision: decision}
		s.in.Case.Register.Conclusions = append(s.in.Case.Register.Conclusions, v.Conclusion)
	}
	s.in.Outcome.Verdicts = append(s.in.Outcome.Verdicts, v)
	return v
}

func selectedOrInitiative(selected, initiative rule.Result) rule.Node {
	n := leaf(rule.KeyAnyOf, "Một trong hai tiêu chuẩn", rule.Pass, "", "và có một trong các tiêu chuẩn sau")
	n.Children = []rule.Node{
		leaf(rule.KeySelected, "Được phường xét chọn", selected, "Phường chưa họp xét", ""),
		leaf(rule.KeyInitiatives, "Sáng kiến", initiative, "01 sáng kiến đạt yêu cầu: “Quầy hỗ trợ số lưu động”", ""),
	}
	return n
}

// afterMeeting is the year after the council: one goes up, one lacks the rating, one
// met everything, one gets the certificate instead.
func afterMeeting() *scene {
	s := judged()
	good := leaf(rule.KeyRating, "Mức độ hoàn thành nhiệm vụ", rule.Pass, "Năm 2026: Hoàn thành xuất sắc nhiệm vụ", "hoàn thành xuất sắc các nhiệm vụ công tác được giao")
	poor := good
	poor.Result, poor.Evidence = rule.Fail, "Năm 2026: Hoàn thành tốt nhiệm vụ"
	one := selectedOrInitiative(rule.Pass, rule.Pass)
	s.in.Outcome.City = append(s.in.Outcome.City, s.person("CN01", "Trần Quốc Bảo", "Hoàn thành xuất sắc nhiệm vụ", nomination.ConcludedCity, good, one))
	s.person("CN02", "Lê Đức Mạnh", "Hoàn thành tốt nhiệm vụ", nomination.ConcludedNone, poor, one)
	v := s.person("CN03", "Ngô Văn Hùng", "Hoàn thành xuất sắc nhiệm vụ", nomination.ConcludedNone, good, one)
	v.Conclusion.Reason = "Hội đồng chọn người có số phiếu cao nhất."
	v.Flips = []string{rulebook.DeadlineBefore}
	w := s.person("CN04", "Bùi Công Hậu", "Hoàn thành xuất sắc nhiệm vụ", nomination.ConcludedCertificate, good, one)
	w.Form = &s.in.Rulebook.Forms[1]
	w.Exceptions = []rule.AppliedException{{Code: finding.Late, Fault: "Hồ sơ nhận muộn 01 ngày.", Exception: &nomination.Exception{Reason: "Mưa bão", By: "Chủ tịch UBND phường", Document: "Thông báo số 07/TB-UBND"}}}
	s.in.Outcome.Ward = append(s.in.Outcome.Ward, w)
	s.in.Case.Register.Ballots = append(s.in.Case.Register.Ballots, &nomination.Ballot{Meeting: "H1", Nominee: "PVHCC/CN03", For: 2, WrittenFor: -1, Against: 7})
	return s
}

// beforeMeeting is the year while units still mend their workbooks.
func beforeMeeting() *scene {
	s := judged()
	open := selectedOrInitiative(rule.Unknown, rule.Fail)
	open.Result = rule.Unknown
	v := s.person("CN01", "Trần Quốc Bảo", "Hoàn thành xuất sắc nhiệm vụ", "", open)
	v.Result = rule.Unknown
	sheet := &nomination.Sheet{File: "PVHCC-2026.xlsx", Name: "Cá nhân", HeadRow: 2}
	f := finding.New(finding.TooFewInitiatives, sheet.Place(3, 20), "Chưa có sáng kiến nào được công nhận; cần ít nhất 01.")
	f.Nominee, f.Fix = "PVHCC/CN01", "ghi mã sáng kiến vào cột \"Mã sáng kiến\"."
	note := finding.New(finding.SitsOnCouncil, sheet.Place(3, 2), "Người được đề nghị là thành viên Hội đồng.")
	register := finding.New(finding.NoReceipt, finding.Place{File: "so-theo-doi.xlsx", Sheet: "Tiếp nhận", Row: 2, Col: 1}, "Chưa ghi ngày nhận.")
	s.in.Outcome.Findings = []finding.Finding{f, note, register}
	s.in.Case.Register.Receipts = []*nomination.Receipt{{Unit: "PVHCC", Period: "2026", DueDate: vi.Date{Year: 2027, Month: 2, Day: 12}}}
	return s
}

func TestDeskPapers(t *testing.T) {
	set := load(t)
	for name, s := range map[string]*scene{"before": beforeMeeting(), "after": afterMeeting()} {
		t.Run(name, func(t *testing.T) {
			papers, _ := compose(t, set, s.in)
			var got txtar.Archive
			for _, p := range papers {
				got.Files = append(got.Files, txtar.File{Name: p.Folder + "/" + p.Name, Data: []byte(outlinePaper(p))})
			}
			casetest.Golden(t, *update, name+"-meeting.txtar", string(txtar.Format(&got)))
		})
	}
}

// Nobody signs the appraisal of his own dossier.
func TestDeskSigner(t *testing.T) {
	s := judged()
	if got := deskSigner(s.in, nomination.PaperAppraisal, newDesk(s.in, nomination.PaperAppraisal)); got.Name != "Lương Xuân Đạt" {
		t.Errorf("the head signs: %+v", got)
	}
	v := s.person("CN09", "Lương Xuân Đạt", "", "")
	v.Individual.Post = "Phó Bí thư Chi bộ, Trưởng phòng"
	got := deskSigner(s.in, nomination.PaperAppraisal, newDesk(s.in, nomination.PaperAppraisal))
	if got.Name != "" || got.Capacity[0] != "KT. TRƯỞNG PHÒNG" {
		t.Errorf("the head is nominated: %+v", got)
	}
}

// The next chance after a year is the following one, after the last none.
func TestNextPeriod(t *testing.T) {
	s := judged()
	if p, ok := nextPeriod(s.in); !ok || p.Key != "2027" {
		t.Errorf("after 2026: %q, %t", p.Key, ok)
	}
	s.in.Period = "2027"
	if p, ok := nextPeriod(s.in); ok {
		t.Errorf("after the last year: %q", p.Key)
	}
}

// A letter that the font hasn't is shown as a question mark, and everything else stays:
// the appraisal is written also of dossiers with such a fault.
func TestUnprintable(t *testing.T) {
	set := load(t)
	s := beforeMeeting()
	s.in.Outcome.Verdicts[0].Name = "Trần 漢 Bảo"
	s.in.Printable = func(r rune) bool { return r != '漢' }
	papers, _ := compose(t, set, s.in)
	for _, p := range papers {
		text := outlinePaper(p)
		if strings.Contains(text, "漢") || !strings.Contains(text, "Trần ? Bảo") {
			t.Errorf("%s: %s", p.Name, text)
		}
	}
}

// Who fails a criterion, and whose unit has withdrawn the dossier, stands on no ballot.
func TestVotable(t *testing.T) {
	s := afterMeeting()
	var got []string
	for _, v := range s.in.Outcome.Verdicts {
		if votable(v) {
			got = append(got, v.Name)
		}
	}
	if want := "Trần Quốc Bảo, Ngô Văn Hùng, Bùi Công Hậu"; strings.Join(got, ", ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, ", "), want)
	}
	s.in.Outcome.Verdicts[0].Conclusion.Decision = nomination.ConcludedWithdrawn
	if votable(s.in.Outcome.Verdicts[0]) {
		t.Error("a withdrawn dossier can be voted for")
	}
}
