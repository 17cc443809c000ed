package rule

import (
	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/vi"
)

// datesOutOfOrder reports TD604 for pairs of dates whose order can't be so.
func (k *checker) datesOutOfOrder() {
	r := &k.records.Register
	after := func(row nomination.Row, heading string, day vi.Date, what string, bound vi.Date, than string, other finding.Place, id nomination.ID) {
		if day.IsZero() || bound.IsZero() || !day.Before(bound) {
			return
		}
		k.outOfOrder(row.At(heading), what+" "+day.Short()+" trước "+than+" "+bound.Short()+".", other, id)
	}
	for _, m := range r.Meetings {
		if m.Period != k.options.Period {
			continue
		}
		if !m.Start.IsZero() && !m.End.IsZero() && !m.Start.Before(m.End) {
			k.outOfOrder(m.Row.At(nomination.HeadEnd), "Giờ kết thúc cuộc họp "+m.Code+" không sau giờ bắt đầu.", m.Row.At(nomination.HeadStart), "")
		}
		if !m.Start.IsZero() {
			after(m.Row, nomination.HeadMinutesDate, m.MinutesDate, "Ngày biên bản", vi.DateOf(m.Start), "ngày họp", m.Row.At(nomination.HeadStart), "")
		}
	}
	k.metBeforeReceipt()
	for _, u := range r.Units {
		after(u.Row, nomination.HeadValidTo, u.To, "Ngày hết hiệu lực", u.From, "ngày có hiệu lực", u.Row.At(nomination.HeadValidFrom), "")
	}
	for _, m := range r.Pending {
		after(m.Row, nomination.HeadTo, m.To, "Ngày kết thúc vụ việc", m.From, "ngày bắt đầu", m.Row.At(nomination.HeadFrom), "")
	}
	for _, x := range r.Results {
		if x.Period == k.options.Period {
			after(x.Row, nomination.HeadDecisionDate, x.DecisionDate, "Ngày quyết định", x.Sent, "ngày trình", x.Row.At(nomination.HeadSent), x.Nominee)
		}
	}
	for _, s := range k.records.Submissions {
		if s.Period != k.options.Period {
			continue
		}
		for _, t := range r.Receipts {
			if t.Unit == s.Unit && t.Period == s.Period {
				after(t.Row, nomination.HeadDue, t.DueDate, "Hạn bổ sung", t.Date, "ngày nhận", t.Row.At(nomination.HeadReceived), "")
			}
			if t.Unit == s.Unit && t.Period == s.Period && t.Round == s.Round {
				after(t.Row, nomination.HeadReceived, t.Date, "Ngày nhận", s.Date, "ngày tờ trình của đơn vị", s.Row.At(nomination.HeadLetterDate), "")
			}
		}
		for _, x := range s.Services {
			after(x.Row, nomination.HeadToMonth, x.To, "Đến tháng", x.From, "từ tháng", x.Row.At(nomination.HeadFromMonth), x.Nominee)
		}
		for _, i := range s.Initiatives {
			if today := k.options.Date; !today.IsZero() && today.Before(i.DecisionDate) {
				k.outOfOrder(i.Row.At(nomination.HeadDecisionDate), "Ngày quyết định công nhận "+i.DecisionDate.Short()+" sau ngày kiểm tra "+today.Short()+".", finding.Place{}, "")
			}
		}
	}
}

// metBeforeReceipt tells of meetings that concluded on a dossier which, by its first
// receipt, had not come in yet: once a meeting and receipt.
func (k *checker) metBeforeReceipt() {
	held := map[string]*nomination.Meeting{}
	for _, m := range k.records.Register.Meetings {
		if m.Period == k.options.Period && !m.Start.IsZero() {
			held[m.Code] = m
		}
	}
	type pair struct {
		meeting *nomination.Meeting
		receipt *nomination.Receipt
	}
	said := map[pair]bool{}
	for _, v := range k.verdicts {
		if v.Conclusion == nil || v.Form == nil || held[v.Conclusion.Meeting] == nil {
			continue
		}
		p := pair{held[v.Conclusion.Meeting], k.receipts[receiptKey(v.Nominee.Unit(), v.Form.Level)]}
		if p.receipt == nil || said[p] || !vi.DateOf(p.meeting.Start).Before(p.receipt.Date) {
			continue
		}
		said[p] = true
		k.outOfOrder(p.receipt.Row.At(nomination.HeadReceived), "Ngày nhận hồ sơ "+p.receipt.Date.Short()+" của "+
			k.records.UnitName(v.Nominee.Unit())+" sau ngày họp xét "+vi.DateOf(p.meeting.Start).Short()+" ("+p.meeting.Code+").",
			p.meeting.Row.At(nomination.HeadStart), "")
	}
}

func (k *checker) outOfOrder(at finding.Place, message string, other finding.Place, id nomination.ID) {
	f := finding.New(finding.DatesOutOfOrder, at, message)
	f.Expected, f.Nominee, f.Unit = "các ngày theo đúng trình tự công việc", string(id), k.records.UnitName(id.Unit())
	f.Fix = "đối chiếu với văn bản rồi sửa ngày ghi nhầm."
	if other.Row > 0 {
		f.Related = []finding.Place{other}
	}
	k.keep(f)
}
