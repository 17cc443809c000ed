package compose

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"thidua/internal/nomination"
	"thidua/internal/paper"
	"thidua/internal/rule"
	"thidua/internal/rulebook"
	"thidua/internal/vi"
)

// councilSymbol is the symbol of the council's minutes, which have numbers of their
// own (Điều 15 Nghị định 30/2020/NĐ-CP). The register gives the whole number.
const councilSymbol = "/BB-HĐTĐKT"

// council is the body whose minutes they are; the ward's name follows.
const council = "Hội đồng Thi đua - Khen thưởng"

// A minutesData fills bien-ban.html and bien-ban-kiem-phieu.html: a section for each
// meeting in which dossiers of the set were voted on or concluded.
type minutesData struct {
	office
	Meetings []meeting
}

// A meeting as its minutes print it. What the register doesn't say is a dotted blank.
type meeting struct {
	Number     string // "01/BB-HĐTĐKT", blank before the stroke while not given
	Start, End string // "08 giờ 00 phút, ngày 18 tháng 02 năm 2027"
	Day        string // "ngày 18 tháng 02 năm 2027"
	Place      string
	Chair      councillor
	Stand      *councillor // who chairs in the chair's place where the chair is put forward; else nil
	Secretary  councillor
	Members    []councillor // the whole council, in the register's order
	Total      string       // "09": of the whole council
	Attended   bool         // attendance is written down
	Present    string       // "08"
	Written    string       // "01", empty where nobody
	Absent     string       // "01", empty where nobody
	Tellers    []councillor

	Bases       string // what the standards rest on, as one phrase
	Dossiers    string // "05 hồ sơ, gồm 02 tập thể và 03 cá nhân"
	Single      bool   // of one dossier alone
	Mixed       bool   // in more manners than one
	Manners     string // "bỏ phiếu kín", "bỏ phiếu kín và biểu quyết"; empty where not known
	Ballot      bool   // by secret ballot
	Collectives []considered
	Individuals []considered
	Recusals    []recusal
	Exceptions  []exception
	Put         []considered // put forward by the meeting
	PutCounts   string       // "01 tập thể, 01 cá nhân"
	Left        []considered // not put forward
	Others      string       // "16": other dossiers of the meeting; empty where none

	Signs councillor // the chair, or who stands in

	present int    // how many attended
	put     [2]int // collectives, individuals
	manners []string
}

// A councillor sits on the council, or serves it at a meeting.
type councillor struct {
	N        int
	Name     string
	Post     string
	Role     string // in the council: "Ủy viên thư ký"; empty for others
	Attended string // "Có mặt"; empty where not written down
	End      string // ";" or "." as the last of its list
}

// A considered dossier, with what was voted on it.
type considered struct {
	N      int
	Name   string // of an individual with Ông or Bà
	Where  string // post and workplace, or ", phường …" of a collective
	Award  string // asked for
	Result string // "đề nghị", "không đề nghị", "yêu cầu bổ sung hồ sơ"; empty where not concluded
	Reason string
	End    string
	Votes  []votes // a round each
}

// The votes of one round, as tables print them: "07", empty where not written down.
type votes struct {
	First   bool   // of this dossier's rounds
	Round   string // "1"
	Manner  string
	Ballot  bool
	Issued  string
	Back    string // returned
	Valid   string
	Invalid string
	For     string
	Against string

	WrittenFor, WrittenAgainst string

	Agreed string // for, written opinions included, of the whole council: "07/09"
	Share  string // "77,8%"
}

// A recusal is a member of the council who is also a nominee.
type recusal struct {
	Name string // with Ông or Bà
	Role string // in the council
	// Abstained says that the counts bear out that the member took no ballot on this
	// dossier, or that nothing is known against it.
	Abstained bool
}

// An exception that somebody has granted a dossier (Ngoại lệ).
type exception struct {
	Name     string
	Fault    string // what is let pass: "Chưa có sáng kiến nào …"
	Reason   string
	By       string
	Document string
}

// dots is room to write by hand what the register doesn't say.
func dots(n int) string { return strings.Repeat("…", n) }

// A proceeding is what the council did about a set: the meetings of the period that
// voted on its dossiers or concluded them, in the order in which they were held, and
// the dossiers that the minutes of each speak of.
type proceeding struct {
	in       Input
	set      *set
	own      map[nomination.ID]bool // put forward by the set
	ballots  map[nomination.ID][]*nomination.Ballot
	meetings []*nomination.Meeting
	dossiers [][]*rule.Verdict // by meeting; those put forward first, in the order of lists
	others   []int             // by meeting: how many more dossiers it was about
}

func newProceeding(in Input, s *set) *proceeding {
	p := &proceeding{in: in, set: s, own: map[nomination.ID]bool{}, ballots: map[nomination.ID][]*nomination.Ballot{}}
	for _, id := range s.sources() {
		p.own[nomination.ID(id)] = true
	}
	for _, b := range in.Case.Register.Ballots {
		p.ballots[b.Nominee] = append(p.ballots[b.Nominee], b)
	}
	all := slices.Concat(in.Outcome.City, in.Outcome.Verdicts)
	for _, m := range in.Case.Register.Meetings {
		about := func(v *rule.Verdict) bool { return p.own[v.Nominee] && p.metOn(v, m) }
		if m.Code != "" && (m.Period == in.Period || m.Period == "") && slices.ContainsFunc(all, about) {
			p.meetings = append(p.meetings, m)
		}
	}
	slices.SortStableFunc(p.meetings, func(a, b *nomination.Meeting) int { return a.Start.Compare(b.Start) })
	for _, m := range p.meetings {
		seen := map[nomination.ID]bool{}
		var own []*rule.Verdict
		others := 0
		for _, v := range all {
			switch {
			case seen[v.Nominee] || !p.metOn(v, m):
			case p.considers(v):
				own = append(own, v)
			default:
				others++
			}
			seen[v.Nominee] = true
		}
		p.dossiers, p.others = append(p.dossiers, own), append(p.others, others)
	}
	if len(p.meetings) == 0 { // nothing is known of any: minutes to be filled in by hand
		own := slices.DeleteFunc(slices.Clone(in.Outcome.City), func(v *rule.Verdict) bool { return !p.own[v.Nominee] })
		p.meetings, p.dossiers, p.others = []*nomination.Meeting{{}}, [][]*rule.Verdict{own}, []int{0}
	}
	return p
}

// metOn reports whether a meeting concluded a dossier or voted on it.
func (p *proceeding) metOn(v *rule.Verdict, m *nomination.Meeting) bool {
	if v.Conclusion != nil && v.Conclusion.Meeting == m.Code {
		return true
	}
	return slices.ContainsFunc(p.ballots[v.Nominee], func(b *nomination.Ballot) bool { return b.Meeting == m.Code })
}

// considers reports whether the set's minutes speak of a dossier: one of its own, or
// one that was proposed for the same kind and level of award and not put forward.
func (p *proceeding) considers(v *rule.Verdict) bool {
	if v.ForCity() {
		return p.own[v.Nominee]
	}
	f := proposedForm(p.in, v)
	if f == nil || f.Level == nomination.LevelWard {
		return false
	}
	state := f.Kind == rulebook.StateAward
	return state == p.set.state && (state || f.Kind == p.set.kind)
}

// proposedForm gives the award form that the unit proposed. A dossier concluded for
// the ward's certificate is judged under that form, whatever it was proposed for.
func proposedForm(in Input, v *rule.Verdict) *rulebook.Form {
	if !v.ForWard() {
		return v.Form
	}
	return nominatedForm(in, v)
}

// hasBallot reports whether there was a secret ballot, so that tellers kept minutes.
func (p *proceeding) hasBallot() bool {
	for i, m := range p.meetings {
		for _, v := range p.dossiers[i] {
			for _, b := range p.ballots[v.Nominee] {
				if b.Meeting == m.Code && isBallot(b) {
					return true
				}
			}
		}
	}
	return false
}

func isBallot(b *nomination.Ballot) bool { return vi.Key(b.Manner) == vi.Key(nomination.MannerBallot) }

// sources gives the dossiers that the minutes speak of.
func (p *proceeding) sources() []string {
	var out []string
	seen := map[nomination.ID]bool{}
	for _, v := range slices.Concat(p.dossiers...) {
		if !seen[v.Nominee] {
			seen[v.Nominee] = true
			out = append(out, string(v.Nominee))
		}
	}
	return out
}

// issued gives number and date of a meeting's minutes on the set: those that the
// register gives to this kind of minutes, where there is one meeting, else the
// meeting's own.
func (p *proceeding) issued(m *nomination.Meeting) (number string, day vi.Date) {
	number, day = m.MinutesNumber, m.MinutesDate
	if out := p.set.issuedAs(p.in, nomination.PaperMinutes); len(p.meetings) < 2 {
		number = cmp.Or(out.Number, number)
		if out.Date.Whole() {
			day = out.Date
		}
	}
	return number, day
}

// numbers gives the numbers and days of the minutes for the table of contents.
func (p *proceeding) numbers() (numbers, days string) {
	var ns, ds []string
	for _, m := range p.meetings {
		n, d := p.issued(m)
		if n != "" {
			ns = append(ns, n)
		}
		if s := d.Short(); s != "" && !slices.Contains(ds, s) {
			ds = append(ds, s)
		}
	}
	return strings.Join(ns, ", "), strings.Join(ds, ", ")
}

// cited cites the minutes on the set as a letter does; empty where none of them has a
// number yet.
func (p *proceeding) cited() string {
	var out []string
	for _, m := range p.meetings {
		if number, day := p.issued(m); number != "" {
			out = append(out, citation(number, day))
		}
	}
	return joined(out)
}

// minutesOf cites the minutes of the meetings in which dossiers of any kind were
// concluded; empty where none of them has a number yet. Where one meeting has minutes for
// each kind of award, those of the dossiers' kinds are cited.
func minutesOf(in Input, vs []*rule.Verdict) string {
	var out []string
	cite := func(number string, day vi.Date) {
		if text := citation(number, day); number != "" && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	for _, v := range vs {
		if v.Conclusion == nil {
			continue
		}
		for _, m := range in.Case.Register.Meetings {
			if m.Code != v.Conclusion.Meeting {
				continue
			}
			number, day := m.MinutesNumber, m.MinutesDate
			if f := nominatedForm(in, v); f != nil {
				own := issuedAs(in, nomination.PaperMinutes+" ("+kindWords(f.Kind)+")")
				number = cmp.Or(own.Number, number)
				if own.Date.Whole() {
					day = own.Date
				}
			}
			cite(number, day)
		}
	}
	return joined(out)
}

// citation cites minutes: "Biên bản số 01/BB-HĐTĐKT ngày …".
func citation(number string, day vi.Date) string {
	text := "Biên bản số " + number
	if day.Whole() {
		text += " " + day.Long()
	}
	return text
}

// minutes writes the council's minutes on a set.
func (c *composer) minutes(p *proceeding) {
	data := minutesData{office: newOffice(c.in, p.set)}
	for i := range p.meetings {
		data.Meetings = append(data.Meetings, p.meeting(i))
	}
	minutes := p.set.place(paper.Paper{Kind: "bien-ban", Name: "03-bien-ban", Author: council + " " + data.Ward})
	minutes.Number, minutes.Date = p.numbers()
	minutes.Sources = p.sources()
	c.add("bien-ban.html", data, minutes)
}

// tally writes the minutes of the tellers on a set, where there was a secret ballot.
func (c *composer) tally(p *proceeding) {
	if !p.hasBallot() {
		return
	}
	data := minutesData{office: newOffice(c.in, p.set)}
	for i := range p.meetings {
		m := p.meeting(i)
		m.Collectives, m.Individuals = balloted(m.Collectives), balloted(m.Individuals)
		if m.Ballot {
			data.Meetings = append(data.Meetings, m)
		}
	}
	issued := p.set.issuedAs(c.in, nomination.PaperTally)
	data.Number = cmp.Or(issued.Number, blanks(6)+councilSymbol)
	minutes := p.set.place(paper.Paper{Kind: "bien-ban-kiem-phieu", Name: "03a-bien-ban-kiem-phieu", Author: council + " " + data.Ward})
	minutes.Number, minutes.Date, minutes.Sources = issued.Number, issued.Date.Short(), p.sources()
	c.add("bien-ban-kiem-phieu.html", data, minutes)
}

// balloted gives the dossiers voted on by secret ballot, with those rounds alone.
func balloted(all []considered) []considered {
	var out []considered
	for _, d := range all {
		d.Votes = slices.DeleteFunc(slices.Clone(d.Votes), func(v votes) bool { return !v.Ballot })
		if len(d.Votes) == 0 {
			continue
		}
		for i := range d.Votes {
			d.Votes[i].First = i == 0
		}
		d.N = len(out) + 1
		out = append(out, d)
	}
	return out
}

// meeting gives what the minutes of one of the meetings say.
func (p *proceeding) meeting(i int) meeting {
	r, held := &p.in.Case.Register, p.meetings[i]
	number, day := p.issued(held)
	if !held.Start.IsZero() {
		day = vi.DateOf(held.Start)
	}
	m := meeting{
		Number: cmp.Or(number, blanks(6)+councilSymbol),
		Start:  moment(held.Start),
		End:    moment(held.End),
		Day:    cmp.Or(day.Long(), unknownDay),
		Place:  cmp.Or(held.Place, dots(12)),
		Chair:  councillorNamed(r, held.Chair), Secretary: councillorNamed(r, held.Secretary),
		Total: dots(3), Present: dots(3),
		Bases: meetingBases(p.in, day),
	}
	if n := len(r.Council); n > 0 {
		m.Total = vi.Count(n)
	}
	m.attendance(r, held)
	for i, name := range held.Tellers {
		t := councillorNamed(r, name)
		t.N, t.End = i+1, listEnd(i, len(held.Tellers))
		m.Tellers = append(m.Tellers, t)
	}
	m.Dossiers, m.Single = dossierCounts(p.dossiers[i]), len(p.dossiers[i]) == 1
	for _, v := range p.dossiers[i] {
		p.dossier(&m, v, held)
	}
	ends(m.Put)
	ends(m.Left)
	if p.others[i] > 0 {
		m.Others = vi.Count(p.others[i])
	}
	m.Signs = m.Chair
	if p.proposes(held.Chair, m.Chair.Post) {
		m.Stand = p.deputy(&m)
	}
	if m.Stand != nil {
		m.Signs = *m.Stand
	}
	return m
}

// proposes reports whether somebody is put forward by the set.
func (p *proceeding) proposes(name, post string) bool {
	return slices.ContainsFunc(p.set.individuals, func(q individual) bool { return q.is(name, post) })
}

// deputy finds who chairs in the chair's place: the standing vice-chair, else a
// vice-chair, who attends, keeps no minutes and is not put forward; nil where nobody
// is known to.
func (p *proceeding) deputy(m *meeting) *councillor {
	for _, role := range []string{nomination.CouncilStanding, nomination.CouncilViceChair} {
		for i := range m.Members {
			c := &m.Members[i]
			here := !m.Attended || attends(c.Attended)
			if vi.Key(c.Role) == vi.Key(role) && here && vi.Key(c.Name) != vi.Key(m.Secretary.Name) && !p.proposes(c.Name, c.Post) {
				return c
			}
		}
	}
	return nil
}

// unknownDay is a day to be written by hand.
var unknownDay = "ngày " + dots(3) + " tháng " + dots(3) + " năm " + dots(4)

// moment writes when something began or ended.
func moment(t time.Time) string {
	if t.IsZero() {
		return dots(3) + " giờ " + dots(3) + " phút, " + unknownDay
	}
	return t.Format("15") + " giờ " + t.Format("04") + " phút, " + vi.DateOf(t).Long()
}

// councillorNamed finds what the council's list says of a name; a dotted blank where
// there is no name.
func councillorNamed(r *nomination.Register, name string) councillor {
	if name == "" {
		return councillor{Name: dots(12)}
	}
	for _, m := range r.Council {
		if vi.Key(m.Name) == vi.Key(name) {
			return councillor{Name: m.Name, Post: spellOut(m.Post), Role: m.Role}
		}
	}
	return councillor{Name: name}
}

func attends(how string) bool { return vi.Key(how) == vi.Key(nomination.AttendedPresent) }

// attendance fills in who came, who sent a written opinion and who was absent.
func (m *meeting) attendance(r *nomination.Register, held *nomination.Meeting) {
	how := map[string]string{}
	for _, a := range r.Attendance {
		if a.Meeting == held.Code && a.Meeting != "" && a.Present != "" {
			how[vi.Key(a.Name)] = a.Present
		}
	}
	m.Attended = len(how) > 0
	var written, absent int
	for _, c := range r.Council {
		one := councillor{N: len(m.Members) + 1, Name: c.Name, Post: spellOut(c.Post), Role: c.Role, Attended: how[vi.Key(c.Name)]}
		m.Members = append(m.Members, one)
		switch vi.Key(one.Attended) {
		case vi.Key(nomination.AttendedPresent):
			m.present++
		case vi.Key(nomination.AttendedWritten):
			written++
		case vi.Key(nomination.AttendedAbsent):
			absent++
		}
	}
	if !m.Attended {
		return
	}
	m.Present = vi.Count(m.present)
	if written > 0 {
		m.Written = vi.Count(written)
	}
	if absent > 0 {
		m.Absent = vi.Count(absent)
	}
}

// meetingBases names in one phrase what the council judged by, on the meeting's day.
func meetingBases(in Input, day vi.Date) string {
	if !day.Whole() {
		day = in.Date
	}
	var parts []string
	for _, b := range in.Rulebook.Bases(rulebook.PaperMinutes, day) {
		parts = append(parts, b.Text)
	}
	return strings.Join(parts, "; ")
}

func dossierCounts(all []*rule.Verdict) string {
	of := tallyOf(all)
	parts := countParts(of.collectives, of.individuals)
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return vi.Count(len(all)) + noBreak + "hồ sơ, gồm " + joined(parts)
}

func ends(list []considered) {
	for i := range list {
		list[i].End = listEnd(i, len(list))
	}
}

// dossier adds a dossier to what the minutes of a meeting say: what was voted on it
// and what came of it.
func (p *proceeding) dossier(m *meeting, v *rule.Verdict, held *nomination.Meeting) {
	d := considered{Name: v.Name}
	switch {
	case v.Collective != nil:
		d.N = len(m.Collectives) + 1
		d.Where = locality(v.Name, p.in.ward())
	default:
		d.N = len(m.Individuals) + 1
		d.Name = entitled(v.Individual.Sex, v.Name)
		if where := postWhere(v.Individual.Post, v.Individual.Workplace, p.in.ward()); where != "" {
			d.Where = ", " + where
		}
		m.recuse(v.Individual, p.ballots[v.Nominee], held)
	}
	d.Award = spellOut(v.Record().Form)
	if f := proposedForm(p.in, v); f != nil {
		d.Award = spellOut(f.Name)
	}
	d.Votes = p.votesOn(v.Nominee, held)
	for _, b := range d.Votes {
		m.Ballot = m.Ballot || b.Ballot
		if how := strings.ToLower(b.Manner); how != "" && !slices.Contains(m.manners, how) {
			m.manners = append(m.manners, how)
		}
	}
	m.Manners, m.Mixed = joined(m.manners), len(m.manners) > 1
	p.conclude(m, v, held, &d)
	if v.Collective != nil {
		m.Collectives = append(m.Collectives, d)
	} else {
		m.Individuals = append(m.Individuals, d)
	}
	m.except(v, d.Name)
}

// conclude adds what came of a dossier in the meeting that concluded it.
func (p *proceeding) conclude(m *meeting, v *rule.Verdict, held *nomination.Meeting, d *considered) {
	c := v.Conclusion
	if c == nil || c.Meeting != held.Code && c.Meeting != "" && held.Code != "" {
		return
	}
	d.Result, d.Reason = resultWords(v), strings.TrimRight(c.Reason, " .;")
	switch {
	case !v.ForCity():
		m.Left = append(m.Left, *d)
		return
	case v.Collective != nil:
		m.put[0]++
	default:
		m.put[1]++
	}
	m.Put = append(m.Put, *d)
	m.PutCounts = strings.Join(countParts(m.put[0], m.put[1]), ", ")
}

// resultWords says what was concluded on a dossier, as minutes do.
func resultWords(v *rule.Verdict) string {
	switch vi.Key(v.Conclusion.Decision) {
	case vi.Key(nomination.ConcludedCity), vi.Key(nomination.ConcludedState):
		return "đề nghị"
	case vi.Key(nomination.ConcludedCertificate):
		return "đề nghị Chủ tịch Ủy ban nhân dân phường tặng Giấy khen"
	case vi.Key(nomination.ConcludedNone):
		return "không đề nghị"
	case vi.Key(nomination.ConcludedSupplement):
		return "yêu cầu bổ sung hồ sơ"
	case vi.Key(nomination.ConcludedWithdrawn):
		return "đơn vị xin rút hồ sơ"
	}
	return ""
}

// votesOn gives the rounds of votes on a dossier in a meeting, in their order.
func (p *proceeding) votesOn(id nomination.ID, held *nomination.Meeting) []votes {
	ballots := slices.DeleteFunc(slices.Clone(p.ballots[id]), func(b *nomination.Ballot) bool { return b.Meeting != held.Code })
	slices.SortStableFunc(ballots, func(a, b *nomination.Ballot) int { return a.Round - b.Round })
	members := len(p.in.Case.Register.Council)
	var out []votes
	for i, b := range ballots {
		v := votes{
			First: i == 0, Round: vi.Count(max(1, b.Round)), Manner: b.Manner, Ballot: isBallot(b),
			Issued: countOf(b.Issued), Back: countOf(b.Returned), Valid: countOf(b.Valid), Invalid: countOf(b.Invalid),
			For: countOf(b.For), Against: countOf(b.Against),
			WrittenFor: countOf(b.WrittenFor), WrittenAgainst: countOf(b.WrittenAgainst),
		}
		if members > 0 && b.For >= 0 {
			agreed := b.For + max(0, b.WrittenFor)
			v.Agreed, v.Share = vi.Count(agreed)+"/"+vi.Count(members), percent(agreed, members)
		}
		out = append(out, v)
	}
	return out
}

// countOf writes a count of votes; empty where none was written down.
func countOf(n int) string {
	if n < 0 {
		return ""
	}
	return vi.Count(n)
}

// recuse marks a nominee who sits on the council. Where as many ballots were given out
// as members attended, it can't be said that the nominee took none.
func (m *meeting) recuse(p *nomination.Individual, ballots []*nomination.Ballot, held *nomination.Meeting) {
	i := slices.IndexFunc(m.Members, func(c councillor) bool { return samePerson(p.Name, p.Post, c.Name, c.Post) })
	if i < 0 {
		return
	}
	out := recusal{Name: entitled(p.Sex, p.Name), Role: m.Members[i].Role, Abstained: true}
	for _, b := range ballots {
		if b.Meeting == held.Code && attends(m.Members[i].Attended) && max(b.Issued, b.For+max(0, b.Against)) >= m.present {
			out.Abstained = false
		}
	}
	m.Recusals = append(m.Recusals, out)
}

// except adds the exceptions that let faults of a dossier pass.
func (m *meeting) except(v *rule.Verdict, name string) {
	for _, x := range v.Exceptions {
		m.Exceptions = append(m.Exceptions, exception{
			Name: name, Fault: x.Fault, Reason: x.Reason, By: x.By, Document: x.Document,
		})
	}
}
