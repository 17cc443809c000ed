// Package explain says of every code what it means, on which sentence of the plan it
// rests, how it looks when it is printed, how to mend it and why it weighs what it
// weighs; and it gives the whole rulebook in a form that other programs read.
//
// The texts are the office's own words for each code. Clauses and sentences are not
// among them: they come from the rulebook in use, so an office that changes its plan
// reads its own sentences here.
package explain

import (
	"cmp"
	"slices"
	"strings"

	"thidua/internal/finding"
	"thidua/internal/rulebook"
	"thidua/internal/vi"
)

// An Entry explains a code.
type Entry struct {
	Code      finding.Code
	Severity  finding.Severity // where nothing lessens it
	Meaning   string           // Vietnamese, whole sentences, like all texts here
	Citations []rulebook.Citation
	Example   finding.Finding // as check prints it, about invented data
	Fix       string
	Why       string // why an error, a warning or a note, and when it is another
}

// An explanation is what is written down about a code.
type explanation struct {
	meaning string
	rests   rests
	example finding.Finding // without code, clause and basis; its severity only where it is less than the code's
	fix     string
	why     string
}

// exceptions follows the reason of a code from which the office may depart.
const exceptions = " Người có thẩm quyền có thể cho ngoại lệ: ghi mã này, hồ sơ, lý do và người quyết định vào trang “Ngoại lệ” của sổ theo dõi; khi đó chỉ còn là cảnh báo, in trong báo cáo thẩm định và biên bản."

// of explains a code by a rulebook; false for what is no code.
func of(code finding.Code, book *rulebook.Rulebook) (Entry, bool) {
	x, ok := explanations[code]
	if !ok {
		return Entry{}, false
	}
	e := Entry{Code: code, Severity: code.Severity(), Meaning: x.meaning, Fix: x.fix, Why: x.why, Example: x.example}
	if slices.Contains(finding.Waivable(), code) {
		e.Why += exceptions
	}
	if x.rests != nil {
		e.Citations = distinct(x.rests(book))
	}
	e.Example.Code, e.Example.Severity = code, cmp.Or(x.example.Severity, e.Severity)
	if len(e.Citations) > 0 {
		e.Example.Clause, e.Example.Basis = e.Citations[0].Clause, e.Citations[0].Basis
	}
	return e, true
}

// All explains every code, in their order.
func All(book *rulebook.Rulebook) []Entry {
	var out []Entry
	for _, code := range finding.Codes() {
		if e, ok := of(code, book); ok {
			out = append(out, e)
		}
	}
	return out
}

// Parse reads a code as people type it: "td304", " TD304 ", "304".
func Parse(s string) (finding.Code, bool) {
	s = strings.ToUpper(strings.TrimSpace(s))
	if !strings.HasPrefix(s, "TD") {
		s = "TD" + s
	}
	code := finding.Code(s)
	_, ok := explanations[code]
	return code, ok
}

// Nearest gives the code that was most likely meant: of those with the most figures
// in the right place, the first. It is false where not even the group is right.
func Nearest(s string) (finding.Code, bool) {
	wrong, _ := Parse(s)
	best, most := finding.Code(""), len("TD")
	for _, code := range finding.Codes() {
		if n := common(string(wrong), string(code)); n > most {
			best, most = code, n
		}
	}
	return best, best != ""
}

// common counts the letters that two texts share at their beginning.
func common(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// rests gives the sentences on which a code rests.
type rests func(*rulebook.Rulebook) []rulebook.Citation

// distinct drops what says the same sentence of the same clause again: forms repeat
// the standards of one another.
func distinct(all []rulebook.Citation) []rulebook.Citation {
	var out []rulebook.Citation
	for _, c := range all {
		same := func(o rulebook.Citation) bool {
			return o.Clause == c.Clause && vi.Key(o.Sentence) == vi.Key(c.Sentence)
		}
		if !slices.ContainsFunc(out, same) {
			out = append(out, c)
		}
	}
	return out
}

// together joins what several sources say.
func together(all ...rests) rests {
	return func(b *rulebook.Rulebook) []rulebook.Citation {
		var out []rulebook.Citation
		for _, r := range all {
			out = append(out, r(b)...)
		}
		return out
	}
}

// criteria cites every criterion of the rulebook with one of the keys.
func criteria(keys ...string) rests {
	return func(b *rulebook.Rulebook) []rulebook.Citation {
		var out []rulebook.Citation
		for _, f := range b.Forms {
			for _, root := range []*rulebook.Criterion{f.Collective, f.Individual} {
				for c := range root.All() {
					if slices.Contains(keys, c.Key()) {
						out = append(out, rulebook.Citation{Clause: c.Clause, Basis: c.Basis, Sentence: c.Sentence})
					}
				}
			}
		}
		return out
	}
}

// forms cites what the award forms ask of collectives and individuals.
func forms(b *rulebook.Rulebook) []rulebook.Citation {
	var out []rulebook.Citation
	for _, f := range b.Forms {
		for _, root := range []*rulebook.Criterion{f.Collective, f.Individual} {
			if root != nil {
				out = append(out, rulebook.Citation{Clause: root.Clause, Basis: root.Basis, Sentence: root.Sentence})
			}
		}
	}
	return out
}

// standard cites what a form asks of a collective.
func standard(form string) rests {
	return func(b *rulebook.Rulebook) []rulebook.Citation {
		f := b.FormByKey(form)
		if f == nil || f.Collective == nil {
			return nil
		}
		return []rulebook.Citation{{Clause: f.Collective.Clause, Basis: f.Collective.Basis, Sentence: f.Collective.Sentence}}
	}
}

// quotas cites the quotas that are meant, each sentence once.
func quotas(meant func(rulebook.Quota) bool) rests {
	return func(b *rulebook.Rulebook) []rulebook.Citation {
		var out []rulebook.Citation
		for _, q := range b.Quotas {
			c := rulebook.Citation{Clause: q.Clause, Basis: q.Basis, Sentence: q.Sentence}
			if meant(q) && !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
		return out
	}
}

// quota cites a form's own quota.
func quota(form string) rests {
	return quotas(func(q rulebook.Quota) bool { return q.Form == form && q.Beside == "" })
}

// besideAnother cites the quotas of forms that are put forward beside another one.
func besideAnother(q rulebook.Quota) bool { return q.Beside != "" }

// allocated cites the quotas that are allocated from above.
func allocated(q rulebook.Quota) bool { return q.Allocated }

// dossiers cites what the law asks a dossier to hold.
func dossiers(b *rulebook.Rulebook) []rulebook.Citation {
	var out []rulebook.Citation
	for _, d := range b.Dossiers {
		out = append(out, rulebook.Citation{Clause: d.Clause, Basis: d.Basis})
	}
	return out
}

func oneAward(b *rulebook.Rulebook) []rulebook.Citation { return []rulebook.Citation{b.OneAward} }

func pending(b *rulebook.Rulebook) []rulebook.Citation { return []rulebook.Citation{b.Pending} }

func deadlines(b *rulebook.Rulebook) []rulebook.Citation {
	var out []rulebook.Citation
	for _, d := range b.Deadlines {
		out = append(out, rulebook.Citation{Clause: d.Clause, Basis: d.Basis, Sentence: d.Sentence})
	}
	return out
}

// readings cites the clauses that can be understood in two ways.
func readings(b *rulebook.Rulebook) []rulebook.Citation {
	var out []rulebook.Citation
	for _, r := range b.Readings {
		out = append(out, rulebook.Citation{Clause: r.Clause, Basis: r.About})
	}
	return out
}

// votes cites the sources of the thresholds, in the rulebook's order.
func votes(b *rulebook.Rulebook) []rulebook.Citation {
	var out []rulebook.Citation
	for _, v := range b.Votes {
		if !slices.ContainsFunc(out, func(c rulebook.Citation) bool { return c.Basis == v.Basis }) {
			out = append(out, rulebook.Citation{Clause: v.Basis, Basis: v.Basis})
		}
	}
	return out
}

// law cites a text that the rulebook doesn't hold as a rule.
func law(clause, basis, sentence string) rests {
	return func(*rulebook.Rulebook) []rulebook.Citation {
		return []rulebook.Citation{{Clause: clause, Basis: cmp.Or(basis, clause), Sentence: sentence}}
	}
}
