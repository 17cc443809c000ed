package compose

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/nomination"
	"thidua/internal/paper"
	"thidua/internal/rule"
	"thidua/internal/vi"
)

// A campaignData fills bao-cao-phong-trao.html.
type campaignData struct {
	office             // Number, Day and Signer are those of this report
	Documents   string // the decisions that the campaign carries out, as one phrase
	Asked       int    // units that were asked to nominate
	Answered    int    // of which so many have answered, with nominees or without
	Contents    []campaignContent
	Exemplars   []campaignFigure // IV.3
	Centre      []campaignFigure // IV.4
	Ranks       []campaignRank
	Initiatives int // recognised ones that this period's nominations name
	City, Own   string
	Proposed    []proposedAward
	Missed      []campaignFigure // results that stay behind the plan
	Groups      []campaignGroup  // of the annex
	Dots        string           // a line to write on
}

// A campaignContent is one of the five contents of the campaign (plan II).
type campaignContent struct {
	Title   string
	Figures []campaignFigure
	Ranks   bool // the ward's ranks belong here (II.3)
	Ideas   bool // initiatives (II.4)
	Press   bool // exemplars (IV.3), which the plan asks to be made known (II.5)
	Centre  bool // the figures of Trung tâm Phục vụ hành chính công (IV.4)
}

// A campaignFigure is a row of the register's figures.
type campaignFigure struct {
	N                int
	Name             string
	Planned, Reached string
	Share            string // how much of the plan was reached, percent: "101,2"; empty where it can't be said
	Unit             string // who did it, as papers call it; empty: the ward
	Note             string
	End              string // ";" or "." as the last of its list
}

// A campaignGroup is what the annex shows of one content.
type campaignGroup struct {
	Title   string
	Figures []campaignFigure
}

// A campaignRank is the ward's rank of a year.
type campaignRank struct {
	Year   int
	Rank   string // "3/45"
	Source string
	End    string
}

// A proposedAward counts those proposed for an award, and what has come of it.
type proposedAward struct {
	N             int
	Award, Whom   string
	Sent, Granted int
	Decisions     []string // by which it was granted
}

// contentTitles are the five contents of the campaign in short (plan II.1 to II.5),
// and what the plan asks of two units besides (IV.3, IV.4).
var contentTitles = [...]struct{ key, title string }{
	{"II.1", "Nâng cao trách nhiệm người đứng đầu"},
	{"II.2", "Thực hiện toàn diện các nhiệm vụ cải cách hành chính"},
	{"II.3", "Nâng cao chỉ số đánh giá"},
	{"II.4", "Đổi mới, sáng tạo"},
	{"II.5", "Tuyên truyền cải cách hành chính"},
	{nomination.ContentExemplars, "Gương điển hình tiên tiến, người tốt, việc tốt"},
	{nomination.ContentCentre, "Kết quả phục vụ tại Trung tâm Phục vụ hành chính công"},
}

// writingLine fills a line of a report: 33 dots of 14 pt on 165 mm.
var writingLine = dots(33)

// HasFigures reports whether the register holds figures of a period, of which the
// periodic report is made.
func HasFigures(r *nomination.Register, period string) bool {
	return slices.ContainsFunc(r.Figures, func(f *nomination.Figure) bool { return f.Period == period })
}

// campaign writes the report on the campaign's results (plan IV.2) from what the
// register holds. What the data don't tell is left as lines to write on.
func (c *composer) campaign() {
	if !HasFigures(&c.in.Case.Register, c.in.Period) {
		return
	}
	d := campaignData{office: newOffice(c.in, &set{}), Documents: strings.Join(c.in.Rulebook.Plan.Documents, "; "), Dots: writingLine}
	dated := newDated(c.in, nomination.PaperCampaignReport, "BC-"+cmp.Or(c.in.Case.Register.Settings.Symbol, "UBND"))
	d.Number, d.Day = dated.Number, dated.Day
	// Nobody is proposed by this report, so that nobody has to give way.
	d.Signer = signerOf(c.in, nomination.PaperCampaignReport, func(*nomination.Signer) bool { return false }, "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
	for _, a := range c.in.RollCall {
		d.Asked++
		if len(a.Files) > 0 {
			d.Answered++
		}
	}
	for i, t := range contentTitles {
		figures := figuresOf(c.in, t.key)
		switch t.key {
		case nomination.ContentExemplars:
			d.Exemplars = figures
		case nomination.ContentCentre:
			d.Centre = figures
		default:
			d.Contents = append(d.Contents, campaignContent{Title: t.title, Figures: figures, Ranks: i == 2, Ideas: i == 3, Press: i == 4, Centre: i == 1})
		}
		if t.key != nomination.ContentExemplars && len(figures) > 0 {
			d.Groups = append(d.Groups, campaignGroup{t.title, figures})
		}
	}
	d.Missed = missed(c.in)
	d.Ranks = campaignRanks(c.in)
	d.Initiatives = recognised(c.in)
	d.addProposed(c.in)
	c.add("bao-cao-phong-trao.html", d, paper.Paper{
		Kind: "bao-cao-phong-trao", Folder: CampaignFolder, Name: "bao-cao-phong-trao", Author: d.Body,
		Number: dated.issued.Number, Date: dated.issued.Date.Short(),
	})
}

// figuresOf gives the figures of a content, in the register's order.
func figuresOf(in Input, content string) []campaignFigure {
	return listFigures(in, func(f *nomination.Figure) bool { return f.Content == content })
}

// missed gives the figures that stay behind what was planned.
func missed(in Input) []campaignFigure {
	return listFigures(in, func(f *nomination.Figure) bool {
		planned, ok1 := nomination.ParseQuantity(f.Planned)
		reached, ok2 := nomination.ParseQuantity(f.Reached)
		if !ok1 || !ok2 {
			return false
		}
		enough, known := reached.Reaches(planned)
		return known && !enough
	})
}

func listFigures(in Input, wanted func(*nomination.Figure) bool) []campaignFigure {
	var out []campaignFigure
	for _, f := range in.Case.Register.Figures {
		if f.Period == in.Period && wanted(f) {
			out = append(out, campaignFigure{
				N: len(out) + 1, Name: strings.TrimRight(f.Name, " .;:"), Planned: printed(f.Planned), Reached: printed(strings.TrimRight(f.Reached, " .;")),
				Share: shareOf(f), Unit: calledUnit(in, f.Unit), Note: strings.TrimRight(f.Note, " .;"),
			})
		}
	}
	for i := range out {
		out[i].End = listEnd(i, len(out))
	}
	return out
}

// printed writes a figure as papers do: counts below ten with a nought before them,
// thousands parted, a sign tied to its number. What isn't a count stays as the office
// wrote it.
func printed(figure string) string {
	q, ok := nomination.ParseQuantity(figure)
	if !ok || q.Bound != "" || q.Unit == "%" {
		return strings.Replace(figure, q.Bound+" ", q.Bound+noBreak, 1)
	}
	digits, unit, _ := strings.Cut(figure, " ")
	n, err := strconv.Atoi(digits)
	if err != nil {
		return figure
	}
	return strings.TrimSpace(vi.Count(n) + " " + unit)
}

// shareOf writes how much of the plan was reached, in percent to one decimal.
func shareOf(f *nomination.Figure) string {
	planned, ok1 := nomination.ParseQuantity(f.Planned)
	reached, ok2 := nomination.ParseQuantity(f.Reached)
	share, ok := reached.Of(planned)
	switch {
	case !ok1 || !ok2 || !ok:
		return ""
	case share%10 == 0:
		return vi.Thousands(share / 10)
	}
	return fmt.Sprintf("%s,%d", vi.Thousands(share/10), share%10)
}

// calledUnit gives the name of a unit that is written by its code.
func calledUnit(in Input, unit string) string {
	if u, ok := in.Case.Register.Unit(unit); ok {
		return u.Name
	}
	return unit
}

// campaignRanks gives the ward's ranks of the period, and of the year before it.
func campaignRanks(in Input) []campaignRank {
	p, _ := in.Rulebook.PeriodByKey(in.Period)
	var out []campaignRank
	for _, r := range rule.WardRanks(in.Case, in.Rulebook, in.Date) {
		if r.Year < p.First-1 || r.Year > p.Last {
			continue
		}
		line := campaignRank{Year: r.Year, Rank: strconv.Itoa(r.Rank.Rank), Source: r.Document}
		if r.Total > 0 {
			line.Rank = fmt.Sprintf("%d/%d", r.Rank.Rank, r.Total)
		}
		out = append(out, line)
	}
	for i := range out {
		out[i].End = listEnd(i, len(out))
	}
	return out
}

// recognised counts the initiatives of the period's nominations that a decision has
// recognised.
func recognised(in Input) int {
	n := 0
	for _, s := range in.Case.Submissions {
		if s.Period != in.Period {
			continue
		}
		for _, i := range s.Initiatives {
			if i.Decision != "" {
				n++
			}
		}
	}
	return n
}

// addProposed counts, by award and kind of nominee, whom the ward has put forward and
// who was awarded: by the city as the register's results say, by the ward itself once
// its decision has a number.
func (d *campaignData) addProposed(in Input) {
	city, ward := tallyOf(in.Outcome.City), tallyOf(in.Outcome.Ward)
	d.City = strings.Join(countParts(city.collectives, city.individuals), ", ")
	d.Own = strings.Join(countParts(ward.collectives, ward.individuals), ", ")
	for _, v := range slices.Concat(in.Outcome.City, in.Outcome.Ward) {
		award, whom := awardOf(v), "Cá nhân"
		if v.Collective != nil {
			whom = "Tập thể"
		}
		i := slices.IndexFunc(d.Proposed, func(p proposedAward) bool { return p.Award == award && p.Whom == whom })
		if i < 0 {
			i = len(d.Proposed)
			d.Proposed = append(d.Proposed, proposedAward{N: i + 1, Award: award, Whom: whom})
		}
		p := &d.Proposed[i]
		p.Sent++
		if by, ok := granted(in, v); ok {
			p.Granted++
			if by != "" && !slices.Contains(p.Decisions, by) {
				p.Decisions = append(p.Decisions, by)
			}
		}
	}
}

// granted reports whether a nominee was awarded, and by which decision.
func granted(in Input, v *rule.Verdict) (by string, ok bool) {
	if own := issuedAs(in, nomination.PaperDecision); v.ForWard() && own.Number != "" {
		by, ok = decision(own.Number, own.Date, ""), true
	}
	for _, r := range in.Case.Register.Results {
		if r.Period == in.Period && r.Nominee == v.Nominee {
			by, ok = decision(r.Decision, r.DecisionDate, ""), r.Outcome == nomination.OutcomeAwarded
		}
	}
	return by, ok
}
