package explain

import (
	"thidua/internal/finding"
	"thidua/internal/rulebook"
)

// A Book is a rulebook as other programs read it: English keys, Vietnamese texts, no
// list null, dates as yyyy-mm-dd and "" where there is none.
type Book struct {
	Plan         Plan      `json:"plan"`
	Principle    Citation  `json:"one_award"`
	Pending      Citation  `json:"pending"`
	Periods      []Period  `json:"periods"`
	Readings     []Reading `json:"readings"`
	Forms        []Form    `json:"forms"`
	Dossiers     []Dossier `json:"dossiers"`
	Quotas       []Quota   `json:"quotas"`
	Deadlines    []Limit   `json:"deadlines"`
	Votes        []Vote    `json:"votes"`
	Rewards      []Reward  `json:"rewards"`
	BaseSalaries []Salary  `json:"base_salaries"`
	Holidays     []Holiday `json:"holidays"`
	LegalBases   []Legal   `json:"legal_bases"`
	Codes        []Told    `json:"codes"`
}

// A Plan names the campaign.
type Plan struct {
	Key        string   `json:"key"`
	Campaign   string   `json:"campaign"`
	Ward       string   `json:"ward"`
	City       string   `json:"city"`
	Desk       string   `json:"desk"`
	Documents  []string `json:"documents"`
	Unverified []string `json:"unverified"`
}

// A Citation names a place in the plan and what it says.
type Citation struct {
	Clause   string `json:"clause"`
	Basis    string `json:"basis"`
	Sentence string `json:"sentence"`
}

// A Period is what achievements are judged over.
type Period struct {
	Key    string `json:"key"`
	Kind   string `json:"kind"`
	First  int    `json:"first"`
	Last   int    `json:"last"`
	Clause string `json:"clause"`
	Basis  string `json:"basis"`
}

// A Reading is a clause that can be understood in more than one way.
type Reading struct {
	Key     string   `json:"key"`
	About   string   `json:"about"`
	Clause  string   `json:"clause"`
	Choices []Choice `json:"choices"` // the first is the default
}

// A Choice is one way to understand a clause.
type Choice struct {
	Key  string `json:"key"`
	Text string `json:"text"`
}

// A Form is an award form with its standards.
type Form struct {
	Key        string     `json:"key"`
	Name       string     `json:"name"`
	Kind       string     `json:"kind"`
	Level      string     `json:"level"`
	Period     string     `json:"period"`
	Conclusion string     `json:"conclusion"`
	Legal      string     `json:"legal"`
	Clause     string     `json:"clause"`
	Basis      string     `json:"basis"`
	Collective *Criterion `json:"collective,omitempty"` // absent: not for collectives
	Individual *Criterion `json:"individual,omitempty"`
}

// A Criterion is a node of a standard; Key says which of the other fields count.
type Criterion struct {
	Key      string      `json:"key"`
	Label    string      `json:"label"`
	Citation             // of the node
	Criteria []Criterion `json:"criteria,omitempty"` // of all_of and any_of
	Reading  string      `json:"reading,omitempty"`  // of by_reading
	Cases    []Case      `json:"cases,omitempty"`
	Rank     int         `json:"rank,omitempty"`
	Years    int         `json:"years,omitempty"`
	Count    int         `json:"count,omitempty"`
	Months   int         `json:"months,omitempty"`
	// NotBeside is a form: the criterion isn't asked of those put forward beside it.
	NotBeside string `json:"not_beside,omitempty"`
	// Only such initiatives count.
	Replicable   bool     `json:"replicable,omitempty"`
	ByWard       bool     `json:"by_ward,omitempty"`
	WithinPeriod bool     `json:"within_period,omitempty"`
	Values       []string `json:"values,omitempty"`  // that are asked for
	NotYet       []string `json:"not_yet,omitempty"` // that only say it isn't known yet
}

// A Case is the criterion under one choice of a reading.
type Case struct {
	Choice    string    `json:"choice"`
	Criterion Criterion `json:"criterion"`
}

// A Dossier names the papers without which nothing is put forward for some forms.
type Dossier struct {
	Forms  []string `json:"forms"`
	Papers []string `json:"papers"`
	Citation
}

// A Quota bounds what may be concluded; -1 is no bound. With Beside it counts only
// while that form is put forward as well, with Choice only under that reading.
type Quota struct {
	Form       string `json:"form"`
	Beside     string `json:"beside,omitempty"`
	Reading    string `json:"reading,omitempty"`
	Choice     string `json:"choice,omitempty"`
	Allocated  bool   `json:"allocated"` // as many as the register's Phân bổ says
	Collective int    `json:"collective"`
	Individual int    `json:"individual"`
	Citation
}

// A Limit is a deadline: before which day. Year 0 is the year after the period.
type Limit struct {
	Level  string `json:"level"`
	Period string `json:"period"`
	Year   int    `json:"year"`
	Month  int    `json:"month"`
	Day    int    `json:"day"`
	Citation
}

// A Vote is how a council decides; percent 0 is more than half.
type Vote struct {
	Form       string `json:"form"`
	Ballot     bool   `json:"ballot"`
	Percent    int    `json:"percent"`
	From       string `json:"from"`
	To         string `json:"to"`
	Basis      string `json:"basis"`
	Unverified bool   `json:"unverified"`
	Note       string `json:"note"`
}

// A Reward is in hundredths of the base salary.
type Reward struct {
	Form       string `json:"form"`
	Collective int    `json:"collective_hundredths"`
	Individual int    `json:"individual_hundredths"`
	Basis      string `json:"basis"`
	Unverified bool   `json:"unverified"`
}

// A Salary is the base salary in đồng a month.
type Salary struct {
	Amount     int64  `json:"amount"`
	From       string `json:"from"`
	To         string `json:"to"`
	Document   string `json:"document"`
	Unverified bool   `json:"unverified"`
}

// A Holiday is a run of public days off.
type Holiday struct {
	Name       string `json:"name"`
	From       string `json:"from"`
	To         string `json:"to"`
	Unverified bool   `json:"unverified"`
}

// A Legal basis may be cited while it is in force.
type Legal struct {
	Key        string   `json:"key"`
	Text       string   `json:"text"`
	Papers     []string `json:"papers"`
	From       string   `json:"from"`
	To         string   `json:"to"`
	Unverified bool     `json:"unverified"`
	Note       string   `json:"note"`
}

// A Told code is an Entry in this form.
type Told struct {
	Code      finding.Code     `json:"code"`
	Severity  finding.Severity `json:"severity"`
	Label     string           `json:"label"`
	Meaning   string           `json:"meaning"`
	Citations []Citation       `json:"citations"`
	Example   Example          `json:"example"`
	Fix       string           `json:"fix"`
	Why       string           `json:"why"`
}

// An Example is a finding as check reports it.
type Example struct {
	File    string `json:"file"`
	Sheet   string `json:"sheet"`
	Cell    string `json:"cell"`
	Message string `json:"message"`
	Fix     string `json:"fix"`
}

// tell gives an entry in the form for other programs.
func tell(e Entry) Told {
	t := Told{
		Code: e.Code, Severity: e.Severity, Label: e.Example.Label(), Meaning: e.Meaning, Citations: []Citation{}, Fix: e.Fix, Why: e.Why,
		Example: Example{e.Example.Place.File, e.Example.Place.Sheet, e.Example.Place.Cell(), e.Example.Message, e.Example.Fix},
	}
	for _, c := range e.Citations {
		t.Citations = append(t.Citations, Citation(c))
	}
	return t
}

// Whole gives the rulebook with all codes.
func Whole(b *rulebook.Rulebook) *Book {
	return &Book{
		Plan: Plan{
			b.Plan.Key, b.Plan.Campaign, b.Plan.Ward, b.Plan.City, b.Plan.Desk,
			append([]string{}, b.Plan.Documents...), append([]string{}, b.Plan.Unverified...),
		},
		Principle: Citation(b.OneAward),
		Pending:   Citation(b.Pending),
		Periods: each(b.Periods, func(p rulebook.Period) Period {
			return Period{p.Key, p.Kind, p.First, p.Last, p.Clause, p.Basis}
		}),
		Readings: each(b.Readings, func(r rulebook.Reading) Reading {
			return Reading{r.Key, r.About, r.Clause, each(r.Choices, func(c rulebook.Choice) Choice { return Choice(c) })}
		}),
		Forms: each(b.Forms, newForm),
		Dossiers: each(b.Dossiers, func(d rulebook.Dossier) Dossier {
			return Dossier{append([]string{}, d.Forms...), append([]string{}, d.Papers...), Citation{Clause: d.Clause, Basis: d.Basis}}
		}),
		Quotas: each(b.Quotas, func(q rulebook.Quota) Quota {
			return Quota{q.Form, q.Beside, q.Reading, q.Choice, q.Allocated, q.Collective, q.Individual, Citation{q.Clause, q.Basis, q.Sentence}}
		}),
		Deadlines: each(b.Deadlines, func(d rulebook.Deadline) Limit {
			return Limit{d.Level, d.Period, d.Year, d.Month, d.Day, Citation{d.Clause, d.Basis, d.Sentence}}
		}),
		Votes: each(b.Votes, func(v rulebook.Vote) Vote {
			return Vote{v.Form, v.Ballot, v.Percent, v.From.ISO(), v.To.ISO(), v.Basis, v.Unverified, v.Note}
		}),
		Rewards: each(b.Rewards, func(r rulebook.Reward) Reward {
			return Reward{r.Form, r.Collective, r.Individual, r.Basis, r.Unverified}
		}),
		BaseSalaries: each(b.BaseSalaries, func(s rulebook.BaseSalary) Salary {
			return Salary{s.Amount, s.From.ISO(), s.To.ISO(), s.Document, s.Unverified}
		}),
		Holidays: each(b.Holidays, func(h rulebook.Holiday) Holiday {
			return Holiday{h.Name, h.From.ISO(), h.To.ISO(), h.Unverified}
		}),
		LegalBases: each(b.LegalBases, func(l rulebook.LegalBasis) Legal {
			return Legal{l.Key, l.Text, append([]string{}, l.Papers...), l.From.ISO(), l.To.ISO(), l.Unverified, l.Note}
		}),
		Codes: each(All(b), tell),
	}
}

func newForm(f rulebook.Form) Form {
	return Form{
		Key: f.Key, Name: f.Name, Kind: string(f.Kind), Level: f.Level, Period: f.Period, Conclusion: f.Conclusion,
		Legal: f.Legal, Clause: f.Clause, Basis: f.Basis,
		Collective: newRoot(f.Collective), Individual: newRoot(f.Individual),
	}
}

func newRoot(c *rulebook.Criterion) *Criterion {
	if c == nil {
		return nil
	}
	out := newCriterion(*c)
	return &out
}

func newCriterion(c rulebook.Criterion) Criterion {
	out := Criterion{Key: c.Key(), Label: c.Label, Citation: Citation{c.Clause, c.Basis, c.Sentence}}
	switch {
	case c.AnyOf != nil:
		out.Criteria = each(c.AnyOf, newCriterion)
	case c.AllOf != nil:
		out.Criteria = each(c.AllOf, newCriterion)
	case c.ByReading != nil:
		out.Reading = c.ByReading.Reading
		out.Cases = each(c.ByReading.Cases, func(r rulebook.ReadingCase) Case { return Case{r.Choice, newCriterion(r.Criterion)} })
	case c.RankWithin != nil:
		out.Rank = c.RankWithin.Rank
	case c.YearsRankedWithin != nil:
		out.Years, out.Rank, out.NotBeside = c.YearsRankedWithin.Years, c.YearsRankedWithin.Rank, c.YearsRankedWithin.NotBeside
	case c.Initiatives != nil:
		out.Count, out.Replicable = c.Initiatives.Count, c.Initiatives.Replicable
		out.ByWard, out.WithinPeriod = c.Initiatives.ByWard, c.Initiatives.WithinPeriod
	case c.Conduct != nil:
		out.Values = []string{c.Conduct.Value}
	case c.Rating != nil:
		out.Values, out.NotYet = []string{c.Rating.Value}, c.Rating.NotYet
	case c.DirectRole != nil:
		out.Values = c.DirectRole.Roles
	case c.ServiceMonths != nil:
		out.Months = c.ServiceMonths.Months
	case c.CampaignYears != nil:
		out.Years = c.CampaignYears.Years
	}
	return out
}

// each turns every member of a list; none gives an empty list.
func each[A, B any](list []A, turn func(A) B) []B {
	out := make([]B, 0, len(list))
	for _, a := range list {
		out = append(out, turn(a))
	}
	return out
}
