package compose

import (
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"thidua/internal/casetest"
	"thidua/internal/nomination"
	"thidua/internal/rule"
	"thidua/internal/rulebook"
	"thidua/internal/vi"
)

// certified concludes a scene's dossiers for the ward's certificate.
func certified(s *scene) *scene {
	certificate := &rulebook.Form{
		Key: "ward-certificate", Name: "Giấy khen của Chủ tịch UBND phường",
		Kind: rulebook.CommendationForm, Conclusion: nomination.ConcludedCertificate,
	}
	out := s.in.Outcome
	out.Ward, out.City = out.City, nil
	for _, v := range out.Ward {
		v.Form = certificate
		v.Conclusion.Decision = nomination.ConcludedCertificate
	}
	out.Verdicts = append(append(out.Verdicts, out.Ward...), &rule.Verdict{Conclusion: &nomination.Conclusion{Decision: nomination.ConcludedNone}})
	b := s.in.Rulebook
	b.Rewards = []rulebook.Reward{{Form: certificate.Key, Collective: 60, Individual: 30, Unverified: true}}
	b.BaseSalaries = []rulebook.BaseSalary{{Amount: 2_530_000, From: vi.Date{Year: 2026, Month: 7, Day: 1}, Document: "Nghị định số 161/2026/NĐ-CP"}}
	s.in.Parts = []Part{Ward}
	return s
}

// TestWardPapers writes the ward's papers for a few people, named in the decision, and
// for more, annexed and with the money that the office has confirmed. The public lists
// say that it is given once the decision has its number and day, not before.
func TestWardPapers(t *testing.T) {
	few, many := certified(annual()), certified(crowd())
	few.in.Parts, many.in.Parts = []Part{Ward, Public}, []Part{Ward, Public}
	many.in.Case.Register.Settings.Confirmed = []string{"Giấy khen của Chủ tịch UBND phường"}
	many.in.Case.Register.Issued = []*nomination.Issued{
		{Paper: nomination.PaperDecision, Period: "2026", Number: "45/QĐ-UBND", Date: vi.Date{Year: 2027, Month: 2, Day: 20}},
		{Paper: nomination.PaperOfficeLetter, Period: "2026", Number: "07/TTr-VHXH", Date: vi.Date{Year: 2027, Month: 2, Day: 19}},
	}
	for name, s := range map[string]*scene{"ward-few": few, "ward-many": many} {
		t.Run(name, func(t *testing.T) {
			papers, _ := compose(t, load(t), s.in)
			var got txtar.Archive
			for _, p := range papers {
				got.Files = append(got.Files, txtar.File{Name: p.Folder + "/" + p.Name, Data: []byte(outlinePaper(p))})
			}
			casetest.Golden(t, *update, name+".txtar", string(txtar.Format(&got)))
		})
	}
}

func TestHeadOfAnOffice(t *testing.T) {
	for _, c := range [][3]string{
		{"Trưởng phòng", "Phòng Văn hóa - Xã hội", "Trưởng phòng Văn hóa - Xã hội"},
		{"Chánh Văn phòng", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường", "Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường"},
		{"Giám đốc", "Trung tâm Phục vụ hành chính công", "Giám đốc Trung tâm Phục vụ hành chính công"},
		{"Trưởng phòng", "Phòng", "Trưởng phòng"},
	} {
		if got := headOf(c[0], c[1]); got != c[2] {
			t.Errorf("head of %s: %s, want %s", c[1], got, c[2])
		}
	}
}

// TestMoneyWaitsForTheOffice holds that no amount is printed of a coefficient that
// nobody has confirmed, and that the decision's day sets the base salary.
func TestMoneyWaitsForTheOffice(t *testing.T) {
	s := certified(annual())
	whole := newSet(s.in, s.in.Outcome.Ward)
	day := vi.Date{Year: 2027, Month: 2, Day: 20}
	if p := newPay(s.in, whole, day); p.known || p.said() != nil || p.text(1) != "" {
		t.Errorf("an unconfirmed coefficient gives %+v", p)
	}
	s.in.Case.Register.Settings.Confirmed = []string{"giấy khen của Chủ tịch UBND phường"}
	if p := newPay(s.in, whole, day); p.collective != 1_520_000 || p.individual != 760_000 || p.total != 2_280_000 {
		t.Errorf("pay %+v", p)
	}
	if p := newPay(s.in, whole, vi.Date{Year: 2026, Month: 6, Day: 30}); p.known {
		t.Errorf("on a day without a base salary: %+v", p)
	}
}
