package compose

import (
	"slices"
	"strings"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/paper"
	"thidua/internal/rule"
	"thidua/internal/rulebook"
	"thidua/internal/vi"
)

// An appraisalData fills tham-dinh.html.
type appraisalData struct {
	deskPaper
	Bases    []string
	Units    int // that sent nominations
	Dossiers int
	Contests []appraisedContest
	Readings []readingRow
	Flipping []flipping // dossiers whose result hangs on an undecided reading
	Late     []string   // units that have not answered
	Ranks    []string   // the ranks that verdicts rest on, with their documents
	Doubts   []string   // shares of votes that nobody has held against the law
	Nominees []appraised
}

// An appraisedContest counts the results of a contest.
type appraisedContest struct {
	N                           int
	Award, Whom                 string
	Quota                       string // "01", "Không giới hạn"
	Nominated                   int
	Fit, Waiting, Open, Failing int
}

// A readingRow is how an ambiguous clause was understood.
type readingRow struct {
	N       int
	About   string
	Clause  string
	Choice  string
	Decided string // by whom, by which document; that nobody has
}

// A flipping dossier would be judged otherwise under another reading.
type flipping struct {
	N                   int
	Name, Award, Result string
	About               string // the readings
}

// An appraised nominee with every criterion.
type appraised struct {
	N          int
	Name       string
	Unit       string // empty where the nominee is the unit itself
	Award      string
	Result     string
	Rows       []appraisedRow
	Exceptions []string
	Flips      []string // readings on which the result hangs
}

// An appraisedRow is a criterion with its answer.
type appraisedRow struct {
	Label    string
	Basis    string
	Result   string
	Evidence string
	Failed   bool
}

// appraisal writes the office's report on every dossier (báo cáo thẩm định).
func (c *composer) appraisal() {
	d := newDeskPaper(c.in, nomination.PaperAppraisal, "BC")
	data := appraisalData{deskPaper: d, Bases: bases(c.in, rulebook.PaperAppraisal, d.on), Readings: readings(c.in)}
	var sources []string
	all, lost := contests(c.in)
	for i, o := range all {
		data.Contests = append(data.Contests, o.count(c.in, i+1))
		for _, v := range o.verdicts {
			data.Nominees = append(data.Nominees, newAppraised(c.in, v, len(data.Nominees)+1))
			sources = append(sources, string(v.Nominee))
		}
	}
	for _, v := range lost {
		data.Nominees = append(data.Nominees, newAppraised(c.in, v, len(data.Nominees)+1))
		sources = append(sources, string(v.Nominee))
	}
	for _, n := range data.Nominees {
		if len(n.Flips) > 0 {
			data.Flipping = append(data.Flipping, flipping{len(data.Flipping) + 1, n.Name, n.Award, n.Result, vi.Capital(strings.Join(n.Flips, "; "))})
		}
	}
	data.Units, data.Dossiers = nominatingUnits(c.in), len(data.Nominees)
	data.Late, data.Ranks = unanswered(c.in), rankSources(c.in)
	doubts := rule.UnverifiedVotes(c.in.Rulebook, c.in.Outcome.Verdicts, c.in.Date)
	for i, doubt := range doubts {
		data.Doubts = append(data.Doubts, spellOut(doubt)+listEnd(i, len(doubts)))
	}
	c.add("tham-dinh.html", data, paper.Paper{
		Kind: "tham-dinh", Folder: MeetingFolder, Name: "tham-dinh", Author: d.Desk.Name,
		Number: d.issued.Number, Date: d.issued.Date.Short(), Sources: sources,
	})
}

// count sums up a contest.
func (o *contest) count(in Input, n int) appraisedContest {
	out := appraisedContest{N: n, Award: spellOut(o.form.Name), Whom: vi.Capital(o.whom()), Quota: "Không giới hạn", Nominated: len(o.verdicts)}
	if b := o.bound(in); b != nil {
		out.Quota = vi.Count(b.Most)
	}
	for _, v := range o.verdicts {
		switch fitnessOf(v) {
		case fit:
			out.Fit++
		case waiting:
			out.Waiting++
		case open:
			out.Open++
		case unfit:
			out.Failing++
		}
	}
	return out
}

// readings tells how every ambiguous clause was understood, but for those about
// periods of the other kind on which no result hangs.
func readings(in Input) []readingRow {
	now, _ := in.Rulebook.PeriodByKey(in.Period)
	elsewhere := func(clause string) bool {
		return clause != now.Clause && slices.ContainsFunc(in.Rulebook.Periods, func(p rulebook.Period) bool { return p.Clause == clause })
	}
	var out []readingRow
	for _, r := range in.Outcome.Readings {
		about := in.Rulebook.ReadingByKey(r.Key)
		hangs := slices.ContainsFunc(in.Outcome.Verdicts, func(v *rule.Verdict) bool { return slices.Contains(v.Flips, r.Key) })
		if about == nil || elsewhere(about.Clause) && !hangs {
			continue
		}
		row := readingRow{N: len(out) + 1, About: about.About, Clause: clauseInWords(about.Clause), Decided: "Chưa có văn bản quyết định; tạm hiểu như vậy"}
		for _, c := range about.Choices {
			if c.Key == r.Choice {
				row.Choice = c.Text
			}
		}
		if d := r.Decided; d != nil {
			row.Decided = decidedBy(d)
		}
		out = append(out, row)
	}
	return out
}

// clauseInWords writes out the short name of a clause of the plan: "III.2.a" is "Điểm a
// khoản 2 Mục III".
func clauseInWords(clause string) string {
	levels := []string{"Mục", "khoản", "điểm"}
	var words []string
	for i, part := range strings.Split(clause, ".") {
		if i == len(levels) {
			return clause
		}
		words = append([]string{levels[i], part}, words...)
	}
	return vi.Capital(strings.Join(words, " "))
}

// decidedBy writes who decided a reading and by which document.
func decidedBy(d *nomination.ReadingChoice) string {
	var parts []string
	for _, s := range []string{d.By, d.Document} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if d.Date.Whole() && !strings.Contains(d.Document, "ngày") {
		parts = append(parts, "ngày "+d.Date.Short())
	}
	if len(parts) == 0 {
		return "Đã ghi trong sổ theo dõi, chưa ghi người và văn bản quyết định"
	}
	return strings.Join(parts, ", ")
}

func newAppraised(in Input, v *rule.Verdict, n int) appraised {
	out := appraised{N: n, Name: v.Name, Award: awardOf(v), Result: v.Result.Vietnamese(), Unit: in.Case.UnitName(v.Nominee.Unit())}
	if v.Result == rule.Unknown {
		out.Result = fitnessOf(v).String()
	}
	if in.sameOffice(out.Unit, v.Name) {
		out.Unit = ""
	}
	for _, root := range v.Criteria {
		if root.Key == rule.KeyAllOf {
			// The form's own tree: its members are the criteria, and it adds nothing.
			for _, child := range root.Children {
				out.Rows = appendCriteria(out.Rows, child, "")
			}
			if len(root.Children) == 0 {
				out.Rows = append(out.Rows, appraisedRow{
					Label: root.Label, Basis: vi.Capital(shortBasis(root.Basis)), Result: "Hội đồng xem xét",
					Evidence: "Kế hoạch không quy định tiêu chuẩn định lượng",
				})
			}
			continue
		}
		out.Rows = appendCriteria(out.Rows, root, "")
	}
	for _, e := range v.Exceptions {
		out.Exceptions = append(out.Exceptions, exceptionText(e))
	}
	for _, key := range v.Flips {
		if r := in.Rulebook.ReadingByKey(key); r != nil {
			out.Flips = append(out.Flips, lower(r.About))
		}
	}
	return out
}

// exceptionText says what the office let pass, why and who decided it.
func exceptionText(e rule.AppliedException) string {
	text := sentence(e.Fault) + " Lý do chấp nhận: " + lower(strings.TrimRight(e.Reason, " .")) + ". Người quyết định: " + e.By
	if e.Document != "" {
		text += " (" + e.Document + ")"
	}
	return text + "."
}

// appendCriteria adds a criterion and, each led by a dash more, those that it is made of.
func appendCriteria(rows []appraisedRow, n rule.Node, lead string) []appraisedRow {
	r := appraisedRow{
		Label: lead + n.Label, Basis: vi.Capital(shortBasis(n.Basis)), Result: n.Result.Vietnamese(), Evidence: n.Evidence,
		Failed: n.Result == rule.Fail,
	}
	if isRank(n) && len(n.Places) > 0 {
		r.Evidence = vi.Capital(briefRank(n)) // the documents stand in the report itself, once
	}
	rows = append(rows, r)
	next := "- "
	if lead != "" {
		next = "+ "
	}
	for _, c := range n.Children {
		rows = appendCriteria(rows, c, next)
	}
	return rows
}

// unanswered names the units that the check missed (TD605).
func unanswered(in Input) []string {
	var out []string
	for _, f := range in.Outcome.Findings {
		if f.Code == finding.UnitHasNotAnswered && !slices.Contains(out, f.Unit) {
			out = append(out, f.Unit)
		}
	}
	return out
}
