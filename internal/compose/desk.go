package compose

import (
	"slices"
	"strings"

	"thidua/internal/nomination"
	"thidua/internal/rule"
	"thidua/internal/rulebook"
	"thidua/internal/vi"
)

// A deskPaper is what papers say that the desk issues in its own name; Number, Day and
// Signer of the office below are those of the paper itself.
type deskPaper struct {
	office
	Desk     desk
	Superior []string // "UBND PHƯỜNG LÊ THANH NGHỊ", upright; none where the ward itself issues
	Met      bool     // the council has met
	issued   nomination.Issued
	on       vi.Date // its day, today while it has none
}

// newDeskPaper gathers what a paper of the desk says of it; symbol is what the paper's
// kind is abbreviated to: "BC", "TB".
func newDeskPaper(in Input, paper, symbol string) deskPaper {
	d := deskPaper{office: newOffice(in, &set{}), Desk: newDesk(in, paper)}
	d.Superior = []string{d.Above}
	if strings.HasPrefix(vi.Key(spellOut(d.Desk.Name)), vi.Key("Ủy ban nhân dân")) {
		d.Superior, d.Desk.Name, d.Desk.Lines = nil, d.Body, d.Issuer
	}
	dated := newDated(in, paper, symbol+"-"+d.Desk.Symbol)
	d.Number, d.Day, d.issued, d.on = dated.Number, dated.Day, dated.issued, dated.on
	d.Signer = deskSigner(in, paper, d.Desk)
	d.Met = met(in)
	return d
}

// deskSigner finds who signs for the desk: whom the register names, else its head.
// Nobody signs the appraisal of his own dossier: the deputy does in his place.
func deskSigner(in Input, paper string, d desk) signer {
	named := slices.ContainsFunc(in.Case.Register.Signers, func(g *nomination.Signer) bool { return vi.Key(g.Paper) == vi.Key(paper) })
	switch {
	case named:
		return signerOf(in, paper, func(g *nomination.Signer) bool { return isNominee(in, g.Name, g.Post) }, vi.Upper(d.post))
	case isNominee(in, d.head, d.post):
		return signer{Capacity: []string{"KT. " + vi.Upper(d.post), "PHÓ " + vi.Upper(d.post)}}
	}
	return signer{Capacity: []string{vi.Upper(d.post)}, Name: d.head}
}

// isNominee reports whether somebody is nominated in the period.
func isNominee(in Input, name, post string) bool {
	return slices.ContainsFunc(in.Outcome.Verdicts, func(v *rule.Verdict) bool {
		return v.Individual != nil && samePerson(v.Name, v.Individual.Post, name, post)
	})
}

// awardOf gives the form that a dossier is nominated for, abbreviations spelled out.
func awardOf(v *rule.Verdict) string {
	if v.Form != nil {
		return spellOut(v.Form.Name)
	}
	return spellOut(v.Record().Form)
}

// calledBy gives a nominee as sentences call him: people with Ông or Bà.
func calledBy(v *rule.Verdict) string {
	if v.Individual != nil {
		return entitled(v.Individual.Sex, v.Name)
	}
	return v.Name
}

// Called gives a nominee as he is called within a sentence: "bà Lưu Thị Hồng Nhung".
func Called(v *rule.Verdict) string {
	if v.Individual != nil {
		return strings.ReplaceAll(lower(calledBy(v)), noBreak, " ")
	}
	return v.Name
}

// shortBasis gives a clause in words without what it adds in brackets.
func shortBasis(basis string) string {
	s, _, _ := strings.Cut(basis, " (")
	return s
}

// A contest is the choice among the nominees of one kind for one award form.
type contest struct {
	form       *rulebook.Form
	collective bool
	verdicts   []*rule.Verdict
}

// contests parts the nominees of the period by award form and kind, the higher forms
// before the ward's own, collectives first. The second result are those whose form
// isn't known or doesn't apply, who stand in no contest.
func contests(in Input) ([]*contest, []*rule.Verdict) {
	var out []*contest
	var lost []*rule.Verdict
	at := map[string]*contest{}
	for _, own := range [...]bool{false, true} {
		for i := range in.Rulebook.Forms {
			f := &in.Rulebook.Forms[i]
			if (f.Level == nomination.LevelWard) != own {
				continue
			}
			for _, collective := range [...]bool{true, false} {
				c := &contest{form: f, collective: collective}
				at[contestKey(f.Key, collective)] = c
				out = append(out, c)
			}
		}
	}
	for _, v := range in.Outcome.Verdicts {
		var c *contest
		if v.Form != nil {
			c = at[contestKey(v.Form.Key, v.Collective != nil)]
		}
		if c == nil {
			lost = append(lost, v)
			continue
		}
		c.verdicts = append(c.verdicts, v)
	}
	return slices.DeleteFunc(out, func(c *contest) bool { return len(c.verdicts) == 0 }), lost
}

func contestKey(form string, collective bool) string {
	if collective {
		return form + "\x00"
	}
	return form
}

// whom gives the word for the nominees' kind within a sentence.
func (c *contest) whom() string {
	if c.collective {
		return "tập thể"
	}
	return "cá nhân"
}

// kind gives the word for what the award is: a title of emulation or a form of
// commendation, as Điều 84 of the law parts them.
func (c *contest) kind() string {
	if c.form.Kind == rulebook.EmulationTitle {
		return "danh hiệu"
	}
	return "hình thức"
}

// bound gives how many may be put forward, as the rules count; nil where nothing bounds it.
func (c *contest) bound(in Input) *rule.Bound { return in.Outcome.Bound(c.form.Key, !c.collective) }

// met reports whether the council has met: the register holds conclusions for the period.
func met(in Input) bool {
	return slices.ContainsFunc(in.Case.Register.Conclusions, func(c *nomination.Conclusion) bool { return c.Period == in.Period })
}

// A fitness says where a dossier stands before the council chooses.
type fitness int

// The fitnesses.
const (
	fit     fitness = iota
	waiting         // only the ward's own choice is missing
	open            // a datum is missing
	unfit
)

// String gives the fitness as papers print it.
func (f fitness) String() string {
	return [...]string{"Đạt", "Chờ xét chọn", "Chưa đủ căn cứ", "Không đạt"}[f]
}

// fitnessOf judges a dossier by what it holds itself: the votes, the number that may be
// put forward and the ward's choice come with the meeting.
func fitnessOf(v *rule.Verdict) fitness {
	switch {
	case answer(v.Criteria, rule.KeyAllOf, rule.Unknown) == rule.Pass:
		return fit
	case answer(v.Criteria, rule.KeyAllOf, rule.Pass) == rule.Pass:
		return waiting
	case answer(v.Criteria, rule.KeyAllOf, rule.Unknown) == rule.Fail:
		return unfit
	}
	return open
}

// answer joins the answers of criteria that all, or of which any, must be met, with
// selected for the ward's choice.
func answer(nodes []rule.Node, join string, selected rule.Result) rule.Result {
	count := map[rule.Result]int{}
	n := 0
	for _, c := range nodes {
		r := c.Result
		switch c.Key {
		case rule.KeyQuota, rule.KeyVote:
			continue
		case rule.KeySelected:
			r = selected
		case rule.KeyAllOf, rule.KeyAnyOf:
			r = answer(c.Children, c.Key, selected)
		}
		count[r]++
		n++
	}
	decisive, all := rule.Fail, rule.Pass
	if join == rule.KeyAnyOf {
		decisive, all = rule.Pass, rule.Fail
	}
	switch {
	case count[decisive] > 0:
		return decisive
	case count[all] == n:
		return all
	}
	return rule.Unknown
}
