package pipeline

import (
	"testing"

	"thidua/internal/evidence"
	"thidua/internal/nomination"
	"thidua/internal/rule"
	"thidua/internal/vi"
)

// The table of contents tells number, day and author of an enclosed document where the
// records leave no doubt which one it is, and nothing where they do.
func TestCitations(t *testing.T) {
	id := nomination.NewID("VHXH", "CN01")
	first := &nomination.Initiative{ID: nomination.NewID("VHXH", "SK01"), Decision: "912/QĐ-UBND", DecisionDate: vi.Date{Year: 2026, Month: 6, Day: 30}, Recogniser: "Chủ tịch Ủy ban nhân dân phường"}
	same := &nomination.Initiative{ID: nomination.NewID("VHXH", "SK02"), Decision: first.Decision, DecisionDate: first.DecisionDate, Recogniser: first.Recogniser}
	other := &nomination.Initiative{ID: nomination.NewID("VHXH", "SK03"), Decision: "1475/QĐ-UBND"}
	submission := &nomination.Submission{
		UnitName: "Phòng Văn hóa - Xã hội", Minutes: "Biên bản số 03/BB-VHXH ngày 28/01/2027",
		Initiatives: []*nomination.Initiative{first, same, other},
		Ratings:     []*nomination.YearRating{{Nominee: id, Document: "Thông báo số 31/TB-UBND ngày 15 tháng 01 năm 2027", Issuer: "Ủy ban nhân dân phường"}},
		Services: []*nomination.Service{
			{Nominee: id, Assignment: "Quyết định số 42/QĐ-UBND ngày 04 tháng 7 năm 2025"},
			{Nominee: id, Assignment: "phân công miệng"},
		},
	}
	files := func(kinds ...string) (out []evidence.Enclosed) {
		for i, kind := range kinds {
			out = append(out, evidence.Enclosed{Nominee: id, Kind: kind, File: string(rune('a' + i))})
		}
		return out
	}
	for _, test := range []struct {
		name     string
		cites    []nomination.ID
		enclosed []evidence.Enclosed
		want     cited
	}{
		{"one decision", []nomination.ID{first.ID}, files(nomination.AttachedRecognition), cited{"912/QĐ-UBND", "30/6/2026", "Chủ tịch Ủy ban nhân dân phường"}},
		{"one decision on two initiatives", []nomination.ID{first.ID, same.ID}, files(nomination.AttachedRecognition), cited{"912/QĐ-UBND", "30/6/2026", "Chủ tịch Ủy ban nhân dân phường"}},
		{"two decisions", []nomination.ID{first.ID, other.ID}, files(nomination.AttachedRecognition), cited{}},
		{"two files", []nomination.ID{first.ID}, files(nomination.AttachedRecognition, nomination.AttachedRecognition), cited{}},
		{"a rating", nil, files(nomination.AttachedRating), cited{"31/TB-UBND", "15/01/2027", "Ủy ban nhân dân phường"}},
		{"assignments of which one has no number", nil, files(nomination.AttachedAssignment), cited{"42/QĐ-UBND", "04/7/2025", ""}},
		{"minutes", nil, files(nomination.AttachedMinutes), cited{"03/BB-VHXH", "28/01/2027", "Phòng Văn hóa - Xã hội"}},
		{"another kind", []nomination.ID{first.ID}, files(nomination.AttachedOther), cited{}},
	} {
		t.Run(test.name, func(t *testing.T) {
			v := &rule.Verdict{Nominee: id, Individual: &nomination.Individual{Nominee: nomination.Nominee{ID: id, Submission: submission, Initiatives: test.cites}}}
			c := newCitations(&nomination.Case{Submissions: []*nomination.Submission{submission}}, test.enclosed)
			if got := c.of(v, test.enclosed[0].Kind); got != test.want {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
		})
	}
}
