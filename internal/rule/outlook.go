package rule

import (
	"slices"

	"thidua/internal/nomination"
	"thidua/internal/rulebook"
	"thidua/internal/vi"
)

// An Outlook is where somebody stands on the way to the final review, which asks for a
// number of years within the first places of the index (plan III.2.b).
type Outlook struct {
	Subject     string // whose rank counts, by its name
	Needed      int    // years
	Within      int    // the rank that still counts
	First, Last int    // years of the campaign
	Ranks       []YearRank
}

// A YearRank is the rank in force of a year.
type YearRank struct {
	Year  int
	Rank  int // 0: not in the register
	Total int // 0: not known
}

// Outlooks gives the ranks known on a day, of everybody whose rank counts under the
// reading rank-subject: the ward, or the ward and every unit that the register ranks.
// There is none where the rulebook asks for no years.
func Outlooks(c *nomination.Case, b *rulebook.Rulebook, on vi.Date) []Outlook {
	gate := yearsGate(b)
	if gate == nil || len(b.Periods) == 0 {
		return nil
	}
	k := newChecker(knownCase(c, on), b, Options{})
	k.readChoices()
	out := []Outlook{k.outlook("", b.WardName(&c.Register), gate)}
	if k.choice(rulebook.RankSubject) != rulebook.RankOfUnit {
		return out
	}
	for _, u := range c.Register.Units {
		if vi.Key(u.Class) == vi.Key(nomination.ClassWard) {
			continue
		}
		o := k.outlook(k.collectiveKey(u.Name), u.Name, gate)
		if slices.ContainsFunc(o.Ranks, func(r YearRank) bool { return r.Rank > 0 }) {
			out = append(out, o)
		}
	}
	return out
}

// knownCase gives the records with the ranks that were known on a day.
func knownCase(c *nomination.Case, on vi.Date) *nomination.Case {
	known := *c
	known.Register.Ranks = slices.DeleteFunc(slices.Clone(c.Register.Ranks), func(r *nomination.Rank) bool { return !knownOn(r, on) })
	return &known
}

// knownOn reports whether a rank was known on a day: a correction counts from its own
// day on, a rank without one as soon as its year is over.
func knownOn(r *nomination.Rank, on vi.Date) bool {
	if r.Published.IsZero() {
		return r.Year < on.Year
	}
	return !on.Before(r.Published)
}

func (k *checker) outlook(subject, name string, gate *rulebook.YearsRankedWithin) Outlook {
	o := Outlook{Subject: name, Needed: gate.Years, Within: gate.Rank, First: k.book.Periods[0].First}
	for _, p := range k.book.Periods {
		o.First, o.Last = min(o.First, p.First), max(o.Last, p.Last)
	}
	for year := o.First; year <= o.Last; year++ {
		r := YearRank{Year: year}
		if s := k.standing(subject, year); s.rank != nil {
			r.Rank, r.Total = s.rank.Rank, s.rank.Total
		}
		o.Ranks = append(o.Ranks, r)
	}
	return o
}

// yearsGate finds the first criterion of the rulebook that counts years.
func yearsGate(b *rulebook.Rulebook) *rulebook.YearsRankedWithin {
	for _, f := range b.Forms {
		for _, root := range []*rulebook.Criterion{f.Collective, f.Individual} {
			for c := range root.All() {
				if c.YearsRankedWithin != nil {
					return c.YearsRankedWithin
				}
			}
		}
	}
	return nil
}

// A Published is the ward's rank in force of a year with what the register holds of it.
type Published struct {
	*nomination.Rank
	Corrected []*nomination.Rank // the ranks that it took the place of, latest first
}

// WardRanks gives the ward's ranks known on a day, by year; years without one are left out.
func WardRanks(c *nomination.Case, b *rulebook.Rulebook, on vi.Date) []Published {
	known := knownCase(c, on)
	k := newChecker(known, b, Options{})
	var years []int
	for _, r := range known.Register.Ranks {
		years = append(years, r.Year)
	}
	slices.Sort(years)
	var out []Published
	for _, year := range slices.Compact(years) {
		if s := k.standing("", year); s.rank != nil {
			out = append(out, Published{s.rank, s.earlier})
		}
	}
	return out
}
