package rule

import (
	"fmt"
	"strings"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/rulebook"
	"thidua/internal/vi"
)

// span names the period within a sentence: "năm 2026", "giai đoạn 2026-2030".
func (k *checker) span() string {
	if k.period.Kind == rulebook.Final {
		return "giai đoạn " + k.period.Key
	}
	return fmt.Sprintf("năm %d", k.period.Last)
}

// within reports whether a year belongs to the period.
func (k *checker) within(year int) bool { return k.period.First <= year && year <= k.period.Last }

// reached gives the last day of the period that is over: the day of the check, or the
// period's end where that is earlier.
func (k *checker) reached() vi.Date {
	end := vi.Date{Year: k.period.Last, Month: 12, Day: 31}
	if today := k.options.Date; !today.IsZero() && today.Before(end) {
		return today
	}
	return end
}

// A stretch is a run of months from the first to the last, each counted as year*12+month-1.
type stretch struct{ first, last int }

func (s stretch) months() int { return s.last - s.first + 1 }

// String writes "01/2026 - 12/2027", or a single month.
func (s stretch) String() string {
	month := func(m int) string { return fmt.Sprintf("%02d/%d", m%12+1, m/12) }
	if s.first == s.last {
		return month(s.first)
	}
	return month(s.first) + " - " + month(s.last)
}

// A service is what the rows of Quá trình CCHC say of somebody's direct role within
// the period.
type service struct {
	months   int
	served   []stretch // without overlaps, in order
	gaps     []stretch // between them
	overlaps bool
	rows     []finding.Place
	unread   bool // a row says too little to be counted; intake has reported it
}

// serviceOf counts a nominee's months: overlaps once, an open stretch to the day of
// the check, nothing outside the period.
func (k *checker) serviceOf(v *Verdict) service {
	first, end := k.period.First*12, k.reached()
	last := end.Year*12 + end.Month - 1
	var out service
	times := make([]int, max(0, last-first+1))
	for _, s := range k.services[v.Nominee] {
		out.rows = append(out.rows, s.Row.At(nomination.HeadFromMonth))
		if s.From.Month == 0 || len(s.Roles) == 0 {
			out.unread = true
			continue
		}
		to := last
		if s.To.Month != 0 {
			to = min(last, s.To.Year*12+s.To.Month-1)
		}
		for m := max(first, s.From.Year*12+s.From.Month-1); m <= to; m++ {
			times[m-first]++
		}
	}
	for i, n := range times {
		out.overlaps = out.overlaps || n > 1
		if n == 0 {
			continue
		}
		out.months++
		month := first + i
		if end := len(out.served) - 1; end >= 0 && out.served[end].last == month-1 {
			out.served[end].last = month
			continue
		} else if end >= 0 {
			out.gaps = append(out.gaps, stretch{out.served[end].last + 1, month - 1})
		}
		out.served = append(out.served, stretch{month, month})
	}
	return out
}

// OverlapsOnce says in the evidence of the months that overlaps are counted once.
const OverlapsOnce = "; thời gian trùng nhau tính một lần"

// serviceMonths judges the months of direct role within the period (plan III.2.b, "ít
// nhất 03 năm trực tiếp …").
func (k *checker) serviceMonths(v *Verdict, p *rulebook.ServiceMonths) (Result, string, []finding.Place) {
	s := k.serviceOf(v)
	if len(s.rows) == 0 {
		return Fail, "Chưa ghi quá trình trực tiếp làm công tác cải cách hành chính", nil
	}
	text := fmt.Sprintf("%s tháng trực tiếp làm công tác cải cách hành chính trong %s", vi.Count(s.months), k.span())
	if len(s.served) > 0 {
		text += ": " + joined(s.served)
	}
	if s.overlaps {
		text += OverlapsOnce
	}
	if len(s.gaps) > 0 {
		months := 0
		for _, g := range s.gaps {
			months += g.months()
		}
		text += fmt.Sprintf("; gián đoạn %s tháng (%s)", vi.Count(months), joined(s.gaps))
	}
	switch {
	case s.months >= p.Months:
		return Pass, text, s.rows
	case s.unread:
		return Unknown, text + "; có dòng chưa đọc được", s.rows
	}
	return Fail, text, s.rows
}

func joined(stretches []stretch) string {
	var out []string
	for _, s := range stretches {
		out = append(out, s.String())
	}
	return strings.Join(out, ", ")
}

// serviceTooShort reports TD309 at the nominee's name.
func (k *checker) serviceTooShort(v *Verdict, c *rulebook.Criterion, n Node) {
	message := fmt.Sprintf("Có %s tháng trực tiếp trong %s; cần ít nhất %s.", vi.Count(k.serviceOf(v).months), k.span(), vi.Count(c.ServiceMonths.Months))
	if len(n.Places) == 0 {
		message = fmt.Sprintf("Chưa ghi quá trình trực tiếp làm công tác cải cách hành chính trong %s; cần ít nhất %s tháng.", k.span(), vi.Count(c.ServiceMonths.Months))
	}
	f := about(c, n, finding.New(finding.ServiceTooShort, v.nameCell(), message))
	f.Expected = fmt.Sprintf("ít nhất %s tháng trong %s", vi.Count(c.ServiceMonths.Months), k.span())
	f.Fix = "bổ sung quá trình ở trang \"" + nomination.SheetServices + "\" nếu còn thiếu."
	f.Related = n.Places
	k.raise(v, f)
}

// leading is left to people; only the ward itself in the first place of the newest
// ranked year speaks for it without them.
func (k *checker) leading(v *Verdict) (Result, string, []finding.Place) {
	const confirm = "cần người có thẩm quyền xác nhận là tập thể dẫn đầu"
	subject, name := k.subject(v)
	s, year := k.newest(subject)
	if s.rank == nil {
		return Unknown, "Chưa có xếp hạng năm nào trong " + k.span() + " của " + name + "; " + confirm, nil
	}
	text := s.evidence(year)
	switch ward := v.Collective != nil && k.isWard(v.Collective); {
	case !ward && subject == "":
		return Unknown, text + " là hạng của phường, không phải của tập thể này; " + confirm, s.places()
	case !ward || s.rank.Rank != 1:
		return Unknown, text + "; " + confirm, s.places()
	}
	return Pass, text, s.places()
}

// leadingUnconfirmed reports TD315: whether a collective leads is for the council to say.
func (k *checker) leadingUnconfirmed(v *Verdict, c *rulebook.Criterion, n Node) {
	f := about(c, n, finding.New(finding.LeadingUnconfirmed, v.nameCell(), "Chưa xác nhận được tập thể này dẫn đầu về chỉ số cải cách hành chính."))
	f.Expected = "phường đứng thứ nhất ở năm xếp hạng gần nhất, hoặc xác nhận của Hội đồng"
	f.Fix = "đề nghị Hội đồng xem xét và ghi rõ vào biên bản họp xét."
	f.Related = n.Places
	k.raise(v, f)
}

// ran counts whole years from the first day of the campaign to its review.
func (k *checker) ran() (years int, end vi.Date) {
	end = k.reached()
	return max(0, end.AddDays(1).Year-k.period.First), end
}

func (k *checker) campaignYears(p *rulebook.CampaignYears) (Result, string) {
	years, end := k.ran()
	text := fmt.Sprintf("Phong trào thực hiện từ 01/01/%d, tính đến ngày %s được %s năm tròn", k.period.First, end.Short(), vi.Count(years))
	if years >= p.Years {
		return Pass, text
	}
	return Fail, text
}

// campaignTooShort reports TD313: the law itself asks for the years, so nobody in the
// ward can let the form pass without them.
func (k *checker) campaignTooShort(v *Verdict, c *rulebook.Criterion, n Node) {
	years, end := k.ran()
	f := about(c, n, finding.New(finding.LegalCondition, v.formCell(), fmt.Sprintf(
		"%s chỉ xét khi phong trào đã thực hiện từ %s năm trở lên; đến ngày %s mới được %s năm tròn.",
		v.Form.Name, vi.Count(c.CampaignYears.Years), end.Short(), vi.Count(years))))
	f.Expected = "phong trào thực hiện từ " + vi.Count(c.CampaignYears.Years) + " năm trở lên khi tổng kết"
	f.Fix = "chọn hình thức khác, hoặc tổng kết sau khi đủ thời gian."
	k.raise(v, f)
}
