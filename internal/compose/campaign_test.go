package compose

import (
	"testing"

	"thidua/internal/casetest"
	"thidua/internal/nomination"
	"thidua/internal/vi"
)

// TestCampaign writes the periodic report: figures with and without a result, in two
// units of measure, beyond and behind the plan, exemplars, a content of which the
// register says nothing, an award that was granted and one that wasn't yet.
func TestCampaign(t *testing.T) {
	s := annual()
	s.in.Parts = []Part{Campaign}
	r := &s.in.Case.Register
	if papers, _ := compose(t, load(t), s.in); len(papers) != 0 {
		t.Errorf("%d papers without a figure", len(papers))
	}
	figure := func(content, unit, name, planned, reached, note string) {
		r.Figures = append(r.Figures, &nomination.Figure{Period: "2026", Unit: unit, Content: content, Name: name, Planned: planned, Reached: reached, Note: note})
	}
	figure("II.1", "PVHCC", "Số buổi đối thoại với Nhân dân:", "4 buổi", "3 buổi", "")
	figure("II.2", "Văn phòng", "Số thủ tục rà soát", "120", "1260", "")
	figure("II.2", "", "Tỷ lệ hồ sơ trả lại", "≤ 2%", "1,5 %", "")
	figure("II.2", "", "Số mô hình mới", "5 mô hình", "", "Đang thẩm định")
	figure("II.5", "", "Số tin, bài", "100 tin", "120", "")
	figure(nomination.ContentExemplars, "Tổ dân phố số 5", "Mô hình “Tổ dân phố số”", "", "78% số hộ nộp hồ sơ trực tuyến.", "")
	figure(nomination.ContentCentre, "PVHCC", "Tỷ lệ hồ sơ đúng hạn", "≥ 98%", "99,25%", "")
	r.Figures = append(r.Figures, &nomination.Figure{Period: "2027", Content: "II.3", Name: "Của kỳ khác", Reached: "1"})
	published := func(day int) vi.Date { return vi.Date{Year: 2027, Month: 1, Day: day} }
	r.Ranks = []*nomination.Rank{
		{Year: 2024, Unit: "Phường Lê Thanh Nghị", Rank: 20, Published: published(1)},
		{Year: 2026, Unit: "Phường Lê Thanh Nghị", Rank: 3, Total: 45, Document: "Quyết định số 231/QĐ-UBND", Published: published(22)},
	}
	r.Results = []*nomination.Result{{Period: "2026", Nominee: "PVHCC/TT01", Outcome: nomination.OutcomeAwarded, Decision: "900/QĐ-UBND", DecisionDate: vi.Date{Year: 2027, Month: 2, Day: 2}}}
	s.in.RollCall = []Answer{{Unit: "PVHCC", Files: []string{"PVHCC-2026.xlsx"}}, {Unit: "TYT"}}
	papers, _ := compose(t, load(t), s.in)
	if len(papers) != 1 || papers[0].Folder != CampaignFolder {
		t.Fatalf("%d papers, want one in %s", len(papers), CampaignFolder)
	}
	casetest.Golden(t, *update, "campaign.txt", outlinePaper(papers[0]))
}
