package rule

import (
	"slices"
	"strings"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/rulebook"
	"thidua/internal/vi"
)

// A limit is the deadline in force for a unit and a level.
type limit struct {
	day    vi.Date // files have to be in before it
	notice *nomination.Extension
	rule   *rulebook.Deadline // nil where only a notice sets the deadline
}

// receiptKey joins a unit and a level.
func receiptKey(unit, level string) string { return unit + "\x00" + vi.Key(level) }

// firstReceipts finds for each unit and level of a period the receipt that counts:
// the lowest Lần, of equal ones the earlier day.
func firstReceipts(r *nomination.Register, period string) map[string]*nomination.Receipt {
	out := map[string]*nomination.Receipt{}
	for _, t := range r.Receipts {
		if t.Period != period {
			continue
		}
		key := receiptKey(t.Unit, t.Level)
		if f, ok := out[key]; !ok || t.Round < f.Round || t.Round == f.Round && !t.Date.IsZero() && t.Date.Before(f.Date) {
			out[key] = t
		}
	}
	return out
}

// receiptsOf gathers the receipts of a period by unit and level, in the order of rows.
func receiptsOf(r *nomination.Register, period string) map[string][]*nomination.Receipt {
	out := map[string][]*nomination.Receipt{}
	for _, t := range r.Receipts {
		if t.Period == period {
			key := receiptKey(t.Unit, t.Level)
			out[key] = append(out[key], t)
		}
	}
	return out
}

// limit gives the deadline in force for a dossier: the plan's, moved by the latest
// notice that reaches the unit. The ward's certificate has one only by notice.
func (k *checker) limit(v *Verdict) (limit, bool) {
	if v.Form == nil {
		return limit{}, false
	}
	return k.limitOf(v.Nominee.Unit(), v.Form.Level, v.Form.Period)
}

// limitOf gives the deadline in force for a unit, a level and a kind of period.
func (k *checker) limitOf(unit, level, kind string) (limit, bool) {
	var l limit
	if d := k.book.DeadlineOf(level, kind); d != nil {
		l.rule, l.day = d, d.On(k.period)
	}
	for _, e := range k.records.Register.Extensions {
		reaches := len(e.Units) == 0 || slices.Contains(e.Units, unit)
		if e.Period != k.options.Period || vi.Key(e.Level) != vi.Key(level) || !reaches || !e.Deadline.Whole() {
			continue
		}
		if l.notice == nil || !e.Date.Before(l.notice.Date) {
			l.notice, l.day = e, e.Deadline
		}
	}
	return l, !l.day.IsZero()
}

// LastDay gives the last day on which a unit's file of a level is in time for a
// period; false where there is no deadline.
func LastDay(c *nomination.Case, b *rulebook.Rulebook, period, unit, level string) (vi.Date, bool) {
	p, ok := b.PeriodByKey(period)
	if !ok {
		return vi.Date{}, false
	}
	k := &checker{records: c, book: b, options: Options{Period: period}, period: p, readings: newReadings()}
	k.readChoices()
	l, ok := k.limitOf(unit, level, p.Kind)
	if !ok {
		return vi.Date{}, false
	}
	return k.lastDay(l.day), true
}

// late reports whether a day is too late for a deadline under the reading
// deadline-before: "trước ngày" leaves the day itself out unless it was decided otherwise.
func (k *checker) late(day, deadline vi.Date) bool {
	if day == deadline {
		return k.choice(rulebook.DeadlineBefore) != rulebook.BeforeInclusive
	}
	return deadline.Before(day)
}

// lastDay gives the last day in time.
func (k *checker) lastDay(deadline vi.Date) vi.Date {
	if k.inForce[rulebook.DeadlineBefore] == rulebook.BeforeInclusive {
		return deadline
	}
	return deadline.AddDays(-1)
}

// explain writes a deadline for people: its last day and where it comes from.
func (k *checker) explain(l limit) string {
	text := "hạn cuối " + k.lastDay(l.day).Short() + " (trước ngày " + l.day.Short()
	if k.inForce[rulebook.DeadlineBefore] == rulebook.BeforeInclusive {
		text += ", hiểu là kể cả ngày này"
	}
	if l.notice != nil {
		text += ", theo thông báo đổi hạn"
		if l.notice.Notice != "" {
			text += " " + l.notice.Notice
		}
	}
	return text + ")"
}

// deadlineNode answers whether the unit's file came in before the deadline; there is
// no node where the form has none.
func (k *checker) deadlineNode(v *Verdict) (Node, bool) {
	l, ok := k.limit(v)
	if !ok {
		return Node{}, false
	}
	n := Node{Key: KeyDeadline, Label: "Thời hạn gửi hồ sơ", Clause: k.period.Clause, Basis: k.period.Basis}
	if l.rule != nil {
		n.Clause, n.Basis, n.Sentence = l.rule.Clause, l.rule.Basis, l.rule.Sentence
	}
	r := k.receipts[receiptKey(v.Nominee.Unit(), v.Form.Level)]
	if r == nil || !r.Date.Whole() {
		n.Result, n.Evidence = Unknown, "Chưa ghi ngày nhận hồ sơ; "+k.explain(l)
		k.noReceipt(v, r, n)
		return n, true
	}
	n.Evidence = "Nhận ngày " + r.Date.Short()
	if r.Number != "" {
		n.Evidence += " (số đến " + r.Number + ")"
	}
	n.Evidence += "; " + k.explain(l)
	n.Places = []finding.Place{r.Row.At(nomination.HeadReceived)}
	n.Result = Pass
	if k.late(r.Date, l.day) {
		n.Result = Fail
		k.tooLate(v, r, l, n)
	}
	if asked, came := k.supplement(r); came != nil {
		n.Evidence += "; bổ sung nhận ngày " + came.Date.Short() + ", hạn bổ sung " + asked.DueDate.Short()
		n.Places = append(n.Places, came.Row.At(nomination.HeadReceived))
		if asked.DueDate.Before(came.Date) {
			n.Result = Fail
			k.supplementLate(v, asked, came, n)
		}
	}
	return k.excuse(v, n), true
}

// supplement gives the last supplement that was asked for and came in, with the
// receipt that asked for it: it has a date of its own, Hạn bổ sung, on which it is
// still in time. What the plan's deadline asks of the first receipt stays.
func (k *checker) supplement(first *nomination.Receipt) (asked, came *nomination.Receipt) {
	rows := k.received[receiptKey(first.Unit, first.Level)]
	if len(rows) < 2 {
		return nil, nil
	}
	for _, a := range rows {
		if vi.Key(a.Status) != vi.Key(nomination.ReceiptSupplement) || !a.DueDate.Whole() {
			continue
		}
		for _, t := range rows {
			if t.Round == a.Round+1 && t.Date.Whole() && (came == nil || t.Round >= came.Round) {
				asked, came = a, t
			}
		}
	}
	return asked, came
}

// supplementLate reports TD601 at the day on which a supplement came in.
func (k *checker) supplementLate(v *Verdict, asked, came *nomination.Receipt, n Node) {
	f := finding.New(finding.Late, came.Row.At(nomination.HeadReceived),
		"Hồ sơ bổ sung cấp "+lower(v.Form.Level)+" nhận ngày "+came.Date.Short()+" là quá hạn bổ sung "+asked.DueDate.Short()+".")
	f.Expected = "ngày nhận không sau " + asked.DueDate.Short()
	f.Fix = "nếu ghi nhầm thì sửa ngày nhận; nếu đã gia hạn bổ sung thì sửa hạn bổ sung."
	f.Related = []finding.Place{asked.Row.At(nomination.HeadDue)}
	k.receiptFinding(v, f, n)
}

// receiptFinding makes TD601 and TD602 stand once for a unit, level and cell, however
// many dossiers came in the file; one that was let pass stands by itself.
func (k *checker) receiptFinding(v *Verdict, f finding.Finding, n Node) {
	key := receiptKey(v.Nominee.Unit(), v.Form.Level) + "\x00" + f.Place.Cell()
	f.Got = n.Evidence
	excepted := k.except(v, f)
	if excepted.Severity != f.Severity {
		key += "\x00" + string(v.Nominee)
	}
	f = excepted
	r, ok := k.receiptSaid[key]
	if !ok {
		f.Unit = k.records.UnitName(v.Nominee.Unit())
		f.Nominee = string(v.Nominee)
		f.Clause, f.Basis = n.Clause, n.Basis
		r = k.keep(f)
		k.receiptSaid[key] = r
	} else {
		r.Nominee = "" // no single nominee is meant
	}
	r.of = append(r.of, v)
	r.Related = append(r.Related, v.nameCell())
}

// tooLate reports TD601 at the day of receipt.
func (k *checker) tooLate(v *Verdict, r *nomination.Receipt, l limit, n Node) {
	f := finding.New(finding.Late, n.Places[0],
		"Hồ sơ cấp "+lower(v.Form.Level)+" nhận ngày "+r.Date.Short()+" là quá hạn; "+k.explain(l)+".")
	f.Expected = "ngày nhận không sau " + k.lastDay(l.day).Short()
	f.Fix = "nếu ghi nhầm thì sửa ngày nhận; nếu có thông báo đổi hạn thì ghi vào trang \"" + nomination.SheetExtensions + "\"."
	k.receiptFinding(v, f, n)
}

// noReceipt reports TD602: at the receipt's empty day, else where the row belongs.
func (k *checker) noReceipt(v *Verdict, r *nomination.Receipt, n Node) {
	at := k.records.Register.Sheets[nomination.SheetReceipts].Head()
	if r != nil {
		at = r.Row.At(nomination.HeadReceived)
	}
	f := finding.New(finding.NoReceipt, at,
		"Chưa ghi ngày nhận hồ sơ cấp "+lower(v.Form.Level)+" của "+k.records.UnitName(v.Nominee.Unit())+".")
	f.Expected = "một dòng có ngày nhận trong trang \"" + nomination.SheetReceipts + "\""
	f.Fix = "ghi ngày nhận và số đến vào trang \"" + nomination.SheetReceipts + "\"."
	k.receiptFinding(v, f, n)
}

// lower gives a level as it stands within a sentence.
func lower(level string) string { return strings.ToLower(level) }

// unanswered reports TD605 for every unit of the register that is there in the
// period and has sent no workbook. The row that is missing is its receipt, so the
// finding stands in Tiếp nhận. A unit whose file can't be read has answered.
func (k *checker) unanswered(found []finding.Finding) {
	answered := map[string]bool{}
	for _, s := range k.records.Submissions {
		if s.Period == k.options.Period {
			answered[s.Unit] = true
		}
	}
	clause, basis := k.period.Clause, k.period.Basis
	for _, d := range k.book.Deadlines {
		if d.Period == k.period.Kind {
			clause, basis = d.Clause, d.Basis
			break
		}
	}
	at := k.records.Register.Sheets[nomination.SheetReceipts].Head()
	for _, u := range k.records.Register.Units {
		if answered[u.Code] || u.Code == "" || vi.Key(u.Class) == vi.Key(nomination.ClassWard) || !k.active(u) {
			continue
		}
		file := u.Code + "-" + k.options.Period
		if slices.ContainsFunc(found, func(f finding.Finding) bool { return strings.HasPrefix(f.Place.File, file) }) {
			continue
		}
		f := finding.New(finding.UnitHasNotAnswered, at, u.Name+" chưa gửi tệp đề nghị kỳ "+k.options.Period+".")
		f.Unit = u.Name
		f.Expected = "tệp " + file + ".xlsx, kể cả khi không đề nghị ai (ghi \"Không\")"
		if r := k.firstOf(u.Code); r != nil {
			f.Got = "đã ghi nhận hồ sơ"
			if !r.Date.IsZero() {
				f.Got += " ngày " + r.Date.Short()
			}
			f.Got += " nhưng không có tệp trong thư mục đề nghị"
		}
		f.Clause, f.Basis = clause, basis
		f.Fix = "đôn đốc đơn vị gửi tệp đề nghị."
		k.keep(f)
	}
}

// firstOf gives a unit's receipt of the lowest level at which there is one.
func (k *checker) firstOf(unit string) *nomination.Receipt {
	for _, level := range []string{nomination.LevelWard, nomination.LevelCity, nomination.LevelFinal} {
		if r := k.receipts[receiptKey(unit, level)]; r != nil {
			return r
		}
	}
	return nil
}

// active reports whether a unit exists on the day of the check.
func (k *checker) active(u *nomination.Unit) bool {
	day := k.options.Date
	if day.IsZero() {
		day = vi.Date{Year: k.period.Last, Month: 12, Day: 31}
	}
	return rulebook.InForce(u.From, u.To, day)
}
