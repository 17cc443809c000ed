package rulebook

import (
	"cmp"
	"regexp"

	"github.com/goccy/go-yaml/ast"

	"thidua/internal/nomination"
	"thidua/internal/vi"
)

// levels, conclusions and the rest are the closed lists that workbooks use as well.
var (
	levels      = []string{nomination.LevelWard, nomination.LevelCity, nomination.LevelFinal}
	conclusions = []string{nomination.ConcludedCity, nomination.ConcludedState, nomination.ConcludedCertificate}
	roles       = []string{nomination.RoleDirects, nomination.RoleInCharge, nomination.RoleAdvises, nomination.RoleProposes, nomination.RoleImplements}
	conducts    = []string{nomination.ConductGood, nomination.ConductNotGood}
	ratings     = []string{
		nomination.RatingExcellent, nomination.RatingGood, nomination.RatingDone, nomination.RatingNotDone,
		nomination.RatingPending, nomination.RatingNotSubject,
	}
	papers = []string{
		PaperLetter, PaperList, PaperMinutes, PaperTally, PaperSummary, PaperOfficeLetter,
		PaperDecision, PaperNotice, PaperMeeting, PaperAppraisal, PaperPeriodic,
	}
)

// The kinds of paper that cite legal bases, as the rulebook's file calls them.
const (
	PaperLetter       = "to-trinh"
	PaperList         = "danh-sach"
	PaperMinutes      = "bien-ban"
	PaperTally        = "bien-ban-kiem-phieu"
	PaperSummary      = "trich-ngang"
	PaperOfficeLetter = "to-trinh-phong"
	PaperDecision     = "quyet-dinh"
	PaperNotice       = "thong-bao"
	PaperMeeting      = "bao-cao-hop"
	PaperAppraisal    = "bao-cao-tham-dinh"
	PaperPeriodic     = "bao-cao-phong-trao"
)

// rulebook decodes the root and holds its parts against each other.
func (d *decoder) rulebook(root ast.Node) *Rulebook {
	o := d.object(root, "gốc của tệp kế hoạch")
	b := &Rulebook{Version: o.number("version", 1, 1)}
	if n, ok := o.need("plan"); ok {
		b.Plan = d.plan(n)
	}
	if n, ok := o.need("one_award"); ok {
		b.OneAward = d.citation(n, "one_award")
	}
	if n, ok := o.need("pending"); ok {
		b.Pending = d.citation(n, "pending")
	}
	b.Periods = each(o, "periods", d.period)
	b.Readings = each(o, "readings", d.reading)
	b.Forms = each(o, "forms", d.form)
	b.Dossiers = each(o, "dossiers", d.dossier)
	b.Quotas = each(o, "quotas", d.quota)
	b.Deadlines = each(o, "deadlines", d.deadline)
	b.Votes = each(o, "votes", d.vote)
	b.Rewards = each(o, "rewards", d.reward)
	b.BaseSalaries = each(o, "base_salaries", d.baseSalary)
	b.Holidays = each(o, "holidays", d.holiday)
	b.LegalBases = each(o, "legal_bases", d.legalBasis)
	o.close()
	if !o.bad {
		d.crossCheck(o, b)
	}
	d.borrow(b) // last, so that a fault of a standard is not reported for its borrowers as well
	return b
}

// each decodes every member of a required list.
func each[T any](o *object, key string, decode func(ast.Node) T) []T {
	var out []T
	for _, n := range o.list(key) {
		out = append(out, decode(n))
	}
	return out
}

func (d *decoder) plan(n ast.Node) Plan {
	o := d.object(n, "plan")
	defer o.close()
	return Plan{
		Key: o.text("key"), Campaign: o.text("campaign"), Ward: o.text("ward"), City: o.text("city"),
		Desk:      cmp.Or(o.optional("desk"), usualDesk),
		Documents: o.texts("documents"), Unverified: o.texts("unverified"),
	}
}

// usualDesk is the office through which the plan lets dossiers come in (III.3), for
// rulebooks that don't say.
const usualDesk = "Phòng Văn hóa - Xã hội"

func (d *decoder) citation(n ast.Node, what string) Citation {
	o := d.object(n, what)
	defer o.close()
	return Citation{Clause: o.text("clause"), Basis: o.text("basis"), Sentence: o.text("sentence")}
}

func (d *decoder) period(n ast.Node) Period {
	o := d.object(n, "periods")
	defer o.close()
	p := Period{
		Key: o.text("key"), Kind: o.choice("kind", Year, Final),
		First: o.number("first", 2000, 2200), Last: o.number("last", 2000, 2200),
		Clause: o.text("clause"), Basis: o.text("basis"),
	}
	switch {
	case p.Last < p.First:
		d.fault(n, "Kỳ có năm cuối trước năm đầu", "last không nhỏ hơn first", "")
	case p.Kind == Year && p.Last != p.First:
		d.fault(n, "Kỳ một năm (kind: year) phải có first bằng last", "first bằng last", "")
	}
	return p
}

func (d *decoder) reading(n ast.Node) Reading {
	o := d.object(n, "readings")
	defer o.close()
	return Reading{
		Key: o.text("key"), About: o.text("about"), Clause: o.text("clause"),
		Choices: each(o, "choices", func(n ast.Node) Choice {
			o := d.object(n, "choices")
			defer o.close()
			return Choice{Key: o.text("key"), Text: o.text("text")}
		}),
	}
}

func (d *decoder) form(n ast.Node) Form {
	o := d.object(n, "forms")
	defer o.close()
	f := Form{
		Key: o.text("key"), Name: o.text("name"),
		Kind:   FormKind(o.choice("kind", string(EmulationTitle), string(CommendationForm), string(StateAward))),
		Level:  o.choice("level", levels...),
		Period: o.choice("period", Year, Final),
		Clause: o.text("clause"), Basis: o.text("basis"), Legal: o.text("legal"),
		Conclusion: o.choice("conclusion", conclusions...),
	}
	collective, individual := o.has("collective"), o.has("individual")
	if collective {
		f.Collective = d.standard(o.value["collective"], "collective")
	}
	if individual {
		f.Individual = d.standard(o.value["individual"], "individual")
	}
	if !collective && !individual && !o.bad {
		d.fault(n, "Hình thức khen thưởng này không áp dụng cho ai", "khóa \"collective\" (tập thể), \"individual\" (cá nhân) hoặc cả hai", "")
	}
	return f
}

func (d *decoder) standard(n ast.Node, what string) *Criterion {
	c := d.criterion(n, what)
	return &c
}

// criterion decodes a node of a rule; exactly one of the known conditions stands in it.
func (d *decoder) criterion(n ast.Node, what string) Criterion {
	o := d.object(n, what)
	defer o.close()
	if o.has("same_as") {
		return Criterion{sameAs: &reference{o.text("same_as"), o.value["same_as"]}}
	}
	c := Criterion{Clause: o.text("clause"), Basis: o.text("basis"), Label: o.text("label"), Sentence: o.text("sentence")}
	found := d.composed(o, &c) + d.predicates(o, &c)
	if found != 1 && !o.bad {
		d.fault(n, "Mỗi tiêu chuẩn phải có đúng một điều kiện",
			"một trong: same_as, all_of, any_of, by_reading, rank_within, years_ranked_within, initiatives, selected, conduct, rating, direct_role, service_months, leading, campaign_years",
			vi.Count(found)+" điều kiện")
	}
	return c
}

// composed decodes the conditions that hold others and gives how many there were.
func (d *decoder) composed(o *object, c *Criterion) int {
	found := 0
	member := func(key string) func(ast.Node) Criterion {
		return func(n ast.Node) Criterion { return d.criterion(n, key) }
	}
	if o.has(KeyAllOf) {
		found++
		c.AllOf = each(o, KeyAllOf, member(KeyAllOf))
	}
	if o.has(KeyAnyOf) {
		found++
		c.AnyOf = each(o, KeyAnyOf, member(KeyAnyOf))
		if len(c.AnyOf) == 0 {
			d.fault(o.value[KeyAnyOf], "Danh sách any_of không được trống: không ai đạt được", "ít nhất một tiêu chuẩn", "")
		}
	}
	if o.has(KeyByReading) {
		found++
		c.ByReading = d.byReading(o.value[KeyByReading])
	}
	return found
}

func (d *decoder) byReading(n ast.Node) *ByReading {
	o := d.object(n, KeyByReading)
	defer o.close()
	return &ByReading{
		Reading: o.text("reading"),
		Cases: each(o, "cases", func(n ast.Node) ReadingCase {
			o := d.object(n, "cases")
			defer o.close()
			c := ReadingCase{Choice: o.text("choice")}
			if n, ok := o.need("criterion"); ok {
				c.Criterion = d.criterion(n, "criterion")
			}
			return c
		}),
	}
}

// predicates decodes the conditions of the closed vocabulary and gives how many there were.
func (d *decoder) predicates(o *object, c *Criterion) int {
	found := 0
	with := func(key string, read func(p *object)) {
		if !o.has(key) {
			return
		}
		found++
		p := d.object(o.value[key], key)
		read(p)
		p.close()
	}
	with(KeyRankWithin, func(p *object) { c.RankWithin = &RankWithin{p.number("rank", 1, 10000)} })
	with(KeyYearsRankedWithin, func(p *object) {
		c.YearsRankedWithin = &YearsRankedWithin{Years: p.number("years", 1, 50), Rank: p.number("rank", 1, 10000), NotBeside: p.optional("not_beside")}
	})
	with(KeyInitiatives, func(p *object) {
		c.Initiatives = &Initiatives{
			Count: p.number("count", 1, 100), Replicable: p.flag("replicable"),
			ByWard: p.flag("by_ward"), WithinPeriod: p.flag("within_period"),
		}
	})
	with(KeySelected, func(*object) { c.Selected = &Selected{} })
	with(KeyConduct, func(p *object) { c.Conduct = &Conduct{p.choice("value", conducts...)} })
	with(KeyRating, func(p *object) {
		c.Rating = &Rating{Value: p.choice("value", ratings...), NotYet: p.choices("not_yet", ratings...)}
	})
	with(KeyDirectRole, func(p *object) { c.DirectRole = &DirectRole{p.choices("roles", roles...)} })
	with(KeyServiceMonths, func(p *object) { c.ServiceMonths = &ServiceMonths{p.number("months", 1, 600)} })
	with(KeyLeading, func(*object) { c.Leading = &Leading{} })
	with(KeyCampaignYears, func(p *object) { c.CampaignYears = &CampaignYears{p.number("years", 1, 50)} })
	return found
}

func (d *decoder) dossier(n ast.Node) Dossier {
	o := d.object(n, "dossiers")
	defer o.close()
	return Dossier{
		Forms: o.texts("forms"), Papers: o.choices("papers", NeedReport, NeedMinutes, NeedTally, NeedRanks),
		Clause: o.text("clause"), Basis: o.text("basis"),
	}
}

func (d *decoder) quota(n ast.Node) Quota {
	o := d.object(n, "quotas")
	defer o.close()
	q := Quota{
		Form: o.text("form"), Beside: o.optional("beside"),
		Reading: o.optional("reading"), Choice: o.optional("choice"), Allocated: o.flag("allocated"),
		Collective: o.optionalNumber("collective", Unlimited, 0, 10000),
		Individual: o.optionalNumber("individual", Unlimited, 0, 10000),
		Clause:     o.text("clause"), Basis: o.text("basis"), Sentence: o.text("sentence"),
	}
	bounded := q.Collective != Unlimited || q.Individual != Unlimited
	switch {
	case o.bad:
	case o.has("reading") != o.has("choice"):
		d.fault(n, "Khóa \"reading\" và \"choice\" phải đi với nhau", "cả hai khóa, hoặc không khóa nào", "")
	case q.Allocated && (bounded || q.Beside != "" || q.Reading != ""):
		d.fault(n, "Số lượng theo phân bổ (allocated: true) không có số hoặc điều kiện của riêng nó", "chỉ form, allocated, clause, basis, sentence", "")
	case !q.Allocated && !bounded:
		d.fault(n, "Dòng này không đặt số lượng nào", "khóa \"collective\", \"individual\" hoặc \"allocated: true\"", "")
	}
	return q
}

func (d *decoder) deadline(n ast.Node) Deadline {
	o := d.object(n, "deadlines")
	defer o.close()
	l := Deadline{
		Level: o.choice("level", levels...), Period: o.choice("period", Year, Final),
		Month: o.number("month", 1, 12), Day: o.number("day", 1, 31), Year: o.optionalNumber("year", 0, 2000, 2200),
		Clause: o.text("clause"), Basis: o.text("basis"), Sentence: o.text("sentence"),
	}
	year := l.Year
	if year == 0 {
		year = 2027 // no leap year: 29/02 would be missing in most years
	}
	if day := (vi.Date{Year: year, Month: l.Month, Day: l.Day}); !o.bad && !day.Whole() {
		d.fault(n, "Hạn nộp không phải là ngày có thật", "ngày có trong lịch của mọi năm", day.Short())
	}
	return l
}

func (d *decoder) vote(n ast.Node) Vote {
	o := d.object(n, "votes")
	defer o.close()
	v := Vote{
		Form: o.text("form"), Ballot: o.flag("ballot"), Percent: o.optionalNumber("percent", 0, 1, 100),
		From: o.optionalDate("from"), To: o.optionalDate("to"), Basis: o.text("basis"), Unverified: o.flag("unverified"),
		Note: o.optional("note"),
	}
	d.ordered(n, v.From, v.To)
	return v
}

func (d *decoder) reward(n ast.Node) Reward {
	o := d.object(n, "rewards")
	defer o.close()
	return Reward{
		Form: o.text("form"), Collective: d.coefficient(o, "collective"), Individual: d.coefficient(o, "individual"),
		Basis: o.text("basis"), Unverified: o.flag("unverified"),
	}
}

// coefficientForm is a coefficient as the decree writes it: "0,6", "7,5", "12".
var coefficientForm = regexp.MustCompile(`^(0|[1-9][0-9]{0,3})(,[0-9]{1,2})?$`)

// coefficient gives hundredths; 0 where the key is absent.
func (d *decoder) coefficient(o *object, key string) int {
	if !o.has(key) {
		return 0
	}
	before := len(d.faults)
	s := d.text(o.value[key], key)
	if len(d.faults) > before {
		return 0
	}
	if !coefficientForm.MatchString(s) {
		d.fault(o.value[key], "Hệ số \""+s+"\" của khóa \""+key+"\" không đọc được", "hệ số trong dấu nháy, dấu phẩy thập phân, như \"0,6\"", s)
		return 0
	}
	hundredths, decimals, part := 0, 0, false
	for _, r := range s {
		switch {
		case r == ',':
			part = true
		case part:
			decimals++
			fallthrough
		default:
			hundredths = hundredths*10 + int(r-'0')
		}
	}
	for ; decimals < 2; decimals++ {
		hundredths *= 10
	}
	return hundredths
}

func (d *decoder) baseSalary(n ast.Node) BaseSalary {
	o := d.object(n, "base_salaries")
	defer o.close()
	s := BaseSalary{
		Amount: int64(o.number("amount", 1, 1_000_000_000)), From: o.date("from"), To: o.optionalDate("to"),
		Document: o.text("document"), Unverified: o.flag("unverified"),
	}
	d.ordered(n, s.From, s.To)
	return s
}

func (d *decoder) holiday(n ast.Node) Holiday {
	o := d.object(n, "holidays")
	defer o.close()
	h := Holiday{Name: o.text("name"), From: o.date("from"), To: o.date("to"), Unverified: o.flag("unverified")}
	d.ordered(n, h.From, h.To)
	return h
}

func (d *decoder) legalBasis(n ast.Node) LegalBasis {
	o := d.object(n, "legal_bases")
	defer o.close()
	l := LegalBasis{
		Key: o.text("key"), Text: o.text("text"), Papers: o.choices("papers", papers...),
		From: o.date("from"), To: o.optionalDate("to"), Unverified: o.flag("unverified"), Note: o.optional("note"),
	}
	d.ordered(n, l.From, l.To)
	if l.Unverified && l.Note == "" && !o.bad {
		d.fault(n, "Căn cứ chưa đối chiếu (unverified: true) phải nói rõ vì sao", "khóa \"note\"", "")
	}
	return l
}

// ordered reports a time in force that ends before it begins.
func (d *decoder) ordered(n ast.Node, from, to vi.Date) {
	if !from.IsZero() && !to.IsZero() && to.Before(from) {
		d.fault(n, "Ngày kết thúc (to) trước ngày bắt đầu (from)", "to không trước from", to.ISO())
	}
}
