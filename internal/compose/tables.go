package compose

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"thidua/internal/nomination"
	"thidua/internal/paper"
	"thidua/internal/rule"
	"thidua/internal/vi"
)

// A tablesData fills bang-tong-hop.html, the office's full workbook.
type tablesData struct {
	office
	Forms       []string    // award forms that were asked for, in the rulebook's order
	Units       []unitCount // by unit × form
	Totals      []formCount // of all units, by form
	Total       int         // of all
	Collectives []dossier
	Individuals []dossier
	Criteria    []criterion
	Initiatives []listedInitiative
	Ranks       []listedRank
	Within      int // the rank that counts for the final review; 0: none
	Money       []moneyLine
	MoneyTotal  int64
	MoneyWords  string
	RollCall    []listedAnswer
	Results     []listedResult
}

// A formCount is how many collectives and individuals are nominated for a form.
type formCount struct{ Collectives, Individuals int }

// A unitCount is a unit's line in the summary.
type unitCount struct {
	N     int
	Unit  string
	Forms []formCount
	Total int
}

// A dossier is a nominee's line in the office's tables.
type dossier struct {
	N           int
	ID          string
	Name        string
	Unit        string
	Sex         string
	BornDay     string // "1990-08-14", empty where only the year is known
	Born        string
	Post        string // of an individual, with the workplace; of a collective who heads it
	Award       string
	Alternative string
	Rating      string
	Result      string // Đạt, Không đạt, Chưa đủ căn cứ
	Conclusion  string
	Vote        string
	Note        string
}

// A criterion is one answered criterion of a nominee.
type criterion struct {
	N        int
	ID, Name string
	Award    string
	Label    string
	Result   string
	Clause   string // in words
	Evidence string
}

// A listedInitiative is an initiative's line.
type listedInitiative struct {
	N          int
	ID, Name   string
	Authors    string
	Decision   string
	Day        string // of the decision, "2026-06-30"; empty where not whole
	Shown      string // the same as it is printed
	Recogniser string
	Applied    string
	Replicable string
	Scope      string
	Effect     string
	Cited      string // "VHXH/CN01; PVHCC/TT01"
}

// A listedRank is the ward's rank of a year.
type listedRank struct {
	Year, Rank, Total int // Total 0: not known
	Score             string
	Document          string
	Day, Shown        string
	Corrected         string // "hạng 4/45 (Quyết định số …)": what it took the place of
}

// A moneyLine is the money of one form for one kind of nominee.
type moneyLine struct {
	N      int
	Award  string
	Whom   string // "Tập thể" or "Cá nhân"
	Count  int
	Each   int64 // đồng
	Sum    int64
	Source string // who pays
}

// A listedAnswer is a unit's line in the roll-call.
type listedAnswer struct {
	N int
	Answer
	Sent       string // names of its files
	Day, Shown string // of the first receipt
}

// A listedResult is what has come of a dossier.
type listedResult struct {
	N              int
	ID, Name, Unit string
	Award          string
	Conclusion     string
	Letter         string
	SentDay, Sent  string
	Outcome        string
	Decision       string
	Reason         string
}

// tables writes the office's full workbook: everything that was nominated, how it was
// appraised, what was concluded and what came of it.
func (c *composer) tables() {
	if len(c.in.Outcome.Verdicts) == 0 && len(c.in.RollCall) == 0 {
		return
	}
	d := tablesData{office: newOffice(c.in, newSet(c.in, c.in.Outcome.City))}
	d.addDossiers(c.in)
	d.countForms(c.in)
	d.addInitiatives(c.in)
	d.addRanks(c.in)
	d.addMoney(c.in)
	for i, a := range c.in.RollCall {
		l := listedAnswer{N: i + 1, Answer: a, Sent: strings.Join(a.Files, "; ")}
		l.Day, l.Shown = isoDay(a.Received), a.Received.Short()
		d.RollCall = append(d.RollCall, l)
	}
	d.addResults(c.in)
	c.addBook("bang-tong-hop.html", d, paper.Book{Name: "bang-tong-hop", Author: d.Body})
}

// isoDay gives a whole day as a spreadsheet's cell takes it, else nothing.
func isoDay(d vi.Date) string {
	if !d.Whole() {
		return ""
	}
	return d.ISO()
}

func (d *tablesData) addDossiers(in Input) {
	for _, v := range in.Outcome.Verdicts {
		n := v.Record()
		line := dossier{
			ID: string(v.Nominee), Name: v.Name, Unit: in.Case.UnitName(v.Nominee.Unit()),
			Award: awardOf(v), Alternative: n.Alternative, Rating: n.Rating,
			Result: v.Result.Vietnamese(), Vote: vote(in, v.Nominee), Note: n.Note,
		}
		if v.Conclusion != nil {
			line.Conclusion = v.Conclusion.Decision
		}
		if p := v.Individual; p != nil {
			line.N, line.Sex = len(d.Individuals)+1, p.Sex
			line.Post = postWhere(p.Post, cmp.Or(p.Workplace, line.Unit), in.ward())
			line.BornDay, line.Born = isoDay(p.Born), p.Born.Short()
			d.Individuals = append(d.Individuals, line)
		} else {
			line.N, line.Post = len(d.Collectives)+1, v.Collective.Head
			d.Collectives = append(d.Collectives, line)
		}
		for _, leaf := range v.Leaves() {
			d.Criteria = append(d.Criteria, criterion{
				N: len(d.Criteria) + 1, ID: line.ID, Name: line.Name, Award: line.Award,
				Label: leaf.Label, Result: leaf.Result.Vietnamese(), Clause: vi.Capital(leaf.Basis), Evidence: leaf.Evidence,
			})
		}
	}
}

// countForms counts dossiers by unit and form. A unit of the roll-call without any has
// its line too.
func (d *tablesData) countForms(in Input) {
	for _, f := range in.Rulebook.Forms {
		name := spellOut(f.Name)
		if !slices.Contains(d.Forms, name) && slices.ContainsFunc(in.Outcome.Verdicts, func(v *rule.Verdict) bool { return awardOf(v) == name }) {
			d.Forms = append(d.Forms, name)
		}
	}
	const other = "Hình thức khác"
	if slices.ContainsFunc(in.Outcome.Verdicts, func(v *rule.Verdict) bool { return !slices.Contains(d.Forms, awardOf(v)) }) {
		d.Forms = append(d.Forms, other)
	}
	d.Totals = make([]formCount, len(d.Forms))
	line := func(unit string) *unitCount {
		for i := range d.Units {
			if d.Units[i].Unit == unit {
				return &d.Units[i]
			}
		}
		d.Units = append(d.Units, unitCount{N: len(d.Units) + 1, Unit: unit, Forms: make([]formCount, len(d.Forms))})
		return &d.Units[len(d.Units)-1]
	}
	for _, a := range in.RollCall {
		line(a.Name)
	}
	for _, v := range in.Outcome.Verdicts {
		u := line(in.Case.UnitName(v.Nominee.Unit()))
		at := slices.Index(d.Forms, awardOf(v))
		if at < 0 {
			at = len(d.Forms) - 1
		}
		for _, count := range []*formCount{&u.Forms[at], &d.Totals[at]} {
			if v.Collective != nil {
				count.Collectives++
			} else {
				count.Individuals++
			}
		}
		u.Total++
		d.Total++
	}
}

func (d *tablesData) addInitiatives(in Input) {
	cited := map[nomination.ID][]string{}
	for _, v := range in.Outcome.Verdicts {
		for _, id := range v.Record().Initiatives {
			cited[id] = append(cited[id], string(v.Nominee))
		}
	}
	for _, s := range in.Case.Submissions {
		if s.Period != in.Period {
			continue
		}
		for _, i := range s.Initiatives {
			d.Initiatives = append(d.Initiatives, listedInitiative{
				N: len(d.Initiatives) + 1, ID: string(i.ID), Name: i.Name, Authors: authors(i.Authors),
				Decision: i.Decision, Day: isoDay(i.DecisionDate), Shown: i.DecisionDate.Short(), Recogniser: i.Recogniser,
				Applied: yesNo(i.Applied), Replicable: yesNo(i.Replicable), Scope: i.Scope, Effect: i.Effect,
				Cited: strings.Join(cited[i.ID], "; "),
			})
		}
	}
}

// authors writes who made an initiative, with the shares where they are given.
func authors(all []nomination.Author) string {
	var out []string
	for _, a := range all {
		if a.Share > 0 {
			a.Name += fmt.Sprintf(" (%d%%)", a.Share)
		}
		out = append(out, a.Name)
	}
	return strings.Join(out, "; ")
}

func yesNo(b bool) string {
	if b {
		return nomination.Yes
	}
	return nomination.No
}

func (d *tablesData) addRanks(in Input) {
	for _, r := range rule.WardRanks(in.Case, in.Rulebook, in.Date) {
		line := listedRank{
			Year: r.Year, Rank: r.Rank.Rank, Total: r.Total, Score: r.Score, Document: r.Document,
			Day: isoDay(r.Published), Shown: r.Published.Short(),
		}
		var corrected []string
		for _, e := range r.Corrected {
			was := fmt.Sprintf("hạng %d", e.Rank)
			if e.Document != "" {
				was += " (" + e.Document + ")"
			}
			corrected = append(corrected, was)
		}
		line.Corrected = strings.Join(corrected, "; ")
		d.Ranks = append(d.Ranks, line)
	}
	for _, o := range rule.Outlooks(in.Case, in.Rulebook, in.Date) {
		d.Within = o.Within
	}
}

// addMoney sums the money of what was put forward, on the day of the papers. A form
// whose coefficient is not confirmed has no line.
func (d *tablesData) addMoney(in Input) {
	day := in.Date
	if on := issuedAs(in, nomination.PaperDecision).Date; on.Whole() {
		day = on
	}
	for i := range in.Rulebook.Forms {
		f := &in.Rulebook.Forms[i]
		for _, individual := range []bool{false, true} {
			count := 0
			for _, v := range slices.Concat(in.Outcome.City, in.Outcome.Ward) {
				if v.Form == f && (v.Individual != nil) == individual {
					count++
				}
			}
			each, ok := reward(in, f, individual, day)
			if count == 0 || !ok {
				continue
			}
			line := moneyLine{N: len(d.Money) + 1, Award: spellOut(f.Name), Whom: "Tập thể", Count: count, Each: each, Sum: int64(count) * each, Source: "Quỹ thi đua, khen thưởng của thành phố"}
			if individual {
				line.Whom = "Cá nhân"
			}
			if f.Level == nomination.LevelWard {
				line.Source = "Quỹ thi đua, khen thưởng của phường"
			}
			d.Money = append(d.Money, line)
			d.MoneyTotal += line.Sum
		}
	}
	d.MoneyWords = inWords(d.MoneyTotal)
}

func (d *tablesData) addResults(in Input) {
	for _, v := range in.Outcome.Verdicts {
		if v.Conclusion == nil {
			continue
		}
		line := listedResult{
			N: len(d.Results) + 1, ID: string(v.Nominee), Name: v.Name, Unit: in.Case.UnitName(v.Nominee.Unit()),
			Award: awardOf(v), Conclusion: v.Conclusion.Decision, Reason: v.Conclusion.Reason,
		}
		for _, r := range in.Case.Register.Results {
			if r.Period != in.Period || r.Nominee != v.Nominee {
				continue
			}
			line.Letter, line.SentDay, line.Sent, line.Outcome = r.Letter, isoDay(r.Sent), r.Sent.Short(), r.Outcome
			line.Decision, line.Reason = decision(r.Decision, r.DecisionDate, ""), cmp.Or(r.Reason, line.Reason)
		}
		d.Results = append(d.Results, line)
	}
}
