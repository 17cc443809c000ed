// Package rule holds the records against the rulebook: findings for the officer and
// for every nominee a verdict with its evidence.
//
// A predicate answers đạt, không đạt or chưa đủ căn cứ and says from which cell, year
// or decision it knows, never a bare boolean: the appraisal, the reasoned answer and
// the meeting's table are all drawn from the same tree.
//
// The year goes in two steps. As long as the register's Kết quả xét holds no
// conclusion for the period, nothing but files can block and the quota is a note;
// afterwards an error blocks the papers of the nominees that it concerns.
package rule

import (
	"slices"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/rulebook"
	"thidua/internal/vi"
)

// A Result is the answer of a criterion.
type Result int

// The results. Unknown (chưa đủ căn cứ) is neither: a datum is missing.
const (
	Unknown Result = iota
	Fail
	Pass
)

// String gives the result as JSON writes it.
func (r Result) String() string {
	return [...]string{"unknown", "fail", "pass"}[r]
}

// MarshalText writes the result as its English word.
func (r Result) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// Vietnamese gives the result as papers print it.
func (r Result) Vietnamese() string {
	return [...]string{"Chưa đủ căn cứ", "Không đạt", "Đạt"}[r]
}

// The keys of nodes, as other programs read them.
const (
	KeyAllOf             = rulebook.KeyAllOf
	KeyAnyOf             = rulebook.KeyAnyOf
	KeyRankWithin        = rulebook.KeyRankWithin
	KeyYearsRankedWithin = rulebook.KeyYearsRankedWithin
	KeyInitiatives       = rulebook.KeyInitiatives
	KeySelected          = rulebook.KeySelected
	KeyConduct           = rulebook.KeyConduct
	KeyRating            = rulebook.KeyRating
	KeyDirectRole        = rulebook.KeyDirectRole
	KeyServiceMonths     = rulebook.KeyServiceMonths
	KeyLeading           = rulebook.KeyLeading
	KeyCampaignYears     = rulebook.KeyCampaignYears
	KeyFormAllowed       = "form_allowed"
	KeyDeadline          = "deadline"
	KeyQuota             = "quota"
	KeyNothingPending    = "nothing_pending"
	KeyVote              = "vote"
)

// A Node is a criterion with its answer and what the answer rests on.
type Node struct {
	Key      string // of the predicate, "rank_within"; "all_of", "any_of" for inner nodes
	Label    string
	Result   Result
	Clause   string
	Basis    string
	Sentence string
	Evidence string // Vietnamese: "Hạng 3/45 năm 2026 (QĐ …)"
	Places   []finding.Place
	Children []Node

	Exception *nomination.Exception // by which a failed criterion counts as met; else nil
}

// A Verdict says of one nominee whether the dossier meets the rules of its form.
type Verdict struct {
	Nominee    nomination.ID
	Name       string
	Collective *nomination.Collective // exactly one of these is set
	Individual *nomination.Individual
	Form       *rulebook.Form // nil where the form is unknown or not allowed
	Award      string         // key of the form, or the form as written
	Result     Result
	Conclusion *nomination.Conclusion // nil: not concluded yet
	Criteria   []Node                 // the tree's roots: the form's own tree, then the common checks
	Flips      []string               // undecided readings under which the result would differ; never nil

	Exceptions []AppliedException // of the office, in the order in which their faults were found

	alone   int  // how many of Criteria rest on this dossier alone, without quota and vote
	allowed Node // form_allowed, settled before the tree
}

// Record gives what collectives and individuals have in common.
func (v *Verdict) Record() *nomination.Nominee {
	if v.Collective != nil {
		return &v.Collective.Nominee
	}
	return &v.Individual.Nominee
}

// Leaves gives the answered predicates without the nodes that join them, in the
// order of the tree.
func (v *Verdict) Leaves() []Node {
	var out []Node
	var walk func(nodes []Node)
	walk = func(nodes []Node) {
		for _, n := range nodes {
			if n.Key == KeyAllOf || n.Key == KeyAnyOf {
				walk(n.Children)
				continue
			}
			out = append(out, n)
		}
	}
	walk(v.Criteria)
	return out
}

// ForCity reports whether the dossier was concluded for the city or the State, and
// so is part of the city package.
func (v *Verdict) ForCity() bool {
	return v.concludedAs(nomination.ConcludedCity) || v.ForState()
}

// ForState reports whether the dossier was concluded for State level.
func (v *Verdict) ForState() bool { return v.concludedAs(nomination.ConcludedState) }

// ForWard reports whether the dossier was concluded for the ward's certificate.
func (v *Verdict) ForWard() bool { return v.concludedAs(nomination.ConcludedCertificate) }

func (v *Verdict) concludedAs(decision string) bool {
	if v.Conclusion == nil {
		return false
	}
	got := v.Conclusion.Decision
	return got == decision || !slices.Contains(nomination.Conclusions, got) && vi.Key(got) == vi.Key(decision)
}

// putForward reports whether the dossier is part of any paper that can be blocked.
func (v *Verdict) putForward() bool { return v.ForCity() || v.ForWard() }

// nameCell is where the nominee's name stands.
func (v *Verdict) nameCell() finding.Place {
	if v.Collective != nil {
		return v.Collective.Row.At(nomination.HeadCollectiveName)
	}
	return v.Individual.Row.At(nomination.HeadFullName)
}

// formCell is where the nominee's award form stands.
func (v *Verdict) formCell() finding.Place { return v.Record().Row.At(nomination.HeadProposedForm) }

// kind gives the word for the nominee's kind within a sentence.
func (v *Verdict) kind() string {
	if v.Collective != nil {
		return "tập thể"
	}
	return "cá nhân"
}

// Options are what a check depends on besides the data.
type Options struct {
	Period string  // "2026"
	Date   vi.Date // today, as told from outside
}

// An Outcome is everything that the rules have to say.
type Outcome struct {
	Period   string
	Findings []finding.Finding // sorted, intake's included
	Verdicts []*Verdict        // in the order of files and rows: of each workbook collectives, then individuals

	// Dossiers put forward, in the order in which papers list them: the register's
	// order of units, then of people by Tên, Đệm, Họ. Blocked ones are among them.
	City []*Verdict // concluded "Đề nghị cấp thành phố" or "Đề nghị cấp Nhà nước"
	Ward []*Verdict // concluded "Tặng Giấy khen"

	Bounds []Bound // how many may be put forward, where anything bounds it

	Readings []ReadingInForce // in the rulebook's order; none where nothing was judged

	// Whether a finding forbids the papers built of them.
	CityBlocked, WardBlocked bool

	// A file can't be used as it is, so nothing can be built of the whole.
	Unfit bool
}

// A ReadingInForce is how an ambiguous clause was understood.
type ReadingInForce struct {
	Key, Choice string
	Decided     *nomination.ReadingChoice // by whom and by which document; nil: the rulebook's default
}

// Choice gives the choice in force for a reading; "" where nothing was judged.
func (o *Outcome) Choice(reading string) string {
	for _, r := range o.Readings {
		if r.Key == reading {
			return r.Choice
		}
	}
	return ""
}

// A Bound is how many dossiers of a form may be put forward for a kind of nominee.
type Bound struct {
	Form       *rulebook.Form
	Individual bool // else collectives
	Most       int
	Quota      *rulebook.Quota // that sets it, with its clause
}

// Bound finds what bounds a form for a kind of nominee; nil where nothing does.
func (o *Outcome) Bound(form string, individual bool) *Bound {
	for i := range o.Bounds {
		if b := &o.Bounds[i]; b.Form.Key == form && b.Individual == individual {
			return b
		}
	}
	return nil
}
