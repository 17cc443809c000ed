package rule

import (
	"fmt"
	"slices"
	"strconv"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/rulebook"
	"thidua/internal/vi"
)

// papersMissing holds the dossiers of the period against the papers that the rulebook
// asks for by form (TD206). A unit's own papers are asked for as soon as it nominates;
// the council's and the city's only of what is put forward.
func (k *checker) papersMissing() {
	reported := k.reportsSent()
	said := map[finding.Place]*raised{} // a rank that several dossiers rely on is one fault
	for _, v := range k.verdicts {
		if v.Form == nil {
			continue
		}
		for i := range k.book.Dossiers {
			d := &k.book.Dossiers[i]
			if !slices.Contains(d.Forms, v.Form.Key) {
				continue
			}
			for _, paper := range d.Papers {
				switch {
				case paper == rulebook.NeedReport:
					k.reportMissing(v, d, reported)
				case !v.ForCity():
				case paper == rulebook.NeedMinutes:
					k.minutesMissing(v, d)
				case paper == rulebook.NeedTally:
					k.tallyMissing(v, d)
				case paper == rulebook.NeedRanks:
					k.ranksUnpublished(v, d, said)
				}
			}
		}
	}
}

// reportsSent tells of which dossiers a report came as a file. One that can't be read
// is TD207.
func (k *checker) reportsSent() map[nomination.ID]bool {
	out := map[nomination.ID]bool{}
	for _, s := range k.records.Submissions {
		if s.Period != k.options.Period {
			continue
		}
		for _, a := range s.Attachments {
			if vi.Key(a.Kind) == vi.Key(nomination.AttachedReport) {
				out[a.Nominee] = true
			}
		}
	}
	return out
}

// reportMissing asks for the achievements, in the workbook or as a file. After the
// meeting only of dossiers that still count.
func (k *checker) reportMissing(v *Verdict, d *rulebook.Dossier, sent map[nomination.ID]bool) {
	waits := !k.met || v.ForCity() || v.concludedAs(nomination.ConcludedSupplement)
	if achievementText(v) != "" || sent[v.Nominee] || !waits {
		return
	}
	heading := nomination.HeadAchievement
	if v.Collective != nil {
		heading = nomination.HeadOutstanding
	}
	f := finding.New(finding.PaperMissing, achievementCell(v),
		"Chưa có báo cáo thành tích của "+v.Name+": cột \""+heading+"\" để trống và không có tệp báo cáo gửi kèm.")
	f.Expected = "thành tích ghi ở cột \"" + heading + "\", hoặc một tệp \"" + nomination.AttachedReport + "\""
	f.Fix = "ghi thành tích vào cột \"" + heading + "\", hoặc ghi tệp báo cáo vào trang \"" + nomination.SheetAttachments + "\"."
	k.missing(v, d, f)
}

// minutesMissing asks for the meeting that a conclusion rests on.
func (k *checker) minutesMissing(v *Verdict, d *rulebook.Dossier) {
	if v.Conclusion.Meeting != "" {
		return // one that the register doesn't know is TD210
	}
	f := finding.New(finding.PaperMissing, v.Conclusion.Row.At(nomination.HeadMeeting),
		"Kết luận về "+v.Name+" chưa nêu cuộc họp xét; hồ sơ phải có biên bản của cuộc họp ấy.")
	f.Expected = "mã một cuộc họp ở trang \"" + nomination.SheetMeetings + "\""
	f.Fix = "ghi mã cuộc họp vào cột \"" + nomination.HeadMeeting + "\"; chưa họp thì chưa kết luận."
	k.missing(v, d, f)
}

// tallyMissing asks for votes on the dossier.
func (k *checker) tallyMissing(v *Verdict, d *rulebook.Dossier) {
	if k.ballots.last[v.Nominee] != nil {
		return
	}
	f := finding.New(finding.PaperMissing, k.records.Register.Sheets[nomination.SheetBallots].Head(),
		"Chưa ghi kết quả bỏ phiếu về "+v.Name+"; hồ sơ đề nghị "+v.Form.Name+" phải có.")
	f.Expected = "một dòng về hồ sơ " + string(v.Nominee) + " trong trang \"" + nomination.SheetBallots + "\""
	f.Fix = "ghi số phiếu vào trang \"" + nomination.SheetBallots + "\", đúng như biên bản kiểm phiếu."
	k.missing(v, d, f)
}

// ranksUnpublished asks for the document that published each rank in force on which
// the dossier relies.
func (k *checker) ranksUnpublished(v *Verdict, d *rulebook.Dossier, said map[finding.Place]*raised) {
	var relied []finding.Place
	for _, n := range v.Leaves() {
		if n.Result == Pass && (n.Key == KeyRankWithin || n.Key == KeyYearsRankedWithin) {
			relied = append(relied, n.Places...)
		}
	}
	subject, name := k.subject(v)
	for year := k.period.First; year <= k.period.Last; year++ {
		s := k.standing(subject, year)
		if s.rank == nil || s.rank.Document != "" || !slices.Contains(relied, s.rank.Row.At(nomination.HeadRank)) {
			continue
		}
		at := s.rank.Row.At(nomination.HeadPublication)
		if r := said[at]; r != nil {
			r.of, r.Related, r.Nominee = append(r.of, v), append(r.Related, v.formCell()), ""
			continue
		}
		f := finding.New(finding.PaperMissing, at, fmt.Sprintf("Chưa ghi văn bản công bố hạng %s năm %d của %s.", place(s.rank), year, name))
		f.Expected = "số, ký hiệu văn bản công bố xếp hạng năm " + strconv.Itoa(year)
		f.Fix = "ghi số, ký hiệu văn bản vào cột \"" + nomination.HeadPublication + "\"."
		f.Related = append(f.Related, v.formCell())
		said[at] = k.missing(v, d, f)
	}
}

// missing raises TD206 with the clause that asks for the paper.
func (k *checker) missing(v *Verdict, d *rulebook.Dossier, f finding.Finding) *raised {
	f.Clause, f.Basis = d.Clause, d.Basis
	return k.raise(v, f)
}
