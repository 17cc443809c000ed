package compose

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"thidua/internal/finding"
	"thidua/internal/nomination"
	"thidua/internal/paper"
	"thidua/internal/rule"
	"thidua/internal/rulebook"
	"thidua/internal/vi"
)

// largePrint is the size of the text for those who read from afar, pt.
const largePrint = 18

// Up to sideBySide candidates stand side by side, perTable in a table; more stand
// below one another, a row each.
const (
	sideBySide = 6
	perTable   = 3
)

// chartedUnits is how many units a chart can show one by one; of more it shows the classes.
const chartedUnits = 16

// recentYears is how far back the awards go that the council looks at.
const recentYears = 2

// A meetingData fills bao-cao-hop.html.
type meetingData struct {
	deskPaper
	TextSize  int // pt; 0: as usual
	Dossiers  int
	Units     int
	Ranks     []rankStrip
	Threshold int // the rank up to which the period's awards are open; 0: none
	Gates     []gate
	Sources   []string // the ranks that the gates rest on, with the documents that published them
	Contests  []meetingContest
	Lost      []unplaced // in no contest: their award form isn't known or doesn't apply
	Forms     []string   // of the chart by units
	ByUnit    []barsOf   // figures by form
	ByClass   bool       // the rows of ByUnit are classes of units
	Results   []string   // of the chart of the appraisal
	ByResult  []barsOf
	Questions []question
}

// A rankStrip is the ranks of one subject by year.
type rankStrip struct {
	Subject string
	Years   []yearRank
	Known   int // years with a rank
}

type yearRank struct {
	Year int
	Rank int    // 0: not in the register
	Text string // "3/45"
}

// A gate says whether the ranks allow to propose for a contest at all, and how many.
type gate struct {
	Award, Whom string
	Asked       string // what is asked of the rank; empty: nothing
	Known       string // the rank, with its source
	Result      string
	Quota       string
}

// A meetingContest is a contest with its candidates in a decision table.
type meetingContest struct {
	Title    string // "Bằng khen của …: tập thể"
	Choose   string // "Có 02 tập thể được đề nghị, phường được chọn không quá 01"
	Basis    string
	Money    string
	Women    int
	Leaders  int
	People   bool
	Criteria []numbered // "Sáng kiến (*)"
	Tables   []decisionTable
}

// An unplaced dossier stands in no contest.
type unplaced struct {
	Name, Unit string
	Missing    []string
}

// A numbered heading of a narrow column, which is told below.
type numbered struct {
	N     int
	Label string
}

// A decisionTable has candidates side by side, or as a list: then it has no rows of
// criteria, and the ticks stand with the candidates.
type decisionTable struct {
	List       bool
	Candidates []candidate
	Rows       []decisionRow
	Width      int // of a candidate's column, percent
}

// A decisionRow is a criterion with the answer for each candidate.
type decisionRow struct {
	Label string
	Ticks []tick
}

// A tick is a criterion's answer.
type tick struct {
	Mark     string // ☑ met, ☐ not met, "…" not known
	Evidence string
}

// A candidate as the council compares him.
type candidate struct {
	N          int
	Name       string
	Unit       string
	Post       string
	Fitness    string
	Proposal   string // of the desk, before the meeting
	Woman      bool
	Leads      bool
	Ticks      []tick
	Awards     []string // of the last years
	Conflicts  []string // with the council, the signers
	Missing    []string
	Until      string // "đến 12/02/2027"; that the day is over, or none is set
	Vote       string
	Conclusion string
	Remarks    []string // exceptions and readings
}

// A barsOf is a row of a chart.
type barsOf struct {
	Name   string
	Counts []int
}

// A question is what the leaders are asked to decide.
type question struct {
	N    int
	Text string
}

// meeting writes what the leaders decide from, for the table and in large print.
func (c *composer) meeting() {
	d := newDeskPaper(c.in, nomination.PaperMeeting, "BC")
	m := newMeetingData(c.in, d)
	var sources []string
	for _, v := range c.in.Outcome.Verdicts {
		sources = append(sources, string(v.Nominee))
	}
	p := paper.Paper{
		Kind: "bao-cao-hop", Folder: MeetingFolder, Name: "bao-cao-hop", Author: d.Desk.Name,
		Number: d.issued.Number, Date: d.issued.Date.Short(), Sources: sources,
	}
	c.add("bao-cao-hop.html", m, p)
	m.TextSize, p.Name = largePrint, "bao-cao-hop-co-lon"
	c.add("bao-cao-hop.html", m, p)
}

func newMeetingData(in Input, d deskPaper) meetingData {
	m := meetingData{deskPaper: d, Dossiers: len(in.Outcome.Verdicts), Units: nominatingUnits(in), Ranks: rankStrips(in), Threshold: rankThreshold(in)}
	k := newCandidates(in)
	all, lost := contests(in)
	m.Sources = rankSources(in)
	for _, o := range all {
		m.Gates = append(m.Gates, m.gate(in, o))
		m.Contests = append(m.Contests, k.contest(o))
		m.Questions = append(m.Questions, question{len(m.Questions) + 1, m.question(in, o)})
	}
	for _, v := range lost {
		m.Lost = append(m.Lost, unplaced{v.Name, in.Case.UnitName(v.Nominee.Unit()), k.missing[string(v.Nominee)]})
	}
	for _, about := range undecided(in) {
		m.Questions = append(m.Questions, question{len(m.Questions) + 1, "Quyết định cách hiểu quy định của Kế hoạch: " + about + "."})
	}
	m.Forms, m.ByUnit, m.ByClass = byUnit(in, all)
	m.Results, m.ByResult = byResult(all)
	return m
}

// nominatingUnits counts the units that nominate somebody.
func nominatingUnits(in Input) int {
	n := map[string]bool{}
	for _, v := range in.Outcome.Verdicts {
		n[v.Nominee.Unit()] = true
	}
	return len(n)
}

// rankStrips gives the ranks of the years whose index can be there by today: that of a
// year is published at the beginning of the next.
func rankStrips(in Input) []rankStrip {
	var out []rankStrip
	for _, o := range rule.Outlooks(in.Case, in.Rulebook, in.Date) {
		s := rankStrip{Subject: o.Subject}
		for _, r := range o.Ranks {
			if r.Year >= in.Date.Year {
				continue
			}
			y := yearRank{Year: r.Year, Rank: r.Rank, Text: "chưa có"}
			if r.Rank > 0 {
				s.Known++
				y.Text = fmt.Sprint(r.Rank)
				if r.Total > 0 {
					y.Text = fmt.Sprintf("%d/%d", r.Rank, r.Total)
				}
			}
			s.Years = append(s.Years, y)
		}
		out = append(out, s)
	}
	return out
}

// rankThreshold gives the rank that the period's awards ask for.
func rankThreshold(in Input) int {
	period, _ := in.Rulebook.PeriodByKey(in.Period)
	find := func(root *rulebook.Criterion) int {
		for c := range root.All() {
			switch {
			case c.RankWithin != nil:
				return c.RankWithin.Rank
			case c.YearsRankedWithin != nil:
				return c.YearsRankedWithin.Rank
			}
		}
		return 0
	}
	for _, f := range in.Rulebook.Forms {
		if f.Period == period.Kind {
			if n := max(find(f.Collective), find(f.Individual)); n > 0 {
				return n
			}
		}
	}
	return 0
}

// gate says what the ranks mean for a contest. Where the rank of each nominee's own
// unit counts, the table of the contest tells.
func (m *meetingData) gate(in Input, o *contest) gate {
	g := gate{Award: spellOut(o.form.Name), Whom: vi.Capital(o.whom()), Quota: "Không giới hạn", Asked: "Không đặt điều kiện", Result: "Được xét"}
	if b := o.bound(in); b != nil {
		g.Quota = "Không quá " + vi.Count(b.Most)
		if b.Most == 0 {
			g.Quota = "Không đề nghị thêm"
		}
	}
	seen := map[string]bool{}
	for _, v := range o.verdicts {
		for _, n := range v.Leaves() {
			if !isRank(n) || seen[n.Evidence] {
				continue
			}
			seen[n.Evidence] = true
			g.Asked, g.Known = n.Label, vi.Capital(briefRank(n))
			g.Result = map[rule.Result]string{
				rule.Pass: "Đủ điều kiện đề nghị", rule.Fail: "Không đủ điều kiện đề nghị", rule.Unknown: "Chưa đủ căn cứ",
			}[n.Result]
		}
	}
	if len(seen) > 1 {
		g.Known, g.Result = "Xếp hạng của từng đơn vị nêu tại mục III", "Xét theo từng hồ sơ"
	}
	return g
}

// rankSources gives the ranks that verdicts rest on, each once, with the documents that
// published them.
func rankSources(in Input) []string {
	var out []string
	seen := map[string]bool{}
	for _, v := range in.Outcome.Verdicts {
		for _, n := range v.Leaves() {
			if isRank(n) && len(n.Places) > 0 && !seen[n.Evidence] {
				seen[n.Evidence] = true
				out = append(out, vi.Capital(n.Evidence))
			}
		}
	}
	return out
}

func isRank(n rule.Node) bool {
	return n.Key == rule.KeyRankWithin || n.Key == rule.KeyYearsRankedWithin
}

// briefRank gives the evidence of a rank without the documents that published it.
func briefRank(n rule.Node) string {
	if n.Key == rule.KeyYearsRankedWithin {
		brief, _, _ := strings.Cut(n.Evidence, ": ")
		return brief
	}
	return shortBasis(n.Evidence)
}

// question asks for a decision on a contest: before the meeting to choose, afterwards
// to agree to what the council has concluded.
func (m *meetingData) question(in Input, o *contest) string {
	award := spellOut(o.form.Name)
	eligible := 0
	var chosen []string
	for _, v := range o.verdicts {
		if fitnessOf(v) != unfit {
			eligible++
		}
		if v.ForCity() || v.ForWard() {
			chosen = append(chosen, Called(v))
		}
	}
	bound := o.bound(in)
	switch {
	case m.Met && len(chosen) == 0:
		return "Thống nhất không đề nghị " + o.whom() + " nào tặng " + award + " theo kết luận của Hội đồng."
	case m.Met && len(chosen) <= maxInline:
		return "Thống nhất kết luận của Hội đồng: đề nghị tặng " + award + " cho " + joined(chosen) + "."
	case m.Met:
		return "Thống nhất kết luận của Hội đồng: đề nghị tặng " + award + " cho " + vi.Count(len(chosen)) + " " + o.whom() + "."
	case eligible == 0:
		return "Xem xét việc chưa đề nghị " + o.whom() + " nào tặng " + award + ", do không có hồ sơ đủ điều kiện."
	case bound != nil && bound.Most == 0:
		return "Xem xét " + vi.Count(eligible) + " " + o.whom() + " được đề nghị tặng " + award + ": " + noMore(in, o, bound.Quota) + "."
	case bound != nil && eligible > bound.Most:
		return "Chọn không quá " + vi.Count(bound.Most) + " trong " + vi.Count(eligible) + " " + o.whom() + " để đề nghị tặng " + award + "."
	}
	return m.agree(award, o)
}

// agree asks to put everybody forward whose dossier is fit to be; those that still lack
// something are said apart.
func (m *meetingData) agree(award string, o *contest) string {
	ready, lacking := 0, 0
	for _, v := range o.verdicts {
		switch fitnessOf(v) {
		case fit, waiting:
			ready++
		case open:
			lacking++
		case unfit:
		}
	}
	later := vi.Count(lacking) + " " + o.whom() + " sau khi hồ sơ được bổ sung đủ căn cứ"
	switch {
	case ready == 0:
		return "Xem xét đề nghị tặng " + award + " cho " + later + "."
	case lacking == 0:
		return "Thống nhất đề nghị tặng " + award + " cho " + vi.Count(ready) + " " + o.whom() + " có hồ sơ đủ điều kiện."
	}
	return "Thống nhất đề nghị tặng " + award + " cho " + vi.Count(ready) + " " + o.whom() + " có hồ sơ đủ điều kiện; xem xét thêm " + later + "."
}

// noMore says why nobody may be put forward in a contest, within a sentence.
func noMore(in Input, o *contest, q *rulebook.Quota) string {
	if f := in.Rulebook.FormByKey(q.Beside); f != nil {
		return "khi đã đề nghị " + spellOut(f.Name) + " thì không đề nghị tặng thêm " + o.kind() + " này cho " + o.whom()
	}
	return "chưa được phân bổ số lượng cho " + o.kind() + " này"
}

// undecided names the readings that nobody has decided and on which a result hangs.
func undecided(in Input) []string {
	var out []string
	for _, r := range in.Rulebook.Readings {
		if slices.ContainsFunc(in.Outcome.Verdicts, func(v *rule.Verdict) bool { return slices.Contains(v.Flips, r.Key) }) {
			out = append(out, lower(r.About))
		}
	}
	return out
}

// byUnit counts nominations by unit and form for the chart; of many units by class.
func byUnit(in Input, all []*contest) ([]string, []barsOf, bool) {
	var forms []string
	for _, o := range all {
		if name := shortAward(o.form); !slices.Contains(forms, name) {
			forms = append(forms, name)
		}
	}
	count := func(nameOf func(*rule.Verdict) string) []barsOf {
		var out []barsOf
		at := map[string]int{}
		for _, v := range in.Outcome.Verdicts {
			if v.Form == nil {
				continue
			}
			name := nameOf(v)
			i, ok := at[name]
			if !ok {
				i = len(out)
				at[name] = i
				out = append(out, barsOf{Name: name, Counts: make([]int, len(forms))})
			}
			if f := slices.Index(forms, shortAward(v.Form)); f >= 0 {
				out[i].Counts[f]++
			}
		}
		return out
	}
	rows := count(func(v *rule.Verdict) string { return in.Case.UnitName(v.Nominee.Unit()) })
	if len(rows) <= chartedUnits {
		return forms, rows, false
	}
	return forms, count(func(v *rule.Verdict) string {
		if u, ok := in.Case.Register.Unit(v.Nominee.Unit()); ok && u.Class != "" {
			return u.Class
		}
		return nomination.ClassOther
	}), true
}

// byResult counts the results of the appraisal by contest for the chart; a result that
// no dossier has is left out.
func byResult(all []*contest) ([]string, []barsOf) {
	counts := make([]map[fitness]int, len(all))
	total := map[fitness]int{}
	for i, o := range all {
		counts[i] = map[fitness]int{}
		for _, v := range o.verdicts {
			f := fitnessOf(v)
			counts[i][f]++
			total[f]++
		}
	}
	var results []string
	rows := make([]barsOf, len(all))
	for _, f := range [...]fitness{fit, waiting, open, unfit} {
		if total[f] == 0 {
			continue
		}
		results = append(results, f.String())
		for i := range all {
			rows[i].Counts = append(rows[i].Counts, counts[i][f])
		}
	}
	for i, o := range all {
		rows[i].Name = shortAward(o.form) + ", " + o.whom()
	}
	return results, rows
}

// shortAward gives the name of a form without who gives it: "Bằng khen".
func shortAward(f *rulebook.Form) string {
	s, _, _ := strings.Cut(spellOut(f.Name), " của ")
	return s
}

// candidates looks candidates up: what the findings say of each, and who decides.
type candidates struct {
	in        Input
	conflicts map[string][]string
	missing   map[string][]string
	until     map[string]string // by unit and level
}

func newCandidates(in Input) *candidates {
	k := &candidates{in: in, conflicts: map[string][]string{}, missing: map[string][]string{}, until: map[string]string{}}
	for _, f := range in.Outcome.Findings {
		switch {
		case f.Nominee == "":
		case f.Code == finding.SitsOnCouncil:
			k.conflicts[f.Nominee] = append(k.conflicts[f.Nominee], f.Message)
		case f.Severity >= finding.Warning:
			if _, ours := unitOfFile(in, f.Place.File); ours {
				k.missing[f.Nominee] = append(k.missing[f.Nominee], f.Message)
			}
		}
	}
	return k
}

// contest makes the decision table of a contest.
func (k *candidates) contest(o *contest) meetingContest {
	whom := o.whom()
	m := meetingContest{
		Title: spellOut(o.form.Name) + ": " + whom, Money: k.money(o), People: !o.collective,
	}
	m.Choose = "Có " + vi.Count(len(o.verdicts)) + " " + whom + " được đề nghị, không giới hạn số lượng"
	if b := o.bound(k.in); b != nil {
		m.Choose = "Có " + vi.Count(len(o.verdicts)) + " " + whom + " được đề nghị, phường được chọn không quá " + vi.Count(b.Most)
		if b.Most == 0 {
			m.Choose = "Có " + vi.Count(len(o.verdicts)) + " " + whom + " được đề nghị; " + noMore(k.in, o, b.Quota)
		}
		m.Basis = shortBasis(b.Quota.Basis)
	}
	columns := criteriaOf(o.verdicts)
	for _, c := range columns {
		m.Criteria = append(m.Criteria, numbered{len(m.Criteria) + 1, c.label})
	}
	var all []candidate
	for i, v := range o.verdicts {
		c := k.candidate(v, i+1, columns)
		if c.Woman {
			m.Women++
		}
		if c.Leads {
			m.Leaders++
		}
		all = append(all, c)
	}
	if len(all) > sideBySide {
		m.Tables = []decisionTable{{List: true, Candidates: all}}
		return m
	}
	for part := range slices.Chunk(all, perTable) {
		t := decisionTable{Candidates: part, Width: 78 / len(part)}
		for i, c := range columns {
			row := decisionRow{Label: c.label}
			for _, x := range part {
				row.Ticks = append(row.Ticks, x.Ticks[i])
			}
			t.Rows = append(t.Rows, row)
		}
		m.Tables = append(m.Tables, t)
	}
	return m
}

// A criterionColumn is a criterion that some candidate of a contest is held against.
type criterionColumn struct {
	key, label string
	either     bool // one of several alternatives
}

// criteriaOf gives the criteria of a contest in the order of the trees: what the
// meeting itself decides, and what holds by definition, left out.
func criteriaOf(vs []*rule.Verdict) []criterionColumn {
	var out []criterionColumn
	var walk func(nodes []rule.Node, either bool)
	walk = func(nodes []rule.Node, either bool) {
		for _, n := range nodes {
			switch n.Key {
			case rule.KeyQuota, rule.KeyVote, rule.KeyFormAllowed:
			case rule.KeyAllOf:
				walk(n.Children, either)
			case rule.KeyAnyOf:
				walk(n.Children, true)
			default:
				c := criterionColumn{n.Key, n.Label, either}
				if either {
					c.label += " (*)"
				}
				if !slices.Contains(out, c) {
					out = append(out, c)
				}
			}
		}
	}
	for _, v := range vs {
		walk(v.Criteria, false)
	}
	return out
}

// tickOf answers a criterion for a candidate.
func (c criterionColumn) tickOf(v *rule.Verdict) tick {
	for _, n := range v.Leaves() {
		if n.Key != c.key || n.Label != strings.TrimSuffix(c.label, " (*)") {
			continue
		}
		t := tick{Mark: [...]string{"…", "☐", "☑"}[n.Result], Evidence: n.Evidence}
		if isRank(n) {
			t.Evidence = vi.Capital(briefRank(n)) // the source stands above, once
		}
		return t
	}
	return tick{Mark: "–"}
}

func (k *candidates) candidate(v *rule.Verdict, n int, columns []criterionColumn) candidate {
	f := fitnessOf(v)
	c := candidate{
		N: n, Name: v.Name, Unit: k.in.Case.UnitName(v.Nominee.Unit()), Fitness: f.String(), Vote: vote(k.in, v.Nominee),
		Missing: k.missing[string(v.Nominee)], Conflicts: slices.Clone(k.conflicts[string(v.Nominee)]),
		Proposal: [...]string{"Trình Hội đồng bình xét", "Trình Hội đồng xét chọn", "Trình Hội đồng sau khi bổ sung", "Chưa trình xét"}[f],
	}
	var own nominee
	if v.Individual != nil {
		p := newIndividual(k.in, v)
		own, c.Post = p.nominee, p.Post
		if strings.Contains(vi.Key(p.Post), vi.Key(c.Unit)) {
			c.Unit = "" // a post that names the office says it once
		}
		c.Woman, c.Leads = v.Individual.Sex == nomination.Female, v.Individual.Leads
	} else {
		own = newCollective(k.in, v).nominee
		c.Conflicts = append(c.Conflicts, k.headOnCouncil(v.Collective)...)
	}
	for _, col := range columns {
		c.Ticks = append(c.Ticks, col.tickOf(v))
	}
	for _, h := range slices.Concat(own.Titles, own.Commended) {
		if h.Year >= k.in.Date.Year-recentYears {
			c.Awards = append(c.Awards, fmt.Sprintf("%d: %s", h.Year, spellOut(h.Form)))
		}
	}
	if len(c.Missing) > 0 {
		c.Until = k.untilFor(v)
	}
	if d := v.Conclusion; d != nil {
		c.Conclusion = d.Decision
	}
	for _, l := range v.Leaves() {
		if l.Key == rule.KeyDeadline && l.Result == rule.Unknown {
			// What is missing is the desk's own entry, nothing that the unit could send.
			c.Remarks = append(c.Remarks, "Sổ theo dõi chưa ghi ngày nhận hồ sơ")
			if f == open && len(c.Missing) == 0 {
				c.Proposal = "Trình Hội đồng sau khi ghi ngày nhận hồ sơ vào sổ theo dõi"
			}
		}
	}
	for _, e := range v.Exceptions {
		c.Remarks = append(c.Remarks, "Ngoại lệ: "+exceptionText(e))
	}
	if len(v.Flips) > 0 {
		c.Remarks = append(c.Remarks, "Kết quả tùy cách hiểu quy định của Kế hoạch")
	}
	return c
}

// headOnCouncil tells that the head of a collective sits on the council that votes on it.
func (k *candidates) headOnCouncil(c *nomination.Collective) []string {
	for _, m := range k.in.Case.Register.Council {
		if m != nil && c.Head != "" && vi.Key(m.Name) == vi.Key(c.Head) {
			return []string{"Người đứng đầu (" + c.Head + ") là " + cmp.Or(m.Role, nomination.CouncilMember) + " Hội đồng."}
		}
	}
	return nil
}

// untilFor says by when a unit may mend a dossier.
func (k *candidates) untilFor(v *rule.Verdict) string {
	level := nomination.LevelWard
	if v.Form != nil {
		level = v.Form.Level
	}
	key := v.Nominee.Unit() + "\x00" + level
	text, ok := k.until[key]
	if !ok {
		text = "chưa đặt thời hạn bổ sung"
		if day, known := dueDay(k.in, v.Nominee.Unit(), level); known {
			text = "đến " + day.Short()
			if day.Before(k.in.Date) {
				text = "đã hết hạn ngày " + day.Short()
			}
		}
		k.until[key] = text
	}
	return text
}

// money says what goes with an award of a contest, by today's base salary: the day of
// the decision isn't known yet.
func (k *candidates) money(o *contest) string {
	salary, reward := k.in.Rulebook.SalaryOn(k.in.Date), k.in.Rulebook.RewardOf(o.form.Key)
	if salary == nil || reward == nil {
		return ""
	}
	coefficient := reward.Individual
	if o.collective {
		coefficient = reward.Collective
	}
	if coefficient == 0 {
		return ""
	}
	amount := salary.Reward(coefficient)
	text := "Tiền thưởng kèm theo: " + dong(amount) + " mỗi " + o.whom() + " (tính theo lương cơ sở " + dong(salary.Amount) + ")"
	if o.form.Level == nomination.LevelWard {
		n := 0
		for _, v := range o.verdicts {
			if v.Conclusion == nil && fitnessOf(v) != unfit || v.ForWard() {
				n++
			}
		}
		text += ", dự kiến " + dong(amount*int64(n)) + " cho " + vi.Count(n) + " " + o.whom() + " từ quỹ thi đua, khen thưởng"
	}
	if reward.Unverified && !k.in.Case.Register.Settings.Confirms(o.form.Name) {
		text += "; hệ số chưa được cơ quan xác nhận"
	}
	return text + "."
}
