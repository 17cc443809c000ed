package rule

import (
	"time"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/vi"
)

var weekdays = [...]string{"Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"}

// dayOff says why nobody works on a day; "" where it is a working day.
func (k *checker) dayOff(d vi.Date) string {
	for _, h := range k.book.Holidays {
		if !d.Before(h.From) && !h.To.Before(d) {
			if h.Unverified {
				return "ngày nghỉ " + h.Name + " (lịch nghỉ chưa đối chiếu với thông báo)"
			}
			return "ngày nghỉ " + h.Name
		}
	}
	if w := d.Time().Weekday(); w == time.Saturday || w == time.Sunday {
		return weekdays[w]
	}
	return ""
}

// daysOff reports TD603, once for each deadline in force that ends on a day off or on
// the eve of one: the last working day is named, the deadline doesn't move (the plan
// has no word on it).
func (k *checker) daysOff() {
	said := map[string]bool{}
	for _, v := range k.verdicts {
		l, ok := k.limit(v)
		if !ok || !l.day.Whole() {
			continue
		}
		at := k.records.Register.Sheets[nomination.SheetReceipts].Head()
		if l.notice != nil {
			at = l.notice.Row.At(nomination.HeadNewDeadline)
		}
		key := vi.Key(v.Form.Level) + at.String()
		if said[key] {
			continue
		}
		said[key] = true
		k.dayOffAt(v, l, at)
	}
}

func (k *checker) dayOffAt(v *Verdict, l limit, at finding.Place) {
	last := k.lastDay(l.day)
	off, which := k.dayOff(last), last
	if off == "" && last != l.day {
		off, which = k.dayOff(l.day), l.day
	}
	if off == "" {
		return
	}
	working := last
	for k.dayOff(working) != "" {
		working = working.AddDays(-1)
	}
	f := finding.New(finding.DeadlineOnDayOff, at,
		"Hạn gửi hồ sơ cấp "+lower(v.Form.Level)+": "+which.Short()+" là "+off+"; ngày làm việc cuối cùng còn trong hạn là "+
			weekdays[working.Time().Weekday()]+", "+working.Short()+". Hạn không lùi.")
	f.Expected, f.Got = "nhận hồ sơ không sau "+last.Short(), which.Short()+" là "+off
	if l.rule != nil {
		f.Clause, f.Basis = l.rule.Clause, l.rule.Basis
	}
	f.Fix = "nhắc các đơn vị gửi hồ sơ chậm nhất ngày " + working.Short() + "."
	k.keep(f)
}
