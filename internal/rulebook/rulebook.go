// Package rulebook holds the campaign's plan as data (kế hoạch): award forms and
// their criteria, quotas, deadlines, holidays, legal bases with their dates in
// force, readings of ambiguous clauses.
//
// Rules are composed of a closed vocabulary of predicates, each with the clause and
// the sentence of the plan for which it stands. There is no expression language:
// what a rule can say is what the types below can hold.
package rulebook

import "thidua/internal/vi"

// A Rulebook is a whole plan.
type Rulebook struct {
	Version      int // of this file's form: 1
	Plan         Plan
	Periods      []Period
	Forms        []Form
	Quotas       []Quota
	Deadlines    []Deadline
	Holidays     []Holiday
	LegalBases   []LegalBasis
	Readings     []Reading
	BaseSalaries []BaseSalary
	File         string // as findings name it: ke-hoach.yaml
}

// A Plan names the campaign as papers do.
type Plan struct {
	Key        string   // "cchc-2026-2030"
	Campaign   string   // name of the campaign, without quotes
	Ward       string   // "phường Lê Thanh Nghị"
	City       string   // "thành phố Hải Phòng"
	Documents  []string // the decisions it rests on, as cited in full
	Unverified []string // what the officer has to check before relying on it, Vietnamese
}

// A Period is what achievements are judged over.
type Period struct {
	Key   string // "2026" or "2026-2030"
	Kind  string // "year" or "final"
	First int    // first year
	Last  int    // last year
}

// A Form is an award form as it applies to one kind of period.
type Form struct {
	Key        string // "city-merit"
	Name       string // as in workbooks
	Kind       FormKind
	Level      string // Phường / Thành phố / Tổng kết
	Period     string // kind of period: "year" or "final"
	Clause     string
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

// A Criterion is a node of a rule: all of, any of, or exactly one predicate.
type Criterion struct {
	Clause   string // "III.2.a"
	Basis    string // the clause in words: "điểm a khoản 2 Mục III Kế hoạch (…)"
	Sentence string // of the plan, word for word
	Label    string // what the officer reads: "Xếp hạng cải cách hành chính"

	AllOf []Criterion
	AnyOf []Criterion

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
}

// RankWithin asks for a rank of at most Rank in the period's year.
type RankWithin struct{ Rank int }

// YearsRankedWithin asks for at least Years years of the period with a rank of at most Rank.
type YearsRankedWithin struct{ Years, Rank int }

// Initiatives asks for at least Count initiatives, recognised by decision and
// applied, Replicable ones where that is set, recognised before the deadline.
type Initiatives struct {
	Count      int
	Replicable bool
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

// A Quota bounds how many dossiers may be concluded for a form.
type Quota struct {
	Form       string
	Collective int // -1: no bound
	Individual int
	Clause     string
	Basis      string
	Sentence   string
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

// A Holiday is a run of public days off.
type Holiday struct {
	Name       string
	From, To   vi.Date
	Unverified bool // announced dates not known yet
}

// A LegalBasis may be cited by papers while it is in force.
type LegalBasis struct {
	Key        string
	Text       string   // as a căn cứ, without the closing ";"
	Papers     []string // kinds of paper that cite it
	From, To   vi.Date  // zero To: still in force
	Unverified bool
	Note       string // why unverified, Vietnamese
}

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

// A BaseSalary (lương cơ sở) in đồng a month, from a day on.
type BaseSalary struct {
	Amount     int64
	From       vi.Date
	Document   string
	Unverified bool
}
