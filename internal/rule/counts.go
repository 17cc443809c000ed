package rule

import (
	"fmt"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/vi"
)

// countsDiffer reports TD801: numbers that register and workbooks give of one thing
// and that can't all be right. What may have a reason is left alone.
func (k *checker) countsDiffer() {
	k.rankedUnits()
	k.staff()
	k.ballotsIssued()
	k.sentWithoutConclusion()
	k.withdrawn()
}

// withdrawn holds what is put forward against the last receipt of the unit's file: one
// that was withdrawn or sent back is no longer there to be proposed.
func (k *checker) withdrawn() {
	for _, v := range k.verdicts {
		if !v.putForward() || v.Form == nil {
			continue
		}
		var last *nomination.Receipt
		for _, t := range k.received[receiptKey(v.Nominee.Unit(), v.Form.Level)] {
			if last == nil || t.Round >= last.Round {
				last = t
			}
		}
		if last == nil || k.key(last.Status) != k.key(nomination.ReceiptWithdrawn) && k.key(last.Status) != k.key(nomination.ReceiptReturned) {
			continue
		}
		k.countsFinding(v, last.Row.At(nomination.HeadStatus), "Trang \""+nomination.SheetReceipts+"\" ghi hồ sơ cấp "+lower(v.Form.Level)+" của "+
			k.records.UnitName(v.Nominee.Unit())+" là \""+last.Status+"\", nhưng "+v.Name+" được kết luận \""+v.Conclusion.Decision+"\".",
			"kết luận \""+nomination.ConcludedWithdrawn+"\", hoặc một lần nhận hồ sơ sau đó", last.Status,
			v.Conclusion.Row.At(nomination.HeadConclusion))
	}
}

// countsFinding raises TD801 about a row of the register, or about a nominee.
func (k *checker) countsFinding(v *Verdict, at finding.Place, message, expected, got string, related ...finding.Place) {
	f := finding.New(finding.CountsDiffer, at, message)
	f.Expected, f.Got, f.Related = expected, got, related
	f.Fix = "đối chiếu với văn bản gốc rồi sửa nơi ghi sai."
	if v != nil {
		k.raise(v, f)
		return
	}
	k.keep(f)
}

// rankedUnits holds the number of ranked units against the rank itself, and against
// the number that the same publication has in another row.
func (k *checker) rankedUnits() {
	type publication struct {
		year            int
		block, document string
		published       vi.Date
	}
	first := map[publication]*nomination.Rank{}
	for _, r := range k.records.Register.Ranks {
		if r.Total == 0 || r.Year < k.period.First || r.Year > k.period.Last {
			continue
		}
		at := r.Row.At(nomination.HeadUnitsRanked)
		if r.Rank > r.Total {
			k.countsFinding(nil, at, fmt.Sprintf("Hạng %d năm %d của %s lớn hơn tổng số %d đơn vị được xếp hạng.", r.Rank, r.Year, r.Unit, r.Total),
				fmt.Sprintf("ít nhất %d đơn vị", r.Rank), fmt.Sprintf("%d đơn vị", r.Total), r.Row.At(nomination.HeadRank))
			continue
		}
		p := publication{r.Year, vi.Key(r.Block), vi.Key(r.Document), r.Published}
		if p.document == "" {
			continue
		}
		if f := first[p]; f == nil {
			first[p] = r
		} else if f.Total != r.Total {
			k.countsFinding(nil, at, fmt.Sprintf("Cùng văn bản %s nhưng tổng số đơn vị ghi %d, ở dòng khác ghi %d.", r.Document, r.Total, f.Total),
				fmt.Sprintf("%d đơn vị", f.Total), fmt.Sprintf("%d đơn vị", r.Total), f.Row.At(nomination.HeadUnitsRanked))
		}
	}
}

// staff holds a collective's women against its people.
func (k *checker) staff() {
	for _, v := range k.verdicts {
		if c := v.Collective; c != nil && c.Staff > 0 && c.Women > c.Staff {
			k.countsFinding(v, c.Row.At(nomination.HeadWomen), fmt.Sprintf("Số nữ %d lớn hơn tổng số %d cán bộ, công chức, viên chức của %s.", c.Women, c.Staff, c.Name),
				fmt.Sprintf("không quá %d", c.Staff), vi.Count(c.Women), c.Row.At(nomination.HeadStaff))
		}
	}
}

// ballotsIssued holds ballots against the council where nobody wrote down who
// attended; with attendance they are held against it (TD701).
func (k *checker) ballotsIssued() {
	members := len(k.records.Register.Council)
	for _, s := range k.sittings() {
		for _, b := range s.ballots {
			v := k.byID[b.Nominee]
			if v == nil || members == 0 || len(s.attended) > 0 || b.Issued <= members {
				continue
			}
			k.countsFinding(v, b.Row.At(nomination.HeadVotesIssued), fmt.Sprintf("Phát ra %d phiếu nhưng Hội đồng chỉ có %d thành viên.", b.Issued, members),
				fmt.Sprintf("không quá %d phiếu", members), fmt.Sprintf("%d phiếu", b.Issued),
				k.records.Register.Sheets[nomination.SheetCouncil].Head())
		}
	}
}

// sentWithoutConclusion holds what was sent to the city against what was concluded.
func (k *checker) sentWithoutConclusion() {
	for _, x := range k.records.Register.Results {
		v := k.byID[x.Nominee]
		if x.Period != k.options.Period || v == nil || v.Conclusion == nil || v.Conclusion.Decision == "" || v.ForCity() {
			continue
		}
		k.countsFinding(v, x.Row.At(nomination.HeadDossier), "Hồ sơ của "+v.Name+" có ở trang \""+nomination.SheetResults+
			"\" nhưng được kết luận \""+v.Conclusion.Decision+"\", không đề nghị cấp trên.",
			"kết luận \""+nomination.ConcludedCity+"\" hoặc \""+nomination.ConcludedState+"\"", v.Conclusion.Decision,
			v.Conclusion.Row.At(nomination.HeadConclusion))
	}
}
