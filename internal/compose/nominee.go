package compose

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"thidua/internal/nomination"
	"thidua/internal/rule"
	"thidua/internal/rulebook"
	"thidua/internal/vi"
)

// A set is the dossiers that go up together: one letter, one list, their reports.
type set struct {
	kind        rulebook.FormKind
	state       bool   // for State level, through the city
	suffix      string // of its papers' names where there are several sets: "-danh-hieu"
	award       string
	collectives []collective
	individuals []individual
}

// A nominee is what papers print of collectives and individuals alike.
type nominee struct {
	N           int    // in its list, from 1
	ID          string // "VHXH/CN01"; for the manifest, not for print
	Name        string
	Award       string // proposed, abbreviations spelled out
	Rating      string // Mức độ hoàn thành nhiệm vụ
	Summary     string // Tóm tắt thành tích
	Note        string // what the city has to know: "Truy tặng", "Đã nghỉ hưu"
	Vote        string // "09/09 (100%)"; empty where no ballot is known
	End         string // ";" or "." as the last of its list
	Titles      []held // Danh hiệu thi đua already given
	Commended   []held // Hình thức khen thưởng already given
	Initiatives []initiative
	Ratings     []rated  // year by year, in a final review
	Rated       []string // likewise, years of one rating together: "2026 - 2029: Hoàn thành …"
	Unit        string   // of the unit that sent the nomination
	UnitHead    string
	OfWard      bool // that unit is the ward itself
	Attached    bool // the unit wrote section II of the report itself, in Word
	verdict     *rule.Verdict
}

// A collective as papers print it (tập thể).
type collective struct {
	nominee
	Class        string
	Head         string
	HeadPost     string
	Address      string
	Staff, Women int // 0: not known
	Situation    string
	Functions    string
	Achievements string
	Measures     string
	Emulation    string
	Compliance   string
	Party        string
	Locality     string // ", phường Lê Thanh Nghị" where the name doesn't say it
	IsWard       bool   // the ward itself
	IsUnit       bool   // the unit that sent the nomination, not a part of it
}

// An individual as papers print it (cá nhân).
type individual struct {
	nominee
	Entitled     string // "Bà Lưu Thị Hồng Nhung"
	Sex          string
	IsMan        bool
	Born         vi.Date
	BornDay      string // "1990-08-14" where the day is known: the value of a spreadsheet's cell
	Post         string
	PostWhere    string // post and workplace in one, in full words
	Workplace    string
	Hometown     string
	Residence    string
	Education    string
	Roles        string // "tham mưu, đề xuất"
	Duties       string
	Achievements string
	Posthumous   bool
	Services     []service // stretches of direct work on administrative reform
	Served       string    // "48 tháng trực tiếp làm …": all of them, months that overlap once
	ServedBrief  string    // the same without how overlaps are counted, for narrow columns
	HasSuperior  bool      // the unit has a head other than the nominee, who confirms the report
}

// A held award (khen thưởng đã có).
type held struct {
	Year     int
	Form     string
	Decision string // number, day and issuer in one
	Short    string // number and day alone, for narrow columns
}

// A rated year (kết quả xếp loại).
type rated struct {
	Year     int
	Rating   string
	Document string // number, day and issuer in one
}

// A service is a stretch of direct work on administrative reform (quá trình CCHC).
type service struct {
	From, To string // "7/2025"; To empty: to this day
	Roles    string
	Post     string
	Document string
}

// An initiative as papers print it (sáng kiến).
type initiative struct {
	N        int
	Name     string
	Decision string // "912/QĐ-UBND ngày 30/6/2026 của …"; empty where not recognised
	Short    string // without who recognised it
	Scope    string
	Effect   string
}

// parted divides the dossiers put forward into those that one letter asks for. The law
// has a dossier of its own for titles of emulation and for forms of commendation
// (khoản 1, 2 Điều 84 Luật Thi đua, khen thưởng), and State level goes another way.
func parted(in Input, all []*rule.Verdict) []*set {
	of := func(suffix string, belongs func(*rule.Verdict) bool) (out []*set) {
		var own []*rule.Verdict
		for _, v := range all {
			if belongs(v) {
				own = append(own, v)
			}
		}
		if len(own) == 0 {
			return nil
		}
		s := newSet(in, own)
		s.suffix = suffix
		return []*set{s}
	}
	title := func(v *rule.Verdict) bool { return v.Form != nil && v.Form.Kind == rulebook.EmulationTitle }
	sets := slices.Concat(
		of("-danh-hieu", func(v *rule.Verdict) bool { return !v.ForState() && title(v) }),
		of("-hinh-thuc", func(v *rule.Verdict) bool { return !v.ForState() && !title(v) }),
		of("-nha-nuoc", (*rule.Verdict).ForState),
	)
	if len(sets) == 1 {
		sets[0].suffix = ""
	}
	return sets
}

// issuedAs finds the number and date that a paper of the set went out with. Where
// there are several sets, the register names the paper with the set's kind.
func (s *set) issuedAs(in Input, paper string) nomination.Issued {
	if s.suffix != "" {
		paper += " (" + s.words() + ")"
	}
	return issuedIn(in, max(1, in.Round), paper)
}

// words names what a set asks for, as its titles do.
func (s *set) words() string {
	if s.state {
		return "cấp Nhà nước"
	}
	return kindWords(s.kind)
}

// newSet gathers dossiers, in the outcome's order.
func newSet(in Input, all []*rule.Verdict) *set {
	s := &set{kind: rulebook.CommendationForm}
	for i, v := range all {
		if i == 0 && v.Form != nil {
			s.kind, s.state = v.Form.Kind, v.ForState()
		}
		switch {
		case v.Collective != nil:
			s.collectives = append(s.collectives, newCollective(in, v))
		case v.Individual != nil:
			s.individuals = append(s.individuals, newIndividual(in, v))
		}
	}
	var awards []string
	for i := range s.collectives {
		n := &s.collectives[i].nominee
		n.N, n.End = i+1, listEnd(i, len(s.collectives))
		awards = append(awards, n.Award)
	}
	for i := range s.individuals {
		n := &s.individuals[i].nominee
		n.N, n.End = i+1, listEnd(i, len(s.individuals))
		awards = append(awards, n.Award)
	}
	slices.Sort(awards)
	s.award = joined(slices.Compact(awards))
	return s
}

func listEnd(i, n int) string {
	if i == n-1 {
		return "."
	}
	return ";"
}

func (s *set) empty() bool { return len(s.collectives)+len(s.individuals) == 0 }

// counts writes how many are put forward, as official lists do.
func (s *set) counts() string {
	return strings.Join(countParts(len(s.collectives), len(s.individuals)), ", ")
}

// countParts writes two numbers, of collectives and of individuals, without those that
// are none.
func countParts(collectives, individuals int) []string {
	var parts []string
	if collectives > 0 {
		parts = append(parts, vi.Count(collectives)+noBreak+"tập thể")
	}
	if individuals > 0 {
		parts = append(parts, vi.Count(individuals)+noBreak+"cá nhân")
	}
	return parts
}

func (s *set) whom() string {
	switch {
	case len(s.individuals) == 0:
		return "tập thể"
	case len(s.collectives) == 0:
		return "cá nhân"
	}
	return "tập thể, cá nhân"
}

// grant says what the award does: it is given to the living, truy tặng to the dead.
func (s *set) grant() string {
	dead := 0
	for _, p := range s.individuals {
		if p.Posthumous {
			dead++
		}
	}
	switch dead {
	case 0:
		return "tặng"
	case len(s.collectives) + len(s.individuals):
		return "truy tặng"
	}
	return "tặng, truy tặng"
}

// nominates reports whether a signer is put forward in the set.
func (s *set) nominates(g *nomination.Signer) bool {
	return slices.ContainsFunc(s.individuals, func(p individual) bool { return p.is(g.Name, g.Post) })
}

// is reports whether the nominee is the person of a name and post.
func (p *individual) is(name, post string) bool { return samePerson(p.Name, p.Post, name, post) }

// samePerson reports whether a nominee is somebody whom the register knows by name and
// post alone. A name decides nothing (two people may share one), so one of the
// nominee's posts has to begin as that post does: "Bí thư Đảng ủy, Chủ tịch UBND
// phường" is the ward's "Chủ tịch". Where no post is known the name has to do.
func samePerson(nominee, posts, name, post string) bool {
	if name == "" || vi.Key(nominee) != vi.Key(name) {
		return false
	}
	if post == "" || posts == "" {
		return true
	}
	for one := range strings.FieldsFuncSeq(posts, func(r rune) bool { return r == ',' || r == ';' }) {
		if words := strings.Fields(vi.Key(one)); len(words) > 0 && strings.Contains(vi.Key(post), strings.Join(words[:min(2, len(words))], " ")) {
			return true
		}
	}
	return false
}

func newNominee(in Input, v *rule.Verdict, n nomination.Nominee) nominee {
	out := nominee{
		ID:      string(n.ID),
		Name:    n.Name,
		Award:   spellOut(n.Form),
		Rating:  n.Rating,
		Summary: n.Summary,
		Vote:    vote(in, n.ID),
		verdict: v,
	}
	_, out.Attached = in.Reports[n.ID]
	switch {
	case v.Form != nil:
		out.Award = spellOut(v.Form.Name)
	case v.ForState() && v.Conclusion.Form != "":
		out.Award = spellOut(v.Conclusion.Form)
	}
	if s := n.Submission; s != nil {
		out.Unit, out.UnitHead = s.UnitName, s.Head
	}
	if u, ok := in.Case.Register.Unit(n.ID.Unit()); ok {
		out.Unit, out.UnitHead = u.Name, cmp.Or(u.Head, out.UnitHead)
		out.OfWard = u.Class == nomination.ClassWard
	}
	out.Initiatives = initiatives(in, n.Initiatives)
	out.Ratings = ratings(n)
	out.Rated = together(out.Ratings)
	return out
}

// together writes ratings with neighbouring years of the same one in a span.
func together(all []rated) []string {
	var out []string
	for i := 0; i < len(all); {
		last := i
		for last+1 < len(all) && all[last+1].Rating == all[i].Rating && all[last+1].Year == all[last].Year+1 {
			last++
		}
		years := fmt.Sprint(all[i].Year)
		if last > i {
			years += fmt.Sprintf(" - %d", all[last].Year)
		}
		out = append(out, years+": "+all[i].Rating)
		i = last + 1
	}
	return out
}

// ratings gives the ratings of a nominee by year.
func ratings(n nomination.Nominee) []rated {
	var out []rated
	if n.Submission == nil {
		return nil
	}
	for _, r := range n.Submission.Ratings {
		if r.Nominee == n.ID {
			document := r.Document
			if r.Issuer != "" && document != "" {
				document += " của " + r.Issuer
			}
			out = append(out, rated{Year: r.Year, Rating: r.Rating, Document: cmp.Or(document, r.Issuer)})
		}
	}
	slices.SortStableFunc(out, func(a, b rated) int { return a.Year - b.Year })
	return out
}

// services gives the stretches of a nominee's direct work, as the unit lists them.
func services(n nomination.Nominee) []service {
	var out []service
	if n.Submission == nil {
		return nil
	}
	for _, s := range n.Submission.Services {
		if s.Nominee == n.ID {
			out = append(out, service{
				From: s.From.Short(), To: s.To.Short(), Roles: strings.ToLower(strings.Join(s.Roles, ", ")),
				Post: s.Post, Document: s.Assignment,
			})
		}
	}
	return out
}

// served gives what the rules have counted of the months of direct work.
func served(v *rule.Verdict) string {
	for _, n := range v.Leaves() {
		if n.Key == rule.KeyServiceMonths && n.Result != rule.Unknown {
			return n.Evidence
		}
	}
	return ""
}

func newCollective(in Input, v *rule.Verdict) collective {
	c := v.Collective
	out := collective{
		nominee:      newNominee(in, v, c.Nominee),
		Class:        c.Class,
		Head:         c.Head,
		HeadPost:     c.HeadPost,
		Address:      c.Address,
		Staff:        c.Staff,
		Women:        c.Women,
		Situation:    c.Situation,
		Functions:    c.Functions,
		Achievements: c.Achievements,
		Measures:     c.Measures,
		Emulation:    c.Emulation,
		Compliance:   c.Compliance,
		Party:        c.Party,
		IsWard:       c.Class == nomination.ClassWard,
	}
	ward := in.ward()
	out.IsUnit = in.sameOffice(c.Name, out.Unit)
	out.Locality = locality(c.Name, ward)
	out.awards(in.Case, c.Nominee, func(p *nomination.PastAward) bool { return in.sameOffice(p.Holder, c.Name) })
	return out
}

func newIndividual(in Input, v *rule.Verdict) individual {
	p := v.Individual
	ward := in.ward()
	out := individual{
		nominee:      newNominee(in, v, p.Nominee),
		Entitled:     entitled(p.Sex, p.Name),
		Sex:          p.Sex,
		IsMan:        p.Sex == nomination.Male,
		Born:         p.Born,
		Post:         spellOut(p.Post),
		PostWhere:    postWhere(p.Post, p.Workplace, ward),
		Workplace:    spellOut(p.Workplace),
		Hometown:     p.Hometown,
		Residence:    p.Residence,
		Education:    p.Education,
		Roles:        strings.ToLower(strings.Join(p.Roles, ", ")),
		Duties:       p.Duties,
		Achievements: p.Achievements,
		Posthumous:   p.Status == nomination.StatusDied,
		Services:     services(p.Nominee),
		Served:       served(v),
		ServedBrief:  strings.Replace(served(v), rule.OverlapsOnce, "", 1),
	}
	out.HasSuperior = !out.OfWard && vi.Key(out.UnitHead) != vi.Key(p.Name)
	if p.Born.Whole() {
		out.BornDay = p.Born.ISO()
	}
	switch p.Status {
	case nomination.StatusDied:
		out.Note = "Truy tặng"
	case nomination.StatusRetired, nomination.StatusMoved:
		out.Note = p.Status
	}
	out.awards(in.Case, p.Nominee, func(a *nomination.PastAward) bool {
		return vi.Key(a.Holder) == vi.Key(p.Name) && a.Born == p.Born && !p.Born.IsZero()
	})
	return out
}

// postWhere writes post and workplace as a letter does: "Chuyên viên, Phòng Văn hóa
// - Xã hội, phường Lê Thanh Nghị".
func postWhere(post, workplace, ward string) string {
	var parts []string
	post, workplace = spellOut(post), spellOut(workplace)
	if post != "" {
		parts = append(parts, post)
	}
	// A post that names the office says it once; the ward comes at the end anyway.
	office := bareName(workplace, ward)
	if workplace != "" && !strings.Contains(vi.Key(post), office) {
		parts = append(parts, workplace)
	}
	s := strings.Join(parts, ", ")
	where := locality(s, ward)
	// The ward stands behind the office's name as the unit itself writes it: "Phó Trưởng
	// phòng Văn hóa - Xã hội phường Lê Thanh Nghị", "Tổ trưởng Tổ dân phố số 5, phường …".
	if strings.HasSuffix(vi.Key(s), office) && vi.Key(workplace) == office+" "+vi.Key(ward) {
		where = strings.TrimPrefix(where, ",")
	}
	return s + where
}

// locality gives what has to be added to a name so that a reader in the city knows
// which ward is meant; nothing where the name says it.
func locality(name, ward string) string {
	_, proper, _ := strings.Cut(ward, " ")
	key := vi.Key(name)
	switch {
	case name == "" || strings.Contains(key, vi.Key(proper)):
		return ""
	case strings.HasSuffix(key, " phường"):
		return " " + proper
	}
	return ", " + ward
}

// sameOffice reports whether two names are of one office, the ward's own name aside.
func (in Input) sameOffice(a, b string) bool {
	r := &in.Case.Register
	return in.Rulebook.OfficeKey(r, a) == in.Rulebook.OfficeKey(r, b)
}

// bareName gives the key of an office's name without the ward's.
func bareName(name, ward string) string {
	return strings.TrimRight(strings.TrimSuffix(vi.Key(name), vi.Key(ward)), " ,")
}

// vote gives the last ballot on a dossier as a share of the whole council, written
// opinions included; empty where the counts are not known.
func vote(in Input, id nomination.ID) string {
	last, members := in.lookup.ballots[id], len(in.Case.Register.Council)
	if last == nil || last.For < 0 || members == 0 {
		return ""
	}
	votes := last.For + max(0, last.WrittenFor)
	return fmt.Sprintf("%s/%s (%s)", vi.Count(votes), vi.Count(members), percent(votes, members))
}

// percent writes a share with at most one decimal, rounded half up: 8 of 9 is 88,9%.
func percent(part, whole int) string {
	tenths := (part*2000 + whole) / (2 * whole)
	if tenths%10 == 0 {
		return fmt.Sprintf("%d%%", tenths/10)
	}
	return fmt.Sprintf("%d,%d%%", tenths/10, tenths%10)
}

// initiatives gives the initiatives that a dossier cites, in its order; the rules
// report codes that nothing stands for.
func initiatives(in Input, cited []nomination.ID) []initiative {
	var out []initiative
	for _, id := range cited {
		for _, i := range in.lookup.initiatives[id] {
			out = append(out, initiative{
				N: len(out) + 1, Name: i.Name, Scope: i.Scope, Effect: i.Effect,
				Decision: decision(i.Decision, i.DecisionDate, i.Recogniser),
				Short:    decision(i.Decision, i.DecisionDate, ""),
			})
		}
	}
	return out
}

// decision writes number, day and issuer of a decision as tables do.
func decision(number string, day vi.Date, issuer string) string {
	var parts []string
	if number != "" {
		if number[0] >= '0' && number[0] <= '9' {
			number = "Quyết định số " + number
		}
		parts = append(parts, number)
	}
	switch {
	case day.Whole():
		parts = append(parts, "ngày "+day.Short())
	case !day.IsZero():
		parts = append(parts, day.Long())
	}
	if issuer != "" {
		if len(parts) > 0 {
			issuer = "của " + issuer
		}
		parts = append(parts, issuer)
	}
	return strings.Join(parts, " ")
}

// awards gathers what a nominee already holds, of the unit's sheet and of the
// office's history, one line for each decision, by year.
func (n *nominee) awards(c *nomination.Case, of nomination.Nominee, own func(*nomination.PastAward) bool) {
	seen := map[string]bool{}
	add := func(year int, form, number string, day vi.Date, issuer string) {
		key := fmt.Sprint(year, vi.Key(form), vi.Key(number))
		if seen[key] {
			return
		}
		seen[key] = true
		h := held{Year: year, Form: spellOut(form), Decision: decision(number, day, issuer), Short: decision(number, day, "")}
		if isCommendation(form) {
			n.Commended = append(n.Commended, h)
		} else {
			n.Titles = append(n.Titles, h)
		}
	}
	if s := of.Submission; s != nil {
		for _, h := range s.Held {
			if h.Nominee == of.ID {
				add(h.Year, h.Form, h.Decision, h.Date, h.Issuer)
			}
		}
	}
	for _, p := range c.Register.History {
		if own(p) {
			add(p.Year, p.Form, p.Decision, p.Date, p.Issuer)
		}
	}
	byYear := func(a, b held) int { return a.Year - b.Year }
	slices.SortStableFunc(n.Titles, byYear)
	slices.SortStableFunc(n.Commended, byYear)
}

// isCommendation parts forms of commendation from titles of emulation by their names:
// the workbooks don't say which a held award is. What it doesn't know is a title.
func isCommendation(form string) bool {
	key := vi.Key(form)
	for _, name := range [...]string{"bằng khen", "giấy khen", "huân chương", "huy chương", "kỷ niệm chương", "giải thưởng", "danh hiệu vinh dự", "anh hùng"} {
		if strings.Contains(key, name) {
			return true
		}
	}
	return false
}
