package rulebook

import "iter"

// The conditions of criteria, as the rulebook's file calls them.
const (
	KeyAllOf             = "all_of"
	KeyAnyOf             = "any_of"
	KeyByReading         = "by_reading"
	KeyRankWithin        = "rank_within"
	KeyYearsRankedWithin = "years_ranked_within"
	KeyInitiatives       = "initiatives"
	KeySelected          = "selected"
	KeyConduct           = "conduct"
	KeyRating            = "rating"
	KeyDirectRole        = "direct_role"
	KeyServiceMonths     = "service_months"
	KeyLeading           = "leading"
	KeyCampaignYears     = "campaign_years"
)

// Key names the condition that a criterion sets.
func (c *Criterion) Key() string {
	switch {
	case c.AnyOf != nil:
		return KeyAnyOf
	case c.ByReading != nil:
		return KeyByReading
	case c.RankWithin != nil:
		return KeyRankWithin
	case c.YearsRankedWithin != nil:
		return KeyYearsRankedWithin
	case c.Initiatives != nil:
		return KeyInitiatives
	case c.Selected != nil:
		return KeySelected
	case c.Conduct != nil:
		return KeyConduct
	case c.Rating != nil:
		return KeyRating
	case c.DirectRole != nil:
		return KeyDirectRole
	case c.ServiceMonths != nil:
		return KeyServiceMonths
	case c.Leading != nil:
		return KeyLeading
	case c.CampaignYears != nil:
		return KeyCampaignYears
	}
	return KeyAllOf // an empty one as well: it asks for nothing that can be computed
}

// All gives a criterion and then all those of which it is composed, under every
// reading; of none at all nothing.
func (c *Criterion) All() iter.Seq[*Criterion] {
	return func(yield func(*Criterion) bool) { c.walk(yield) }
}

// walk reports whether the reader of All wants to go on.
func (c *Criterion) walk(yield func(*Criterion) bool) bool {
	if c == nil {
		return true
	}
	if !yield(c) {
		return false
	}
	for i := range c.AllOf {
		if !c.AllOf[i].walk(yield) {
			return false
		}
	}
	for i := range c.AnyOf {
		if !c.AnyOf[i].walk(yield) {
			return false
		}
	}
	if c.ByReading != nil {
		for i := range c.ByReading.Cases {
			if !c.ByReading.Cases[i].Criterion.walk(yield) {
				return false
			}
		}
	}
	return true
}
