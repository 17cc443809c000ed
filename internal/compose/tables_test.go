package compose

import (
	"testing"

	"thidua/internal/casetest"
	"thidua/internal/nomination"
	"thidua/internal/rule"
	"thidua/internal/rulebook"
	"thidua/internal/vi"
)

// TestOfficeWorkbook writes the office's workbook: dossiers with their criteria, a unit
// that has sent nothing, a corrected rank, money that is confirmed and money that isn't,
// a result that has come back.
func TestOfficeWorkbook(t *testing.T) {
	s := annual()
	s.in.Parts = []Part{Tables}
	certificate := rulebook.Form{Key: "ward-certificate", Name: "Giấy khen của Chủ tịch UBND phường", Level: nomination.LevelWard, Conclusion: nomination.ConcludedCertificate}
	b := s.in.Rulebook
	b.Forms = append(b.Forms, certificate)
	b.Forms[0].Conclusion = nomination.ConcludedCity
	b.Rewards = []rulebook.Reward{{Form: "city-merit", Collective: 300, Individual: 150}, {Form: "ward-certificate", Collective: 60, Individual: 30, Unverified: true}}
	b.BaseSalaries = []rulebook.BaseSalary{{Amount: 2_530_000}}

	out := s.in.Outcome
	for _, v := range out.City {
		v.Form, v.Result = &b.Forms[0], rule.Pass
		v.Conclusion.Decision = nomination.ConcludedCity
		v.Criteria = []rule.Node{{Key: rule.KeyAllOf, Children: []rule.Node{
			{Key: rule.KeyInitiatives, Label: "Sáng kiến", Result: rule.Pass, Basis: "điểm a khoản 2 Mục III Kế hoạch", Evidence: "01 sáng kiến đạt yêu cầu"},
		}}}
	}
	p := officer()
	p.ID, p.Name, p.Form, p.Submission = "PVHCC/CN02", "Lê Thị Mai", certificate.Name, s.sub
	out.Verdicts = append(append(out.Verdicts, out.City...), &rule.Verdict{
		Nominee: p.ID, Name: p.Name, Individual: &p, Form: &b.Forms[1], Conclusion: &nomination.Conclusion{Decision: nomination.ConcludedCertificate},
	})
	out.Ward = out.Verdicts[2:]

	r := &s.in.Case.Register
	published := func(day int) vi.Date { return vi.Date{Year: 2027, Month: 1, Day: day} }
	r.Ranks = []*nomination.Rank{
		{Year: 2026, Unit: "Phường Lê Thanh Nghị", Rank: 4, Total: 45, Score: "94,92", Document: "Quyết định số 162/QĐ-UBND", Published: published(15)},
		{Year: 2026, Unit: "Phường Lê Thanh Nghị", Rank: 3, Total: 45, Score: "95,08", Document: "Quyết định số 231/QĐ-UBND", Published: published(22)},
	}
	r.Results = []*nomination.Result{{
		Period: "2026", Nominee: "PVHCC/TT01", Letter: "12/TTr-UBND", Sent: vi.Date{Year: 2027, Month: 2, Day: 10}, Outcome: "Được khen",
		Decision: "900/QĐ-UBND", DecisionDate: vi.Date{Year: 2027, Month: 4, Day: 2},
	}}
	s.in.RollCall = []Answer{
		{Unit: "PVHCC", Name: "Trung tâm Phục vụ hành chính công", State: "Có đề nghị", Files: []string{"PVHCC-2026.xlsx"}, Received: published(27), Collectives: 1, Individuals: 2},
		{Unit: "TYT", Name: "Trạm Y tế phường", State: "Chưa gửi"},
	}
	_, books := compose(t, load(t), s.in)
	if len(books) != 1 {
		t.Fatalf("%d workbooks, want 1", len(books))
	}
	casetest.Golden(t, *update, "office-workbook.txt", outlineBook(books[0]))
}
