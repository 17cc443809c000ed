// Package rule holds the records against the rulebook: findings for the officer and
// for every nominee a verdict with its evidence.
//
// A predicate answers đạt, không đạt or chưa đủ căn cứ and says from which cell, year
// or decision it knows, never a bare boolean: the appraisal, the reasoned answer and
// the meeting's table are all drawn from the same tree.
package rule

import (
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

// MarshalText writes the result as its English word.
func (r Result) MarshalText() ([]byte, error) {
	return []byte([...]string{"unknown", "fail", "pass"}[r]), nil
}

// Vietnamese gives the result as papers print it.
func (r Result) Vietnamese() string {
	return [...]string{"Chưa đủ căn cứ", "Không đạt", "Đạt"}[r]
}

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
	Flips      []string               // readings under which the result would differ
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
	Verdicts []*Verdict        // in the order of files and rows

	// Dossiers put forward, in the order in which papers list them: the register's
	// order of units, then of people by Tên, Đệm, Họ. Blocked ones are among them.
	City []*Verdict // concluded "Đề nghị cấp thành phố"
	Ward []*Verdict // concluded "Tặng Giấy khen"

	// Whether a finding forbids the papers built of them.
	CityBlocked, WardBlocked bool
}
