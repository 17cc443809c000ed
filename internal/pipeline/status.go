package pipeline

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"thidua/internal/compose"
	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/rule"
	"thidua/internal/rulebook"
	"thidua/internal/vi"
)

// A Status is how far a period has come: who has sent what, how long units still have,
// how many may still be put forward, and whether the final review can be reached.
type Status struct {
	*Checked
	Units     []UnitStatus // in the register's order
	Deadlines []DeadlineStatus
	Quotas    []QuotaStatus
	Outlooks  []OutlookStatus
}

// The answers of a unit, as other programs read them.
const (
	Nominates  = "nominates"  // có đề nghị
	Declines   = "declines"   // không đề nghị
	Incomplete = "incomplete" // gửi thiếu: its files have errors, or something required is missing
	Missing    = "missing"    // chưa gửi
)

// AnswerWords says the answers in Vietnamese, as within a sentence.
var AnswerWords = map[string]string{
	Nominates: "có đề nghị", Declines: "không đề nghị", Incomplete: "gửi thiếu", Missing: "chưa gửi",
}

// A UnitStatus is one line of the roll-call.
type UnitStatus struct {
	Code, Name  string
	Answer      string
	Files       []string // sent for the period, relative to data/de-nghi/
	Collectives int
	Individuals int
	Codes       []finding.Code // what makes it incomplete, each once
	Received    vi.Date        // day of the first receipt; zero: not noted
}

// A DeadlineStatus is the deadline of a level, or of some units at that level.
type DeadlineStatus struct {
	Level    string
	Before   vi.Date  // files have to be in before it
	Last     vi.Date  // the last day in time, under the reading deadline-before
	DaysLeft int      // until Last; 0 is today, below 0 it is over
	Notice   string   // the notice that moved it, "" for none
	Units    []string // to whom alone it applies; none: to all others
}

// A QuotaStatus is how much of a quota is taken. Bound is rulebook.Unlimited where
// there is none.
type QuotaStatus struct {
	Form, Name    string
	OfCollectives bool // else of individuals
	Nominated     int
	Concluded     int
	Bound         int
}

// KindWord gives the kind of nominee within a sentence.
func (q QuotaStatus) KindWord() string {
	if q.OfCollectives {
		return "tập thể"
	}
	return "cá nhân"
}

// The prospects of reaching the final review, as other programs read them.
const (
	Reached    = "reached"
	Possible   = "possible"
	OnlyLate   = "only_with_late_years" // with years whose index appears after the deadline
	Impossible = "impossible"
)

// An OutlookStatus says whether the years asked for at the final review can be reached.
type OutlookStatus struct {
	rule.Outlook
	Prospect string
	In       []int // years within the first places
	Out      []int // years beyond them
	Open     []int // years without a rank that appear before the deadline
	Late     []int // years without a rank that appear after it
}

// ReadStatus checks a workspace and says how far the period has come.
func ReadStatus(o Options) (*Status, error) {
	c, err := Check(o)
	if err != nil {
		return nil, err
	}
	s := &Status{Checked: c}
	s.rollCall(o.Date)
	if c.rulebook == nil || c.Outcome == nil {
		return s, nil
	}
	if period, ok := c.rulebook.PeriodByKey(c.Period); ok {
		s.deadlines(period, o.Date)
		s.quotas(period)
	}
	for _, l := range rule.Outlooks(c.records, c.rulebook, o.Date) {
		s.Outlooks = append(s.Outlooks, s.outlook(l))
	}
	return s, nil
}

// rollCall asks every unit of the register that is there on the day. The ward itself
// sends no file to itself; it is called where it did.
func (s *Status) rollCall(on vi.Date) {
	units := slices.Clone(s.records.Register.Units)
	place := func(u *nomination.Unit) int {
		if u.Order <= 0 {
			return math.MaxInt // units without a Thứ tự come after the others
		}
		return u.Order
	}
	slices.SortStableFunc(units, func(a, b *nomination.Unit) int { return cmp.Compare(place(a), place(b)) })
	about := s.byUnit()
	for _, u := range units {
		if u.Code == "" {
			continue
		}
		line := s.unit(u, about[u.Code])
		if line.Answer == Missing && (vi.Key(u.Class) == vi.Key(nomination.ClassWard) || !rulebook.InForce(u.From, u.To, on)) {
			continue
		}
		s.Units = append(s.Units, line)
	}
}

// answers gives the roll-call to the papers.
func (c *Checked) answers(on vi.Date) []compose.Answer {
	s := Status{Checked: c}
	s.rollCall(on)
	var out []compose.Answer
	for _, u := range s.Units {
		out = append(out, compose.Answer{
			Unit: u.Code, Name: u.Name, State: vi.Capital(AnswerWords[u.Answer]),
			Files: u.Files, Received: u.Received, Collectives: u.Collectives, Individuals: u.Individuals,
		})
	}
	return out
}

// byUnit gives each unit the findings about its workbooks of the period.
func (s *Status) byUnit() map[string][]finding.Finding {
	owner := map[string]string{}
	out := map[string][]finding.Finding{}
	for _, f := range s.Findings {
		unit, known := owner[f.Place.File]
		if !known {
			if ofPeriod(f.Place.File, s.Period) {
				unit = s.unitOf(f.Place.File)
			}
			owner[f.Place.File] = unit
		}
		if unit != "" {
			out[unit] = append(out[unit], f)
		}
	}
	return out
}

// unit tells what one unit has sent, given what was found in it.
func (s *Status) unit(u *nomination.Unit, found []finding.Finding) UnitStatus {
	line := UnitStatus{Code: u.Code, Name: u.Name, Answer: Missing}
	add := func(file string) {
		if !slices.Contains(line.Files, file) {
			line.Files = append(line.Files, file)
		}
	}
	for _, m := range s.records.Submissions {
		if m.Unit != u.Code || m.Period != s.Period {
			continue
		}
		add(m.File)
		line.Collectives += len(m.Collectives)
		line.Individuals += len(m.Individuals)
		if line.Answer != Nominates {
			line.Answer = Declines
		}
		if m.Nominates {
			line.Answer = Nominates
		}
	}
	for _, f := range found {
		add(f.Place.File)
		if f.Severity == finding.Error && incomplete(f.Code) && !slices.Contains(line.Codes, f.Code) {
			line.Codes = append(line.Codes, f.Code)
		}
	}
	slices.Sort(line.Files)
	slices.Sort(line.Codes)
	if len(line.Codes) > 0 {
		line.Answer = Incomplete
	}
	for _, r := range s.records.Register.Receipts {
		if r.Unit == u.Code && r.Period == s.Period && r.Date.Whole() && (line.Received.IsZero() || r.Date.Before(line.Received)) {
			line.Received = r.Date
		}
	}
	return line
}

// ofPeriod reports whether a workbook was sent for a period, by its name: the period
// 2026 is not that of VHXH-2026-2030.xlsx.
func ofPeriod(file, period string) bool {
	file = strings.TrimPrefix(file, "de-nghi/")
	_, rest, ok := strings.Cut(file, "-"+period)
	return ok && (strings.HasPrefix(rest, ".") || strings.HasPrefix(rest, "-lan-"))
}

// incomplete reports whether an error means that what was sent can't be used as it is:
// a fault of the file, or something required that is missing.
func incomplete(c finding.Code) bool {
	return strings.HasPrefix(string(c), "TD1") ||
		c == finding.RequiredEmpty || c == finding.PaperMissing || c == finding.BadAttachment
}

// deadlines gives the deadline of each level, then of units with a notice of their own.
func (s *Status) deadlines(period rulebook.Period, on vi.Date) {
	for _, level := range []string{nomination.LevelWard, nomination.LevelCity, nomination.LevelFinal} {
		var plan vi.Date
		if d := s.rulebook.DeadlineOf(level, period.Kind); d != nil {
			plan = d.On(period)
		}
		general := s.deadline(level, plan, "", on)
		if !general.Before.IsZero() {
			s.Deadlines = append(s.Deadlines, general)
		}
		own := len(s.Deadlines)
		for _, u := range s.Units {
			d := s.deadline(level, plan, u.Code, on)
			if d.Before == general.Before && d.Notice == general.Notice {
				continue
			}
			i := slices.IndexFunc(s.Deadlines[own:], func(o DeadlineStatus) bool { return o.Before == d.Before && o.Notice == d.Notice })
			if i < 0 {
				i = len(s.Deadlines) - own
				s.Deadlines = append(s.Deadlines, d)
			}
			s.Deadlines[own+i].Units = append(s.Deadlines[own+i].Units, u.Code)
		}
	}
}

// deadline gives the plan's day, moved by the latest notice that reaches a unit; for
// no unit only notices to all of them count.
func (s *Status) deadline(level string, plan vi.Date, unit string, on vi.Date) DeadlineStatus {
	d := DeadlineStatus{Level: level, Before: plan}
	var latest *nomination.Extension
	for _, e := range s.records.Register.Extensions {
		reaches := len(e.Units) == 0 || slices.Contains(e.Units, unit)
		if e.Period != s.Period || vi.Key(e.Level) != vi.Key(level) || !reaches || !e.Deadline.Whole() {
			continue
		}
		if latest == nil || !e.Date.Before(latest.Date) {
			latest = e
		}
	}
	if latest != nil {
		d.Before, d.Notice = latest.Deadline, latest.Notice
	}
	if d.Before.IsZero() {
		return d
	}
	d.Last = d.Before.AddDays(-1)
	if s.Outcome.Choice(rulebook.DeadlineBefore) == rulebook.BeforeInclusive {
		d.Last = d.Before
	}
	d.DaysLeft = int(d.Last.Time().Sub(on.Time()).Hours() / 24)
	return d
}

// quotas counts, for each form of the period and each kind of nominee it is for, what
// was nominated and concluded.
func (s *Status) quotas(period rulebook.Period) {
	for i := range s.rulebook.Forms {
		f := &s.rulebook.Forms[i]
		if f.Period != period.Kind {
			continue
		}
		if f.Collective != nil {
			s.Quotas = append(s.Quotas, s.quota(f, true))
		}
		if f.Individual != nil {
			s.Quotas = append(s.Quotas, s.quota(f, false))
		}
	}
}

func (s *Status) quota(f *rulebook.Form, collectives bool) QuotaStatus {
	q := QuotaStatus{Form: f.Key, Name: f.Name, OfCollectives: collectives, Bound: rulebook.Unlimited}
	if b := s.Outcome.Bound(f.Key, !collectives); b != nil {
		q.Bound = b.Most
	}
	for _, v := range s.Outcome.Verdicts {
		if v.Form == nil || v.Form.Key != f.Key || (v.Collective != nil) != collectives {
			continue
		}
		q.Nominated++
		if v.ForCity() || v.ForWard() {
			q.Concluded++
		}
	}
	return q
}

// outlook counts the years. The index of a year appears at the beginning of the next
// one, so a year counts in time only before the year of the review's deadline.
func (s *Status) outlook(l rule.Outlook) OutlookStatus {
	out := OutlookStatus{Outlook: l}
	closes := s.reviewCloses(l.Last)
	for _, r := range l.Ranks {
		switch {
		case r.Rank > 0 && r.Rank <= l.Within:
			out.In = append(out.In, r.Year)
		case r.Rank > 0:
			out.Out = append(out.Out, r.Year)
		case r.Year < closes:
			out.Open = append(out.Open, r.Year)
		default:
			out.Late = append(out.Late, r.Year)
		}
	}
	switch have := len(out.In); {
	case have >= l.Needed:
		out.Prospect = Reached
	case have+len(out.Open) >= l.Needed:
		out.Prospect = Possible
	case have+len(out.Open)+len(out.Late) >= l.Needed:
		out.Prospect = OnlyLate
	default:
		out.Prospect = Impossible
	}
	return out
}

// reviewCloses gives the year in which files for the final review have to be in: the
// plan's, moved by the latest notice to all units; the year after the campaign where
// nothing says so.
func (s *Status) reviewCloses(last int) int {
	year := last + 1
	if d := s.rulebook.DeadlineOf(nomination.LevelFinal, rulebook.Final); d != nil && d.Year != 0 {
		year = d.Year
	}
	var latest vi.Date
	for _, e := range s.records.Register.Extensions {
		if vi.Key(e.Level) == vi.Key(nomination.LevelFinal) && len(e.Units) == 0 && e.Deadline.Whole() && !e.Date.Before(latest) {
			latest, year = e.Date, e.Deadline.Year
		}
	}
	return year
}
