// Package rulebook holds the campaign's plan as data (kế hoạch): award forms and
// their criteria, quotas, deadlines, holidays, legal bases with their dates in
// force, readings of ambiguous clauses.
//
// Rules are composed of a closed vocabulary of predicates, each with the clause and
// the sentence of the plan for which it stands. There is no expression language:
// what a rule can say is what the types below can hold.
package rulebook

import (
	"cmp"
	"slices"
	"strings"

	"thidua/internal/nomination"
	"thidua/internal/vi"
)

// A Rulebook is a whole plan.
type Rulebook struct {
	Version      int // of this file's form: 1
	Plan         Plan
	OneAward     Citation // no two awards for one achievement
	Pending      Citation // no award while a matter is looked into
	Periods      []Period
	Readings     []Reading
	Forms        []Form
	Dossiers     []Dossier
	Quotas       []Quota
	Deadlines    []Deadline
	Votes        []Vote
	Rewards      []Reward
	BaseSalaries []BaseSalary
	Holidays     []Holiday
	LegalBases   []LegalBasis
	File         string // as findings name it: ke-hoach.yaml
}

// A Plan names the campaign as papers do.
type Plan struct {
	Key        string   // "cchc-2026-2030"
	Campaign   string   // name of the campaign, without quotes
	Ward       string   // "phường Lê Thanh Nghị"
	City       string   // "thành phố Hải Phòng"
	Desk       string   // the office that takes in and appraises dossiers: "Phòng Văn hóa - Xã hội"
	Documents  []string // the decisions it rests on, as cited in full
	Unverified []string // what the officer has to check before relying on it, Vietnamese
}

// A Citation names a place in the plan and what it says.
type Citation struct {
	Clause   string // "III.1.b"
	Basis    string // the clause in words
	Sentence string // of the plan, word for word
}

// The kinds of period.
const (
	Year  = "year"  // annual awards, plan III.2.a
	Final = "final" // final review of the whole campaign, plan III.2.b
)

// A Period is what achievements are judged over.
type Period struct {
	Key   string // "2026" or "2026-2030"
	Kind  string // Year or Final
	First int    // first year
	Last  int    // last year

	Clause string // of the plan that provides for awards of this kind
	Basis  string
}

// A Form is an award form as it applies to one kind of period.
type Form struct {
	Key        string // "city-merit"
	Name       string // as in workbooks
	Kind       FormKind
	Level      string // Phường / Thành phố / Tổng kết
	Period     string // kind of period: Year or Final
	Clause     string
	Basis      string     // the clause in words
	Collective *Criterion // nil: not for collectives
	Individual *Criterion // nil: not for individuals
	Conclusion string     // the Kết luận that puts a dossier forward for it
	Legal      string     // where the law provides for it
}

// A FormKind parts titles of emulation from forms of commendation: papers' titles,
// minutes and votes differ (Luật Thi đua, khen thưởng, Điều 84).
type FormKind string

// The kinds of award forms.
const (
	EmulationTitle   FormKind = "danh-hieu"
	CommendationForm FormKind = "hinh-thuc"
	StateAward       FormKind = "nha-nuoc"
)

// A Criterion is a node of a rule: all of, any of, a choice by reading, or exactly
// one predicate. An AllOf without members asks for nothing that can be computed.
type Criterion struct {
	Clause   string // "III.2.a"
	Basis    string // the clause in words: "điểm a khoản 2 Mục III Kế hoạch (…)"
	Sentence string // of the plan, word for word
	Label    string // what the officer reads: "Xếp hạng cải cách hành chính"

	AllOf     []Criterion
	AnyOf     []Criterion
	ByReading *ByReading

	RankWithin        *RankWithin
	YearsRankedWithin *YearsRankedWithin
	Initiatives       *Initiatives
	Selected          *Selected
	Conduct           *Conduct
	Rating            *Rating
	DirectRole        *DirectRole
	ServiceMonths     *ServiceMonths
	Leading           *Leading
	CampaignYears     *CampaignYears

	sameAs *reference // only while a rulebook is read: another form's standard stands here
}

// ByReading takes the criterion that belongs to the choice made for a reading.
type ByReading struct {
	Reading string
	Cases   []ReadingCase // one for each choice of the reading
}

// A ReadingCase is the criterion under one choice.
type ReadingCase struct {
	Choice    string
	Criterion Criterion
}

// RankWithin asks for a rank of at most Rank in the period's year.
type RankWithin struct{ Rank int }

// YearsRankedWithin asks for at least Years years of the period with a rank of at most
// Rank. It isn't asked of those who are put forward beside the form NotBeside.
type YearsRankedWithin struct {
	Years, Rank int
	NotBeside   string // "" for nobody
}

// Initiatives asks for at least Count initiatives, recognised by decision and
// applied, recognised before the deadline; where it is set, only for Replicable ones,
// ones recognised ByWard or above, ones recognised WithinPeriod.
type Initiatives struct {
	Count        int
	Replicable   bool
	ByWard       bool
	WithinPeriod bool
}

// Selected asks that the ward has chosen the dossier (Kết quả xét).
type Selected struct{}

// Conduct asks for good conduct.
type Conduct struct{ Value string }

// Rating asks for a rating; NotYet lists ratings that only say it isn't known yet.
type Rating struct {
	Value  string
	NotYet []string
}

// DirectRole asks for at least one of the roles.
type DirectRole struct{ Roles []string }

// ServiceMonths asks for months of direct role within the period.
type ServiceMonths struct{ Months int }

// Leading asks that the nominee leads the campaign; only a person can confirm it.
type Leading struct{}

// CampaignYears asks that the campaign has run for as many years at its review.
type CampaignYears struct{ Years int }

// A Dossier says which papers a dossier can't do without that is put forward for one
// of some forms (thành phần hồ sơ). Several may name one form.
type Dossier struct {
	Forms  []string
	Papers []string // NeedReport and the rest
	Clause string
	Basis  string
}

// The papers of a dossier, by what the case has to hold for them.
const (
	NeedReport  = "bao-cao-thanh-tich" // the achievements, in the workbook or as a file
	NeedMinutes = "bien-ban"           // the meeting that the conclusion rests on
	NeedTally   = "ket-qua-bo-phieu"   // votes on the dossier
	NeedRanks   = "cong-bo-xep-hang"   // the document that published the ranks relied on
)

// Unlimited stands in a quota for no bound.
const Unlimited = -1

// A Quota bounds how many dossiers may be concluded for a form. One beside another
// form counts only while something is put forward for that form; then it takes the
// place of the form's own, for the kinds of nominee that it bounds.
type Quota struct {
	Form            string
	Beside          string // key of another form; "": always
	Reading, Choice string // counts only where the reading is understood so; "": always
	Allocated       bool   // as many as were allocated from above (Phân bổ), no bound of its own
	Collective      int    // Unlimited: no bound
	Individual      int
	Clause          string
	Basis           string
	Sentence        string
}

// Bound gives the quota's own bound for a kind of nominee.
func (q *Quota) Bound(individual bool) int {
	if individual {
		return q.Individual
	}
	return q.Collective
}

// A Deadline says before which day files of a level have to be in.
type Deadline struct {
	Level    string
	Period   string // kind of period
	Month    int
	Day      int
	Year     int // fixed year; 0: the year after the period
	Clause   string
	Basis    string
	Sentence string
}

// A Vote says how a council votes on a form, while the rule is in force. The share
// is of all members, present or not.
type Vote struct {
	Form       string
	Ballot     bool // secret ballot
	Percent    int  // at least; 0: more than half
	From, To   vi.Date
	Basis      string
	Unverified bool
	Note       string // what is not verified: no basis, so no paper cites it as one
}

// A Reward is the money that goes with a form: hundredths of the base salary, 60 for
// the coefficient 0,6; 0 where the form is not for that kind of nominee.
type Reward struct {
	Form       string
	Collective int
	Individual int
	Basis      string
	Unverified bool
}

// A Holiday is a run of public days off.
type Holiday struct {
	Name       string
	From, To   vi.Date
	Unverified bool // announced dates not known yet
}

// A LegalBasis may be cited by papers while it is in force.
type LegalBasis struct {
	Key        string
	Text       string   // as a căn cứ, without "Căn cứ" and the closing ";"
	Papers     []string // kinds of paper that cite it
	From, To   vi.Date  // zero To: still in force
	Unverified bool
	Note       string // why unverified, Vietnamese
}

// The readings that rules ask for by name.
const (
	RankSubject    = "rank-subject"
	CityCollective = "city-collective"
	FinalGate      = "final-gate"
	DeadlineBefore = "deadline-before"
	FlagQuota      = "flag-quota"
	FlagPeopleGate = "flag-people-gate"
)

// Choices of the readings that rules decide by.
const (
	RankOfWard      = "ward"
	RankOfUnit      = "unit"
	CollectiveAny   = "either"
	CollectiveWard  = "ward"
	CollectiveOther = "office"
	GateAndOneOf    = "gate-and-one-of"
	OneOfThree      = "one-of-three"
	BeforeStrict    = "strict"
	BeforeInclusive = "inclusive"
	FlagReplaces    = "flag-replaces"
	FlagAdds        = "flag-adds"
	SameGate        = "same-gate"
	NoGate          = "no-gate"
)

// A Reading names a clause that can be understood in more than one way.
type Reading struct {
	Key     string
	About   string
	Choices []Choice // the first is the default
	Clause  string
}

// A Choice is one way to understand a clause.
type Choice struct {
	Key  string
	Text string // Vietnamese
}

// A BaseSalary (lương cơ sở) in đồng a month, while it is in force.
type BaseSalary struct {
	Amount     int64
	From, To   vi.Date // zero To: still in force
	Document   string
	Unverified bool
}

// InForce reports whether a rule with such dates holds on a day.
func InForce(from, to, on vi.Date) bool {
	return (from.IsZero() || !on.Before(from)) && (to.IsZero() || !to.Before(on))
}

// PeriodByKey finds a period.
func (b *Rulebook) PeriodByKey(key string) (Period, bool) {
	i := slices.IndexFunc(b.Periods, func(p Period) bool { return p.Key == key })
	if i < 0 {
		return Period{}, false
	}
	return b.Periods[i], true
}

// FormByKey finds an award form; nil where there is none.
func (b *Rulebook) FormByKey(key string) *Form {
	for i := range b.Forms {
		if b.Forms[i].Key == key {
			return &b.Forms[i]
		}
	}
	return nil
}

// WardName gives the ward's name as it stands within a sentence, the office's own
// spelling before the plan's.
func (b *Rulebook) WardName(r *nomination.Register) string {
	return cmp.Or(r.Settings.Ward, b.Plan.Ward)
}

// OfficeKey gives what the spellings of an office's name share: the ward's behind its own
// is written or left out, "Trạm Y tế phường" and "Trạm Y tế phường Lê Thanh Nghị".
func (b *Rulebook) OfficeKey(r *nomination.Register, name string) string {
	key := vi.Key(name)
	for _, ward := range [...]string{r.Settings.Ward, b.Plan.Ward, nomination.ClassWard} {
		if ward != "" {
			key = strings.TrimRight(strings.TrimSuffix(key, " "+vi.Key(ward)), " ,")
		}
	}
	return key
}

// Desk names the office that issues a kind of paper for the ward, whom the register's
// Người ký names before the plan's, and finds it among the units: nil where it is none.
func (b *Rulebook) Desk(r *nomination.Register, paper string) (string, *nomination.Unit) {
	name := b.Plan.Desk
	for _, g := range r.Signers {
		if vi.Key(g.Paper) == vi.Key(paper) && g.Issuer != "" {
			name = g.Issuer
		}
	}
	for _, u := range r.Units {
		if vi.Key(u.Name) == vi.Key(name) {
			return name, u
		}
	}
	return name, nil
}

// formKey gives what the spellings of an award form's name share: the plan itself
// writes "Bằng khen của Chủ tịch Ủy ban nhân dân thành phố", and who gives it may be
// named in full, "thành phố Hải Phòng".
func (b *Rulebook) formKey(name string) string {
	key := strings.ReplaceAll(vi.Key(name), vi.Key("Ủy ban nhân dân"), vi.Key("UBND"))
	if before, ok := strings.CutSuffix(key, vi.Key(b.Plan.City)); ok && b.Plan.City != "" {
		return before + "thành phố"
	}
	if before, ok := strings.CutSuffix(key, vi.Key(b.Plan.Ward)); ok && b.Plan.Ward != "" {
		return before + "phường"
	}
	return key
}

// FormsNamed gives the award forms that workbooks call by a name: one for each kind
// of period at most, in the order of the rulebook.
func (b *Rulebook) FormsNamed(name string) []*Form {
	var out []*Form
	key := b.formKey(name)
	for i := range b.Forms {
		if b.formKey(b.Forms[i].Name) == key {
			out = append(out, &b.Forms[i])
		}
	}
	return out
}

// ReadingByKey finds a reading; nil where there is none.
func (b *Rulebook) ReadingByKey(key string) *Reading {
	for i := range b.Readings {
		if b.Readings[i].Key == key {
			return &b.Readings[i]
		}
	}
	return nil
}

// QuotaInForce finds the quota that bounds a form for a kind of nominee, nil where
// nothing does. putForward tells for which forms there are dossiers, choice how a
// reading is understood.
func (b *Rulebook) QuotaInForce(form string, individual bool, putForward func(form string) bool, choice func(reading string) string) *Quota {
	var found *Quota
	for i := range b.Quotas {
		q := &b.Quotas[i]
		bounds := q.Allocated || q.Bound(individual) != Unlimited
		if q.Form != form || !bounds || q.Beside != "" && !putForward(q.Beside) || q.Reading != "" && choice(q.Reading) != q.Choice {
			continue
		}
		if found == nil || q.Beside != "" {
			found = q
		}
	}
	return found
}

// IsBeside reports whether dossiers of a form are put forward beside another one: a
// quota says how many.
func (b *Rulebook) IsBeside(form, other string) bool {
	return slices.ContainsFunc(b.Quotas, func(q Quota) bool { return q.Form == form && q.Beside == other })
}

// DeadlineOf finds the deadline of a level in a kind of period; nil where there is none.
func (b *Rulebook) DeadlineOf(level, period string) *Deadline {
	for i := range b.Deadlines {
		if b.Deadlines[i].Level == level && b.Deadlines[i].Period == period {
			return &b.Deadlines[i]
		}
	}
	return nil
}

// On gives the day before which files have to be in.
func (d *Deadline) On(p Period) vi.Date {
	year := d.Year
	if year == 0 {
		year = p.Last + 1
	}
	return vi.Date{Year: year, Month: d.Month, Day: d.Day}
}

// VoteOn gives how a council votes on a form on a day; nil where the rulebook says nothing.
func (b *Rulebook) VoteOn(form string, day vi.Date) *Vote {
	for i := range b.Votes {
		if v := &b.Votes[i]; v.Form == form && InForce(v.From, v.To, day) {
			return v
		}
	}
	return nil
}

// Bases gives the legal bases that a kind of paper cites on its date.
func (b *Rulebook) Bases(paper string, on vi.Date) []LegalBasis {
	var out []LegalBasis
	for _, l := range b.LegalBases {
		if slices.Contains(l.Papers, paper) && InForce(l.From, l.To, on) {
			out = append(out, l)
		}
	}
	return out
}
